"""Ideas."""

from __future__ import annotations

from collabcore import cards, ideas
from collabcore.cards import IdeaCard
from collabcore.viewer.window import Window

__all__ = ["IdeaQuestions"]


class IdeaQuestions(Window):
    """Ideas."""

    def ideas(self, sort: str = "votes") -> tuple[IdeaCard, ...]:
        """Return the ideas that are open, the best first; merged and retired ones only `get` shows.

        Cost: O(votes + ideas log ideas).

        Source: RULES 10, READINGS 32, 58, 88.

        Args:
            sort: `votes` (the total, then the oldest), `popularity` (votes that fade), or `newest`.

        Raises:
            InvalidError: An unknown order.
        """
        mine = [idea for idea in self._view.ideas if self.can_see(idea)]
        found = ideas.listed(self._view, sort, self._clock(), mine)
        return tuple(cards.card(self._view, self._user, idea) for idea in found)  # type: ignore[misc]
