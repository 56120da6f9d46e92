"""What people see of all posts, remembered: asked for again and again, by counts as well.

INVARIANT: what is kept for somebody holds exactly the posts they saw when there were as many as noted beside it, and
nothing but talk has happened since. Talk makes posts, and takes none away from anybody.
"""

from __future__ import annotations

from typing import Final

from collabcore import visibility
from collabcore.view import View

__all__ = ["Seen"]

_ROOM: Final = 1_000_000
"""How many ids are kept in all before one begins anew."""


class Seen:
    """The posts that people see, for as long as nothing but talk happens."""

    def __init__(self, view: View) -> None:
        """Remember nothing yet."""
        self._view = view
        self._epoch = view.epoch
        self._kept: dict[str, tuple[int, frozenset[str]]] = {}
        self._size = 0

    def by(self, viewer: str) -> frozenset[str]:
        """Return every post that somebody sees.

        Cost: O(1), O(new posts + result) after posts were made, O(places opened + result) after anything but talk.
        """
        self.forget_if_over()
        posted = len(self._view.timeline("newest"))
        mark, found = self._kept.get(viewer, (0, None))
        if found is not None and mark == posted:
            return found
        whole = self._all(viewer) if found is None else self._and_newer(viewer, mark, found)
        self._kept[viewer] = posted, whole
        self._size += len(whole) - (0 if found is None else len(found))
        return whole

    def forget_if_over(self) -> None:
        """Begin anew when anything but talk has happened, or there is no more room. Cost: O(what was kept)."""
        if self._epoch != self._view.epoch or self._size > _ROOM:
            self._epoch, self._size = self._view.epoch, 0
            self._kept.clear()

    def _all(self, viewer: str) -> frozenset[str]:
        return frozenset(visibility.posts_seen(self._view, viewer))

    def _and_newer(self, viewer: str, mark: int, found: frozenset[str]) -> frozenset[str]:
        newest = self._view.timeline("newest")
        newer = (newest.post(number) for number in range(mark, len(newest)))
        return found.union(post for post in newer if visibility.can_see(self._view, viewer, post))

    def everybody(self) -> dict[str, frozenset[str]]:
        """Return what is kept, brought up to date, for checking. Cost: O(what is kept)."""
        self.forget_if_over()
        return {viewer: self.by(viewer) for viewer in self._kept}
