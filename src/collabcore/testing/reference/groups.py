"""Groups, their members, and what they show, told by their events."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import changed, first, second, without
from collabcore.text import folded

__all__ = ["GroupsTwin"]


class GroupsTwin(Facts):
    """Groups, their members, and what they show, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, model.Group] = {}
        self._members: dict[tuple[str, str], model.GroupRole] = {}  # (group, user): role
        self._requests: dict[tuple[str, str], str] = {}  # (group, user): their words
        self._invitations: dict[tuple[str, str], None] = {}  # (group, user)
        self._attached: dict[tuple[str, str], None] = {}  # (group, record)

    def _apply_groups(self, event: ev.Event) -> None:
        match event:
            case ev.GroupCreated(group=group):
                self._add(self.groups, group)
                self._members[group.id, group.owner] = "owner"
            case ev.GroupUpdated(id=group_id, changes=changes):
                self.groups[group_id] = changed(self.groups[group_id], changes)
            case ev.OwnerSet(group=group_id, user=user):
                self._members[group_id, self.groups[group_id].owner] = "manager"
                self._members[group_id, user] = "owner"
                self.groups[group_id] = attrs.evolve(self.groups[group_id], owner=user)
            case ev.MemberAdded(group=group_id, user=user, role=role):
                self._members[group_id, user] = role
                self._requests.pop((group_id, user), None)
                self._invitations.pop((group_id, user), None)
            case ev.MemberRemoved(group=group_id, user=user):
                self._members.pop((group_id, user), None)
            case ev.MembershipRequested(group=group_id, user=user, message=message):
                self._requests[group_id, user] = message
            case ev.RequestAnswered(group=group_id, user=user):
                self._requests.pop((group_id, user), None)
            case _:
                pass

    def _apply_places(self, event: ev.Event) -> None:
        match event:
            case ev.MemberInvited(group=group_id, user=user):
                self._invitations[group_id, user] = None
            case ev.GroupArchived(id=group_id):
                self.groups[group_id] = attrs.evolve(self.groups[group_id], archived=True)
            case ev.GroupUnarchived(id=group_id):
                self.groups[group_id] = attrs.evolve(self.groups[group_id], archived=False)
            case ev.RecordAttached(group=group_id, record=record):
                self._attached[group_id, record] = None
            case ev.RecordDeleted(id=gone) | ev.RecordsMerged(record=gone):
                self._attached = {pair: None for pair in self._attached if pair[1] != gone}
            case ev.GroupDeleted(id=gone):
                self._members = without(self._members, gone)
                self._requests = without(self._requests, gone)
                self._invitations = without(self._invitations, gone)
                self._attached = without(self._attached, gone)
                del self.groups[gone]
            case _:
                pass

    def named(self, name: str) -> str | None:
        """Return the public or private group of this name, its case aside. Cost: O(groups)."""
        listed = (group for group in self.groups.values() if group.access != "unlisted")
        return next((group.id for group in listed if folded(group.name) == folded(name)), None)

    def members(self, group: str) -> Mapping[str, model.GroupRole]:
        """Return the members of a group with their roles, in the order of joining. Cost: O(memberships)."""
        return {user: role for (each, user), role in self._members.items() if each == group}

    def memberships(self, user: str) -> AbstractSet[str]:
        """Return the groups a user is in, in the order of joining. Cost: O(memberships)."""
        return first(self._members, user)

    def requests(self, group: str) -> Mapping[str, str]:
        """Return who waits to be let into a group, with their words, oldest first. Cost: O(requests)."""
        return {user: message for (each, user), message in self._requests.items() if each == group}

    def invitations(self, group: str) -> AbstractSet[str]:
        """Return who is invited into a group, oldest first. Cost: O(invitations)."""
        return second(self._invitations, group)

    def attached(self, group: str) -> AbstractSet[str]:
        """Return the records a group shows, oldest first. Cost: O(attachments)."""
        return second(self._attached, group)

    def archived_since(self, group: str) -> int:
        """Return how many posts and comments had been made when a group was archived. Cost: O(events)."""
        said = 0
        found = 0
        for event in self.events:
            said += isinstance(event, (ev.Posted, ev.Commented))
            if isinstance(event, ev.GroupArchived) and event.id == group:
                found = said
        return found

    def pending(self, user: str) -> AbstractSet[str]:
        """Return the groups a user waits to be let into. Cost: O(requests)."""
        return first(self._requests, user)
