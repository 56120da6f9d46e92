"""The read-only questions every judgment asks of the world.

`View` is a protocol: the engine's indexed store satisfies it, so does the naive reference in `collabcore.testing`,
and a host may satisfy it over its own database and use the rules without the engine.
Each question states what it costs in the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, Protocol, TypeAlias

from collabcore.keys import Key, Lock
from collabcore.model import (
    Announcement,
    Comment,
    CompletenessProfile,
    Entry,
    Group,
    GroupRole,
    Level,
    Network,
    PointsRule,
    Post,
    Queue,
    Record,
    Role,
    Settings,
    SharingRule,
    Team,
    Thing,
    User,
)

__all__ = ["Order", "Place", "Timeline", "View", "kind_of"]

Order: TypeAlias = Literal["newest", "activity"]
"""How a feed is sorted: by when its posts were made, or by their latest comment."""

Place: TypeAlias = Literal["person", "profile", "shell", "group", "record"]
"""What a lock is on: knowing a person or reading the wall, knowing a group or reading it, a record."""


class Timeline(Protocol):
    """All posts in one order: consecutive numbers, oldest first, and the numbers each source feeds.

    In activity order a comment gives its post the next number, which supersedes the post's earlier one.
    A source is a short text: `on:<parent>`, `by:<author>`, `changes:<user>`, `mentions:<thing>` or `all`.
    """

    def __len__(self) -> int:
        """Return how many numbers were given. Cost: O(1)."""

    def post(self, number: int) -> str:
        """Return the id of the post with this number, deleted or not. Cost: O(1)."""

    def item(self, number: int) -> str:
        """Return the id of the post or comment that was given this number, deleted or not. Cost: O(1)."""

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first, deleted or not. Cost: O(result)."""

    def number(self, post: str) -> int | None:
        """Return the post's latest number, None for a post that never was. Cost: O(1)."""

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one, None while it stands. Cost: O(1)."""

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of one source, rising. Cost: O(1)."""

    def sources(self, number: int) -> Sequence[str]:
        """Return the sources that this number's post feeds. Cost: O(1)."""


class View(Protocol):
    """A workplace at one moment, read-only."""

    @property
    def now(self) -> dt.datetime:
        """The time of the last event. Cost: O(1)."""

    @property
    def epoch(self) -> int:
        """A number that changes with everything except new posts, comments and likes. Cost: O(1)."""

    @property
    def settings(self) -> Settings:
        """The organisation's settings. Cost: O(1)."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """Every role by id, oldest first. Cost: O(1)."""

    @property
    def teams(self) -> Mapping[str, Team]:
        """Every team by id, oldest first. Cost: O(1)."""

    @property
    def queues(self) -> Mapping[str, Queue]:
        """Every queue by id, oldest first. Cost: O(1)."""

    @property
    def networks(self) -> Mapping[str, Network]:
        """Every network by id, oldest first. Cost: O(1)."""

    @property
    def users(self) -> Mapping[str, User]:
        """Every user by id, active or not, oldest first. Cost: O(1)."""

    @property
    def groups(self) -> Mapping[str, Group]:
        """Every group by id, oldest first. Cost: O(1)."""

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by id, oldest first. Cost: O(1)."""

    @property
    def sharing(self) -> Mapping[str, SharingRule]:
        """Every sharing rule by id, oldest first. Cost: O(1)."""

    @property
    def posts(self) -> Mapping[str, Post]:
        """Every post by id, oldest first. Cost: O(1)."""

    @property
    def comments(self) -> Mapping[str, Comment]:
        """Every comment by id, oldest first. Cost: O(1)."""

    @property
    def profiles(self) -> Mapping[str, CompletenessProfile]:
        """The completeness profile of every record type that has one. Cost: O(1)."""

    @property
    def rules(self) -> Mapping[str, PointsRule]:
        """Every points rule by id, retired ones too, oldest first. Cost: O(1)."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Every line of the ledger by id, oldest first. Cost: O(1)."""

    def thing(self, thing: str) -> Thing | None:
        """Return whatever has this id, None when nothing has. Cost: O(1)."""

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's. Cost: O(1)."""

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds. Cost: O(1)."""

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key. Cost: O(1)."""

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above `role`, nearest first. Cost: O(depth)."""

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below `role`. Cost: O(result)."""

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target themselves. Cost: O(1)."""

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is, oldest first. Cost: O(1)."""

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type of record, or for people (`user`), oldest first. Cost: O(1)."""

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns, in the order they came to them. Cost: O(1)."""

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in: `visibility.lock`, remembered. Cost: O(1)."""

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the profiles, groups or records whose grants have this key. Cost: O(1)."""

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name, its case aside. Cost: O(1)."""

    def members(self, group: str) -> Mapping[str, GroupRole]:
        """Return the members of a group with their roles, in the order of joining. Cost: O(1)."""

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in, in the order of joining. Cost: O(1)."""

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group, with their words, oldest first. Cost: O(1)."""

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group, oldest first. Cost: O(1)."""

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows, oldest first. Cost: O(1)."""

    def announcement(self, group: str) -> Announcement | None:
        """Return what a group announces, over or not. Cost: O(1)."""

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it. Cost: O(1)."""

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place, oldest first. Cost: O(1)."""

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into. Cost: O(1)."""

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows, awake or dormant, in the order of following. Cost: O(1)."""

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a user or record, active or not, in the order of following. Cost: O(1)."""

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record or person: target to level, in the order of sharing. Cost: O(1)."""

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post, oldest first. Cost: O(1)."""

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment, in the order of liking. Cost: O(1)."""

    def timeline(self, order: Order) -> Timeline:
        """Return all posts in one order. Cost: O(1)."""

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(1)."""

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key, None while it is free. Cost: O(1)."""


def kind_of(thing: Thing) -> str:
    """Return the word for a thing's kind: `user`, `group`, `record`, `post`, `comment`, `role`, `rule`, `entry`."""
    return "rule" if isinstance(thing, PointsRule) else type(thing).__name__.lower()
