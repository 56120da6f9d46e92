"""What pays, once more, said plainly: awards, caps and what is taken back, beside `restatement`.

It too is written from the documents alone, and imports none of the rooms it judges.
*S* is SCORING, *R* is RULES, *rd* is READINGS, by section or number, *P* are its worked cases.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from collabcore import events as ev
from collabcore.model import Entry, PointsRule
from collabcore.testing.restated_acts import Act, acts, turned
from collabcore.testing.restated_scores import holds
from collabcore.view import View

__all__ = ["Line", "Payroll", "is_automatic"]


@attrs.define(kw_only=True)
class Line:
    """One line of the ledger as it should be: whose, under which rule, for what, and how much."""

    rule: PointsRule
    user: str
    thing: str
    key: tuple[str, ...]
    worth: int
    points: int
    bucket: tuple[str, ...] | None
    expires: dt.datetime | None = None
    gone: bool = False
    entry: str = ""
    takes_back: Line | None = None

    def told(self) -> tuple[Any, ...]:
        """Return what an entry must say. Cost: O(1)."""
        back = None if self.takes_back is None else self.takes_back.entry
        return (self.rule.id, self.user, self.thing, self.points, self.worth, self.expires, back)


def is_automatic(event: ev.Event) -> bool:
    """Tell whether an event is a line that rules made, and nobody asked for by hand. Cost: O(1)."""
    return isinstance(event, ev.PointsAwarded) and (
        event.entry.kind == "award" or (event.entry.kind == "reversal" and not event.entry.reason)
    )


class Payroll:
    """What the rules pay and take back, event by event, kept as one long list of lines."""

    def __init__(self) -> None:
        """Start with none."""
        self.lines: list[Line] = []
        self._due: list[Line] = []

    def hear(self, view: View, event: ev.Event) -> None:
        """Work out what an event pays; the view is the world before it. Cost: O(lines * rules)."""
        if isinstance(event, ev.PointsAwarded) and event.entry.kind == "reversal" and event.entry.rule:
            self._reversed(event.entry)
        if view.importing == "silent":
            return  # neither points nor alerts, and no key is used up (rd 60)
        for line in [*self._ended(view, event), *self._lost(view, event)]:
            if not line.gone:
                self._take_back(line)
        for act in acts(view, event):
            for rule in view.rules.values():
                self._pay(view, rule, act)

    def check(self, entry: Entry) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Return what the next line should say, and what the entry says. Cost: O(1)."""
        line = self._due.pop(0)
        line.entry = entry.id
        worth = entry.points if entry.amount is None else entry.amount
        said = (entry.rule, entry.user, entry.record, entry.points, worth, entry.expires, entry.reverses)
        return line.told(), said

    @property
    def is_settled(self) -> bool:
        """Whether everything that was due has come."""
        return not self._due

    # What pays

    def _pay(self, view: View, rule: PointsRule, act: Act) -> None:
        if rule.retired or (rule.starts and act.at < rule.starts) or (rule.ends and rule.ends <= act.at):
            return
        if rule.type not in {None, act.after.type} or not all(holds(each, act.after, act.at) for each in rule.where):
            return
        if turned(view, act, rule.when, rule.measure, rule.threshold) is not True:
            return
        earner = getattr(act, rule.beneficiary) or ""
        person = view.users.get(earner)
        if person is None or not person.active or person.kind == "integration" or act.is_own(earner, rule.beneficiary):
            return
        worth, key = _worth(rule, act), self._key(rule, act, earner)
        if not worth or any(line.key == key and not line.gone and not line.takes_back for line in self.lines):
            return
        days = rule.expires_after_days
        line = Line(
            rule=rule,
            user=earner,
            thing=act.thing,
            key=key,
            worth=worth,
            points=worth,
            bucket=self._bucket(rule, act, earner) if worth > 0 else None,
            expires=None if days is None else act.at + dt.timedelta(days=days),
        )
        before = self._credited(line)
        self.lines.append(line)
        line.points = self._credited(line) - before if line.bucket else worth
        self._due.append(line)

    @staticmethod
    def _key(rule: PointsRule, act: Act, earner: str) -> tuple[str, ...]:
        day = act.at.astimezone(dt.UTC).date()
        parts = {
            "rule": rule.id,
            "record": act.thing,
            "object": act.object,
            "user": earner,
            "actor": act.actor,
            "day": day.isoformat(),
            "week": str(day.isocalendar()[:2]),
        }
        return tuple(f"{part}={parts[part]}" for part in sorted(rule.key))

    @staticmethod
    def _bucket(rule: PointsRule, act: Act, earner: str) -> tuple[str, ...] | None:
        if rule.cap is None:
            return None
        day = act.at.astimezone(dt.UTC).date()
        periods = {
            "day": (str(day),),
            "week": (str(day.isocalendar()[:2]),),
            "month": (str((day.year, day.month)),),
            "total": (),
            "pair": (str(day), act.actor),
        }
        return (rule.cap.group, earner, *periods[rule.cap.per])

    def _credited(self, of: Line) -> int:
        """Return what a bucket credits: the lesser of its cap and of what stands in it, whatever the order (P9)."""
        if of.bucket is None or of.rule.cap is None:
            return 0
        standing = (line.worth for line in self.lines if line.bucket == of.bucket and not line.gone)
        return min(of.rule.cap.points, sum(standing))

    # What is taken back

    def _take_back(self, line: Line) -> None:
        before = self._credited(line)
        line.gone = True
        back = attrs.evolve(line, worth=-line.worth, takes_back=line, expires=None, entry="", points=-line.points)
        back.points = self._credited(line) - before if line.bucket else -line.points
        self._due.append(back)

    def _reversed(self, entry: Entry) -> None:
        for line in self.lines:
            if line.entry == entry.reverses:
                line.gone = True

    def _ended(self, view: View, event: ev.Event) -> Iterator[Line]:
        """Yield the awards for a state that an event ends (P5)."""
        for act in acts(view, event):
            for line in self.lines:
                if line.thing == act.thing and line.rule.clawback == "on_degrade":
                    rule = line.rule
                    if turned(view, act, rule.when, rule.measure, rule.threshold) is False:
                        yield line

    def _lost(self, view: View, event: ev.Event) -> Iterator[Line]:
        """Yield the awards for what an event deletes, and all those of a record that is merged away (P7)."""
        match event:
            case ev.RecordsMerged(record=gone):
                yield from (line for line in self.lines if line.thing == gone)
                things = _said_on(view, gone)
            case ev.RecordDeleted(id=gone) | ev.GroupDeleted(id=gone):
                things = [gone, *_said_on(view, gone)]
            case ev.Deleted(id=gone):
                things = [gone, *(each.id for each in view.comments.values() if each.post == gone)]
            case _:
                return
        for thing in things:
            yield from (line for line in self.lines if line.thing == thing and line.rule.clawback != "keep")


def _said_on(view: View, place: str) -> list[str]:
    posts = [post.id for post in view.posts.values() if post.to == place]
    return [
        thing for post in posts for thing in (post, *(each.id for each in view.comments.values() if each.post == post))
    ]


def _worth(rule: PointsRule, act: Act) -> int:
    """Return what a rule pays before any cap: exact, half up, bounded after that; nought where nothing is read (P8)."""
    factor = Fraction(1) if rule.multiplier is None else _number(act.after.fields.get(rule.multiplier))
    if factor is None:
        return 0
    points = math.floor(rule.points * factor + Fraction(1, 2))
    low = points if rule.minimum is None else max(points, rule.minimum)
    return low if rule.maximum is None else min(low, rule.maximum)


def _number(value: object) -> Fraction | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Fraction(str(value))
    written = isinstance(value, str) and re.fullmatch(r"-?\d+/[1-9]\d*", value)
    return Fraction(str(value)) if written else None
