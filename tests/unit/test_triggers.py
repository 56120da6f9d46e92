"""The table of triggers: every row of SCORING 2.2 fired by an event of its own, with whom it is about and its key."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import attrs
import pytest
from tests.unit.world import engine

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Criterion, KeyPart
from collabcore.triggers import TRIGGERS
from collabcore.triggers.saves import saved

WHOLE = {"City": "Pau", "Phone": "+34 600 000 001"}
PEOPLE = ("ana", "bob", "cat")
WORLD: tuple[c.Command, ...] = (
    *(c.AddUser(by=HOST, id=name) for name in PEOPLE),
    c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone")),  # type: ignore[arg-type]
    c.AddRecord(by="ana", id="l", type="lead", owner="bob"),
    c.AddRecord(by="ana", id="full", type="lead", owner="bob", fields=WHOLE),
    c.Post(by="ana", id="p", text="x"),
    c.Comment(by="cat", id="k", post="p", text="x"),
    c.Post(by="ana", id="q", question="what now?"),
    c.Comment(by="bob", id="a1", post="q", text="this"),
    c.Comment(by="cat", id="a2", post="q", text="that"),
    c.Post(by="ana", id="poll", text="x", poll=("tea", "coffee")),
    c.LogActivity(by="cat", id="call", kind="call"),
    c.AddBadge(by=HOST, id="kind", name="Kind"),
    c.PostIdea(by="ana", id="i", title="Longer days"),
)

RECORD: tuple[KeyPart, ...] = ("rule", "record")
ACT: tuple[KeyPart, ...] = ("rule", "object", "actor", "user")
DAY: tuple[KeyPart, ...] = ("rule", "user", "day")


@attrs.frozen
class Row:
    """One trigger of SCORING 2.2: what fires it, and who is whom in it."""

    when: str
    event: str
    command: c.Command
    owner: str
    actor: str
    author: str
    key: Sequence[KeyPart]
    thing: str
    again: c.Command | None = None
    ended: c.Command | None = None


def _save(**fields: object) -> c.UpdateRecord:
    return c.UpdateRecord(by="cat", id="l", fields=fields)


HOSTING = {"permissions": ("modify_all_data", "moderate", "manage_points")}
ROWS = (
    # Records: the owner's, made by Ana, saved by Cat
    Row(
        "created",
        "record_added",
        c.AddRecord(by="ana", id="n", type="lead", owner="bob"),
        "bob",
        "ana",
        "ana",
        RECORD,
        "n",
    ),
    Row("updated(City)", "record_updated", _save(City="Pau"), "bob", "cat", "ana", RECORD, "l", _save(City="Lugo")),
    Row("deleted", "record_deleted", c.DeleteRecord(by="cat", id="l"), "bob", "cat", "ana", RECORD, "l"),
    Row("reached", "record_updated", _save(**WHOLE), "bob", "cat", "ana", RECORD, "l", ended=_save(City=None)),
    Row(
        "left",
        "record_updated",
        c.UpdateRecord(by="cat", id="full", fields={"City": None}),
        "bob",
        "cat",
        "ana",
        RECORD,
        "full",
        ended=c.UpdateRecord(by="cat", id="full", fields=WHOLE),
    ),
    Row(
        "stage(closed_won)",
        "record_updated",
        _save(StageName="Closed Won"),
        "bob",
        "cat",
        "ana",
        RECORD,
        "l",
        ended=_save(StageName="Lost"),
    ),
    # Talk
    Row("posted", "posted", c.Post(by="bob", id="n", text="x"), "bob", "bob", "bob", ACT, "n"),
    Row("commented", "commented", c.Comment(by="bob", id="n", post="p", text="x"), "bob", "bob", "bob", ACT, "n"),
    Row("liked", "liked", c.Like(by="bob", item="p"), "bob", "bob", "ana", ACT, "p"),
    Row("was_liked", "liked", c.Like(by="bob", item="k"), "cat", "bob", "cat", ACT, "k"),
    Row(
        "shared",
        "posted",
        c.Share(by="bob", id="n", post="p"),
        "bob",
        "bob",
        "ana",
        ACT,
        "n",
        c.Share(by="bob", id="n2", post="p"),
    ),
    Row("mentioned", "posted", c.Post(by="ana", id="n", text="see @[cat]"), "cat", "ana", "ana", ACT, "n"),
    Row("asked", "posted", c.Post(by="bob", id="n", question="who calls?"), "bob", "bob", "bob", ACT, "n"),
    Row("answered", "commented", c.Comment(by="bob", id="n", post="q", text="I do"), "bob", "bob", "ana", ACT, "n"),
    Row(
        "best_answer_given",
        "best_answer_chosen",
        c.ChooseBestAnswer(by="ana", comment="a1"),
        "ana",
        "ana",
        "bob",
        RECORD,
        "a1",
        ended=c.ClearBestAnswer(by="ana", post="q"),
    ),
    Row(
        "best_answer_received",
        "best_answer_chosen",
        c.ChooseBestAnswer(by="ana", comment="a1"),
        "bob",
        "ana",
        "bob",
        RECORD,
        "a1",
        ended=c.ClearBestAnswer(by="ana", post="q"),
    ),
    Row(
        "poll_voted",
        "voted",
        c.Vote(by="bob", post="poll", choice="tea"),
        "bob",
        "bob",
        "ana",
        ACT,
        "poll",
        c.Vote(by="bob", post="poll", choice="coffee"),
    ),
    # People, and ideas
    Row("endorsed", "endorsed", c.Endorse(by="ana", user="bob", skill="grants"), "bob", "ana", "bob", ACT, "bob"),
    Row(
        "thanked",
        "thanked",
        c.Thank(by="ana", id="n", users=("bob",), badge="kind", text="x"),
        "bob",
        "ana",
        "ana",
        ACT,
        "n",
    ),
    Row("idea_posted", "idea_posted", c.PostIdea(by="bob", id="n", title="x"), "bob", "bob", "bob", ACT, "n"),
    Row("idea_voted", "idea_voted", c.VoteIdea(by="bob", idea="i", up=True), "bob", "bob", "ana", ACT, "i"),
    Row(
        "idea_implemented",
        "idea_status_set",
        c.SetIdeaStatus(by="cat", idea="i", status="implemented"),
        "ana",
        "cat",
        "ana",
        RECORD,
        "i",
        ended=c.SetIdeaStatus(by="cat", idea="i", status="planned"),
    ),
    # Work, presence, and by hand
    Row(
        "activity_completed",
        "activity_completed",
        c.CompleteActivity(by="cat", id="call"),
        "cat",
        "cat",
        "cat",
        ACT,
        "call",
    ),
    Row(
        "login_day",
        "logged_in",
        c.RecordLogin(by=HOST, user="bob"),
        "bob",
        HOST,
        "bob",
        DAY,
        "bob",
        c.RecordLogin(by=HOST, user="bob"),
    ),
    Row(
        "manual",
        "points_awarded",
        c.Award(by="cat", id="n", user="bob", points=1, reason="x"),
        "bob",
        "cat",
        "bob",
        ACT,
        "n",
        ended=c.Reverse(by="cat", entry="n", reason="x"),
    ),
)
"""SCORING 2.2 (1), row by row, in the order of the table."""


def world(*more: c.Command) -> Engine:
    return engine(*WORLD, c.UpdateUser(by=HOST, id="cat", **HOSTING), *more)  # type: ignore[arg-type]


def pays(row: Row, **more: Any) -> c.AddPointsRule:
    return c.AddPointsRule(**{"by": HOST, "id": "r", "when": row.when, "points": 10, **more})


def paid(made: Engine) -> dict[str, list[tuple[int, str | None]]]:
    """Return what everybody has under the rule, and for which thing."""
    made.check()
    lines = {user: [(one.points, one.record) for one in made.ledger(user) if one.rule == "r"] for user in PEOPLE}
    return {user: found for user, found in lines.items() if found}


def test_the_table_is_that_of_the_page() -> None:
    """Twenty-five rows: all that SCORING 2.2 lists, and nothing else."""
    assert [row.when.partition("(")[0] for row in ROWS] == [row.word for row in TRIGGERS]
    assert len(ROWS) == 25


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
def test_every_trigger_fires(row: Row) -> None:
    """By an event of its own: it pays whoever the act belongs to, once, for the thing it stands by."""
    made = world(pays(row))
    told = made.apply(row.command)

    assert row.event in [event.tag for event in told]
    assert {row.owner: [(10, row.thing)]} == paid(made)
    if row.again is not None:
        made.apply(row.again)
        assert {row.owner: [(10, row.thing)]} == paid(made)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
def test_every_trigger_says_who_is_who(row: Row) -> None:
    """The actor and the author earn where the rule says so; not for what they do to their own (SCORING 2.2 (3))."""
    for who, person in (("actor", row.actor), ("author", row.author)):
        made = world(pays(row, beneficiary=who))
        made.apply(row.command)
        received = row.when in ("was_liked", "mentioned", "best_answer_received", "endorsed", "thanked")
        barred = person == HOST or (received and person == row.actor)

        assert ({} if barred else {person: [(10, row.thing)]}) == paid(made)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
def test_every_trigger_has_its_key(row: Row) -> None:
    """A rule that names none takes the row's own, and the ledger says it."""
    made = world(pays(row))
    made.apply(row.command)
    (line,) = (one for one in made.ledger(row.owner) if one.rule == "r")
    parts = {"rule": "r", "record": row.thing, "user": row.owner, "actor": row.actor, "day": "2026-01-05"}
    objects = {"shared": "p", "endorsed": "grants"}

    assert tuple(row.key) == made.view.rules["r"].key
    assert {part: {**parts, "object": objects.get(row.when, row.thing)}[part] for part in row.key} == json.loads(
        line.key
    )


