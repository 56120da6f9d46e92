"""Rewards, redemptions and points to spend, told by their events."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from collabcore import events as ev
from collabcore import lots, model
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import changed

__all__ = ["RewardsTwin"]


class RewardsTwin(Facts):
    """Rewards, redemptions and points to spend, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.rewards: dict[str, model.Reward] = {}
        self.redemptions: dict[str, model.Redemption] = {}

    def _apply_rewards(self, event: ev.Event) -> None:
        match event:
            case ev.RewardAdded(reward=reward):
                self._add(self.rewards, reward)
            case ev.RewardUpdated(id=reward_id, changes=changes):
                self.rewards[reward_id] = changed(self.rewards[reward_id], changes)
            case ev.RewardRedeemed(redemption=redemption):
                self._add(self.redemptions, redemption)
            case ev.RedemptionApproved(redemption=id_):
                self.redemptions[id_] = attrs.evolve(self.redemptions[id_], status="approved")
            case ev.RedemptionFulfilled(redemption=id_):
                self.redemptions[id_] = attrs.evolve(self.redemptions[id_], status="fulfilled")
            case ev.RedemptionCancelled(redemption=id_):
                self.redemptions[id_] = attrs.evolve(self.redemptions[id_], status="cancelled")
            case _:
                pass

    def redemptions_of(self, user: str) -> Sequence[str]:
        """Return the ids of a user's redemptions, oldest first. Cost: O(redemptions)."""
        return [one.id for one in self.redemptions.values() if one.user == user]

    def redeemed(self, reward: str) -> int:
        """Return how many redemptions of a reward are not cancelled. Cost: O(redemptions)."""
        return sum(one.reward == reward and one.status != "cancelled" for one in self.redemptions.values())

    def purse(self, user: str) -> model.SpendPurse:
        """Return what a user has to spend, folded from the whole ledger. Cost: O(events)."""
        lines = (event.entry for event in self.events if isinstance(event, ev.PointsAwarded))
        return lots.folded(line for line in lines if line.user == user)
