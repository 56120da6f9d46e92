"""Business records, levels of access, conditions on records, and rules that share them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import IntEnum
from typing import Literal

import attrs

from collabcore.model.base import QueueId, RecordId, RuleId, Target, UserId
from collabcore.shapes import EMPTY, Told, Value, build, wrong

__all__ = [
    "Criterion",
    "Level",
    "Operator",
    "Record",
    "SharingRule",
]


class Level(IntEnum):
    """How far a user may go with a record, in rising order (RULES 8.1) `[OR:UserRecordAccess]`.

    >>> Level.READ < Level.EDIT < Level.ALL
    True
    >>> Level.EDIT.tag
    'edit'
    """

    NONE = 0
    READ = 1
    EDIT = 2
    DELETE = 3
    TRANSFER = 4
    ALL = 5

    @property
    def tag(self) -> str:
        """The level's word in scenario files."""
        return self.name.lower()


@attrs.frozen(kw_only=True, repr=False)
class Record(Told):
    """A business record (a lead, an opportunity, a contact …) with an owner and free fields."""

    id: RecordId
    type: str
    owner: UserId | QueueId
    parent: RecordId | None = None
    fields: Mapping[str, Value] = EMPTY
    creator: UserId | None = None
    created_at: dt.datetime
    updated_at: dt.datetime
    partner: bool = False
    converted: bool = False


Operator = Literal[
    "equals",
    "not_equals",
    "in",
    "contains",
    "filled",
    "blank",
    "less",
    "greater",
    "younger_than_days",
    "older_than_days",
]


@attrs.frozen(repr=False)
class Criterion(Told):
    """One condition on a record: a field, an operator and a value; lists of them must all hold."""

    field: str
    operator: Operator
    value: Value = None

    @classmethod
    def shorthand(cls, wire: object, where: str) -> Criterion:
        """Read `[field, operator, value]` or `[field, operator]`.

        Raises:
            InvalidError: Not such a list, or an unknown operator.
        """
        if isinstance(wire, (list, tuple)) and len(wire) in (2, 3):
            return build(cls, dict(zip(("field", "operator", "value"), wire, strict=False)), where)  # type: ignore[no-any-return]
        raise wrong(where, "[field, operator, value]", wire, rule="criteria.shape")


@attrs.frozen(kw_only=True, repr=False)
class SharingRule(Told):
    """Records (or people) of a type, by who owns them or by what is in them, shared with a target (RULES 8.2)."""

    id: RuleId
    type: str
    to: Target
    level: Literal["read", "edit"] = "read"
    owned_by: Target | None = None
    where: tuple[Criterion, ...] = ()
