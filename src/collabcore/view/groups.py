"""What judgments ask of the world: groups, who is in them, and what they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import Announcement, Group, GroupRole

__all__ = ["GroupsView"]


class GroupsView(Protocol):
    """Groups, who is in them, and what they show."""

    @property
    def groups(self) -> Mapping[str, Group]:
        """Every group by id, oldest first. Cost: O(1)."""

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name, its case aside. Cost: O(1)."""

    def members(self, group: str) -> Mapping[str, GroupRole]:
        """Return the members of a group with their roles, in the order of joining. Cost: O(1)."""

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in, in the order of joining. Cost: O(1)."""

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group, with their words, oldest first. Cost: O(1)."""

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group, oldest first. Cost: O(1)."""

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows, oldest first. Cost: O(1)."""

    def announcement(self, group: str) -> Announcement | None:
        """Return what a group announces, over or not. Cost: O(1)."""

    def last_talk(self, group: str) -> dt.datetime:
        """Return when somebody last posted or commented in a group, or made it. Cost: O(1)."""

    def archived_since(self, group: str) -> int:
        """Return how many posts and comments had been made when an archived group was archived. Cost: O(1)."""

    def pins(self, place: str) -> AbstractSet[str]:
        """Return the posts pinned in a place, oldest first. Cost: O(1)."""

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into. Cost: O(1)."""
