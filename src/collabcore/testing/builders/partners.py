"""How the commands about partners are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import PROFILES, Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _partner_user(pool: Pool) -> Mapping[str, object]:
    """Draw a contact who becomes a user, or a user who becomes another."""
    contacts = [record.id for record in pool.view.records.values() if record.type == "contact"]
    users = {user.contact: user.id for user in pool.view.users.values() if user.contact is not None}
    contact = pool.one([*contacts, *users])
    return {
        "contact": contact,
        "id": users.get(contact) if pool.draw(st.booleans()) and contact in users else pool.new_id("u"),
        "profile": pool.draw(st.sampled_from(PROFILES)),
        "level": pool.of(model.PartnerLevel),
        "super_user": pool.draw(st.booleans()),
    }


BUILDERS: Final[Mapping[str, Builder]] = {
    "enable_partner_management": lambda p: {},
    "enable_partner_account": lambda p: {"account": p.one(p.accounts())},
    "disable_partner_account": lambda p: {"account": p.one(p.accounts())},
    "enable_partner_user": _partner_user,
}

ADMINISTRATION: Final = frozenset(BUILDERS)