@pytest.mark.parametrize("row", [row for row in ROWS if row.ended is not None], ids=lambda row: row.when)
def test_what_can_end_is_taken_back(row: Row) -> None:
    """On degrading terms only; and it pays again when it is so again (SCORING 2.2 (7))."""
    assert row.ended is not None
    kept, taken = world(pays(row)), world(pays(row, clawback="on_degrade"))
    for made in (kept, taken):
        made.apply(row.command)
        made.apply(row.ended)

    assert {row.owner: [(10, row.thing)]} == paid(kept)
    assert [(10, row.thing), (-10, row.thing)] == paid(taken)[row.owner]
    if row.when != "manual":
        taken.apply(row.command)
        assert [10, -10, 10] == [points for points, _ in paid(taken)[row.owner]]


def test_eight_rows_have_a_state() -> None:
    """And so the rows that end are all of those that can."""
    assert {row.when.partition("(")[0] for row in ROWS if row.ended} == {row.word for row in TRIGGERS if row.state}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.when)
def test_every_trigger_can_be_counted(row: Row) -> None:
    """By badges: live, and afterwards when the badge comes last (P20); what ended counts no more."""
    doer = {"created": "ana", "updated(City)": "cat", "deleted": "cat"}.get(row.when, row.owner)
    earlier = row.when == "reached"  # the lead that is whole from the start counts too
    badge = c.AddBadge(by=HOST, id="b", name="B", when=row.when, count=1 + earlier, auto_revoke=True)
    live, late = world(badge), world()
    live.apply(row.command)
    late.apply(row.command)
    late.apply(badge)

    assert ["b"] == [g.badge for g in live.view.grants(doer) if not g.revoked and g.badge == "b"]
    assert ["b"] == [g.badge for g in late.view.grants(doer) if not g.revoked and g.badge == "b"]
    if row.ended is not None:
        live.apply(row.ended)
        assert [] == [g.badge for g in live.view.grants(doer) if not g.revoked and g.badge == "b"]
    live.check()


