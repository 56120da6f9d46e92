"""Boards written by hand: who has how many points, and how many have more; no sight, no windows, no rules.

Each keeps its people by number. All but the two that keep counts alone can also name the first of the board.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice
from typing import Any, ClassVar, Protocol

from sortedcontainers import SortedList

from collabcore.standings import Standing

__all__ = ["BOARDS", "BoardRival"]

_BITS = 21
_MOST = 1 << _BITS
"""More people, and more points for one person, than any size has."""


class BoardRival(Protocol):
    """Answers where somebody stands."""

    name: ClassVar[str]

    def __init__(self, points: list[int]) -> None:
        """Build with everybody's points, by their number."""

    def add(self, person: int, points: int) -> None:
        """Give somebody points."""

    def rank(self, person: int) -> int:
        """Return one more than how many have more points."""

    def top(self, k: int, /) -> list[int] | None:
        """Return the points of the first; None for what cannot tell."""


class Ours:
    """The structure behind the boards of collabcore, without anything around it."""

    name = "collabcore, bare structure"

    def __init__(self, points: list[int]) -> None:
        self.points = list(points)
        self.names = [f"u{person}" for person in range(len(points))]
        self.board = Standing()
        self.moment = 0
        for person, amount in enumerate(points):
            self._put(person, amount)

    def _put(self, person: int, amount: int) -> None:
        self.moment += 1
        self.board.put(self.names[person], amount, self.moment, person)

    def add(self, person: int, points: int) -> None:
        self.points[person] += points
        self._put(person, self.points[person])

    def rank(self, person: int) -> int:
        place = self.board.place(self.names[person])
        assert place is not None  # noqa: S101 - everybody stands here
        return place.above + 1

    def top(self, k: int) -> list[int]:
        return [int(place.points) for place in self.board.places(0, k)]


class Counters:
    """How many have each score, and how many in each 64, 4,096 and 262,144 scores: a rank is at most 4 × 63 sums."""

    name = "64-way counters"

    def __init__(self, points: list[int]) -> None:
        self.points = list(points)
        self.levels = [[0] * ((_MOST >> shift) + 1) for shift in (0, 6, 12, 18)]
        for amount in points:
            self._count(amount, 1)

    def _count(self, amount: int, change: int) -> None:
        for level in self.levels:
            level[amount] += change
            amount >>= 6

    def add(self, person: int, points: int) -> None:
        old = self.points[person]
        new = self.points[person] = old + points
        for level in self.levels:
            level[old] -= 1
            level[new] += 1
            old >>= 6
            new >>= 6
            if old == new:
                break

    def rank(self, person: int) -> int:
        place, more = self.points[person], 0
        for level in self.levels:
            more += sum(level[place + 1 : (place | 63) + 1])
            place >>= 6
        return more + 1

    def top(self, _k: int) -> None:
        return None


class Fenwick:
    """Sums of counts in a binary indexed tree over the scores."""

    name = "Fenwick tree"

    def __init__(self, points: list[int]) -> None:
        self.points = list(points)
        self.tree = [0] * (_MOST + 1)
        for amount in points:
            self._count(amount, 1)

    def _count(self, amount: int, change: int) -> None:
        place = amount + 1
        while place <= _MOST:
            self.tree[place] += change
            place += place & -place

    def add(self, person: int, points: int) -> None:
        self._count(self.points[person], -1)
        self.points[person] += points
        self._count(self.points[person], 1)

    def rank(self, person: int) -> int:
        place, upto = self.points[person] + 1, 0
        while place:
            upto += self.tree[place]
            place &= place - 1
        return len(self.points) - upto + 1

    def top(self, _k: int) -> None:
        return None


class Packed:
    """Points and number packed into one whole number each, in a SortedList."""

    name = "SortedList of whole numbers"

    def __init__(self, points: list[int]) -> None:
        self.points = list(points)
        self.kept = SortedList((-amount << _BITS) + person for person, amount in enumerate(points))

    def add(self, person: int, points: int) -> None:
        self.kept.remove((-self.points[person] << _BITS) + person)
        self.points[person] += points
        self.kept.add((-self.points[person] << _BITS) + person)

    def rank(self, person: int) -> int:
        return self.kept.bisect_left(-self.points[person] << _BITS) + 1

    def top(self, k: int) -> list[int]:
        return [-(key >> _BITS) for key in islice(self.kept, k)]


class Tuples:
    """Points and number as pairs, in a SortedList."""

    name = "SortedList of pairs"

    def __init__(self, points: list[int]) -> None:
        self.points = list(points)
        self.kept = SortedList((-amount, person) for person, amount in enumerate(points))

    def add(self, person: int, points: int) -> None:
        self.kept.remove((-self.points[person], person))
        self.points[person] += points
        self.kept.add((-self.points[person], person))

    def rank(self, person: int) -> int:
        return self.kept.bisect_left((-self.points[person], 0)) + 1

    def top(self, k: int) -> list[int]:
        return [-amount for amount, _ in islice(self.kept, k)]


class Sql:
    """A table with an index over the points, in memory; the rank is a count."""

    name = "SQLite"

    def __init__(self, points: list[int]) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("CREATE TABLE board (person INTEGER PRIMARY KEY, points INTEGER)")
        self.db.executemany("INSERT INTO board VALUES (?, ?)", enumerate(points))
        self.db.execute("CREATE INDEX ranks ON board (points)")

    def add(self, person: int, points: int) -> None:
        self.db.execute("UPDATE board SET points = points + ? WHERE person = ?", (points, person))

    def rank(self, person: int) -> int:
        query = "SELECT 1 + count(*) FROM board WHERE points > (SELECT points FROM board WHERE person = ?)"
        return int(self.db.execute(query, (person,)).fetchone()[0])

    def top(self, k: int) -> list[int]:
        found: Iterable[tuple[int]] = self.db.execute("SELECT points FROM board ORDER BY points DESC LIMIT ?", (k,))
        return [points for (points,) in found]


BOARDS: tuple[type[Any], ...] = (Ours, Counters, Fenwick, Packed, Tuples, Sql)
"""Each a `BoardRival`."""
