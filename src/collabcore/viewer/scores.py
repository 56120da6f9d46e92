"""Completeness, points and boards."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore import boards, feeds, levels, lots, records, scoring
from collabcore.boards import Row
from collabcore.completeness import Completeness
from collabcore.errors import InvalidError, not_found
from collabcore.view import View
from collabcore.viewer.window import Window

__all__ = ["BOARDS", "Points", "ScoreQuestions", "board_rows"]

BOARDS = {"all_time": "all_time", "month": "month", "week": "week"}
"""The boards that exist from the start, with their windows (competition ranks, UTC)."""


@attrs.frozen(kw_only=True)
class Points:
    """What somebody has earned (`rank`) and may spend (`spend`), in whole points."""

    rank: int
    spend: int
    level: str | None = None
    to_next: int | None = None


def board_rows(view: View, board: str, asked_at: dt.datetime) -> tuple[Row, ...]:
    """Return every row of a board in the window of a moment: active people with points, best first (SCORING 2.5).

    Cost: O(entries + people log people).

    Raises:
        NotFoundError: There is no such board.
    """
    if board not in BOARDS:
        raise not_found(board)
    within = boards.window(BOARDS[board], asked_at)
    population = (user.id for user in view.users.values() if user.active)
    return boards.ranking(boards.standings(enumerate(view.entries.values()), population, within))


class ScoreQuestions(Window):
    """Completeness, points and boards."""

    def completeness(self, record: str) -> Completeness | None:
        """Return how complete a record is, over the fields I may read; None for a type without a profile.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record, or I may not read it.
        """
        view = self._view
        if record not in view.records or not self.can_see(record):
            raise not_found(record)
        found = view.records[record]
        profile = view.profiles.get(found.type)
        if profile is None:
            return None
        hidden = records.hidden_fields(view, view.users[self._user], found.type)
        readable = (lambda name: name not in hidden) if hidden else None
        return scoring.completeness(profile, found, self._clock(), readable)

    def missing(self, record: str) -> tuple[str, ...]:
        """Return the names of the fields that keep a record from being complete, the greatest gain first.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record, or I may not read it.
        """
        score = self.completeness(record)
        return () if score is None else score.missing

    def points(self) -> Points:
        """Return the points I have.

        Cost: O(my entries).
        """
        view = self._view
        if self._away:
            return Points(rank=0, spend=0)
        total, level = view.rank_points(self._user), view.level(self._user)
        return Points(
            rank=total,
            spend=lots.balance(view.purse(self._user), self._clock()),
            level=view.levels[level].name if level >= 0 else None,
            to_next=levels.to_next(view.levels, level, total),
        )

    def leaderboard(self, board: str = "all_time", top: int = 10) -> tuple[Row, ...]:
        """Return the first rows of a board, naming only people I may know; ranks count everybody (READINGS 88).

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is not 1 to 100.
        """
        if type(top) is not int or not 1 <= top <= feeds.PAGE_LIMIT:
            raise InvalidError(f"`top` must be 1 to {feeds.PAGE_LIMIT}, not `{top}`", rule="board.top")
        return self._named(boards.top(self._rows(board), top))

    def around(self, board: str = "all_time", k: int = 2) -> tuple[Row, ...]:
        """Return my row of a board with the `k` before and after it, naming only people I may know.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `k` is negative.
        """
        return self._named(boards.around(self._rows(board), self._user, k))

    def _rows(self, board: str) -> tuple[Row, ...]:
        return board_rows(self._view, board, self._clock())

    def _named(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row for row in rows if self.can_see(row.user))

    def rank(self, board: str = "all_time") -> object:
        """Return my rank on a board, None when I am on none of its rows.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
        """
        return boards.rank(self._rows(board), self._user)
