"""Commands and events as plain JSON and back: the one codec.

A closed table of tags decides which class is built; nothing is ever imported by name from data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collabcore import commands, events
from collabcore.commands import Command
from collabcore.errors import InvalidError
from collabcore.events import Event
from collabcore.shapes import Json, build, dump

__all__ = ["command_from_json", "command_to_json", "event_from_json", "event_to_json"]


def command_from_json(wire: Mapping[str, object], *, tag: str = "do") -> Command:
    """Return the command that `wire` describes: its tag under `do`, its fields beside it; no `by` is the host.

    Cost: O(size).

    >>> command_from_json({"do": "join_group", "by": "sofia", "group": "campaign"})
    JoinGroup(by='sofia', group='campaign')

    Raises:
        InvalidError: Unknown tag or field, a missing field, or a value of the wrong type.
    """
    fields = {"by": None, **wire}
    return _build(commands.COMMANDS, "command", fields, tag)  # type: ignore[no-any-return]


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
        raise InvalidError(f"there is no {noun} `{name}`", rule=f"shape.unknown_{noun}")
    return build(table[name], {key: value for key, value in wire.items() if key != tag}, name)


def _fields(instance: Any) -> dict[str, Json]:
    wire = dump(instance)
    assert isinstance(wire, dict)  # noqa: S101 - an attrs instance always dumps to an object
    return {key: value for key, value in wire.items() if not (key == "by" and value is None)}
