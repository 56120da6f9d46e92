"""Who gets a record: by hand, by turns, by rules, from a queue; and what its owner does with it first.

Rotations, rules and assignments take `assign_records` or `modify_all_data`; whoever has all access to a record hands it
on too. A lead goes to a partner only where `routing.lead_reasons` has nothing against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from collabcore import commands as c
from collabcore import criteria, people, routing, visibility
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import plain_id
from collabcore.decide.presence import may_manage_channel
from collabcore.decide.records import not_converted, opened_opportunity, possible_owner, tracked_owner
from collabcore.model import (
    Assignment,
    AssignmentRules,
    Level,
    Queue,
    Record,
    Rotation,
    User,
)

__all__: list[str] = []


# Rotations and rules


def _receivers(ask: Ask, targets: Iterable[str]) -> None:
    """Refuse what is neither a user nor a queue the actor knows of."""
    for target in targets:
        ask.known((User, Queue), target)  # type: ignore[arg-type]


def _sensible_rotation(ask: Ask, rotation: Rotation) -> None:
    whole = bool(rotation.targets) and len(set(rotation.targets)) == len(rotation.targets)
    ask.sensible(whole, "a rotation needs targets, each once", "rotation.targets")
    weighed = len(rotation.weights) == len(rotation.targets) and all(weight > 0 for weight in rotation.weights)
    ask.sensible(weighed, "a rotation needs one weight above zero for each target", "rotation.weights")
    fits = rotation.capacity.keys() <= set(rotation.targets) and all(most >= 0 for most in rotation.capacity.values())
    ask.sensible(fits, "capacities are numbers from zero on, of targets of the rotation", "rotation.capacity")


@handles(c.AddRotation)
def add_rotation(ask: Ask, command: c.AddRotation) -> Iterator[e.Event]:
    """Let users and queues get records by turns (RULES 9) `[SFDC-RR]`."""
    _receivers(ask, command.targets)
    weights = command.weights or (1,) * len(command.targets)
    rotation = Rotation(id="new", targets=command.targets, weights=weights, capacity=command.capacity)
    _sensible_rotation(ask, rotation)
    ask.needs("assign_records", "modify_all_data")
    yield ask.event(e.RotationAdded, rotation=attrs.evolve(rotation, id=ask.new_id(command.id)))


@handles(c.UpdateRotation)
def update_rotation(ask: Ask, command: c.UpdateRotation) -> Iterator[e.Event]:
    """Change who takes turns; other targets without weights weigh 1 each."""
    before = ask.known(Rotation, command.id)
    given = {name: getattr(command, name) for name in ("targets", "weights", "capacity")}
    given = {name: value for name, value in given.items() if value is not c.UNSET}
    _receivers(ask, given.get("targets", ()))
    if "targets" in given and not given.get("weights"):
        given["weights"] = (1,) * len(given["targets"])
    after = attrs.evolve(before, **given)
    _sensible_rotation(ask, after)
    ask.needs("assign_records", "modify_all_data")
    if after != before:
        yield ask.event(e.RotationUpdated, rotation=routing.restarted(before, after))


@handles(c.SetAbsence)
def set_absence(ask: Ask, command: c.SetAbsence) -> Iterator[e.Event]:
    """Take no turns for a while, in every rotation: oneself, or somebody else for whoever assigns."""
    user = ask.user(command.user)
    if ask.by != user.id:
        ask.needs("assign_records", "modify_all_data")
    if command.absent != (user.id in ask.view.absent):
        yield ask.event(e.AbsenceSet, user=user.id, absent=command.absent)


@handles(c.SetAssignmentRules)
def set_assignment_rules(ask: Ask, command: c.SetAssignmentRules) -> Iterator[e.Event]:
    """Say where records of a type go, in place of what was said before (RULES 9) `[DICT-LAR]`."""
    targets = [*(entry.to for entry in command.entries), *(() if command.default is None else (command.default,))]
    for target in targets:
        ask.known((User, Queue, Rotation), target)  # type: ignore[arg-type]
    ask.sensible(bool(command.type.strip()), f"rules need a type, not `{command.type}`", "assignment.type")
    for entry in command.entries:
        criteria.validate(entry.where)
    ask.needs("assign_records", "modify_all_data")
    for target in targets:
        queue = ask.view.queues.get(target)
        takes = queue is None or command.type in queue.types
        ask.possible(takes, f"`{target}` takes no records of type `{command.type}`", "queue.type")
    rules = AssignmentRules(type=command.type, entries=command.entries, default=command.default)
    if ask.view.routes.get(rules.type) != rules:
        yield ask.event(e.AssignmentRulesSet, rules=rules)


# Giving


def _records(ask: Ask, one: str | None, many: tuple[str, ...], item: str | None) -> list[Record]:
    """Return the records that a command names, each once: in the one field or in the other."""
    wanted = dict.fromkeys((*(() if one is None else (one,)), *many))
    found = [ask.record(record) for record in wanted]
    ask.sensible(bool(found), "name a record, or some", "assignment.records")
    ask.sensible(item is None or len(found) == 1, "one `item` names one change", "assignment.item")
    return found


def _owned_by(ask: Ask, record: Record, owner: str, item: str | None, *, notify: bool) -> Iterator[e.Event]:
    """Yield that a record has another owner, with the change that is tracked (READINGS 2)."""
    made = list(tracked_owner(ask, record, owner, item))
    yield ask.event(e.OwnerChanged, record=record.id, owner=owner, notify=notify)
    yield from made


def _eligible(ask: Ask, record: Record, owner: User | Queue) -> None:
    """Refuse a lead for a partner whom it may not go to, by the first reason (RULES 9, G55)."""
    if record.type == "lead" and isinstance(owner, User) and owner.kind == "partner":
        reasons = routing.lead_reasons(ask.view, owner)
        ask.possible(not reasons, f"`{owner.id}` may get no leads: {', '.join(reasons)}", f"lead.{(*reasons, '')[0]}")


@handles(c.Transfer)
def transfer(ask: Ask, command: c.Transfer) -> Iterator[e.Event]:
    """Give records to another owner; their manual shares are dropped (READINGS 48, 68)."""
    given = _records(ask, command.record, command.records, command.item)
    owner: User | Queue = ask.known((User, Queue), command.owner)  # type: ignore[arg-type]
    for record in given:
        ask.reaches(record, Level.ALL)
    for record in (record for record in given if record.owner != owner.id):
        not_converted(ask, record)
        _eligible(ask, record, owner)
        possible_owner(ask, owner, record.type)
        if record.partner:
            may_manage_channel(ask, record, owner)
        yield from _owned_by(ask, record, owner.id, command.item, notify=command.notify)


@handles(c.Assign)
def assign(ask: Ask, command: c.Assign) -> Iterator[e.Event]:
    """Give records to whoever is named, by turns or by the rules; what nobody can have stays where it is."""
    given = _records(ask, command.record, command.records, command.item)
    if command.to is not None:
        ask.known((User, Queue, Rotation), command.to)  # type: ignore[arg-type]
    for record in given:
        if ask.actor is not None and "assign_records" not in ask.actor.permissions:
            ask.reaches(record, Level.ALL)
    for record in given:
        not_converted(ask, record)
    router = routing.Router(ask.view, ask.by, ask.at)
    for record in given:
        if command.to != record.owner:
            yield from _assigned(ask, record, router.assign(record, command.to), command)
    for rotation in router.turned.values():
        yield ask.event(e.RotationTurned, id=rotation.id, given=rotation.given, last=rotation.last)


def _assigned(ask: Ask, record: Record, made: Assignment, command: c.Assign) -> Iterator[e.Event]:
    if made.how == "direct":
        fits, why = not made.reasons, ", ".join(made.reasons)
        ask.possible(fits, f"`{made.to}` may not get `{record.id}`: {why}", f"{_noun(record)}.{(*made.reasons, '')[0]}")
    if made.owner not in (None, record.owner):
        entries = ask.view.routes[record.type].entries if made.entry is not None else ()
        notify = command.notify or (made.entry is not None and entries[made.entry - 1].notify)
        yield from _owned_by(ask, record, str(made.owner), command.item, notify=notify)
    yield ask.event(e.Assigned, assignment=made)


def _noun(record: Record) -> str:
    return "lead" if record.type == "lead" else "record"


@handles(c.Accept)
def accept(ask: Ask, command: c.Accept) -> Iterator[e.Event]:
    """Take a record from a queue: its members may, and those above them (RULES 9, G58) `[TUT]`."""
    record = ask.record(command.record)
    user = ask.person("accept a record")
    if record.owner == user.id:
        return
    waits = record.owner in ask.view.queues
    if waits:
        able = {people.target_key(ask.view, record.owner), *people.climbing(ask.view, record.owner, record.type)}
        ask.may(not able.isdisjoint(ask.view.keys(user.id)), f"`{user.id}` is not in `{record.owner}`", "queue.member")
    ask.possible(waits, f"`{record.id}` waits in no queue", "queue.not_in_one")
    not_converted(ask, record)
    _eligible(ask, record, user)
    yield from _owned_by(ask, record, user.id, command.item, notify=False)
    made = Assignment(record=record.id, by=user.id, at=ask.at, how="accepted", to=record.owner, owner=user.id)
    yield ask.event(e.Assigned, assignment=made)


@handles(c.OpenRecord)
def open_record(ask: Ask, command: c.OpenRecord) -> Iterator[e.Event]:
    """Have read what one owns (RULES 9) `[OR:Lead]`."""
    record = ask.record(command.record)
    user = ask.person("open a record")
    ask.may(record.owner == user.id, f"`{user.id}` does not own `{record.id}`", "record.not_owner")
    if record.id in ask.view.unread:
        yield ask.event(e.RecordOpened, record=record.id)


@handles(c.ConvertLead)
def convert_lead(ask: Ask, command: c.ConvertLead) -> Iterator[e.Event]:
    """Close a lead for good (RULES 9) `[OR:Lead]`; the opportunity is the one named, made anew unless it is there."""
    lead = ask.record(command.record)
    linked = _linked(ask, command.opportunity)
    plain_id(ask, command.opportunity)
    ask.sensible(lead.type == "lead", f"`{lead.id}` is a `{lead.type}`, no lead", "lead.type")
    ask.reaches(lead, Level.EDIT)
    if lead.converted:
        return
    ask.possible(lead.owner in ask.view.users, f"`{lead.id}` waits in a queue: accept it first", "lead.in_queue")
    if command.opportunity is not None and not linked:
        yield from opened_opportunity(ask, lead, command.opportunity)
    yield ask.event(e.LeadConverted, record=lead.id, opportunity=command.opportunity)


def _linked(ask: Ask, name: str | None) -> bool:
    """Tell whether an opportunity is there already and known; whatever else has the id is refused later as taken."""
    found = None if name is None else ask.view.records.get(name)
    known = found is not None and (ask.actor is None or visibility.can_see(ask.view, ask.by, found.id))
    return found is not None and known and found.type == "opportunity"
