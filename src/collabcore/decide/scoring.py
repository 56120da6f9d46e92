"""Completeness profiles and points rules."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import scoring
from collabcore.decide.asking import Ask, handles
from collabcore.model import CompletenessProfile, PointsRule

__all__: list[str] = []


@handles(c.SetCompleteness)
def set_completeness(ask: Ask, command: c.SetCompleteness) -> Iterator[e.Event]:
    """Declare a profile; no points come or go by it (SCORING 1.3)."""
    profile = CompletenessProfile(type=command.type, fields=command.fields, mode=command.mode)
    scoring.validate_profile(profile)
    ask.needs("manage_points", "modify_all_data")
    if ask.view.profiles.get(profile.type) != profile:
        yield ask.event(e.CompletenessSet, profile=profile)


@handles(c.AddPointsRule)
def add_points_rule(ask: Ask, command: c.AddPointsRule) -> Iterator[e.Event]:
    """Declare a rule; it pays from the next save on."""
    fields = ("points", "when", "type", "where", "beneficiary", "key", "measure", "threshold", "alert")
    rule = PointsRule(id=command.id or "new", **{name: getattr(command, name) for name in fields})
    scoring.validate_rule(rule)
    ask.needs("manage_points")
    named = PointsRule(id=ask.new_id(command.id), **{name: getattr(command, name) for name in fields})
    yield ask.event(e.PointsRuleAdded, rule=named)


@handles(c.RetirePointsRule)
def retire_points_rule(ask: Ask, command: c.RetirePointsRule) -> Iterator[e.Event]:
    """Stop a rule; what it paid stays."""
    rule = ask.known(PointsRule, command.id)
    ask.needs("manage_points")
    if not rule.retired:
        yield ask.event(e.PointsRuleRetired, id=rule.id)
