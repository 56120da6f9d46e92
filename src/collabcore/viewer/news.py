"""What I am told."""

from __future__ import annotations

from collabcore.digests import Digest, digest
from collabcore.notifications import Notification, notifications
from collabcore.viewer.window import Window

__all__ = ["NewsQuestions"]


class NewsQuestions(Window):
    """What I am told."""

    def notifications(self, unread: bool = False) -> tuple[Notification, ...]:  # noqa: FBT001, FBT002 - the contract's
        """Return what I am told of and may still see, newest first.

        Cost: O(what I was told).

        Source: RULES 7, READINGS 16.

        Args:
            unread: Leave out what I have read.
        """
        told = notifications(self._view, self._user)
        return tuple(one for one in told if not (unread and one.read))

    def digest(self, frequency: str) -> Digest:
        """Return what my digest would hold if it came now: posts of others that I follow, since the one before.

        My groups have digests of their own; `groups` holds those that come as often.

        Cost: O(posts of my *following* feed since the digest before).

        Source: RULES 7.3, READINGS 29, 77.

        Args:
            frequency: daily or weekly; for every_post and never there is nothing to say.

        Raises:
            InvalidError: There is no such frequency.
        """
        return digest(self._view, self._user, frequency, self._clock())

    def unread(self) -> int:
        """Return how many notifications I have not read: as many as `notifications(unread=True)` lists.

        Cost: O(what I was told).
        """
        return len(self.notifications(unread=True))
