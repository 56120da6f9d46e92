"""A state machine that walks an engine step by step beside its twin.

After every step the engine's facts, indexes, verdicts and feeds are compared with the twin's and with the
restatement's; a refused command must have changed nothing; a batch is all or none.
A failing run is printed by Hypothesis as the story of its commands, and left as a scenario file
(`Workplace.failing`) for `collabcore check`: its last step asks what engine and judge disagree about.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from collabcore.commands import Command
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.journal import MemoryJournal
from collabcore.testing.compare import DisagreementError, agree
from collabcore.testing.reference import Reference
from collabcore.testing.scenarios import dump, save
from collabcore.testing.strategies import commands, founded_engine, founding

__all__ = ["Workplace"]


class Workplace(RuleBasedStateMachine):
    """A workplace in which anything may be asked by anybody at any time."""

    failing: ClassVar[Path] = Path(".hypothesis", "failing-history.json")
    """Where the last failing history is written; of a shrunk run that is the smallest."""

    def __init__(self) -> None:
        """Found the organisation, for the engine and for its twin."""
        super().__init__()
        self.engine = founded_engine()
        self.twin = Reference(self.engine.events())
        self._is_new = True
        self.asked: list[Command] = list(founding())

    def _ask(self, *asked: Command) -> None:
        """Ask the engine for changes, at one moment, and see that a refusal changed nothing."""
        before = self._fingerprint()
        told = [attrs.evolve(command, at=self.engine.now()) for command in asked]
        self.asked += told
        try:
            self.engine.apply_all(told)
        except CollabError:
            del self.asked[-len(told) :]
            assert before == self._fingerprint(), "a refused command changed something"
        self._fold(before[1])

    def _fold(self, start: int) -> None:
        for event in self.engine.events(start):
            self.twin.apply(event)
            self._is_new = True

    def _fingerprint(self) -> tuple[str, int]:
        return self.engine.digest(), len(list(self.engine.events()))

    @rule(data=st.data())
    def one(self, data: st.DataObject) -> None:
        """Somebody asks for one change."""
        self._ask(data.draw(commands(self.engine.view)))

    @rule(data=st.data())
    def batch(self, data: st.DataObject) -> None:
        """Somebody asks for several changes at once, drawn for the world before them."""
        self._ask(*data.draw(st.lists(commands(self.engine.view), min_size=2, max_size=3)))

    @invariant()
    def all_agree(self) -> None:
        """Engine, twin and restatement say the same, and the indexes agree with the journal, whenever it grew."""
        if self._is_new:
            try:
                agree(self.engine, self.twin, self._next_readers())
            except DisagreementError as difference:
                self.failing.parent.mkdir(exist_ok=True)
                save(self.failing, dump(self.asked, difference.step, title="a failing history"))
                raise
            self._is_new = False

    def _next_readers(self) -> tuple[str, ...]:
        """Return whose feeds are compared this time: one after the other, so that a walk comes round to everybody."""
        users = list(self.engine.view.users)
        return (users[len(self.asked) % len(users)],)

    def teardown(self) -> None:
        """Replaying the journal gives the same state, and every feed of everybody is the twin's."""
        agree(self.engine, self.twin)
        replayed = Engine(journal=MemoryJournal(self.engine.events()))
        assert self.engine.digest() == replayed.digest(), "replay differs from live"
        copy = self.engine.fork()
        copy.check()
        assert self.engine.digest() == copy.digest(), "a copy differs from live"
