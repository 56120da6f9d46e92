"""What a field may hold: one reading of type annotations, used by commands, events and the codec.

A `Shape` checks a value and brings it to its one inner form (a list becomes a tuple, a mapping a read-only one,
an ISO text an aware UTC moment, `"n/d"` an exact fraction), and writes it back as plain JSON.
Nothing here knows the domain; what a value *means* is judged in `decide`.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from json.encoder import encode_basestring_ascii
from operator import attrgetter
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

import attrs

from collabcore.errors import InvalidError

__all__ = [
    "EMPTY",
    "Frozen",
    "Id",
    "Json",
    "Shape",
    "Told",
    "Value",
    "build",
    "check",
    "dump",
    "fields_of",
    "freeze",
    "frozen_mapping",
    "is_time",
    "listed",
    "quoted",
    "read_fraction",
    "read_time",
    "shape_of",
    "story",
    "thaw",
    "write_time",
    "wrong",
]


class Frozen(dict[str, Any]):
    """A mapping that never changes: it can be hashed, copied, pickled, and written as JSON like any other.

    >>> fields = Frozen({"Company": "Acme"})
    >>> fields, hash(fields) == hash(Frozen(Company="Acme"))
    ({'Company': 'Acme'}, True)
    >>> fields["Company"] = "Beta"
    Traceback (most recent call last):
    TypeError: this mapping never changes: make another
    """

    __slots__ = ()

    def _refuse(self, *_args: object, **_named: object) -> typing.NoReturn:
        """Refuse the change."""
        raise TypeError("this mapping never changes: make another")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a number that equal ones share. Cost: O(size)."""
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Frozen], tuple[dict[str, Any]]]:
        """Return how it is made again, for copies and pickles."""
        return Frozen, (dict(self),)


EMPTY: Final[Mapping[str, Any]] = Frozen()
"""The empty read-only mapping, for defaults."""

Json = typing.Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]  # noqa: UP007 - recursive


@attrs.frozen
class Shape:
    """One kind of field: its name in error texts, how to take a value in, how to write it out."""

    name: str
    take: Callable[[object, str], Any]
    dump: Callable[[Any], Json]


def wrong(where: str, wanted: str, value: object, rule: str = "shape.wrong_type") -> InvalidError:
    """Return the refusal of `value` at `where`, showing the value shortened."""
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."  # noqa: PLR2004 - a line's worth
    return InvalidError(f"`{where}` must be {wanted}, not `{shown}`", rule=rule)


def write_time(moment: dt.datetime) -> str:
    """Return `moment` as ISO 8601 in UTC with a final `Z`.

    >>> write_time(dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC))
    '2026-01-05T09:00:00Z'
    """
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def read_time(value: object, where: str = "at") -> dt.datetime:
    """Return an aware UTC moment from a datetime or an ISO 8601 text.

    Raises:
        InvalidError: `value` is neither, has no time zone, or lies outside the years that can be told in UTC.
    """
    moment = value
    if isinstance(value, str):
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            raise wrong(where, "a time in ISO 8601", value) from None
    if not isinstance(moment, dt.datetime):
        raise wrong(where, "a time", value)
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise InvalidError(f"`{where}` needs a time zone: `{value}` has none", rule="time.naive")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise wrong(where, "a time between the years 1 and 9999 in UTC", value) from None


def is_time(value: object) -> bool:
    """Tell whether `value` is an aware moment or a text that reads as one."""
    try:
        read_time(value)
    except InvalidError:
        return False
    return True


def read_fraction(value: object, where: str) -> Fraction:
    """Return an exact fraction from a fraction, an integer or `"n/d"`; a float is refused."""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str):
        top, slash, bottom = value.partition("/")
        try:
            return Fraction(int(top), int(bottom) if slash else 1)
        except (ValueError, ZeroDivisionError):
            pass
    raise wrong(where, "an integer or a fraction written n/d", value)


