"""Commands about rewards and redeeming them."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.shapes import Id

__all__ = [
    "AddReward",
    "Approve",
    "Cancel",
    "Fulfil",
    "Redeem",
    "UpdateReward",
]


@attrs.frozen(kw_only=True, repr=False)
class AddReward(Command):
    """Put something into the catalogue that points can be spent on."""

    id: Id | None = None
    name: str
    cost: int
    stock: int | None = None
    limit_per_user: int | None = None
    level: str | None = None
    approval: bool = False
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None


@attrs.frozen(kw_only=True, repr=False)
class UpdateReward(Command):
    """Change a reward; `stock` is how many there are in all, those that were had already too."""

    id: Id
    name: str = UNSET
    cost: int = UNSET
    stock: int | None = UNSET
    limit_per_user: int | None = UNSET
    level: str | None = UNSET
    approval: bool = UNSET
    starts: dt.datetime | None = UNSET
    ends: dt.datetime | None = UNSET


@attrs.frozen(kw_only=True, repr=False)
class Redeem(Command):
    """Spend points on a reward; the same id again, by the same person for the same reward, is the same request."""

    id: Id | None = None
    reward: Id


@attrs.frozen(kw_only=True, repr=False)
class Approve(Command):
    """Let a redemption that waits for approval go on."""

    redemption: Id


@attrs.frozen(kw_only=True, repr=False)
class Fulfil(Command):
    """Say that a reward was handed over; it is never taken back."""

    redemption: Id


@attrs.frozen(kw_only=True, repr=False)
class Cancel(Command):
    """Call a redemption off: the points go back where they came from, and the reward back into stock."""

    redemption: Id
