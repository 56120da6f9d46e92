"""What judgments ask of the world: networks and queues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from collabcore.model import Network, Queue

__all__ = ["ChannelView"]


class ChannelView(Protocol):
    """Networks and queues."""

    @property
    def queues(self) -> Mapping[str, Queue]:
        """Every queue by id, oldest first. Cost: O(1)."""

    @property
    def networks(self) -> Mapping[str, Network]:
        """Every network by id, oldest first. Cost: O(1)."""
