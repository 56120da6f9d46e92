"""Commands about what is scored and what it pays."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs

from collabcore.commands.base import Command
from collabcore.model import (
    Beneficiary,
    Cap,
    Clawback,
    Criterion,
    FieldSpec,
    ImportMode,
    KeyPart,
    Measure,
    Mode,
    RankKind,
    TeamMode,
    WindowName,
    Zero,
)
from collabcore.shapes import Id

__all__ = [
    "AddPointsRule",
    "Award",
    "BeginImport",
    "EndImport",
    "RetirePointsRule",
    "Reverse",
    "SetBoard",
    "SetCompleteness",
]


@attrs.frozen(kw_only=True, repr=False)
class SetCompleteness(Command):
    """Declare which fields a complete record of a type has, or of one record type of it."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"
    record_type: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class AddPointsRule(Command):
    """Declare when how many points go to whom."""

    id: Id | None = None
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


@attrs.frozen(kw_only=True, repr=False)
class RetirePointsRule(Command):
    """Stop a rule from paying; what it paid stays."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Award(Command):
    """Give somebody points by hand; a negative number corrects."""

    id: Id | None = None
    user: Id
    points: int
    reason: str
    expires: dt.datetime | None = None


@attrs.frozen(kw_only=True, repr=False)
class Reverse(Command):
    """Take back what an entry of the ledger gave, by a counter-entry."""

    entry: Id
    reason: str


@attrs.frozen(kw_only=True, repr=False)
class BeginImport(Command):
    """Begin to load data: what is loaded pays and alerts as the mode says."""

    mode: ImportMode = "silent"


@attrs.frozen(kw_only=True, repr=False)
class EndImport(Command):
    """End the loading."""


@attrs.frozen(kw_only=True, repr=False)
class SetBoard(Command):
    """Add a leaderboard, or define one anew."""

    id: Id
    window: WindowName
    kind: RankKind = "competition"
    zone: str = "UTC"
    lower_is_better: bool = False
    teams: bool = False
    mode: TeamMode = "sum"
    top_k: int | None = None
    zero: Zero = "unranked"
