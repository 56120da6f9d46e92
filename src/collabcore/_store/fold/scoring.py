"""What events about scores and points do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.recognition import recognise
from collabcore._store.fold.table import on

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.CompletenessSet)
def completeness_set(store: Store, event: e.CompletenessSet) -> None:
    """Scores are worked out when asked, so a profile changes no ledger."""
    store.profiles[event.profile.type] = event.profile


@on(e.PointsRuleAdded)
def points_rule_added(store: Store, event: e.PointsRuleAdded) -> None:
    """A rule pays from now on."""
    store.used.add(event.rule.id)
    store.rules[event.rule.id] = event.rule


@on(e.PointsRuleRetired)
def points_rule_retired(store: Store, event: e.PointsRuleRetired) -> None:
    """A retired rule keeps its name and its past."""
    store.rules[event.id] = attrs.evolve(store.rules[event.id], retired=True)


@on(e.PointsAwarded)
def points_awarded(store: Store, event: e.PointsAwarded) -> None:
    """The ledger only grows."""
    entry = event.entry
    store.used.add(entry.id)
    store.entries[entry.id] = entry
    store.ledgers.setdefault(entry.user, []).append(entry.id)
    if entry.key:
        store.awards[entry.key] = entry.id
    recognise(store, entry)
