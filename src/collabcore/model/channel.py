"""Networks and queues."""

from __future__ import annotations

from typing import Literal

import attrs

from collabcore.model.base import NetworkId, QueueId, Target
from collabcore.shapes import Told

__all__ = [
    "Network",
    "NetworkState",
    "Queue",
]

NetworkState = Literal["preview", "live", "offline"]


@attrs.frozen(kw_only=True, repr=False)
class Queue(Told):
    """Who takes records of some types from a common pile; a queue owns what nobody has taken yet."""

    id: QueueId
    members: tuple[Target, ...] = ()
    types: tuple[str, ...] = ()
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Network(Told):
    """A community: the people of some profiles, in and outside the organisation, once it is live."""

    id: NetworkId
    name: str
    profiles: tuple[str, ...] = ()
    state: NetworkState = "preview"
