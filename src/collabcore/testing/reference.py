"""The naive workplace: events folded into plain facts, every question answered by looking at all of them.

`Reference` is a `View` with no index and no cache. The indexed store must answer every question as it does,
after every event; where they differ, the store is wrong. How to read it:

* A fact is a thing in a dict by id, or a pair in a dict that keeps the order in which it came to hold.
* `apply` takes an event apart in four plain steps, one per subject, and refuses nothing: events are judged.
* Every question scans the facts, or the events themselves, each time it is asked.

It judges the *indexes*, not the rules: `lock` and `keys` ask the very functions the store asks.
The rules are judged by `collabcore.testing.restatement`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeVar

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.keys import Key, Lock
from collabcore.model import Level
from collabcore.people import held
from collabcore.shapes import build, dump
from collabcore.text import folded
from collabcore.view import Order, Place
from collabcore.visibility import grants

__all__ = ["START", "Reference", "ReferenceTimeline"]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
"""What time it is before anything happened (CONTRACT 5)."""

ThingT = TypeVar("ThingT", bound=model.Thing)
ChangedT = TypeVar("ChangedT", model.Settings, model.User, model.Group)


def _changed(value: ChangedT, changes: Mapping[str, object]) -> ChangedT:
    """Return `value` with the named fields replaced whole; an event carries them as JSON."""
    told: Any = dump(value)
    changed: ChangedT = build(type(value), {**told, **changes}, "changes")
    return changed


class Reference:
    """A workplace told by its events, without index or cache.

    Change it with `apply`; what happened is in `events`; the rest are the questions of a `View`.

    >>> world = Reference()
    >>> world.apply(ev.RoleAdded(by=model.HOST, at=START, role=model.Role(id="director")))
    >>> world.apply(ev.RoleAdded(by=model.HOST, at=START, role=model.Role(id="officer", parent="director")))
    >>> world.superiors("officer"), world.was_used("director"), world.epoch
    (('director',), True, 2)
    """

    def __init__(self, events: Iterable[ev.Event] = ()) -> None:
        self.events: list[ev.Event] = []
        self.settings = model.Settings()
        self.roles: dict[str, model.Role] = {}
        self.users: dict[str, model.User] = {}
        self.groups: dict[str, model.Group] = {}
        self.records: dict[str, model.Record] = {}
        self.posts: dict[str, model.Post] = {}
        self.comments: dict[str, model.Comment] = {}
        self.profiles: dict[str, model.CompletenessProfile] = {}
        self.rules: dict[str, model.PointsRule] = {}
        self.entries: dict[str, model.Entry] = {}
        self._used: set[str] = set()
        self._members: dict[tuple[str, str], model.GroupRole] = {}  # (group, user): role
        self._requests: dict[tuple[str, str], str] = {}  # (group, user): their words
        self._follows: dict[tuple[str, str], None] = {}  # (user, target)
        self._likes: dict[tuple[str, str], None] = {}  # (item, user)
        self._owned: dict[tuple[str, str], None] = {}  # (user, record)
        self._shares: dict[tuple[str, str], Level] = {}  # (record, to): level
        for event in events:
            self.apply(event)

    # What happens

    def apply(self, event: ev.Event) -> None:
        """Take one more event into the facts.

        Cost: O(facts).
        """
        self.events.append(event)
        self._apply_people(event)
        self._apply_groups(event)
        self._apply_talk(event)
        self._apply_records(event)

    def _add(self, things: dict[str, ThingT], thing: ThingT) -> None:
        things[thing.id] = thing
        self._used.add(thing.id)

    def _apply_people(self, event: ev.Event) -> None:
        match event:
            case ev.Configured(changes=changes):
                self.settings = _changed(self.settings, changes)
            case ev.RoleAdded(role=role):
                self._add(self.roles, role)
            case ev.RoleMoved(id=role_id, parent=parent):
                self.roles[role_id] = attrs.evolve(self.roles[role_id], parent=parent)
            case ev.UserAdded(user=user):
                self._add(self.users, user)
            case ev.UserUpdated(id=user_id, changes=changes):
                self.users[user_id] = _changed(self.users[user_id], changes)
            case ev.UserDeactivated(id=user_id):
                self.users[user_id] = attrs.evolve(self.users[user_id], active=False)
            case ev.UserActivated(id=user_id):
                self.users[user_id] = attrs.evolve(self.users[user_id], active=True)
            case ev.Followed(user=user_id, target=target):
                self._follows[user_id, target] = None
            case ev.Unfollowed(user=user_id, target=target):
                self._follows.pop((user_id, target), None)
            case _:
                pass

    def _apply_groups(self, event: ev.Event) -> None:
        match event:
            case ev.GroupCreated(group=group):
                self._add(self.groups, group)
                self._members[group.id, group.owner] = "owner"
            case ev.GroupUpdated(id=group_id, changes=changes):
                self.groups[group_id] = _changed(self.groups[group_id], changes)
            case ev.OwnerSet(group=group_id, user=user):
                self._members[group_id, self.groups[group_id].owner] = "manager"
                self._members[group_id, user] = "owner"
                self.groups[group_id] = attrs.evolve(self.groups[group_id], owner=user)
            case ev.MemberAdded(group=group_id, user=user, role=role):
                self._members[group_id, user] = role
                self._requests.pop((group_id, user), None)
            case ev.MemberRemoved(group=group_id, user=user):
                self._members.pop((group_id, user), None)
            case ev.MembershipRequested(group=group_id, user=user, message=message):
                self._requests[group_id, user] = message
            case ev.RequestAnswered(group=group_id, user=user):
                self._requests.pop((group_id, user), None)
            case _:
                pass

    def _apply_talk(self, event: ev.Event) -> None:
        match event:
            case ev.Posted(post=post):
                self._add(self.posts, post)
            case ev.Commented(comment=comment):
                self._add(self.comments, comment)
            case ev.Deleted(id=gone):
                ended = {gone, *(c.id for c in self.comments.values() if c.post == gone)}
                self.posts.pop(gone, None)
                self.comments = {id_: comment for id_, comment in self.comments.items() if id_ not in ended}
                self._likes = {(item, user): None for item, user in self._likes if item not in ended}
            case ev.ItemReviewed(id=item, status=status) if item in self.posts:
                self.posts[item] = attrs.evolve(self.posts[item], status=status)
            case ev.ItemReviewed(id=item, status=status):
                self.comments[item] = attrs.evolve(self.comments[item], status=status)
            case ev.Liked(user=user, item=item):
                self._likes[item, user] = None
            case ev.Unliked(user=user, item=item):
                self._likes.pop((item, user), None)
            case _:
                pass

    def _apply_records(self, event: ev.Event) -> None:
        match event:
            case ev.RecordAdded(record=record):
                self._add(self.records, record)
                self._owned[record.owner, record.id] = None
            case ev.RecordUpdated(id=record_id, fields=fields, at=at):
                merged = {**self.records[record_id].fields, **fields}
                filled = {name: value for name, value in merged.items() if value is not None}
                self.records[record_id] = attrs.evolve(self.records[record_id], fields=filled, updated_at=at)
            case ev.OwnerChanged(record=record_id, owner=owner, at=at):
                self._owned.pop((self.records[record_id].owner, record_id), None)
                self._owned[owner, record_id] = None
                self.records[record_id] = attrs.evolve(self.records[record_id], owner=owner, updated_at=at)
                self._shares = {pair: level for pair, level in self._shares.items() if pair[0] != record_id}
            case ev.RecordShared(record=record_id, to=to, level=level):
                self._shares[record_id, to] = Level[level.upper()]
            case ev.RecordUnshared(record=record_id, to=to):
                self._shares.pop((record_id, to), None)
            case ev.CompletenessSet(profile=profile):
                self.profiles[profile.type] = profile
            case ev.PointsRuleAdded(rule=rule):
                self._add(self.rules, rule)
            case ev.PointsRuleRetired(id=rule_id):
                self.rules[rule_id] = attrs.evolve(self.rules[rule_id], retired=True)
            case ev.PointsAwarded(entry=entry):
                self._add(self.entries, entry)
            case _:
                pass

    # What is so

    @property
    def now(self) -> dt.datetime:
        """The time of the last event. Cost: O(1)."""
        return self.events[-1].at if self.events else START

    @property
    def epoch(self) -> int:
        """How many events were not new posts, comments, likes or likes taken back. Cost: O(events)."""
        quiet = (ev.Posted, ev.Commented, ev.Liked, ev.Unliked)
        return sum(not isinstance(event, quiet) for event in self.events)

    def thing(self, thing: str) -> model.Thing | None:
        """Return whatever has this id, None when nothing has. Cost: O(1)."""
        kinds: list[Mapping[str, model.Thing]] = [self.roles, self.users, self.groups, self.records]
        kinds += [self.posts, self.comments, self.rules, self.entries]
        return next((things[thing] for things in kinds if thing in things), None)

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's. Cost: O(1)."""
        return thing in self._used

    # Who holds what, and what opens where

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds. Cost: O(facts)."""
        return held(self, self.users[user]) if user in self.users else frozenset()

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key. Cost: O(users * facts)."""
        return frozenset(user for user in self.users if key in self.keys(user))

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above `role`, nearest first. Cost: O(depth)."""
        parent = self.roles[role].parent if role in self.roles else None
        return () if parent is None else (parent, *self.superiors(parent))

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below `role`. Cost: O(roles * depth)."""
        return frozenset(each for each in self.roles if role in self.superiors(each))

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns, in the order they came to them. Cost: O(records)."""
        return _second(self._owned, user)

    def lock(self, place: Place, thing: str) -> Lock:
        """Return the keys that open a place, judged anew each time. Cost: O(facts)."""
        return grants(self, place, thing)

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the profiles, groups or records whose lock has this key. Cost: O(places * facts)."""
        things: Mapping[Place, Iterable[str]] = {
            "person": self.users,
            "profile": self.users,
            "shell": self.groups,
            "group": self.groups,
            "record": self.records,
        }
        return frozenset(thing for thing in things[place] if key in (self.lock(place, thing).grants or ()))

    # Groups, follows, shares

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name, its case aside. Cost: O(groups)."""
        listed = (group for group in self.groups.values() if group.access != "unlisted")
        return next((group.id for group in listed if folded(group.name) == folded(name)), None)

    def members(self, group: str) -> Mapping[str, model.GroupRole]:
        """Return the members of a group with their roles, in the order of joining. Cost: O(memberships)."""
        return {user: role for (each, user), role in self._members.items() if each == group}

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in, in the order of joining. Cost: O(memberships)."""
        return _first(self._members, user)

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group, with their words, oldest first. Cost: O(requests)."""
        return {user: message for (each, user), message in self._requests.items() if each == group}

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into. Cost: O(requests)."""
        return _first(self._requests, user)

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows, awake or dormant, in the order of following. Cost: O(follows)."""
        return _second(self._follows, user)

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a user or record, active or not, in the order of following. Cost: O(follows)."""
        return _first(self._follows, target)

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record: target to level, in the order of sharing. Cost: O(shares)."""
        return {to: level for (each, to), level in self._shares.items() if each == record}

    # Conversation

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post, oldest first. Cost: O(comments)."""
        return [comment.id for comment in self.comments.values() if comment.post == post]

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment, in the order of liking. Cost: O(likes)."""
        return _second(self._likes, item)

    def timeline(self, order: Order) -> ReferenceTimeline:
        """Return all posts in one order, numbered anew. Cost: O(events)."""
        return ReferenceTimeline(self, order)

    # Points

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(entries)."""
        return [entry.id for entry in self.entries.values() if entry.user == user]

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key, None while it is free. Cost: O(entries)."""
        return next((entry.id for entry in self.entries.values() if entry.key == key), None)


def _first(pairs: Iterable[tuple[str, str]], second: str) -> AbstractSet[str]:
    """Return what stands first in the pairs with this second, in the pairs' order."""
    return dict.fromkeys(one for one, two in pairs if two == second).keys()


