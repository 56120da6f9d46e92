"""What the store keeps of a subject: files, what holds them, and which groups and records they are in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import File

__all__ = ["FilesFacts"]


class FilesFacts:
    """Files, what holds them, and which groups and records they are in."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.files: dict[str, File] = {}
        self.held_by: dict[str, dict[str, None]] = {}
        self.files_in: dict[str, dict[str, None]] = {}

    def holding(self, file: str) -> AbstractSet[str]:
        """Return the posts and comments that hold a file."""
        return self.held_by.get(file, NOBODY).keys()
