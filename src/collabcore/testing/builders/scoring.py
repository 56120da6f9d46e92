"""How the commands about scoring are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _completeness(pool: Pool) -> Mapping[str, object]:
    fields = [{"name": "Email", "check": "email", "weight": 2}, "City", "Stage"]
    return {"type": "lead", "fields": fields[pool.draw(st.integers(0, 2)) :], "mode": pool.of(model.Mode)}


def _points_rule(pool: Pool) -> Mapping[str, object]:
    return {
        "id": pool.new_id("r"),
        "points": pool.draw(st.sampled_from([10, 5])),
        "when": "reached",
        "type": "lead",
        "where": pool.draw(st.sampled_from([[], [["created_at", "younger_than_days", 3]]])),
        "beneficiary": pool.of(model.Beneficiary),
        "threshold": pool.draw(st.sampled_from(["1/1", "1/2"])),
    }


BUILDERS: Final[Mapping[str, Builder]] = {
    "set_completeness": _completeness,
    "add_points_rule": _points_rule,
    "retire_points_rule": lambda p: {"id": p.one(p.view.rules)},
}

ADMINISTRATION: Final = frozenset(["set_completeness", "add_points_rule", "retire_points_rule"])
