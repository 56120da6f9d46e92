"""What my points can be spent on."""

from __future__ import annotations

from collabcore import rewards
from collabcore.rewards import RewardRow
from collabcore.viewer.window import Window

__all__ = ["RewardQuestions"]


class RewardQuestions(Window):
    """What my points can be spent on."""

    def rewards(self) -> tuple[RewardRow, ...]:
        """Return the catalogue with what is left, and everything that keeps me from each reward, oldest first.

        Cost: O(rewards x (my lots + my redemptions)).

        Source: SCORING 2.6, READINGS 78, 88.
        """
        found = rewards.rows(self._view, self._user, self._clock())
        return tuple(row for row in found if self.can_see(row.id))
