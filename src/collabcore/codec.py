"""Commands and events as plain JSON and back, and answers as JSON: the one codec.

A closed table of tags decides which class is built; nothing is ever imported by name from data.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from collabcore import commands, events
from collabcore.commands import Command
from collabcore.errors import unknown_word
from collabcore.events import Event
from collabcore.shapes import Json, build, dump, write_time, wrong

__all__ = ["answer_to_json", "command_from_json", "command_to_json", "event_from_json", "event_to_json", "written"]


def command_from_json(wire: Mapping[str, object], *, tag: str = "do") -> Command:
    """Return the command that `wire` describes: its tag under `do`, its fields beside it; no `by` is the host.

    Cost: O(size).

    >>> command_from_json({"do": "join_group", "by": "sofia", "group": "campaign"})
    JoinGroup(by='sofia', group='campaign')

    Raises:
        InvalidError: Unknown tag or field, a missing field, or a value of the wrong type.
    """
    if not isinstance(wire, Mapping):
        raise wrong("command", "a mapping of names", wire)
    return _build(commands.COMMANDS, "command", {"by": None, **wire}, tag)  # type: ignore[no-any-return]


def command_to_json(command: Command) -> dict[str, Json]:
    """Return a command as JSON that `command_from_json` reads back equal.

    Cost: O(size).

    >>> from collabcore.commands import JoinGroup
    >>> command_to_json(JoinGroup(by="sofia", group="campaign"))
    {'do': 'join_group', 'by': 'sofia', 'group': 'campaign'}
    """
    return {"do": command.tag, **_fields(command)}


def event_from_json(wire: Mapping[str, object]) -> Event:
    """Return the event that `wire` describes: its tag under `event`, its fields beside it; no `by` is the host.

    Cost: O(size).

    Raises:
        InvalidError: Unknown tag or field, a missing field, or a value of the wrong type.
    """
    return _build(events.EVENTS, "event", {"by": None, **wire}, "event")  # type: ignore[no-any-return]


def event_to_json(event: Event) -> dict[str, Json]:
    """Return an event as JSON that `event_from_json` reads back equal.

    Cost: O(size).
    """
    return {"event": event.tag, **_fields(event)}


def _build(table: Mapping[str, type[Any]], noun: str, wire: Mapping[str, object], tag: str) -> Any:
    name = wire.get(tag)
    if not isinstance(name, str) or name not in table:
        raise unknown_word(noun, name, table, f"shape.unknown_{noun}")
    return build(table[name], {key: value for key, value in wire.items() if key != tag}, name)


def _fields(instance: Any) -> dict[str, Json]:
    wire = dump(instance)
    assert isinstance(wire, dict)  # noqa: S101 - an attrs instance always dumps to an object
    return {key: value for key, value in wire.items() if not (key == "by" and value is None)}


def answer_to_json(answer: object) -> Json:
    """Return what a question answered as JSON: cards, rows, pages and verdicts as objects of all their fields.

    Times are ISO 8601 with `Z`, fractions `"n/d"`, sets sorted. There is no way back: answers are asked anew.

    Cost: O(size), times the logarithm for sets.

    >>> from collabcore import HOST, Engine, commands as c
    >>> engine = Engine()
    >>> _ = engine.apply(c.AddUser(by=HOST, id="ana"))
    >>> answer_to_json(engine.viewer("ana").points())
    {'rank': 0, 'spend': 0, 'level': None, 'to_next': None, 'progress': None}
    >>> answer_to_json(engine.explain("ana", "ana"))
    {'allowed': True, 'rule': 'person.own', 'because': ["it is `ana`'s own profile"]}

    Raises:
        InvalidError: It is nothing that a question answers.
    """
    return written(answer, _whole)


def written(value: object, thing: Callable[[Any], Json]) -> Json:
    """Return a value as JSON, attrs instances and whatever is unknown as `thing` writes them.

    Cost: O(size), times the logarithm for sets.
    """
    if value is None or (isinstance(value, (bool, int, float, str)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, (Enum, Fraction, dt.date)):
        return _word(value)
    if attrs.has(type(value)):
        return thing(value)
    if isinstance(value, Mapping):
        return {str(key): written(item, thing) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((written(item, thing) for item in value), key=json.dumps)
    if isinstance(value, Sequence):
        return [written(item, thing) for item in value]
    return thing(value)


def _word(value: Enum | Fraction | dt.date) -> str:
    if isinstance(value, Enum):
        return str(getattr(value, "tag", value.name.lower()))
    if isinstance(value, dt.date):
        return write_time(value) if isinstance(value, dt.datetime) else value.isoformat()
    return f"{value.numerator}/{value.denominator}"


def _whole(value: Any) -> Json:
    if not attrs.has(type(value)):
        raise wrong("answer", "what a question answers", value)
    return {field.name: written(getattr(value, field.name), _whole) for field in attrs.fields(type(value))}
