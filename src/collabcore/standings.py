"""People in the order of their points, kept in order as points come and go.

A `Standing` is one list of whole numbers, each a person's points and the moment they were reached packed together,
with the distinct scores beside it: whatever a board asks is then a search or two, however many people there are.
It knows no rule: who stands on a board, and what the numbers on it mean, is decided in `boards`.

INVARIANT: `_keys`, `_users` and `_key_of` hold the same people; `_counts` and `_distinct` are what their points are.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs
from sortedcontainers import SortedList

__all__ = ["NEVER", "Place", "Standing"]

NEVER: Final = -1
"""Where somebody without entries reached zero: before the journal began."""

_BITS: Final = 48
_BASE: Final = 1 << _BITS
_LATER: Final = 1 << (_BITS - 1)


@attrs.frozen
class Place:
    """Where somebody stands: how many stand before the first of their equals, how many equals, which group, which."""

    user: str
    points: int | Fraction
    above: int
    equals: int
    group: int
    within: int


@attrs.define
class Standing:
    """People with whole points, best first; equal points by who reached them first, then as they were given a number.

    >>> board = Standing()
    >>> board.put("ana", 40, 7, 0)
    >>> board.put("bob", 40, 3, 1)
    >>> [place.user for place in board.places(0, 2)], board.place("ana").within
    (['bob', 'ana'], 1)
    """

    lower_is_better: bool = False
    _keys: SortedList[int] = attrs.field(factory=SortedList, init=False)
    _users: dict[int, str] = attrs.field(factory=dict, init=False)
    _key_of: dict[str, int] = attrs.field(factory=dict, init=False)
    _distinct: SortedList[int] = attrs.field(factory=SortedList, init=False)
    _counts: dict[int, int] = attrs.field(factory=dict, init=False)

    def __len__(self) -> int:
        """Return how many stand here."""
        return len(self._users)

    def __contains__(self, user: str) -> bool:
        """Return whether somebody stands here."""
        return user in self._key_of

    def copy(self) -> Standing:
        """Return an independent copy.

        Cost: O(people).
        """
        twin = Standing(self.lower_is_better)
        for name in ("_keys", "_users", "_key_of", "_distinct", "_counts"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def put(self, user: str, points: int, reached: int, number: int) -> None:
        """Put somebody where points and the position that made them so belong, whether they stood here or not.

        `number` orders those who never reached anything; no two people share one.

        Cost: O(log people).
        """
        self.drop(user)
        worth = points if self.lower_is_better else -points
        key = worth * _BASE + (number if reached == NEVER else _LATER + reached)
        self._keys.add(key)
        self._users[key] = user
        self._key_of[user] = key
        count = self._counts.get(worth, 0)
        self._counts[worth] = count + 1
        if not count:
            self._distinct.add(worth)

    def drop(self, user: str) -> None:
        """Take somebody away, if they stand here.

        Cost: O(log people).
        """
        key = self._key_of.pop(user, None)
        if key is None:
            return
        self._keys.remove(key)
        del self._users[key]
        worth = key >> _BITS
        self._counts[worth] -= 1
        if not self._counts[worth]:
            del self._counts[worth]
            self._distinct.remove(worth)

    def place(self, user: str) -> Place | None:
        """Return where somebody stands, None when nowhere.

        Cost: O(log people).
        """
        key = self._key_of.get(user)
        return None if key is None else next(self._from(self._keys.bisect_left(key), 1))

    def position(self, user: str) -> int | None:
        """Return how many stand before somebody, equals who came first among them; None when they stand nowhere.

        Cost: O(log people).
        """
        key = self._key_of.get(user)
        return None if key is None else self._keys.bisect_left(key)

    def places(self, start: int, stop: int) -> tuple[Place, ...]:
        """Return those who stand from one position (counted from 0) up to another.

        Cost: O(log people + result).
        """
        first = min(max(start, 0), len(self))
        return tuple(self._from(first, min(max(stop, first), len(self)) - first))

    def _from(self, start: int, size: int) -> Iterator[Place]:
        above = group = equals = 0
        worth: int | None = None
        for position, key in enumerate(self._keys.islice(start, start + size), start):
            if key >> _BITS != worth:
                group = group + 1 if worth is not None else self._distinct.bisect_left(key >> _BITS)
                above = position if worth is not None else self._keys.bisect_left((key >> _BITS) * _BASE)
                worth = key >> _BITS
                equals = self._counts[worth]
            points = worth if self.lower_is_better else -worth
            yield Place(self._users[key], points, above, equals, group, position - above)
