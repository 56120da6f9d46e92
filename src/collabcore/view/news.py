"""What judgments ask of the world: what people were told, what they read, and how often they want mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import DigestFrequency, Frequency, Mark, Notice

__all__ = ["NewsView"]


class NewsView(Protocol):
    """What people were told, what they read, and how often they want mail."""

    @property
    def notices(self) -> Mapping[str, Notice]:
        """Everything anybody was told, by the notice's id, oldest first. Cost: O(1)."""

    def told(self, user: str) -> Sequence[str]:
        """Return the ids of what a user was told, oldest first, in sight or not. Cost: O(1)."""

    def read(self, user: str) -> AbstractSet[str]:
        """Return the ids of what a user marked as read. Cost: O(1)."""

    def frequency(self, group: str, user: str) -> Frequency:
        """Return how often a member chose to be written to by a group. Cost: O(1)."""

    def every_post(self, group: str) -> AbstractSet[str]:
        """Return the members who chose to be told of every post in a group, in the order of choosing. Cost: O(1)."""

    def digest_frequency(self, user: str) -> DigestFrequency:
        """Return how often a user's own digest comes: as they chose, else as the settings say. Cost: O(1)."""

    def mark(self, user: str, group: str | None) -> Mark:
        """Return how far a user's own digests (None), or those of a group they are in, have come. Cost: O(1)."""

    @property
    def unsent(self) -> AbstractSet[str]:
        """The ids of the notices that are to be mailed and were not confirmed yet, oldest first. Cost: O(1)."""
