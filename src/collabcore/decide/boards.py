"""Leaderboards."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from collabcore import boards
from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.model import Board

__all__: list[str] = []

_TOO_MANY = 1000


@handles(c.SetBoard)
def set_board(ask: Ask, command: c.SetBoard) -> Iterator[e.Event]:
    """Define a board; what it shows is worked out from the ledger (SCORING 2.5)."""
    board = Board(**{name: getattr(command, name) for name in attrs.fields_dict(Board)})
    boards.window(board.window, ask.at, board.zone)  # refuses an unknown window or zone
    ask.sensible((board.mode == "top") == (board.top_k is not None), "`top_k` goes with mode `top`", "board.top_k")
    ask.sensible(board.top_k is None or 0 < board.top_k <= _TOO_MANY, f"`top_k` is 1 to {_TOO_MANY}", "board.top_k")
    ask.sensible(board.teams or board.mode == "sum", f"mode `{board.mode}` is for boards of teams", "board.mode")
    ask.needs("manage_points")
    if ask.view.boards.get(board.id) != board:
        yield ask.event(e.BoardSet, board=board)
