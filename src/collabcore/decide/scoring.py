"""Completeness profiles, points rules, points by hand, and loading."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore import rulebook, scoring, triggers
from collabcore.decide.asking import Ask, handles
from collabcore.decide.paying import counter
from collabcore.model import CompletenessProfile, Entry, PointsRule
from collabcore.points import Tally

__all__: list[str] = []


@handles(c.SetCompleteness)
def set_completeness(ask: Ask, command: c.SetCompleteness) -> Iterator[e.Event]:
    """Declare a profile; no points come or go by it (SCORING 1.3)."""
    profile = CompletenessProfile(
        type=command.type,
        fields=command.fields,
        mode=command.mode,
        record_type=command.record_type,
    )
    scoring.validate_profile(profile)
    ask.needs("manage_points", "modify_all_data")
    if ask.view.profiles.get(scoring.profile_key(profile.type, profile.record_type)) != profile:
        yield ask.event(e.CompletenessSet, profile=profile)


@handles(c.AddPointsRule)
def add_points_rule(ask: Ask, command: c.AddPointsRule) -> Iterator[e.Event]:
    """Declare a rule; it pays from the next event on."""
    fields = {name: getattr(command, name) for name in _RULE_FIELDS}
    fields["key"] = command.key or triggers.parsed(command.when)[0].key
    rule = PointsRule(id=command.id or "new", **fields)
    rulebook.validate_rule(rule)
    ask.needs("manage_points")
    named = attrs.evolve(rule, id=ask.new_id(command.id))
    rulebook.validate_overlap(ask.view, named)
    _known_fields(ask, named)
    yield ask.event(e.PointsRuleAdded, rule=named)


_RULE_FIELDS = tuple(name for name in attrs.fields_dict(PointsRule) if name not in ("id", "retired"))


def _known_fields(ask: Ask, rule: PointsRule) -> None:
    """Refuse a rule on a field that a type with a profile and with records has nowhere."""
    if rule.type is None or rule.type not in ask.view.profiles:
        return
    known = _fields_of(ask, rule.type)
    for name in rulebook.fields_read(rule) if known else ():
        ask.possible(name in known, f"no `{rule.type}` has a field `{name}`", "points.field")


def _fields_of(ask: Ask, kind: str) -> set[str]:
    """Return the fields a type is known to have: in its records, profiles and settings; none without records."""
    records = [record for record in ask.view.records.values() if record.type == kind]
    listed = {spec.name for profile in ask.view.profiles.values() if profile.type == kind for spec in profile.fields}
    named = {*listed, *ask.view.settings.tracked_fields.get(kind, ())}
    return named.union(*(record.fields for record in records)) if records else set()


@handles(c.RetirePointsRule)
def retire_points_rule(ask: Ask, command: c.RetirePointsRule) -> Iterator[e.Event]:
    """Stop a rule; what it paid stays."""
    rule = ask.known(PointsRule, command.id)
    ask.needs("manage_points")
    if not rule.retired:
        yield ask.event(e.PointsRuleRetired, id=rule.id)


# By hand


@handles(c.Award)
def award(ask: Ask, command: c.Award) -> Iterator[e.Event]:
    """Give points by hand; fewer than none correct what was wrong (READINGS 61)."""
    user = ask.user(command.user)
    ask.sensible(command.points != 0, "an award needs points other than `0`", "points.amount")
    ask.sensible(bool(command.reason.strip()), "an award needs a reason", "points.reason")
    lasting = command.expires is None or command.expires > ask.at
    ask.sensible(lasting, "points that have expired cannot be given", "points.expires")
    ask.needs("manage_points")
    entry_id = ask.new_id(command.id)
    ask.active(user)
    ask.possible(user.kind != "integration", f"`{user.id}` is no person and earns nothing", "points.integration")
    entry = Entry(
        id=entry_id,
        user=user.id,
        points=command.points,
        kind="manual" if command.points > 0 else "adjust",
        effective_at=ask.at,
        expires=command.expires,
        actor=ask.by or None,
        reason=command.reason,
        alert=command.points > 0 and ask.view.importing in (None, "live"),
    )
    yield ask.event(e.PointsAwarded, entry=entry)


_REVERSIBLE = ("award", "manual", "adjust", "thanks")


@handles(c.Reverse)
def reverse(ask: Ask, command: c.Reverse) -> Iterator[e.Event]:
    """Take an entry back, once; what takes back cannot be taken back itself (SCORING 4.1)."""
    entry = ask.known(Entry, command.entry)
    ask.sensible(bool(command.reason.strip()), "a reversal needs a reason", "points.reason")
    reversible = entry.kind in _REVERSIBLE
    ask.sensible(reversible, f"`{entry.id}` is a {entry.kind} and cannot be reversed", "points.reversal")
    ask.needs("manage_points")
    if ask.view.reversal(entry.id) is None:
        yield counter(ask, entry, Tally(ask.view), command.reason)


# Loading


@handles(c.BeginImport)
def begin_import(ask: Ask, command: c.BeginImport) -> Iterator[e.Event]:
    """Begin to load; one loading at a time (READINGS 60)."""
    ask.needs("modify_all_data")
    under_way = ask.view.importing
    if under_way == command.mode:
        return
    ask.possible(under_way is None, f"an import in mode `{under_way}` is under way", "import.other")
    yield ask.event(e.ImportBegun, mode=command.mode)


@handles(c.EndImport)
def end_import(ask: Ask, command: c.EndImport) -> Iterator[e.Event]:
    """End the loading."""
    ask.needs("modify_all_data")
    if ask.view.importing is not None:
        yield ask.event(e.ImportEnded)
