"""What events about scores and points do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore import scoring, triggers
from collabcore._store.fold.recognition import recognise
from collabcore._store.fold.table import on
from collabcore._store.scored import count_all
from collabcore._store.standing import count, count_anew
from collabcore.keys import split
from collabcore.model import Entry

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.CompletenessSet)
def completeness_set(store: Store, event: e.CompletenessSet) -> None:
    """Every record of the type is counted by the new profile; no ledger changes."""
    store.profiles[scoring.profile_key(event.profile.type, event.profile.record_type)] = event.profile
    count_all(store, [record.id for record in store.records.values() if record.type == event.profile.type])


@on(e.PointsRuleAdded)
def points_rule_added(store: Store, event: e.PointsRuleAdded) -> None:
    """A rule pays from now on."""
    store.used.add(event.rule.id)
    store.rules[event.rule.id] = event.rule
    store.rules_by.setdefault(triggers.parsed(event.rule.when)[0].word, []).append(event.rule.id)


@on(e.PointsRuleRetired)
def points_rule_retired(store: Store, event: e.PointsRuleRetired) -> None:
    """A retired rule keeps its name and its past."""
    rule = store.rules[event.id]
    store.rules[event.id] = attrs.evolve(rule, retired=True)
    store.rules_by[triggers.parsed(rule.when)[0].word].remove(rule.id)


@on(e.PointsAwarded)
def points_awarded(store: Store, event: e.PointsAwarded) -> None:
    """The ledger only grows."""
    entry = event.entry
    store.used.add(entry.id)
    position = len(store.entries)
    store.entries[entry.id] = entry
    store.ledgers.setdefault(entry.user, []).append(entry.id)
    store.teams_then[entry.id] = _teams_of(store, entry.user) if store.teams else ()
    if entry.bucket is not None:
        store.in_buckets[entry.bucket] = store.capped(entry.bucket) + entry.worth
    if entry.purse != "spend":
        count(store, entry, position)
    _stand_or_fall(store, entry)
    recognise(store, entry)


def _teams_of(store: Store, user: str) -> tuple[str, ...]:
    """Return the teams somebody is in, oldest first. Cost: O(their keys)."""
    named = (split(key) for key in store.keys(user))
    teams = [name for kind, name in named if kind == "team"]
    return tuple(sorted(teams, key=store.numbers.__getitem__))


def _stand_or_fall(store: Store, entry: Entry) -> None:
    """Keep which awards stand: an award uses up its key until it is reversed."""
    if entry.reverses is not None:
        store.reversed_by[entry.reverses] = entry.id
        store.awards.pop(entry.key, None)
        if entry.rule is not None and entry.record is not None:
            store.awarded[entry.record].pop(entry.reverses, None)
    elif entry.rule is not None and entry.record is not None:
        store.awards[entry.key] = entry.id
        store.awarded.setdefault(entry.record, {})[entry.id] = None


@on(e.ImportBegun)
def import_begun(store: Store, event: e.ImportBegun) -> None:
    """What is loaded pays and alerts as the mode says."""
    store.importing = event.mode


@on(e.ImportEnded)
def import_ended(store: Store, _event: e.ImportEnded) -> None:
    """Everything pays and alerts again."""
    store.importing = None


@on(e.BoardSet)
def board_set(store: Store, event: e.BoardSet) -> None:
    """Another window or order is counted anew from the ledger."""
    store.boards[event.board.id] = event.board
    count_anew(store, event.board)
