"""What stands between somebody and a reward: every reason at once, in one order.

Rule 1: whatever stands in the way is named by one generator, `_obstacles`: a redemption goes through when it names
nothing, so that decision and explanation cannot disagree (SCORING 2.6, READINGS 33).
Rule 2: stock, limit and points are taken when a reward is asked for, and given back when that is cancelled; so what is
left is what there was less what is not cancelled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, Literal

import attrs

from collabcore import lots
from collabcore.errors import InvalidError
from collabcore.model import Reward
from collabcore.view import View

__all__ = ["REASONS", "Reason", "RewardRow", "left", "reasons", "rows", "validate_reward"]

Reason = Literal["not_found", "not_yet", "expired", "out_of_stock", "limit", "level", "insufficient_points"]
"""Why a reward cannot be had."""

REASONS: Final[tuple[Reason, ...]] = (
    *("not_found", "not_yet", "expired", "out_of_stock", "limit", "level", "insufficient_points"),
)
"""The reasons in the order in which they are told (SCORING 2.6)."""


@attrs.frozen(kw_only=True)
class RewardRow:
    """One line of the catalogue: what is left of a reward, and everything that keeps the asker from it."""

    id: str
    name: str
    cost: int
    stock: int | None
    reasons: tuple[Reason, ...]


def left(view: View, reward: Reward) -> int | None:
    """Return how many of a reward are left; None where there is no end of them.

    Cost: O(1).
    """
    return None if reward.stock is None else reward.stock - view.redeemed(reward.id)


def reasons(view: View, user: str, reward: Reward, at: dt.datetime) -> tuple[Reason, ...]:
    """Return everything that keeps somebody from a reward at a moment; nothing when it can be had.

    Cost: O(lots + redemptions of the person).
    """
    return tuple(_obstacles(view, user, reward, at))


def _obstacles(view: View, user: str, reward: Reward, at: dt.datetime) -> Iterator[Reason]:
    if reward.starts is not None and at < reward.starts:
        yield "not_yet"
    if reward.ends is not None and at >= reward.ends:
        yield "expired"
    if left(view, reward) is not None and (left(view, reward) or 0) <= 0:
        yield "out_of_stock"
    if reward.limit_per_user is not None and _had(view, user, reward) >= reward.limit_per_user:
        yield "limit"
    if reward.level is not None and not _is_high_enough(view, user, reward.level):
        yield "level"
    if lots.balance(view.purse(user), at) < reward.cost:
        yield "insufficient_points"


def _had(view: View, user: str, reward: Reward) -> int:
    """Return how many of a reward somebody has asked for and not cancelled."""
    asked = (view.redemptions[redemption] for redemption in view.redemptions_of(user))
    return sum(one.reward == reward.id and one.status != "cancelled" for one in asked)


def _is_high_enough(view: View, user: str, name: str) -> bool:
    """Tell whether somebody is on a level or above it; nobody is where there is no such level any more."""
    needed = next((place for place, level in enumerate(view.levels) if level.name == name), None)
    return needed is not None and view.level(user) >= needed


def rows(view: View, user: str, at: dt.datetime) -> Iterator[RewardRow]:
    """Yield the catalogue as somebody may use it at a moment, the oldest reward first.

    Cost: O(rewards x (lots + redemptions of the person)).
    """
    for reward in view.rewards.values():
        yield RewardRow(
            id=reward.id,
            name=reward.name,
            cost=reward.cost,
            stock=left(view, reward),
            reasons=reasons(view, user, reward, at),
        )


def validate_reward(reward: Reward) -> None:
    """Refuse a reward that nobody could ever have, or that costs nothing.

    Cost: O(1).

    >>> validate_reward(Reward(id="mug", name="A mug", cost=0))
    Traceback (most recent call last):
    collabcore.errors.InvalidError: `mug` must cost a point or more, not `0`

    Raises:
        InvalidError: No name, a cost or limit below 1, a stock below 0, or an end before the start.
    """
    if not reward.name.strip():
        raise InvalidError(f"`{reward.id}` needs a name", rule="reward.name")
    if reward.cost < 1:
        raise InvalidError(f"`{reward.id}` must cost a point or more, not `{reward.cost}`", rule="reward.cost")
    if reward.stock is not None and reward.stock < 0:
        raise InvalidError(f"there cannot be `{reward.stock}` of `{reward.id}`", rule="reward.stock")
    if reward.limit_per_user is not None and reward.limit_per_user < 1:
        what = f"a person may have one `{reward.id}` or more, not `{reward.limit_per_user}`"
        raise InvalidError(what, rule="reward.limit_per_user")
    if reward.starts is not None and reward.ends is not None and reward.ends <= reward.starts:
        raise InvalidError(f"`{reward.id}` ends before it starts", rule="reward.window")
