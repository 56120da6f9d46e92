"""What judgments ask of the world: completeness profiles, points rules and the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from collabcore.model import CompletenessProfile, Entry, PointsRule

__all__ = ["ScoringView"]


class ScoringView(Protocol):
    """Completeness profiles, points rules and the ledger."""

    @property
    def profiles(self) -> Mapping[str, CompletenessProfile]:
        """The completeness profile of every record type that has one. Cost: O(1)."""

    @property
    def rules(self) -> Mapping[str, PointsRule]:
        """Every points rule by id, retired ones too, oldest first. Cost: O(1)."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Every line of the ledger by id, oldest first. Cost: O(1)."""

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(1)."""

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key, None while it is free. Cost: O(1)."""
