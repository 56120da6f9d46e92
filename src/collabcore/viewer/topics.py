"""Topics: what rises, and what is discussed."""

from __future__ import annotations

from collabcore import topics
from collabcore.topics import Trend
from collabcore.viewer.window import Window

__all__ = ["TopicQuestions"]


class TopicQuestions(Window):
    """Topics: what rises, and what is discussed."""

    def trending(self) -> tuple[Trend, ...]:
        """Return the topics that rise now, the steepest first.

        It is told by uses in the last four hours less those in the four before. A topic needs three uses by three
        people in the last four hours; only uses that I see count.

        Cost: O(uses of eight hours).

        Source: RULES 10 [H-TREND], READINGS 35.
        """
        return topics.trending(self._view, self._user, self._clock())

    def most_discussed(self) -> tuple[Trend, ...]:
        """Return the topics under which most was said in the last week, by the comments that I see, most first.

        Cost: O(comments of the week + comments below those posts).

        Source: RULES 6.
        """
        return topics.most_discussed(self._view, self._user, self._clock())
