"""What the store keeps of a subject: logins and activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import Activity

__all__ = ["ActivitiesFacts"]


class ActivitiesFacts:
    """Logins and activities."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.activities: dict[str, Activity] = {}
        self.activities_of: dict[str, dict[str, None]] = {}
        self.logged_in: dict[str, list[dt.datetime]] = {}

    def activities_on(self, record: str) -> AbstractSet[str]:
        """Return the activities on a record."""
        return self.activities_of.get(record, NOBODY).keys()

    def logins(self, user: str) -> Sequence[dt.datetime]:
        """Return when somebody logged in."""
        return self.logged_in.get(user, ())
