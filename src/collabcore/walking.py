"""Walking down a timeline: the numbers that some streams hold in a range, falling, whatever their size.

A range is walked number by number where the streams are many, else each stream is cut by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from collabcore.view import Timeline

__all__ = ["candidates", "distinct", "picked"]

_WANTED: Final = 64
"""About how many numbers the first range should hold: a page, and what stands in no feed beside it."""


def candidates(timeline: Timeline, sources: Sequence[str], before: int, floor: int) -> Iterator[int]:
    """Yield the distinct numbers in [floor, before) that the sources feed, falling, in widening ranges.

    How wide the first one is follows from what share of all numbers the sources hold.
    """
    streams = [stream for stream in map(timeline.stream, sources) if stream]
    span, high = 1 + _WANTED * len(timeline) // max(1, sum(map(len, streams))), before
    while high > floor and streams:
        low = max(floor, high - span)
        yield from _between(timeline, sources, streams, low, high)
        span, high = span * 4, low
        streams = [stream for stream in streams if stream[0] < low]


def _between(
    timeline: Timeline, sources: Sequence[str], streams: Sequence[Sequence[int]], low: int, high: int
) -> Iterable[int]:
    """Return the numbers in [low, high) of some streams, falling: by walking the range, or each stream."""
    if len(streams) == 1:
        (stream,) = streams
        return reversed(stream[bisect_left(stream, low) : bisect_left(stream, high)])
    if high - low <= len(streams):
        wanted = frozenset(sources)
        return (number for number in range(high - 1, low - 1, -1) if not wanted.isdisjoint(timeline.sources(number)))
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
