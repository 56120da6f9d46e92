"""What judgments ask of the world: logins and activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import Activity

__all__ = ["ActivitiesView"]


class ActivitiesView(Protocol):
    """Logins, and activities done, planned and cancelled."""

    @property
    def activities(self) -> Mapping[str, Activity]:
        """Every activity by id, oldest first. Cost: O(1)."""

    def activities_on(self, record: str) -> AbstractSet[str]:
        """Return the activities on a record, oldest first. Cost: O(1)."""

    def logins(self, user: str) -> Sequence[dt.datetime]:
        """Return when somebody logged in, the first time first. Cost: O(1)."""
