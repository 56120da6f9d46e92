"""How the commands about records are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import FIELDS, TYPES, Builder, Pool, values

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _fields(pool: Pool) -> dict[str, object]:
    return pool.draw(st.dictionaries(st.sampled_from(FIELDS), values(), max_size=3))  # type: ignore[no-any-return]


def _sharing_rule(pool: Pool) -> Mapping[str, object]:
    """Draw a rule by owner or by criteria, or one that shares people."""
    rule = {"id": pool.new_id("s"), "to": pool.target(), "level": "read"}
    kind = pool.draw(st.sampled_from([*TYPES, "user"]))
    if kind == "user" or pool.draw(st.booleans()):
        return {**rule, "type": kind, "owned_by": pool.target()}
    where = [["Stage", pool.draw(st.sampled_from(["equals", "not_equals"])), "a"]]
    return {**rule, "type": kind, "where": where, "level": pool.draw(st.sampled_from(["read", "edit"]))}


BUILDERS: Final[Mapping[str, Builder]] = {
    "add_record": lambda p: {
        "id": p.new_id("x"),
        "type": p.draw(st.sampled_from(TYPES)),
        "owner": p.one([*p.view.users, *p.view.queues]),
        "parent": p.draw(st.sampled_from([None, *p.accounts()])),
        "fields": _fields(p),
    },
    "update_record": lambda p: {"id": p.record(), "fields": _fields(p), "item": p.new_id("p")},
    "transfer": lambda p: {
        "record": p.record(),
        "owner": p.one([*p.view.users, *p.view.queues]),
        "item": p.new_id("p"),
    },
    "share_record": lambda p: {
        "record": p.one([*p.view.records, *p.view.users, *p.view.users]),
        "to": p.target(),
        "level": p.draw(st.sampled_from(["read", "edit"])),
    },
    "unshare_record": lambda p: {"record": p.one([*p.view.records, *p.view.users]), "to": p.target()},
    "delete_record": lambda p: {"id": p.record()},
    "merge_records": lambda p: {"record": p.record(), "into": p.record()},
    "add_sharing_rule": _sharing_rule,
    "remove_sharing_rule": lambda p: {"id": p.one(p.view.sharing)},
}

ADMINISTRATION: Final = frozenset(["add_sharing_rule", "remove_sharing_rule"])
