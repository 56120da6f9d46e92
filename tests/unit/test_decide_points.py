"""Points by hand, what is taken back, loading, merging and boards: through the engine, to the last point."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import engine, outcome, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import Cap

COMMANDS = (c.Award, c.Reverse, c.BeginImport, c.EndImport, c.SetBoard, c.MergeRecords)
LIKES = Cap(group="likes", per="day", points=200)
WHOLE = {"City": "Pau", "Phone": "+34 600 000 001"}


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


def people(*more: c.Command) -> Engine:
    """Return an engine with Ana, Bob and Cat, a profile of leads, and some more."""
    users = (c.AddUser(by=HOST, id=name) for name in ("ana", "bob", "cat"))
    return engine(*users, c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone")), *more)  # type: ignore[arg-type]


def rule(when: str, points: int = 10, **more: Any) -> c.AddPointsRule:
    return c.AddPointsRule(**{"by": HOST, "id": f"r-{when}", "when": when, "points": points, **more})


def lead(id_: str, by: str = "ana", **fields: object) -> c.AddRecord:
    return c.AddRecord(by=by, id=id_, type="lead", fields=fields)


def lines(made: Engine, user: str) -> list[tuple[str, int]]:
    return [(entry.kind, entry.points) for entry in made.ledger(user)]


def total(made: Engine, user: str) -> int:
    made.check()
    return made.viewer(user).points().rank


# What pays


@pytest.mark.parametrize(
    ("when", "command", "who"),
    [
        ("created", lead("x"), "ana"),
        ("updated(City)", c.UpdateRecord(by="ana", id="l", fields={"City": "Lugo"}), "ana"),
        ("updated(owner)", c.Transfer(by="ana", record="l", owner="bob"), "bob"),
        ("deleted", c.DeleteRecord(by="ana", id="l"), "ana"),
        ("reached", c.UpdateRecord(by="ana", id="l", fields=WHOLE), "ana"),
        ("left", c.UpdateRecord(by="ana", id="full", fields={"City": None}), "ana"),
        ("stage(closed_won)", c.UpdateRecord(by="ana", id="l", fields={"StageName": "Closed Won"}), "ana"),
        ("posted", c.Post(by="bob", text="x"), "bob"),
        ("commented", c.Comment(by="bob", post="p", text="x"), "bob"),
        ("liked", c.Like(by="bob", item="p"), "bob"),
        ("was_liked", c.Like(by="bob", item="p"), "ana"),
        ("was_liked", c.Like(by="bob", item="c"), "cat"),
        ("mentioned", c.Post(by="ana", text="see @[cat]"), "cat"),
        ("mentioned", c.Comment(by="ana", post="p", text="see @[cat]"), "cat"),
        ("manual", c.Award(by=HOST, user="cat", points=1, reason="x"), "cat"),
        ("login_day", c.RecordLogin(by=HOST, user="cat"), "cat"),
        ("activity_completed", c.CompleteActivity(by="cat", id="call"), "cat"),
        ("activity_completed", c.LogActivity(by="cat", kind="call", done=True), "cat"),
    ],
    ids=repr,
)
def test_every_trigger_pays_whom_it_is_about(when: str, command: c.Command, who: str) -> None:
    """Whoever the act or the thing belongs to, unless the rule says otherwise (SCORING 2.2)."""
    talk = (c.Post(by="ana", id="p", text="x"), c.Comment(by="cat", id="c", post="p", text="x"))
    call = c.LogActivity(by="cat", id="call", kind="call")
    made = people(*talk, call, lead("l"), lead("full", **WHOLE), rule(when, 10))
    made.apply(command)

    paid = {user: [e.points for e in made.ledger(user) if e.rule] for user in ("ana", "bob", "cat")}
    assert {**{user: [] for user in ("ana", "bob", "cat")}, who: [10]} == paid
    made.check()


@pytest.mark.parametrize(
    ("when", "command"),
    [
        ("updated(City)", c.UpdateRecord(by="ana", id="l", fields={"Phone": "1"})),
        ("stage(won)", c.UpdateRecord(by="ana", id="l", fields={"Stage": "lost"})),
        ("left", lead("x")),
        ("was_liked", c.Like(by="ana", item="p")),
        ("mentioned", c.Post(by="ana", text="see @[ana]")),
        ("posted", c.UpdateRecord(by="ana", id="l", fields={"Tracked": 1})),
        ("manual", c.Award(by=HOST, user="cat", points=-1, reason="x")),
        ("activity_completed", c.LogActivity(by="ana", kind="call")),
        ("reached", c.AddRecord(by="ana", type="case")),
    ],
    ids=repr,
)
def test_what_is_no_occasion_pays_nobody(when: str, command: c.Command) -> None:
    """Another field, another stage, one's own like or mention, the system's post, a correction, no profile."""
    tracked = c.Configure(by=HOST, tracked_fields={"lead": ("Tracked",)})
    made = people(tracked, c.Post(by="ana", id="p", text="x"), lead("l"), rule(when))
    made.apply(command)

    assert [] == [entry for entry in made.view.entries.values() if entry.rule]


def test_a_rule_pays_in_its_time_only() -> None:
    """From `starts` on, until `ends` (excluded); in two periods that do not meet the same may be paid for."""
    moments = [dt.datetime(2026, 1, day, tzinfo=dt.UTC) for day in (6, 7, 8)]
    first = rule("created", id="one", starts=moments[0], ends=moments[1])
    made = people(first, rule("created", id="two", starts=moments[1]))
    for number, at in enumerate([moments[0] - dt.timedelta(hours=1), *moments]):
        made.apply(attrs_at(lead(f"l{number}"), at))

    assert ["one", "two", "two"] == [entry.rule for entry in made.ledger("ana")]


def attrs_at(command: c.AddRecord, at: dt.datetime) -> c.AddRecord:
    return c.AddRecord(by=command.by, id=command.id, type=command.type, at=at)


@pytest.mark.parametrize(
    ("points", "factor", "paid"),
    [
        (5, 0.5, [3]),
        (7, "1/2", [4]),
        (10, 0, []),
        (5, 0.51, [3]),
        (5, 15, [50]),
        (5, 3, [15]),
        (5, None, []),
        (5, "lots", []),
        (5, "2/0", []),
        (5, True, []),
    ],
)
def test_multipliers_are_exact(points: int, factor: object, paid: list[int]) -> None:
    """P8: half up, at most fifty, nought is nought; what is no number pays nothing, and the save stands."""
    made = people(rule("created", points, multiplier="Amount", maximum=50), lead("l", Amount=factor))

    assert paid == [entry.points for entry in made.ledger("ana")]
    assert "l" in made.view.records


def test_the_least_is_paid_always() -> None:
    """Bounds come after rounding, and always (SCORING 2.2)."""
    made = people(rule("created", 2, multiplier="Amount", minimum=5), lead("l", Amount=1), lead("m", Amount=9))

    assert [5, 18] == [entry.points for entry in made.ledger("ana")]


# Caps


def test_a_cap_does_not_depend_on_the_order() -> None:
    """P9: 25 likes at ten, one minus two, one exempt fifteen: 213 in any order."""
    likes, minus, best = ["like"] * 25, ["minus"], ["best"]
    orders = [likes + minus + best, best + minus + likes, likes[:20] + minus + likes[20:] + best]
    for order in orders:
        rules = (
            rule("created", 10, id="like", type="like", cap=LIKES),
            rule("created", -2, id="minus", type="minus"),
            rule("created", 15, id="best", type="best"),
        )
        made = people(*rules)
        for number, kind in enumerate(order):
            made.apply(c.AddRecord(by="ana", id=f"x{number}", type=kind))
        assert 213 == total(made, "ana")


def test_a_cap_by_pair_and_no_points_for_the_same_twice() -> None:
    """P11: at most three scored likes a giver, receiver and day; one's own and repeated likes score nothing."""
    made = people(rule("was_liked", 2, cap=Cap(group="pair", per="pair", points=6)))
    for number in range(6):
        made.apply(c.Post(by="bob", id=f"p{number}", text="x"))
    for number in range(5):
        made.apply(c.Like(by="ana", item=f"p{number}"))
    made.apply(c.Like(by="cat", item="p5"))
    made.apply(c.Like(by="bob", item="p5"))
    made.apply(c.Unlike(by="cat", item="p5"))
    made.apply(c.Like(by="cat", item="p5"))

    assert 8 == total(made, "bob")
    assert [2, 2, 2, 0, 0, 2] == [entry.points for entry in made.ledger("bob")]
    assert 4 == sum(told.reason == "points" for told in made.viewer("bob").notifications())


