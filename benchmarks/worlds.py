"""Organisations to measure in: by size and seed, told once, and built for every rival from the same facts.

The rules are those that every rival can be taught: public walls; public, private and unlisted groups; private records
with owners, a role hierarchy over them, and shares to people and roles. Nobody is an administrator, all are insiders.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from functools import cached_property

import attrs

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.model import Access

__all__ = ["SIZES", "START", "Post", "Size", "World", "new_engine", "world"]

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
TEXT = "Worth reading before you call them on Monday"


@attrs.frozen(kw_only=True)
class Size:
    """How many of what."""

    users: int
    roles: int
    groups: int
    records: int
    posts: int
    follows: int
    members: int

    @classmethod
    def of(cls, users: int, posts: int) -> Size:
        """Return a size in the proportions of the published table: 2,000 people, 200 groups, 5,000 records."""
        return cls(
            users=users,
            roles=max(8, min(150, users // 13)),
            groups=max(6, users // 10),
            records=max(20, users * 5 // 2),
            posts=posts,
            follows=users * 40,
            members=users * 8,
        )

    @classmethod
    def growing(cls, users: int, posts: int) -> Size:
        """Return a size to compare with others of its kind: nobody follows, and fewer groups and records a head."""
        return cls(
            users=users,
            roles=min(150, users),
            groups=max(6, users // 20),
            records=users // 2,
            posts=posts,
            follows=0,
            members=users * 4,
        )


SIZES = {
    "least": Size.of(24, 200),
    "tiny": Size.of(60, 600),
    "small": Size.of(500, 5_000),
    "medium": Size.of(2_000, 50_000),
    "large": Size.of(10_000, 200_000),
}


@attrs.frozen
class Post:
    """Who wrote where; places are `u…`, `g…` and `x…`."""

    id: str
    author: str
    to: str


@attrs.frozen(kw_only=True)
class World:
    """An organisation as plain facts."""

    size: Size
    roles: dict[str, str | None]
    users: dict[str, str]
    groups: dict[str, Access]
    members: dict[str, list[str]]
    records: dict[str, str]
    shares: list[tuple[str, str]]
    follows: list[tuple[str, str]]
    posts: list[Post]

    @cached_property
    def above(self) -> dict[str, tuple[str, ...]]:
        """The roles strictly above each role."""
        found: dict[str, tuple[str, ...]] = {}
        for role, parent in self.roles.items():
            found[role] = () if parent is None else (parent, *found[parent])
        return found

    def founding(self) -> Iterator[Command]:
        """Yield the commands that found it: everything but follows and posts."""
        yield c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False, follow_limit=10**6)
        yield c.Configure(by=HOST, group_limit=10**6)
        for role, parent in self.roles.items():
            yield c.AddRole(by=HOST, id=role, parent=parent)
        for user, role in self.users.items():
            yield c.AddUser(by=HOST, id=user, role=role)
        for group, access in self.groups.items():
            first, *others = self.members[group]
            yield c.CreateGroup(by=first, id=group, name=f"Group {group}", access=access)
            for user in others:
                yield c.AddMember(by=HOST, group=group, user=user)
        for record, owner in self.records.items():
            yield c.AddRecord(by=HOST, id=record, type="opportunity", owner=owner)
        for record, to in self.shares:
            yield c.ShareRecord(by=HOST, record=record, to=to)

    def following(self) -> Iterator[Command]:
        """Yield the commands by which everybody follows."""
        return (c.Follow(by=user, target=target) for user, target in self.follows)

    def posting(self) -> Iterator[Command]:
        """Yield the commands by which everything was posted."""
        return (c.Post(by=p.author, id=p.id, to=p.to, text=TEXT, audience="all") for p in self.posts)


def world(size: Size, seed: int = 1) -> World:
    """Return an organisation: who is followed, and where is posted, by a power law."""
    chance = random.Random(seed)
    roles: dict[str, str | None] = {f"r{n}": None if n == 0 else f"r{(n - 1) // 3}" for n in range(size.roles)}
    users = {f"u{n}": f"r{chance.randrange(size.roles)}" for n in range(size.users)}
    people = list(users)
    kinds: tuple[Access, ...] = ("public", "private", "unlisted")
    groups = {f"g{n}": kinds[n % 3] for n in range(size.groups)}
    members = _members(chance, size, people)
    records = {f"x{n}": people[_rare(chance, size.users)] for n in range(size.records)}
    shares = list(dict.fromkeys(_share(chance, size) for _ in range(size.records // 2)))
    shares = [(record, to) for record, to in shares if to != records[record]]
    follows = {(people[chance.randrange(size.users)], people[_rare(chance, size.users)]) for _ in range(size.follows)}
    ordered = sorted((a, b) for a, b in follows if a != b)
    chance.shuffle(ordered)
    owners = list(records.items())
    posts = [_post(chance, n, people, members, owners) for n in range(size.posts)]
    return World(
        size=size,
        roles=roles,
        users=users,
        groups=groups,
        members=members,
        records=records,
        shares=shares,
        follows=ordered,
        posts=posts,
    )


def _rare(chance: random.Random, size: int) -> int:
    """Return a number below `size`, the small ones far more often."""
    return min(size - 1, int(size * chance.random() ** 3))


def _members(chance: random.Random, size: Size, people: list[str]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {f"g{n}": {chance.choice(people): None} for n in range(size.groups)}
    for _ in range(size.members):
        found[f"g{_rare(chance, size.groups)}"][chance.choice(people)] = None
    return {group: list(users) for group, users in found.items()}


def _share(chance: random.Random, size: Size) -> tuple[str, str]:
    to = f"u{chance.randrange(size.users)}" if chance.random() < 0.5 else f"role:r{chance.randrange(size.roles)}"
    return f"x{chance.randrange(size.records)}", to


def _post(
    chance: random.Random, number: int, people: list[str], members: dict[str, list[str]], records: list[tuple[str, str]]
) -> Post:
    where = chance.random()
    if where < 0.4:
        author = people[_rare(chance, len(people))]
        return Post(f"p{number}", author, author)
    if where < 0.8:
        group = f"g{_rare(chance, len(members))}"
        return Post(f"p{number}", chance.choice(members[group]), group)
    record, owner = chance.choice(records)
    return Post(f"p{number}", owner, record)


def new_engine() -> Engine:
    """Return an empty engine whose clock moves a second with every look, and whose ids are counted."""
    seconds, numbers = itertools.count(), itertools.count()
    return Engine(
        clock=lambda: START + dt.timedelta(seconds=next(seconds)),
        make_id=lambda: f"made{next(numbers)}",
    )
