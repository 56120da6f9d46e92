"""The refusals of points by hand, caps, periods, loading, boards and merging: a volume of the tables."""

from __future__ import annotations

import datetime as dt

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import Cap, Criterion, Timeliness

__all__ = ["LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
LIKES = Cap(group="likes", per="day", points=200)
SOON = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
PAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
LEAD = c.AddRecord(by="jose", id="lead-1", type="lead", fields={"first_name": "Ana"})
OTHER = c.AddRecord(by="jose", id="lead-2", type="lead", fields={"phone": "+34 600 000 001"})
ACCOUNTS = tuple(
    c.AddRecord(by="jose", id=id_, type="account", parent=above) for id_, above in (("a", None), ("b", "a"))
)
GIVEN = c.Award(by="paulo", id="e-1", user="jose", points=5, reason="for the help")
TAKEN = c.Reverse(by="paulo", entry="e-1", reason="a mistake")


def rule(**fields: object) -> c.AddPointsRule:
    """Return a points rule for leads, as odd as said."""
    wanted = {"by": "paulo", "id": "r", "points": 5, "when": "reached", "type": "lead", **fields}
    return c.AddPointsRule(**wanted)  # type: ignore[arg-type]


def award(**fields: object) -> c.Award:
    """Return an award to José, as odd as said."""
    return c.Award(**{"by": "paulo", "user": "jose", "points": 5, "reason": "for the help", **fields})  # type: ignore[arg-type]


def board(**fields: object) -> c.SetBoard:
    """Return a board, as odd as said."""
    return c.SetBoard(**{"by": "paulo", "id": "race", "window": "week", **fields})  # type: ignore[arg-type]


RULES = (
    no(rule(when="dreamt"), "invalid", "points.when", "there is no such trigger"),
    no(rule(when="stage"), "invalid", "points.when", "a stage is named"),
    no(rule(when="updated( )"), "invalid", "points.when", "a field is named"),
    no(rule(when="created(x)"), "invalid", "points.when", "making something takes nothing in brackets"),
    no(rule(multiplier=" "), "invalid", "points.multiplier", "a multiplier is a field"),
    no(rule(minimum=5, maximum=4), "invalid", "points.bounds", "the least is not above the most"),
    no(rule(cap=Cap(group="", per="day", points=1)), "invalid", "points.cap", "a cap has a group"),
    no(rule(cap=Cap(group="x", per="day", points=0)), "invalid", "points.cap", "a cap leaves something"),
    no(rule(expires_after_days=0), "invalid", "points.expires", "points last a day at least"),
    no(rule(starts=SOON, ends=SOON), "invalid", "points.period", "a rule lasts"),
    no(rule(points=10), "conflict", "points.overlap", "the same is paid for already"),
    no(
        rule(when="created", cap=Cap(group="likes", per="day", points=100)),
        "conflict",
        "points.cap_group",
        "a group has one cap",
        rule(id="r-0", cap=LIKES),
    ),
    no(
        rule(where=(Criterion("shoe_size", "filled"),)),
        "conflict",
        "points.field",
        "no lead has such a field",
        LEAD,
    ),
)

BY_HAND = (
    no(award(user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(award(points=0), "invalid", "points.amount", "nothing is no award"),
    no(award(reason=" "), "invalid", "points.reason", "an award has a reason (READINGS 61)"),
    no(award(expires=PAST), "invalid", "points.expires", "nobody is given what has expired"),
    no(award(by="sofia"), "not_allowed", "permission.manage_points", "awards take manage_points"),
    no(award(id="p-ask"), "conflict", "id.taken", "the id is a post's"),
    no(award(user="nina"), "conflict", "user.inactive", "she has left"),
    no(
        award(user="bot"),
        "conflict",
        "points.integration",
        "a machine earns nothing (READINGS 37)",
        c.AddUser(by=HOST, id="bot", kind="integration"),
    ),
    no(c.Reverse(by="paulo", entry="nothing", reason="x"), "not_found", HIDDEN, "there is no entry"),
    no(c.Reverse(by="paulo", entry="e-1", reason=""), "invalid", "points.reason", "a reversal has a reason", GIVEN),
    no(
        c.Reverse(by="paulo", entry="made-1", reason="x"),
        "invalid",
        "points.reversal",
        "a reversal cannot be reversed (SCORING 4.1)",
        GIVEN,
        TAKEN,
    ),
    no(
        c.Reverse(by="sofia", entry="e-1", reason="x"),
        "not_allowed",
        "permission.manage_points",
        "reversals take manage_points",
        GIVEN,
    ),
)

LOADING = (
    no(c.BeginImport(by="sofia"), "not_allowed", "permission.modify_all_data", "loading takes the right to all data"),
    no(
        c.BeginImport(by="grace", mode="live"),
        "conflict",
        "import.other",
        "one loading at a time",
        c.BeginImport(by="grace"),
    ),
    no(c.EndImport(by="sofia"), "not_allowed", "permission.modify_all_data", "and so does its end"),
)

BOARDS = (
    no(board(window="fortnight"), "invalid", "board.window", "there is no such window"),
    no(board(window={"from": "2026-01-02", "to": "2026-01-01"}), "invalid", "board.window", "a window lasts"),
    no(board(zone="Atlantis/Capital"), "invalid", "board.zone", "there is no such zone"),
    no(board(top_k=3), "invalid", "board.top_k", "a number goes with mode top"),
    no(board(teams=True, mode="top", top_k=0), "invalid", "board.top_k", "of the best there is one at least"),
    no(board(mode="mean"), "invalid", "board.mode", "a mean is a team's"),
    no(board(by="sofia"), "not_allowed", "permission.manage_points", "boards take manage_points"),
)

SETTINGS = (
    no(
        c.Configure(by=HOST, timeliness={"lead": Timeliness("on", -1)}),
        "invalid",
        "settings.quality_days",
        "nothing is fresh for fewer than no days",
    ),
    no(
        c.Configure(by=HOST, quality_weights={"validity": -1}),
        "invalid",
        "settings.quality_weights",
        "a dimension does not count against",
    ),
)

MERGING = (
    no(c.MergeRecords(by="lea", record="gift", into="lead-1"), "not_found", HIDDEN, "the record is hidden", LEAD),
    no(c.MergeRecords(by="jose", record="gift", into="gift"), "invalid", "record.merge_self", "it is one already"),
    no(
        c.MergeRecords(by="jose", record="gift", into="lead-1"),
        "invalid",
        "record.merge_type",
        "a lead is no opportunity",
        LEAD,
    ),
    no(
        c.MergeRecords(by="lea", record="lead-1", into="lead-2"),
        "not_allowed",
        "record.level",
        "merging takes the record away",
        LEAD,
        OTHER,
        c.ShareRecord(by="jose", record="lead-1", to="lea"),
        c.ShareRecord(by="jose", record="lead-2", to="lea"),
    ),
    no(
        c.MergeRecords(by="jose", record="a", into="b"),
        "conflict",
        "record.merge_child",
        "nothing hangs on itself",
        *ACCOUNTS,
    ),
)

REFUSALS: tuple[Refusal, ...] = (*RULES, *BY_HAND, *LOADING, *BOARDS, *SETTINGS, *MERGING)
"""Every refusal of the commands of this volume."""

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "award",
        not_found=award(by="sofia", user="nobody", points=0),
        invalid=award(by="sofia", points=0, id="p-ask"),
        not_allowed=award(by="sofia", id="p-ask"),
        conflict=award(id="p-ask"),
        done=award(id="e-1"),
    ),
    ladder(
        "reverse",
        GIVEN,
        not_found=c.Reverse(by="sofia", entry="nothing", reason=""),
        invalid=c.Reverse(by="sofia", entry="e-1", reason=""),
        not_allowed=c.Reverse(by="sofia", entry="e-1", reason="x"),
        done=TAKEN,
    ),
    ladder("reverse again", GIVEN, TAKEN, not_allowed=c.Reverse(by="lea", entry="e-1", reason="x"), nothing=TAKEN),
    ladder(
        "begin_import",
        c.BeginImport(by="grace", mode="score"),
        not_allowed=c.BeginImport(by="sofia", mode="live"),
        conflict=c.BeginImport(by="grace", mode="live"),
        nothing=c.BeginImport(by="grace", mode="score"),
    ),
    ladder("begin_import from nothing", done=c.BeginImport(by="grace", mode="score")),
    ladder(
        "end_import",
        c.BeginImport(by="grace"),
        not_allowed=c.EndImport(by="sofia"),
        done=c.EndImport(by="grace"),
    ),
    ladder("end_import without one", nothing=c.EndImport(by="grace")),
    ladder("set_board", invalid=board(by="sofia", window="x"), not_allowed=board(by="sofia"), done=board()),
    ladder("set_board again", board(), nothing=board()),
    ladder(
        "merge_records",
        LEAD,
        OTHER,
        c.ShareRecord(by="jose", record="lead-1", to="lea"),
        not_found=c.MergeRecords(by="lea", record="lead-1", into="lead-2"),
        invalid=c.MergeRecords(by="lea", record="lead-1", into="lead-1"),
        done=c.MergeRecords(by="jose", record="lead-1", into="lead-2"),
    ),
    ladder(
        "merge_records, accounts",
        *ACCOUNTS,
        conflict=c.MergeRecords(by="jose", record="a", into="b"),
        done=c.MergeRecords(by="jose", record="b", into="a"),
    ),
)
"""What outranks what, command by command."""
