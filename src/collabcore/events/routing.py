"""What happens to who gets a record."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "AbsenceSet",
    "Assigned",
    "AssignmentRulesSet",
    "LeadConverted",
    "RecordOpened",
    "RotationAdded",
    "RotationTurned",
    "RotationUpdated",
]


@attrs.frozen(kw_only=True, repr=False)
class RotationAdded(Event):
    """A rotation came into being."""

    rotation: model.Rotation


@attrs.frozen(kw_only=True, repr=False)
class RotationUpdated(Event):
    """A rotation is another, its pointer moved over."""

    rotation: model.Rotation


@attrs.frozen(kw_only=True, repr=False)
class RotationTurned(Event):
    """A turn was taken: the pointer of a rotation moved on."""

    id: Id
    given: Mapping[str, int]
    last: Id


@attrs.frozen(kw_only=True, repr=False)
class AbsenceSet(Event):
    """Somebody takes no turns for a while, or takes them again."""

    user: Id
    absent: bool


@attrs.frozen(kw_only=True, repr=False)
class AssignmentRulesSet(Event):
    """Records of a type go where these rules say."""

    rules: model.AssignmentRules


@attrs.frozen(kw_only=True, repr=False)
class Assigned(Event):
    """What was decided about a record, and why; its owner changes by another event."""

    assignment: model.Assignment


@attrs.frozen(kw_only=True, repr=False)
class RecordOpened(Event):
    """The owner of a record has read it."""

    record: Id


@attrs.frozen(kw_only=True, repr=False)
class LeadConverted(Event):
    """A lead is closed for good, with the opportunity it became."""

    record: Id
    opportunity: Id | None = None
