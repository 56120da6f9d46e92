"""Declaring what is complete and what it pays; the points themselves come with the saves."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import Criterion, FieldSpec

COMMANDS = (c.SetCompleteness, c.AddPointsRule, c.RetirePointsRule)
WHOLE = {"first_name": "Ana", "last_name": "Ruiz", "phone": "+34 600 000 000", "email": "ana@example.org"}


@pytest.mark.parametrize("refusal", about(*COMMANDS), ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", ladders_of(*COMMANDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Mending one fault shows the next, in the order of READINGS 19."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


def test_a_save_that_completes_a_lead_pays_its_owner() -> None:
    """One entry, once per rule and record, at the moment of the save (SEED 4, SCORING 2.2)."""
    made = town(c.AddRecord(by="jose", id="lead-1", type="lead", owner="lea", fields={"first_name": "Ana"}))
    happened = made.apply(c.UpdateRecord(by=HOST, id="lead-1", fields=WHOLE))

    assert ["record_updated", "points_awarded"] == [event.tag for event in happened]
    (entry,) = made.ledger("lea")
    assert ("lea", 10, "award", "both", "full-lead", "lead-1", made.view.now) == (
        entry.user,
        entry.points,
        entry.kind,
        entry.purse,
        entry.rule,
        entry.record,
        entry.effective_at,
    )
    assert () == made.ledger("jose")


def test_falling_back_and_completing_again_pays_nothing() -> None:
    """The key is used up (SCORING 2.2)."""
    made = town(
        c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE),
        c.UpdateRecord(by="jose", id="lead-1", fields={"email": None}),
        c.UpdateRecord(by="jose", id="lead-1", fields=WHOLE),
    )

    assert [10] == [entry.points for entry in made.ledger("jose")]


def test_a_declaration_pays_nothing_by_itself() -> None:
    """A new profile or rule looks at the next save, never back (SCORING 1.3)."""
    made = town(
        c.AddRecord(by="jose", id="lead-1", type="lead", fields={"email": "ana@example.org"}),
        c.SetCompleteness(by="paulo", type="lead", fields=(FieldSpec("email"),)),
        c.AddPointsRule(by="paulo", id="mail", points=3, when="reached", type="lead"),
    )
    assert () == made.ledger("jose")

    made.apply(c.UpdateRecord(by="jose", id="lead-1", fields={"phone": "1"}))
    assert () == made.ledger("jose")


def test_a_retired_rule_pays_no_more_and_keeps_what_it_paid() -> None:
    """Retiring changes the future only."""
    made = town(
        c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE),
        c.RetirePointsRule(by="paulo", id="full-lead"),
        c.AddRecord(by="jose", id="lead-2", type="lead", fields=WHOLE),
    )

    assert made.view.rules["full-lead"].retired
    assert ["lead-1"] == [entry.record for entry in made.ledger("jose")]


def test_eligibility_is_measured_at_the_save() -> None:
    """The seed's rule: ten points only for a lead younger than three days (SEED 4)."""
    young = c.AddPointsRule(
        by="paulo",
        id="young",
        points=5,
        when="reached",
        type="lead",
        where=(Criterion("created_at", "younger_than_days", 3),),
    )
    made = town(young, c.RetirePointsRule(by="paulo", id="full-lead"))
    for lead in ("lead-1", "lead-2"):
        made.apply(c.AddRecord(by="jose", id=lead, type="lead"))
    added = made.view.records["lead-2"].created_at
    made.apply(c.UpdateRecord(by="jose", at=added + dt.timedelta(days=2), id="lead-1", fields=WHOLE))
    made.apply(c.UpdateRecord(by="jose", at=added + dt.timedelta(days=3), id="lead-2", fields=WHOLE))

    assert ["lead-1"] == [entry.record for entry in made.ledger("jose")]


def test_the_host_s_saves_pay_too() -> None:
    """The owner earns, whoever saves; nobody is the actor of what the host does (READINGS 41)."""
    actor = c.AddPointsRule(by=HOST, id="actor", points=1, when="reached", type="lead", beneficiary="actor")
    made = town(actor, c.AddRecord(by=HOST, id="lead-1", type="lead", owner="lea", fields=WHOLE))

    assert ["full-lead"] == [entry.rule for entry in made.view.entries.values()]
