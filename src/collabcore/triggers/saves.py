"""What the saves of records are about: made, changed, handed on, deleted, complete, and in which stage."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Final

import attrs

from collabcore import events as e
from collabcore import scoring
from collabcore.events import Event
from collabcore.latest import latest
from collabcore.model import PointsRule, Record
from collabcore.shapes import frozen_mapping
from collabcore.triggers.rows import Occasion
from collabcore.view import View

__all__ = [
    "SAVES",
    "STAGES",
    "added",
    "changed_fields",
    "deleted",
    "is_in_stage",
    "is_left",
    "is_reached",
    "of_record",
    "reads",
    "record_after",
    "saved",
    "stages_held",
    "word",
]

SAVES: Final = (e.RecordAdded, e.RecordUpdated, e.OwnerChanged)
STAGES: Final = ("stage", "stagename", "stage_name")
"""The fields that hold a stage, whatever their case."""


def of_record(event: Event, record: Record, before: Record | None) -> Occasion:
    """Return an occasion about a record. Cost: O(1)."""
    return Occasion(
        actor=event.by,
        owner=record.owner,
        author=record.creator,
        creator=record.creator,
        object=record.id,
        subject=record,
        before=before,
        at=event.at,
    )


def added(_view: View, event: e.RecordAdded) -> Iterator[Occasion]:
    """Yield the making of a record. Cost: O(1)."""
    yield of_record(event, event.record, None)


def deleted(view: View, event: e.RecordDeleted) -> Iterator[Occasion]:
    """Yield the end of a record, as it was. Cost: O(1)."""
    record = view.records[event.id]
    yield of_record(event, record, record)


def saved(view: View, event: Event) -> Iterator[Occasion]:
    """Yield the save of a record: made, changed or handed on. Cost: O(fields)."""
    match event:
        case e.RecordAdded(record=record):
            yield of_record(event, record, None)
        case e.RecordUpdated(id=record_id) if record_id in view.records:
            yield of_record(event, record_after(view, event), view.records[record_id])
        case e.OwnerChanged(record=record_id, owner=owner) if record_id in view.records:
            before = view.records[record_id]
            yield of_record(event, attrs.evolve(before, owner=owner, updated_at=event.at), before)
        case _:
            return


def record_after(view: View, event: e.RecordUpdated) -> Record:
    """Return a record as an event leaves it: fields merged key by key, null clearing.

    Cost: O(fields).
    """
    return _merged(view.records[event.id], event)


@latest
def _merged(record: Record, event: e.RecordUpdated) -> Record:
    merged = {name: value for name, value in {**record.fields, **event.fields}.items() if value is not None}
    return attrs.evolve(record, fields=frozen_mapping(merged), updated_at=event.at)


# -- states and arguments ------------------------------------------------------------------------------------


def is_reached(view: View, rule: PointsRule, _argument: str, record: Record, at: dt.datetime) -> bool:
    """Tell whether a record's score is at a rule's threshold. Cost: O(fields)."""
    counts = scoring.counts_of(view, record, at)
    return counts is not None and scoring.is_reached(counts, rule)


def is_left(view: View, rule: PointsRule, _argument: str, record: Record, at: dt.datetime) -> bool:
    """Tell whether a record that is scored is below a rule's threshold. Cost: O(fields)."""
    counts = scoring.counts_of(view, record, at)
    return counts is not None and not scoring.is_reached(counts, rule)


def is_in_stage(_view: View, _rule: PointsRule, argument: str, record: Record, _at: dt.datetime) -> bool:
    """Tell whether a record is in a stage, however it is written. Cost: O(fields)."""
    return word(argument) in stages_held(record)


def stages_held(record: Record) -> list[str]:
    """Return the stages that a record's fields name, in one spelling. Cost: O(fields)."""
    return [word(value) for name, value in record.fields.items() if isinstance(value, str) and _is_stage(name)]


@functools.lru_cache(maxsize=1024)
def _is_stage(name: str) -> bool:
    return name.casefold() in STAGES


def word(text: str) -> str:
    """Return the name of a stage in one form, whatever its spelling.

    Cost: O(length).

    >>> word("Closed Won"), word(" closed-won ")
    ('closed_won', 'closed_won')
    """
    return re.sub(r"\W+", "_", text.strip().casefold())


def changed_fields(before: Record, after: Record) -> list[str]:
    """Return the names of the fields that differ; the owner is one. Cost: O(fields)."""
    old, new = before.fields, after.fields
    changed = ["owner"] if before.owner != after.owner else []
    return changed + [name for name in {**old, **new} if name != "owner" and old.get(name) != new.get(name)]


def reads(record: Record, field: str) -> object:
    """Return what a record holds in a field; its owner is one. Cost: O(1)."""
    return record.owner if field == "owner" else record.fields.get(field)
