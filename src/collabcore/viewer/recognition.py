"""How far my voice carries."""

from __future__ import annotations

from collabcore import influence
from collabcore.influence import Influence
from collabcore.viewer.window import Window

__all__ = ["RecognitionQuestions"]


class RecognitionQuestions(Window):
    """How far my voice carries."""

    def influence(self) -> Influence:
        """Return what I wrote and what came back for it, ranked among the people I know by what I see.

        Cost: O(posts + comments + people log people).

        Source: RULES 10 [CR-INF].
        """
        found = influence.influence(self._view, self.can_see)
        return next((one for one in found if one.user == self._user), Influence(user=self._user))
