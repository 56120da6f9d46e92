"""Commands about how people are recognised: levels."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.model import LevelStep

__all__ = [
    "SetLevels",
]


@attrs.frozen(kw_only=True, repr=False)
class SetLevels(Command):
    """Declare the levels people reach by their rank points; all that were declared before go."""

    levels: tuple[LevelStep, ...]
