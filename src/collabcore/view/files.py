"""What judgments ask of the world: files, and what holds them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import File

__all__ = ["FilesView"]


class FilesView(Protocol):
    """Files, and what holds them."""

    @property
    def files(self) -> Mapping[str, File]:
        """Every file by id, oldest first. Cost: O(1)."""

    def holding(self, file: str) -> AbstractSet[str]:
        """Return the posts and comments that hold a file, oldest first. Cost: O(1)."""
