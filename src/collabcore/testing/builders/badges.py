"""How the commands about badges, thanks and skills are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]

_WHEN: Final = (
    *("created", "reached", "reached", "left", "posted", "commented", "was_liked", "liked", "mentioned", "thanked"),
    *("idea_voted", "idea_posted", "idea_implemented", "updated(City)", "stage(a)", "deleted", "shared", "asked"),
    *("answered", "best_answer_given", "best_answer_received", "poll_voted", "endorsed", "manual", "login_day"),
    "activity_completed",
)


def _terms(pool: Pool) -> dict[str, object]:
    return {
        "when": pool.draw(st.sampled_from(_WHEN)),
        "count": pool.draw(st.sampled_from([1, 1, 2])),
        "auto_revoke": pool.draw(st.booleans()),
        "multiple": pool.draw(st.booleans()),
    }


def _add_badge(pool: Pool) -> Mapping[str, object]:
    given = {"limit_per_giver": pool.draw(st.sampled_from([None, 1]))}
    return {"id": pool.new_id("b"), "name": "Kind", **(_terms(pool) if pool.draw(st.booleans()) else given)}


def _update_badge(pool: Pool) -> Mapping[str, object]:
    terms = {**_terms(pool), "active": pool.draw(st.booleans())}
    name = pool.draw(st.sampled_from(sorted(terms)))
    return {"id": pool.one(pool.view.badges), name: terms[name]}


def _thank(pool: Pool) -> Mapping[str, object]:
    return {
        "id": pool.new_id("h"),
        "users": pool.draw(st.lists(st.sampled_from([*pool.view.users]), min_size=1, max_size=2)),
        "badge": pool.one(pool.view.badges),
        "text": pool.text(),
        "points": pool.draw(st.sampled_from([0, 5, 10])),
    }


BUILDERS: Final[Mapping[str, Builder]] = {
    "add_badge": _add_badge,
    "update_badge": _update_badge,
    "thank": _thank,
    "endorse": lambda p: {
        "user": p.person(),
        "skill": p.draw(st.sampled_from(["Grant writing", "grant  WRITING", " "])),
    },
    "opt_out": lambda p: {"boards": p.draw(st.booleans())},
}

ADMINISTRATION: Final = frozenset(["add_badge", "update_badge"])
