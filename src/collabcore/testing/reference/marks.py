"""Bookmarks, mutes and flags, told by their events."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from collabcore import events as ev
from collabcore.testing.reference.conversation import ConversationTwin
from collabcore.testing.reference.parts import first, second

__all__ = ["MarksTwin"]


class MarksTwin(ConversationTwin):
    """Bookmarks, mutes and flags, told by their events; those of what is gone are nobody's."""

    def __init__(self) -> None:
        super().__init__()
        self._bookmarks: dict[tuple[str, str], None] = {}  # (user, post)
        self._mutes: dict[tuple[str, str], None] = {}  # (user, post)
        self._flags: dict[tuple[str, str], str] = {}  # (item, user): the reason

    def _apply_marks(self, event: ev.Event) -> None:
        match event:
            case ev.PostBookmarked(user=user, post=post):
                self._bookmarks[user, post] = None
            case ev.PostUnbookmarked(user=user, post=post):
                self._bookmarks.pop((user, post), None)
            case ev.PostMuted(user=user, post=post):
                self._mutes[user, post] = None
            case ev.PostUnmuted(user=user, post=post):
                self._mutes.pop((user, post), None)
            case ev.ItemFlagged(user=user, item=item, reason=reason):
                self._flags[item, user] = reason
            case _:
                pass

    def bookmarks(self, user: str) -> AbstractSet[str]:
        """Return the posts a user keeps, in the order of keeping. Cost: O(bookmarks)."""
        return dict.fromkeys(post for post in second(self._bookmarks, user) if post in self.posts).keys()

    def bookmarkers(self, post: str) -> AbstractSet[str]:
        """Return who keeps a post, in the order of keeping. Cost: O(bookmarks)."""
        return first(self._bookmarks, post) if post in self.posts else frozenset()

    def muted(self, user: str) -> AbstractSet[str]:
        """Return the posts a user leaves out, in the order of muting. Cost: O(mutes)."""
        return dict.fromkeys(post for post in second(self._mutes, user) if post in self.posts).keys()

    def flags(self, item: str) -> Mapping[str, str]:
        """Return who reported an item, with their reasons, in the order of first reporting. Cost: O(flags)."""
        live = item in self.posts or item in self.comments
        return {user: why for (each, user), why in self._flags.items() if each == item and live}
