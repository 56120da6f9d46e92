"""The naive workplace: events folded into plain facts, every question answered by looking at all of them.

`Reference` is a `View` with no index and no cache. The indexed store must answer every question as it does,
after every event; where they differ, the store is wrong. How to read it:

* A fact is a thing in a dict by id, or a pair in a dict that keeps the order in which it came to hold.
* `apply` takes an event apart in plain steps, one per subject, and refuses nothing: events are judged.
* Every question scans the facts, or the events themselves, each time it is asked.

It judges the *indexes*, not the rules: `lock` and `keys` ask the very functions the store asks.
The rules are judged by `collabcore.testing.restatement`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeVar

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.keys import Key, Lock
from collabcore.model import Level
from collabcore.people import held
from collabcore.testing.reference_parts import ReferenceTimeline, changed, first, second, without
from collabcore.text import folded
from collabcore.view import Order, Place
from collabcore.visibility import lock

__all__ = ["START", "Reference", "ReferenceTimeline"]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
"""What time it is before anything happened (CONTRACT 5)."""


ThingT = TypeVar("ThingT", bound=model.Thing)


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
        self._asked: dict[tuple[str, str], Any] = {}  # answers until the next event, so that asking twice is cheap
        self.settings = model.Settings()
        self.roles: dict[str, model.Role] = {}
        self.teams: dict[str, model.Team] = {}
        self.queues: dict[str, model.Queue] = {}
        self.networks: dict[str, model.Network] = {}
        self.users: dict[str, model.User] = {}
        self.groups: dict[str, model.Group] = {}
        self.records: dict[str, model.Record] = {}
        self.sharing: dict[str, model.SharingRule] = {}
        self.posts: dict[str, model.Post] = {}
        self.comments: dict[str, model.Comment] = {}
        self.profiles: dict[str, model.CompletenessProfile] = {}
        self.rules: dict[str, model.PointsRule] = {}
        self.entries: dict[str, model.Entry] = {}
        self._used: set[str] = set()
        self._members: dict[tuple[str, str], model.GroupRole] = {}  # (group, user): role
        self._requests: dict[tuple[str, str], str] = {}  # (group, user): their words
        self._invitations: dict[tuple[str, str], None] = {}  # (group, user)
        self._attached: dict[tuple[str, str], None] = {}  # (group, record)
        self._announced: dict[str, model.Announcement] = {}  # group: what it announces
        self._talk: dict[str, dt.datetime] = {}  # group: when somebody last said something there
        self._pins: dict[tuple[str, str], None] = {}  # (place, post)
        self._follows: dict[tuple[str, str], None] = {}  # (user, target)
        self._likes: dict[tuple[str, str], None] = {}  # (item, user)
        self._owned: dict[tuple[str, str], None] = {}  # (user, record)
        self._shares: dict[tuple[str, str], Level] = {}  # (record or person, to): level
        for event in events:
            self.apply(event)

    # What happens

    def apply(self, event: ev.Event) -> None:
        """Take one more event into the facts.

        Cost: O(facts).
        """
        self.events.append(event)
        self._asked.clear()
        for fold in (self._apply_people, self._apply_sets, self._apply_groups, self._apply_places):
            fold(event)
        for fold in (self._apply_talk, self._apply_standing, self._apply_records, self._apply_points):
            fold(event)

    def _add(self, things: dict[str, ThingT], thing: ThingT) -> None:
        things[thing.id] = thing
        self._used.add(thing.id)

    def _apply_people(self, event: ev.Event) -> None:
        match event:
            case ev.Configured(changes=changes):
                self.settings = changed(self.settings, changes)
            case ev.RoleAdded(role=role):
                self._add(self.roles, role)
            case ev.RoleMoved(id=role_id, parent=parent):
                self.roles[role_id] = attrs.evolve(self.roles[role_id], parent=parent)
            case ev.UserAdded(user=user):
                self._add(self.users, user)
            case ev.UserUpdated(id=user_id, changes=changes):
                self.users[user_id] = changed(self.users[user_id], changes)
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

    def _apply_sets(self, event: ev.Event) -> None:
        match event:
            case ev.TeamAdded(team=team):
                self._add(self.teams, team)
            case ev.TeamUpdated(id=team_id, changes=changes):
                self.teams[team_id] = changed(self.teams[team_id], changes)
            case ev.QueueAdded(queue=queue):
                self._add(self.queues, queue)
            case ev.QueueUpdated(id=queue_id, members=members):
                self.queues[queue_id] = attrs.evolve(self.queues[queue_id], members=members)
            case ev.NetworkAdded(network=network):
                self._add(self.networks, network)
            case ev.NetworkUpdated(id=network_id, profiles=profiles):
                self.networks[network_id] = attrs.evolve(self.networks[network_id], profiles=profiles)
            case ev.NetworkStateSet(id=network_id, state=state):
                self.networks[network_id] = attrs.evolve(self.networks[network_id], state=state)
            case _:
                pass

    def _apply_groups(self, event: ev.Event) -> None:
        match event:
            case ev.GroupCreated(group=group, at=at):
                self._add(self.groups, group)
                self._talk[group.id] = at
                self._members[group.id, group.owner] = "owner"
            case ev.GroupUpdated(id=group_id, changes=changes):
                self.groups[group_id] = changed(self.groups[group_id], changes)
            case ev.OwnerSet(group=group_id, user=user):
                self._members[group_id, self.groups[group_id].owner] = "manager"
                self._members[group_id, user] = "owner"
                self.groups[group_id] = attrs.evolve(self.groups[group_id], owner=user)
            case ev.MemberAdded(group=group_id, user=user, role=role):
                self._members[group_id, user] = role
                self._requests.pop((group_id, user), None)
                self._invitations.pop((group_id, user), None)
            case ev.MemberRemoved(group=group_id, user=user):
                self._members.pop((group_id, user), None)
            case ev.MembershipRequested(group=group_id, user=user, message=message):
                self._requests[group_id, user] = message
            case ev.RequestAnswered(group=group_id, user=user):
                self._requests.pop((group_id, user), None)
            case _:
                pass

    def _apply_places(self, event: ev.Event) -> None:
        match event:
            case ev.MemberInvited(group=group_id, user=user):
                self._invitations[group_id, user] = None
            case ev.GroupArchived(id=group_id):
                self.groups[group_id] = attrs.evolve(self.groups[group_id], archived=True)
            case ev.GroupUnarchived(id=group_id):
                self.groups[group_id] = attrs.evolve(self.groups[group_id], archived=False)
            case ev.RecordAttached(group=group_id, record=record):
                self._attached[group_id, record] = None
            case ev.Announced(announcement=announcement):
                self._announced[announcement.group] = announcement
            case ev.GroupDeleted(id=gone):
                self._clear(gone)
                self._members = without(self._members, gone)
                self._requests = without(self._requests, gone)
                self._invitations = without(self._invitations, gone)
                self._attached = without(self._attached, gone)
                del self.groups[gone]
            case ev.RecordDeleted(id=gone):
                self._clear(gone)
                self._attached = {pair: None for pair in self._attached if pair[1] != gone}
                self._follows = {pair: None for pair in self._follows if pair[1] != gone}
                self._owned = {pair: None for pair in self._owned if pair[1] != gone}
                self._shares = without(self._shares, gone)
                for child in self.children(gone):
                    self.records[child] = attrs.evolve(self.records[child], parent=None)
                del self.records[gone]
            case _:
                pass

    def _clear(self, place: str) -> None:
        """Take away everything that was said in a place."""
        for post in [post.id for post in self.posts.values() if post.to == place]:
            self._take_away(post)

    def _take_away(self, item: str) -> None:
        """Take away a post with its comments, or a comment, and what is told of them."""
        ended = {item, *self.comments_on(item)}
        self.posts.pop(item, None)
        self.comments = {id_: comment for id_, comment in self.comments.items() if id_ not in ended}
        self._likes = {pair: None for pair in self._likes if pair[0] not in ended}
        self._pins = {pair: None for pair in self._pins if pair[1] != item}
        self._announced = {group: told for group, told in self._announced.items() if told.post != item}

    def _apply_talk(self, event: ev.Event) -> None:
        match event:
            case ev.Posted(post=post, at=at):
                self._add(self.posts, post)
                self._talk[post.to] = at
            case ev.Commented(comment=comment, at=at):
                self._add(self.comments, comment)
                self._talk[self.posts[comment.post].to] = at
            case ev.Deleted(id=gone):
                self._take_away(gone)
            case ev.Liked(user=user, item=item):
                self._likes[item, user] = None
            case ev.Unliked(user=user, item=item):
                self._likes.pop((item, user), None)
            case _:
                pass

    def _apply_standing(self, event: ev.Event) -> None:
        match event:
            case ev.ItemReviewed(id=item, status=status) if item in self.posts:
                self.posts[item] = attrs.evolve(self.posts[item], status=status)
            case ev.ItemReviewed(id=item, status=status):
                self.comments[item] = attrs.evolve(self.comments[item], status=status)
            case ev.AudienceSet(id=post_id, audience=audience):
                self.posts[post_id] = attrs.evolve(self.posts[post_id], audience=audience)
            case ev.PostPinned(id=post_id):
                self._pins[self.posts[post_id].to, post_id] = None
            case ev.PostUnpinned(id=post_id):
                self._pins.pop((self.posts[post_id].to, post_id), None)
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
                self._shares = without(self._shares, record_id)
            case ev.RecordShared(record=record_id, to=to, level=level):
                self._shares[record_id, to] = Level[level.upper()]
            case ev.RecordUnshared(record=record_id, to=to):
                self._shares.pop((record_id, to), None)
            case ev.SharingRuleAdded(rule=sharing_rule):
                self._add(self.sharing, sharing_rule)
            case ev.SharingRuleRemoved(id=rule_id):
                del self.sharing[rule_id]
            case _:
                pass

    def _apply_points(self, event: ev.Event) -> None:
        match event:
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
        kinds: list[Mapping[str, model.Thing]] = [self.roles, self.users, self.teams, self.queues, self.networks]
        kinds += [self.groups, self.records, self.sharing, self.posts, self.comments, self.rules, self.entries]
        return next((things[thing] for things in kinds if thing in things), None)

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's. Cost: O(1)."""
        return thing in self._used

    # Who holds what, and what opens where

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds. Cost: O(facts)."""
        if user not in self.users:
            return frozenset()
        keys: AbstractSet[Key] = self._once("keys", user, lambda: held(self, self.users[user]))
        return keys

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key. Cost: O(users * facts)."""
        found: AbstractSet[str] = self._once("holders", key, lambda: {u for u in self.users if key in self.keys(u)})
        return found

    def _once(self, question: str, about: str, answer: Callable[[], Any]) -> Any:
        if (question, about) not in self._asked:
            self._asked[question, about] = answer()
        return self._asked[question, about]

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above `role`, nearest first. Cost: O(depth)."""
        parent = self.roles[role].parent if role in self.roles else None
        return () if parent is None else (parent, *self.superiors(parent))

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below `role`. Cost: O(roles * depth)."""
        return frozenset(each for each in self.roles if role in self.superiors(each))

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target themselves. Cost: O(teams + queues)."""
        crowds: tuple[model.Team | model.Queue, ...] = (*self.teams.values(), *self.queues.values())
        return frozenset(crowd.id for crowd in crowds if target in crowd.members)

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is, oldest first. Cost: O(records)."""
        return dict.fromkeys(each.id for each in self.records.values() if each.parent == record).keys()

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type of record, or for people (`user`), oldest first. Cost: O(rules)."""
        return dict.fromkeys(rule.id for rule in self.sharing.values() if rule.type == kind).keys()

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns, in the order they came to them. Cost: O(records)."""
        return second(self._owned, user)

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in, judged anew each time. Cost: O(facts)."""
        found: Lock = self._once(place, thing, lambda: lock(self, place, thing))
        return found

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the profiles, groups or records whose grants have this key. Cost: O(places * facts)."""
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
        return first(self._members, user)

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group, with their words, oldest first. Cost: O(requests)."""
        return {user: message for (each, user), message in self._requests.items() if each == group}

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group, oldest first. Cost: O(invitations)."""
        return second(self._invitations, group)

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows, oldest first. Cost: O(attachments)."""
        return second(self._attached, group)

    def announcement(self, group: str) -> model.Announcement | None:
        """Return what a group announces, over or not. Cost: O(1)."""
        return self._announced.get(group)

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it. Cost: O(1)."""
        return self._talk[group]

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place, oldest first. Cost: O(pins)."""
        return second(self._pins, place)

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into. Cost: O(requests)."""
        return first(self._requests, user)

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows, awake or dormant, in the order of following. Cost: O(follows)."""
        return second(self._follows, user)

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a user or record, active or not, in the order of following. Cost: O(follows)."""
        return first(self._follows, target)

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record or person: target to level, in the order of sharing. Cost: O(shares)."""
        return {to: level for (each, to), level in self._shares.items() if each == record}

    # Conversation

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post, oldest first. Cost: O(comments)."""
        return [comment.id for comment in self.comments.values() if comment.post == post]

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment, in the order of liking. Cost: O(likes)."""
        return second(self._likes, item)

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
