"""What judgments ask of the world: records, whose they are, and how they are shared."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.keys import Key
from collabcore.model import Level, Record, SharingRule

__all__ = ["RecordsView"]


class RecordsView(Protocol):
    """Records, whose they are, and how they are shared."""

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by id, oldest first. Cost: O(1)."""

    @property
    def sharing(self) -> Mapping[str, SharingRule]:
        """Every sharing rule by id, oldest first. Cost: O(1)."""

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is, oldest first. Cost: O(1)."""

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type of record, or for people (`user`), oldest first. Cost: O(1)."""

    def lasting_readers(self, record: str) -> frozenset[Key]:
        """Return the keys that open a record by anything but a share: `records.lasting`, remembered. Cost: O(1)."""

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns, in the order they came to them. Cost: O(1)."""

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record or person: target to level, in the order of sharing. Cost: O(1)."""
