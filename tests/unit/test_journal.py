"""Where events are kept: in order, appended at the end or not at all."""

from __future__ import annotations

import pytest
from tests.unit.world import town

from collabcore.errors import ConflictError
from collabcore.journal import Journal, MemoryJournal

EVENTS = list(town().events())


def test_a_journal_starts_empty_or_with_a_history() -> None:
    """Its length is the number of events."""
    assert (0, 3) == (len(MemoryJournal()), len(MemoryJournal(EVENTS[:3])))


def test_events_come_out_as_they_went_in() -> None:
    """From the beginning, or from a position on."""
    journal: Journal = MemoryJournal()
    journal.append(EVENTS[:2], at=0)
    journal.append((), at=2)
    journal.append(EVENTS[2:5], at=2)

    assert EVENTS[:5] == list(journal.read())
    assert EVENTS[3:5] == list(journal.read(3))
    assert [] == list(journal.read(5))


@pytest.mark.parametrize("at", [0, 1, 3, -1])
def test_two_writers_cannot_both_be_first(at: int) -> None:
    """At another position than the end nothing is written (DESIGN 6)."""
    journal = MemoryJournal(EVENTS[:2])
    with pytest.raises(ConflictError) as found:
        journal.append(EVENTS[2:], at=at)

    assert f"the journal ends at `2`, not `{at}`" == found.value.message
    assert EVENTS[:2] == list(journal.read())


def test_reading_is_of_the_moment() -> None:
    """What is appended later does not appear in a reading begun before."""
    journal = MemoryJournal(EVENTS[:2])
    begun = journal.read()
    journal.append(EVENTS[2:3], at=2)

    assert EVENTS[:2] == list(begun)
