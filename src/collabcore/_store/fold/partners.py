"""What events about partners do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import on

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.PartnerManagementEnabled)
def partner_management_enabled(store: Store, event: e.PartnerManagementEnabled) -> None:
    """There is no way back."""
    store.partner_management = True


@on(e.PartnerAccountEnabled)
def partner_account_enabled(store: Store, event: e.PartnerAccountEnabled) -> None:
    """The account says so itself; nobody sees more by that."""
    store.records[event.account] = attrs.evolve(store.records[event.account], partner=True)


@on(e.PartnerAccountDisabled)
def partner_account_disabled(store: Store, event: e.PartnerAccountDisabled) -> None:
    """Its people are deactivated by events of their own."""
    store.records[event.account] = attrs.evolve(store.records[event.account], partner=False)


@on(e.PartnerWelcomed)
def partner_welcomed(store: Store, event: e.PartnerWelcomed) -> None:
    """Once is enough."""
    store.welcomed.add(event.user)
