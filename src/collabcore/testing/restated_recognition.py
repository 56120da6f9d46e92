"""The rules of recognition once more, said plainly: levels, points to spend, badges, ideas, beside `restatement`.

It too is written from the documents alone, and imports none of the rooms it judges.
*S* is SCORING, *R* is RULES, *rd* is READINGS, by section or number, *P* are its worked cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from collabcore import events as ev
from collabcore.model import Badge, Entry, PointsLevel
from collabcore.testing.restated_acts import Diary
from collabcore.testing.restated_scores import holds
from collabcore.view import View

__all__ = ["earning", "idea_totals", "level", "spendable"]


def level(levels: Sequence[PointsLevel], entries: Iterable[Entry]) -> str | None:
    """Return the name of somebody's level.

    Cost: O(entries * levels).
    """
    rising = sorted(levels, key=lambda each: each.points)
    names = [each.name for each in rising]
    on: str | None = None
    total = 0
    for entry in entries:
        total += entry.points if entry.purse in {"both", "rank"} else 0  # spending takes none away (S 2.3)
        reached = [each.name for each in rising if each.points <= total]
        place = names.index(on) if on is not None else -1
        if len(reached) - 1 >= place:
            on = reached[-1] if reached else None  # up at once (rd 7)
        elif total * 10 < rising[place].points * 9:
            on = names[place - 1] if place > 0 else None  # below nine tenths of its own, one at a time (rd 7)
    return on


class _Point:
    """One single point: when it expires, the entry that gave it, and the redemption that took it."""

    def __init__(self, entry: Entry) -> None:
        self.expires = entry.expires
        self.source = entry.id
        self.spent_on: str | None = None
        self.gone = False

    def is_there(self, at: dt.datetime) -> bool:
        return not self.gone and self.spent_on is None and (self.expires is None or at < self.expires)  # (rd 87)


def spendable(entries: Iterable[Entry], now: dt.datetime) -> int:
    """Return what somebody can spend: every point is moved by itself.

    Cost: O(points * points).
    """
    points: list[_Point] = []
    owed = 0
    for entry in entries:
        at = entry.effective_at if entry.recorded_at is None else entry.recorded_at
        if entry.purse == "rank":
            continue
        if entry.kind == "refund":
            for point in points:
                if point.spent_on == entry.reverses:
                    point.spent_on = None  # back into its own lot (S 2.6)
        elif entry.points > 0:
            points += [_Point(entry) for _ in range(entry.points)]
        else:
            owed += _take(points, entry, at)
        while owed and (there := _first(points, at)) is not None:
            there.gone = True  # what is owed is paid first (S 2.6)
            owed -= 1
    return sum(point.is_there(now) for point in points) - owed


def _take(points: list[_Point], entry: Entry, at: dt.datetime) -> int:
    """Take an entry's points away, and return how many were not there."""
    own = [point for point in points if point.source == entry.reverses and not point.gone and point.spent_on is None]
    expired = [point for point in own if not point.is_there(at)]
    lost = expired[: max(-entry.points - (len(own) - len(expired)), 0)]
    for point in lost:
        point.gone = True  # it was worth nothing already, and is not taken a second time
    missing = 0
    for _ in range(-entry.points - len(lost)):
        there = _first([point for point in points if point.source == entry.reverses], at) or _first(points, at)
        if there is None:
            missing += 1
        elif entry.kind == "redeem":
            there.spent_on = entry.id
        else:
            there.gone = True
    return missing


def _first(points: Iterable[_Point], at: dt.datetime) -> _Point | None:
    """Return the point that expires first, of those that are there; of equal ones the one that came first."""
    there = [point for point in points if point.is_there(at)]
    ends = [point.expires for point in there if point.expires is not None]
    end = min(ends) if ends else None
    return next((point for point in there if point.expires == end), None)


def idea_totals(events: Iterable[ev.Event]) -> dict[str, int]:
    """Return the total of every idea: ten for a vote up, ten less for one down, everybody once (R 10, rd 58).

    Cost: O(events * votes).
    """
    votes: dict[str, dict[str, bool]] = {}
    for event in events:
        match event:
            case ev.IdeaPosted(idea=idea):
                votes[idea.id] = {idea.author: True}  # the author's automatic first vote (R 10)
            case ev.IdeaVoted(idea=id_, user=user, up=up):
                votes[id_][user] = up
            case ev.IdeasMerged(idea=gone, into=into):
                votes[into] = votes[gone] | votes[into]  # by the vote on the surviving idea first (rd 58)
            case _:
                pass
    return {idea: 10 * sum(1 if up else -1 for up in of.values()) for idea, of in votes.items()}


# Badges (S 2.4, P20)


def earning(view: View, diary: Diary, badge: Badge, user: str) -> int:
    """Return how often somebody has a badge that goes when the count falls, by all that happened.

    Cost: O(acts of the person * lines).
    """
    person = view.users[user]
    count = sum(_still_counts(view, badge, thing, user) for thing in diary.things(badge.when or "", user))
    times = count // badge.count
    # Whoever is away, or of another kind, neither earns nor loses meanwhile: nothing is said of them (rd 88).
    if not person.active or person.kind not in {"internal", "free"}:
        return sum(
            grant.badge == badge.id and grant.thanks is None and not grant.revoked for grant in view.grants(user)
        )
    return times if badge.multiple else min(times, 1)


def _still_counts(view: View, badge: Badge, thing: str, user: str) -> bool:
    """Tell whether an object is there, was not taken back, and meets the badge's terms now."""
    if not thing:
        return badge.type is None and not badge.where
    lines = [view.entries[entry] for entry in view.ledger(user)]
    back = {line.reverses for line in lines if line.kind == "reversal"}
    paid = [
        line.id not in back for line in lines if line.record == thing and line.kind in {"award", "thanks", "manual"}
    ]
    if paid and not any(paid):
        return False
    if thing not in {*view.records, *view.posts, *view.comments, *view.ideas, *view.activities, *view.entries}:
        return False
    record = view.records.get(thing)
    if badge.type is None and not badge.where:
        return True
    return (
        record is not None
        and badge.type in {None, record.type}
        and all(holds(c, record, view.now) for c in badge.where)
    )
