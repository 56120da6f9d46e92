"""What happens to rewards and redemptions; the points they move are lines of the ledger."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id, Value

__all__ = [
    "RedemptionApproved",
    "RedemptionCancelled",
    "RedemptionFulfilled",
    "RewardAdded",
    "RewardRedeemed",
    "RewardUpdated",
]


@attrs.frozen(kw_only=True, repr=False)
class RewardAdded(Event):
    """Something new can be had for points."""

    reward: model.Reward


@attrs.frozen(kw_only=True, repr=False)
class RewardUpdated(Event):
    """A reward has other terms; what was redeemed before keeps its own."""

    id: Id
    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class RewardRedeemed(Event):
    """Somebody asked for a reward, and it is theirs or waits for approval."""

    redemption: model.Redemption


@attrs.frozen(kw_only=True, repr=False)
class RedemptionApproved(Event):
    """A redemption may be fulfilled."""

    redemption: Id


@attrs.frozen(kw_only=True, repr=False)
class RedemptionFulfilled(Event):
    """A reward was handed over."""

    redemption: Id


@attrs.frozen(kw_only=True, repr=False)
class RedemptionCancelled(Event):
    """A redemption was called off."""

    redemption: Id
