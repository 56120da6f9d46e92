"""Completeness profiles, points rules and the ledger."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal

import attrs

from collabcore.model.base import RecordId, RuleId, UserId
from collabcore.model.records import Criterion
from collabcore.shapes import Id, Told, wrong

__all__ = [
    "Beneficiary",
    "Check",
    "CompletenessProfile",
    "Entry",
    "EntryKind",
    "FieldSpec",
    "KeyPart",
    "Measure",
    "Mode",
    "PointsRule",
    "Purse",
    "Trigger",
]

Check = Literal["email", "phone", "url", "postal_code"]


@attrs.frozen(repr=False)
class FieldSpec(Told):
    """One field a complete record has, with its weight and what counts as a valid value (SCORING 1.2)."""

    name: str
    weight: int = 1
    check: Check | None = None
    placeholders_allowed: tuple[str, ...] = ()
    applies_when: tuple[Criterion, ...] = ()

    @classmethod
    def shorthand(cls, wire: object, where: str) -> FieldSpec:
        """Read a bare field name as a field of weight 1.

        Raises:
            InvalidError: Not a text.
        """
        if isinstance(wire, str):
            return cls(wire)
        raise wrong(where, "a field's name or its description", wire, rule="completeness.field")


Mode = Literal["strict", "seed"]


@attrs.frozen(kw_only=True, repr=False)
class CompletenessProfile(Told):
    """What a complete record of one type has (SCORING 1.1-1.3)."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"


Trigger = Literal["reached"]
Beneficiary = Literal["owner", "actor", "creator"]
Measure = Literal["valid", "present"]
KeyPart = Literal["rule", "record", "user", "actor", "day", "week"]


@attrs.frozen(kw_only=True, repr=False)
class PointsRule(Told):
    """When how many points go to whom (SCORING 2.2)."""

    id: RuleId
    points: int
    when: Trigger
    type: str
    where: tuple[Criterion, ...] = ()
    beneficiary: Beneficiary = "owner"
    key: tuple[KeyPart, ...] = ("rule", "record")
    measure: Measure = "valid"
    threshold: Fraction = Fraction(1)
    alert: bool = True
    retired: bool = False


EntryKind = Literal["award"]
Purse = Literal["both"]


@attrs.frozen(kw_only=True, repr=False)
class Entry(Told):
    """One line of the ledger: points that came or went, why, and when they count (SCORING 2.3)."""

    id: Id
    user: UserId
    points: int
    kind: EntryKind = "award"
    purse: Purse = "both"
    key: str
    rule: RuleId
    record: RecordId
    alert: bool = True
    reverses: Id | None = None
    effective_at: dt.datetime
