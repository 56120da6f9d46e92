"""What a journal is, and the one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from collabcore.errors import ConflictError, NotAllowedError
from collabcore.events import Event

__all__ = ["Journal", "MemoryJournal", "PastJournal", "moved"]


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


def moved(end: int, at: int) -> ConflictError:
    """Return the refusal of an append where the journal does not end."""
    return ConflictError(f"the journal ends at `{end}`, not `{at}`", rule="journal.position")


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
            raise moved(len(self._events), at)
        self._events.extend(events)

    def read(self, start: int = 0) -> Iterator[Event]:
        """Yield the events from a position on, in order."""
        return iter(self._events[start:])


class PastJournal(MemoryJournal):
    """A history that has ended: it can be read, and nothing is added to it.

    >>> len(PastJournal())
    0
    """

    def append(self, events: Sequence[Event], *, at: int) -> None:  # noqa: ARG002 - the port's
        """Refuse every event, and let nothing be added as often as one likes.

        Cost: O(1).

        Raises:
            NotAllowedError: Something would be added.
        """
        if events:
            raise NotAllowedError("the past cannot be changed: fork it, and change the copy", rule="journal.past")
