"""What the store keeps of a subject: who gets records, what was decided, and what is unread."""

from __future__ import annotations

from collabcore.model import Assignment, AssignmentRules, Rotation

__all__ = ["RoutingFacts"]


class RoutingFacts:
    """Rotations, assignment rules, decisions, and what owners have not read."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.rotations: dict[str, Rotation] = {}
        self.routes: dict[str, AssignmentRules] = {}
        self.absent: set[str] = set()
        self.unread: set[str] = set()
        self.assignments: dict[str, Assignment] = {}

    def assignment(self, record: str) -> Assignment | None:
        """Return how a record last came to its owner."""
        return self.assignments.get(record)