@pytest.mark.parametrize("per", ["day", "week", "month", "total"])
def test_a_void_gives_room_back(per: Any) -> None:
    """P10: what is taken back counts no more in its bucket, so the capped one after it is credited."""
    capped = rule("posted", 10, cap=Cap(group="posts", per=per, points=15), clawback="on_delete")
    made = people(capped, *(c.Post(by="ana", id=f"p{number}", text="x") for number in range(3)))
    assert [10, 5, 0] == [entry.points for entry in made.ledger("ana")]
    made.apply(c.Delete(by="ana", id="p0"))
    assert 15 == total(made, "ana")
    made.apply(c.Delete(by="ana", id="p1"))
    assert 10 == total(made, "ana")
    made.apply(c.Delete(by="ana", id="p2"))
    assert 0 == total(made, "ana")


# What is taken back


def test_degrading_takes_back_and_a_later_edge_pays_again() -> None:
    """P5: +10, -10, nothing, +10; the net for the key is ten or nothing at any time."""
    made = people(rule("reached", clawback="on_degrade", where=(("created_at", "younger_than_days", 3),)))
    made.apply(lead("l", **WHOLE))
    for phone in (None, None, "+34 600 000 002"):
        made.apply(c.UpdateRecord(by="ana", id="l", fields={"Phone": phone}))

    assert [("award", 10), ("reversal", -10), ("award", 10)] == lines(made, "ana")
    assert 10 == total(made, "ana")


