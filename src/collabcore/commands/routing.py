"""Commands about who gets a record: rotations, rules, assigning, accepting, opening, converting."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.model import AssignmentEntry
from collabcore.shapes import EMPTY, Id

__all__ = [
    "Accept",
    "AddRotation",
    "Assign",
    "ConvertLead",
    "OpenRecord",
    "SetAbsence",
    "SetAssignmentRules",
    "UpdateRotation",
]


@attrs.frozen(kw_only=True, repr=False)
class AddRotation(Command):
    """Let users and queues get records by turns, by weight (1 each unless said otherwise)."""

    id: Id | None = None
    targets: tuple[Id, ...]
    weights: tuple[int, ...] = ()
    capacity: Mapping[str, int] = EMPTY


@attrs.frozen(kw_only=True, repr=False)
class UpdateRotation(Command):
    """Change who takes turns; those who stay keep the turns they had."""

    id: Id
    targets: tuple[Id, ...] = UNSET
    weights: tuple[int, ...] = UNSET
    capacity: Mapping[str, int] = UNSET


@attrs.frozen(kw_only=True, repr=False)
class SetAbsence(Command):
    """Say that somebody takes no turns for a while, or takes them again."""

    user: Id
    absent: bool = True


@attrs.frozen(kw_only=True, repr=False)
class SetAssignmentRules(Command):
    """Say where records of a type go: by the first entry that matches, else to the default."""

    type: str
    entries: tuple[AssignmentEntry, ...] = ()
    default: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Assign(Command):
    """Give records to a user, a queue or whose turn it is in a rotation; left out, as the rules say."""

    record: Id | None = None
    records: tuple[Id, ...] = ()
    to: Id | None = None
    notify: bool = False
    item: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Accept(Command):
    """Take a record from a queue."""

    record: Id
    item: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class OpenRecord(Command):
    """Say that one has read a record one owns."""

    record: Id


@attrs.frozen(kw_only=True, repr=False)
class ConvertLead(Command):
    """Close a lead as won, for good, with the opportunity it became: a new one, or one there is."""

    record: Id
    opportunity: Id | None = None
