"""Which points rules may be declared: each makes sense by itself, and no two pay for the same.

Rule 1: a rule that could never pay, or has no key of its own, is refused when it is declared, not when it fails.
Rule 2: what a rule pays is decided in `points`; this file only reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from collabcore import triggers
from collabcore.criteria import validate as validate_criteria
from collabcore.errors import ConflictError, InvalidError
from collabcore.fieldstates import is_blank
from collabcore.model import Cap, PointsRule
from collabcore.view import View

__all__ = ["fields_read", "validate_overlap", "validate_rule"]

_DAYS: Final = 36_525
"""A hundred years: points that last longer last for ever."""


def validate_rule(rule: PointsRule) -> None:
    """Refuse a points rule that could never pay or has no key of its own, at the time it is declared.

    It does not ask whether its type has a profile yet (SCORING 2.2).

    Cost: O(criteria).

    >>> validate_rule(PointsRule(id="full", points=0, when="reached", type="lead"))
    Traceback (most recent call last):
    collabcore.errors.InvalidError: `full` needs points other than `0`

    Raises:
        InvalidError: No points, a blank record type, an unknown trigger, a threshold outside 0 to 1, a key that
            leaves out the rule or says something twice, bounds, caps or times that leave nothing,
            or a condition that means nothing.
    """
    if not _is_whole(rule.points) or rule.points == 0:
        raise InvalidError(f"`{rule.id}` needs points other than `{rule.points}`", rule="points.amount")
    if rule.type is not None and is_blank(rule.type):
        raise InvalidError(f"`{rule.id}` needs a type of record, not `{rule.type}`", rule="points.type")
    triggers.parsed(rule.when)
    if not 0 < rule.threshold <= 1:
        what = f"the threshold of `{rule.id}` must be above 0 and at most 1"
        raise InvalidError(f"{what}, not `{rule.threshold}`", rule="points.threshold")
    if "rule" not in rule.key or len(set(rule.key)) != len(rule.key):
        what = f"the key of `{rule.id}` must name `rule`, and nothing twice"
        raise InvalidError(f"{what}, not `{', '.join(rule.key)}`", rule="points.key")
    validate_criteria(rule.where)
    _validate_bounds(rule)
    _validate_times(rule)


def _validate_bounds(rule: PointsRule) -> None:
    if rule.multiplier is not None and is_blank(rule.multiplier):
        raise InvalidError(f"`{rule.id}` multiplies by a field, not by `{rule.multiplier}`", rule="points.multiplier")
    if rule.minimum is not None and rule.maximum is not None and rule.minimum > rule.maximum:
        what = f"the least `{rule.id}` pays, `{rule.minimum}`, is above the most, `{rule.maximum}`"
        raise InvalidError(what, rule="points.bounds")
    if rule.cap is not None and (rule.cap.points <= 0 or is_blank(rule.cap.group)):
        what = f"the cap of `{rule.id}` needs a group and points above zero"
        raise InvalidError(f"{what}, not `{rule.cap.group}` and `{rule.cap.points}`", rule="points.cap")


def _validate_times(rule: PointsRule) -> None:
    if rule.expires_after_days is not None and not 0 < rule.expires_after_days <= _DAYS:
        what = f"points of `{rule.id}` last from 1 to {_DAYS} days"
        raise InvalidError(f"{what}, not `{rule.expires_after_days}`", rule="points.expires")
    if rule.starts is not None and rule.ends is not None and rule.ends <= rule.starts:
        raise InvalidError(f"`{rule.id}` ends before it starts", rule="points.period")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def validate_overlap(view: View, rule: PointsRule) -> None:
    """Refuse a rule that pays a second time for what another pays for, or that caps a group otherwise.

    Two rules overlap when they differ in nothing but their ids and their periods, and the periods meet.

    Cost: O(rules).

    Raises:
        ConflictError: It overlaps with another rule, or another rule caps its group otherwise.
    """
    for other in view.rules.values():
        if other.retired:
            continue
        if rule.cap is not None and other.cap is not None and other.cap.group == rule.cap.group:
            _same_cap(rule.cap, other.cap)
        alike = attrs.evolve(other, id=rule.id, starts=rule.starts, ends=rule.ends) == rule
        if alike and _meets(rule, other):
            raise ConflictError(f"`{other.id}` pays for the same already", rule="points.overlap")


def _same_cap(wanted: Cap, held: Cap) -> None:
    if wanted != held:
        what = f"`{held.group}` is capped at `{held.points}` per {held.per} already"
        raise ConflictError(what, rule="points.cap_group")


def fields_read(rule: PointsRule) -> Iterator[str]:
    """Yield the fields of a record that a rule reads, other than what every record has (READINGS 25).

    Cost: O(criteria).
    """
    names = [criterion.field for criterion in rule.where]
    names += [] if rule.multiplier is None else [rule.multiplier]
    row, argument = triggers.parsed(rule.when)
    names += [argument] if row.word == "updated" else []
    return (name for name in names if name not in _OWN)


_OWN: Final = ("created_at", "updated_at", "owner", "creator", "type", "parent")


def _meets(rule: PointsRule, other: PointsRule) -> bool:
    return (rule.ends is None or other.starts is None or other.starts < rule.ends) and (
        other.ends is None or rule.starts is None or rule.starts < other.ends
    )