def test_degrading_keeps_what_its_rule_keeps() -> None:
    """The default, and a rule that gives back on deletion only (READINGS 15)."""
    made = people(rule("reached"), rule("reached", 3, id="two", clawback="on_delete"), lead("l", **WHOLE))
    made.apply(c.UpdateRecord(by="ana", id="l", fields={"Phone": None}))
    assert 13 == total(made, "ana")
    made.apply(c.DeleteRecord(by="ana", id="l"))
    assert 10 == total(made, "ana")


def test_what_was_said_goes_with_its_place() -> None:
    """Posts and comments in a deleted group or on a deleted record are deleted too."""
    made = people(rule("posted", clawback="on_delete"), rule("commented", 3, clawback="on_degrade"), lead("l"))
    made.apply(c.CreateGroup(by="ana", id="g", name="G"))
    for place in ("g", "l"):
        made.apply(c.Post(by="ana", id=f"in-{place}", to=place, text="x"))
        made.apply(c.Comment(by="ana", post=f"in-{place}", text="x"))
    assert 26 == total(made, "ana")
    made.apply(c.Post(by="ana", id="gone", to="l", text="x"))
    made.apply(c.Delete(by="ana", id="gone"))
    made.apply(c.DeleteGroup(by="ana", id="g"))
    made.apply(c.DeleteRecord(by="ana", id="l"))
    assert 0 == total(made, "ana")


