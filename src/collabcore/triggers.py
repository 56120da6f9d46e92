"""What a points rule may wait for: one table from a trigger's word to the events that pull it.

Rule 1: every trigger is a row of `TRIGGERS`: its word, its event, who is who in it, and what *once* means for it.
Rule 2: a row says what happened and to whom; whether a rule pays for it is decided above, in `points`.
Rule 3: what a rule reads is always a record: of talk and people one is made up, its *subject*, whose type is the
kind of the thing and whose fields are the thing's own.

How to read it: an event of a class pulls the rows of that class. A row turns it into occasions, one for each
person it is about: the `owner` is whoever the act belongs to (who posts, who is liked, who holds the record),
so that a rule that names no beneficiary pays the right one.
A save also has a state before and after it; `reached`, `left` and `stage` fire where that state turns true,
and an award given on degrading terms is taken back where it turns false again (SCORING 2.2).

What it cannot say: that something is about to happen, or has not happened for long.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import attrs

from collabcore import events as e
from collabcore import scoring
from collabcore.errors import InvalidError
from collabcore.events import Event
from collabcore.fieldstates import is_blank
from collabcore.model import Comment, KeyPart, PointsRule, Post, Record, UserId
from collabcore.shapes import frozen_mapping
from collabcore.view import View

__all__ = ["STAGES", "TRIGGERS", "Occasion", "Trigger", "fires", "holding", "occasions", "parsed", "rows_of", "word"]


@attrs.frozen(kw_only=True)
class Occasion:
    """Something that may pay: who is who in it, and what it is about.

    Attributes:
        actor: Who did it; HOST for the host.
        owner: Whom the act or the thing belongs to.
        author: Who wrote what it is about.
        creator: Who made what it is about.
        object: The id of what it is about.
        subject: What rules read of it, as it is after the event.
        before: The same before the event; None when there was none.
    """

    actor: str
    owner: UserId | None
    author: UserId | None = None
    creator: UserId | None = None
    object: str
    subject: Record
    before: Record | None = None
    at: dt.datetime


_Occasions: TypeAlias = Callable[[View, Any], Iterator[Occasion]]
_State: TypeAlias = Callable[[View, PointsRule, str, Record, dt.datetime], bool]

_ONCE_A_RECORD: Final[tuple[KeyPart, ...]] = ("rule", "record")
_ONCE_AN_ACT: Final[tuple[KeyPart, ...]] = ("rule", "object", "actor", "user")
_ONCE_A_DAY: Final[tuple[KeyPart, ...]] = ("rule", "user", "day")


@attrs.frozen(kw_only=True)
class Trigger:
    """One row: the word of a trigger, the events that pull it, and how.

    Attributes:
        state: Whether a record is in the state the trigger waits for; None where the event alone pulls it.
        scored: Whether that state is one of the record's score.
        takes: What stands in brackets after the word; empty when nothing may.
        received: Whether it is about what others do to one's own, which nobody can do to oneself.
        key: What is paid once only, unless the rule says otherwise.
    """

    word: str
    events: tuple[type[Event], ...]
    occasions: _Occasions
    state: _State | None = None
    scored: bool = False
    takes: str = ""
    received: bool = False
    key: tuple[KeyPart, ...] = _ONCE_AN_ACT


# -- saves of records ----------------------------------------------------------------------------------------


def _of_record(event: Event, record: Record, before: Record | None) -> Occasion:
    return Occasion(
        actor=event.by,
        owner=record.owner,
        author=record.creator,
        creator=record.creator,
        object=record.id,
        subject=record,
        before=before,
        at=event.at,
    )


def _added(_view: View, event: e.RecordAdded) -> Iterator[Occasion]:
    yield _of_record(event, event.record, None)


def _deleted(view: View, event: e.RecordDeleted) -> Iterator[Occasion]:
    record = view.records[event.id]
    yield _of_record(event, record, record)


def _saved(view: View, event: Event) -> Iterator[Occasion]:
    """Yield the save of a record: made, changed or handed on."""
    match event:
        case e.RecordAdded(record=record):
            yield _of_record(event, record, None)
        case e.RecordUpdated(id=record_id, fields=fields) if record_id in view.records:
            before = view.records[record_id]
            kept = {name: value for name, value in {**before.fields, **fields}.items() if value is not None}
            after = attrs.evolve(before, fields=frozen_mapping(kept), updated_at=event.at)
            yield _of_record(event, after, before)
        case e.OwnerChanged(record=record_id, owner=owner) if record_id in view.records:
            before = view.records[record_id]
            yield _of_record(event, attrs.evolve(before, owner=owner, updated_at=event.at), before)
        case _:
            return


def _is_reached(view: View, rule: PointsRule, _argument: str, record: Record, at: dt.datetime) -> bool:
    profile = scoring.profile_of(view, record)
    return profile is not None and scoring.is_reached(profile, rule, record, at)


def _is_left(view: View, rule: PointsRule, argument: str, record: Record, at: dt.datetime) -> bool:
    return scoring.profile_of(view, record) is not None and not _is_reached(view, rule, argument, record, at)


STAGES: Final = ("stage", "stagename", "stage_name")


def _is_in_stage(_view: View, _rule: PointsRule, argument: str, record: Record, _at: dt.datetime) -> bool:
    held = (value for name, value in record.fields.items() if name.casefold() in STAGES)
    return any(isinstance(value, str) and word(value) == word(argument) for value in held)


def word(text: str) -> str:
    """Return the name of a stage in one form, whatever its spelling.

    Cost: O(length).

    >>> word("Closed Won"), word(" closed-won ")
    ('closed_won', 'closed_won')
    """
    return re.sub(r"\W+", "_", text.strip().casefold())


def _reads(record: Record, field: str) -> object:
    return record.owner if field == "owner" else record.fields.get(field)


# -- talk, and people ----------------------------------------------------------------------------------------


def _subject(item: Post | Comment, kind: str) -> Record:
    """Return a post or comment as rules read it."""
    where = item.to if isinstance(item, Post) else item.post
    fields = {"text": item.text, "to": where}
    return Record(
        id=item.id,
        type=kind,
        owner=item.author or "",
        parent=where,
        fields=frozen_mapping(fields),
        creator=item.author,
        created_at=item.at,
        updated_at=item.at,
    )


def _of_item(event: Event, item: Post | Comment, owner: UserId | None) -> Occasion:
    kind = "post" if isinstance(item, Post) else "comment"
    return Occasion(
        actor=event.by,
        owner=owner,
        author=item.author,
        creator=item.author,
        object=item.id,
        subject=_subject(item, kind),
        at=event.at,
    )


def _made(_view: View, event: e.Posted | e.Commented) -> Iterator[Occasion]:
    item = event.post if isinstance(event, e.Posted) else event.comment
    if isinstance(item, Comment) or not item.is_tracked:
        yield _of_item(event, item, item.author)


def _mentioned(_view: View, event: e.Posted | e.Commented) -> Iterator[Occasion]:
    item = event.post if isinstance(event, e.Posted) else event.comment
    for person in dict.fromkeys(item.mentions):
        yield _of_item(event, item, person)


def _liked(view: View, event: e.Liked) -> Iterator[Occasion]:
    item = view.posts.get(event.item) or view.comments[event.item]
    yield _of_item(event, item, event.user)


def _was_liked(view: View, event: e.Liked) -> Iterator[Occasion]:
    item = view.posts.get(event.item) or view.comments[event.item]
    yield _of_item(event, item, item.author)


def _by_hand(view: View, event: e.PointsAwarded) -> Iterator[Occasion]:
    entry = event.entry
    if entry.kind == "manual":
        yield _of_person(view, event, entry.user, entry.id)


def _of_person(view: View, event: Event, person: UserId, thing: str) -> Occasion:
    """Return an occasion about a person themselves."""
    added = view.users[person].added_at
    subject = Record(id=thing, type="user", owner=person, creator=person, created_at=added, updated_at=added)
    return Occasion(
        actor=event.by,
        owner=person,
        author=person,
        creator=person,
        object=thing,
        subject=subject,
        at=event.at,
    )


def _logged_in(view: View, event: e.LoggedIn) -> Iterator[Occasion]:
    yield _of_person(view, event, event.user, event.user)


def _activity(view: View, event: e.ActivityCompleted | e.ActivityLogged) -> Iterator[Occasion]:
    """Yield an activity that is done: completed now, or logged as done."""
    found = event.activity if isinstance(event, e.ActivityLogged) else view.activities[event.id]
    if isinstance(event, e.ActivityLogged) and found.done is None:
        return
    fields = {"kind": found.kind, "record": found.record}
    subject = Record(
        id=found.id,
        type="activity",
        owner=found.user,
        parent=found.record,
        fields=frozen_mapping({name: value for name, value in fields.items() if value is not None}),
        creator=found.user,
        created_at=found.logged_at,
        updated_at=event.at,
    )
    yield _of_record(event, subject, None)


# -- the table -----------------------------------------------------------------------------------------------

_SAVES: Final = (e.RecordAdded, e.RecordUpdated, e.OwnerChanged)
_TALK: Final = (e.Posted, e.Commented)

TRIGGERS: Final[tuple[Trigger, ...]] = (
    # Records
    Trigger(word="created", events=(e.RecordAdded,), occasions=_added, key=_ONCE_A_RECORD),
    Trigger(word="updated", events=_SAVES[1:], occasions=_saved, takes="a field", key=_ONCE_A_RECORD),
    Trigger(word="deleted", events=(e.RecordDeleted,), occasions=_deleted, key=_ONCE_A_RECORD),
    Trigger(word="reached", events=_SAVES, occasions=_saved, state=_is_reached, scored=True, key=_ONCE_A_RECORD),
    Trigger(word="left", events=_SAVES[1:], occasions=_saved, state=_is_left, scored=True, key=_ONCE_A_RECORD),
    Trigger(word="stage", events=_SAVES, occasions=_saved, state=_is_in_stage, takes="a stage", key=_ONCE_A_RECORD),
    # Talk
    Trigger(word="posted", events=(e.Posted,), occasions=_made),
    Trigger(word="commented", events=(e.Commented,), occasions=_made),
    Trigger(word="liked", events=(e.Liked,), occasions=_liked),
    Trigger(word="was_liked", events=(e.Liked,), occasions=_was_liked, received=True),
    Trigger(word="mentioned", events=_TALK, occasions=_mentioned, received=True),
    # Work, presence, and by hand
    Trigger(word="activity_completed", events=(e.ActivityCompleted, e.ActivityLogged), occasions=_activity),
    Trigger(word="login_day", events=(e.LoggedIn,), occasions=_logged_in, key=_ONCE_A_DAY),
    Trigger(word="manual", events=(e.PointsAwarded,), occasions=_by_hand),
)
"""Every trigger there is (SCORING 2.2)."""

_ROWS: Final[Mapping[str, Trigger]] = {row.word: row for row in TRIGGERS}
_BY_EVENT: Final[Mapping[type[Event], tuple[Trigger, ...]]] = {
    kind: tuple(row for row in TRIGGERS if kind in row.events) for kind in {k for row in TRIGGERS for k in row.events}
}
_WRITTEN: Final = re.compile(r"(?P<word>[a-z_]+)(?:\((?P<argument>.*)\))?", re.DOTALL)


def rows_of(event: Event) -> tuple[Trigger, ...]:
    """Return the rows that an event pulls.

    Cost: O(1).
    """
    return _BY_EVENT.get(type(event), ())


@functools.lru_cache(maxsize=1024)
def parsed(when: str) -> tuple[Trigger, str]:
    """Return the row a trigger's text names, and what stands in its brackets (READINGS 26).

    Cost: O(1).

    >>> row, argument = parsed("stage(closed_won)")
    >>> row.word, argument
    ('stage', 'closed_won')

    Raises:
        InvalidError: An unknown word, brackets where there are none, or nothing in them.
    """
    found = _WRITTEN.fullmatch(when)
    row = None if found is None else _ROWS.get(found["word"])
    if found is None or row is None:
        raise InvalidError(f"there is no trigger `{when}`", rule="points.when")
    argument = found["argument"]
    if row.takes and (argument is None or is_blank(argument)):
        raise InvalidError(f"`{row.word}` needs {row.takes} in brackets, not `{when}`", rule="points.when")
    if not row.takes and argument is not None:
        raise InvalidError(f"`{row.word}` takes nothing in brackets, not `{when}`", rule="points.when")
    return row, (argument or "").strip()


def occasions(view: View, row: Trigger, event: Event) -> Iterator[Occasion]:
    """Yield what an event is about, by one row; the view is the world before it.

    Cost: O(people concerned).
    """
    return row.occasions(view, event)


def holding(view: View, rule: PointsRule, record: Record | None, at: dt.datetime) -> bool:
    """Tell whether a record is in the state that a rule waits for.

    Cost: O(fields).
    """
    row, argument = parsed(rule.when)
    return record is not None and row.state is not None and row.state(view, rule, argument, record, at)


def fires(view: View, rule: PointsRule, occasion: Occasion) -> bool:
    """Tell whether an occasion pulls a rule: a state that turned true, a field that changed, or an event as such.

    Both sides are judged at the instant of the event, so that time alone is no edge (SCORING 2.2).

    Cost: O(fields).
    """
    row, argument = parsed(rule.when)
    if row.state is not None:
        now_so = holding(view, rule, occasion.subject, occasion.at)
        return now_so and not holding(view, rule, occasion.before, occasion.at)
    if row.takes and occasion.before is not None:
        return _reads(occasion.before, argument) != _reads(occasion.subject, argument)
    return True
