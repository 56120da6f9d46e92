"""What the store keeps of a subject: completeness profiles, points rules, and the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from collabcore.model import CompletenessProfile, Entry, PointsRule

__all__ = ["ScoringFacts"]


class ScoringFacts:
    """Completeness profiles, points rules, and the ledger."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.profiles: dict[str, CompletenessProfile] = {}
        self.rules: dict[str, PointsRule] = {}
        self.entries: dict[str, Entry] = {}
        self.ledgers: dict[str, list[str]] = {}
        self.awards: dict[str, str] = {}

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries."""
        return self.ledgers.get(user, ())

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key."""
        return self.awards.get(key)
