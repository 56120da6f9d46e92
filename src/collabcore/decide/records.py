"""Records: their fields, owners and shares; people are shared here too, by hand and by rule.

Owning, handing on, sharing and deleting take access at level all, saving takes edit (READINGS 48).
A person is shared by themselves, or by whoever holds `manage_users`; sharing rules take `modify_all_data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from collabcore import commands as c
from collabcore import criteria, people, records
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import known_target
from collabcore.model import Change, Level, Post, Queue, Record, SharingRule, User
from collabcore.shapes import Value, frozen_mapping, thaw

__all__ = ["not_converted", "opened_opportunity", "possible_owner", "tracked_owner"]

_AGES = ("younger_than_days", "older_than_days")


def _held(ask: Ask, record: Record) -> Level:
    return Level.ALL if ask.actor is None else records.access(ask.view, ask.actor.id, record)


@handles(c.AddRecord)
def add_record(ask: Ask, command: c.AddRecord) -> Iterator[e.Event]:
    """Add a record; what is already complete counts as reached (SCORING P22)."""
    owner = ask.person("own a record") if command.owner is None else _owner(ask, command.owner)
    if command.parent is not None:
        ask.record(command.parent)
    # The word `user` as a type speaks of people in sharing rules (READINGS 34).
    plain = bool(command.type.strip()) and command.type != "user"
    ask.sensible(plain, f"a record needs a type, not `{command.type}`", "record.type")
    licensed = ask.actor is None or people.works_with_records(ask.actor)
    ask.may(licensed, f"`{ask.by}` works with no records", "record.not_licensed")
    _may_fill(ask, command.type, command.fields)
    possible_owner(ask, owner, command.type)
    record = Record(
        id=ask.new_id(command.id),
        type=command.type,
        owner=owner.id,
        parent=command.parent,
        fields=frozen_mapping({name: value for name, value in command.fields.items() if value is not None}),
        creator=None if ask.actor is None else ask.actor.id,
        created_at=ask.at,
        updated_at=ask.at,
    )
    yield ask.event(e.RecordAdded, record=record)


def _owner(ask: Ask, owner: str) -> User | Queue:
    return ask.known((User, Queue), owner)  # type: ignore[arg-type]


def possible_owner(ask: Ask, owner: User | Queue, kind: str) -> None:
    """Refuse an owner who is away or works with no records, and a queue that does not take the type."""
    if isinstance(owner, Queue):
        ask.possible(kind in owner.types, f"`{owner.id}` takes no records of type `{kind}`", "queue.type")
    else:
        ask.active(owner)
        works = people.works_with_records(owner)
        ask.possible(works, f"`{owner.id}` works with no records", "record.owner_not_licensed")


def _may_fill(ask: Ask, kind: str, fields: Iterable[str]) -> None:
    """Refuse to fill fields that the actor's profile may not even read (RULES 5)."""
    hidden = () if ask.actor is None else records.hidden_fields(ask.view, ask.actor, kind)
    for field in fields:
        ask.may(field not in hidden, f"`{ask.by}` may not read `{field}`", "record.field_hidden")


@handles(c.UpdateRecord)
def update_record(ask: Ask, command: c.UpdateRecord) -> Iterator[e.Event]:
    """Save fields; one tracked change for the tracked ones among them (READINGS 2)."""
    record = ask.record(command.id)
    ask.reaches(record, Level.EDIT)
    _may_fill(ask, record.type, command.fields)
    not_converted(ask, record)
    given = {name: value for name, value in command.fields.items() if _differ(record.fields.get(name), value)}
    if not given:
        return
    tracked = [name for name in _tracked_fields(ask, record) if name in given]
    changes = tuple(Change(name, record.fields.get(name), given[name]) for name in tracked)
    made = list(_tracked(ask, record, changes, command.item))
    yield ask.event(e.RecordUpdated, id=record.id, fields=frozen_mapping(given))
    yield from made


def _differ(old: Value, new: Value) -> bool:
    """Tell whether two values are not the same JSON: to Python 1 and true are equal, to a field they are not."""
    if old is None or new is None or (isinstance(old, str) and isinstance(new, str)):
        return old != new
    return json.dumps(thaw(old), sort_keys=True) != json.dumps(thaw(new), sort_keys=True)


def _tracked_fields(ask: Ask, record: Record) -> tuple[str, ...]:
    return ask.view.settings.tracked_fields.get(record.type, ())


def _tracked(ask: Ask, record: Record, changes: tuple[Change, ...], item: str | None) -> Iterator[e.Event]:
    """Yield the one post a save makes, if it changed a tracked field (RULES 5); none while loading silently."""
    if changes and ask.view.importing != "silent":
        author = None if ask.actor is None else ask.actor.id
        made = Post(id=ask.new_id(item), author=author, to=record.id, at=ask.at, changes=changes)
        yield ask.event(e.Posted, post=made)


def tracked_owner(ask: Ask, record: Record, owner: str, item: str | None) -> Iterator[e.Event]:
    """Yield the post that another owner makes, where that is tracked (READINGS 2)."""
    change = (Change("owner", record.owner, owner),) if "owner" in _tracked_fields(ask, record) else ()
    yield from _tracked(ask, record, change, item)


def not_converted(ask: Ask, record: Record) -> None:
    """Refuse to change a lead that was converted (RULES 9) `[OR:Lead]`."""
    ask.possible(not record.converted, f"`{record.id}` was converted and is read only", "record.converted")


