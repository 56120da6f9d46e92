"""What events about what people are told do to the store; what they are told is kept by `Store.apply` itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore.model import Frequency, Mark

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["is_written_to", "start_digest", "start_writing", "stop_writing", "written_to"]


@on(e.NotificationsRead)
def notifications_read(store: Store, event: e.NotificationsRead) -> None:
    """What is read stays read."""
    store.read_by.setdefault(event.user, {}).update(dict.fromkeys(event.notifications))


@on(e.GroupFrequencySet)
def group_frequency_set(store: Store, event: e.GroupFrequencySet) -> None:
    """Who wants every post is kept by the group."""
    was_off = store.frequencies[event.group][event.user] == "never"
    _write(store, event.group, event.user, event.frequency)
    if was_off and is_written_to(store, event.user, event.group):
        start_digest(store, event.user, event.group, event.at)


@on(e.DigestFrequencySet)
def digest_frequency_set(store: Store, event: e.DigestFrequencySet) -> None:
    """Whoever chose keeps to it, whatever the settings say later."""
    was_off = store.digest_frequency(event.user) == "never"
    store.digests[event.user] = event.frequency
    if was_off and is_written_to(store, event.user, None):
        start_digest(store, event.user, None, event.at)


@on(e.NotificationsMailed)
def notifications_mailed(store: Store, event: e.NotificationsMailed) -> None:
    """What was sent is not due again."""
    for notice in event.notifications:
        del store.to_mail[notice]


@on(e.DigestMailed)
def digest_mailed(store: Store, event: e.DigestMailed) -> None:
    """The next digest goes on after the last post of this one."""
    number = store.timelines.newest.number(event.last)
    assert number is not None  # noqa: S101 - every post has a number
    store.marks[event.user][event.group] = Mark(at=event.at, since=event.until, number=number + 1)


def start_digest(store: Store, user: str, group: str | None, at: dt.datetime) -> None:
    """Let digests hold what is posted from now on. Cost: O(1)."""
    store.marks.setdefault(user, {})[group] = Mark(at=at, since=at, number=len(store.timelines.newest))


def is_written_to(store: Store, user: str, group: str | None) -> bool:
    """Tell whether mail goes to somebody: of their own, or of a group they are in. Cost: O(1)."""
    often = store.digest_frequency(user) if group is None else store.frequencies[group][user]
    return store.settings.email and store.users[user].active and often != "never"


def written_to(store: Store) -> set[tuple[str, str | None]]:
    """Return everybody mail goes to: of their own (None), and of which groups. Cost: O(memberships)."""
    pairs = ((user, group) for user, marks in store.marks.items() for group in marks)
    return {pair for pair in pairs if is_written_to(store, *pair)}


def start_writing(store: Store, group: str, user: str, at: dt.datetime) -> None:
    """Write to a new member as often as the settings say at that moment (RULES 2.6). Cost: O(1)."""
    _write(store, group, user, store.settings.default_group_frequency)
    start_digest(store, user, group, at)


def _write(store: Store, group: str, user: str, frequency: Frequency) -> None:
    store.frequencies.setdefault(group, {})[user] = frequency
    wanting = store.wanting.setdefault(group, {})
    wanting.pop(user, None)
    if frequency == "every_post":
        wanting[user] = None


def stop_writing(store: Store, group: str, user: str) -> None:
    """Write to whoever left no more. Cost: O(1)."""
    del store.frequencies[group][user]
    store.wanting[group].pop(user, None)
    del store.marks[user][group]