def frozen_mapping(items: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a read-only copy of a mapping. Cost: O(items)."""
    return Frozen(items)


def freeze(value: object, where: str) -> object:
    """Return `value` as read-only JSON: lists as tuples, mappings as read-only mappings, deeply."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Mapping):
        return Frozen({_text(key, where): freeze(item, where) for key, item in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return tuple(freeze(item, where) for item in value)
    raise wrong(where, "a JSON value", value)


def thaw(value: Any) -> Json:
    """Return frozen JSON as plain lists and dicts."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return typing.cast("Json", value)


quoted: Final[Callable[[str], str]] = encode_basestring_ascii
"""Return a text as JSON writes it."""


def listed(texts: Iterable[str]) -> str:
    """Return some texts as one, a list in JSON: others never give the same, whatever they hold.

    >>> listed(["a", "b, c"])
    '["a", "b, c"]'
    """
    return f"[{', '.join(map(quoted, texts))}]"


def _text(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    raise wrong(where, "a text", value)


def _ident(value: object, where: str) -> str:
    if isinstance(value, str) and value:
        return value
    raise wrong(where, "an id (a non-empty text)", value)


def _flag(value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    raise wrong(where, "true or false", value)


def _whole(value: object, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise wrong(where, "a whole number", value)


def _plain(value: Any) -> Json:
    return typing.cast("Json", value)


_PLAIN: Final[Mapping[object, Shape]] = {
    str: Shape("a text", _text, _plain),
    bool: Shape("true or false", _flag, _plain),
    int: Shape("a whole number", _whole, _plain),
    dt.datetime: Shape("a time", read_time, write_time),
    Fraction: Shape("a fraction", read_fraction, lambda f: f"{f.numerator}/{f.denominator}"),
}

Id = Annotated[str, Shape("an id", _ident, _plain)]
"""The id of a thing: a non-empty text, unique across all kinds of thing, chosen by the caller."""

Value = Annotated[object, Shape("a JSON value", freeze, thaw)]
"""A field's value: None, text, number, truth value, or lists and mappings of them; never anything else."""


def _choice(tags: tuple[str, ...]) -> Shape:
    wanted = "one of " + ", ".join(tags)

    def take(value: object, where: str) -> str:
        if isinstance(value, str) and value in tags:
            return value
        raise wrong(where, wanted, value)

    return Shape(wanted, take, _plain)


def _optional(inner: Shape) -> Shape:
    def take(value: object, where: str) -> object:
        return None if value is None else inner.take(value, where)

    return Shape(f"{inner.name} or nothing", take, lambda value: None if value is None else inner.dump(value))


def _listing(inner: Shape) -> Shape:
    wanted = f"a list ({inner.name} each)"

    def take(value: object, where: str) -> tuple[object, ...]:
        if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, (Sequence, set, frozenset)):
            raise wrong(where, wanted, value)
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return tuple(inner.take(item, f"{where}[{place}]") for place, item in enumerate(items))

    return Shape(wanted, take, lambda value: [inner.dump(item) for item in value])


def _mapping(inner: Shape) -> Shape:
    wanted = f"a mapping of names ({inner.name} each)"

    def take(value: object, where: str) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise wrong(where, wanted, value)
        return Frozen({_text(key, where): inner.take(item, f"{where}.{key}") for key, item in value.items()})

    return Shape(wanted, take, lambda value: {key: inner.dump(item) for key, item in value.items()})


def _nested(kind: type[Any]) -> Shape:
    shorthand = getattr(kind, "shorthand", None)
    wanted = "a " + re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()

    def take(value: object, where: str) -> object:
        if isinstance(value, kind):
            return value
        if isinstance(value, Mapping):
            return build(kind, value, where)
        if shorthand is not None:
            return shorthand(value, where)
        raise wrong(where, wanted, value)

    return Shape(wanted, take, dump)


@cache
def shape_of(hint: Any) -> Shape:
    """Return the shape an annotation stands for."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return typing.cast("Shape", args[1])
    if origin is Literal:
        return _choice(args)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in args if arg is not type(None))
        return _optional(shape_of(inner))
    if origin is tuple:
        return _listing(shape_of(args[0]))
    if origin is Mapping:
        return _mapping(shape_of(args[1]))
    return _nested(hint)


_FIELDS: Final[dict[type[Any], Mapping[str, tuple[Shape, object]]]] = {}


def fields_of(kind: type[Any]) -> Mapping[str, tuple[Shape, object]]:
    """Return every field of an attrs class with its shape and its default (`NOTHING` when required)."""
    if kind not in _FIELDS:
        hints = typing.get_type_hints(kind, include_extras=True)
        _FIELDS[kind] = {a.name: (shape_of(hints[a.name]), a.default) for a in attrs.fields(kind)}
    return _FIELDS[kind]


def check(instance: attrs.AttrsInstance) -> None:
    """Check every field of a frozen instance, of two or more, and bring it to its inner form; defaults are trusted.

    Raises:
        InvalidError: A field holds what its annotation does not allow.
    """
    values, rows = _CHECKED.get(type(instance)) or _checked(type(instance))
    for value, (name, take, default) in zip(values(instance), rows, strict=True):
        if value is not default:
            taken = take(value, name)
            if taken is not value:
                object.__setattr__(instance, name, taken)


_Rows: TypeAlias = tuple[tuple[str, Callable[[object, str], Any], object], ...]
_CHECKED: Final[dict[type[Any], tuple[Callable[[Any], tuple[object, ...]], _Rows]]] = {}


def _checked(kind: type[Any]) -> tuple[Callable[[Any], tuple[object, ...]], _Rows]:
    """Return how all values of a class are read at once, and each field's name, how it is taken in, and its default."""
    fields = fields_of(kind)
    rows = tuple((name, shape.take, default) for name, (shape, default) in fields.items())
    _CHECKED[kind] = attrgetter(*fields), rows
    return _CHECKED[kind]


def story(instance: Any) -> str:
    """Return an attrs instance as the call that makes it, leaving out every field that has its default."""
    parts = []
    for field in attrs.fields(type(instance)):
        value = getattr(instance, field.name)
        if value != field.default:
            parts.append(f"{field.name}={_shown(value)}")
    return f"{type(instance).__name__}({', '.join(parts)})"


def _shown(value: object) -> str:
    if isinstance(value, dt.datetime):
        return repr(write_time(value))
    return repr(value)


class Told:
    """A value whose `repr` reads like a story: the call that makes it, times as text, defaults left out."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the call that makes this value."""
        return story(self)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: FBT001 - the protocol of IPython and Hypothesis
        printer.text(story(self))


def build(kind: type[Any], wire: Mapping[str, object], where: str) -> Any:
    """Build an attrs instance from plain JSON.

    Raises:
        InvalidError: An unknown or missing field, or a value of the wrong type.
    """
    known = fields_of(kind)
    for name in wire:
        if name not in known:
            raise InvalidError(f"`{where}` has no field `{name}`", rule="shape.unknown_field")
    for name, (_, default) in known.items():
        if default is attrs.NOTHING and name not in wire:
            raise InvalidError(f"`{where}` needs `{name}`", rule="shape.missing_field")
    return kind(**{name: known[name][0].take(value, name) for name, value in wire.items()})


def dump(instance: Any) -> Json:
    """Return an attrs instance as plain JSON, leaving out every field that has its default."""
    wire: dict[str, Json] = {}
    for name, (shape, default) in fields_of(type(instance)).items():
        value = getattr(instance, name)
        if value != default:
            wire[name] = shape.dump(value)
    return wire
