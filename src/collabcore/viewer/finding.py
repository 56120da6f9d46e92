"""Finding things by their words."""

from __future__ import annotations

from collections.abc import Sequence

from collabcore import cards, topics
from collabcore.cards import Card
from collabcore.search import hits
from collabcore.viewer.window import Window

__all__ = ["FindQuestions"]


class FindQuestions(Window):
    """Finding things by their words."""

    def search(self, text: str, kinds: Sequence[str] | None = None) -> tuple[Card, ...]:
        """Return what I may see and may read all the words of, newest first.

        Every word must occur, whole or as the beginning of a word; words in quotes occur as they stand.
        Case and accents are nothing, and no character is a wildcard.

        Cost: O(texts of the kinds).

        Source: READINGS 32, 57.

        Args:
            text: What to look for; nothing finds nothing.
            kinds: post, comment, user, group, record, file, topic; all of them when left out.

        Raises:
            InvalidError: There is no such kind.
        """
        view, now = self._view, self._clock()
        return tuple(
            (topics.card if kind == "topic" else cards.card)(view, self._user, thing, now)
            for kind, thing in hits(view, self._user, text, kinds)
        )