def opened_opportunity(ask: Ask, lead: Record, name: str) -> Iterator[e.Event]:
    """Yield the opportunity that a lead becomes: its owner's, with nothing filled in."""
    record = Record(
        id=ask.new_id(name),
        type="opportunity",
        owner=lead.owner,
        creator=None if ask.actor is None else ask.actor.id,
        created_at=ask.at,
        updated_at=ask.at,
    )
    yield ask.event(e.RecordAdded, record=record)


@handles(c.DeleteRecord)
def delete_record(ask: Ask, command: c.DeleteRecord) -> Iterator[e.Event]:
    """Delete a record with what was said on it (READINGS 48, 69); accounts and contacts of users stay."""
    record = ask.record(command.id)
    ask.reaches(record, Level.ALL)
    if record.type in ("account", "contact"):
        used = any(record.id in (user.account, user.contact) for user in ask.view.users.values())
        ask.possible(not used, f"people belong to `{record.id}`", "record.has_people")
    yield ask.event(e.RecordDeleted, id=record.id)


# Sharing


def _shared_thing(ask: Ask, thing: str) -> Record | User:
    return ask.known((Record, User), thing)  # type: ignore[arg-type]


def _may_share(ask: Ask, thing: Record | User) -> None:
    """Refuse to share what is not one's own to share: a record at level all, a person oneself (READINGS 34, 48)."""
    if isinstance(thing, Record):
        ask.reaches(thing, Level.ALL)
    elif thing.id != ask.by:
        ask.needs("manage_users")


def _shared_already(ask: Ask, thing: Record | User, to: str, level: Level) -> bool:
    """Tell whether a share would give nothing: to the owner, or the same one again."""
    owner = thing.owner if isinstance(thing, Record) else thing.id
    return to == owner or ask.view.shares(thing.id).get(to) == level


@handles(c.ShareRecord)
def share_record(ask: Ask, command: c.ShareRecord) -> Iterator[e.Event]:
    """Share by hand; a second share with the same target replaces the first (RULES 8.2)."""
    thing = _shared_thing(ask, command.record)
    user = known_target(ask, command.to)
    readable = isinstance(thing, Record) or command.level == "read"
    ask.sensible(readable, f"`{thing.id}` is a person, who is shared for reading", "share.person_level")
    _may_share(ask, thing)
    if not _shared_already(ask, thing, command.to, Level[command.level.upper()]):
        if user is not None:
            ask.active(user)
        yield ask.event(e.RecordShared, record=thing.id, to=command.to, level=command.level)


@handles(c.UnshareRecord)
def unshare_record(ask: Ask, command: c.UnshareRecord) -> Iterator[e.Event]:
    """Take a share back, for whoever may share also from somebody out of sight."""
    thing = _shared_thing(ask, command.record)
    shared = command.to in ask.view.shares(thing.id)
    if not shared or not _sees_shares(ask, thing):
        known_target(ask, command.to)
    _may_share(ask, thing)
    if shared:
        yield ask.event(e.RecordUnshared, record=thing.id, to=command.to)


def _sees_shares(ask: Ask, thing: Record | User) -> bool:
    if isinstance(thing, Record):
        return _held(ask, thing) >= Level.ALL
    return ask.actor is None or thing.id == ask.by or "manage_users" in ask.actor.permissions


@handles(c.AddSharingRule)
def add_sharing_rule(ask: Ask, command: c.AddSharingRule) -> Iterator[e.Event]:
    """Share what somebody owns, or what meets criteria, now and from now on (RULES 8.2)."""
    user = known_target(ask, command.to)
    if command.owned_by is not None:
        known_target(ask, command.owned_by)
    _sensible_rule(ask, command)
    ask.needs("modify_all_data")
    if user is not None:
        ask.active(user)
    fields = ("type", "to", "level", "owned_by", "where")
    rule = SharingRule(id=ask.new_id(command.id), **{name: getattr(command, name) for name in fields})
    yield ask.event(e.SharingRuleAdded, rule=rule)


def _sensible_rule(ask: Ask, command: c.AddSharingRule) -> None:
    """Refuse a rule that speaks of nothing, of two things, or of what time alone would change (law 6)."""
    ask.sensible(bool(command.type.strip()), f"a rule needs a type, not `{command.type}`", "sharing.type")
    one = (command.owned_by is None) != (not command.where)
    ask.sensible(one, "a sharing rule needs `owned_by` or `where`, and not both", "sharing.whose")
    criteria.validate(command.where)
    ages = [criterion.field for criterion in command.where if criterion.operator in _AGES]
    ask.sensible(not ages, "sight does not change with time: a sharing rule asks for no age", "sharing.age")
    if command.type == "user":
        ask.sensible(command.owned_by is not None, "people are shared by who they are: `owned_by`", "sharing.people")
        ask.sensible(command.level == "read", "people are shared for reading", "share.person_level")


@handles(c.RemoveSharingRule)
def remove_sharing_rule(ask: Ask, command: c.RemoveSharingRule) -> Iterator[e.Event]:
    """Take a sharing rule away, and what it alone opened."""
    rule = ask.known(SharingRule, command.id)
    ask.needs("modify_all_data")
    yield ask.event(e.SharingRuleRemoved, id=rule.id)
