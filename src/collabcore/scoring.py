"""How complete a record is, and what that pays: exact, decided once, explained by the same words.

Rule 1: every decision about a record's score, and about whether a save earns points, lives here.
Rule 2: what one value is worth is decided below, in `fieldstates`, and counted in `completeness`.
Rule 3: nothing here is rounded: thresholds are compared by multiplying across.

How completeness works: a profile is compiled into one small step per field, which gives the field's state.
A field whose conditions do not hold does not apply and is in no denominator (SCORING 1.2, 1.3).

How points work: a rule pays at an *edge*, a save that takes a record over a threshold, and once per key.
Whatever stands in the way is named by one generator, `_obstacles`:
a save pays when it names nothing, and `why_not` is everything it names,
so that decision and explanation cannot disagree (SCORING 2.2).

What this file cannot say: what was paid before.  It asks the view; the ledger is the memory.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

import attrs

from collabcore.completeness import Completeness, FieldScore, macro, micro, shown, tally
from collabcore.criteria import holds, reader
from collabcore.criteria import validate as validate_criteria
from collabcore.errors import InvalidError
from collabcore.fieldstates import State, is_blank, judge
from collabcore.model import (
    CompletenessProfile,
    FieldSpec,
    KeyPart,
    Mode,
    PointsRule,
    Record,
    RecordId,
    RuleId,
    UserId,
)
from collabcore.view import View

__all__ = [
    "Award",
    "Completeness",
    "FieldScore",
    "Obstacle",
    "Save",
    "Scorer",
    "award_key",
    "awards",
    "beneficiary",
    "compiled",
    "completeness",
    "macro",
    "micro",
    "reaches",
    "shown",
    "validate_profile",
    "validate_rule",
    "why_not",
]

Scorer: TypeAlias = Callable[[Record, dt.datetime], tuple[State, ...]]
"""Gives the state of every field of a profile, in the profile's order."""

_Step: TypeAlias = Callable[[Record, dt.datetime], State]

_COMPILED: Final[dict[int, tuple[CompletenessProfile, Scorer]]] = {}
_COMPILED_LIMIT: Final = 256


# -- completeness --------------------------------------------------------------------------------------------


