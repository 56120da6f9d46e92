"""Rewards, who redeemed them, and what there is to spend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore.model.base import UserId
from collabcore.shapes import EMPTY, Id, Told

__all__ = [
    "Loss",
    "Lot",
    "Redemption",
    "RedemptionStatus",
    "Reward",
    "SpendPurse",
]


@attrs.frozen(kw_only=True, repr=False)
class Reward(Told):
    """What points can be spent on: how many there are in all, and what it asks of who wants one (SCORING 2.6)."""

    id: Id
    name: str
    cost: int
    stock: int | None = None
    limit_per_user: int | None = None
    level: str | None = None
    approval: bool = False
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None


RedemptionStatus = Literal["requested", "approved", "fulfilled", "cancelled"]


@attrs.frozen(kw_only=True, repr=False)
class Redemption(Told):
    """One reward for one person: points and stock are taken when it is asked for, and given back if cancelled."""

    id: Id
    reward: Id
    user: UserId
    cost: int
    status: RedemptionStatus
    entry: Id
    at: dt.datetime


@attrs.frozen(repr=False)
class Lot(Told):
    """What is left of the points that one line of the ledger gave, and when they expire."""

    id: Id
    left: int
    expires: dt.datetime | None = None


@attrs.frozen(repr=False)
class Loss(Told):
    """Points of a lot that expired unspent, and when; fewer than none when they were taken back after that."""

    lot: Id
    points: int
    at: dt.datetime


@attrs.frozen(kw_only=True, repr=False)
class SpendPurse(Told):
    """Somebody's points to spend: their lots, the first to expire first, what expired, and what is owed.

    Attributes:
        taken: What every redemption took, by its line of the ledger: how much of which lot.
        debt: What was taken back after it had been spent.
    """

    lots: tuple[Lot, ...] = ()
    losses: tuple[Loss, ...] = ()
    taken: Mapping[str, tuple[Lot, ...]] = EMPTY
    debt: int = 0
