"""Records: their fields, owners and shares."""

from __future__ import annotations

import json
from collections.abc import Iterator

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore import keys, records, scoring
from collabcore.decide.asking import Ask, handles
from collabcore.model import Change, Entry, Level, Post, Record, User
from collabcore.shapes import Value, frozen_mapping, thaw

__all__: list[str] = []


def _held(ask: Ask, record: Record) -> Level:
    return Level.ALL if ask.actor is None else records.access(ask.view, ask.actor.id, record)


def _may(ask: Ask, record: Record, level: Level) -> None:
    held = _held(ask, record)
    ask.may(held >= level, f"this takes {level.tag} access to `{record.id}`, not {held.tag}", "record.level")


@handles(c.AddRecord)
def add_record(ask: Ask, command: c.AddRecord) -> Iterator[e.Event]:
    """Add a record; what is already complete counts as reached (SCORING P22)."""
    owner = ask.person("own a record") if command.owner is None else ask.user(command.owner)
    ask.sensible(bool(command.type.strip()), f"a record needs a type, not `{command.type}`", "record.type")
    ask.active(owner)
    record = Record(
        id=ask.new_id(command.id),
        type=command.type,
        owner=owner.id,
        fields=frozen_mapping({name: value for name, value in command.fields.items() if value is not None}),
        creator=None if ask.actor is None else ask.actor.id,
        created_at=ask.at,
        updated_at=ask.at,
    )
    yield ask.event(e.RecordAdded, record=record)
    yield from _paid(ask, None, record)


@handles(c.UpdateRecord)
def update_record(ask: Ask, command: c.UpdateRecord) -> Iterator[e.Event]:
    """Save fields; one tracked change for the tracked ones among them (READINGS 2)."""
    record = ask.record(command.id)
    _may(ask, record, Level.EDIT)
    given = {name: value for name, value in command.fields.items() if _differ(record.fields.get(name), value)}
    if not given:
        return
    merged = {name: value for name, value in {**record.fields, **given}.items() if value is not None}
    saved = attrs.evolve(record, fields=frozen_mapping(merged), updated_at=ask.at)
    tracked = [name for name in _tracked_fields(ask, record) if name in given]
    changes = tuple(Change(name, record.fields.get(name), given[name]) for name in tracked)
    made = list(_tracked(ask, record, changes, command.item))
    yield ask.event(e.RecordUpdated, id=record.id, fields=frozen_mapping(given))
    yield from made
    yield from _paid(ask, record, saved)


def _differ(old: Value, new: Value) -> bool:
    """Tell whether two values are not the same JSON: to Python 1 and true are equal, to a field they are not."""
    return json.dumps(thaw(old), sort_keys=True) != json.dumps(thaw(new), sort_keys=True)


def _tracked_fields(ask: Ask, record: Record) -> tuple[str, ...]:
    return ask.view.settings.tracked_fields.get(record.type, ())


def _tracked(ask: Ask, record: Record, changes: tuple[Change, ...], item: str | None) -> Iterator[e.Event]:
    """Yield the one post a save makes, if it changed a tracked field (RULES 5)."""
    if changes:
        author = None if ask.actor is None else ask.actor.id
        made = Post(id=ask.new_id(item), author=author, to=record.id, at=ask.at, changes=changes)
        yield ask.event(e.Posted, post=made)


def _paid(ask: Ask, before: Record | None, after: Record) -> Iterator[e.Event]:
    """Yield the ledger entries a save earns (SCORING 2.2)."""
    for award in scoring.awards(ask.view, before, after, ask.by, ask.at):
        entry = Entry(
            id=ask.make_id(),
            user=award.user,
            points=award.points,
            key=award.key,
            rule=award.rule,
            record=award.record,
            alert=award.alert,
            effective_at=ask.at,
        )
        yield ask.event(e.PointsAwarded, entry=entry)


@handles(c.Transfer)
def transfer(ask: Ask, command: c.Transfer) -> Iterator[e.Event]:
    """Give a record to another owner; its manual shares are dropped (READINGS 48, 68)."""
    record, owner = ask.record(command.record), ask.user(command.owner)
    _may(ask, record, Level.ALL)
    if record.owner == owner.id:
        return
    ask.active(owner)
    change = (Change("owner", record.owner, owner.id),) if "owner" in _tracked_fields(ask, record) else ()
    made = list(_tracked(ask, record, change, command.item))
    yield ask.event(e.OwnerChanged, record=record.id, owner=owner.id)
    yield from made


def _target(ask: Ask, to: str) -> User | None:
    """Return the user who is the target of a share, None for a role with or without those below it."""
    kind, thing = keys.split(to)
    if to not in ask.view.users and kind in ("role", "role+") and thing in ask.view.roles:
        return None
    return ask.user(to)


@handles(c.ShareRecord)
def share_record(ask: Ask, command: c.ShareRecord) -> Iterator[e.Event]:
    """Share by hand; a second share with the same target replaces the first (RULES 8.2)."""
    record = ask.record(command.record)
    user = _target(ask, command.to)
    _may(ask, record, Level.ALL)
    held = ask.view.shares(record.id).get(command.to)
    if command.to != record.owner and held != Level[command.level.upper()]:
        if user is not None:
            ask.active(user)
        yield ask.event(e.RecordShared, record=record.id, to=command.to, level=command.level)


@handles(c.UnshareRecord)
def unshare_record(ask: Ask, command: c.UnshareRecord) -> Iterator[e.Event]:
    """Take a share back, for whoever holds the record also from somebody out of sight."""
    record = ask.record(command.record)
    shared = command.to in ask.view.shares(record.id)
    if not shared or _held(ask, record) < Level.ALL:
        _target(ask, command.to)
    _may(ask, record, Level.ALL)
    if shared:
        yield ask.event(e.RecordUnshared, record=record.id, to=command.to)
