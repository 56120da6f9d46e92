"""How complete a record is: exact, decided once, by the profile of its type.

Rule 1: every decision about a record's score lives here; what it pays is decided above, in `points`.
Rule 2: what one value is worth is decided below, in `fieldstates`, and counted in `completeness`.
Rule 3: nothing here is rounded: thresholds are compared by multiplying across.

How it works: a profile is compiled into one small step per field, which gives the field's state.
A field whose conditions do not hold does not apply and is in no denominator (SCORING 1.2, 1.3).

What this file cannot say: how complete a record was.  It scores the values it is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import attrs

from collabcore.completeness import Completeness, FieldScore, macro, micro, shown, tally
from collabcore.criteria import holds, reader
from collabcore.criteria import validate as validate_criteria
from collabcore.errors import InvalidError
from collabcore.fieldstates import PLAIN, Checks, Judge, State, is_blank, judge
from collabcore.latest import lasting, latest
from collabcore.model import CompletenessProfile, FieldSpec, PointsRule, Record
from collabcore.scorers import Counts, counter
from collabcore.shapes import frozen_mapping
from collabcore.view import View

__all__ = [
    "Completeness",
    "FieldScore",
    "Scorer",
    "changes_with_time",
    "compiled",
    "completeness",
    "counted",
    "counts_of",
    "is_reached",
    "macro",
    "micro",
    "profile_among",
    "profile_key",
    "profile_of",
    "score_of",
    "shown",
    "validate_profile",
]

Scorer: TypeAlias = Callable[[Record, dt.datetime], tuple[State, ...]]
"""Gives the state of every field of a profile, in the profile's order."""

_Step: TypeAlias = Callable[[Record, dt.datetime], State]


# -- completeness --------------------------------------------------------------------------------------------


def profile_key(type: str, record_type: str | None = None) -> str:
    """Return under what a profile is kept: its type, with its record type where it has one.

    Cost: O(1).
    """
    return type if record_type is None else f"{type}\0{record_type}"


def profile_of(view: View, record: Record) -> CompletenessProfile | None:
    """Return the profile that scores a record: that of its record type, else that of its type.

    The record type is the text in the field `RecordType` or `record_type` (SCORING 1.3).

    Cost: O(1).
    """
    return profile_among(view.profiles, record)


def profile_among(profiles: Mapping[str, CompletenessProfile], record: Record) -> CompletenessProfile | None:
    """Return, among profiles by their keys, the one that scores a record, as `profile_of` does.

    Cost: O(1).
    """
    named = record.fields.get("RecordType") or record.fields.get("record_type")
    special = profiles.get(profile_key(record.type, named)) if isinstance(named, str) else None
    return profiles.get(record.type) if special is None else special


def score_of(
    view: View, record: Record, at: dt.datetime, readable: Callable[[str], bool] | None = None
) -> Completeness | None:
    """Score a record as a world does: by the profile of its type and with its checks; None without a profile.

    Cost: O(fields), twice with `readable`.
    """
    profile = profile_of(view, record)
    return None if profile is None else completeness(profile, record, at, readable, view.checks)


def counts_of(view: View, record: Record, at: dt.datetime) -> Counts | None:
    """Count a record as `score_of` scores it, without saying why: whole numbers alone; None without a profile.

    Cost: O(fields).
    """
    profile = profile_of(view, record)
    return None if profile is None else counted(profile, record, at, view.checks)


@latest
def counted(profile: CompletenessProfile, record: Record, at: dt.datetime, checks: Checks) -> Counts:
    """Count a record by a profile, remembering the last few that were counted.

    Cost: O(fields).
    """
    return counter(profile, checks)(record, at)


@lasting
def changes_with_time(profile: CompletenessProfile) -> bool:
    """Tell whether a record's score by a profile may change while nothing happens: a field applies by age.

    Cost: O(fields).
    """
    conditions = (criterion for spec in profile.fields for criterion in spec.applies_when)
    return any(criterion.operator in _AGES for criterion in conditions)


_AGES: Final = frozenset({"younger_than_days", "older_than_days"})


