"""What the naive twin of every subject builds on."""

from __future__ import annotations

from typing import Any, TypeVar

from collabcore import events as ev
from collabcore import model

__all__ = ["Facts", "ThingT"]

ThingT = TypeVar("ThingT", bound=model.Thing)


class Facts:
    """What the twin of every subject builds on: the events so far, and every id used."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[ev.Event] = []
        self._asked: dict[tuple[str, str], Any] = {}  # answers until the next event, so that asking twice is cheap
        self._used: set[str] = set()

    def _add(self, things: dict[str, ThingT], thing: ThingT) -> None:
        things[thing.id] = thing
        self._used.add(thing.id)
