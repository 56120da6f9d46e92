"""Commands about what people are told: reading it, sending it, and how often mail comes."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.model import DigestFrequency, Frequency
from collabcore.shapes import Id

__all__ = [
    "MarkRead",
    "MarkSent",
    "SetDigestFrequency",
    "SetGroupFrequency",
]


@attrs.frozen(kw_only=True, repr=False)
class MarkRead(Command):
    """Mark some notifications of one's own as read, or all that one sees."""

    notifications: tuple[Id, ...] | None = None


@attrs.frozen(kw_only=True, repr=False)
class MarkSent(Command):
    """Confirm mail taken from the outbox, by the ids of its entries; only the host does.

    The id of a post or comment stands for every waiting entry that is about nothing but such items.
    """

    items: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class SetGroupFrequency(Command):
    """Choose how often a group writes to oneself, or (with the right) to `user`."""

    group: Id
    frequency: Frequency
    user: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class SetDigestFrequency(Command):
    """Choose how often one's own digest comes, or (with the right) that of `user`."""

    frequency: DigestFrequency
    user: Id | None = None
