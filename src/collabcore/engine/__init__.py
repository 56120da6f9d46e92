"""The engine: commands in, events kept, questions answered; one file per subject."""

from __future__ import annotations

from collabcore.engine.auditing import AuditQuestions
from collabcore.engine.core import random_id, utc_now
from collabcore.engine.scores import ScoreQuestions
from collabcore.engine.sight import SightQuestions
from collabcore.journal import MemoryJournal

__all__ = ["Engine", "random_id", "utc_now"]


class Engine(SightQuestions, AuditQuestions, ScoreQuestions):
    """A whole workplace in memory.

    Every change goes through `apply` or `apply_all`; a refused one changes nothing.
    What a user asks goes through `viewer`; everything else here is unfiltered, for the host.

    Changing: `apply`, `apply_all`.
    Asking for a user: `viewer`.
    Who sees what: `can_see`, `explain`, `audience`, `visible_posts`, `access`.
    Why: `explain`, `explain_access`, `explain_feed`, and `remedies` for a no.
    As an auditor: `exposure`, `visible_items`, `sees_all`.
    Scores and points: `completeness`, `ledger`, `leaderboard`.
    Care: `now`, `events`, `view`, `fork`, `digest`, `check`.
    """

    def fork(self) -> Engine:
        """Return an independent copy in memory.

        Cost: O(events).
        """
        return Engine(clock=self._clock, make_id=self._make_id, journal=MemoryJournal(self._journal.read()))
