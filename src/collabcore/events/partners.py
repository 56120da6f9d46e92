"""What happens to partners."""

from __future__ import annotations

import attrs

from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "PartnerAccountDisabled",
    "PartnerAccountEnabled",
    "PartnerManagementEnabled",
    "PartnerWelcomed",
]


@attrs.frozen(kw_only=True, repr=False)
class PartnerManagementEnabled(Event):
    """Partners are allowed from now on."""


@attrs.frozen(kw_only=True, repr=False)
class PartnerAccountEnabled(Event):
    """An account is a partner."""

    account: Id


@attrs.frozen(kw_only=True, repr=False)
class PartnerAccountDisabled(Event):
    """An account is a partner no more."""

    account: Id


@attrs.frozen(kw_only=True, repr=False)
class PartnerWelcomed(Event):
    """A partner's user can come in for the first time: a network of theirs is live."""

    user: Id
