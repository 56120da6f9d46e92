"""A state machine that walks an engine step by step beside its twin.

After every step the engine's facts, indexes, verdicts and feeds are compared with the twin's and with the
restatement's; a refused command must have changed nothing; a batch is all or none.
A failing run is printed by Hypothesis as the story of its commands.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from collabcore.commands import Command
from collabcore.errors import CollabError
from collabcore.testing.compare import agree
from collabcore.testing.reference import Reference
from collabcore.testing.strategies import commands, founding, new_engine

__all__ = ["Workplace"]


class Workplace(RuleBasedStateMachine):
    """A workplace in which anything may be asked by anybody at any time."""

    def __init__(self) -> None:
        """Found the organisation, for the engine and for its twin."""
        super().__init__()
        self.engine = new_engine()
        self.twin = Reference()
        self._is_new = False
        self._fold(self._applied(founding()))

    def _applied(self, asked: object) -> int:
        start = len(list(self.engine.events()))
        self.engine.apply_all(asked)  # type: ignore[arg-type]
        return start

    def _fold(self, start: int) -> None:
        for event in self.engine.events(start):
            self.twin.apply(event)
            self._is_new = True

    def _fingerprint(self) -> tuple[str, int]:
        return self.engine.digest(), len(list(self.engine.events()))

    @rule(data=st.data())
    def one(self, data: st.DataObject) -> None:
        """Somebody asks for one change."""
        command: Command = data.draw(commands(self.engine.view))
        before = self._fingerprint()
        try:
            self.engine.apply(command)
        except CollabError:
            assert before == self._fingerprint(), "a refused command changed something"
        self._fold(before[1])

    @rule(data=st.data())
    def batch(self, data: st.DataObject) -> None:
        """Somebody asks for several changes at once, drawn for the world before them."""
        asked: list[Command] = data.draw(st.lists(commands(self.engine.view), min_size=2, max_size=3))
        before = self._fingerprint()
        try:
            self.engine.apply_all(asked)
        except CollabError:
            assert before == self._fingerprint(), "a refused batch changed something"
        self._fold(before[1])

    @invariant()
    def all_agree(self) -> None:
        """Engine, twin and restatement say the same, and the indexes agree with the journal, whenever it grew."""
        if self._is_new:
            agree(self.engine, self.twin)
            self._is_new = False

    def teardown(self) -> None:
        """Replaying the journal gives the same state."""
        assert self.engine.digest() == self.engine.fork().digest(), "replay differs from live"
