"""What happens to people's recognition: levels."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "LevelReached",
    "LevelsSet",
]


@attrs.frozen(kw_only=True, repr=False)
class LevelsSet(Event):
    """Other levels hold from now on, and everybody's level is worked out anew."""

    levels: tuple[model.LevelStep, ...]


@attrs.frozen(kw_only=True, repr=False)
class LevelReached(Event):
    """Somebody has gone up to a level; it tells what the ledger says already, for whoever is told of it."""

    user: Id
    level: str
