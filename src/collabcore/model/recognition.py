"""Levels people reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import attrs

from collabcore.shapes import Json, Shape, Told, fields_of, wrong

__all__ = [
    "LevelStep",
    "PointsLevel",
]


@attrs.frozen(repr=False)
class PointsLevel(Told):
    """A level people reach by their rank points: its name, and the points from which it is theirs (SCORING 2.4)."""

    name: str
    points: int


def _take_level(value: object, where: str) -> PointsLevel:
    """Read `{name, from}`: the word `from` belongs to the language, so the field has another name here."""
    if isinstance(value, PointsLevel):
        return value
    if not isinstance(value, Mapping) or set(value) != {"name", "from"}:
        raise wrong(where, "a level: its `name`, and the points it starts `from`", value, rule="levels.shape")
    shapes = fields_of(PointsLevel)
    name, points = (shapes[field][0].take(value[key], f"{where}.{key}") for field, key in _WORDS.items())
    return PointsLevel(name, points)


def _dump_level(level: PointsLevel) -> Json:
    return {"name": level.name, "from": level.points}


_WORDS = {"name": "name", "points": "from"}

LevelStep = Annotated[PointsLevel, Shape("a level", _take_level, _dump_level)]
"""A level as commands and events carry it: `{name, from}` in JSON."""
