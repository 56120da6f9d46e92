"""The engine: commands in, events kept, questions answered; one file per subject."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from copy import copy
from itertools import takewhile
from typing import Self

from collabcore.engine.auditing import AuditQuestions
from collabcore.engine.core import random_id, utc_now
from collabcore.engine.mailing import MailQuestions
from collabcore.engine.recognition import RecognitionQuestions
from collabcore.engine.routing import RoutingQuestions
from collabcore.engine.scores import ScoreQuestions
from collabcore.engine.sight import SightQuestions
from collabcore.engine.using import UseQuestions
from collabcore.fieldstates import PLAIN, Checks
from collabcore.journal import MemoryJournal, PastJournal, SqliteJournal
from collabcore.shapes import read_time
from collabcore.viewer.pages import Pages

__all__ = ["Engine", "random_id", "utc_now"]


class Engine(
    UseQuestions,
    SightQuestions,
    AuditQuestions,
    MailQuestions,
    ScoreQuestions,
    RecognitionQuestions,
    RoutingQuestions,
):
    """A whole workplace in memory.

    Every change goes through `apply` or `apply_all`; a refused one changes nothing.
    What a user asks goes through `viewer`; everything else here is unfiltered, for the host.
    It is for one thread at a time, reading included: several share it under one lock.

    Changing: `apply`, `apply_all`.
    Asking for a user: `viewer`.
    Who sees what: `can_see`, `explain`, `audience`, `visible_posts`, `access`.
    Why: `explain`, `explain_access`, `explain_feed`, and `remedies` for a no.
    Opening up, in three steps: `conversion`.
    As an auditor: `exposure`, `visible_items`, `both_see`, `only_sees`, `sees_all`.
    Mail: `outbox`.
    Use: `adoption`, `champions`.
    Who gets a record: `eligible`, `explain_assignment`, `stranded`.
    Scores: `completeness`, `completeness_by`, `field_fill`, `quality`.
    Points: `ledger`, `leaderboard`, `why_not_paid`.
    Keeping: `open` and `close` a file, `catch_up` with other processes, `as_of` a moment, `fork` a copy.
    Care: `now`, `events`, `view`, `digest`, `check`.
    """

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        clock: Callable[[], dt.datetime] = utc_now,
        make_id: Callable[[], str] = random_id,
        checks: Checks = PLAIN,
    ) -> Engine:
        """Return an engine whose journal is a file: what was applied is on disk when `apply` returns.

        Several processes may open one file; a process sees what another applied after `catch_up`.

        Cost: O(events).

        >>> with Engine.open(":memory:") as engine:
        ...     engine
        <Engine: 0 users, 0 groups, 0 records, 0 posts, 0 events>

        Args:
            path: The file, an SQLite database; made if it is not there.
            create: Whether a missing file is made.
            clock: Gives the time of commands that carry none.
            make_id: Gives the ids that commands leave open.
            checks: What the checks of fields ask, as in `Engine`; the file says nothing of them.

        Raises:
            NotFoundError: There is no such file, and none is to be made.
            InvalidError: The file is no journal, is one of a later format, or has an event that cannot be read;
                or a name among the checks is none of a check.
        """
        journal = SqliteJournal(path, create=create)
        try:
            return cls(clock=clock, make_id=make_id, journal=journal, checks=checks)
        except BaseException:
            journal.close()
            raise

    def close(self) -> None:
        """Close the file behind the journal, if there is one; the engine is not used any more.

        Cost: O(1).
        """
        if isinstance(self._journal, SqliteJournal):
            self._journal.close()

    def __enter__(self) -> Self:
        """Return the engine, to be closed at the end of the `with` block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file behind the journal."""
        self.close()

    def fork(
        self, *, clock: Callable[[], dt.datetime] | None = None, make_id: Callable[[], str] | None = None
    ) -> Engine:
        """Return an independent copy in memory, with a clock and ids of its own if they are given.

        Cost: O(events + facts), without working anything out.
        """
        twin = copy(self)
        vars(twin).update(
            _journal=MemoryJournal(self.events()),
            _store=self._store.copy(),
            _clock=clock or self._clock,
            _make_id=make_id or self._make_id,
            _pages=Pages(),
        )
        return twin

    def as_of(self, when: dt.datetime | str) -> Engine:
        """Return the engine as it was at a moment, every event of that moment included; it can only be read.

        Whatever is asked of it is judged at that moment: what was so then, and by the rules of today.
        `fork` it to try what would have been.

        Cost: O(events until then).

        >>> from collabcore import HOST, commands as c
        >>> engine = Engine()
        >>> _ = engine.apply(c.AddUser(by=HOST, id="sofia", at="2026-01-05T09:00:00Z"))
        >>> _ = engine.apply(c.AddUser(by=HOST, id="jose", at="2026-02-01T09:00:00Z"))
        >>> engine.as_of("2026-01-31T00:00:00Z")
        <Engine: 1 users, 0 groups, 0 records, 0 posts, 1 events>

        Args:
            when: An aware moment, or its ISO 8601 text; one to come is the present state at that time.

        Raises:
            InvalidError: No moment, or one without a time zone.
        """
        moment = read_time(when, "when")
        past = takewhile(lambda event: event.at <= moment, self.events())
        return Engine(clock=lambda: moment, make_id=self._make_id, journal=PastJournal(past), checks=self._checks)
