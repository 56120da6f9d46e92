"""The restatement of recognition, over histories written by hand; it must notice what the engine does."""

from __future__ import annotations

import pytest
from tests.unit.refusals_badges import KIND
from tests.unit.world import START, happen, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore import events as e
from collabcore._store import Store
from collabcore.model import Criterion, Entry, PointsLevel
from collabcore.testing import restated_recognition as told
from collabcore.testing.restated_acts import Diary

WHOLE = {"first_name": "Ana", "last_name": "Prado", "phone": "+34 600 000 001", "email": "ana@example.org"}
PAU = (Criterion("city", "equals", "Pau"),)
LEVELS = (PointsLevel("old", 100), PointsLevel("new", 0), PointsLevel("known", 50))
HISTORY = (
    KIND,
    c.AddRecord(by="jose", id="l1", type="lead", fields={**WHOLE, "city": "Pau"}),
    c.AddRecord(by="jose", id="l2", type="lead", fields=WHOLE),
    c.UpdateRecord(by="jose", id="l2", fields={"phone": None}),
    c.AddRecord(by="jose", id="l3", type="lead"),
    c.Transfer(by="jose", record="l3", owner="lea"),
    c.UpdateRecord(by="lea", id="l3", fields={**WHOLE, "City": "Lugo"}),
    c.AddRecord(by="jose", id="o1", type="opportunity"),
    c.Post(by="lea", id="x1", text="x"),
    c.Post(by="lea", id="x2", text="x"),
    c.Delete(by="lea", id="x2"),
    c.Comment(by="lea", id="y1", post="x1", text="x"),
    c.Like(by="jose", item="x1"),
    c.Like(by="lea", item="x1"),
    c.Like(by="jose", item="y1"),
    c.Thank(by="sofia", id="t1", users=("lea",), badge="kind", text="x"),
    c.PostIdea(by="jose", id="i1", title="x"),
    c.PostIdea(by="sofia", id="i2", title="x"),
    c.VoteIdea(by="lea", idea="i1", up=False),
    c.VoteIdea(by="lea", idea="i2", up=True),
    c.MergeIdeas(by="mona", idea="i1", into="i2"),
)


def diary_of(engine: Engine) -> Diary:
    """Return everything that people did in an engine, told once more."""
    diary, world = Diary(), Store()
    for event in engine.events():
        diary.tell(world, event)
        world.apply(event)
    return diary


def counted(when: str, user: str, engine: Engine, **terms) -> int:
    """Return how often somebody would have a badge that counts one by one."""
    badge = {"by": HOST, "id": "b", "name": "B", "when": when, "multiple": True, "auto_revoke": True, **terms}
    engine = engine.fork()
    engine.apply(c.AddBadge(**badge))
    found = told.earning(engine.view, diary_of(engine), engine.view.badges["b"], user)
    assert found == sum(not grant.revoked and grant.badge == "b" for grant in engine.view.grants(user))
    return found


@pytest.mark.parametrize(
    ("when", "user", "number"),
    [
        ("created", "jose", 5),
        ("posted", "lea", 1),
        ("commented", "lea", 1),
        ("was_liked", "lea", 2),
        ("thanked", "lea", 1),
        ("idea_voted", "lea", 2),
        ("reached", "jose", 1),
        ("reached", "lea", 1),
        ("updated(City)", "lea", 1),
        ("liked", "jose", 2),
        ("stage(given)", "jose", 1),
    ],
)
def test_distinct_objects(when: str, user: str, number: int) -> None:
    assert number == counted(when, user, town(*HISTORY))


def test_terms_and_thanks() -> None:
    """Of a type and with a value, once if not multiple; thanks are of no type."""
    engine = town(*HISTORY)

    assert (1, 1) == (counted("created", "jose", engine, multiple=False), counted("created", "jose", engine, where=PAU))
    assert (3, 0) == (counted("created", "jose", engine, type="lead"), counted("thanked", "lea", engine, type="lead"))


def test_whoever_is_away_keeps_what_they_had() -> None:
    engine = town(c.AddBadge(by=HOST, id="b", name="B", when="created", auto_revoke=True), *HISTORY)
    engine.apply(c.DeactivateUsers(by=HOST, ids=("jose",)))

    assert 1 == told.earning(engine.view, diary_of(engine), engine.view.badges["b"], "jose")


def test_what_was_taken_back_counts_no_more() -> None:
    engine = town(*HISTORY)
    paid = next(line for line in engine.ledger("jose") if line.record == "l1")
    back = Entry(
        id="back", user="jose", points=-10, kind="reversal", reverses=paid.id, record="l1", effective_at=engine.view.now
    )
    happen(engine, e.PointsAwarded(by=HOST, at=engine.view.now, entry=back))

    assert 0 == counted("reached", "jose", engine)


def test_ideas_and_levels() -> None:
    """Everybody votes once; up at once, down one at a time."""
    assert {"i1": 0, "i2": 30} == told.idea_totals(town(*HISTORY).events())
    lines = [Entry(id=f"e{n}", user="ana", points=p, effective_at=START) for n, p in enumerate((120, -25, -6, -89, -1))]
    names = [told.level(LEVELS, lines[:number]) for number in range(1, len(lines) + 1)]

    assert ["old", "old", "known", "new", None] == names
    assert None is told.level((), lines)
