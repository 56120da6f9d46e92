"""Boards kept entry by entry: what everybody has in each window, and who may stand on it, in order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from collabcore import boards, leaderboards
from collabcore._store.facts.scoring import Kept, block_of
from collabcore.model import Board, Entry
from collabcore.standings import NEVER, Standing

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["blank", "count", "count_anew", "is_kept", "restand"]

_NOTHING: Final = (0, NEVER)

_Side: TypeAlias = Literal["standing", "aside", "nowhere"]


def is_kept(board: Board) -> bool:
    """Tell whether a board is kept entry by entry: one of people, in windows that do not slide."""
    return not board.teams and not (isinstance(board.window, str) and board.window.startswith("last:"))


def count(store: Store, entry: Entry, position: int) -> None:
    """Count one more entry on every board. Cost: O(boards log people)."""
    if entry.points:
        side = _side(store, entry.user)
        for name, windows in store.kept.items():
            _count(store, store.boards[name], windows, entry, position, side)


def count_anew(store: Store, board: Board) -> None:
    """Count a whole ledger on one board. Cost: O(entries log people)."""
    store.kept.pop(board.id, None)
    if not is_kept(board):
        return
    windows = store.kept[board.id] = {}
    for position, entry in enumerate(store.entries.values()):
        if entry.purse != "spend" and entry.points:
            _count(store, board, windows, entry, position, _side(store, entry.user))


def _count(store: Store, board: Board, windows: dict[str, Kept], entry: Entry, position: int, side: _Side) -> None:
    if not _is_within(board, entry.effective_at):
        return
    name = block_of(board, entry.effective_at)
    kept = windows.get(name)
    if kept is None:
        kept = windows[name] = blank(store, board)
    points = kept.totals.get(entry.user, _NOTHING)[0] + entry.points
    kept.totals[entry.user] = points, position
    if side != "nowhere":
        _put(store, board, getattr(kept, side), entry.user, points, position)


def _put(store: Store, board: Board, people: Standing, user: str, points: int, reached: int) -> None:
    """Put somebody where their points belong among others; without any they stand where zero counts alone."""
    if points or board.zero == "include":
        people.put(user, points, reached, store.numbers[user])
    else:
        people.drop(user)


def _is_within(board: Board, moment: dt.datetime) -> bool:
    """Tell whether a moment is in the window of a board that has bounds of its own."""
    if isinstance(board.window, str):
        return True
    start, end = boards.window(board.window, moment, board.zone)
    return (start is None or start <= moment) and (end is None or moment < end)


def blank(store: Store, board: Board) -> Kept:
    """Return a window in which nobody has anything yet; where zero counts everybody stands in it."""
    kept = Kept(Standing(board.lower_is_better), Standing(board.lower_is_better))
    for user in store.users if board.zero == "include" else ():
        _stand(store, board, kept, user, _side(store, user))
    return kept


def _side(store: Store, user: str) -> _Side:
    """Return whether somebody stands on boards, would but stays off, or may not at all."""
    person = store.users.get(user)
    if person is None or not leaderboards.may_stand(person):
        return "nowhere"
    return "aside" if user in store.off_boards else "standing"


def _stand(store: Store, board: Board, kept: Kept, user: str, side: _Side) -> None:
    """Put somebody where they belong in one window, or take them away."""
    for name, people in (("standing", kept.standing), ("aside", kept.aside)):
        if name == side:
            _put(store, board, people, user, *kept.totals.get(user, _NOTHING))
        else:
            people.drop(user)


def restand(store: Store, user: str) -> None:
    """Put somebody who came, left, or opted in or out where they belong on all boards. Cost: O(windows log people)."""
    side = _side(store, user)
    for name, windows in store.kept.items():
        board = store.boards[name]
        for kept in windows.values():
            if board.zero == "include" or user in kept.totals:
                _stand(store, board, kept, user, side)
