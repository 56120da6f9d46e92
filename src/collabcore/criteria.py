"""The one predicate language: conditions on a record that can be written down, sent and explained.

Rule 1: whatever chooses records by their content asks here, so that a condition means the same everywhere.
Rule 2: this file knows nothing of who asks: sight is decided elsewhere.

How to read it: a criterion names a field, an operator and a value; criteria in a list must all hold.
A blank field is settled first, for all operators at once: only `blank` and `not_equals` hold of it.
Everything else is a row of one table from operator to a small function.
Values are compared by kind (READINGS 25): a number with a number, a time with a time however it is written,
a text with the very same text; values of different kinds are never equal, less or greater.

What it cannot say: "or", patterns, one field against another, anything about a second record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from collabcore.errors import InvalidError
from collabcore.fieldstates import is_blank
from collabcore.model import Criterion, Record
from collabcore.shapes import read_fraction

__all__ = ["Reader", "failing", "holds", "is_own", "reader", "validate"]

Reader: TypeAlias = Callable[[Record], object]
"""Reads one name of a record."""

_Test: TypeAlias = Callable[[object, object, dt.datetime], bool]

_EPOCH: Final = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - the offset is subtracted by hand, see _instant
_TICK: Final = dt.timedelta(microseconds=1)
_DAY: Final = dt.timedelta(days=1) // _TICK
_DATE_LENGTH: Final = len("2026-01-05")

_OWN: Final[Mapping[str, Reader]] = {
    "created_at": lambda record: record.created_at,
    "updated_at": lambda record: record.updated_at,
    "owner": lambda record: record.owner,
    "creator": lambda record: record.creator,
    "type": lambda record: record.type,
    "parent": lambda record: record.parent,
}
_NEVER_TIMES: Final = frozenset({"owner", "creator", "type", "parent"})


def reader(field: str) -> Reader:
    """Return the function that reads one name of a record; a missing field reads as None.

    `created_at`, `updated_at`, `owner`, `creator`, `type` and `parent` are the record's own,
    and hide fields of the same name (READINGS 25).

    Cost: O(1), as does the function it returns.

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> fields = {"owner": "somebody else"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> reader("owner")(lead), reader("City")(lead)
    ('ana', None)
    """
    return _OWN.get(field) or (lambda record: record.fields.get(field))


def is_own(field: str) -> bool:
    """Tell whether a name is the record's own, and hides a field of the same name (READINGS 25).

    Cost: O(1).

    >>> is_own("created_at"), is_own("City")
    (True, False)
    """
    return field in _OWN


def holds(criteria: Sequence[Criterion], record: Record, at: dt.datetime) -> bool:
    """Tell whether every criterion holds of a record at an instant; of no criteria it is always true.

    It never raises for odd values in the record: they just do not match (READINGS 25).

    Cost: O(criteria), stopping at the first that fails.

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> fields = {"Rating": 3}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> young = Criterion("created_at", "younger_than_days", 3)
    >>> holds([young, Criterion("Rating", "greater", 2)], lead, noon)
    True
    >>> holds([young], lead, noon + dt.timedelta(days=3))
    False
    """
    return all(_holds(criterion, record, at) for criterion in criteria)


def failing(criteria: Sequence[Criterion], record: Record, at: dt.datetime) -> tuple[Criterion, ...]:
    """Return the criteria that do not hold, in their order: the reason for a no.

    It is empty exactly when `holds` is true (READINGS 25).

    Cost: O(criteria).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> lead = Record(id="l1", type="lead", owner="ana", created_at=noon, updated_at=noon)
    >>> wanted = [Criterion("type", "equals", "lead"), Criterion("City", "filled")]
    >>> [criterion.field for criterion in failing(wanted, lead, noon)]
    ['City']
    """
    return tuple(criterion for criterion in criteria if not _holds(criterion, record, at))


def validate(criteria: Sequence[Criterion]) -> None:
    """Refuse a list of criteria in which one could never mean anything, at the time it is declared.

    It does not ask whether any record has such a field (READINGS 25, 28).

    Cost: O(criteria).

    >>> validate([Criterion("created_at", "younger_than_days", 3)])
    >>> validate([Criterion("created_at", "younger_than_days", 0)])
    Traceback (most recent call last):
    collabcore.errors.InvalidError: `created_at younger_than_days` needs a number of days above zero, not `0`

    Raises:
        InvalidError: A field without a name (`criteria.field`), an unknown operator (`criteria.operator`),
            or a value the operator can do nothing with (`criteria.value`).
    """
    for criterion in criteria:
        if is_blank(criterion.field):
            raise InvalidError(f"a criterion needs a field, not `{criterion.field}`", rule="criteria.field")
        needs = _NEEDS.get(criterion.operator)
        if needs is None:
            raise InvalidError(f"there is no operator `{criterion.operator}`", rule="criteria.operator")
        wanted, accepts = needs
        if not accepts(criterion.value):
            raise _refusal(criterion, wanted)
        if criterion.operator in _AGES and criterion.field in _NEVER_TIMES:
            raise InvalidError(f"`{criterion.field}` is never a time and has no age", rule="criteria.field")


def _refusal(criterion: Criterion, wanted: str) -> InvalidError:
    what = f"`{criterion.field} {criterion.operator}`"
    return InvalidError(f"{what} needs {wanted}, not `{criterion.value!r}`", rule="criteria.value")


def _holds(criterion: Criterion, record: Record, at: dt.datetime) -> bool:
    own = _OWN.get(criterion.field)
    found = record.fields.get(criterion.field) if own is None else own(record)
    if is_blank(found):
        return criterion.operator in ("blank", "not_equals")
    return _TESTS[criterion.operator](found, criterion.value, at)


def _instant(moment: dt.datetime) -> int:
    """Return microseconds since 1970 in UTC: exact, and free of wall-clock arithmetic in a shared zone."""
    offset = moment.utcoffset() or dt.timedelta(0)
    return (moment.replace(tzinfo=None) - _EPOCH - offset) // _TICK


def _moment(value: object) -> dt.datetime | None:
    """Read a time or its ISO text; a date is its midnight in UTC, a time without a zone is only a text."""
    if isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or value[4:5] != "-":
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None or len(value) == _DATE_LENGTH else None


def _place(value: object) -> tuple[str, float] | None:
    """Return where a value stands on the line of numbers or on the line of time; None when on neither."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number", value
    moment = _moment(value)
    return None if moment is None else ("time", _instant(moment))


def _same(left: object, right: object) -> bool:
    place = _place(left)
    if place is not None:
        return place == _place(right)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_same(left[name], right[name]) for name in left)
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _equals(found: object, wanted: object, _at: dt.datetime) -> bool:
    return _same(found, wanted)


