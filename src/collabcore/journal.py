"""Where events are kept, in order: the only thing that is ever stored.

A journal is a small port: append at an expected position, read from a position.
An append at another position than the end is refused, so two writers cannot both believe they were first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from collabcore.errors import ConflictError
from collabcore.events import Event

__all__ = ["Journal", "MemoryJournal"]


class Journal(Protocol):
    """An append-only, totally ordered list of events."""

    def __len__(self) -> int:
        """Return how many events there are. Cost: O(1)."""

    def append(self, events: Sequence[Event], *, at: int) -> None:
        """Add events at a position, all or none.

        Raises:
            ConflictError: The journal does not end at that position.
        """

    def read(self, start: int = 0) -> Iterator[Event]:
        """Yield the events from a position on, in order. Cost: O(result)."""


class MemoryJournal:
    """A journal that lives as long as its process.

    >>> len(MemoryJournal())
    0
    """

    def __init__(self, events: Iterable[Event] = ()) -> None:
        """Start with a history, or with none."""
        self._events = list(events)

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self._events)

    def append(self, events: Sequence[Event], *, at: int) -> None:
        """Add events at a position, all or none.

        Cost: O(events).

        Raises:
            ConflictError: The journal does not end at that position.
        """
        if at != len(self._events):
            raise ConflictError(f"the journal ends at `{len(self._events)}`, not `{at}`", rule="journal.position")
        self._events.extend(events)

    def read(self, start: int = 0) -> Iterator[Event]:
        """Yield the events from a position on, in order."""
        return iter(self._events[start:])
