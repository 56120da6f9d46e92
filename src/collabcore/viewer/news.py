"""What I am told."""

from __future__ import annotations

from collabcore.notifications import Notification, notifications
from collabcore.viewer.window import Window

__all__ = ["NewsQuestions"]


class NewsQuestions(Window):
    """What I am told."""

    def notifications(self, unread: bool = False) -> tuple[Notification, ...]:  # noqa: FBT001, FBT002 - the contract's
        """Return what I am told of, newest first; today these are the points I earned.

        Cost: O(my entries).
        """
        told = notifications(self._view, self._user)
        return tuple(one for one in told if not (unread and one.read))

    def unread(self) -> int:
        """Return how many notifications I have not read.

        Cost: O(my entries).
        """
        return len(self.notifications(unread=True))
