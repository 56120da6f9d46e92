"""What happens to what people are told: they read it, it is mailed, and they say how often they want mail."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "DigestFrequencySet",
    "DigestMailed",
    "GroupFrequencySet",
    "NotificationsMailed",
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


@attrs.frozen(kw_only=True, repr=False)
class NotificationsMailed(Event):
    """The host has sent some of what people were told."""

    notifications: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class DigestMailed(Event):
    """The host has sent a digest, somebody's own (no group) or a group's, that went up to a post written at `until`."""

    user: Id
    group: Id | None = None
    last: Id
    until: dt.datetime
