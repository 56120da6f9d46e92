"""How the commands about files are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import NOBODY, Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _add_file(pool: Pool) -> Mapping[str, object]:
    home = pool.draw(st.sampled_from([None, None, *pool.view.groups, *pool.view.records, NOBODY]))
    return {"id": pool.new_id("f"), "title": "Plan", "media_type": "text/plain", "size": 7, "on": home}


def _update_file(pool: Pool) -> Mapping[str, object]:
    changes = st.sampled_from([{"title": "Budget"}, {"description": "words"}, {"tags": ["words"]}])
    return {"id": pool.one(pool.view.files), **pool.draw(changes)}


BUILDERS: Final[Mapping[str, Builder]] = {
    "add_file": _add_file,
    "add_file_version": lambda p: {"id": p.one(p.view.files), "size": p.draw(st.integers(0, 9))},
    "update_file": _update_file,
    "share_file": lambda p: {"id": p.one(p.view.files), "to": p.draw(st.sampled_from([p.target(), p.group()]))},
    "delete_file": lambda p: {"id": p.one(p.view.files)},
}

ADMINISTRATION: Final[frozenset[str]] = frozenset()
