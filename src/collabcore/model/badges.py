"""Badges, who got them, and the thanks they came with."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.model.base import UserId
from collabcore.model.records import Criterion
from collabcore.shapes import Id, Told

__all__ = [
    "Badge",
    "BadgeGrant",
    "Thanks",
]


@attrs.frozen(kw_only=True, repr=False)
class Badge(Told):
    """What people are honoured with: given with thanks, or earned by doing something often enough (SCORING 2.4).

    Attributes:
        when: The trigger that is counted; None for a badge that people give each other.
        count: How many distinct objects earn it.
        type: Only records of this type count.
        where: Only records that meet these criteria now count.
        auto_revoke: Whether it goes when the count falls again.
        multiple: Whether somebody can have it more than once.
        limit_per_giver: How often one person may give it in a month.
        active: Whether it can still be given and earned.
    """

    id: Id
    name: str
    when: str | None = None
    count: int = 1
    type: str | None = None
    where: tuple[Criterion, ...] = ()
    auto_revoke: bool = False
    multiple: bool = False
    limit_per_giver: int | None = None
    active: bool = True


@attrs.frozen(kw_only=True, repr=False)
class BadgeGrant(Told):
    """One badge somebody got: earned, or with somebody's thanks.

    Attributes:
        thanks: The thanks it came with; None when it was earned.
        again: Whether it had been earned before, and revoked.
        revoked: Whether it is theirs no more.
    """

    badge: Id
    user: UserId
    at: dt.datetime
    thanks: Id | None = None
    again: bool = False
    revoked: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Thanks(Told):
    """What somebody thanked others for: the post is under the same id, the points came from the giver's budget."""

    id: Id
    giver: UserId
    users: tuple[UserId, ...]
    badge: Id
    points: int = 0
    at: dt.datetime
