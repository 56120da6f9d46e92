"""What people have done, as badges count it: which trigger, whose, on which object.

Rule 1: a deed is read off an event and the world before it, and off nothing else.
Rule 2: the object is what makes deeds distinct: doing the same to the same object again is no other deed.
Rule 3: a deed stands by a thing: it counts while the thing is there. What was reached is undone when it is left again.

What it cannot say: who earns a badge for it; that is said by `badges`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from collabcore import events as e
from collabcore import scoring
from collabcore.ideas import IMPLEMENTED
from collabcore.model import PointsRule, Record
from collabcore.shapes import frozen_mapping
from collabcore.view import View

__all__ = ["TRIGGERS", "Deed", "is_trigger", "made", "record_after"]


@attrs.frozen
class Deed:
    """One thing done: by whom, what, on which object, and by which thing it stands (empty: by none).

    `undone` takes all deeds of the trigger that stand by the thing back.
    """

    trigger: str
    user: str
    object: str
    thing: str
    undone: bool = False


TRIGGERS: Final = (
    *("created", "deleted", "reached", "posted", "commented", "liked", "was_liked", "mentioned"),
    *("endorsed", "thanked", "idea_posted", "idea_voted", "idea_implemented"),
)
"""The triggers that can be counted, beside `updated(<field>)` and `stage(<value>)` (SCORING 2.2)."""


def is_trigger(word: str) -> bool:
    """Tell whether a word names a trigger that can be counted.

    Cost: O(1).

    >>> is_trigger("created"), is_trigger("stage(closed_won)"), is_trigger("stage()"), is_trigger("slept")
    (True, True, False, False)
    """
    if word in TRIGGERS:
        return True
    kind, _, rest = word.partition("(")
    return kind in ("updated", "stage") and rest.endswith(")") and bool(rest[:-1].strip())


def made(view: View, event: e.Event) -> Iterator[Deed]:
    """Yield what an event is of people's doing, over the world before it.

    Cost: O(fields of a record, mentions of a post).
    """
    reader = _READERS.get(type(event))
    if reader is not None:
        yield from reader(view, event)


def _added(view: View, event: e.RecordAdded) -> Iterator[Deed]:
    record = event.record
    if record.creator is not None:
        yield Deed("created", record.creator, record.id, record.id)
    yield from _edge(view, None, record, event.at)


def _updated(view: View, event: e.RecordUpdated) -> Iterator[Deed]:
    before = view.records[event.id]
    after = record_after(view, event)
    for name in event.fields:
        if event.by in view.users:
            yield Deed(f"updated({name})", event.by, after.id, after.id)
    for name, value in event.fields.items():
        if name.casefold() == "stage" and value is not None:
            yield Deed(f"stage({value})", after.owner, after.id, after.id)
    yield from _edge(view, before, after, event.at)


def record_after(view: View, event: e.RecordUpdated) -> Record:
    """Return a record as an event leaves it: fields merged key by key, null clearing.

    Cost: O(fields).
    """
    record = view.records[event.id]
    merged = {name: value for name, value in {**record.fields, **event.fields}.items() if value is not None}
    return attrs.evolve(record, fields=frozen_mapping(merged), updated_at=event.at)


def _edge(view: View, before: Record | None, after: Record, at: dt.datetime) -> Iterator[Deed]:
    """Yield the deed of whoever owns a record that has become complete, or that it is not complete any more."""
    profile = view.profiles.get(after.type)
    if profile is None:
        return
    whole = PointsRule(id="whole", points=1, when="reached", type=after.type)
    if scoring.reaches(profile, whole, before, after, at):
        yield Deed("reached", after.owner, after.id, after.id)
    elif before is not None and scoring.reaches(profile, whole, after, before, at):
        yield Deed("reached", after.owner, after.id, after.id, undone=True)


def _deleted(view: View, event: e.RecordDeleted) -> Iterator[Deed]:
    if event.by in view.users:
        yield Deed("deleted", event.by, event.id, "")


def _posted(view: View, event: e.Posted) -> Iterator[Deed]:
    post = event.post
    if post.author is not None and not post.is_tracked:
        yield Deed("posted", post.author, post.id, post.id)
        yield from _mentions(view, post.author, post.id, post.mentions)


def _commented(view: View, event: e.Commented) -> Iterator[Deed]:
    comment = event.comment
    yield Deed("commented", comment.author, comment.id, comment.id)
    yield from _mentions(view, comment.author, comment.id, comment.mentions)


def _mentions(view: View, author: str, item: str, mentioned: tuple[str, ...]) -> Iterator[Deed]:
    for user in mentioned:
        if user in view.users and user != author:
            yield Deed("mentioned", user, item, item)


def _liked(view: View, event: e.Liked) -> Iterator[Deed]:
    yield Deed("liked", event.user, event.item, event.item)
    item = view.posts.get(event.item) or view.comments[event.item]
    if item.author is not None and item.author != event.user:
        yield Deed("was_liked", item.author, f"{event.item} {event.user}", event.item)


def _endorsed(view: View, event: e.Endorsed) -> Iterator[Deed]:
    yield Deed("endorsed", event.user, f"{event.by} {event.skill}", "")


def _thanked(view: View, event: e.Thanked) -> Iterator[Deed]:
    for user in event.thanks.users:
        yield Deed("thanked", user, event.thanks.id, "")


def _idea_posted(view: View, event: e.IdeaPosted) -> Iterator[Deed]:
    yield Deed("idea_posted", event.idea.author, event.idea.id, event.idea.id)


def _idea_voted(view: View, event: e.IdeaVoted) -> Iterator[Deed]:
    yield Deed("idea_voted", event.user, event.idea, event.idea)


def _idea_status(view: View, event: e.IdeaStatusSet) -> Iterator[Deed]:
    if event.status == IMPLEMENTED:
        yield Deed("idea_implemented", view.ideas[event.idea].author, event.idea, event.idea)


_READERS: Final[Mapping[type[e.Event], Callable[[View, Any], Iterator[Deed]]]] = {
    e.RecordAdded: _added,
    e.RecordUpdated: _updated,
    e.RecordDeleted: _deleted,
    e.Posted: _posted,
    e.Commented: _commented,
    e.Liked: _liked,
    e.Endorsed: _endorsed,
    e.Thanked: _thanked,
    e.IdeaPosted: _idea_posted,
    e.IdeaVoted: _idea_voted,
    e.IdeaStatusSet: _idea_status,
}
"""How deeds are read off each class of event; off all others, none."""
