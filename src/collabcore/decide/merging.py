"""Two records of one thing made one."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import records
from collabcore.decide.asking import Ask, handles
from collabcore.decide.records import not_converted
from collabcore.fieldstates import is_blank
from collabcore.model import Level, Record
from collabcore.shapes import frozen_mapping

__all__: list[str] = []


@handles(c.MergeRecords)
def merge_records(ask: Ask, command: c.MergeRecords) -> Iterator[e.Event]:
    """Fill what is blank from the other record, which is gone with what was said on it (SCORING P7, READINGS 37)."""
    record, into = ask.record(command.record), ask.record(command.into)
    ask.sensible(record.id != into.id, f"`{record.id}` cannot be merged into itself", "record.merge_self")
    same = f"`{record.id}` is a `{record.type}`, `{into.id}` a `{into.type}`"
    ask.sensible(record.type == into.type, same, "record.merge_type")
    ask.reaches(record, Level.ALL)
    ask.reaches(into, Level.EDIT)
    used = any(record.id in (user.account, user.contact) for user in ask.view.users.values())
    ask.possible(not used, f"people belong to `{record.id}`", "record.has_people")
    not_converted(ask, into)
    ask.possible(record.id not in _above(ask, into), f"`{into.id}` hangs on `{record.id}`", "record.merge_child")
    filled = _filled(ask, record, into)
    if filled:
        yield ask.event(e.RecordUpdated, id=into.id, fields=frozen_mapping(filled))
    yield ask.event(e.RecordsMerged, record=record.id, into=into.id)


def _filled(ask: Ask, record: Record, into: Record) -> dict[str, object]:
    """Return what the record that stays lacks and the other has, of what the actor may read."""
    hidden = () if ask.actor is None else records.hidden_fields(ask.view, ask.actor, into.type)
    return {
        name: value
        for name, value in record.fields.items()
        if name not in hidden and is_blank(into.fields.get(name)) and not is_blank(value)
    }


def _above(ask: Ask, record: Record) -> Iterator[str]:
    """Yield what a record hangs on, the nearest first."""
    parent = record.parent
    while parent is not None:
        yield parent
        parent = ask.view.records[parent].parent
