"""Calls, meetings, tasks and e-mails: what people plan, do, or leave undone."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.model.base import ActivityId, RecordId, UserId
from collabcore.shapes import Told

__all__ = ["Activity"]


@attrs.frozen(kw_only=True, repr=False)
class Activity(Told):
    """Something to be done by somebody, on a record or on none; done, cancelled, or still open."""

    id: ActivityId
    user: UserId
    kind: str
    record: RecordId | None = None
    due: dt.datetime | None = None
    done: dt.datetime | None = None
    cancelled: bool = False
    logged_at: dt.datetime

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor cancelled."""
        return self.done is None and not self.cancelled
