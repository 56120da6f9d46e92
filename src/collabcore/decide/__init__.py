"""Where a command becomes facts: one judgment per command, nothing touched.

Every handler asks in the same order (READINGS 19): is every thing named known to the actor, does the command make
sense by itself, may this person ever do it, does the present state forbid it, is a number reached.
Asking for what already holds makes no event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from collabcore.commands import Command
from collabcore.decide import (
    activities,
    badges,
    boards,
    channel,
    conversation,
    files,
    follows,
    groups,
    ideas,
    levels,
    marks,
    merging,
    news,
    partners,
    people,
    polls,
    posts,
    records,
    rewards,
    routing,
    scoring,
    topics,
)
from collabcore.decide.asking import HANDLERS, Ask, actor_of
from collabcore.decide.consequences import consequences
from collabcore.decide.paying import paid
from collabcore.errors import InvalidError
from collabcore.events import Event
from collabcore.shapes import write_time
from collabcore.view import View

__all__ = [
    "activities",
    "badges",
    "boards",
    "channel",
    "conversation",
    "decide",
    "files",
    "follows",
    "groups",
    "ideas",
    "levels",
    "marks",
    "merging",
    "news",
    "partners",
    "people",
    "polls",
    "posts",
    "records",
    "rewards",
    "routing",
    "scoring",
    "topics",
]


def decide(view: View, command: Command, *, at: dt.datetime, make_id: Callable[[], str]) -> tuple[Event, ...]:
    """Return the events a command makes at a moment, without touching anything.

    `make_id` names the things for which the command leaves the id open.

    Cost: O(what the command names).

    Raises:
        NotFoundError: The actor or a thing named is not there, or the actor may not know of it.
        InvalidError: The command makes no sense by itself, or its time is earlier than the last event's.
        NotAllowedError: The actor may not do this, or is deactivated.
        ConflictError: The present state forbids it.
        LimitError: A stated limit is reached.
    """
    if at < view.now:
        moments = f"`{write_time(at)}` is earlier than the last event's `{write_time(view.now)}`"
        raise InvalidError(moments, rule="time.backwards")
    ask = Ask(view, actor_of(view, command.by), at, make_id)
    made: tuple[Event, ...] = tuple(HANDLERS[type(command)](ask, command))
    made = (*made, *paid(ask, made))
    return (*made, *consequences(ask, made))
