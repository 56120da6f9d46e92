"""What somebody may do with a thing, asked of the very judgments that commands meet.

Rule 1: nothing is decided here. An action is offered exactly when its command, with harmless values in the fields
beside the target, would be accepted now; the words for actions are the tags of commands (READINGS 24, 80).
Rule 2: asking changes nothing: `decide` is pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from collabcore.commands import COMMANDS, Command
from collabcore.decide import decide
from collabcore.errors import CollabError, InvalidError
from collabcore.shapes import Shape, fields_of
from collabcore.view import View

__all__ = ["accepted", "capabilities", "may"]

_TRIES = 4


def accepted(view: View, command: Command, now: dt.datetime) -> bool:
    """Tell whether a command would be accepted now.

    Cost: the judgment's.
    """
    try:
        decide(view, command, at=now, make_id=lambda: "\0new")
    except CollabError:
        return False
    return True


def may(view: View, user: str, action: str, target: str, now: dt.datetime) -> bool:
    """Tell whether a user may do something with a thing now; false too for what the user may not know of.

    Cost: the judgment's, a few times.

    Raises:
        InvalidError: There is no such action.
    """
    if action not in COMMANDS:
        raise InvalidError(f"there is no action `{action}`", rule="may.action")
    return any(accepted(view, command, now) for command in _harmless(view, user, COMMANDS[action], target, now))


def capabilities(view: View, user: str, target: str, now: dt.datetime) -> frozenset[str]:
    """Return everything a user may do with a thing now.

    Cost: the judgments', a few times each.
    """
    return frozenset(action for action in COMMANDS if may(view, user, action, target, now))


def _target_field(kind: type[Command]) -> str | None:
    """Return the first field that names a thing there is; the `id` of something new does not."""
    for name, (shape, default) in fields_of(kind).items():
        new = name == "id" and default is None
        if shape.name.startswith(("an id", "a list (an id")) and name not in ("by", "at") and not new:
            return name
    return None


def _harmless(view: View, user: str, kind: type[Command], target: str, now: dt.datetime) -> Iterator[Command]:
    """Yield the commands to try: the target in its field, and somebody concerned where another id is needed."""
    field = _target_field(kind)
    if field is None:
        return
    for other in _others(view, user, target):
        fields = {
            name: _value(shape, _badge(view) if name == "badge" else other, now)
            for name, (shape, default) in fields_of(kind).items()
            if default is attrs.NOTHING or name == "text"
        }
        wanted = (target,) if fields_of(kind)[field][0].name.startswith("a list") else target
        if "choice" in fields:  # of the poll, if it is one
            poll = getattr(view.thing(target), "poll", ())
            fields["choice"] = next(iter(poll), "words")
        yield kind(**{**fields, "by": user, field: wanted})  # type: ignore[arg-type]


def _badge(view: View) -> str:
    """Return a badge that can be given, for thanks; nothing's id where there is none."""
    return next((badge.id for badge in view.badges.values() if badge.active and badge.when is None), "\0none")


def _others(view: View, user: str, target: str) -> list[str]:
    """Return who may stand in a second field: oneself, who asks to be let in, who is in, and one more."""
    inside = (*view.requests(target), *view.members(target))
    return list(dict.fromkeys((user, *inside, *view.users)))[:_TRIES]


def _value(shape: Shape, other: str, now: dt.datetime) -> object:
    """Return a harmless value for a required field."""
    if shape.name.startswith("an id"):
        return other
    if shape.name.startswith("one of "):
        return shape.name.removeprefix("one of ").split(", ")[0]
    harmless: dict[str, object] = {
        "a text": "words",
        "true or false": True,
        "a whole number": 1,
        "a window: its name, or `from` and `to`": "all_time",
        "a time": now + dt.timedelta(days=1),
    }
    return harmless.get(shape.name, {} if shape.name.startswith("a mapping") else ())
