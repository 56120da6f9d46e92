"""What a journal tells of the use of a system: who was there, who did what and when, what became of deals.

Rule 1: only people count. What the host does, integration users do, and imports load is nobody's use of anything
(SCORING 3).
Rule 2: a history is told up to a moment; what happened later is not known to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, cast

import attrs

from collabcore import events as e
from collabcore.adoption.deals import Deal, number, outcome, word_of
from collabcore.adoption.traces import Traces
from collabcore.model import Activity, Record, User, UserKind

__all__ = ["CONTRIBUTING", "FEATURES", "PARTICIPATING", "Action", "History", "Span", "available", "told"]

FEATURES: Final[dict[str, str]] = {
    "logged_in": "login",
    "posted": "post",
    "announced": "post",
    "commented": "comment",
    "liked": "like",
    "followed": "follow",
    "member_added": "group",
    "membership_requested": "group",
    "group_created": "group",
    "record_added": "record",
    "record_updated": "record",
    "owner_changed": "record",
    "record_shared": "share_record",
    "activity_logged": "activity",
    "activity_completed": "activity",
    "poll_voted": "poll",
    "voted": "poll",
    "best_answer_chosen": "question",
    "file_added": "file",
    "file_version_added": "file",
    "file_shared": "file",
    "topic_added": "topic",
    "tagged": "topic",
    "bookmarked": "bookmark",
    "idea_posted": "idea",
    "idea_voted": "idea",
    "thanked": "thanks",
    "endorsed": "thanks",
    "redeemed": "reward",
}
"""Which event is the use of which feature; what is not here is administration, or the system's own."""

_RECORDS: Final = frozenset({"record", "share_record", "activity"})
"""The features of people who work with records: free users and customers do not."""

PARTICIPATING: Final = frozenset({"comment", "like", "poll", "group", "follow", "bookmark", "question"})
"""Features by which somebody takes part; contributing is taking part too."""

CONTRIBUTING: Final = frozenset({"post", "file", "idea", "record"})
"""Features by which somebody makes something others can use."""


def available(kind: str) -> frozenset[str]:
    """Return the features a kind of user has. Cost: O(features)."""
    features = frozenset(FEATURES.values())
    return features - _RECORDS if kind in ("free", "customer") else features


@attrs.frozen
class Span:
    """When somebody was active: from a moment on, until another or until now."""

    start: dt.datetime
    end: dt.datetime | None = None

    def meets(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Tell whether any of it lies in [start, end). Cost: O(1)."""
        return self.start < end and (self.end is None or self.end > start)


@attrs.frozen
class Action:
    """Somebody used a feature; `about` is the type of the record, where it is one."""

    at: dt.datetime
    user: str
    feature: str
    event: str
    about: str = ""


@attrs.define
class History:
    """What happened up to a moment, in the order it happened."""

    until: dt.datetime
    users: dict[str, User] = attrs.field(factory=dict)
    spans: dict[str, list[Span]] = attrs.field(factory=dict)
    actions: list[Action] = attrs.field(factory=list)
    activities: dict[str, Activity] = attrs.field(factory=dict)
    records: dict[str, Record] = attrs.field(factory=dict)
    deals: dict[str, Deal] = attrs.field(factory=dict)
    traces: Traces = attrs.field(factory=Traces)

    def was_active(self, user: str, start: dt.datetime, end: dt.datetime) -> bool:
        """Tell whether somebody was active at any time in [start, end). Cost: O(spans)."""
        return any(span.meets(start, end) for span in self.spans.get(user, ()))


def told(events: Iterable[e.Event], until: dt.datetime) -> History:
    """Return what events before a moment tell.

    Cost: O(events).
    """
    history = History(until)
    for event in events:
        if event.at >= until:
            break
        _people(history, event)
        history.traces.tell(event, history.records)
        _things(history, event)
        _act(history, event)
    return history


def _people(history: History, event: e.Event) -> None:
    match event:
        case e.UserAdded(user=user):
            history.users[user.id] = user
            history.spans[user.id] = [Span(event.at)]
        case e.UserUpdated(id=user_id, changes=changes):
            if "kind" in changes:
                kind = cast("UserKind", changes["kind"])
                history.users[user_id] = attrs.evolve(history.users[user_id], kind=kind)
        case e.UserActivated(id=user_id):
            history.spans[user_id].append(Span(event.at))
        case e.UserDeactivated(id=user_id):
            history.spans[user_id][-1] = attrs.evolve(history.spans[user_id][-1], end=event.at)
        case _:
            pass


def _things(history: History, event: e.Event) -> None:
    match event:
        case e.RecordAdded(record=record):
            _keep(history, record, event.at)
        case e.RecordUpdated(id=record_id, fields=fields):
            before = history.records[record_id]
            merged = {key: value for key, value in {**before.fields, **fields}.items() if value is not None}
            _keep(history, attrs.evolve(before, fields=merged, updated_at=event.at), event.at)
        case e.OwnerChanged(record=record_id, owner=owner):
            _keep(history, attrs.evolve(history.records[record_id], owner=owner, updated_at=event.at), event.at)
        case e.RecordDeleted(id=record_id) | e.RecordsMerged(record=record_id):
            history.records.pop(record_id)
            history.deals.pop(record_id, None)
        case e.ActivityLogged(activity=activity):
            history.activities[activity.id] = activity
        case e.ActivityCompleted(id=activity_id):
            history.activities[activity_id] = attrs.evolve(history.activities[activity_id], done=event.at)
        case e.ActivityCancelled(id=activity_id):
            history.activities[activity_id] = attrs.evolve(history.activities[activity_id], cancelled=True)
        case _:
            pass


def _keep(history: History, record: Record, at: dt.datetime) -> None:
    history.records[record.id] = record
    if record.type != "opportunity":
        return
    before, ended = history.deals.get(record.id), outcome(record.fields)
    closed_at = None if ended == "open" else at
    if before is not None and before.outcome == ended:
        closed_at = before.closed_at
    history.deals[record.id] = Deal(
        id=record.id,
        owner=record.owner,
        created_at=record.created_at,
        outcome=ended,
        closed_at=closed_at,
        amount=number(record.fields, "amount"),
        probability=number(record.fields, "probability"),
        close_date=word_of(record.fields, "closedate") or None,
    )


def _act(history: History, event: e.Event) -> None:
    feature = None if history.traces.is_loading else FEATURES.get(event.tag)
    user = event.user if isinstance(event, e.LoggedIn) else event.by
    if feature is not None and user in history.users and not (isinstance(event, e.Posted) and event.post.is_tracked):
        history.actions.append(Action(event.at, user, feature, event.tag, _about(history, event)))


def _about(history: History, event: e.Event) -> str:
    match event:
        case e.RecordAdded(record=record):
            return record.type
        case e.RecordUpdated(id=record_id) | e.OwnerChanged(record=record_id):
            return history.records[record_id].type
        case _:
            return ""
