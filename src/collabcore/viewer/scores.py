"""Completeness, points and boards."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from collabcore import feeds, leaderboards, levels, lots, records, scoring
from collabcore.boards import Row
from collabcore.completeness import Completeness
from collabcore.errors import InvalidError, not_found
from collabcore.keys import INACTIVE
from collabcore.viewer.rows import are_all_known
from collabcore.viewer.window import Window

__all__ = ["Points", "ScoreQuestions"]


@attrs.frozen(kw_only=True)
class Points:
    """What somebody has earned (`rank`) and may spend (`spend`), in whole points, and how far they are.

    `to_next` is how many points are missing to the next level, `progress` which share of the way to it is done:
    exact, and None where there is no next one.
    """

    rank: int
    spend: int
    level: str | None = None
    to_next: int | None = None
    progress: Fraction | None = None


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
        hidden = records.hidden_fields(view, view.users[self._user], found.type)
        readable = (lambda name: name not in hidden) if hidden else None
        return scoring.score_of(view, found, self._clock(), readable)

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
        if self._away:
            return Points(rank=0, spend=0)
        view = self._view
        total, level = view.rank_points(self._user), view.level(self._user)
        return Points(
            rank=total,
            spend=lots.balance(view.purse(self._user), self._clock()),
            level=view.levels[level].name if level >= 0 else None,
            to_next=levels.to_next(view.levels, level, total),
            progress=levels.progress(view.levels, level, total),
        )

    def leaderboard(
        self,
        board: str = "all_time",
        top: int = 10,
        as_of: dt.datetime | str | None = None,
        at: dt.datetime | str | None = None,
    ) -> tuple[Row, ...]:
        """Return the first rows of a board, naming only people I may know; ranks count everybody (READINGS 88).

        Cost: O(log people + top) for what is kept in order, else O(entries + people log people).

        Args:
            board: Its name.
            top: How many rows, 1 to 100.
            as_of: Show what was known at a moment, in the window of that moment.
            at: Show the window of this moment instead.

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is not 1 to 100, or a moment is none.
        """
        if type(top) is not int or not 1 <= top <= feeds.PAGE_LIMIT:
            raise InvalidError(f"`top` must be 1 to {feeds.PAGE_LIMIT}, not `{top}`", rule="board.top")
        known, moment = leaderboards.moments(as_of, at, self._clock())
        return self._named(leaderboards.top(self._view, board, top, moment, known))

    def around(self, board: str = "all_time", k: int = 2) -> tuple[Row, ...]:
        """Return my row of a board with the `k` before and after it, naming only people I may know.

        Cost: O(log people + k) for what is kept in order, else O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `k` is negative.
        """
        return self._named(leaderboards.around(self._view, board, self._user, k, self._clock()))

    def _named(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Leave out whom I may not know; teams are known to everybody here (READINGS 88).

        It asks what `can_see` asks, with my keys looked up once for all rows.
        """
        view = self._view
        held, asked = view.keys(self._user), view.whole_lock
        if are_all_known(view, held, rows):
            return rows
        teams = () if INACTIVE in held else view.teams
        return tuple(
            [row for row in rows if ((lock := asked(row.user)) is not None and lock.opens(held)) or row.user in teams]
        )

    def rank(self, board: str = "all_time") -> int | Fraction | None:
        """Return my rank on a board, None when I am on none of its rows; staying off boards, the one I would have.

        Cost: O(log people) for what is kept in order, else O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
        """
        return leaderboards.rank(self._view, board, self._user, self._clock())
