"""What happens to what people are told: they read it, and say how often they want mail."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "DigestFrequencySet",
    "GroupFrequencySet",
    "NotificationsRead",
]


@attrs.frozen(kw_only=True, repr=False)
class NotificationsRead(Event):
    """Somebody has read some of what they were told."""

    user: Id
    notifications: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class GroupFrequencySet(Event):
    """A group writes to a member this often from now on."""

    group: Id
    user: Id
    frequency: model.Frequency


@attrs.frozen(kw_only=True, repr=False)
class DigestFrequencySet(Event):
    """Somebody's own digest comes this often from now on."""

    user: Id
    frequency: model.DigestFrequency
