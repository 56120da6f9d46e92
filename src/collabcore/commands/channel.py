"""Commands about queues and networks."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id

__all__ = [
    "AddNetwork",
    "AddQueue",
    "PublishNetwork",
    "TakeNetworkOffline",
    "UpdateNetwork",
    "UpdateQueue",
]


@attrs.frozen(kw_only=True, repr=False)
class AddQueue(Command):
    """Add a pile of records that its members take from."""

    id: Id | None = None
    members: tuple[Id, ...]
    types: tuple[str, ...]
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class UpdateQueue(Command):
    """Change who takes from a queue."""

    id: Id
    members: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class AddNetwork(Command):
    """Add a community for the people of some profiles; it starts in preview."""

    id: Id | None = None
    name: str
    profiles: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class UpdateNetwork(Command):
    """Change whose profiles belong to a network."""

    id: Id
    profiles: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class PublishNetwork(Command):
    """Make a network live, for good or again."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class TakeNetworkOffline(Command):
    """Close a live network to its members."""

    id: Id
