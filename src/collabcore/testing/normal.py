"""Answers as plain JSON, told in the shape of what was expected.

The shape of the expected answer decides, at every depth, how an answer is told (CONTRACT 5, READINGS 17):
beside a text a thing is its id, beside an object it is the keys that the object names, beside `{}` any one
thing is `{}`, beside null what is absent is null. An answer is right when, told so, it is the same as what
was expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

import attrs

from collabcore.codec import written
from collabcore.shapes import Json

__all__ = ["plain", "same", "shaped"]


def plain(value: object) -> Json:
    """Return a value as JSON: things as ids, sets sorted, fractions as `"n/d"`, times in ISO 8601 with `Z`.

    Cost: O(size), times the logarithm for sets.

    >>> plain({"who": frozenset({"sofia", "jose"}), "share": Fraction(2, 4)})
    {'who': ['jose', 'sofia'], 'share': '1/2'}
    """
    return written(value, _thing)


def _thing(value: object) -> Json:
    """Return a thing as its id, what holds things as what it holds, other answers as objects."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    kind = type(value)
    if not attrs.has(kind):
        return repr(value)
    if hasattr(value, "id"):
        return plain(value.id)
    return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(kind)}


def shaped(value: object, like: Json) -> Json:
    """Return a value as JSON in the shape of what was expected; where the shapes differ, plainly.

    Cost: O(size), times the size for sets.

    >>> shaped({"id": "p1", "text": "hello", "likes": 3}, {"text": "?", "pinned": None})
    {'text': 'hello', 'pinned': None}
    >>> shaped(frozenset({"sofia", "jose"}), ["sofia", {}])
    ['sofia', {}]
    """
    if isinstance(like, dict):
        return _as_object(value, like)
    if isinstance(like, list) and isinstance(value, AbstractSet):
        return _as_set(value, like)
    if isinstance(like, list) and _is_list(value):
        return _as_list(value, like)
    if isinstance(like, int) and isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return plain(value)


def _is_list(value: object) -> bool:
    return isinstance(value, (Sequence, AbstractSet)) and not isinstance(value, str)


def _as_object(value: object, like: Mapping[str, Json]) -> Json:
    if not like and value is not None and not _is_list(value):
        return {}
    if isinstance(value, Mapping):
        return {key: shaped(value.get(key), wanted) for key, wanted in like.items()}
    if attrs.has(type(value)):
        return {key: shaped(_attribute(value, key), wanted) for key, wanted in like.items()}
    return plain(value)


def _attribute(value: object, name: str) -> object:
    """Return a public attribute that is no method, None if there is none."""
    found = None if name.startswith("_") else getattr(value, name, None)
    return None if callable(found) else found


def _as_list(values: Any, like: Sequence[Json]) -> Json:
    told = [shaped(value, wanted) for value, wanted in zip(values, like, strict=False)]
    return [*told, *map(plain, values[len(like) :])]


def _as_set(values: AbstractSet[object], like: list[Json]) -> Json:
    """Return `like` itself when its items and those of the set can be paired, else the set sorted."""
    left = list(values)
    for wanted in sorted(like, key=_vagueness):
        found = [value for value in left if same(wanted, shaped(value, wanted))]
        if not found:
            return plain(values)
        left.remove(found[0])
    return plain(values) if left else like


def _vagueness(wanted: Json) -> tuple[bool, int]:
    """Return a sort key that puts what names one thing before what fits many."""
    return (True, -len(wanted)) if isinstance(wanted, dict) else (False, 0)


def same(one: Json, other: Json) -> bool:
    """Tell whether two JSON values are the same; true is not 1, and 1 is 1.0.

    Cost: O(size).

    >>> same([1, {"a": True}], [1.0, {"a": True}]), same(1, True)
    (True, False)
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other
