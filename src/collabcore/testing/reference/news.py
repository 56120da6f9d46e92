"""What people were told, what they read, and how often they want mail, told by the events.

What is told is judged by the very function the store asks; the rule itself is judged by `testing.restated_news`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, cast

from collabcore import events as ev
from collabcore import model, notifications
from collabcore.testing.reference.base import Facts

if TYPE_CHECKING:
    from collabcore.view import View

__all__ = ["NewsTwin"]


class NewsTwin(Facts):
    """What people were told, what they read, and how often they want mail; it comes last, when all else is folded."""

    settings: model.Settings

    def __init__(self) -> None:
        super().__init__()
        self.notices: dict[str, model.Notice] = {}
        self._read: dict[tuple[str, str], None] = {}  # (user, notice)
        self._frequencies: dict[tuple[str, str], model.Frequency] = {}  # (group, user), the latest choice last
        self._digests: dict[str, model.DigestFrequency] = {}
        self._marks: dict[tuple[str, str | None], model.Mark] = {}  # (user, group or none)
        self._written_to: set[tuple[str, str | None]] = set()
        self._mailed: dict[str, None] = {}

    def _apply_news(self, event: ev.Event) -> None:
        match event:
            case ev.NotificationsRead(user=user, notifications=told):
                self._read |= {(user, notice): None for notice in told}
            case ev.GroupFrequencySet(group=group, user=user, frequency=frequency):
                self._frequencies.pop((group, user), None)
                self._frequencies[group, user] = frequency
            case ev.DigestFrequencySet(user=user, frequency=often):
                self._digests[user] = often
            case _:
                pass

    def _apply_writing(self, event: ev.Event) -> None:
        match event:
            case ev.GroupCreated(group=group):
                self._frequencies[group.id, group.owner] = self.settings.default_group_frequency
            case ev.MemberAdded(group=group_id, user=user):
                self._frequencies.setdefault((group_id, user), self.settings.default_group_frequency)
            case ev.MemberRemoved(group=group_id, user=user):
                self._frequencies.pop((group_id, user), None)
            case ev.GroupDeleted(id=group_id):
                self._frequencies = {pair: often for pair, often in self._frequencies.items() if pair[0] != group_id}
            case _:
                pass

    def _apply_telling(self, event: ev.Event) -> None:
        for notice in notifications.told(cast("View", self), event):
            self.notices[notice.id] = notice

    def _apply_mailing(self, event: ev.Event) -> None:
        match event:
            case ev.NotificationsMailed(notifications=sent):
                self._mailed |= dict.fromkeys(sent)
            case ev.DigestMailed(user=user, group=group, last=last, until=until):
                number = cast("View", self).timeline("newest").number(last)
                self._marks[user, group] = model.Mark(at=event.at, since=until, number=(number or 0) + 1)
            case _:
                self._begin(event.at)

    def _begin(self, at: dt.datetime) -> None:
        """Let the digests of whoever is written to from now on, or is new here, start now."""
        world = cast("View", self)
        pairs = {(user, group) for user in world.users for group in (None, *world.memberships(user))}
        before, self._written_to = self._written_to, set(filter(self._is_written_to, pairs))
        fresh = (self._written_to - before) | (pairs - self._marks.keys())
        start = model.Mark(at=at, since=at, number=len(world.timeline("newest"))) if fresh else None
        self._marks = {pair: start if pair in fresh else self._marks[pair] for pair in pairs}  # type: ignore[misc]

    def _is_written_to(self, pair: tuple[str, str | None]) -> bool:
        user, group = pair
        often = self.digest_frequency(user) if group is None else self.frequency(group, user)
        return self.settings.email and cast("View", self).users[user].active and often != "never"

    def told(self, user: str) -> Sequence[str]:
        """Return the ids of what a user was told, oldest first. Cost: O(notices)."""
        return tuple(notice.id for notice in self.notices.values() if notice.to == user)

    def read(self, user: str) -> AbstractSet[str]:
        """Return the ids of what a user marked as read. Cost: O(read)."""
        return {notice: None for reader, notice in self._read if reader == user}.keys()

    def frequency(self, group: str, user: str) -> model.Frequency:
        """Return how often a member chose to be written to by a group. Cost: O(1)."""
        return self._frequencies[group, user]

    def every_post(self, group: str) -> AbstractSet[str]:
        """Return who chose to be told of every post in a group. Cost: O(memberships)."""
        chosen = self._frequencies.items()
        return {user: None for (place, user), often in chosen if place == group and often == "every_post"}.keys()

    def digest_frequency(self, user: str) -> model.DigestFrequency:
        """Return how often a user's own digest comes. Cost: O(1)."""
        return self._digests.get(user, self.settings.digest_frequency)

    def mark(self, user: str, group: str | None) -> model.Mark:
        """Return how far a user's own digests (none), or those of a group, have come. Cost: O(1)."""
        return self._marks[user, group]

    @property
    def unsent(self) -> AbstractSet[str]:
        """The notices that are to be mailed and were not confirmed. Cost: O(notices)."""
        mailed = (notice for notice in self.notices.values() if notice.mailed)
        return {notice.id: None for notice in mailed if notice.id not in self._mailed}.keys()
