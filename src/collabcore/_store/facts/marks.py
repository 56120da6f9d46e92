"""What the store keeps of a subject: bookmarks from both ends, mutes and flags."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY

__all__ = ["MarksFacts"]


class MarksFacts:
    """Bookmarks from both ends, mutes from both ends, and flags."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.bookmarks_of: dict[str, dict[str, None]] = {}
        self.bookmarkers_of: dict[str, dict[str, None]] = {}
        self.mutes_of: dict[str, dict[str, None]] = {}
        self.muters_of: dict[str, dict[str, None]] = {}
        self.flags_of: dict[str, dict[str, str]] = {}

    def bookmarks(self, user: str) -> AbstractSet[str]:
        """Return the posts a user keeps."""
        return self.bookmarks_of.get(user, NOBODY).keys()

    def bookmarkers(self, post: str) -> AbstractSet[str]:
        """Return who keeps a post."""
        return self.bookmarkers_of.get(post, NOBODY).keys()

    def muted(self, user: str) -> AbstractSet[str]:
        """Return the posts a user leaves out."""
        return self.mutes_of.get(user, NOBODY).keys()

    def flags(self, item: str) -> Mapping[str, str]:
        """Return who reported an item, and why."""
        return self.flags_of.get(item, {})
