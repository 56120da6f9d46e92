"""What every event is made of."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Final

import attrs

from collabcore.model import Actor
from collabcore.shapes import Told

__all__ = [
    "EVENTS",
    "Event",
]


EVENTS: Final[dict[str, type[Event]]] = {}
"""Every event class by tag."""


@attrs.frozen(kw_only=True, repr=False)
class Event(Told):
    """A fact: what `by` made happen at `at`; the base of all events, not one itself."""

    tag: ClassVar[str] = ""

    by: Actor
    at: dt.datetime

    def __init_subclass__(cls) -> None:
        """Register the event under the snake case of its class name."""
        cls.tag = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        EVENTS[cls.tag] = cls