def edits(*texts: str, by: str = "ana") -> list[c.Command]:
    return [c.Edit(by=by, id="n", text=text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("see @[cat]",), {"cat": [(10, "n")]}),
        (("see @[cat]", "see nobody", "see @[cat]"), {"cat": [(10, "n")]}),
        (("see @[bob] and @[cat]", "see @[cat] and @[bob]"), {"bob": [(10, "n")], "cat": [(10, "n")]}),
        (("I, @[ana]",), {}),
        (("no more",), {}),
    ],
    ids=repr,
)
def test_an_edit_mentions_once(texts: tuple[str, ...], expected: dict[str, Any]) -> None:
    """Whom no earlier version named, in posts and comments; never again, and never oneself (READINGS 55)."""
    for item in (c.Post(by="ana", id="n", text="x"), c.Comment(by="ana", id="n", post="p", text="x")):
        made = world(c.AddPointsRule(by=HOST, id="r", when="mentioned", points=10), item)
        for command in edits(*texts):
            made.apply(command)

        assert expected == paid(made)
        made.check()


def test_whom_the_first_version_named_is_paid_once() -> None:
    """Also when others edit: what was named once stays named; the rule reads the new words."""
    reads = (Criterion("text", "equals", "at last @[bob]"),)
    made = world(
        c.AddPointsRule(by=HOST, id="r", when="mentioned", points=10),
        c.AddPointsRule(by=HOST, id="s", when="mentioned", points=5, where=reads),
        c.AddBadge(by=HOST, id="b", name="B", when="mentioned", count=1),
        c.Post(by="ana", id="n", text="see @[cat]"),
        *edits("x"),
        *edits("see @[cat] again", by=HOST),
        *edits("at last @[bob]"),
    )

    assert {"bob": [(10, "n")], "cat": [(10, "n")]} == paid(made)
    assert [("bob", 5)] == [(one.user, one.points) for one in made.view.entries.values() if one.rule == "s"]
    assert ["b"] == [grant.badge for grant in made.view.grants("bob")]


