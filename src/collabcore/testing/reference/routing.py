"""Who gets records, told by their events: every question reads the events themselves."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts

__all__ = ["RoutingTwin"]


class RoutingTwin(Facts):
    """Rotations, assignment rules, decisions, and what is unread."""

    def __init__(self) -> None:
        super().__init__()
        self.rotations: dict[str, model.Rotation] = {}

    def _apply_rotations(self, event: ev.Event) -> None:
        match event:
            case ev.RotationAdded(rotation=rotation):
                self._add(self.rotations, rotation)
            case ev.RotationUpdated(rotation=rotation):
                self.rotations[rotation.id] = rotation
            case ev.RotationTurned(id=name, given=given, last=last):
                self.rotations[name] = attrs.evolve(self.rotations[name], given=given, last=last)
            case _:
                pass

    @property
    def routes(self) -> Mapping[str, model.AssignmentRules]:
        """The assignment rules of every type that has some. Cost: O(events)."""
        return {event.rules.type: event.rules for event in self.events if isinstance(event, ev.AssignmentRulesSet)}

    @property
    def absent(self) -> AbstractSet[str]:
        """Who takes no turns for a while. Cost: O(events)."""
        last = {event.user: event.absent for event in self.events if isinstance(event, ev.AbsenceSet)}
        return {user for user, absent in last.items() if absent}

    @property
    def unread(self) -> AbstractSet[str]:
        """The records that came to an owner who has not opened them. Cost: O(events)."""
        found: set[str] = set()
        people = {event.user.id for event in self.events if isinstance(event, ev.UserAdded)}
        owners: dict[str, str] = {}
        for event in self.events:
            match event:
                case (
                    ev.RecordAdded(record=model.Record(id=name, owner=owner))
                    | ev.OwnerChanged(record=name, owner=owner)
                ):
                    owners[name] = owner
                    found.add(name)
                    if owner not in people or owner == event.by:
                        found.discard(name)
                case ev.RecordUpdated(id=name) if event.by == owners[name]:
                    found.discard(name)
                case (
                    ev.RecordOpened(record=name)
                    | ev.LeadConverted(record=name)
                    | ev.RecordDeleted(id=name)
                    | ev.RecordsMerged(record=name)
                ):
                    found.discard(name)
                case _:
                    pass
        return found

    def assignment(self, record: str) -> model.Assignment | None:
        """Return how a record last came to its owner, None if it was made so. Cost: O(events)."""
        found = None
        for event in self.events:
            match event:
                case ev.Assigned(assignment=made) if made.record == record:
                    found = made
                case ev.OwnerChanged(record=name, owner=owner) if name == record:
                    found = model.Assignment(
                        record=record, by=event.by, at=event.at, how="transfer", to=owner, owner=owner
                    )
                case ev.RecordDeleted(id=name) | ev.RecordsMerged(record=name) if name == record:
                    found = None
                case _:
                    pass
        return found
