"""Which level somebody is on: up at once, down one level at a time and late.

Rule 1: a level is a fold over the person's ledger, in order, and over nothing else.
Rule 2: whoever has a level's points goes up to it at once, over several levels if need be.
Rule 3: whoever falls below nine tenths of their own level's points goes down one level, with each entry one;
so that points taken back just after a promotion do not show it and hide it again.

Levels are numbered from 0, the lowest; below 0 is no level yet (SCORING 2.4, READINGS 7).
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from collabcore.errors import InvalidError
from collabcore.model import Entry, PointsLevel

__all__ = ["NO_LEVEL", "after", "folded", "progress", "ranked", "to_next", "validate_levels"]

NO_LEVEL: Final = -1
"""The place of those who have not reached the lowest level."""


def ranked(entry: Entry) -> int:
    """Return what an entry adds to the rank purse: nothing, where it is about spending alone.

    Cost: O(1).
    """
    return 0 if entry.purse == "spend" else entry.points


def after(levels: Sequence[PointsLevel], level: int, points: int) -> int:
    """Return the level of somebody who was on one and now has some points, one entry of the ledger later.

    Cost: O(log levels).

    >>> steps = [PointsLevel("new", 0), PointsLevel("known", 50), PointsLevel("old", 150)]
    >>> after(steps, 0, 150), after(steps, 2, 135), after(steps, 2, 134), after(steps, 2, 0)
    (2, 2, 1, 1)
    """
    reached = bisect_right(levels, points, key=lambda step: step.points) - 1
    if reached >= level:
        return reached
    return level - 1 if points * 10 < levels[level].points * 9 else level


def folded(levels: Sequence[PointsLevel], entries: Iterable[Entry]) -> int:
    """Return somebody's level by the whole ledger of theirs, oldest entry first.

    Cost: O(entries).

    >>> folded([PointsLevel("new", 0)], [])
    -1
    """
    level = NO_LEVEL
    for points in itertools.accumulate(map(ranked, entries)):
        level = after(levels, level, points)
    return level


def to_next(levels: Sequence[PointsLevel], level: int, points: int) -> int | None:
    """Return how many points the next level takes; None on the highest, and where there are no levels.

    Cost: O(1).

    >>> steps = [PointsLevel("new", 0), PointsLevel("known", 50), PointsLevel("old", 150)]
    >>> to_next(steps, 1, 149), to_next(steps, 2, 140), to_next(steps, -1, -5)
    (1, None, 5)
    """
    return levels[level + 1].points - points if level + 1 < len(levels) else None


def progress(levels: Sequence[PointsLevel], level: int, points: int) -> Fraction | None:
    """Return how far somebody has come from their level to the next; None where there is no next one.

    It is 0 for those who are about to go down, and on the way to the lowest level.

    Cost: O(1).

    >>> steps = [PointsLevel("new", 0), PointsLevel("known", 50), PointsLevel("old", 150)]
    >>> progress(steps, 1, 120)
    Fraction(7, 10)
    """
    if level + 1 >= len(levels):
        return None
    start = levels[level].points if level >= 0 else levels[0].points
    width = levels[level + 1].points - start
    return Fraction(max(points - start, 0), width) if width else Fraction(0)


def validate_levels(levels: Sequence[PointsLevel]) -> None:
    """Refuse levels that could not be told apart.

    Cost: O(levels).

    >>> validate_levels([PointsLevel("new", 0), PointsLevel("new", 50)])
    Traceback (most recent call last):
    collabcore.errors.InvalidError: two levels are called `new`

    Raises:
        InvalidError: A level without a name, with less than 0 points, or with the name or points of another.
    """
    for place, level in enumerate(levels):
        if not level.name.strip():
            raise InvalidError("a level needs a name", rule="levels.name")
        if level.points < 0:
            raise InvalidError(f"`{level.name}` cannot start from `{level.points}` points", rule="levels.points")
        for other in levels[:place]:
            if other.name == level.name:
                raise InvalidError(f"two levels are called `{level.name}`", rule="levels.twice")
            if other.points == level.points:
                raise InvalidError(f"two levels start from `{level.points}` points", rule="levels.twice")
