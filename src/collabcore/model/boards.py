"""Leaderboards: in which window, zone and order people or teams are ranked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import attrs

from collabcore.shapes import Id, Shape, Told, freeze, thaw, wrong

__all__ = ["Board", "RankKind", "TeamMode", "WindowName", "Zero"]


def _window(value: object, where: str) -> object:
    if isinstance(value, (str, Mapping)):
        return freeze(value, where)
    raise wrong(where, "a window: its name, or `from` and `to`", value)


RankKind = Literal["competition", "dense", "modified", "ordinal", "fractional"]
"""How equal scores are numbered: 1224, 1223, 1334, 1234 or 1 2.5 2.5 4."""

Zero = Literal["unranked", "include", "exclude"]
"""What becomes of people whose score is zero; only `include` gives them a row (READINGS 6)."""

WindowName = Annotated[object, Shape("a window: its name, or `from` and `to`", _window, thaw)]
"""A word of the calendar, or a mapping of `from` and `to`."""

TeamMode = Literal["sum", "mean", "mean_scoring", "top"]
"""What a team has: all its points, or those a member, or those a member who has some, or those of its best."""


@attrs.frozen(kw_only=True, repr=False)
class Board(Told):
    """A leaderboard (SCORING 2.5).

    Attributes:
        window: all_time | day | week | month | quarter | year | last:<n>, or a mapping of `from` and `to`.
        top_k: How many of its best count for a team; only where mode is `top`.
    """

    id: Id
    window: WindowName
    kind: RankKind = "competition"
    zone: str = "UTC"
    lower_is_better: bool = False
    teams: bool = False
    mode: TeamMode = "sum"
    top_k: int | None = None
    zero: Zero = "unranked"
