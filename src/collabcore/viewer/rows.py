"""Whether somebody may know everyone on some rows of a board, asked about all of them at once.

Who may know whom is decided by locks, and by nothing else; this file only spares opening them one by one.
What the locks of some rows have in common is remembered beside these very locks: where one of them is another by now,
it is worked out anew, so that nothing here can be out of date.
"""

from __future__ import annotations

import functools
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from collabcore.boards import Row
from collabcore.keys import Key, Lock
from collabcore.view import View

__all__ = ["are_all_known"]

_MOST: Final = 2_048


@attrs.frozen
class _Together:
    """Some rows, the locks of who stands on them, what any of these turns away, and what opens them all."""

    rows: tuple[Row, ...]
    names: tuple[str, ...]
    locks: list[Lock | None]
    suspects: frozenset[Key]
    grants: frozenset[Key]


_KEPT: Final[dict[int, _Together]] = {}


def are_all_known(view: View, held: AbstractSet[Key], rows: tuple[Row, ...]) -> bool:
    """Tell whether the holder of some keys may know everyone on some rows for certain; else each is to be asked about.

    It is certain where no gate of any row concerns the holder, and one key opens all of them.

    Cost: O(rows).
    """
    found = _KEPT.get(id(rows))
    if found is None or found.rows is not rows or list(map(view.whole_lock, found.names)) != found.locks:
        found = _remembered(view, rows)
    return found.suspects.isdisjoint(held) and not found.grants.isdisjoint(held)


def _remembered(view: View, rows: tuple[Row, ...]) -> _Together:
    names = tuple([row.user for row in rows])
    locks = list(map(view.whole_lock, names))
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    found = _KEPT[id(rows)] = _Together(rows, names, locks, _one(_suspects(locks)), _one(_grants(locks)))
    return found


@functools.lru_cache(maxsize=256)
def _one(keys: frozenset[Key]) -> frozenset[Key]:
    """Return the one of several equal sets that was given first: most rows have the same in common."""
    return keys


def _suspects(locks: list[Lock | None]) -> frozenset[Key]:
    gates = [turned_away for lock in locks if lock is not None for turned_away, _ in lock.gates]
    return frozenset[Key]().union(*gates)


def _grants(locks: list[Lock | None]) -> frozenset[Key]:
    grants = [(None if lock is None else lock.grants) or frozenset() for lock in locks]
    return grants[0].intersection(*grants[1:]) if grants else frozenset()
