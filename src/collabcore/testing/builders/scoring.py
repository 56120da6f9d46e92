"""How the commands about scoring are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _completeness(pool: Pool) -> Mapping[str, object]:
    fields = [{"name": "Email", "check": "email", "weight": 2}, "City", "Stage"]
    return {"type": "lead", "fields": fields[pool.draw(st.integers(0, 2)) :], "mode": pool.of(model.Mode)}


_OF_RECORDS: Final = (
    "reached",
    "reached",
    "left",
    "created",
    "updated(Stage)",
    "updated(owner)",
    "deleted",
    "stage(a)",
)
_OF_TALK: Final = (
    *("posted", "commented", "liked", "was_liked", "shared", "mentioned", "asked", "answered"),
    *("best_answer_given", "best_answer_received", "poll_voted", "endorsed", "thanked"),
    *("idea_posted", "idea_voted", "idea_implemented", "manual", "login_day", "activity_completed"),
)
_CAPS: Final = ({"group": "all", "per": "day", "points": 12}, {"group": "few", "per": "pair", "points": 7})


def _points_rule(pool: Pool) -> Mapping[str, object]:
    """Draw a rule of any trigger; those about records mostly about leads."""
    draw, of_records = pool.draw, pool.draw(st.booleans())
    when = draw(st.sampled_from(_OF_RECORDS if of_records else _OF_TALK))
    return {
        "id": pool.new_id("r"),
        "points": draw(st.sampled_from([10, 5, -2])),
        "when": when,
        "type": draw(st.sampled_from(["lead", "lead", "opportunity"])) if of_records else None,
        "where": draw(st.sampled_from([[], [], [["created_at", "younger_than_days", 3]]])),
        "beneficiary": pool.of(model.Beneficiary),
        "key": draw(st.sampled_from([[], [], ["rule", "user", "day"], ["rule", "object", "actor"]])),
        "threshold": draw(st.sampled_from(["1/1", "1/2"])),
        "cap": draw(st.sampled_from([None, *_CAPS])),
        "clawback": pool.of(model.Clawback),
        "expires_after_days": draw(st.sampled_from([None, 1])),
        "multiplier": draw(st.sampled_from([None, None, "Stage"])),
        "alert": draw(st.booleans()),
    }


def _board(pool: Pool) -> Mapping[str, object]:
    """Draw a board of people or of teams, now and then one that is there already."""
    draw = pool.draw
    mode = draw(st.sampled_from(get_args(model.TeamMode)))
    teams = draw(st.booleans()) or mode != "sum"
    windows = ["all_time", "day", "week", "quarter", "year", "last:2", {"from": "2026-01-05", "to": "2026-02-01"}]
    return {
        "id": draw(st.sampled_from(["b1", "b2", "month", "all_time"])),
        "window": draw(st.sampled_from(windows)),
        "kind": pool.of(model.RankKind),
        "zone": draw(st.sampled_from(["UTC", "Asia/Kathmandu"])),
        "lower_is_better": draw(st.booleans()),
        "teams": teams,
        "mode": mode,
        "top_k": 1 if mode == "top" else None,
        "zero": pool.of(model.Zero),
    }


BUILDERS: Final[Mapping[str, Builder]] = {
    "set_completeness": _completeness,
    "add_points_rule": _points_rule,
    "retire_points_rule": lambda p: {"id": p.one(p.view.rules)},
    "award": lambda p: {
        "id": p.new_id("e"),
        "user": p.person(),
        "points": p.draw(st.sampled_from([7, 3, -2])),
        "reason": "for the help",
    },
    "reverse": lambda p: {"entry": p.one(p.view.entries), "reason": "a mistake"},
    "begin_import": lambda p: {"mode": p.of(model.ImportMode)},
    "end_import": lambda p: {},
    "set_board": _board,
}

ADMINISTRATION: Final = frozenset(BUILDERS)
