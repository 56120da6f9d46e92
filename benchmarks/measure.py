"""How a figure is taken: several runs, the median, and how far the runs lie apart."""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias

import attrs

__all__ = ["Clock", "Figure", "Memory", "cold", "each", "memory", "once", "quiet", "resident"]

RUNS = 5
LEAST_SECONDS = 0.05


@attrs.frozen(kw_only=True)
class Figure:
    """Seconds for one call: the median over the runs, the fastest and the slowest of them."""

    median: float
    low: float
    high: float
    calls: int

    @property
    def spread(self) -> float:
        """How far the runs lie apart, as a share of the median."""
        return (self.high - self.low) / self.median if self.median else 0.0

    def fastest(self) -> Figure:
        """Return the figure of the fastest run alone."""
        return Figure(median=self.low, low=self.low, high=self.low, calls=self.calls)

    def halved(self) -> Figure:
        """Return the figure of one of two deeds that were measured as one."""
        return Figure(median=self.median / 2, low=self.low / 2, high=self.high / 2, calls=self.calls * 2)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the garbage collector out of a measurement."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


Clock: TypeAlias = Callable[[], float]
"""Seconds on a wall, or of this process alone: the second for what no other process takes part in."""


def _seconds(deed: Callable[[], object], calls: int, clock: Clock = time.perf_counter) -> float:
    start = clock()
    for _ in range(calls):
        deed()
    return (clock() - start) / calls


def each(
    deed: Callable[[Any], object], arguments: list[Any], *, runs: int = RUNS, clock: Clock = time.perf_counter
) -> Figure:
    """Return what one call takes, over a list of arguments gone through again and again.

    They are gone through once before, so that nothing is worked out for the first time; a run then lasts at least a
    twentieth of a second, so that fast calls are measured over many.
    """

    def through() -> None:
        for argument in arguments:
            deed(argument)

    with quiet():
        through()
        first = _seconds(through, 1, clock)
        calls = max(1, round(LEAST_SECONDS / first)) if first < LEAST_SECONDS else 1
        taken = sorted(_seconds(through, calls, clock) / len(arguments) for _ in range(runs))
    return Figure(median=statistics.median(taken), low=taken[0], high=taken[-1], calls=calls * runs * len(arguments))


def cold(deed: Callable[[Any], object], arguments: list[Any], *, clock: Clock = time.perf_counter) -> Figure:
    """Return what one call takes when each argument is asked for the first time: nothing is gone through before."""
    with quiet():
        taken = sorted(_seconds(partial(deed, argument), 1, clock) for argument in arguments)
    low, high = taken[len(taken) // 10], taken[-1 - len(taken) // 10]
    return Figure(median=statistics.median(taken), low=low, high=high, calls=len(taken))


def once(deed: Callable[[], object], *, per: int = 1) -> Figure:
    """Return what a long deed takes, done once; per thing, where it does many."""
    with quiet():
        seconds = _seconds(deed, 1) / per
    return Figure(median=seconds, low=seconds, high=seconds, calls=per)


@attrs.define
class Memory:
    """Bytes that were taken and are still held, and the most at any moment."""

    held: int = 0
    peak: int = 0


@contextmanager
def memory() -> Iterator[Memory]:
    """Measure what is allocated inside the block and still held at its end."""
    found = Memory()
    gc.collect()
    tracemalloc.start()
    try:
        yield found
    finally:
        gc.collect()
        found.held, found.peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()


def resident() -> int:
    """Return the most memory that the process has held so far, in bytes, as the system counts it."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
