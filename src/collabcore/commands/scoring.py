"""Commands about what is scored and what it pays."""

from __future__ import annotations

from fractions import Fraction

import attrs

from collabcore.commands.base import Command
from collabcore.model import Beneficiary, Criterion, FieldSpec, KeyPart, Measure, Mode, Trigger
from collabcore.shapes import Id

__all__ = [
    "AddPointsRule",
    "RetirePointsRule",
    "SetCompleteness",
]


@attrs.frozen(kw_only=True, repr=False)
class SetCompleteness(Command):
    """Declare which fields a complete record of a type has."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"


@attrs.frozen(kw_only=True, repr=False)
class AddPointsRule(Command):
    """Declare when how many points go to whom."""

    id: Id | None = None
    points: int
    when: Trigger
    type: str
    where: tuple[Criterion, ...] = ()
    beneficiary: Beneficiary = "owner"
    key: tuple[KeyPart, ...] = ("rule", "record")
    measure: Measure = "valid"
    threshold: Fraction = Fraction(1)
    alert: bool = True


@attrs.frozen(kw_only=True, repr=False)
class RetirePointsRule(Command):
    """Stop a rule from paying; what it paid stays."""

    id: Id
