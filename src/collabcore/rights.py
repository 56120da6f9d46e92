"""What somebody may do with a thing, asked of the very judgments that commands meet.

Rule 1: nothing is decided here. An action is offered exactly when its command, with harmless values in the fields
beside the target, would be accepted now; the words for actions are the tags of commands (READINGS 24, 80).
Rule 2: asking changes nothing: `decide` is pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from collabcore.commands import COMMANDS, Command
from collabcore.decide import decide
from collabcore.errors import CollabError, unknown_word
from collabcore.model import Criterion
from collabcore.shapes import Shape, fields_of
from collabcore.view import View

__all__ = ["accepted", "capabilities", "may", "offer", "refused"]


_ONE_OF_SEVERAL = ("text", "where")
"""Fields that may be left out, but then another must be there: so they are filled."""


def refused(view: View, command: Command, now: dt.datetime) -> CollabError | None:
    """Return why a command would be refused now, None if it would be accepted.

    Cost: the judgment's.
    """
    try:
        decide(view, command, at=now, make_id=lambda: "\0new")
    except CollabError as refusal:
        return refusal
    return None


def accepted(view: View, command: Command, now: dt.datetime) -> bool:
    """Tell whether a command would be accepted now.

    Cost: the judgment's.
    """
    return refused(view, command, now) is None


def offer(view: View, user: str, action: str, target: str, now: dt.datetime) -> Command | None:
    """Return a harmless command by which a user may do something with a thing now, None if no such is accepted.

    Where the command names somebody or something beside the target, it is enough that one of those would do.

    Cost: the judgment's; with a second thing, times the things that could stand there, until one will do.

    Raises:
        InvalidError: There is no such action.
    """
    if action not in COMMANDS:
        raise unknown_word("action", action, COMMANDS, "may.action")
    for command, other in _harmless(view, user, COMMANDS[action], target, now):
        refusal = refused(view, command, now)
        if refusal is None:
            return command
        if other not in (None, user) and f"`{other}`" not in refusal.message:
            return None  # it speaks of the target or the actor: nobody else in the second field would help
    return None


def may(view: View, user: str, action: str, target: str, now: dt.datetime) -> bool:
    """Tell whether a user may do something with a thing now; false too for what the user may not know of.

    Cost: as `offer`.

    Raises:
        InvalidError: There is no such action.
    """
    return offer(view, user, action, target, now) is not None


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


def _harmless(
    view: View, user: str, kind: type[Command], target: str, now: dt.datetime
) -> Iterator[tuple[Command, str | None]]:
    """Yield the commands to try: the target in its field, and what could stand where another id is needed."""
    field = _target_field(kind)
    if field is None:
        return
    needed = {
        name: shape
        for name, (shape, default) in fields_of(kind).items()
        if name not in ("by", field) and (default is attrs.NOTHING or (name in _ONE_OF_SEVERAL and default in ("", ())))
    }
    wanted = (target,) if fields_of(kind)[field][0].name.startswith("a list") else target
    second = next((name for name, shape in needed.items() if shape.name.startswith(("an id", "a list (an id"))), None)
    for other in (None,) if second is None else _others(view, user, target, second):
        fields = {name: _value(name, shape, view, target, now) for name, shape in needed.items()}
        if second is not None:
            fields[second] = (other,) if needed[second].name.startswith("a list") else other
        yield kind(**{**fields, "by": user, field: wanted}), other  # type: ignore[arg-type]


def _others(view: View, user: str, target: str, field: str) -> Iterable[str | None]:
    """Return what may stand in a second field, the likeliest first."""
    people = (user, *view.requests(target), *view.members(target), *view.users)
    found: Mapping[str, Iterable[str | None]] = {
        "badge": view.badges,
        "record": (*view.owned(user), *view.records),
        "into": view.ideas if target in view.ideas else view.records,
        "parent": (None, *view.roles),
        "owner": (*people, *view.queues),
        "to": (*people, *view.groups),
    }
    return dict.fromkeys(found.get(field, people))


def _value(name: str, shape: Shape, view: View, target: str, now: dt.datetime) -> object:
    """Return a harmless value for a required field that names nothing."""
    if name == "choice":  # of the poll, if it is one
        return next(iter(getattr(view.thing(target), "poll", ())), "words")
    if name in ("type", "types"):  # of records, as a queue takes them
        kinds = getattr(view.thing(target), "types", ("words",))
        return kinds if name == "types" else kinds[0]
    if shape.name.startswith("one of "):
        return shape.name.removeprefix("one of ").split(", ")[0]
    harmless: dict[str, object] = {
        "a text": "words",
        "true or false": True,
        "a whole number": 1,
        "a window: its name, or `from` and `to`": "all_time",
        "a time": now + dt.timedelta(days=1),
        "a list (a criterion each)": (Criterion(field="words", operator="equals", value="words"),),
    }
    return harmless.get(shape.name, {} if shape.name.startswith("a mapping") else ())
