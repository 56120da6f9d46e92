"""Boards kept entry by entry: what everybody has in each window, and who may stand on it, in order."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from collabcore import boards, leaderboards
from collabcore._store.facts.scoring import Kept, block_of
from collabcore.model import Board, Entry
from collabcore.standings import NEVER, Standing

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["blank", "count", "count_anew", "is_kept", "restand"]


def is_kept(board: Board) -> bool:
    """Tell whether a board is kept entry by entry: one of people, in windows that do not slide."""
    return not board.teams and not (isinstance(board.window, str) and board.window.startswith("last:"))


def count(store: Store, entry: Entry, position: int) -> None:
    """Count one more entry on every board. Cost: O(boards log people)."""
    for board in store.boards.values() if entry.points else ():
        if is_kept(board):
            _count(store, board, entry, position)


def count_anew(store: Store, board: Board) -> None:
    """Count a whole ledger on one board. Cost: O(entries log people)."""
    store.kept[board.id] = {}
    for position, entry in enumerate(store.entries.values() if is_kept(board) else ()):
        if entry.purse != "spend" and entry.points:
            _count(store, board, entry, position)


def _count(store: Store, board: Board, entry: Entry, position: int) -> None:
    if not _is_within(board, entry.effective_at):
        return
    name = block_of(board, entry.effective_at)
    windows = store.kept[board.id]
    kept = windows.get(name)
    if kept is None:
        kept = windows[name] = blank(store, board)
    kept.totals[entry.user] = kept.totals.get(entry.user, (0, NEVER))[0] + entry.points, position
    _stand(store, board, kept, entry.user)


def _is_within(board: Board, moment: dt.datetime) -> bool:
    """Tell whether a moment is in the window of a board that has bounds of its own."""
    if isinstance(board.window, str):
        return True
    start, end = boards.window(board.window, moment, board.zone)
    return (start is None or start <= moment) and (end is None or moment < end)


def blank(store: Store, board: Board) -> Kept:
    """Return a window in which nobody has anything yet; where zero counts everybody stands in it."""
    kept = Kept(Standing(board.lower_is_better))
    for user in store.users if board.zero == "include" else ():
        _stand(store, board, kept, user)
    return kept


def _stand(store: Store, board: Board, kept: Kept, user: str) -> None:
    """Put somebody where they belong in one window, or take them away."""
    points, reached = kept.totals.get(user, (0, NEVER))
    person = store.users.get(user)
    stands = person is not None and leaderboards.may_stand(person) and user not in store.off_boards
    if stands and (points or board.zero == "include"):
        kept.standing.put(user, points, reached, store.numbers[user])
    else:
        kept.standing.drop(user)


def restand(store: Store, user: str) -> None:
    """Put somebody who came, left, or opted in or out where they belong on all boards. Cost: O(windows log people)."""
    for name, windows in store.kept.items():
        board = store.boards[name]
        for kept in windows.values():
            if board.zero == "include" or user in kept.totals:
                _stand(store, board, kept, user)
