"""Levels, told by their events."""

from __future__ import annotations

from collections.abc import Sequence

from collabcore import events as ev
from collabcore import levels, model
from collabcore.testing.reference.base import Facts

__all__ = ["RecognitionTwin"]


class RecognitionTwin(Facts):
    """Levels, told by their events."""

    @property
    def levels(self) -> Sequence[model.PointsLevel]:
        """The levels, the lowest first: those set last. Cost: O(events)."""
        told = [event.levels for event in self.events if isinstance(event, ev.LevelsSet)]
        return told[-1] if told else ()

    def _lines(self, user: str) -> list[model.Entry]:
        lines = (event.entry for event in self.events if isinstance(event, ev.PointsAwarded))
        return [line for line in lines if line.user == user]

    def rank_points(self, user: str) -> int:
        """Return the sum of what a user's ledger puts in the rank purse. Cost: O(events)."""
        return sum(line.points for line in self._lines(user) if line.purse != "spend")

    def level(self, user: str) -> int:
        """Return the place of a user's level. Cost: O(events)."""
        return levels.folded(self.levels, self._lines(user))
