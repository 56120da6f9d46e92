"""Walking down a timeline: the numbers that some streams hold in a range, falling, whatever their size.

A range is walked number by number where the streams are many, else each stream is cut by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import cache
from sys import intern
from typing import Final

import attrs

from collabcore.view import Timeline

__all__ = ["Part", "Streams", "candidates", "distinct", "picked"]

_WANTED: Final = 64
"""About how many numbers the first range should hold: a page, and what stands in no feed beside it."""


_MANY: Final = 512
"""Of how many streams on some numbers are asked first, before all are looked at."""

_FIRST: Final = 32
"""How many numbers are asked at least."""

_PAGE: Final = 26
"""How many numbers a page takes."""

_DEARER: Final = 5
"""How many streams are looked at in the time in which one number is asked whether any feeds it."""


class _Names(dict[str, str]):
    """By a thing the name of its stream of one kind: made once, for they are looked up by hundreds."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, thing: str) -> str:
        if len(self) >= _MOST_NAMES:
            self.clear()
        name = self[thing] = intern(f"{self._kind}:{thing}")
        return name


_MOST_NAMES: Final = 65_536
_named: Final = cache(_Names)


@attrs.frozen
class Part:
    """Some things, of which kind the stream is that each of them brings, and which of them bring it now."""

    kind: str
    things: Collection[str]
    brings: Callable[[str], bool] = lambda _thing: True


class Streams(Collection[str]):
    """The names of many streams: whether a thing brings its stream now is asked when that matters, and once.

    >>> streams = Streams(Part("on", ("ana", "bob"), lambda who: who != "bob"))
    >>> list(streams), len(streams), "on:ana" in streams, "on:bob" in streams, "by:ana" in streams
    (['on:ana'], 1, True, False, False)
    >>> streams.possible()
    ['on:ana', 'on:bob']
    """

    def __init__(self, *parts: Part) -> None:
        """Hold parts, in their order. Cost: O(parts)."""
        self._parts = parts
        self._by_kind: dict[str, list[Part]] = {}
        for part in parts:
            self._by_kind.setdefault(part.kind, []).append(part)
        self._asked: dict[object, bool] = {}

    @property
    def most(self) -> int:
        """How many there are at most. Cost: O(parts)."""
        return sum(len(part.things) for part in self._parts)

    def possible(self) -> list[str]:
        """Return the names of what is among them now, and of what may be at another time. Cost: O(things)."""
        return [name for part in self._parts for name in map(_named(part.kind).__getitem__, part.things)]

    def __iter__(self) -> Iterator[str]:
        """Yield the names, part by part; two parts may bring the same. Cost: O(things)."""
        for part in self._parts:
            named = _named(part.kind)
            yield from (named[thing] for thing in part.things if part.brings(thing))

    def __len__(self) -> int:
        """Return how many names there are. Cost: O(things)."""
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        """Tell whether a stream is among them. Cost: O(1), O(parts) the first time."""
        found = self._asked.get(name)
        if found is None:
            found = self._asked[name] = self._is_among(str(name))
        return found

    def _is_among(self, name: str) -> bool:
        kind, _, thing = name.partition(":")
        parts = self._by_kind.get(kind)
        return parts is not None and any(thing in part.things and part.brings(thing) for part in parts)


def candidates(timeline: Timeline, sources: Collection[str], before: int, floor: int) -> Iterator[int]:
    """Yield distinct numbers in [floor, before), falling, in widening ranges: what the sources feed, and perhaps more.

    What streams feed that bring nothing now is yielded too. Of very many sources numbers are asked one by one at first,
    as long as, by what was found so far, a page takes less time so than to look at them all.
    How wide the first range is follows from what share of all numbers the sources hold.
    """
    if not isinstance(sources, Streams):
        yield from _in_ranges(timeline, tuple(sources), before, floor)
        return
    high = before
    if sources.most > _MANY:
        asked = found = 0
        while high > floor and (asked < _FIRST or asked * _PAGE * _DEARER <= found * sources.most):
            asked, high = asked + 1, high - 1
            if any(source in sources for source in timeline.sources(timeline.post(high))):
                found += 1
                yield high
    if high > floor:
        yield from _in_ranges(timeline, sources.possible(), high, floor)


def _in_ranges(timeline: Timeline, sources: Sequence[str], high: int, floor: int) -> Iterator[int]:
    streams = timeline.streams_of(sources)
    span = 1 + _WANTED * len(timeline) // max(1, sum(map(len, streams)))
    while high > floor and streams:
        low = max(floor, high - span)
        yield from _between(timeline, sources, streams, low, high)
        span, high = span * 4, low
        streams = [stream for stream in streams if stream[0] < low]


def _fed(timeline: Timeline, sources: Container[str], low: int, high: int) -> Iterator[int]:
    """Yield the numbers in [low, high) that some sources feed, falling, by asking of each."""
    falling = ((number, timeline.sources(timeline.post(number))) for number in range(high - 1, low - 1, -1))
    return (number for number, fed in falling if any(source in sources for source in fed))


def _between(
    timeline: Timeline, sources: Sequence[str], streams: Sequence[Sequence[int]], low: int, high: int
) -> Iterable[int]:
    """Return the numbers in [low, high) of some streams, falling: by walking the range, or each stream."""
    if len(streams) == 1:
        (stream,) = streams
        return reversed(stream[bisect_left(stream, low) : bisect_left(stream, high)])
    if high - low <= len(streams):
        return _fed(timeline, frozenset(sources), low, high)
    found: set[int] = set()
    for stream in streams:
        if stream[-1] >= low:
            end = len(stream) if stream[-1] < high else bisect_left(stream, high)
            found.update(stream[bisect_left(stream, low, 0, end) : end])
    return sorted(found, reverse=True)


def picked(timeline: Timeline, posts: Iterable[str], top: int, before: int, floor: int) -> list[int]:
    """Return the numbers in [floor, before) that some posts had as of `top`, falling."""
    had = (next((number for number in timeline.numbers(post) if number <= top), -1) for post in posts)
    return sorted((number for number in had if floor <= number < before), reverse=True)


def distinct(falling: Iterable[int]) -> Iterator[int]:
    """Yield falling numbers, each once. Cost: O(1) each."""
    last = -1
    for number in falling:
        if number != last:
            yield number
        last = number