OWN = (
    ("was_liked", c.Like(by="cat", item="k"), "owner"),
    ("liked", c.Like(by="cat", item="k"), "author"),
    ("mentioned", c.Post(by="ana", text="I, @[ana]"), "owner"),
    ("shared", c.Share(by="ana", post="p"), "author"),
    ("answered", c.Comment(by="ana", post="q", text="I know"), "creator"),
    ("best_answer_received", c.ChooseBestAnswer(by="cat", comment="a2"), "owner"),
    ("best_answer_given", c.ChooseBestAnswer(by="cat", comment="a2"), "author"),
    ("poll_voted", c.Vote(by="ana", post="poll", choice="tea"), "author"),
    ("idea_voted", c.VoteIdea(by="ana", idea="mine", up=True), "author"),
)


@pytest.mark.parametrize(("when", "command", "who"), OWN, ids=repr)
def test_nobody_earns_by_what_they_do_to_their_own(when: str, command: c.Command, who: str) -> None:
    """One's own like, mention, share, answer, mark or vote (SCORING 2.2 (3))."""
    made = world(c.AddPointsRule(by=HOST, id="r", when=when, points=10, beneficiary=who))  # type: ignore[arg-type]
    if when == "idea_voted":
        made.apply(c.PostIdea(by="ana", id="mine", title="x"))  # the author's own vote comes with it
    else:
        made.apply(command)

    assert {} == paid(made)


def test_shares_of_one_post_are_one_act_and_go_with_the_share() -> None:
    """The key names the post that is shared, the ledger the share."""
    rule = c.AddPointsRule(by=HOST, id="r", when="shared", points=10, clawback="on_delete")
    made = world(rule, c.Share(by="bob", id="s1", post="p"), c.Share(by="bob", id="s2", post="s1"))
    assert {"bob": [(10, "s1")]} == paid(made)
    made.apply(c.Delete(by="bob", id="s1"))
    assert {"bob": [(10, "s1"), (-10, "s1")]} == paid(made)
    made.apply(c.Share(by="bob", id="s3", post="p"))

    assert {"bob": [(10, "s1"), (-10, "s1"), (10, "s3")]} == paid(made)


def test_one_stage_however_it_is_written() -> None:
    """For badges as for rules; another stage counts no more once it is left."""
    won = c.AddBadge(by=HOST, id="b", name="B", when="stage(Closed Won)", auto_revoke=True)
    made = world(won, c.UpdateRecord(by="cat", id="l", fields={"Stage": "closed-won"}))
    assert ["b"] == [grant.badge for grant in made.view.grants("bob") if not grant.revoked]
    made.apply(c.UpdateRecord(by="cat", id="l", fields={"Stage": "CLOSED_WON"}))
    assert ["b"] == [grant.badge for grant in made.view.grants("bob") if not grant.revoked]
    made.apply(c.UpdateRecord(by="cat", id="l", fields={"Stage": "lost"}))

    assert [] == [grant.badge for grant in made.view.grants("bob") if not grant.revoked]


def test_the_mark_of_the_best_answer_moves() -> None:
    """What it paid goes with it, for who gave it and for who got it."""
    given = c.AddPointsRule(by=HOST, id="r", when="best_answer_received", points=10, clawback="on_degrade")
    made = world(given, *(c.ChooseBestAnswer(by="ana", comment=answer) for answer in ("a1", "a2")))

    assert {"bob": [(10, "a1"), (-10, "a1")], "cat": [(10, "a2")]} == paid(made)


NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def test_a_record_that_came_with_the_same_command_is_no_save_yet() -> None:
    """The world is that before the command: what is not in it is neither changed nor handed on, only made."""
    moved = e.OwnerChanged(by=HOST, at=NOON, record="nowhere", owner="ana")
    changed = e.RecordUpdated(by=HOST, at=NOON, id="nowhere", fields={})
    assert [list(saved(Engine().view, event)) for event in (moved, changed)] == [[], []]
