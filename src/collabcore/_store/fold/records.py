"""What events about records do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.files import let_go
from collabcore._store.fold.routing import came_to
from collabcore._store.fold.table import on
from collabcore._store.fold.talk import clear
from collabcore._store.scored import forget, rescore
from collabcore.model import Level, Record
from collabcore.triggers import record_after

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.RecordAdded)
def record_added(store: Store, event: e.RecordAdded) -> None:
    """A record brings its lock, and may open its parent."""
    record = event.record
    store.used.add(record.id)
    store.records[record.id] = record
    store.owned_by.setdefault(record.owner, {})[record.id] = None
    came_to(store, record.id, record.owner, event)
    store.sight.add_record(record.id)
    rescore(store, record.id)
    if record.parent is not None:
        store.children_of.setdefault(record.parent, {})[record.id] = None
        store.sight.changed(("children", record.parent))


@on(e.RecordUpdated)
def record_updated(store: Store, event: e.RecordUpdated) -> None:
    """Fields are merged key by key, null clearing; sharing rules read them."""
    record = store.records[event.id]
    if event.by == record.owner:
        store.unread.discard(record.id)
    _put_fields(store, record_after(store, event))
    if any(store.sharing[rule].where for rule in store.sharing_of(record.type)):
        store.sight.changed(("records", record.id))  # nothing else about sight reads what is in a record's fields


def _put_record(store: Store, record: Record) -> None:
    _put_fields(store, record)
    store.sight.changed(("records", record.id))


def _put_fields(store: Store, record: Record) -> None:
    store.records[record.id] = record
    rescore(store, record.id)


@on(e.RecordDeleted)
def record_deleted(store: Store, event: e.RecordDeleted) -> None:
    """Posts on a record go with it, and who follows it; its children stay, without a parent (READINGS 69)."""
    _gone(store, event.id)


def _gone(store: Store, gone: str) -> None:
    clear(store, gone)
    let_go(store, gone, home=False)
    record = store.records.pop(gone)
    forget(store, gone)
    del store.owned_by[record.owner][record.id]
    store.shares_of.pop(record.id, None)
    store.unread.discard(record.id)
    store.assignments.pop(record.id, None)
    for user in store.follower_of.pop(record.id, ()):
        del store.follow_of[user][record.id]
    for shown in store.attachments.values():
        shown.pop(record.id, None)
    store.sight.drop(("record", record.id))
    for child in store.children_of.pop(record.id, ()):
        _put_record(store, attrs.evolve(store.records[child], parent=None))
    if record.parent is not None:
        del store.children_of[record.parent][record.id]
        store.sight.changed(("children", record.parent))


@on(e.RecordsMerged)
def records_merged(store: Store, event: e.RecordsMerged) -> None:
    """Children go over to the record that stays; what was said on the other goes with it, and who followed it."""
    moved = store.children_of.pop(event.record, {})
    if moved:
        together = {**store.children_of.get(event.into, {}), **moved}
        store.children_of[event.into] = {child: None for child in store.records if child in together}
    for child in moved:
        _put_record(store, attrs.evolve(store.records[child], parent=event.into))
    store.sight.changed(("children", event.record), ("children", event.into))
    _gone(store, event.record)


@on(e.OwnerChanged)
def owner_changed(store: Store, event: e.OwnerChanged) -> None:
    """Another owner, and the manual shares are gone (READINGS 68)."""
    record = store.records[event.record]
    del store.owned_by[record.owner][record.id]
    store.owned_by.setdefault(event.owner, {})[record.id] = None
    store.shares_of.pop(record.id, None)
    came_to(store, record.id, event.owner, event)
    store.sight.changed(("shares", record.id))
    _put_record(store, attrs.evolve(record, owner=event.owner, updated_at=event.at))


@on(e.RecordShared)
def record_shared(store: Store, event: e.RecordShared) -> None:
    """One share per target, the later level."""
    store.shares_of.setdefault(event.record, {})[event.to] = Level[event.level.upper()]
    store.sight.changed(("shares", event.record))


@on(e.RecordUnshared)
def record_unshared(store: Store, event: e.RecordUnshared) -> None:
    """The share's grants are gone with it."""
    del store.shares_of[event.record][event.to]
    store.sight.changed(("shares", event.record))


@on(e.SharingRuleAdded)
def sharing_rule_added(store: Store, event: e.SharingRuleAdded) -> None:
    """A rule opens every record of its type that it speaks of."""
    store.used.add(event.rule.id)
    store.sharing[event.rule.id] = event.rule
    store.rules_of.setdefault(event.rule.type, {})[event.rule.id] = None
    store.sight.changed(("sharing_of", event.rule.type))


@on(e.SharingRuleRemoved)
def sharing_rule_removed(store: Store, event: e.SharingRuleRemoved) -> None:
    """What it opened is closed, as far as nothing else keeps it open."""
    rule = store.sharing.pop(event.id)
    del store.rules_of[rule.type][event.id]
    store.sight.changed(("sharing_of", rule.type))
