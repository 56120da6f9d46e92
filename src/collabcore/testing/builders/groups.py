"""How the commands about groups are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _update_group(pool: Pool) -> Mapping[str, object]:
    if pool.draw(st.booleans()):
        return {"id": pool.group(), "access": pool.of(model.Access)}
    if pool.draw(st.booleans()):
        return {"id": pool.group(), pool.draw(st.sampled_from(["customers", "broadcast"])): pool.draw(st.booleans())}
    return {"id": pool.group(), "name": pool.draw(st.sampled_from(["Campaign", "Board", "News"]))}


def _create_group(pool: Pool) -> Mapping[str, object]:
    access = pool.of(model.Access)
    flags = {"customers": access != "public" and pool.draw(st.booleans()), "broadcast": pool.draw(st.booleans())}
    extra: dict[str, object] = pool.draw(st.sampled_from([{}, {}, {"everyone": True, "access": "public"}]))
    if pool.draw(st.booleans()):
        extra = {"network": pool.one(pool.view.networks)}
    name = pool.draw(st.sampled_from(["Campaign", "Board", "Press", " "]))
    return {"id": pool.new_id("g"), "name": name, "access": access, **flags, **extra}


def _member_roles() -> st.SearchStrategy[str]:
    return st.sampled_from(["member", "manager"])


BUILDERS: Final[Mapping[str, Builder]] = {
    "create_group": _create_group,
    "update_group": _update_group,
    "join_group": lambda p: {"group": p.group()},
    "leave_group": lambda p: {"group": p.group()},
    "request_membership": lambda p: {"group": p.group()},
    "answer_request": lambda p: {"group": p.group(), "user": p.person(), "accept": p.draw(st.booleans())},
    "add_member": lambda p: {"group": p.group(), "user": p.person(), "role": p.draw(_member_roles())},
    "set_member_role": lambda p: {"group": p.group(), "user": p.person(), "role": p.draw(_member_roles())},
    "remove_member": lambda p: {"group": p.group(), "user": p.person()},
    "set_owner": lambda p: {"group": p.group(), "user": p.person()},
    "delete_group": lambda p: {"id": p.group()},
    "invite": lambda p: {"group": p.group(), "user": p.person()},
    "accept_invitation": lambda p: {"group": p.group()},
    "archive_group": lambda p: {"group": p.group()},
    "unarchive_group": lambda p: {"group": p.group()},
    "archive_idle_groups": lambda p: {},
    "attach_record": lambda p: {"group": p.group(), "record": p.record()},
    "announce": lambda p: {
        "id": p.new_id("p"),
        "group": p.group(),
        "text": p.text(),
        "until": p.view.now + dt.timedelta(days=1),
    },
}

ADMINISTRATION: Final = frozenset(["archive_idle_groups"])
