"""What a command's events pay and take back: the last word on every command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from collabcore import events as e
from collabcore import points
from collabcore.decide.asking import Ask
from collabcore.model import Entry
from collabcore.points import Award, Tally

__all__ = ["counter", "paid"]


def paid(ask: Ask, events: Iterable[e.Event]) -> Iterator[e.PointsAwarded]:
    """Yield the ledger entries that some events make: what they take back first, then what they pay.

    While data are loaded silently nothing comes or goes; loaded to score, it does without a word (READINGS 60).
    """
    if not ask.view.rules or ask.view.importing == "silent":
        return
    tally = Tally(ask.view)
    for event in events:
        happened = points.pulled(ask.view, event)
        for entry in (*points.degraded(ask.view, happened), *_taken_back(ask, event)):
            yield counter(ask, entry, tally, "")
        for award in points.awards(ask.view, happened, tally):
            yield ask.event(e.PointsAwarded, entry=_entry(ask, award))


def _taken_back(ask: Ask, event: e.Event) -> Iterator[Entry]:
    """Yield the awards that an event takes back for good: of what is deleted, of what is merged."""
    match event:
        case e.RecordsMerged(record=record):
            yield from _awards_of(ask, record)
            yield from _orphaned(ask, _said_on(ask, record))
        case e.RecordDeleted(id=gone) | e.GroupDeleted(id=gone):
            yield from _orphaned(ask, (gone, *_said_on(ask, gone)))
        case e.Deleted(id=gone):
            yield from _orphaned(ask, (gone, *ask.view.comments_on(gone)))
        case _:
            return


def _said_on(ask: Ask, place: str) -> Iterator[str]:
    """Yield the posts and comments in a place, which go with it."""
    timeline = ask.view.timeline("newest")
    for post in map(timeline.post, timeline.stream(f"on:{place}")):
        yield post
        yield from ask.view.comments_on(post)


def _awards_of(ask: Ask, thing: str) -> Iterator[Entry]:
    return (ask.view.entries[entry] for entry in ask.view.awards_for(thing))


def _orphaned(ask: Ask, gone: Iterable[str]) -> Iterator[Entry]:
    """Yield the awards for what is deleted, where their rule wants them back (SCORING 2.2, READINGS 15)."""
    for thing in gone:
        for entry in _awards_of(ask, thing):
            if ask.view.rules[entry.rule or ""].clawback != "keep":
                yield entry


def counter(ask: Ask, entry: Entry, tally: Tally, reason: str) -> e.PointsAwarded:
    """Return the counter-entry to an entry; it counts in the windows of the entry (READINGS 15)."""
    taken = points.reversal_points(ask.view, entry, tally)
    tally.note(entry.key, entry.bucket, -entry.worth, paid=False)
    made = Entry(
        id=ask.make_id(),
        user=entry.user,
        points=taken,
        kind="reversal",
        purse=entry.purse,
        key=entry.key,
        rule=entry.rule,
        record=entry.record,
        alert=False,
        reverses=entry.id,
        effective_at=entry.effective_at,
        amount=None if taken == -entry.worth else -entry.worth,
        bucket=entry.bucket,
        recorded_at=None if ask.at == entry.effective_at else ask.at,
        actor=ask.by or None,
        reason=reason,
    )
    return ask.event(e.PointsAwarded, entry=made)


def _entry(ask: Ask, award: Award) -> Entry:
    told = award.alert and award.points != 0 and ask.view.importing in (None, "live")
    entry = Entry(
        id=ask.make_id(),
        user=award.user,
        points=award.points,
        key=award.key,
        rule=award.rule,
        record=award.object,
        alert=told,
        effective_at=ask.at,
        bucket=award.bucket,
        expires=award.expires,
    )
    return entry if award.points == award.amount else attrs.evolve(entry, amount=award.amount)
