"""Commands about partners: accounts that are partners, and their people."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.model import PartnerLevel
from collabcore.shapes import Id

__all__ = [
    "DisablePartnerAccount",
    "EnablePartnerAccount",
    "EnablePartnerManagement",
    "EnablePartnerUser",
]


@attrs.frozen(kw_only=True, repr=False)
class EnablePartnerManagement(Command):
    """Allow partners in this organisation, for good."""


@attrs.frozen(kw_only=True, repr=False)
class EnablePartnerAccount(Command):
    """Make an account a partner; its owner manages the channel."""

    account: Id


@attrs.frozen(kw_only=True, repr=False)
class DisablePartnerAccount(Command):
    """Make an account a partner no more, and deactivate its people."""

    account: Id


@attrs.frozen(kw_only=True, repr=False)
class EnablePartnerUser(Command):
    """Make a contact of a partner a user, or change the profile, level or right of the one they are already."""

    contact: Id
    id: Id | None = None
    profile: str
    level: PartnerLevel = "user"
    super_user: bool = False
    name: str | None = None
