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
    """Some rows, the locks of who stands on them (None: never looked at), what these turn away, and what opens all."""

    rows: tuple[Row, ...]
    names: tuple[str, ...] = ()
    locks: list[Lock | None] | None = None
    suspects: frozenset[Key] = frozenset()
    grants: frozenset[Key] = frozenset()


_KEPT: Final[dict[int, _Together]] = {}


def are_all_known(view: View, held: AbstractSet[Key], rows: tuple[Row, ...]) -> bool:
    """Tell whether the holder of some keys may know everyone on some rows for certain; else each is to be asked about.

    It is certain where no gate of any row concerns the holder, and one key opens all of them; and not before the rows
    are asked about a second time, for many never are.

    Cost: O(rows).
    """
    found = _KEPT.get(id(rows))  # no other rows have this id as long as these are kept
    if found is None:
        _keep(_Together(rows))
        return False
    if list(map(view.whole_lock, found.names)) != found.locks:
        found = _together(view, rows)
        _keep(found)
    return found.suspects.isdisjoint(held) and not found.grants.isdisjoint(held)


def _keep(found: _Together) -> None:
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    _KEPT[id(found.rows)] = found


def _together(view: View, rows: tuple[Row, ...]) -> _Together:
    names = tuple([row.user for row in rows])
    locks = list(map(view.whole_lock, names))
    return _Together(rows, names, locks, _one(_suspects(locks)), _one(_grants(locks)))


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