def completeness(
    profile: CompletenessProfile,
    record: Record,
    at: dt.datetime,
    readable: Callable[[str], bool] | None = None,
    checks: Checks = PLAIN,
) -> Completeness:
    """Score a record against the profile of its type at an instant.

    With `readable`, the answer is the one a viewer gets who may read only those fields:
    the others are left out of the profile, and conditions and checks find them empty (READINGS 46).
    It does not ask whether the profile is of the record's type (SCORING 1.2, 1.3).

    Cost: O(fields), twice with `readable`.

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> specs = (FieldSpec("Email", 5, "email"), FieldSpec("Phone", 3))
    >>> profile = CompletenessProfile(type="lead", fields=specs)
    >>> fields = {"Email": "a@b"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> score = completeness(profile, lead, noon)
    >>> score.present, score.valid, score.missing
    (Fraction(5, 8), Fraction(0, 1), ('Email', 'Phone'))
    """
    if readable is None:
        return _scored(profile, record, at, checks)
    fields = {name: value for name, value in record.fields.items() if readable(name)}
    seen = attrs.evolve(record, fields=frozen_mapping(fields))
    states = zip(profile.fields, compiled(profile, checks)(seen, at), strict=True)
    kept = [(spec, state) for spec, state in states if readable(spec.name)]
    return tally([spec for spec, _ in kept], [state for _, state in kept])


@latest
def _scored(profile: CompletenessProfile, record: Record, at: dt.datetime, checks: Checks) -> Completeness:
    return tally(profile.fields, compiled(profile, checks)(record, at))


def compiled(profile: CompletenessProfile, checks: Checks = PLAIN) -> Scorer:
    """Return the function that gives the state of every field of a record, made once per profile and checks.

    It is remembered by the identity of both, since the values inside conditions need not be hashable.

    Cost: O(1) when remembered, O(fields) the first time; the function it returns costs O(fields).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> profile = CompletenessProfile(type="lead", fields=(FieldSpec("City"), FieldSpec("State")))
    >>> fields = {"City": "tbd"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> compiled(profile)(lead, noon)
    ('placeholder', 'blank')
    """
    return _scorer(profile, checks)


@lasting
def _scorer(profile: CompletenessProfile, checks: Checks) -> Scorer:
    steps = tuple(_step(spec, judge(spec, profile.mode, checks)) for spec in profile.fields)
    return lambda record, at: tuple([step(record, at) for step in steps])


def _step(spec: FieldSpec, state: Judge) -> _Step:
    read, applies_when = reader(spec.name), spec.applies_when
    if not applies_when:
        return lambda record, _at: state(read(record), record.fields)

    def conditional(record: Record, at: dt.datetime) -> State:
        return state(read(record), record.fields) if holds(applies_when, record, at) else "not_applicable"

    return conditional


def validate_profile(profile: CompletenessProfile) -> None:
    """Refuse a profile that could not score anything, at the time it is declared.

    With positive weights a total of zero is only ever possible because no field applies to a record,
    and then the score is None (SCORING 1.3, C14).

    Cost: O(fields).

    >>> validate_profile(CompletenessProfile(type="lead", fields=(FieldSpec("Email", 0),)))
    Traceback (most recent call last):
    collabcore.errors.InvalidError: the weight of `Email` must be a whole number above zero, not `0`

    Raises:
        InvalidError: No record type, no fields, a field without a name or named twice,
            a weight that is not a positive whole number, or a condition that means nothing.
    """
    if is_blank(profile.type):
        raise InvalidError(f"a profile needs a type, not `{profile.type}`", rule="completeness.type")
    if not profile.fields:
        raise InvalidError(f"the profile of `{profile.type}` needs a field", rule="completeness.empty")
    names = [spec.name for spec in profile.fields]
    for place, spec in enumerate(profile.fields):
        if is_blank(spec.name):
            raise InvalidError(f"a field needs a name, not `{spec.name}`", rule="completeness.field")
        if spec.name in names[:place]:
            raise InvalidError(f"the field `{spec.name}` is listed twice", rule="completeness.duplicate")
        if not _is_whole(spec.weight) or spec.weight <= 0:
            what = f"the weight of `{spec.name}` must be a whole number above zero"
            raise InvalidError(f"{what}, not `{spec.weight}`", rule="completeness.weight")
        validate_criteria(spec.applies_when)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_reached(counts: Counts, rule: PointsRule) -> bool:
    """Tell whether what was counted is at a rule's threshold or above; where nothing applies it never is.

    Cost: O(1).

    >>> rule = PointsRule(id="full", points=10, when="reached", type="lead")
    >>> is_reached(tally((FieldSpec("City"),), ("valid",)).counts, rule)
    True
    """
    present, valid, weight = counts
    num, threshold = valid if rule.measure == "valid" else present, rule.threshold
    return weight > 0 and num * threshold.denominator >= threshold.numerator * weight
