"""Logins and activities, told by their events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts

__all__ = ["ActivitiesTwin"]


class ActivitiesTwin(Facts):
    """Logins and activities, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.activities: dict[str, model.Activity] = {}

    def _apply_activities(self, event: ev.Event) -> None:
        match event:
            case ev.ActivityLogged(activity=activity):
                self._add(self.activities, activity)
            case ev.ActivityCompleted(id=activity_id, at=at):
                self.activities[activity_id] = attrs.evolve(self.activities[activity_id], done=at)
            case ev.ActivityCancelled(id=activity_id):
                self.activities[activity_id] = attrs.evolve(self.activities[activity_id], cancelled=True)
            case _:
                pass

    def activities_on(self, record: str) -> AbstractSet[str]:
        """Return the activities on a record, oldest first. Cost: O(activities)."""
        return dict.fromkeys(each.id for each in self.activities.values() if each.record == record).keys()

    def logins(self, user: str) -> Sequence[dt.datetime]:
        """Return when somebody logged in, the first time first. Cost: O(events)."""
        return [event.at for event in self.events if isinstance(event, ev.LoggedIn) and event.user == user]
