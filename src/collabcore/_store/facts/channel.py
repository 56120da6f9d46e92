"""What the store keeps of a subject: networks and queues."""

from __future__ import annotations

from collabcore.model import Network, Queue

__all__ = ["ChannelFacts"]


class ChannelFacts:
    """Networks and queues."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.queues: dict[str, Queue] = {}
        self.networks: dict[str, Network] = {}