def _second(pairs: Iterable[tuple[str, str]], first: str) -> AbstractSet[str]:
    """Return what stands second in the pairs with this first, in the pairs' order."""
    return dict.fromkeys(two for one, two in pairs if one == first).keys()


class ReferenceTimeline:
    """All posts of a workplace in one order, as the events tell it.

    A post takes a number when it is made; in activity order it takes another with every comment.
    A number is never taken back: not when the comment that brought it goes, not when the post itself does.
    """

    def __init__(self, world: Reference, order: Order) -> None:
        self._world = world
        self._log: list[tuple[str, str]] = []  # what was given the number, and the post that has it
        for event in world.events:
            if isinstance(event, ev.Posted):
                self._log.append((event.post.id, event.post.id))
            elif isinstance(event, ev.Commented) and order == "activity":
                self._log.append((event.comment.id, event.comment.post))

    def __len__(self) -> int:
        """Return how many numbers were given. Cost: O(1)."""
        return len(self._log)

    def post(self, number: int) -> str:
        """Return the id of the post with this number, deleted or not. Cost: O(1)."""
        return self._log[number][1]

    def item(self, number: int) -> str:
        """Return the id of the post or comment that was given this number, deleted or not. Cost: O(1)."""
        return self._log[number][0]

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first, deleted or not. Cost: O(numbers)."""
        return (number for number in reversed(range(len(self))) if self.post(number) == post)

    def number(self, post: str) -> int | None:
        """Return the post's latest number, None for a post that never was. Cost: O(numbers)."""
        return max((number for number in range(len(self)) if self.post(number) == post), default=None)

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one, None while it stands. Cost: O(numbers)."""
        later = range(number + 1, len(self))
        return next((other for other in later if self.post(other) == self.post(number)), None)

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of the posts that one source has now, rising. Cost: O(numbers * comments)."""
        return [number for number in range(len(self)) if source in self.sources(number)]

    def sources(self, number: int) -> Sequence[str]:
        """Return the sources that this number's post feeds now, none if it is gone. Cost: O(comments)."""
        post = self._world.posts.get(self.post(number))
        return [] if post is None else list(dict.fromkeys(self._fed_by(post)))

    def _fed_by(self, post: model.Post) -> Iterator[str]:
        yield "all"
        yield f"on:{post.to}"
        if post.author is not None:
            yield f"changes:{post.author}" if post.is_tracked else f"by:{post.author}"
        for mentioned in post.mentions:
            yield f"mentions:{mentioned}"
        for comment in self._world.comments_on(post.id):
            for mentioned in self._world.comments[comment].mentions:
                yield f"mentions:{mentioned}"