def completeness(
    profile: CompletenessProfile,
    record: Record,
    at: dt.datetime,
    readable: Callable[[str], bool] | None = None,
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
        return tally(profile.fields, compiled(profile)(record, at))
    fields = {name: value for name, value in record.fields.items() if readable(name)}
    seen = attrs.evolve(record, fields=types.MappingProxyType(fields))
    states = zip(profile.fields, compiled(profile)(seen, at), strict=True)
    kept = [(spec, state) for spec, state in states if readable(spec.name)]
    return tally([spec for spec, _ in kept], [state for _, state in kept])


def compiled(profile: CompletenessProfile) -> Scorer:
    """Return the function that gives the state of every field of a record, made once per profile.

    It is remembered by the identity of the profile, since the values inside conditions need not be hashable.

    Cost: O(1) when remembered, O(fields) the first time; the function it returns costs O(fields).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> profile = CompletenessProfile(type="lead", fields=(FieldSpec("City"), FieldSpec("State")))
    >>> fields = {"City": "tbd"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> compiled(profile)(lead, noon)
    ('placeholder', 'blank')
    """
    found = _COMPILED.get(id(profile))
    if found is not None and found[0] is profile:
        return found[1]
    if len(_COMPILED) >= _COMPILED_LIMIT:
        _COMPILED.clear()
    scorer = _scorer(profile)
    _COMPILED[id(profile)] = (profile, scorer)
    return scorer


def _scorer(profile: CompletenessProfile) -> Scorer:
    steps = tuple(_step(spec, profile.mode) for spec in profile.fields)
    return lambda record, at: tuple([step(record, at) for step in steps])


def _step(spec: FieldSpec, mode: Mode) -> _Step:
    read, state, applies_when = reader(spec.name), judge(spec, mode), spec.applies_when
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


# -- points --------------------------------------------------------------------------------------------------

Obstacle = Literal[
    "retired",
    "other_type",
    "no_profile",
    "below_threshold",
    "already_reached",
    "not_eligible",
    "nobody",
    "already_paid",
]
"""Why a save does not pay: words for hosts to show, in the order in which they are found."""


@attrs.frozen
class Save:
    """One save of a record, as the points rules see it.

    Attributes:
        before: The record as it stood; None when the save creates it.
        after: The record as it will stand.
        actor: Who saves.
        at: The instant of the save: age and eligibility are measured then, and never again.
    """

    before: Record | None
    after: Record
    actor: str
    at: dt.datetime


@attrs.frozen
class Award:
    """What one save pays under one rule; the ledger entry is made from it."""

    rule: RuleId
    user: UserId
    points: int
    key: str
    record: RecordId
    alert: bool


def awards(view: View, before: Record | None, after: Record, actor: str, at: dt.datetime) -> tuple[Award, ...]:
    """Return what a save pays, rule by rule in the order in which the rules were made (SCORING 2.2).

    The view is the world before the save; the other arguments are those of `Save`.
    It does not look at caps, imports or reversals.

    Cost: O(rules + fields of the rules of the record's type).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> lead = Record(id="l1", type="lead", owner="ana", created_at=noon, updated_at=noon)
    >>> full = attrs.evolve(lead, fields={"City": "Pau"})
    >>> view = types.SimpleNamespace(
    ...     rules={"full": PointsRule(id="full", points=10, when="reached", type="lead")},
    ...     profiles={"lead": CompletenessProfile(type="lead", fields=(FieldSpec("City"),))},
    ...     users={"ana": types.SimpleNamespace(active=True)},
    ...     award={}.get,
    ... )
    >>> [(award.user, award.points) for award in awards(view, lead, full, "bob", noon)]
    [('ana', 10)]
    """
    save = Save(before, after, actor, at)
    earned = (_award(view, rule, save) for rule in view.rules.values())
    return tuple(award for award in earned if award is not None)


def why_not(view: View, rule: PointsRule, save: Save) -> tuple[Obstacle, ...]:
    """Return everything that keeps a save from paying under a rule; nothing when it pays.

    `criteria.failing` says more about `not_eligible`, `completeness` about `below_threshold` (SCORING 2.2).

    Cost: O(fields).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> lead = Record(id="l1", type="lead", owner="ana", created_at=noon, updated_at=noon)
    >>> rule = PointsRule(id="full", points=10, when="reached", type="lead")
    >>> why_not(types.SimpleNamespace(profiles={}, users={}), rule, Save(None, lead, "ana", noon))
    ('no_profile', 'nobody')
    """
    return tuple(_obstacles(view, rule, save))


def _award(view: View, rule: PointsRule, save: Save) -> Award | None:
    user = beneficiary(rule, save.after, save.actor)
    if user is None or next(_obstacles(view, rule, save), None) is not None:
        return None
    key = award_key(rule, save.after, user, save.actor, save.at)
    return Award(rule.id, user, rule.points, key, save.after.id, rule.alert)


def _obstacles(view: View, rule: PointsRule, save: Save) -> Iterator[Obstacle]:
    if rule.retired:
        yield "retired"
    if rule.type != save.after.type:
        yield "other_type"
        return
    profile = view.profiles.get(rule.type)
    if profile is None:
        yield "no_profile"
    elif not _is_reached(profile, rule, save.after, save.at):
        yield "below_threshold"
    elif save.before is not None and _is_reached(profile, rule, save.before, save.at):
        yield "already_reached"
    if not holds(rule.where, save.after, save.at):
        yield "not_eligible"
    user = beneficiary(rule, save.after, save.actor)
    if user is None or not _may_earn(view, user):
        yield "nobody"
    elif view.award(award_key(rule, save.after, user, save.actor, save.at)) is not None:
        yield "already_paid"


def _may_earn(view: View, user: UserId) -> bool:
    found = view.users.get(user)
    return found is not None and found.active


def reaches(
    profile: CompletenessProfile, rule: PointsRule, before: Record | None, after: Record, at: dt.datetime
) -> bool:
    """Tell whether a save takes a record over a rule's threshold: not reached before it, reached after it.

    A record created above the threshold counts; one whose score is None never does.
    Both sides are scored at the instant of the save, so that time alone is no edge (SCORING 2.2).

    Cost: O(fields).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> profile = CompletenessProfile(type="lead", fields=(FieldSpec("City"),))
    >>> rule = PointsRule(id="full", points=10, when="reached", type="lead")
    >>> fields = {"City": "Pau"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> reaches(profile, rule, None, lead, noon), reaches(profile, rule, lead, lead, noon)
    (True, False)
    """
    was_reached = before is not None and _is_reached(profile, rule, before, at)
    return not was_reached and _is_reached(profile, rule, after, at)


def _is_reached(profile: CompletenessProfile, rule: PointsRule, record: Record, at: dt.datetime) -> bool:
    score = completeness(profile, record, at)
    num = score.valid_weight if rule.measure == "valid" else score.present_weight
    threshold = rule.threshold
    return score.weight > 0 and num * threshold.denominator >= threshold.numerator * score.weight


def beneficiary(rule: PointsRule, record: Record, actor: str) -> UserId | None:
    """Return who earns under a rule; None when that is nobody, as for what the host did (READINGS 41).

    It does not ask whether that person is there and active (SCORING 2.2).

    Cost: O(1).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> lead = Record(id="l1", type="lead", owner="ana", created_at=noon, updated_at=noon)
    >>> rule = PointsRule(id="full", points=10, when="reached", type="lead")
    >>> beneficiary(rule, lead, "bob"), beneficiary(attrs.evolve(rule, beneficiary="actor"), lead, "bob")
    ('ana', 'bob')
    """
    who = {"owner": record.owner, "actor": actor, "creator": record.creator}
    return who[rule.beneficiary] or None


def award_key(rule: PointsRule, record: Record, user: UserId, actor: str, at: dt.datetime) -> str:
    """Return the text under which a rule pays once: the parts of its key, by name, as JSON.

    Different parts never give the same text, whatever characters the ids hold.
    A day is a date in UTC, a week an ISO week of such dates (SCORING 2.2).

    Cost: O(1).

    >>> noon = dt.datetime(2024, 12, 30, 12, tzinfo=dt.UTC)
    >>> lead = Record(id="l1", type="lead", owner="ana", created_at=noon, updated_at=noon)
    >>> rule = PointsRule(id="full", points=10, when="reached", type="lead", key=("rule", "user", "week"))
    >>> award_key(rule, lead, "ana", "bob", noon)
    '{"rule": "full", "user": "ana", "week": "2025-W01"}'
    """
    day = at.astimezone(dt.UTC).date()
    year, week, _ = day.isocalendar()
    parts: Mapping[KeyPart, str] = {
        "rule": rule.id,
        "record": record.id,
        "user": user,
        "actor": actor,
        "day": day.isoformat(),
        "week": f"{year:04}-W{week:02}",
    }
    return json.dumps({part: parts[part] for part in sorted(rule.key)})


def validate_rule(rule: PointsRule) -> None:
    """Refuse a points rule that could never pay or has no key of its own, at the time it is declared.

    It does not ask whether its type has a profile yet (SCORING 2.2).

    Cost: O(criteria).

    >>> validate_rule(PointsRule(id="full", points=0, when="reached", type="lead"))
    Traceback (most recent call last):
    collabcore.errors.InvalidError: `full` needs points other than `0`

    Raises:
        InvalidError: No points, no record type, a threshold outside 0 to 1, a key that leaves out the rule
            or says something twice, or a condition that means nothing.
    """
    if not _is_whole(rule.points) or rule.points == 0:
        raise InvalidError(f"`{rule.id}` needs points other than `{rule.points}`", rule="points.amount")
    if is_blank(rule.type):
        raise InvalidError(f"`{rule.id}` needs a type of record, not `{rule.type}`", rule="points.type")
    if not 0 < rule.threshold <= 1:
        what = f"the threshold of `{rule.id}` must be above 0 and at most 1"
        raise InvalidError(f"{what}, not `{rule.threshold}`", rule="points.threshold")
    if "rule" not in rule.key or len(set(rule.key)) != len(rule.key):
        what = f"the key of `{rule.id}` must name `rule`, and nothing twice"
        raise InvalidError(f"{what}, not `{', '.join(rule.key)}`", rule="points.key")
    validate_criteria(rule.where)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
