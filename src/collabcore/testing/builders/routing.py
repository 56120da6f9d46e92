"""How the commands about who gets a record are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _receivers(pool: Pool) -> list[str]:
    return [*pool.view.users, *pool.view.queues]


def _rotation(pool: Pool) -> Mapping[str, object]:
    targets = pool.draw(st.lists(st.sampled_from(_receivers(pool)), min_size=1, max_size=3, unique=True))
    weights = pool.draw(st.just([]) | st.just([number + 1 for number in range(len(targets))]))
    return {"targets": targets, "weights": weights, "capacity": pool.draw(st.sampled_from([{}, {targets[0]: 1}]))}


def _rules(pool: Pool) -> Mapping[str, object]:
    to = pool.one([*_receivers(pool), *pool.view.rotations])
    where = pool.draw(st.sampled_from([[], [["City", "filled"]]]))
    entries = [{"where": where, "to": to, "notify": pool.draw(st.booleans())}]
    return {"type": "lead", "entries": entries, "default": pool.draw(st.sampled_from([None, *pool.view.queues]))}


def _assign(pool: Pool) -> Mapping[str, object]:
    to = pool.draw(st.none() | st.sampled_from([*_receivers(pool), *pool.view.rotations]))
    many = pool.draw(st.booleans())
    records: dict[str, object] = {"records": [pool.record()]} if many else {"record": pool.record()}
    return {**records, "to": to, "notify": pool.draw(st.booleans()), "item": pool.new_id("p")}


BUILDERS: Final[Mapping[str, Builder]] = {
    "add_rotation": lambda p: {"id": p.new_id("turns"), **_rotation(p)},
    "update_rotation": lambda p: {"id": p.one(p.view.rotations), **_rotation(p)},
    "set_absence": lambda p: {"user": p.person(), "absent": p.draw(st.booleans())},
    "set_assignment_rules": _rules,
    "assign": _assign,
    "accept": lambda p: {"record": p.record(), "item": p.new_id("p")},
    "open_record": lambda p: {"record": p.record()},
    "convert_lead": lambda p: {
        "record": p.record(),
        "opportunity": p.draw(st.sampled_from([None, p.new_id("x"), p.record()])),
    },
}

ADMINISTRATION: Final = frozenset(["add_rotation", "update_rotation", "set_absence", "set_assignment_rules", "assign"])
