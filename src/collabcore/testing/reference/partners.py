"""Partners, told by their events."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from collabcore import events as ev
from collabcore.testing.reference.base import Facts

__all__ = ["PartnersTwin"]


class PartnersTwin(Facts):
    """Partners, told by their events: every question reads the events themselves."""

    @property
    def partner_management(self) -> bool:
        """Whether partners are allowed here. Cost: O(events)."""
        return any(isinstance(event, ev.PartnerManagementEnabled) for event in self.events)

    @property
    def welcomed(self) -> AbstractSet[str]:
        """The partners' users who were told that they can come in. Cost: O(events)."""
        return {event.user for event in self.events if isinstance(event, ev.PartnerWelcomed)}
