"""What events about rewards do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import evolved, on

if TYPE_CHECKING:
    from collabcore._store.store import Store
    from collabcore.model import RedemptionStatus

__all__: list[str] = []


@on(e.RewardAdded)
def reward_added(store: Store, event: e.RewardAdded) -> None:
    """A reward is in the catalogue."""
    store.used.add(event.reward.id)
    store.rewards[event.reward.id] = event.reward


@on(e.RewardUpdated)
def reward_updated(store: Store, event: e.RewardUpdated) -> None:
    """A reward has other terms."""
    store.rewards[event.id] = evolved(store.rewards[event.id], event.changes)


@on(e.RewardRedeemed)
def reward_redeemed(store: Store, event: e.RewardRedeemed) -> None:
    """One less is left."""
    made = event.redemption
    store.used.add(made.id)
    store.redemptions[made.id] = made
    store.redeemed_by.setdefault(made.user, []).append(made.id)
    store.redeemed_of[made.reward] = store.redeemed(made.reward) + 1


@on(e.RedemptionApproved)
def redemption_approved(store: Store, event: e.RedemptionApproved) -> None:
    """It may be fulfilled."""
    _put(store, event.redemption, "approved")


@on(e.RedemptionFulfilled)
def redemption_fulfilled(store: Store, event: e.RedemptionFulfilled) -> None:
    """It is over."""
    _put(store, event.redemption, "fulfilled")


@on(e.RedemptionCancelled)
def redemption_cancelled(store: Store, event: e.RedemptionCancelled) -> None:
    """One more is left."""
    _put(store, event.redemption, "cancelled")
    store.redeemed_of[store.redemptions[event.redemption].reward] -= 1


def _put(store: Store, redemption: str, status: RedemptionStatus) -> None:
    store.redemptions[redemption] = attrs.evolve(store.redemptions[redemption], status=status)
