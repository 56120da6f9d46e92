"""What judgments ask of the world: rewards, who redeemed them, and what there is to spend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from collabcore.model import Redemption, Reward, SpendPurse

__all__ = ["RewardsView"]


class RewardsView(Protocol):
    """Rewards, who redeemed them, and what there is to spend."""

    @property
    def rewards(self) -> Mapping[str, Reward]:
        """Every reward by id, oldest first. Cost: O(1)."""

    @property
    def redemptions(self) -> Mapping[str, Redemption]:
        """Every redemption by id, cancelled ones too, oldest first. Cost: O(1)."""

    def redemptions_of(self, user: str) -> Sequence[str]:
        """Return the ids of a user's redemptions, oldest first. Cost: O(1)."""

    def redeemed(self, reward: str) -> int:
        """Return how many redemptions of a reward are not cancelled. Cost: O(1)."""

    def purse(self, user: str) -> SpendPurse:
        """Return what a user has to spend, as of the last line of their ledger: `lots.folded`. Cost: O(1)."""
