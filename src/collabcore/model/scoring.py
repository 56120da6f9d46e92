"""Completeness profiles, points rules and the ledger."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal

import attrs

from collabcore.model.base import RuleId, UserId
from collabcore.model.records import Criterion
from collabcore.shapes import Id, Told, wrong

__all__ = [
    "Beneficiary",
    "Cap",
    "CapPeriod",
    "Check",
    "Clawback",
    "CompletenessProfile",
    "Entry",
    "EntryKind",
    "FieldSpec",
    "ImportMode",
    "KeyPart",
    "Measure",
    "Mode",
    "PointsRule",
    "Purse",
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
    placeholders: tuple[str, ...] = ()

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
    """What a complete record of one type has, or of one record type of it (SCORING 1.1-1.3)."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"
    record_type: str | None = None


Beneficiary = Literal["owner", "actor", "author", "creator"]
Measure = Literal["valid", "present"]
KeyPart = Literal["rule", "record", "user", "actor", "object", "day", "week"]
Clawback = Literal["keep", "on_delete", "on_degrade"]
CapPeriod = Literal["day", "week", "month", "total", "pair"]
ImportMode = Literal["silent", "score", "live"]


@attrs.frozen(kw_only=True, repr=False)
class Cap(Told):
    """How much all rules of a group may credit one person: in a period, or `pair` by pair with a giver a day."""

    group: str
    per: CapPeriod
    points: int


@attrs.frozen(kw_only=True, repr=False)
class PointsRule(Told):
    """When how many points go to whom (SCORING 2.2); an empty key is the trigger's own."""

    id: RuleId
    points: int
    when: str
    type: str | None = None
    where: tuple[Criterion, ...] = ()
    beneficiary: Beneficiary = "owner"
    key: tuple[KeyPart, ...] = ()
    measure: Measure = "valid"
    threshold: Fraction = Fraction(1)
    multiplier: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    cap: Cap | None = None
    expires_after_days: int | None = None
    clawback: Clawback = "keep"
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    alert: bool = True
    retired: bool = False


EntryKind = Literal["award", "reversal", "manual", "adjust", "thanks", "redeem", "refund", "expire"]
Purse = Literal["both", "rank", "spend"]


@attrs.frozen(kw_only=True, repr=False)
class Entry(Told):
    """One line of the ledger: points that came or went, why, and when they count (SCORING 2.3, READINGS 76).

    Attributes:
        points: What it adds to the purses it names.
        amount: What it would add if nothing were capped; None when that is the same.
        key: What can be paid once only, as long as the entry is not reversed; empty for what was given by hand.
        record: What it was done with: a record, or the post, comment or person of a social trigger.
        bucket: What it shares a cap with; None when nothing.
        reverses: The entry it takes back.
        effective_at: The moment that decides in which windows it counts.
        recorded_at: The moment it was written down; None when that is the same.
        expires: The first instant at which what it gave can no longer be spent.
        actor: Whose command it came of; None for the host's.
    """

    id: Id
    user: UserId
    points: int
    kind: EntryKind = "award"
    purse: Purse = "both"
    key: str = ""
    rule: RuleId | None = None
    record: Id | None = None
    alert: bool = True
    reverses: Id | None = None
    effective_at: dt.datetime
    amount: int | None = None
    bucket: str | None = None
    recorded_at: dt.datetime | None = None
    expires: dt.datetime | None = None
    actor: UserId | None = None
    reason: str = ""

    @property
    def worth(self) -> int:
        """What it would add if nothing were capped."""
        return self.points if self.amount is None else self.amount

    @property
    def known_at(self) -> dt.datetime:
        """The moment from which it was known."""
        return self.effective_at if self.recorded_at is None else self.recorded_at
