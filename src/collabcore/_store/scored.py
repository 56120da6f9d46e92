"""Scores kept as the records change: how many records of every owner and type have which score."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from collabcore import scoring

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["count_all", "forget", "rescore"]


def rescore(store: Store, name: str) -> None:
    """Count a record by what it holds now, and no more by what it held before. Cost: O(fields)."""
    forget(store, name)
    record = store.records[name]
    profile = scoring.profile_of(store, record)
    if profile is None:
        return
    if scoring.changes_with_time(profile):
        store.timed[name] = None
        return
    _, valid, weight = scoring.counted(profile, record, store.now, store.checks)
    if weight:
        pair = (valid, weight)
        store.scored[name] = (record.owner, record.type, *pair)
        for counts, group in ((store.scores_by_owner, record.owner), (store.scores_by_type, record.type)):
            of_group = counts.setdefault(group, {})
            of_group[pair] = of_group.get(pair, 0) + 1


def forget(store: Store, name: str) -> None:
    """Count a record no more. Cost: O(1)."""
    store.timed.pop(name, None)
    found = store.scored.pop(name, None)
    if found is None:
        return
    owner, kind, *pair = found
    for counts, group in ((store.scores_by_owner, owner), (store.scores_by_type, kind)):
        counts[group][pair[0], pair[1]] -= 1
        if not counts[group][pair[0], pair[1]]:
            del counts[group][pair[0], pair[1]]


def count_all(store: Store, names: Iterable[str]) -> None:
    """Count some records anew. Cost: O(their fields)."""
    for name in names:
        rescore(store, name)
