"""How the commands about rewards are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _terms(pool: Pool) -> dict[str, object]:
    return {
        "cost": pool.draw(st.sampled_from([1, 5, 5, 0])),
        "stock": pool.draw(st.sampled_from([None, 0, 1, 2])),
        "limit_per_user": pool.draw(st.sampled_from([None, None, 1])),
        "level": pool.draw(st.sampled_from([None, None, *(level.name for level in pool.view.levels)])),
        "approval": pool.draw(st.booleans()),
    }


def _update_reward(pool: Pool) -> Mapping[str, object]:
    terms = _terms(pool)
    name = pool.draw(st.sampled_from(sorted(terms)))
    return {"id": pool.one(pool.view.rewards), name: terms[name]}


def _redeem(pool: Pool) -> Mapping[str, object]:
    again = st.sampled_from([*pool.view.redemptions, pool.new_id("d")])
    return {"id": pool.draw(again), "reward": pool.one(pool.view.rewards)}


BUILDERS: Final[Mapping[str, Builder]] = {
    "add_reward": lambda p: {"id": p.new_id("w"), "name": "A mug", **_terms(p)},
    "update_reward": _update_reward,
    "redeem": _redeem,
    "approve": lambda p: {"redemption": p.one(p.view.redemptions)},
    "fulfil": lambda p: {"redemption": p.one(p.view.redemptions)},
    "cancel": lambda p: {"redemption": p.one(p.view.redemptions)},
}

ADMINISTRATION: Final = frozenset(["add_reward", "update_reward", "approve", "fulfil"])