def test_a_merged_record_s_award_is_taken_back() -> None:
    """P7: net ten, not twenty; blank fields are filled, children go over."""
    made = people(rule("reached"), lead("l", **WHOLE), lead("m", **WHOLE, Extra="e"), c.Follow(by="ana", target="m"))
    made.apply(c.AddRecord(by="ana", id="child", type="task", parent="m"))
    made.apply(c.AddRecord(by="ana", id="own", type="task", parent="l"))
    made.apply(c.Post(by="ana", id="p", to="m", text="x"))
    made.apply(c.MergeRecords(by="ana", record="m", into="l"))

    assert [("award", 10), ("award", 10), ("reversal", -10)] == lines(made, "ana")
    assert 10 == total(made, "ana")
    view = made.view
    assert ("l", ["child", "own"], "e") == (
        view.records["child"].parent,
        [*view.children("l")],
        view.records["l"].fields["Extra"],
    )
    assert set() == set(view.follows("ana"))
    assert "p" not in view.posts


def test_a_merge_may_complete_the_record_that_stays() -> None:
    """Then it is an edge like any other; the loser's award is gone, so the net is one award."""
    made = people(rule("reached"), lead("l", City="Pau"), lead("m", **WHOLE))
    made.apply(c.MergeRecords(by="ana", record="m", into="l"))

    assert {"l", "m"} == {entry.record for entry in made.ledger("ana")}
    assert 10 == total(made, "ana")


def test_by_hand_and_back() -> None:
    """Both purses, once each way; a correction is an entry too; who gets it is told (READINGS 61)."""
    made = people(c.Award(by=HOST, id="e", user="ana", points=7, reason="for the help"))
    made.apply(c.Award(by=HOST, id="less", user="ana", points=-3, reason="too many"))
    assert [("manual", 7), ("adjust", -3)] == lines(made, "ana")
    made.apply(c.Reverse(by=HOST, entry="less", reason="they were right"))
    made.apply(c.Reverse(by=HOST, entry="e", reason="a mistake"))
    assert () == made.apply(c.Reverse(by=HOST, entry="e", reason="again"))

    assert [7, -3, 3, -7] == [entry.points for entry in made.ledger("ana")]
    assert (0, 0) == (total(made, "ana"), made.viewer("ana").points().spend)


def test_a_reversed_award_may_be_earned_again() -> None:
    """O9: its key is free; the reversal counts on the day of the award (READINGS 15)."""
    made = people(rule("reached"), lead("l", **WHOLE))
    (award,) = made.ledger("ana")
    made.apply(c.UpdateRecord(by="ana", id="l", fields={"City": None}))
    later = award.effective_at + dt.timedelta(days=2)
    made.apply(c.Reverse(by=HOST, entry=award.id, reason="x", at=later))
    made.apply(c.UpdateRecord(by="ana", id="l", fields={"City": "Pau"}, at=later))

    assert [award.effective_at, award.effective_at, later] == [entry.effective_at for entry in made.ledger("ana")]
    assert [None, later, None] == [entry.recorded_at for entry in made.ledger("ana")]
    assert 10 == total(made, "ana")


# Loading


@pytest.mark.parametrize(
    ("mode", "points", "told", "tracked"), [("silent", 0, 0, 0), ("score", 20, 0, 2), ("live", 20, 2, 2)]
)
def test_loading(mode: Any, points: int, told: int, tracked: int) -> None:
    """P21: silent pays nothing and says nothing, score pays without a word, live is as ever (READINGS 60)."""
    made = people(rule("reached"), c.Configure(by=HOST, tracked_fields={"lead": ("City",)}))
    made.apply(c.BeginImport(by=HOST, mode=mode))
    for id_ in ("l", "m"):
        made.apply(lead(id_, Phone="+34 600 000 001"))
        made.apply(c.UpdateRecord(by="ana", id=id_, fields={"City": "Pau"}))
    made.apply(c.EndImport(by=HOST))

    assert points == total(made, "ana")
    assert told == made.viewer("ana").unread()
    assert tracked == len(made.view.posts)
    assert made.fork().digest() == made.digest()


def test_after_silence_a_true_edge_pays() -> None:
    """Loading silently used up no key."""
    made = people(rule("reached"), c.BeginImport(by=HOST), lead("l", **WHOLE), c.EndImport(by=HOST))
    for city in (None, "Pau"):
        made.apply(c.UpdateRecord(by="ana", id="l", fields={"City": city}))

    assert 10 == total(made, "ana")


