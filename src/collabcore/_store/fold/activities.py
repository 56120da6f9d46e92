"""What events about logins and activities do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import on

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.LoggedIn)
def logged_in(store: Store, event: e.LoggedIn) -> None:
    """Every login is kept."""
    store.logged_in.setdefault(event.user, []).append(event.at)


@on(e.ActivityLogged)
def activity_logged(store: Store, event: e.ActivityLogged) -> None:
    """An activity is kept with its record, and outlasts it."""
    activity = event.activity
    store.used.add(activity.id)
    store.activities[activity.id] = activity
    if activity.record is not None:
        store.activities_of.setdefault(activity.record, {})[activity.id] = None


@on(e.ActivityCompleted)
def activity_completed(store: Store, event: e.ActivityCompleted) -> None:
    """It was done when that was said."""
    store.activities[event.id] = attrs.evolve(store.activities[event.id], done=event.at)


@on(e.ActivityCancelled)
def activity_cancelled(store: Store, event: e.ActivityCancelled) -> None:
    """It stays, and counts nowhere."""
    store.activities[event.id] = attrs.evolve(store.activities[event.id], cancelled=True)
