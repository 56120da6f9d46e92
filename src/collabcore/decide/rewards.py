"""Rewards: the catalogue, and redeeming what is in it (SCORING 2.6, P15-P17)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore import rewards
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import changes_of
from collabcore.errors import ConflictError, LimitError, not_found
from collabcore.model import Entry, Redemption, RedemptionStatus, Reward
from collabcore.shapes import frozen_mapping

__all__: list[str] = []

_TERMS = tuple(field.name for field in attrs.fields(Reward) if field.name != "id")
_NUMBERS = ("limit", "insufficient_points")


@handles(c.AddReward)
def add_reward(ask: Ask, command: c.AddReward) -> Iterator[e.Event]:
    """Put something into the catalogue."""
    terms = {name: getattr(command, name) for name in _TERMS}
    _known_level(ask, command.level)
    rewards.validate_reward(Reward(id=command.id or "new", **terms))
    ask.needs("manage_points")
    yield ask.event(e.RewardAdded, reward=Reward(id=ask.new_id(command.id), **terms))


def _known_level(ask: Ask, name: str | None) -> None:
    if name is not None and all(level.name != name for level in ask.view.levels):
        raise not_found(name)


@handles(c.UpdateReward)
def update_reward(ask: Ask, command: c.UpdateReward) -> Iterator[e.Event]:
    """Change the terms for those who come."""
    reward = ask.known(Reward, command.id)
    changes = changes_of(command, reward, _TERMS)
    if "level" in changes:
        _known_level(ask, command.level)
    rewards.validate_reward(attrs.evolve(reward, **{name: getattr(command, name) for name in changes}))
    ask.needs("manage_points")
    if changes:
        yield ask.event(e.RewardUpdated, id=reward.id, changes=frozen_mapping(changes))


@handles(c.Redeem)
def redeem(ask: Ask, command: c.Redeem) -> Iterator[e.Event]:
    """Take points and stock in one step, or tell every reason against it; the same request again is nothing."""
    reward = ask.known(Reward, command.reward)
    user = ask.person("redeem a reward")
    earlier = None if command.id is None else ask.view.redemptions.get(command.id)
    if earlier is not None and (earlier.user, earlier.reward) == (user.id, reward.id):
        return
    _nothing_against(ask, user.id, reward)
    made = Redemption(
        id=ask.new_id(command.id),
        reward=reward.id,
        user=user.id,
        cost=reward.cost,
        status="requested" if reward.approval else "approved",
        entry=ask.make_id(),
        at=ask.at,
    )
    _enough(ask, user.id, reward)
    yield ask.event(e.RewardRedeemed, redemption=made)
    yield _moved(ask, made, made.entry, -reward.cost)


def _nothing_against(ask: Ask, user: str, reward: Reward) -> None:
    """Refuse as a conflict what the state of the reward forbids, telling whatever else stands in the way."""
    found = rewards.reasons(ask.view, user, reward, ask.at)
    states = [reason for reason in found if reason not in _NUMBERS]
    if states:
        raise ConflictError(_told(reward, found), rule=f"reward.{states[0]}")


def _enough(ask: Ask, user: str, reward: Reward) -> None:
    """Refuse as a limit what a number forbids: as many as one may have, or too few points (READINGS 19)."""
    found = rewards.reasons(ask.view, user, reward, ask.at)
    if found:
        raise LimitError(_told(reward, found), rule=f"reward.{found[0]}")


def _told(reward: Reward, found: tuple[rewards.Reason, ...]) -> str:
    return f"`{reward.id}` cannot be had: {', '.join(f'`{reason}`' for reason in found)}"


def _moved(ask: Ask, redemption: Redemption, entry: str, points: int, reverses: str | None = None) -> e.Event:
    """Return the line of the ledger that spends points, or gives them back."""
    line = Entry(
        id=entry,
        user=redemption.user,
        points=points,
        kind="redeem" if reverses is None else "refund",
        purse="spend",
        record=redemption.id,
        alert=False,
        reverses=reverses,
        effective_at=ask.at,
        actor=ask.by or None,
    )
    return ask.event(e.PointsAwarded, entry=line)


def _in(ask: Ask, redemption: Redemption, *allowed: RedemptionStatus) -> None:
    fits = redemption.status in allowed
    ask.possible(fits, f"`{redemption.id}` is {redemption.status}", f"redemption.{redemption.status}")


@handles(c.Approve)
def approve(ask: Ask, command: c.Approve) -> Iterator[e.Event]:
    """Let a redemption go on."""
    redemption = ask.known(Redemption, command.redemption)
    ask.needs("manage_points")
    _in(ask, redemption, "requested", "approved", "fulfilled")
    if redemption.status == "requested":
        yield ask.event(e.RedemptionApproved, redemption=redemption.id)


@handles(c.Fulfil)
def fulfil(ask: Ask, command: c.Fulfil) -> Iterator[e.Event]:
    """Hand a reward over, once it is approved."""
    redemption = ask.known(Redemption, command.redemption)
    ask.needs("manage_points")
    _in(ask, redemption, "approved", "fulfilled")
    if redemption.status == "approved":
        yield ask.event(e.RedemptionFulfilled, redemption=redemption.id)


@handles(c.Cancel)
def cancel(ask: Ask, command: c.Cancel) -> Iterator[e.Event]:
    """Give points and stock back; whoever asked for it may, and whoever approves."""
    redemption = ask.known(Redemption, command.redemption)
    if redemption.user != ask.by:
        ask.needs("manage_points")
    _in(ask, redemption, "requested", "approved", "cancelled")
    if redemption.status != "cancelled":
        yield ask.event(e.RedemptionCancelled, redemption=redemption.id)
        yield _moved(ask, redemption, ask.make_id(), redemption.cost, reverses=redemption.entry)
