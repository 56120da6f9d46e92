"""The restatement of what pays, over the rows of the table of triggers; it must notice what the engine does."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.test_restated_recognition import diary_of
from tests.unit.test_triggers import ROWS, Row, pays, world

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore._store import Store
from collabcore.model import Cap, Criterion, FieldSpec
from collabcore.testing.restated_points import Payroll, is_automatic


def compared(made: Engine) -> list[tuple[Any, Any]]:
    """Return every line that rules made, as it should be and as it is, having made sure that none is missing."""
    payroll, told, pairs = Payroll(), Store(), []
    for event in made.events():
        if is_automatic(event):
            pairs.append(payroll.check(event.entry))  # type: ignore[attr-defined]
        else:
            payroll.hear(told, event)
        told.apply(event)
    assert payroll.is_settled
    return pairs


def agreed(made: Engine) -> list[int]:
    """Return the points of every line that rules made, all of them as restated."""
    pairs = compared(made)
    assert [wanted for wanted, _ in pairs] == [said for _, said in pairs]
    return [said[3] for _, said in pairs]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
@pytest.mark.parametrize("who", ["owner", "actor", "author", "creator"])
def test_every_trigger_is_told_alike(row: Row, who: str) -> None:
    """What it pays, what it does not, and what is taken back when it ends."""
    once_more = row.command if row.ended and row.when != "manual" else None
    made = world(pays(row, beneficiary=who, clawback="on_degrade", expires_after_days=2))
    for step in (row.command, row.again, row.ended, once_more):
        if step is not None:
            made.apply(step)
    ended = [10, -10] if row.when == "manual" else [10, -10, 10]

    assert agreed(made) in ([], ended if row.ended else [10])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
def test_every_deed_is_told_alike(row: Row) -> None:
    """The engine's deeds and the diary's, by how many there are for everybody, before and after what ends."""
    made = world()
    for step in (row.command, row.ended):
        if step is not None:
            made.apply(step)
        diary = diary_of(made)
        for user in made.view.users:
            deeds = made.view.deeds(user)
            assert {when: len(of) for when, of in deeds.items()} == {w: len(diary.things(w, user)) for w in deeds}


YOUNG = Criterion("created_at", "younger_than_days", 3)
LINES: tuple[tuple[dict[str, Any], dict[str, Any], list[int]], ...] = (
    ({"multiplier": "Size"}, {"Size": "1/2"}, [5]),
    ({"multiplier": "Size", "minimum": 7}, {"Size": "1/2"}, [7]),
    ({"multiplier": "Size", "maximum": 3}, {"Size": 0.51}, [3]),
    ({"multiplier": "Size"}, {"Size": "large"}, []),
    ({"multiplier": "Size"}, {"Size": True}, []),
    ({"multiplier": "Size"}, {}, []),
    ({"where": (YOUNG,)}, {}, [10]),
    ({"type": "account"}, {}, []),
    ({"starts": "2026-02-01T00:00:00Z"}, {}, []),
    ({"ends": "2026-01-05T00:00:00Z"}, {}, []),
    ({"cap": Cap(group="g", per="day", points=6)}, {}, [6]),
    ({"cap": Cap(group="g", per="week", points=6)}, {}, [6]),
    ({"cap": Cap(group="g", per="month", points=6)}, {}, [6]),
    ({"cap": Cap(group="g", per="total", points=6)}, {}, [6]),
    ({"cap": Cap(group="g", per="pair", points=6)}, {}, [6]),
    ({"points": -4, "cap": Cap(group="g", per="pair", points=6)}, {}, [-4]),
    ({"key": ("rule", "week", "day")}, {}, [10]),
)


@pytest.mark.parametrize(("terms", "fields", "points"), LINES, ids=str)
def test_amounts_caps_and_periods(terms: dict[str, Any], fields: dict[str, Any], points: list[int]) -> None:
    """P8, P9, P11 and what is not eligible."""
    rule = c.AddPointsRule(**{"by": HOST, "id": "r", "when": "created", "points": 10, **terms})
    made = world(rule, c.AddRecord(by="ana", id="n", type="lead", fields=fields))

    assert points == agreed(made)


def test_what_goes_takes_its_awards_with_it() -> None:
    """A post with its comments, a group with its posts, a record with what is said on it, and one merged away (P7)."""
    words = ("posted", "commented", "created")
    rules = [c.AddPointsRule(by=HOST, id=when, when=when, points=1, clawback="on_delete") for when in words]
    capped = c.AddPointsRule(
        by=HOST, id="cap", when="posted", points=4, clawback="on_delete", cap=Cap(group="g", per="day", points=6)
    )
    made = world(*rules, capped, c.CreateGroup(by="ana", id="g", name="G"))
    for place in ("ana", "g", "l", "full"):
        made.apply(c.Post(by="ana" if place in ("ana", "g") else "cat", id=f"on-{place}", to=place, text="x"))
        made.apply(c.Comment(by="cat", id=f"below-{place}", post=f"on-{place}", text="x"))
    made.apply(c.AddRecord(by="ana", id="n", type="lead"))
    for gone in (
        c.Delete(by="ana", id="on-ana"),
        c.DeleteGroup(by="ana", id="g"),
        c.DeleteRecord(by="cat", id="n"),
        c.MergeRecords(by="cat", record="full", into="l"),
        c.DeleteRecord(by="cat", id="l"),
    ):
        made.apply(gone)

    assert 0 == sum(agreed(made))


def test_away_machines_loading_and_by_hand() -> None:
    """Nobody earns while away, no machine ever; silent loading uses up no key; what is reversed may pay again."""
    rule = c.AddPointsRule(by=HOST, id="r", when="reached", type="lead", points=10)
    whole = {"City": "Pau", "Phone": "+34 600 000 001"}
    made = world(rule, c.AddUser(by=HOST, id="robot", kind="integration"))
    made.apply(c.AddRecord(by="robot", id="r1", type="lead", fields=whole))
    made.apply(c.BeginImport(by=HOST, mode="silent"))
    made.apply(c.UpdateRecord(by="cat", id="l", fields=whole))
    made.apply(c.EndImport(by=HOST))
    made.apply(c.UpdateRecord(by="cat", id="l", fields={"City": None}))
    made.apply(c.UpdateRecord(by="cat", id="l", fields=whole))
    line = next(one for one in made.ledger("bob") if one.rule == "r")
    made.apply(c.Reverse(by=HOST, entry=line.id, reason="a mistake"))
    made.apply(c.UpdateRecord(by="cat", id="l", fields={"City": None}))
    made.apply(c.UpdateRecord(by="cat", id="l", fields=whole))
    made.apply(c.DeactivateUsers(by=HOST, ids=("bob",)))
    made.apply(c.AddRecord(by="ana", id="n", type="lead", owner="ana", fields=whole))
    made.apply(c.RetirePointsRule(by=HOST, id="r"))
    made.apply(c.AddRecord(by="ana", id="n2", type="lead", fields=whole))
    present = c.AddPointsRule(by=HOST, id="half", when="reached", points=3, measure="present", threshold="1/2")  # type: ignore[arg-type]
    made.apply(present)
    made.apply(c.SetCompleteness(by=HOST, type="lead", fields=(FieldSpec("Email", check="email"), FieldSpec("Size"))))
    made.apply(c.AddRecord(by="ana", id="n3", type="lead", fields={"Email": "ana"}))
    made.apply(c.AddRecord(by="ana", id="n4", type="case"))

    assert [10, 10, 10, 3] == agreed(made)


def test_what_changes_nothing_takes_nothing_back() -> None:
    """A save that leaves a lead whole; the reversal of another line; an activity that is logged as done."""
    rules = [
        c.AddPointsRule(by=HOST, id=when, when=when, points=10, clawback="on_degrade")
        for when in ("reached", "activity_completed")
    ]
    made = world(*rules, c.UpdateRecord(by="cat", id="l", fields={"City": "Pau", "Phone": "+34 600 000 001"}))
    made.apply(c.UpdateRecord(by="cat", id="l", fields={"City": "Lugo"}))
    made.apply(c.LogActivity(by="bob", id="n", kind="call", done=True))
    line = next(one for one in made.ledger("bob") if one.rule == "activity_completed")
    made.apply(c.Reverse(by=HOST, entry=line.id, reason="a mistake"))
    said = c.AddPointsRule(by=HOST, id="said", when="posted", points=10, clawback="on_delete")
    made.apply(said)
    made.apply(c.Post(by="bob", id="s", text="x"))
    line = next(one for one in made.ledger("bob") if one.rule == "said")
    made.apply(c.Reverse(by=HOST, entry=line.id, reason="a mistake"))
    made.apply(c.Delete(by="bob", id="s"))

    assert [10, 10, 10] == agreed(made)


def test_a_wrong_line_is_noticed() -> None:
    """Were the ledger to say something else, the restatement would not agree."""
    rule = c.AddPointsRule(by=HOST, id="r", when="posted", points=10)
    made = world(rule, c.Post(by="ana", id="n", text="x"))
    ((wanted, said),) = compared(made)

    assert wanted == said == ("r", "ana", "n", 10, 10, None, None)


@pytest.mark.parametrize(
    "item",
    [c.Post(by="ana", id="n", text="see @[cat]"), c.Comment(by="ana", id="n", post="p", text="see @[cat]")],
    ids=["post", "comment"],
)
def test_a_mention_by_an_edit_is_told_alike(item: c.Command) -> None:
    """Whom the new words name and none of the old ones did, in a post and in a comment (READINGS 55)."""
    made = world(c.AddPointsRule(by=HOST, id="r", when="mentioned", points=10), item)
    for words in ("see nobody", "see @[cat]", "see @[bob] and @[cat]"):
        made.apply(c.Edit(by="ana", id="n", text=words))

    assert [10, 10] == agreed(made)
