"""What people are told: notices, their reasons, and how often mail comes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore.model.base import UserId
from collabcore.shapes import Id, Told

__all__ = [
    "DigestFrequency",
    "Frequency",
    "Mark",
    "Notice",
    "Reason",
]

Reason = Literal[
    "mention",
    "wall_post",
    "comment_on_mine",
    "comment_on_my_wall",
    "comment_after_mine",
    "comment_on_liked",
    "comment_on_bookmarked",
    "like",
    "share",
    "follow",
    "group_post",
    "announcement",
    "membership_request",
    "membership_answer",
    "invitation",
    "best_answer",
    "flag",
    "thanks",
    "badge",
    "points",
    "level",
    "endorsement",
    "lead_assigned",
    "welcome",
]
"""Why somebody is told of something; of several reasons for one event the most specific is kept (RULES 7.4)."""

DigestFrequency = Literal["daily", "weekly", "never"]
"""How often somebody's own digest comes (RULES 7.3)."""

Frequency = Literal["every_post", "daily", "weekly", "never"]
"""How often a group writes to a member (RULES 2.6)."""


@attrs.frozen(kw_only=True, repr=False)
class Notice(Told):
    """One person told of one event: why, about what, by whom; `mailed` unless mail was switched off at that moment.

    Its id is worked out from the rest, so that it tells nothing of what else happens.
    """

    id: Id
    to: UserId
    reason: Reason
    item: Id
    by: UserId | None
    at: dt.datetime
    mailed: bool = True
    points: int | None = None


@attrs.frozen(kw_only=True, repr=False)
class Mark(Told):
    """How far digests of one kind have come for one person.

    Attributes:
        at: When the last one was sent, or when they began: the next is due when a day or week has ended since.
        since: When the last post of the last one was written, or when they began.
        number: The number, in the order of making, of the first post the next one may hold.
    """

    at: dt.datetime
    since: dt.datetime
    number: int
