"""What events about what people are told do to the store; what they are told is kept by `Store.apply` itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore.model import Frequency

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["start_writing", "stop_writing"]


@on(e.NotificationsRead)
def notifications_read(store: Store, event: e.NotificationsRead) -> None:
    """What is read stays read."""
    store.read_by.setdefault(event.user, {}).update(dict.fromkeys(event.notifications))


@on(e.GroupFrequencySet)
def group_frequency_set(store: Store, event: e.GroupFrequencySet) -> None:
    """Who wants every post is kept by the group."""
    _write(store, event.group, event.user, event.frequency)


@on(e.DigestFrequencySet)
def digest_frequency_set(store: Store, event: e.DigestFrequencySet) -> None:
    """Whoever chose keeps to it, whatever the settings say later."""
    store.digests[event.user] = event.frequency


def start_writing(store: Store, group: str, user: str) -> None:
    """Write to a new member as often as the settings say at that moment (RULES 2.6). Cost: O(1)."""
    _write(store, group, user, store.settings.default_group_frequency)


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
