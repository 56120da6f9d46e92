"""What the store keeps of a subject: groups, both ends of every membership, and what groups show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import Announcement, Group, GroupRole
from collabcore.text import folded

__all__ = ["GroupsFacts"]


class GroupsFacts:
    """Groups, both ends of every membership, and what groups show."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.groups: dict[str, Group] = {}
        self.names: dict[str, str] = {}
        self.member_of: dict[str, dict[str, None]] = {}
        self.members_of: dict[str, dict[str, GroupRole]] = {}
        self.invited: dict[str, dict[str, None]] = {}
        self.attachments: dict[str, dict[str, None]] = {}
        self.announcements: dict[str, Announcement] = {}
        self.talked: dict[str, dt.datetime] = {}
        self.slept_from: dict[str, int] = {}
        self.pinned: dict[str, dict[str, None]] = {}
        self.waiting: dict[str, dict[str, str]] = {}
        self.waits_for: dict[str, dict[str, None]] = {}

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name."""
        return self.names.get(folded(name))

    def members(self, group: str) -> Mapping[str, GroupRole]:
        """Return the members of a group with their roles."""
        return self.members_of.get(group, {})

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in."""
        return self.member_of.get(user, NOBODY).keys()

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group."""
        return self.waiting.get(group, {})

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group."""
        return self.invited.get(group, NOBODY).keys()

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows."""
        return self.attachments.get(group, NOBODY).keys()

    def announcement(self, group: str) -> Announcement | None:
        """Return what a group announces."""
        return self.announcements.get(group)

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it."""
        return self.talked[group]

    def archived_since(self, group: str) -> int:
        """Return how many posts and comments there had been when a group was archived."""
        return self.slept_from[group]

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place."""
        return self.pinned.get(place, NOBODY).keys()

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into."""
        return self.waits_for.get(user, NOBODY).keys()
