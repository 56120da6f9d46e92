"""Cases of other systems about who gets a lead, that a scenario file could only say at length (CASES N)."""

from collections import Counter

import pytest
from tests.unit.world import engine

from collabcore import HOST, ConflictError, Engine
from collabcore import commands as c
from collabcore.journal import MemoryJournal

PAIR = (
    c.AddUser(by=HOST, id="u1", permissions=("assign_records",)),
    c.AddUser(by=HOST, id="u2"),
    c.AddRotation(by=HOST, id="turns", targets=("u1", "u2")),
)


def lead(number: int) -> c.AddRecord:
    """Return that a lead is made, and owned by who is first in the pair."""
    return c.AddRecord(by="u1", id=f"l{number}", type="lead")


def test_the_pointer_is_what_the_journal_says() -> None:
    """N2: another process took a turn; who has not caught up decides nothing, and who has goes on from there."""
    journal = MemoryJournal(engine(*PAIR, *map(lead, range(4))).events())
    here, there = Engine(journal=journal), Engine(journal=journal)
    there.apply(c.Assign(by=HOST, record="l0", to="turns"))
    with pytest.raises(ConflictError, match="the journal ends"):
        here.apply(c.Assign(by=HOST, record="l1", to="turns"))
    here.catch_up()
    here.apply(c.Assign(by=HOST, record="l1", to="turns"))

    assert ["u1", "u2"] == [here.explain_assignment(record).owner for record in ("l0", "l1")]
    assert "u2" == here.view.rotations["turns"].last


def test_one_lead_a_day_for_thirty_days_is_fifteen_each() -> None:
    """N15: never more than one apart on any day; another system drew 11 and 19."""
    here = engine(*PAIR)
    got: Counter[str | None] = Counter()
    for day in range(30):
        here.apply(lead(day))
        here.apply(c.Assign(by=HOST, record=f"l{day}", to="turns"))
        got[here.explain_assignment(f"l{day}").owner] += 1
        assert got["u1"] - got["u2"] in (0, 1)

    assert {"u1": 15, "u2": 15} == got


def test_six_hundred_leads_by_weight_are_divided_exactly() -> None:
    """N16: 75 : 90 : 135 of 600 is 150, 180 and 270, each lead once; another system drew 165, 126 and 309."""
    teams = [c.AddQueue(by=HOST, id=name, members=(), types=("lead",)) for name in ("north", "south", "west")]
    turns = c.AddRotation(by=HOST, id="teams", targets=("north", "south", "west"), weights=(75, 90, 135))
    here = engine(PAIR[0], *teams, turns, *map(lead, range(600)))
    happened = here.apply(c.Assign(by=HOST, records=tuple(f"l{n}" for n in range(600)), to="teams"))

    assert {"north": 150, "south": 180, "west": 270} == Counter(record.owner for record in here.view.records.values())
    assert 600 == len({event.assignment.record for event in happened if event.tag == "assigned"})  # type: ignore[attr-defined]
