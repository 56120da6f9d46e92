"""What people do beside records and talk: activities, presence, thanks, skills, ideas, and points by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from collabcore import events as e
from collabcore.events import Event
from collabcore.ideas import IMPLEMENTED
from collabcore.model import Idea, PointsRule, Record, UserId
from collabcore.shapes import frozen_mapping
from collabcore.triggers.rows import Occasion
from collabcore.triggers.saves import of_record
from collabcore.view import View

__all__ = [
    "activity",
    "by_hand",
    "endorsed",
    "idea_judged",
    "idea_posted",
    "idea_voted",
    "is_implemented",
    "logged_in",
    "stands",
    "thanked",
]


def _of_person(
    view: View, event: Event, person: UserId, thing: str, fields: Mapping[str, str | bool] | None = None
) -> Occasion:
    """Return an occasion about a person themselves."""
    added = view.users[person].added_at
    subject = Record(
        id=thing,
        type="user",
        owner=person,
        fields=frozen_mapping(fields or {}),
        creator=person,
        created_at=added,
        updated_at=added,
    )
    return Occasion(
        actor=event.by,
        owner=person,
        author=person,
        creator=person,
        object=thing,
        subject=subject,
        at=event.at,
    )


def by_hand(view: View, event: e.PointsAwarded) -> Iterator[Occasion]:
    """Yield points given by hand, and those taken back. Cost: O(1)."""
    entry, given = event.entry, event.entry
    if entry.reverses is not None:
        given = view.entries.get(entry.reverses, entry)
    if given.kind == "manual":
        found = _of_person(view, event, given.user, given.id, {"stands": given is entry})
        taken = attrs.evolve(found.subject, fields=frozen_mapping({"stands": True}))
        yield found if given is entry else attrs.evolve(found, before=taken)


def stands(_view: View, _rule: PointsRule, _argument: str, record: Record, _at: dt.datetime) -> bool:
    """Tell whether points given by hand were not taken back. Cost: O(1)."""
    return record.fields.get("stands") is True


def logged_in(view: View, event: e.LoggedIn) -> Iterator[Occasion]:
    """Yield somebody's presence. Cost: O(1)."""
    yield _of_person(view, event, event.user, event.user)


def activity(view: View, event: e.ActivityCompleted | e.ActivityLogged) -> Iterator[Occasion]:
    """Yield an activity that is done: completed now, or logged as done. Cost: O(1)."""
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
    yield of_record(event, subject, None)


def endorsed(view: View, event: e.Endorsed) -> Iterator[Occasion]:
    """Yield a skill that somebody vouches for, as that of whoever has it. Cost: O(1)."""
    found = _of_person(view, event, event.user, event.user, {"skill": event.skill})
    yield attrs.evolve(found, object=event.skill)


def thanked(_view: View, event: e.Thanked) -> Iterator[Occasion]:
    """Yield everybody who is thanked. Cost: O(people thanked)."""
    thanks = event.thanks
    for user in thanks.users:
        subject = Record(
            id=thanks.id,
            type="thanks",
            owner=user,
            fields=frozen_mapping({"badge": thanks.badge, "points": thanks.points}),
            creator=thanks.giver,
            created_at=thanks.at,
            updated_at=thanks.at,
        )
        yield of_record(event, subject, None)


# -- ideas ---------------------------------------------------------------------------------------------------


def _of_idea(event: Event, idea: Idea, owner: UserId) -> Occasion:
    return Occasion(
        actor=event.by,
        owner=owner,
        author=idea.author,
        creator=idea.author,
        object=idea.id,
        subject=_subject(idea, idea.status),
        at=event.at,
    )


def _subject(idea: Idea, status: str) -> Record:
    """Return an idea as rules read it."""
    return Record(
        id=idea.id,
        type="idea",
        owner=idea.author,
        fields=frozen_mapping({"title": idea.title, "text": idea.text, "status": status}),
        creator=idea.author,
        created_at=idea.at,
        updated_at=idea.at,
    )


def idea_posted(_view: View, event: e.IdeaPosted) -> Iterator[Occasion]:
    """Yield a proposal; the author's vote that comes with it is no vote given (RULES 10). Cost: O(1)."""
    yield _of_idea(event, event.idea, event.idea.author)


def idea_voted(view: View, event: e.IdeaVoted) -> Iterator[Occasion]:
    """Yield a vote: the voter's, on an idea that is its author's. Cost: O(1)."""
    yield _of_idea(event, view.ideas[event.idea], event.user)


def idea_judged(view: View, event: e.IdeaStatusSet) -> Iterator[Occasion]:
    """Yield an idea with another status, as that of whoever proposed it. Cost: O(1)."""
    idea = view.ideas[event.idea]
    found = _of_idea(event, idea, idea.author)
    yield attrs.evolve(found, subject=_subject(idea, event.status), before=found.subject)


def is_implemented(_view: View, _rule: PointsRule, _argument: str, record: Record, _at: dt.datetime) -> bool:
    """Tell whether an idea came true. Cost: O(1)."""
    return record.fields.get("status") == IMPLEMENTED
