"""People in the order of their points, kept in order as points come and go.

A `Standing` is one list of whole numbers, each a person's points and the moment they were reached packed together,
with how many have which score beside it: whatever a board asks is then a search or two, however many people there are.
It knows no rule: who stands on a board, and what the numbers on it mean, is decided in `boards`.

What was made of the places from one position to another, or around somebody, is remembered until anybody moves among
them or in front, comes or goes; it is bounded in number, and the two do not drive out each other.
The distinct scores are kept in order from the first question after them on: most kinds of rank never ask.

INVARIANT: `_keys`, `_users` and `_key_of` hold the same people; `_counts` and `_distinct` are what their points are;
whatever is remembered would be made again just so.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, Generic, NamedTuple, TypeVar

import attrs
from sortedcontainers import SortedList

__all__ = ["NEVER", "Place", "Standing", "Told"]

NEVER: Final = -1
"""Where somebody without entries reached zero: before the journal began."""

_Made = TypeVar("_Made")
_Kind = TypeVar("_Kind", bound=str)
_Asked = TypeVar("_Asked")

_BITS: Final = 48
_LATER: Final = 1 << (_BITS - 1)
_MOST: Final = 64
_MOST_PEOPLE: Final = 1_024
_NEAR: Final = 5
_LONGEST: Final = 256


class Place(NamedTuple):
    """Where somebody stands: how many stand before the first of their equals, how many equals, which group, which.

    The group is 0 where it was not asked for.
    """

    user: str
    points: int | Fraction
    above: int
    equals: int
    group: int
    within: int


@attrs.define
class Told(Generic[_Asked]):
    """What was made of those who stand down to some score, until one of them moves, or anybody comes or goes.

    `reach` is the worst score that anything here was made of, as scores are ordered.
    """

    most: int
    made: dict[_Asked, Any] = attrs.field(factory=dict, init=False)
    reach: int = attrs.field(default=0, init=False)

    def keep(self, asked: _Asked, made: object, worth: int) -> None:
        """Remember what was made of those down to a score; of too many answers none is kept."""
        if len(self.made) >= self.most:
            self.made.clear()
        self.reach = max(self.reach, worth) if self.made else worth
        self.made[asked] = made

    def forget(self, worth: int, *, came: bool) -> None:
        """Forget all of it, unless nobody came or went and whoever moved stays behind all of it."""
        if came or worth <= self.reach:
            self.made.clear()


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
    _counts: dict[int, int] = attrs.field(factory=dict, init=False)
    _distinct: SortedList[int] | None = attrs.field(default=None, init=False, eq=False)
    slices: Told[tuple[int, int, str]] = attrs.field(factory=lambda: Told(_MOST), init=False, eq=False)
    beside: Told[tuple[str, int | None, str]] = attrs.field(factory=lambda: Told(_MOST_PEOPLE), init=False, eq=False)

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
        for name in ("_keys", "_users", "_key_of", "_counts"):
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def put(self, user: str, points: int, reached: int, number: int) -> None:
        """Put somebody where points and the position that made them so belong, whether they stood here or not.

        `number` orders those who never reached anything; no two people share one.

        Cost: O(log people).
        """
        worth = points if self.lower_is_better else -points
        key = (worth << _BITS) + (number if reached == NEVER else _LATER + reached)
        before = self._key_of.get(user)
        if before is not None:
            self._leave(before)
        self._forget(worth if before is None else min(worth, before >> _BITS), came=before is None)
        self._keys.add(key)
        self._users[key] = user
        self._key_of[user] = key
        count = self._counts.get(worth, 0)
        self._counts[worth] = count + 1
        if not count and self._distinct is not None:
            self._distinct.add(worth)

    def drop(self, user: str) -> None:
        """Take somebody away, if they stand here.

        Cost: O(log people).
        """
        key = self._key_of.pop(user, None)
        if key is not None:
            self._leave(key)
            self._forget(key >> _BITS, came=True)

    def _leave(self, key: int) -> None:
        self._keys.remove(key)
        del self._users[key]
        worth = key >> _BITS
        self._counts[worth] -= 1
        if not self._counts[worth]:
            del self._counts[worth]
            if self._distinct is not None:
                self._distinct.remove(worth)

    def _forget(self, worth: int, *, came: bool) -> None:
        if self.slices.made:
            self.slices.forget(worth, came=came)
        if self.beside.made:
            self.beside.forget(worth, came=came)

    def place(self, user: str, *, grouped: bool = False, among: bool = True) -> Place | None:
        """Return where somebody stands, None when nowhere; as the first among equals unless that is asked for.

        Cost: O(log people).
        """
        key = self._key_of.get(user)
        if key is None:
            return None
        worth = key >> _BITS
        above, equals = self._keys.bisect_left(worth << _BITS), self._counts[worth]
        within = self._keys.bisect_left(key) - above if among and equals > 1 else 0
        return Place(user, self._points(worth), above, equals, self._group(worth) if grouped else 0, within)

    def position(self, user: str) -> int | None:
        """Return how many stand before somebody, equals who came first among them; None when they stand nowhere.

        Cost: O(log people).
        """
        key = self._key_of.get(user)
        return None if key is None else self._keys.bisect_left(key)

    def place_beside(self, others: Standing, user: str, *, grouped: bool = False) -> Place | None:
        """Return where somebody of here or of others would stand if the others stood here too, None when nowhere.

        Cost: O(log people); for the group, O(distinct scores of the others) more.
        """
        key = others.key(user) if user not in self else self.key(user)
        if key is None:
            return None
        (above, position, equals), (more, behind, alike) = self.searched(key), others.searched(key)
        worth = key >> _BITS
        group = self._group(worth) + sum(each not in self._counts for each in others.better(worth)) if grouped else 0
        within = position + behind - above - more
        return Place(user, self._points(worth), above + more, equals + alike, group, within)

    def key(self, user: str) -> int | None:
        """Return the number that orders somebody here, the lower the better; None when they stand nowhere.

        Cost: O(1).
        """
        return self._key_of.get(user)

    def searched(self, key: int) -> tuple[int, int, int]:
        """Return how many here have better points than a number stands for, stand before it, and have its points.

        Cost: O(log people).
        """
        worth = key >> _BITS
        return self._keys.bisect_left(worth << _BITS), self._keys.bisect_left(key), self._counts.get(worth, 0)

    def better(self, worth: int) -> list[int]:
        """Return the distinct scores here that are better than one, each as it is ordered. Cost: O(distinct scores)."""
        return [each for each in self._counts if each < worth]

    def places(self, start: int, stop: int, *, grouped: bool = False) -> tuple[Place, ...]:
        """Return those who stand from one position (counted from 0) up to another.

        Cost: O(log people + result).
        """
        first = min(max(start, 0), len(self))
        return tuple(self._from(first, min(max(stop, first), len(self)), grouped=grouped))

    def _from(self, start: int, stop: int, *, grouped: bool) -> list[Place]:
        above = group = equals = points = 0
        worth: int | None = None
        users, found = self._users, []
        for position, key in enumerate(self._keys[start:stop], start):
            if key >> _BITS != worth:
                above = position if worth is not None else self._keys.bisect_left(key >> _BITS << _BITS)
                worth = key >> _BITS
                group = self._group(worth) if grouped else 0
                equals, points = self._counts[worth], self._points(worth)
            found.append(Place(users[key], points, above, equals, group, position - above))
        return found

    def made(
        self, start: int, stop: int, make: Callable[[Place, int, _Kind], _Made], kind: _Kind, *, grouped: bool = False
    ) -> tuple[_Made, ...]:
        """Return what is made of those who stand from one position up to another, and of how many stand here in all.

        What is made is told from what else could be by its `kind` alone.

        Cost: O(1) where it is remembered, else O(log people + result).

        >>> board = Standing()
        >>> board.put("ana", 40, 7, 0)
        >>> board.made(0, 9, lambda place, people, kind: f"{place.user} {kind} {place.above + 1} of {people}", "is")
        ('ana is 1 of 1',)
        """
        found: tuple[_Made, ...] | None = self.slices.made.get((start, stop, kind))
        if found is None:
            places, people = self.places(start, stop, grouped=grouped), len(self)
            found = tuple([make(place, people, kind) for place in places])
            if places and len(places) < _LONGEST:
                self.slices.keep((start, stop, kind), found, self._worth(places[-1].points))
        return found

    def made_around(
        self, user: str, k: int, make: Callable[[Place, int, _Kind], _Made], kind: _Kind, *, grouped: bool = False
    ) -> tuple[_Made, ...]:
        """Return what `made` would, of somebody and up to `k` on either side; nothing when they stand nowhere.

        Cost: O(1) where it is remembered, else O(log people + result).
        """
        found: tuple[_Made, ...] | None = self.beside.made.get((user, k, kind))
        if found is None:
            key = self._key_of.get(user)
            if key is None:
                return ()
            position, people = self._keys.bisect_left(key), len(self)
            places = self.places(position - k, position + k + 1, grouped=grouped)
            found = tuple([make(place, people, kind) for place in places])
            if k <= _NEAR:
                self.beside.keep((user, k, kind), found, self._worth(places[-1].points))
        return found

    def made_of(
        self,
        user: str,
        make: Callable[[Place, _Kind], _Made],
        kind: _Kind,
        *,
        grouped: bool = False,
        among: bool = True,
    ) -> _Made | None:
        """Return what is made of where somebody stands, as `place` tells it; None when they stand nowhere.

        Cost: O(1) where it is remembered, else O(log people).
        """
        found: _Made | None = self.beside.made.get((user, None, kind))
        if found is None:
            place = self.place(user, grouped=grouped, among=among)
            if place is not None:
                found = make(place, kind)
                self.beside.keep((user, None, kind), found, self._worth(place.points))
        return found

    def gap(self, key: int) -> int | None:
        """Return how many points lie between what a number stands for and the next better here; None before the first.

        Cost: O(log people).
        """
        above = self._keys.bisect_left(key >> _BITS << _BITS)
        return (key >> _BITS) - (self._keys[above - 1] >> _BITS) if above else None

    def _points(self, worth: int) -> int:
        return worth if self.lower_is_better else -worth

    def _worth(self, points: int | Fraction) -> int:
        return int(points if self.lower_is_better else -points)

    def _group(self, worth: int) -> int:
        """Return how many distinct scores are better than one."""
        if self._distinct is None:
            self._distinct = SortedList(self._counts)
        return self._distinct.bisect_left(worth)
