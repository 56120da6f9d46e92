"""What judgments ask of the world: what people keep, leave out and report."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

__all__ = ["MarksView"]


class MarksView(Protocol):
    """What people keep, leave out and report."""

    def bookmarks(self, user: str) -> AbstractSet[str]:
        """Return the posts a user keeps, seen or not, in the order of keeping. Cost: O(1)."""

    def bookmarkers(self, post: str) -> AbstractSet[str]:
        """Return who keeps a post, in the order of keeping. Cost: O(1)."""

    def muted(self, user: str) -> AbstractSet[str]:
        """Return the posts a user leaves out, in the order of muting. Cost: O(1)."""

    def flags(self, item: str) -> Mapping[str, str]:
        """Return who reported a post or comment, with their reasons, in the order of first reporting. Cost: O(1)."""
