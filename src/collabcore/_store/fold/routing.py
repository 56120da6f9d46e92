"""What events about who gets a record do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore.model import Assignment

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["came_to"]


@on(e.RotationAdded)
def rotation_added(store: Store, event: e.RotationAdded) -> None:
    """A rotation is a thing with an id."""
    store.used.add(event.rotation.id)
    store.rotations[event.rotation.id] = event.rotation


@on(e.RotationUpdated)
def rotation_updated(store: Store, event: e.RotationUpdated) -> None:
    """The event has all of it."""
    store.rotations[event.rotation.id] = event.rotation


@on(e.RotationTurned)
def rotation_turned(store: Store, event: e.RotationTurned) -> None:
    """The pointer is a fact, not a count of anything."""
    store.rotations[event.id] = attrs.evolve(store.rotations[event.id], given=event.given, last=event.last)


@on(e.AbsenceSet)
def absence_set(store: Store, event: e.AbsenceSet) -> None:
    """One fact for every rotation."""
    (store.absent.add if event.absent else store.absent.discard)(event.user)


@on(e.AssignmentRulesSet)
def assignment_rules_set(store: Store, event: e.AssignmentRulesSet) -> None:
    """One set of rules for a type."""
    store.routes[event.rules.type] = event.rules


@on(e.Assigned)
def assigned(store: Store, event: e.Assigned) -> None:
    """The latest decision counts."""
    store.assignments[event.assignment.record] = event.assignment


@on(e.RecordOpened)
def record_opened(store: Store, event: e.RecordOpened) -> None:
    """What was opened is read."""
    store.unread.discard(event.record)


@on(e.LeadConverted)
def lead_converted(store: Store, event: e.LeadConverted) -> None:
    """Nothing of it changes any more."""
    record = store.records[event.record]
    store.records[event.record] = attrs.evolve(record, converted=True, updated_at=event.at)
    store.unread.discard(event.record)


def came_to(store: Store, record: str, owner: str, event: e.Event) -> None:
    """Keep whether a record is unread: it came to a person by somebody else. Cost: O(1)."""
    unread = owner in store.users and event.by != owner
    (store.unread.add if unread else store.unread.discard)(record)
    if isinstance(event, e.OwnerChanged):
        store.assignments[record] = Assignment(
            record=record, by=event.by, at=event.at, how="transfer", to=owner, owner=owner
        )