def test_points_expire_by_themselves() -> None:
    """The spend purse only; the ledger tells it by a line of its own at the lot's end (READINGS 87)."""
    made = people(rule("created", expires_after_days=2), lead("l"))
    (award,) = made.ledger("ana")
    assert (10, 10) == (made.viewer("ana").points().rank, made.viewer("ana").points().spend)
    made.apply(c.Post(by="bob", text="x", at=award.effective_at + dt.timedelta(days=2)))

    assert (10, 0) == (made.viewer("ana").points().rank, made.viewer("ana").points().spend)
    assert [("award", 10), ("expire", -10)] == lines(made, "ana")


def test_an_integration_user_earns_nothing() -> None:
    """Nor does a queue (READINGS 37)."""
    made = people(rule("created"), c.AddUser(by=HOST, id="bot", kind="integration"))
    made.apply(c.AddQueue(by=HOST, id="q", members=("ana",), types=("lead",)))
    for owner in ("bot", "q"):
        made.apply(c.AddRecord(by=HOST, id=f"of-{owner}", type="lead", owner=owner))

    assert {} == dict(made.view.entries)


def test_why_a_rule_would_not_pay() -> None:
    """The host may ask; what would pay is refused nothing."""
    made = people(rule("reached", type="lead"), rule("created", id="gone"), lead("l"), lead("m", **WHOLE))
    made.apply(c.RetirePointsRule(by=HOST, id="gone"))

    assert ("below_threshold",) == made.why_not_paid("r-reached", "l")
    assert ("already_paid",) == made.why_not_paid("r-reached", "m")
    assert ("retired", "already_paid") == made.why_not_paid("gone", "l")


def test_a_profile_of_a_record_type() -> None:
    """It scores the records that name it; the others are the type's (SCORING 1.3)."""
    made = people(c.SetCompleteness(by=HOST, type="lead", fields=("Email",), record_type="web"))  # type: ignore[arg-type]
    for id_, kind in (("l", "web"), ("m", "shop"), ("n", 5)):
        made.apply(lead(id_, RecordType=kind))
    weights = {id_: score.weight for id_ in "lmn" if (score := made.completeness(id_)) is not None}

    assert {"l": 1, "m": 2, "n": 2} == weights


def test_a_rule_may_name_what_a_type_is_known_to_have() -> None:
    """Its profile, its records, the fields it tracks, and what every record has; without records anything."""
    made = people(c.Configure(by=HOST, tracked_fields={"lead": ("Stage",)}))
    made.apply(rule("updated(Anything)", id="early", type="lead"))
    made.apply(lead("l", Budget=3))
    for number, field in enumerate(("City", "Stage", "Budget", "owner")):
        made.apply(rule(f"updated({field})", id=f"r{number}", type="lead"))
    made.apply(rule("updated(Anything)", id="any"))

    assert 6 == len(made.view.rules)


def test_overlap_is_two_rules_alike_in_periods_that_meet() -> None:
    """Whichever comes first; retired ones count no more, and groups may share one cap."""
    day = dt.timedelta(days=1)
    start = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    for first, second in itertools.permutations([(start, start + day), (start + day, None)]):
        made = people(rule("created", id="one", starts=first[0], ends=first[1], cap=LIKES))
        made.apply(rule("created", id="two", starts=second[0], ends=second[1], cap=LIKES))
        made.apply(c.RetirePointsRule(by=HOST, id="one"))
        made.apply(rule("created", id="three", starts=first[0], ends=first[1], cap=LIKES))
        assert 3 == len(made.view.rules)


def test_two_records_below_one_are_merged() -> None:
    """Hanging on the same is not hanging on each other."""
    above = c.AddRecord(by="jose", id="above", type="account")
    pair = [c.AddRecord(by="jose", id=name, type="account", parent="above") for name in ("one", "two")]
    made = town(above, *pair, c.MergeRecords(by="jose", record="one", into="two"))
    assert "one" not in made.view.records
    assert made.view.records["two"].parent == "above"
