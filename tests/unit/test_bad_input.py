"""Bad input to scoring: each row is refused in words that say what is wrong, and the ledger is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.world import engine

from collabcore import HOST, CollabError, Engine
from collabcore import commands as c
from collabcore.codec import command_from_json


def shop() -> Engine:
    """Return an engine with a rule, a complete lead, a redemption called off, and a last item sold."""
    made = engine(*(c.AddUser(by=HOST, id=name) for name in ("ana", "bob")))
    for command in (
        c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone")),  # type: ignore[arg-type]
        c.AddPointsRule(by=HOST, id="full", points=10, when="reached", type="lead"),
        c.AddRecord(by="ana", id="l", type="lead", fields={"City": "Pau", "Phone": "+34 600 000 001"}),
        c.AddRecord(by="ana", id="o", type="lead", fields={"City": "Lugo"}),
        c.Award(by=HOST, user="ana", points=100, reason="x", id="given"),
        c.Award(by=HOST, user="bob", points=100, reason="x"),
        c.Award(by=HOST, user="ana", points=7, reason="x", id="wrong"),
        c.Reverse(by=HOST, entry="wrong", reason="a mistake"),
        c.AddReward(by=HOST, id="mug", name="A mug", cost=60, stock=1),
        c.Redeem(by="ana", id="off", reward="mug"),
        c.Cancel(by="ana", redemption="off"),
        c.Redeem(by="bob", id="sold", reward="mug"),
    ):
        made.apply(command)
    return made


def entry(kind: str) -> str:
    """Return the id of the entry of a kind; ids are counted, so it is the same in every shop."""
    return next(one.id for one in shop().view.entries.values() if one.kind == kind)


RULE = {"do": "add_points_rule", "points": 5, "when": "created", "type": "lead"}
BOARD = {"do": "set_board", "id": "b", "window": "week"}
SCORED = {"do": "set_completeness", "type": "lead"}
ROWS: tuple[tuple[str, dict[str, Any], str, str, str], ...] = (
    (
        "overlapping rules",
        {**RULE, "points": 10, "when": "reached"},
        "conflict",
        "points.overlap",
        "`full` pays for the same already",
    ),
    (
        "a rule on an unknown field",
        {**RULE, "when": "updated(Shoe)"},
        "conflict",
        "points.field",
        "no `lead` has a field `Shoe`",
    ),
    (
        "a rule on an unknown trigger",
        {**RULE, "when": "slept"},
        "invalid",
        "points.when",
        "there is no trigger `slept`",
    ),
    ("a rule of no points", {**RULE, "points": 0}, "invalid", "points.amount", "`new` needs points other than `0`"),
    ("a rule of half a point", {**RULE, "points": 0.5}, "invalid", "shape.wrong_type", "`points`"),
    (
        "a profile of no weight",
        {**SCORED, "fields": [{"name": "City", "weight": 0}]},
        "invalid",
        "completeness.weight",
        "the weight of `City` must be a whole number above zero, not `0`",
    ),
    (
        "a profile of no fields",
        {**SCORED, "fields": []},
        "invalid",
        "completeness.empty",
        "the profile of `lead` needs a field",
    ),
    (
        "a multiplier that is a text of nothing",
        {**RULE, "multiplier": " "},
        "invalid",
        "points.multiplier",
        "`new` multiplies by a field, not by ` `",
    ),
    ("a multiplier that is a number", {**RULE, "multiplier": 3}, "invalid", "shape.wrong_type", "`multiplier`"),
    (
        "a cap of nothing",
        {**RULE, "cap": {"group": "g", "per": "day", "points": 0}},
        "invalid",
        "points.cap",
        "the cap of `new` needs a group and points above zero",
    ),
    (
        "a threshold above all",
        {**RULE, "when": "reached", "threshold": "12/11"},
        "invalid",
        "points.threshold",
        "must be above 0 and at most 1, not `12/11`",
    ),
    (
        "a reversal reversed",
        {"do": "reverse", "entry": entry("reversal"), "reason": "x"},
        "invalid",
        "points.reversal",
        "is a reversal and cannot be reversed",
    ),
    (
        "a refund refunded",
        {"do": "reverse", "entry": entry("refund"), "reason": "x"},
        "invalid",
        "points.reversal",
        "is a refund and cannot be reversed",
    ),
    (
        "a redemption reversed",
        {"do": "reverse", "entry": entry("redeem"), "reason": "x"},
        "invalid",
        "points.reversal",
        "is a redeem and cannot be reversed",
    ),
    (
        "a reversal without a reason",
        {"do": "reverse", "entry": "given", "reason": " "},
        "invalid",
        "points.reason",
        "a reversal needs a reason",
    ),
    (
        "the last item a second time",
        {"do": "redeem", "by": "ana", "id": "late", "reward": "mug"},
        "conflict",
        "reward.out_of_stock",
        "`mug` cannot be had: `out_of_stock`",
    ),
    ("a board in an unknown zone", {**BOARD, "zone": "Mars/Olympus"}, "invalid", "board.zone", "Mars/Olympus"),
    ("a board of an unknown window", {**BOARD, "window": "fortnight"}, "invalid", "board.window", "fortnight"),
    ("a board of no days", {**BOARD, "window": "last:0"}, "invalid", "board.window", "last:0"),
    (
        "an award of nothing",
        {"do": "award", "user": "ana", "points": 0, "reason": "x"},
        "invalid",
        "points.amount",
        "an award needs points other than `0`",
    ),
    (
        "an award that has expired",
        {"do": "award", "user": "ana", "points": 1, "reason": "x", "expires": "2026-01-01T00:00:00Z"},
        "invalid",
        "points.expires",
        "points that have expired cannot be given",
    ),
    (
        "levels of one threshold twice",
        {"do": "set_levels", "levels": [{"name": "a", "from": 1}, {"name": "b", "from": 1}]},
        "invalid",
        "levels",
        "",
    ),
    (
        "a badge for nothing",
        {"do": "add_badge", "id": "b", "name": "B", "when": "created", "count": 0},
        "invalid",
        "badge.count",
        "`b` is earned by one or more, not by `0`",
    ),
)


@pytest.mark.parametrize(("what", "wire", "tag", "rule", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_refused_and_the_ledger_is_as_it_was(what: str, wire: dict[str, Any], tag: str, rule: str, words: str) -> None:
    """By its tag, its rule and its words."""
    made = shop()
    before = (made.digest(), made.ledger("ana"), made.ledger("bob"), made.leaderboard())
    with pytest.raises(CollabError) as refusal:
        made.apply(command_from_json({"by": HOST, **wire}))

    assert (tag, True, True) == (
        refusal.value.tag,
        (refusal.value.rule or "").startswith(rule),
        words in refusal.value.message,
    )
    assert before == (made.digest(), made.ledger("ana"), made.ledger("bob"), made.leaderboard())


def test_a_multiplier_that_turns_out_to_be_text_pays_nothing_and_says_so() -> None:
    """Work is not refused for the sake of points: the save stands, and `why_not_paid` has the word for it."""
    made = shop()
    made.apply(c.AddPointsRule(by=HOST, id="size", points=5, when="created", type="lead", multiplier="City"))
    before = made.ledger("ana")
    made.apply(c.AddRecord(by="ana", id="n", type="lead", fields={"City": "Pau"}))

    assert made.ledger("ana") == before
    assert ("no_multiplier",) == made.why_not_paid("size", "n")


def test_calling_off_twice_is_nothing() -> None:
    """The points come back once."""
    made = shop()
    before = made.ledger("ana")

    assert () == made.apply(c.Cancel(by="ana", redemption="off"))
    assert before == made.ledger("ana")
    assert [100, 7, -7, -60, 60] == [line.points for line in before if line.kind != "award"]


def test_there_are_twenty_three() -> None:
    assert 23 == len(ROWS) == len({row[0] for row in ROWS})
