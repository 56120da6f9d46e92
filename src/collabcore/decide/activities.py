"""Logins and activities."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import visibility
from collabcore.decide.asking import Ask, handles
from collabcore.errors import not_found
from collabcore.model import Activity

__all__: list[str] = []


@handles(c.RecordLogin)
def record_login(ask: Ask, command: c.RecordLogin) -> Iterator[e.Event]:
    """Note a login: the host's to say, a user administrator's, or one's own."""
    user = ask.user(command.user)
    if ask.by != user.id:
        ask.needs("manage_users")
    ask.active(user)
    yield ask.event(e.LoggedIn, user=user.id)


@handles(c.LogActivity)
def log_activity(ask: Ask, command: c.LogActivity) -> Iterator[e.Event]:
    """Log what one does or will do oneself, on a record one may read or on none."""
    record = None if command.record is None else ask.record(command.record)
    user = ask.person("log an activity")
    ask.sensible(bool(command.kind.strip()), "an activity has a kind: call, meeting, task …", "activity.kind")
    done = ask.at if command.done is True else command.done or None
    ask.sensible(done is None or done <= ask.at, "what is done was not done later", "activity.not_yet")
    yield ask.event(
        e.ActivityLogged,
        activity=Activity(
            id=ask.new_id(command.id),
            user=user.id,
            kind=command.kind,
            record=None if record is None else record.id,
            due=command.due,
            done=done,
            logged_at=ask.at,
        ),
    )


def _activity(ask: Ask, thing: str) -> Activity:
    """Return an activity the actor knows of, who may change it: whose it is, or who may modify all data.

    It is known to whose it is, to who reads its record, and to who may see or modify all data.
    """
    found = ask.view.thing(thing)
    if not isinstance(found, Activity):
        raise not_found(thing)
    if ask.actor is not None and ask.by != found.user:
        held = {"view_all_data", "modify_all_data"}.intersection(ask.actor.permissions)
        on_record = found.record is not None and visibility.can_see(ask.view, ask.by, found.record)
        if not held and not on_record:
            raise not_found(thing)
        ask.needs("modify_all_data")
    return found


@handles(c.CompleteActivity)
def complete_activity(ask: Ask, command: c.CompleteActivity) -> Iterator[e.Event]:
    """Be done with it; once is enough."""
    activity = _activity(ask, command.id)
    ask.possible(not activity.cancelled, f"`{activity.id}` was cancelled", "activity.cancelled")
    if activity.done is None:
        yield ask.event(e.ActivityCompleted, id=activity.id)


@handles(c.CancelActivity)
def cancel_activity(ask: Ask, command: c.CancelActivity) -> Iterator[e.Event]:
    """Drop it, unless it is done already."""
    activity = _activity(ask, command.id)
    ask.possible(activity.done is None, f"`{activity.id}` is done", "activity.done")
    if not activity.cancelled:
        yield ask.event(e.ActivityCancelled, id=activity.id)