def _not_equals(found: object, wanted: object, _at: dt.datetime) -> bool:
    return not _same(found, wanted)


def _in(found: object, wanted: object, _at: dt.datetime) -> bool:
    return isinstance(wanted, (list, tuple)) and any(_same(found, item) for item in wanted)


def _contains(found: object, wanted: object, _at: dt.datetime) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return wanted in found
    return isinstance(found, (list, tuple)) and any(_same(item, wanted) for item in found)


def _filled(_found: object, _wanted: object, _at: dt.datetime) -> bool:
    return True


def _blank(_found: object, _wanted: object, _at: dt.datetime) -> bool:
    return False


def _less(found: object, wanted: object, _at: dt.datetime) -> bool:
    left, right = _place(found), _place(wanted)
    return left is not None and right is not None and left[0] == right[0] and left[1] < right[1]


def _greater(found: object, wanted: object, at: dt.datetime) -> bool:
    return _less(wanted, found, at)


def _younger(found: object, days: object, at: dt.datetime) -> bool:
    moment = _moment(found)
    return moment is not None and _instant(at) - _instant(moment) < read_fraction(days, "days") * _DAY


def _older(found: object, days: object, at: dt.datetime) -> bool:
    moment = _moment(found)
    return moment is not None and _instant(at) - _instant(moment) > read_fraction(days, "days") * _DAY


_TESTS: Final[Mapping[str, _Test]] = {
    "equals": _equals,
    "not_equals": _not_equals,
    "in": _in,
    "contains": _contains,
    "filled": _filled,
    "blank": _blank,
    "less": _less,
    "greater": _greater,
    "younger_than_days": _younger,
    "older_than_days": _older,
}
_AGES: Final = frozenset({"younger_than_days", "older_than_days"})


def _is_value(value: object) -> bool:
    return not is_blank(value)


def _is_listing(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _is_nothing(value: object) -> bool:
    return value is None or value is True


def _is_placed(value: object) -> bool:
    return not is_blank(value) and _place(value) is not None


def _is_days(value: object) -> bool:
    try:
        return read_fraction(value, "days") > 0
    except InvalidError:
        return False


_VALUE: Final = ("a value (`blank` and `filled` ask for none)", _is_value)
_NOTHING: Final = ("no value", _is_nothing)
_PLACED: Final = ("a number or a time", _is_placed)
_DAYS: Final = ("a number of days above zero", _is_days)
_NEEDS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "equals": _VALUE,
    "not_equals": _VALUE,
    "in": ("a list", _is_listing),
    "contains": _VALUE,
    "filled": _NOTHING,
    "blank": _NOTHING,
    "less": _PLACED,
    "greater": _PLACED,
    "younger_than_days": _DAYS,
    "older_than_days": _DAYS,
}
