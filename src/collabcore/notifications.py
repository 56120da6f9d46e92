"""What a person is told: today, the points they earned.

A notification is derived from what was appended to the ledger, never from a reading made before,
so one entry is told exactly once; it is withdrawn while its record is out of sight.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore import visibility
from collabcore.view import View

__all__ = ["Notification", "notifications"]


@attrs.frozen(kw_only=True)
class Notification:
    """One thing a person is told, why, and about what."""

    id: str
    reason: Literal["points"]
    item: str
    by: str | None = None
    at: dt.datetime
    read: bool = False
    points: int


def notifications(view: View, user: str) -> tuple[Notification, ...]:
    """Return what a person is told of, newest first: one notification per awarded entry that alerts.

    Cost: O(entries of the person).

    Source: SCORING 2.2 (9), READINGS 16.
    """
    told = (view.entries[entry] for entry in reversed(view.ledger(user)))
    return tuple(
        Notification(id=entry.id, reason="points", item=entry.record, at=entry.effective_at, points=entry.points)
        for entry in told
        if entry.alert and entry.record is not None and visibility.can_see(view, user, entry.record)
    )
