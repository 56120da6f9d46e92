"""How the commands about recognition are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _levels(pool: Pool) -> Mapping[str, object]:
    """Draw levels close enough to each other for a few points to tell."""
    starts = pool.draw(st.lists(st.sampled_from([0, 5, 10, 11, 20, 30]), max_size=4))
    return {"levels": [{"name": f"from {start}", "from": start} for start in starts]}


BUILDERS: Final[Mapping[str, Builder]] = {"set_levels": _levels}

ADMINISTRATION: Final = frozenset(["set_levels"])
