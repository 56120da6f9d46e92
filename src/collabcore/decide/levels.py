"""Levels (SCORING 2.4, READINGS 7)."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.levels import validate_levels

__all__: list[str] = []


@handles(c.SetLevels)
def set_levels(ask: Ask, command: c.SetLevels) -> Iterator[e.Event]:
    """Declare the levels; everybody's is worked out anew from the ledger, and nobody is congratulated for it."""
    validate_levels(command.levels)
    ask.needs("manage_points")
    rising = tuple(sorted(command.levels, key=lambda level: level.points))
    if tuple(ask.view.levels) != rising:
        yield ask.event(e.LevelsSet, levels=rising)
