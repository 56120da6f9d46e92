"""What the store keeps of a subject: rewards, redemptions, and everybody's points to spend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collabcore.model import Redemption, Reward, SpendPurse

__all__ = ["RewardsFacts"]

_EMPTY: Final = SpendPurse()


class RewardsFacts:
    """Rewards, redemptions, and everybody's points to spend."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.rewards: dict[str, Reward] = {}
        self.redemptions: dict[str, Redemption] = {}
        self.redeemed_by: dict[str, list[str]] = {}
        self.redeemed_of: dict[str, int] = {}
        self.purse_of: dict[str, SpendPurse] = {}

    def redemptions_of(self, user: str) -> Sequence[str]:
        """Return the ids of a user's redemptions."""
        return self.redeemed_by.get(user, ())

    def redeemed(self, reward: str) -> int:
        """Return how many redemptions of a reward are not cancelled."""
        return self.redeemed_of.get(reward, 0)

    def purse(self, user: str) -> SpendPurse:
        """Return what a user has to spend."""
        return self.purse_of.get(user, _EMPTY)
