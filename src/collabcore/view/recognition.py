"""What judgments ask of the world: the levels there are, and who has reached which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from collabcore.model import PointsLevel

__all__ = ["RecognitionView"]


class RecognitionView(Protocol):
    """The levels there are, and who has reached which."""

    @property
    def levels(self) -> Sequence[PointsLevel]:
        """The levels, the lowest first. Cost: O(1)."""

    def rank_points(self, user: str) -> int:
        """Return the sum of what a user's ledger puts in the rank purse. Cost: O(1)."""

    def level(self, user: str) -> int:
        """Return the place of a user's level among `levels`, below 0 for none: `levels.folded`. Cost: O(1)."""
