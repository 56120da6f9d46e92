"""The indexed store: the `View` the engine answers from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from collabcore._store import fold
from collabcore._store.sight import Sight
from collabcore._store.timeline import NumberedTimeline
from collabcore.events import Commented, Event, Liked, Posted, Unliked
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
from collabcore.text import folded
from collabcore.view import Order, Place

__all__ = ["Store"]

_NOBODY: Final[dict[str, None]] = {}
_BEGINNING: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TALK: Final = (Posted, Commented, Liked, Unliked)


class Store:
    """Facts folded from events, with the indexes that make every question cheap.

    It is changed by `apply` alone, and applying never refuses. Ordered sets are kept as dicts without values.
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Start from nothing, or from a history."""
        self.now: dt.datetime = _BEGINNING
        self.epoch = 0
        self.settings = Settings()
        self.roles: dict[str, Role] = {}
        self.users: dict[str, User] = {}
        self.teams: dict[str, Team] = {}
        self.queues: dict[str, Queue] = {}
        self.networks: dict[str, Network] = {}
        self.groups: dict[str, Group] = {}
        self.records: dict[str, Record] = {}
        self.sharing: dict[str, SharingRule] = {}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}
        self.profiles: dict[str, CompletenessProfile] = {}
        self.rules: dict[str, PointsRule] = {}
        self.entries: dict[str, Entry] = {}
        self.used: set[str] = set()
        self.names: dict[str, str] = {}
        self.below: dict[str, dict[str, None]] = {}
        self.member_of: dict[str, dict[str, None]] = {}
        self.members_of: dict[str, dict[str, GroupRole]] = {}
        self.named_by: dict[str, dict[str, None]] = {}
        self.children_of: dict[str, dict[str, None]] = {}
        self.rules_of: dict[str, dict[str, None]] = {}
        self.invited: dict[str, dict[str, None]] = {}
        self.attachments: dict[str, dict[str, None]] = {}
        self.announcements: dict[str, Announcement] = {}
        self.talked: dict[str, dt.datetime] = {}
        self.pinned: dict[str, dict[str, None]] = {}
        self.waiting: dict[str, dict[str, str]] = {}
        self.waits_for: dict[str, dict[str, None]] = {}
        self.follow_of: dict[str, dict[str, None]] = {}
        self.follower_of: dict[str, dict[str, None]] = {}
        self.owned_by: dict[str, dict[str, None]] = {}
        self.shares_of: dict[str, dict[str, Level]] = {}
        self.comments_of: dict[str, dict[str, None]] = {}
        self.likes_of: dict[str, dict[str, None]] = {}
        self.ledgers: dict[str, list[str]] = {}
        self.awards: dict[str, str] = {}
        self.sight = Sight(self)
        self.newest = NumberedTimeline()
        self.activity = NumberedTimeline()
        talk, places = (self.posts, self.comments), (self.users, self.records, self.groups)
        sets, rules = (self.roles, self.teams, self.queues, self.networks), (self.sharing, self.rules, self.entries)
        self._kinds: tuple[Mapping[str, Thing], ...] = (*talk, *places, *sets, *rules)
        for event in events:
            self.apply(event)

    def apply(self, event: Event) -> None:
        """Fold one event into facts and indexes.

        Cost: O(what it touches).
        """
        self.now = event.at
        self.epoch += not isinstance(event, _TALK)
        fold.HANDLERS[type(event)](self, event)

    def thing(self, thing: str) -> Thing | None:
        """Return whatever has this id."""
        for kind in self._kinds:
            if (found := kind.get(thing)) is not None:
                return found
        return None

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's."""
        return thing in self.used

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds."""
        return self.sight.held.get(user) or frozenset()

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key."""
        return self.sight.holders.get(key) or frozenset()

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above, nearest first."""
        found = []
        parent = self.roles[role].parent
        while parent is not None:
            found.append(parent)
            parent = self.roles[parent].parent
        return found

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below."""
        found: dict[str, None] = {}
        open_ends = [role]
        while open_ends:
            children = self.below.get(open_ends.pop(), _NOBODY)
            found.update(children)
            open_ends.extend(children)
        return found.keys()

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target."""
        return self.named_by.get(target, _NOBODY).keys()

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is."""
        return self.children_of.get(record, _NOBODY).keys()

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type."""
        return self.rules_of.get(kind, _NOBODY).keys()

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group."""
        return self.invited.get(group, _NOBODY).keys()

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows."""
        return self.attachments.get(group, _NOBODY).keys()

    def announcement(self, group: str) -> Announcement | None:
        """Return what a group announces."""
        return self.announcements.get(group)

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it."""
        return self.talked[group]

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place."""
        return self.pinned.get(place, _NOBODY).keys()

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns."""
        return self.owned_by.get(user, _NOBODY).keys()

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in."""
        return self.sight.locks[place, thing]

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the places whose lock has this key."""
        return self.sight.opened.get((place, key)) or frozenset()

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name."""
        return self.names.get(folded(name))

    def members(self, group: str) -> Mapping[str, GroupRole]:
        """Return the members of a group with their roles."""
        return self.members_of.get(group, {})

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in."""
        return self.member_of.get(user, _NOBODY).keys()

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group."""
        return self.waiting.get(group, {})

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into."""
        return self.waits_for.get(user, _NOBODY).keys()

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows."""
        return self.follow_of.get(user, _NOBODY).keys()

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a target."""
        return self.follower_of.get(target, _NOBODY).keys()

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record."""
        return self.shares_of.get(record, {})

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post."""
        return tuple(self.comments_of.get(post, _NOBODY))

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment."""
        return self.likes_of.get(item, _NOBODY).keys()

    def timeline(self, order: Order) -> NumberedTimeline:
        """Return all posts in one order."""
        return self.newest if order == "newest" else self.activity

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries."""
        return self.ledgers.get(user, ())

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key."""
        return self.awards.get(key)
