"""Completeness, points and boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

from collabcore import leaderboards, lots, points, quality, scoring, totals
from collabcore._store import Store
from collabcore.boards import Row
from collabcore.completeness import Completeness, Summary
from collabcore.engine.core import Core
from collabcore.model import Entry
from collabcore.points import Obstacle
from collabcore.quality import Measure
from collabcore.shapes import read_time

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
        return scoring.score_of(self._store, self._store.records[record], self.now())

    def completeness_by(self, group_by: Literal["owner", "type", "team", "account"] = "owner") -> dict[str, Summary]:
        """Return the scores of all records, added up by owner, type, or the teams or accounts their owners belong to.

        A record counts once for every team; records without a score count nowhere (SCORING 1.4, READINGS 59).

        Cost: O(groups + records whose score changes with time); by team, times the members.

        Raises:
            InvalidError: There is no such grouping.
        """
        return totals.completeness_by(self._store, group_by, self.now())

    def field_fill(self, type: str) -> dict[str, Measure]:
        """Return, for every field of a type's profile, how many records have it valid, of those it applies to.

        Cost: O(records of all types + their fields).
        """
        return totals.field_fill(self._store, type, self.now())

    def quality(
        self,
        type: str,
        as_of: dt.datetime | str | None = None,
        audited: Mapping[str, Sequence[int]] | None = None,
    ) -> dict[str, Measure]:
        """Return every dimension of the quality of a type of record, now or as of a moment (SCORING 1.5).

        Cost: O(records + fields); as of a moment, O(events until then) more.

        Args:
            type: The type.
            as_of: A moment; now when left out.
            audited: What somebody found who looked: by field, how many values were right, and of how many.
                Accuracy is never inferred; without an audit there is none.

        Raises:
            InvalidError: `as_of` is no moment, or something audited is no share of whole numbers.
        """
        moment = self.now() if as_of is None else read_time(as_of, "as_of")
        past = (event for event in self.events() if event.at <= moment)
        view = self._store if moment >= self._store.now else Store(past, self._store.checks)
        return quality.quality(view, type, moment, audited)

    def ledger(self, user: str) -> tuple[Entry, ...]:
        """Return a user's ledger entries, oldest first, with what has expired by now (READINGS 87).

        Cost: O(entries of the user).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        entries = (self._store.entries[entry] for entry in self._store.ledger(user))
        return lots.statement(entries, self._store.purse(user), user, self.now())

    def leaderboard(
        self,
        board: str = "all_time",
        top: int | None = None,
        as_of: dt.datetime | str | None = None,
        at: dt.datetime | str | None = None,
    ) -> tuple[Row, ...]:
        """Return the rows of a board, best first: all of them, or the first `top`.

        Cost: O(log people + rows) for what is kept in order, else O(entries + people log people).

        Args:
            board: Its name.
            top: How many rows.
            as_of: Show what was known at a moment, in the window of that moment.
            at: Show the window of this moment instead.

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is negative, or a moment is none.
        """
        known, moment = leaderboards.moments(as_of, at, self.now())
        if top is None:
            return leaderboards.rows(self._store, board, moment, as_of=known)
        return leaderboards.top(self._store, board, top, moment, known)

    def why_not_paid(self, rule: str, record: str) -> tuple[Obstacle, ...]:
        """Return what would keep a rule from paying for a record, were it saved now from nothing; nothing if it pays.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such rule or record.
        """
        self._known(rule, self._store.rules)
        self._known(record, self._store.records)
        return points.why_not_record(self._store, self._store.rules[rule], self._store.records[record], self.now())
