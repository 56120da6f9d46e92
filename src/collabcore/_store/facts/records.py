"""What the store keeps of a subject: records, whose they are, and how they are shared."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import Level, Record, SharingRule

__all__ = ["RecordsFacts"]


class RecordsFacts:
    """Records, whose they are, and how they are shared."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.records: dict[str, Record] = {}
        self.sharing: dict[str, SharingRule] = {}
        self.children_of: dict[str, dict[str, None]] = {}
        self.rules_of: dict[str, dict[str, None]] = {}
        self.owned_by: dict[str, dict[str, None]] = {}
        self.shares_of: dict[str, dict[str, Level]] = {}

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is."""
        return self.children_of.get(record, NOBODY).keys()

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type."""
        return self.rules_of.get(kind, NOBODY).keys()

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns."""
        return self.owned_by.get(user, NOBODY).keys()

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record."""
        return self.shares_of.get(record, {})
