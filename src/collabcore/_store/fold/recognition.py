"""What events about recognition do to the store, and what a line of the ledger does to its owner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabcore import events as e
from collabcore import levels, lots
from collabcore._store.fold.table import on
from collabcore.model import Entry

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["recognise"]


def recognise(store: Store, entry: Entry) -> None:
    """Add a line of the ledger to its owner's purses, and bring their level along. Cost: O(lots + log levels)."""
    points = store.rank_points(entry.user) + levels.ranked(entry)
    store.rank_of[entry.user] = points
    store.purse_of[entry.user] = lots.put(store.purse(entry.user), entry)
    store.level_of[entry.user] = levels.after(store.levels, store.level(entry.user), points)


@on(e.LevelsSet)
def levels_set(store: Store, event: e.LevelsSet) -> None:
    """Everybody's level is folded anew. Cost: O(entries)."""
    store.levels = event.levels
    for user, ledger in store.ledgers.items():
        store.level_of[user] = levels.folded(store.levels, map(store.entries.__getitem__, ledger))


@on(e.LevelReached)
def level_reached(store: Store, event: e.LevelReached) -> None:
    """It tells what the ledger has done already."""
