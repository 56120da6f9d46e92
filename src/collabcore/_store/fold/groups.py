"""What events about groups do to the store."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.files import let_go
from collabcore._store.fold.news import start_writing, stop_writing
from collabcore._store.fold.table import evolved, on
from collabcore._store.fold.talk import clear
from collabcore.model import Group
from collabcore.text import folded

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.GroupCreated)
def group_created(store: Store, event: e.GroupCreated) -> None:
    """A group starts with its owner in it."""
    group = event.group
    store.used.add(group.id)
    store.groups[group.id] = group
    store.talked[group.id] = event.at
    _name(store, group)
    store.sight.add_group(group.id)
    store.members_of[group.id] = {}
    _enter(store, group.id, group.owner, event.at)
    store.members_of[group.id][group.owner] = "owner"


@on(e.GroupUpdated)
def group_updated(store: Store, event: e.GroupUpdated) -> None:
    """Its access decides its locks, for old posts too."""
    before = store.groups[event.id]
    _unname(store, before)
    store.groups[event.id] = evolved(before, event.changes)
    _name(store, store.groups[event.id])
    store.sight.changed(("groups", event.id))


def _name(store: Store, group: Group) -> None:
    if group.access != "unlisted":
        store.names[folded(group.name)] = group.id


def _unname(store: Store, group: Group) -> None:
    if group.access != "unlisted":
        del store.names[folded(group.name)]


@on(e.GroupArchived)
def group_archived(store: Store, event: e.GroupArchived) -> None:
    """Archiving changes nobody's sight (law 7); what is said from now on wakes a post (READINGS 43)."""
    store.slept_from[event.id] = len(store.timelines.activity)
    store.groups[event.id] = attrs.evolve(store.groups[event.id], archived=True)


@on(e.GroupUnarchived)
def group_unarchived(store: Store, event: e.GroupUnarchived) -> None:
    """Nor does coming back."""
    del store.slept_from[event.id]
    store.groups[event.id] = attrs.evolve(store.groups[event.id], archived=False)


@on(e.GroupDeleted)
def group_deleted(store: Store, event: e.GroupDeleted) -> None:
    """Everything said in a group goes with it, and the files whose home it is; its id stays used."""
    clear(store, event.id)
    let_go(store, event.id, home=True)
    _unname(store, store.groups.pop(event.id))
    for user in list(store.members_of.pop(event.id)):
        del store.member_of[user][event.id]
        stop_writing(store, event.id, user)
        store.sight.changed(("memberships", user))
    for user in store.waiting.pop(event.id, ()):
        del store.waits_for[user][event.id]
    shown = (store.invited, store.attachments, store.announcements, store.talked, store.pinned)
    for kept in (*shown, store.slept_from):
        kept.pop(event.id, None)
    store.frequencies.pop(event.id, None)
    store.wanting.pop(event.id, None)
    store.sight.drop(("shell", event.id), ("group", event.id))


def _enter(store: Store, group: str, user: str, at: dt.datetime) -> None:
    store.member_of.setdefault(user, {})[group] = None
    start_writing(store, group, user, at)
    store.sight.changed(("memberships", user))


@on(e.MemberAdded)
def member_added(store: Store, event: e.MemberAdded) -> None:
    """A member holds the group's key; a request or invitation is answered by it."""
    if event.user not in store.members_of[event.group]:
        _enter(store, event.group, event.user, event.at)
    store.members_of[event.group][event.user] = event.role
    _stop_waiting(store, event.group, event.user)
    store.invited.get(event.group, {}).pop(event.user, None)


@on(e.MemberRemoved)
def member_removed(store: Store, event: e.MemberRemoved) -> None:
    """Who leaves loses sight of the group's posts, their own too."""
    del store.members_of[event.group][event.user]
    del store.member_of[event.user][event.group]
    stop_writing(store, event.group, event.user)
    store.sight.changed(("memberships", event.user))


@on(e.MemberInvited)
def member_invited(store: Store, event: e.MemberInvited) -> None:
    """An invitation waits."""
    store.invited.setdefault(event.group, {})[event.user] = None


@on(e.MembershipRequested)
def membership_requested(store: Store, event: e.MembershipRequested) -> None:
    """A request waits."""
    store.waiting.setdefault(event.group, {})[event.user] = event.message
    store.waits_for.setdefault(event.user, {})[event.group] = None


@on(e.RequestAnswered)
def request_answered(store: Store, event: e.RequestAnswered) -> None:
    """A request waits no more."""
    _stop_waiting(store, event.group, event.user)


def _stop_waiting(store: Store, group: str, user: str) -> None:
    if group in store.waits_for.get(user, ()):
        del store.waits_for[user][group]
        del store.waiting[group][user]


@on(e.OwnerSet)
def owner_set(store: Store, event: e.OwnerSet) -> None:
    """The owner before stays as manager."""
    group = store.groups[event.group]
    store.members_of[event.group][group.owner] = "manager"
    store.members_of[event.group][event.user] = "owner"
    store.groups[event.group] = attrs.evolve(group, owner=event.user)


@on(e.RecordAttached)
def record_attached(store: Store, event: e.RecordAttached) -> None:
    """Showing a record opens it to nobody."""
    store.attachments.setdefault(event.group, {})[event.record] = None


@on(e.Announced)
def announced(store: Store, event: e.Announced) -> None:
    """A group announces one thing at a time."""
    store.announcements[event.announcement.group] = event.announcement
