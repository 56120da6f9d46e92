"""How the commands about what people are told are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _mark_read(pool: Pool) -> Mapping[str, object]:
    some = (
        st.lists(st.sampled_from(list(pool.view.notices)), min_size=1, max_size=2) if pool.view.notices else st.none()
    )
    return {"notifications": pool.draw(st.none() | some)}


def _whose(pool: Pool) -> str | None:
    return pool.draw(st.none() | st.just(pool.person()))  # type: ignore[no-any-return]


BUILDERS: Final[Mapping[str, Builder]] = {
    "mark_read": _mark_read,
    "set_group_frequency": lambda p: {"group": p.group(), "frequency": p.of(model.Frequency), "user": _whose(p)},
    "set_digest_frequency": lambda p: {"frequency": p.of(model.DigestFrequency), "user": _whose(p)},
}

ADMINISTRATION: Final = frozenset[str]()
"""Nothing of this is the host's."""
