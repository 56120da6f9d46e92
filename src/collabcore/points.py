"""What pays, how much, to whom, and what is taken back: rules over what happens, exact to the last point.

Rule 1: an event pays under a rule when nothing stands in the way; whatever does is named by one generator,
`_obstacles`, so that a decision and its explanation cannot disagree (SCORING 2.2).
Rule 2: an award is paid once per key, as long as it is not reversed; the ledger is the only memory of it.
Rule 3: a cap is a fold over what shares its bucket, so no order of events matters: an award is credited with what
it adds to the lesser of the cap and the sum, a reversal with what it takes from it.
Rule 4: nothing is edited; what is taken back is an entry with the opposite sign, in the windows of the first.

How it works: `pulled` asks the table of `triggers` what an event is about, `awards` the rules what that pays;
`degraded` and `orphaned` say which awards an event takes back; `credit` says what a cap leaves of an amount.
What a command pays is collected in a `Tally`, since an earlier event of it may use up a key or a cap.

What this file cannot say: when a rule of its own accord would pay; only events pay.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from collabcore import scoring, triggers
from collabcore.criteria import holds, reader
from collabcore.errors import InvalidError
from collabcore.events import Event
from collabcore.latest import latest
from collabcore.model import Cap, Entry, PointsRule, Record, RuleId, UserId
from collabcore.shapes import listed, quoted, read_fraction
from collabcore.triggers import Occasion, Trigger
from collabcore.view import View

__all__ = [
    "Award",
    "Obstacle",
    "Pulled",
    "Tally",
    "amount",
    "award_key",
    "awards",
    "beneficiary",
    "bucket",
    "credit",
    "degraded",
    "half_up",
    "pulled",
    "reversal_points",
    "why_not",
    "why_not_record",
]

Obstacle = Literal[
    "retired",
    "not_in_force",
    "other_type",
    "no_profile",
    "below_threshold",
    "already_reached",
    "not_changed",
    "not_eligible",
    "no_multiplier",
    "no_points",
    "nobody",
    "own",
    "already_paid",
]
"""Why an event does not pay: words for hosts to show, in the order in which they are found."""


Pulled: TypeAlias = tuple[tuple[Trigger, Occasion], ...]
"""What an event is about, row by row of the table of triggers."""


@attrs.frozen(kw_only=True)
class Award:
    """What one event pays under one rule; the ledger entry is made from it."""

    rule: RuleId
    user: UserId
    amount: int
    points: int
    key: str
    bucket: str | None
    object: str
    alert: bool
    expires: dt.datetime | None


@attrs.define
class Tally:
    """What a command has paid and taken back so far, on top of what the view knows."""

    view: View
    keys: dict[str, bool] = attrs.field(factory=dict)
    capped: dict[str, int] = attrs.field(factory=dict)

    def is_paid(self, key: str) -> bool:
        """Tell whether a key is used up. Cost: O(1)."""
        found = self.keys.get(key)
        return self.view.award(key) is not None if found is None else found

    def in_bucket(self, name: str) -> int:
        """Return the sum of all amounts that share a cap. Cost: O(1)."""
        found = self.capped.get(name)
        return self.view.capped(name) if found is None else found

    def note(self, key: str, name: str | None, amount: int, *, paid: bool) -> None:
        """Take note of an award, or of one taken back. Cost: O(1)."""
        if key:
            self.keys[key] = paid
        if name is not None:
            self.capped[name] = self.in_bucket(name) + amount


# -- what pays -----------------------------------------------------------------------------------------------


def pulled(view: View, event: Event) -> Pulled:
    """Return what an event is about, by those rows that a rule waits for, or whose state may have ended.

    Cost: O(fields of a record, mentions of a post).
    """
    return tuple(triggers.occasions(view, event, lambda row: row.state is not None or view.rules_for(row.word)))


def awards(view: View, happened: Pulled, tally: Tally) -> Iterator[Award]:
    """Yield what an event pays, trigger by trigger, rules in the order in which they were made (SCORING 2.2).

    The view is the world before the command; `tally` is what the command did before this event.

    Cost: O(rules of the triggers + their fields).
    """
    for row, occasion in happened:
        for name in view.rules_for(row.word):
            found = _award(view, view.rules[name], occasion, tally)
            if found is not None:
                tally.note(found.key, found.bucket, found.amount, paid=True)
                yield found


def _award(view: View, rule: PointsRule, occasion: Occasion, tally: Tally) -> Award | None:
    if next(_obstacles(view, rule, occasion, tally), None) is not None:
        return None
    user, worth = beneficiary(rule, occasion) or "", amount(rule, occasion.subject) or 0
    shared = bucket(rule.cap, user, occasion.actor, occasion.at) if rule.cap is not None and worth > 0 else None
    before = 0 if shared is None else tally.in_bucket(shared)
    days = rule.expires_after_days
    return Award(
        rule=rule.id,
        user=user,
        amount=worth,
        points=worth if rule.cap is None or shared is None else credit(rule.cap.points, before, worth),
        key=award_key(rule, occasion, user),
        bucket=shared,
        object=occasion.thing,
        alert=rule.alert,
        expires=None if days is None else occasion.at + dt.timedelta(days=days),
    )


def why_not(view: View, rule: PointsRule, occasion: Occasion) -> tuple[Obstacle, ...]:
    """Return everything that keeps an occasion from paying under a rule; nothing when it pays.

    `criteria.failing` says more about `not_eligible`, `scoring.completeness` about `not_reached` (SCORING 2.2).

    Cost: O(fields).
    """
    return tuple(_obstacles(view, rule, occasion, Tally(view)))


def why_not_record(view: View, rule: PointsRule, record: Record, at: dt.datetime) -> tuple[Obstacle, ...]:
    """Return what would keep a rule from paying for a record that came as it is, by the hand of its owner.

    Cost: O(fields).
    """
    occasion = Occasion(
        actor=record.owner,
        owner=record.owner,
        author=record.creator,
        creator=record.creator,
        object=record.id,
        subject=record,
        at=at,
    )
    return why_not(view, rule, occasion)


def _obstacles(view: View, rule: PointsRule, occasion: Occasion, tally: Tally) -> Iterator[Obstacle]:
    if rule.retired:
        yield "retired"
    if not _in_force(rule, occasion.at):
        yield "not_in_force"
    if rule.type not in (None, occasion.subject.type):
        yield "other_type"
        return
    yield from _unpulled(view, rule, occasion)
    if not holds(rule.where, occasion.subject, occasion.at):
        yield "not_eligible"
    yield from _unpayable(rule, occasion)
    user = beneficiary(rule, occasion)
    if user is None or not _may_earn(view, user):
        yield "nobody"
    elif user == occasion.actor and rule.beneficiary in triggers.parsed(rule.when)[0].barred:
        yield "own"
    elif tally.is_paid(award_key(rule, occasion, user)):
        yield "already_paid"


def _unpulled(view: View, rule: PointsRule, occasion: Occasion) -> Iterator[Obstacle]:
    """Yield why an occasion does not pull a rule: not there yet, there already, or nothing changed."""
    row, _ = triggers.parsed(rule.when)
    if row.state is None:
        if not triggers.fires(view, rule, occasion):
            yield "not_changed"
    elif row.scored and scoring.profile_of(view, occasion.subject) is None:
        yield "no_profile"
    elif not triggers.holding(view, rule, occasion.subject, occasion.at):
        yield "below_threshold"
    elif triggers.holding(view, rule, occasion.before, occasion.at):
        yield "already_reached"


def _in_force(rule: PointsRule, at: dt.datetime) -> bool:
    return (rule.starts is None or rule.starts <= at) and (rule.ends is None or at < rule.ends)


def _unpayable(rule: PointsRule, occasion: Occasion) -> Iterator[Obstacle]:
    worth = amount(rule, occasion.subject)
    if worth is None:
        yield "no_multiplier"
    elif worth == 0:
        yield "no_points"


def _may_earn(view: View, user: UserId) -> bool:
    """Tell whether somebody is there, active, and a person (SCORING 2.2, READINGS 37)."""
    found = view.users.get(user)
    return found is not None and found.active and found.kind != "integration"


def beneficiary(rule: PointsRule, occasion: Occasion) -> UserId | None:
    """Return who earns under a rule; None when that is nobody, as for what the host did (READINGS 41).

    It does not ask whether that person is there and active (SCORING 2.2).

    Cost: O(1).
    """
    return getattr(occasion, rule.beneficiary) or None


@latest
def award_key(rule: PointsRule, occasion: Occasion, user: UserId) -> str:
    """Return the text under which a rule pays once: the parts of its key, by name, as JSON.

    Different parts never give the same text, whatever characters the ids hold.
    A day is a date in UTC, a week an ISO week of such dates (SCORING 2.2).

    Cost: O(1).
    """
    parts = [f'"{p}": {quoted(rule.id if p == "rule" else occasion.part(p, user))}' for p in sorted(rule.key)]
    return f"{{{', '.join(parts)}}}"


# -- how much ------------------------------------------------------------------------------------------------


def half_up(number: Fraction) -> int:
    """Return the nearest whole number, the greater of two that are as near.

    Cost: O(1).

    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(51, 20))
    (3, -2, 3)
    """
    return math.floor(number + Fraction(1, 2))


def amount(rule: PointsRule, subject: Record) -> int | None:
    """Return what a rule pays for a record, before any cap; None when its multiplier cannot be read.

    The multiplier is a number or a text `n/d`, taken exactly; nought is nought.
    It is rounded half up, and bounded after that (SCORING 2.2).

    Cost: O(1).
    """
    points = rule.points
    if rule.multiplier is not None:
        factor = _number(reader(rule.multiplier)(subject))
        if factor is None:
            return None
        points = half_up(points * factor)
    points = points if rule.minimum is None else max(points, rule.minimum)
    return points if rule.maximum is None else min(points, rule.maximum)


def _number(value: object) -> Fraction | None:
    """Return a number exactly, as it is written; None for what is none."""
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (int, float)):
        return Fraction(str(value))
    if not isinstance(value, str) or "/" not in value:
        return None
    try:
        return read_fraction(value, "multiplier")
    except InvalidError:
        return None


# -- caps ----------------------------------------------------------------------------------------------------


def bucket(cap: Cap, user: UserId, actor: str, at: dt.datetime) -> str:
    """Return the text by which awards share a cap: its group, the person, and the period in UTC.

    A `pair` is a giver and a receiver on one day (SCORING 2.2, P11).

    Cost: O(1).

    >>> bucket(Cap(group="likes", per="pair", points=6), "bob", "ana", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    '["likes", "bob", "2026-01-05", "ana"]'
    """
    day = at.astimezone(dt.UTC).date()
    periods: Mapping[str, tuple[str, ...]] = {
        "day": (day.isoformat(),),
        "week": (triggers.week(day),),
        "month": (day.isoformat()[:7],),
        "total": (),
        "pair": (day.isoformat(), actor),
    }
    return listed((cap.group, user, *periods[cap.per]))


def credit(cap: int, before: int, amount: int) -> int:
    """Return what an amount is credited with in a bucket that holds `before`; taken back it is negative.

    Added up in any order, the credits of a bucket are the lesser of its cap and its amounts (SCORING 2.2).

    Cost: O(1).

    >>> credit(200, 195, 10), credit(200, 205, -10)
    (5, -5)
    """
    return min(cap, before + amount) - min(cap, before)


def reversal_points(view: View, entry: Entry, tally: Tally) -> int:
    """Return the points of the counter-entry to an entry: all it gave, or what its cap sets free.

    Cost: O(1).
    """
    rule = None if entry.rule is None else view.rules.get(entry.rule)
    if entry.bucket is None or rule is None or rule.cap is None:
        return -entry.points
    return credit(rule.cap.points, tally.in_bucket(entry.bucket), -entry.worth)


# -- what is taken back --------------------------------------------------------------------------------------


def degraded(view: View, happened: Pulled) -> Iterator[Entry]:
    """Yield the awards that a save takes back: its record was in the state they were for, and is no more.

    A state that other declarations end takes nothing back: only saves do (SCORING 1.3, 2.2, P5).

    Cost: O(awards for the record).
    """
    for row, occasion in happened:
        if row.state is not None:
            yield from _lost(view, row.word, occasion)


def _lost(view: View, word: str, occasion: Occasion) -> Iterator[Entry]:
    for name in view.awards_for(occasion.thing):
        entry = view.entries[name]
        rule = view.rules[entry.rule or ""]
        if rule.clawback != "on_degrade" or triggers.parsed(rule.when)[0].word != word:
            continue
        if triggers.holding(view, rule, occasion.before, occasion.at) and not triggers.holding(
            view, rule, occasion.subject, occasion.at
        ):
            yield entry
