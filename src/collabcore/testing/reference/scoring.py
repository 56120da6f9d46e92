"""Completeness profiles, points rules and the ledger, told by their events."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts

__all__ = ["ScoringTwin"]


class ScoringTwin(Facts):
    """Completeness profiles, points rules and the ledger, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.profiles: dict[str, model.CompletenessProfile] = {}
        self.rules: dict[str, model.PointsRule] = {}
        self.entries: dict[str, model.Entry] = {}

    def _apply_points(self, event: ev.Event) -> None:
        match event:
            case ev.CompletenessSet(profile=profile):
                self.profiles[profile.type] = profile
            case ev.PointsRuleAdded(rule=rule):
                self._add(self.rules, rule)
            case ev.PointsRuleRetired(id=rule_id):
                self.rules[rule_id] = attrs.evolve(self.rules[rule_id], retired=True)
            case ev.PointsAwarded(entry=entry):
                self._add(self.entries, entry)
            case _:
                pass

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(entries)."""
        return [entry.id for entry in self.entries.values() if entry.user == user]

    def award(self, key: str) -> str | None:
        """Return the entry that used up an idempotency key, None while it is free. Cost: O(entries)."""
        return next((entry.id for entry in self.entries.values() if entry.key and entry.key == key), None)
