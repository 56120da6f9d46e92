"""How the commands about what people are told are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import digests, model
from collabcore.testing.builders.pool import NOBODY, Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _mark_read(pool: Pool) -> Mapping[str, object]:
    some = st.lists(st.sampled_from([*pool.view.notices, NOBODY]), min_size=1, max_size=2)
    return {"notifications": pool.draw(st.none() | some)}


def _mark_sent(pool: Pool) -> Mapping[str, object]:
    """Draw what the outbox holds, due or not, items it is about, and what is nothing."""
    entries = digests.waiting(pool.view, pool.view.now)
    items = [item for entry in entries for item in entry.items]
    named = [*(entry.id for entry in entries), *items[:3], NOBODY]
    return {"items": pool.draw(st.lists(st.sampled_from(named), min_size=1, max_size=3))}


def _whose(pool: Pool) -> str | None:
    return pool.draw(st.none() | st.just(pool.person()))  # type: ignore[no-any-return]


BUILDERS: Final[Mapping[str, Builder]] = {
    "mark_read": _mark_read,
    "mark_sent": _mark_sent,
    "set_group_frequency": lambda p: {"group": p.group(), "frequency": p.of(model.Frequency), "user": _whose(p)},
    "set_digest_frequency": lambda p: {"frequency": p.of(model.DigestFrequency), "user": _whose(p)},
}

ADMINISTRATION: Final = frozenset(["mark_sent"])
