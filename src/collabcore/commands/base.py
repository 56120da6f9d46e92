"""What every command is made of."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar, Final

import attrs

from collabcore.model import Actor
from collabcore.shapes import Told, check

__all__ = [
    "COMMANDS",
    "UNSET",
    "Command",
]


class _Unset:
    """The value of a field that was left out where nothing (null) would mean *clear it*."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"  # a copy of it, or one from a pickle, is still the one there is


UNSET: Final[Any] = _Unset()

COMMANDS: Final[dict[str, type[Command]]] = {}
"""Every command class by tag."""


@attrs.frozen(kw_only=True, repr=False)
class Command(Told):
    """A change that `by` asks for at `at`; the base of all commands, not one itself."""

    tag: ClassVar[str] = ""

    by: Actor
    at: dt.datetime | None = None

    def __init_subclass__(cls) -> None:
        """Register the command under the snake case of its class name."""
        cls.tag = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        COMMANDS[cls.tag] = cls

    def __attrs_post_init__(self) -> None:
        """Check the shape of every field."""
        check(self)
