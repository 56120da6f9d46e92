"""What happens to queues and networks."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "NetworkAdded",
    "NetworkStateSet",
    "NetworkUpdated",
    "QueueAdded",
    "QueueUpdated",
]


@attrs.frozen(kw_only=True, repr=False)
class QueueAdded(Event):
    """A queue came into being."""

    queue: model.Queue


@attrs.frozen(kw_only=True, repr=False)
class QueueUpdated(Event):
    """A queue has other members."""

    id: Id
    members: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class NetworkAdded(Event):
    """A network came into being."""

    network: model.Network


@attrs.frozen(kw_only=True, repr=False)
class NetworkUpdated(Event):
    """A network belongs to other profiles."""

    id: Id
    profiles: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class NetworkStateSet(Event):
    """A network went live or offline."""

    id: Id
    state: model.NetworkState
