"""What the store keeps of a subject: levels, and where everybody's ledger has taken them."""

from __future__ import annotations

from collabcore.levels import NO_LEVEL
from collabcore.model import PointsLevel

__all__ = ["RecognitionFacts"]


class RecognitionFacts:
    """Levels, and where everybody's ledger has taken them."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.levels: tuple[PointsLevel, ...] = ()
        self.rank_of: dict[str, int] = {}
        self.level_of: dict[str, int] = {}

    def rank_points(self, user: str) -> int:
        """Return the sum of what a user's ledger puts in the rank purse."""
        return self.rank_of.get(user, 0)

    def level(self, user: str) -> int:
        """Return the place of a user's level."""
        return self.level_of.get(user, NO_LEVEL)
