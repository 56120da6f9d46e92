"""Completeness, points and boards."""

from __future__ import annotations

from collabcore import boards, lots, scoring
from collabcore.boards import Row
from collabcore.completeness import Completeness
from collabcore.engine.core import Core
from collabcore.model import Entry
from collabcore.viewer import board_rows

__all__ = ["ScoreQuestions"]


class ScoreQuestions(Core):
    """Completeness, points and boards."""

    def completeness(self, record: str) -> Completeness | None:
        """Return how complete a record is over all its profile's fields; None for a type without a profile.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record.
        """
        self._known(record, self._store.records)
        found = self._store.records[record]
        profile = self._store.profiles.get(found.type)
        return None if profile is None else scoring.completeness(profile, found, self.now())

    def ledger(self, user: str) -> tuple[Entry, ...]:
        """Return a user's ledger entries, oldest first, with what has expired by now (READINGS 87).

        Cost: O(entries of the user).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        entries = (self._store.entries[entry] for entry in self._store.ledger(user))
        return lots.statement(entries, self._store.purse(user), user, self.now())

    def leaderboard(self, board: str = "all_time", top: int | None = None) -> tuple[Row, ...]:
        """Return the rows of a board, best first: all of them, or the first `top`.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is negative.
        """
        rows = board_rows(self._store, board, self.now())
        return rows if top is None else boards.top(rows, top)
