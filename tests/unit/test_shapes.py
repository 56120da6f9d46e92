"""What a field may hold: taken in to one inner form, written out as plain JSON, and refused by name."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import attrs
import pytest

from collabcore import HOST
from collabcore import commands as c
from collabcore.errors import InvalidError
from collabcore.model import Change, Criterion, FieldSpec, PointsRule, Record, Role, Settings, User
from collabcore.shapes import (
    EMPTY,
    Frozen,
    Id,
    Told,
    Value,
    build,
    check,
    dump,
    fields_of,
    freeze,
    frozen_mapping,
    is_time,
    read_fraction,
    read_time,
    shape_of,
    story,
    thaw,
    write_time,
)

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
MADRID = dt.timezone(dt.timedelta(hours=1))

# Times


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-01-05T12:00:00Z", NOON),
        ("2026-01-05T13:00:00+01:00", NOON),
        ("2026-01-05 12:00+00:00", NOON),
        (NOON, NOON),
        (dt.datetime(2026, 1, 5, 13, tzinfo=MADRID), NOON),
        ("2026-01-05T12:00:00.000001Z", NOON + dt.timedelta(microseconds=1)),
    ],
    ids=str,
)
def test_a_time_is_aware_and_becomes_utc(told: object, moment: dt.datetime) -> None:
    """Whatever zone it was told in, it is one instant (CONTRACT 1)."""
    assert (moment, dt.UTC) == (read_time(told), read_time(told).tzinfo)
    assert is_time(told)


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ("2026-01-05T12:00:00", "time.naive"),
        ("2026-01-05", "time.naive"),
        (dt.datetime(2026, 1, 5), "time.naive"),  # noqa: DTZ001 - what is refused
        ("noon", "shape.wrong_type"),
        (20260105, "shape.wrong_type"),
        (None, "shape.wrong_type"),
        ("0001-01-01T00:00:00+01:00", "shape.wrong_type"),
        ("9999-12-31T23:59:59-01:00", "shape.wrong_type"),
    ],
    ids=str,
)
def test_what_is_no_time(told: object, rule: str) -> None:
    """Without a zone, no text of a time, or outside the years there are: invalid, never a guess."""
    with pytest.raises(InvalidError) as found:
        read_time(told)

    assert rule == found.value.rule
    assert not is_time(told)


def test_a_time_is_written_with_a_z() -> None:
    """ISO 8601 in UTC, and read back equal (CONTRACT 5)."""
    assert "2026-01-05T12:00:00Z" == write_time(NOON.astimezone(MADRID))
    assert NOON == read_time(write_time(NOON))


# Fractions


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("11/60", Fraction(11, 60)),
        ("2/4", Fraction(1, 2)),
        ("3", 3),
        (1, 1),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
    ids=repr,
)
def test_a_fraction_is_exact(told: object, value: object) -> None:
    """`"n/d"`, an integer, or a fraction (READINGS 28)."""
    assert value == read_fraction(told, "threshold")


@pytest.mark.parametrize("told", [0.5, "0.5", "1/0", "a/b", "", "1/2/3", True, None, [1, 2]], ids=repr)
def test_what_is_no_fraction(told: object) -> None:
    """A float is never exact, and so is invalid (READINGS 28)."""
    with pytest.raises(InvalidError, match="an integer or a fraction written n/d"):
        read_fraction(told, "threshold")


# Values


@pytest.mark.parametrize("value", [None, "", "x", 0, 1.5, True, [], [1, ["a"]], {}, {"a": {"b": [None]}}], ids=repr)
def test_a_json_value_is_frozen_and_thawed(value: object) -> None:
    """Lists become tuples, mappings read-only, deeply; and back."""
    assert value == thaw(freeze(value, "f"))


def test_a_frozen_value_cannot_be_changed() -> None:
    """Nor through the object it came from."""
    told: dict[str, Any] = {"a": [1, {"b": 2}]}
    frozen: Any = freeze(told, "f")
    told["a"][1]["b"] = 3

    assert (1, {"b": 2}) == frozen["a"]
    mappings: list[Any] = [frozen, frozen["a"][1], frozen_mapping(told), EMPTY]
    for mapping in mappings:
        with pytest.raises(TypeError):
            mapping["a"] = 1


@pytest.mark.parametrize("value", [b"x", {1: "a"}, {"a": b"x"}, [object], {1, 2}, NOON], ids=repr)
def test_what_is_no_json_value(value: object) -> None:
    """Bytes, sets, times and whatever else JSON cannot say, at any depth."""
    with pytest.raises(InvalidError):
        freeze(value, "f")


# Shapes from annotations


@attrs.frozen(kw_only=True, repr=False)
class Shelf(Told):
    """One of each."""

    id: Id
    title: str = ""
    open: bool = True
    size: int = 3
    at: dt.datetime | None = None
    share: Fraction = Fraction(1)
    marks: tuple[Id, ...] = ()
    notes: Mapping[str, Value] = EMPTY
    change: Change | None = None

    def __attrs_post_init__(self) -> None:
        check(self)


FULL = {
    "id": "s1",
    "title": "T",
    "open": False,
    "size": 5,
    "at": "2026-01-05T12:00:00Z",
    "share": "1/3",
    "marks": ["a", "b"],
    "notes": {"n": [1]},
    "change": {"field": "stage", "new": "won"},
}


def test_an_instance_is_built_from_json_and_dumped_again() -> None:
    """What has its default is left out; what is written reads back equal."""
    shelf = build(Shelf, FULL, "shelf")

    assert (NOON, Fraction(1, 3), ("a", "b"), {"n": (1,)}, Change("stage", None, "won")) == (
        shelf.at,
        shelf.share,
        shelf.marks,
        shelf.notes,
        shelf.change,
    )
    assert FULL == dump(shelf)
    assert shelf == build(Shelf, dump(shelf), "shelf")  # type: ignore[arg-type]
    assert {"id": "s2"} == dump(Shelf(id="s2"))


def test_fields_are_brought_to_their_inner_form() -> None:
    """Lists, sets, plain mappings and texts are accepted where the annotation says what they mean."""
    shelf = Shelf(id="s1", marks={"b", "a"}, notes={"n": [1]}, at="2026-01-05T12:00:00Z", share="1/2")  # type: ignore[arg-type]

    assert (("a", "b"), Frozen, NOON, Fraction(1, 2)) == (
        shelf.marks,
        type(shelf.notes),
        shelf.at,
        shelf.share,
    )


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        ({"id": "s1", "name": "x"}, "`shelf` has no field `name`"),
        ({"title": "x"}, "`shelf` needs `id`"),
        ({"id": 5}, "`id` must be an id (a non-empty text), not `5`"),
        ({"id": ""}, "`id` must be an id (a non-empty text), not `''`"),
        ({"id": "s1", "title": None}, "`title` must be a text, not `None`"),
        ({"id": "s1", "open": 1}, "`open` must be true or false, not `1`"),
        ({"id": "s1", "size": "3"}, "`size` must be a whole number, not `'3'`"),
        ({"id": "s1", "size": 3.0}, "`size` must be a whole number, not `3.0`"),
        ({"id": "s1", "at": 5}, "`at` must be a time, not `5`"),
        ({"id": "s1", "marks": "ab"}, "`marks` must be a list (an id each), not `'ab'`"),
        ({"id": "s1", "marks": {"a": 1}}, "`marks` must be a list (an id each), not `{'a': 1}`"),
        ({"id": "s1", "marks": ["a", ""]}, "`marks[1]` must be an id (a non-empty text), not `''`"),
        ({"id": "s1", "notes": ["a"]}, "`notes` must be a mapping of names (a JSON value each), not `['a']`"),
        ({"id": "s1", "notes": {"a": b""}}, "`notes.a` must be a JSON value, not `b''`"),
        ({"id": "s1", "notes": {1: "a"}}, "`notes` must be a text, not `1`"),
        ({"id": "s1", "change": "won"}, "`change` must be a change, not `'won'`"),
        ({"id": "s1", "change": {"old": 1}}, "`change` needs `field`"),
    ],
)
def test_a_wrong_field_is_named_with_its_value(wire: dict[str, object], message: str) -> None:
    """The place, what belongs there, and what stood there instead."""
    with pytest.raises(InvalidError) as found:
        build(Shelf, wire, "shelf")

    assert message == found.value.message


def test_the_class_is_checked_when_made_by_hand_too() -> None:
    """A frozen value is right from the start, or is not made."""
    with pytest.raises(InvalidError, match="`marks` must be a list"):
        Shelf(id="s1", marks="ab")  # type: ignore[arg-type]


def test_an_instance_of_the_nested_class_is_taken_as_it_is() -> None:
    """Only mappings are built anew."""
    change = Change("stage")

    assert change is Shelf(id="s1", change=change).change


def test_a_shorthand_says_it_shorter() -> None:
    """A condition as a list, a field by its bare name (CONTRACT 3)."""
    conditions: Any = [["email", "filled"], ["age", "less", 3]]
    fields: Any = ["email", {"name": "phone", "weight": 2}]
    rule = c.AddPointsRule(by=HOST, points=1, when="reached", type="lead", where=conditions)
    profile = c.SetCompleteness(by=HOST, type="lead", fields=fields)

    assert (Criterion("email", "filled"), Criterion("age", "less", 3)) == rule.where
    assert (FieldSpec("email"), FieldSpec("phone", 2)) == profile.fields


@pytest.mark.parametrize(
    "where",
    [["email"], ["email", "filled", 1, 2], "email", 5, ["email", "resembles"], [5, "filled"]],
    ids=repr,
)
def test_what_is_no_condition(where: Any) -> None:
    """Field, operator, value; the operator one of those listed (READINGS 75)."""
    conditions: Any = [where]
    with pytest.raises(InvalidError):
        c.AddPointsRule(by=HOST, points=1, when="reached", type="lead", where=conditions)


def test_every_annotation_of_the_model_has_a_shape() -> None:
    """Fields are known by name, each with its shape and its default."""
    fields = fields_of(Role)

    assert ["id", "name", "parent"] == list(fields)
    assert ("an id", attrs.NOTHING) == (fields["id"][0].name, fields["id"][1])
    assert "an id or nothing" == fields["parent"][0].name
    assert "a text" == shape_of(str).name
    for kind in (User, Record, PointsRule, Settings):
        assert all(shape.name for shape, _ in fields_of(kind).values())


# Stories


def test_a_value_reads_as_the_call_that_makes_it() -> None:
    """Times as text, mappings plain, defaults left out: a failing history can be read and pasted."""
    shelf = build(Shelf, {"id": "s1", "at": "2026-01-05T12:00:00Z", "notes": {"n": 1}}, "shelf")

    assert "Shelf(id='s1', at='2026-01-05T12:00:00Z', notes={'n': 1})" == repr(shelf) == story(shelf)
    assert "JoinGroup(by=HOST, group='newsroom')" == repr(c.JoinGroup(by=HOST, group="newsroom"))


def test_a_value_prints_itself_prettily() -> None:
    """IPython and Hypothesis ask a value for the same text."""

    class Printer:
        """What they bring along."""

        shown = ""

        def text(self, text: str) -> None:
            self.shown += text

    printer = Printer()
    Shelf(id="s1")._repr_pretty_(printer, False)

    assert "Shelf(id='s1')" == printer.shown


def test_a_field_left_out_is_not_a_field_cleared() -> None:
    """Null clears a role; a role left out stays (READINGS 40)."""
    left_out, cleared = c.UpdateUser(by=HOST, id="lea"), c.UpdateUser(by=HOST, id="lea", role=None)

    assert ("UNSET", None) == (repr(left_out.role), cleared.role)
    assert ("UpdateUser(by=HOST, id='lea')", "UpdateUser(by=HOST, id='lea', role=None)") == (
        repr(left_out),
        repr(cleared),
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields.__setitem__("City", "Vigo"),
        lambda fields: fields.__delitem__("City"),
        lambda fields: fields.update(City="Vigo"),
        lambda fields: fields.setdefault("Email", "x"),
        lambda fields: fields.pop("City"),
        lambda fields: fields.popitem(),
        lambda fields: fields.clear(),
        lambda fields: fields.__ior__({"City": "Vigo"}),
    ],
    ids=("set", "delete", "update", "setdefault", "pop", "popitem", "clear", "or"),
)
def test_a_frozen_mapping_never_changes(change: Callable[[Any], object]) -> None:
    """Whichever way it is tried; a plain copy may."""
    fields = frozen_mapping({"City": "Lugo"})
    with pytest.raises(TypeError, match="never changes"):
        change(fields)
    assert {"City": "Lugo"} == fields
    assert {"City": "Vigo"} == fields | {"City": "Vigo"}  # type: ignore[operator]


def test_a_frozen_mapping_goes_wherever_a_mapping_goes() -> None:
    """It is written as JSON, copied, pickled, and hashed by what is in it, whatever the order."""
    fields: Any = freeze({"City": "Lugo", "Tags": ["a", {"b": 1}]}, "fields")
    assert '{"City": "Lugo", "Tags": ["a", {"b": 1}]}' == json.dumps(fields)
    pickled = pickle.loads(pickle.dumps(fields))  # noqa: S301 - our own
    for again in (copy.copy(fields), copy.deepcopy(fields), pickled):
        assert (fields, Frozen, Frozen) == (again, type(again), type(again["Tags"][1]))
    assert hash(fields) == hash(Frozen(Tags=fields["Tags"], City="Lugo"))
