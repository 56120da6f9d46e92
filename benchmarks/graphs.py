"""Organisations made of published graphs: who follows whom is real, and who is in which group, and who wrote when.

What a graph does not tell is drawn as in `worlds`, in the same proportions. The files are read from the folder that
COLLABCORE_DATA names, else from `../shared/data`; each has its SOURCE.md.
"""

from __future__ import annotations

import gzip
import itertools
import os
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from benchmarks.worlds import Post, Size, World, world
from collabcore.model import Access

__all__ = ["GRAPHS", "graph"]

WRITTEN: Final = 20_000
"""How many posts are drawn where the data tell of none."""

Pair = tuple[str, str]


def folder() -> Path:
    """Return where the published data sets are; leave with a line saying so when they are not there."""
    found = Path(os.environ.get("COLLABCORE_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not found.is_dir():
        raise SystemExit(f"there are no data sets in {found}: name their folder in COLLABCORE_DATA")
    return found


def _lines(*names: str, between: str | None = None) -> Iterator[list[str]]:
    """Yield the fields of each line of a file, packed or not."""
    path = folder().joinpath(*names)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from (line.split(between) for line in map(str.strip, file) if line)


def _email() -> World:
    """Return a research institute: who wrote to whom follows them, and every department is a group."""
    ties = [(one, other) for one, other in _lines("eu-core-email", "email-Eu-core.txt.gz") if one != other]
    labels = list(_lines("eu-core-email", "email-Eu-core-department-labels.txt"))
    return _drawn([user for user, _ in labels], ties, [(user, department) for user, department in labels])


def _college() -> World:
    """Return a network of students: who wrote to whom follows them, and every message is a post, in its order.

    What is drawn beside them stands in groups and on records.
    """
    sent = [(one, other) for one, other, _ in _lines("collegemsg", "CollegeMsg.txt.gz")]
    made = _drawn(_named(sent), list(dict.fromkeys(sent)), ())
    people = dict(zip(_named(sent), made.users, strict=True))
    elsewhere = [post for post in made.posts if post.to != post.author]
    walls = [Post(f"m{number}", people[one], people[one]) for number, (one, _) in enumerate(sent)]
    return attrs.evolve(made, posts=[*elsewhere, *walls])


def _votes() -> World:
    """Return an encyclopaedia: whoever voted on somebody follows them."""
    ties = [(one, other) for one, other in _lines("graph-wiki-vote", "Wiki-Vote.txt.gz")]
    return _drawn(_named(ties), ties, ())


def _blogs() -> World:
    """Return a directory of weblogs: friends follow each other, and every interest is a group."""
    pairs = [(one, other) for one, other in _lines("graph-blogcatalog", "edges.csv.gz", between=",")]
    ties = [tie for one, other in pairs for tie in ((one, other), (other, one))]
    groups = [(user, group) for user, group in _lines("graph-blogcatalog", "group-edges.csv.gz", between=",")]
    return _drawn(_named(ties), ties, groups)


GRAPHS: Final[dict[str, Callable[[], World]]] = {
    "email": _email,
    "college": _college,
    "votes": _votes,
    "blogs": _blogs,
}
"""Every organisation made of a published graph, by name."""


def graph(name: str) -> World:
    """Return the organisation of a graph, the same every time."""
    return GRAPHS[name]()


def _named(ties: Iterable[Pair]) -> list[str]:
    """Return everybody there is, in the order in which they are first named."""
    return list(dict.fromkeys(itertools.chain.from_iterable(ties)))


def _drawn(nodes: list[str], ties: list[Pair], memberships: Iterable[Pair]) -> World:
    """Return an organisation of these people, ties and groups; all else is drawn."""
    size = attrs.evolve(Size.of(len(nodes), 0), follows=0)
    made = world(size)
    people = dict(zip(nodes, made.users, strict=True))
    follows = [(people[one], people[other]) for one, other in ties]
    members: dict[str, list[str]] = {}
    for user, group in memberships:
        members.setdefault(f"g{group}", []).append(people[user])
    kinds: tuple[Access, ...] = ("private", "public")
    groups = {group: kinds[number % 2] for number, group in enumerate(members)}
    if not members:
        members, groups = made.members, made.groups
    posts = _posts(follows, members, list(made.records.items()))
    size = attrs.evolve(size, follows=len(follows), groups=len(groups), posts=len(posts))
    return attrs.evolve(made, size=size, follows=follows, members=members, groups=groups, posts=posts)


def _posts(follows: list[Pair], members: dict[str, list[str]], records: list[Pair]) -> list[Post]:
    """Return posts: most on the walls of who is followed most, as many in groups, some on records."""
    chance = random.Random(1)
    found = []
    for number in range(WRITTEN):
        where = chance.random()
        if where < 0.4:
            author = to = chance.choice(follows)[1]
        elif where < 0.8:
            to, inside = chance.choice(list(members.items()))
            author = chance.choice(inside)
        else:
            to, author = chance.choice(records)
        found.append(Post(f"p{number}", author, to))
    return found
