"""What judgments ask of the world: who gets records by turns and by rules, what was decided, and what is unread."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import Assignment, AssignmentRules, Rotation

__all__ = ["RoutingView"]


class RoutingView(Protocol):
    """Rotations, assignment rules, decisions, and what owners have not read."""

    @property
    def rotations(self) -> Mapping[str, Rotation]:
        """Every rotation by id, oldest first. Cost: O(1)."""

    @property
    def routes(self) -> Mapping[str, AssignmentRules]:
        """The assignment rules of every type of record that has some. Cost: O(1)."""

    @property
    def absent(self) -> AbstractSet[str]:
        """Who takes no turns for a while. Cost: O(1)."""

    @property
    def unread(self) -> AbstractSet[str]:
        """The records that came to an owner who has not opened them. Cost: O(1)."""

    def assignment(self, record: str) -> Assignment | None:
        """Return how a record last came to its owner, None if it was made so. Cost: O(1)."""
