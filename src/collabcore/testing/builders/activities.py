"""How the commands about logins and activities are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _activity(pool: Pool) -> Mapping[str, object]:
    return {
        "id": pool.new_id("d"),
        "kind": pool.draw(st.sampled_from(["call", "meeting", " "])),
        "record": pool.draw(st.none() | st.just(pool.record())),
        "due": pool.draw(st.sampled_from([None, pool.view.now + dt.timedelta(days=1)])),
        "done": pool.draw(st.sampled_from([None, True, pool.view.now, pool.view.now + dt.timedelta(days=9)])),
    }


BUILDERS: Final[Mapping[str, Builder]] = {
    "record_login": lambda p: {"user": p.person()},
    "log_activity": _activity,
    "complete_activity": lambda p: {"id": p.one(p.view.activities)},
    "cancel_activity": lambda p: {"id": p.one(p.view.activities)},
}

ADMINISTRATION: Final = frozenset(["record_login"])
