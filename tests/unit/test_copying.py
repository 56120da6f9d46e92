"""Copies of a store: independent ones, and borrowed ones for a moment."""

from collections.abc import Callable
from typing import Any

import pytest

from collabcore._store.copying import Borrowed, borrowed, copied, looked_at

LENT = {"a": {1}, "b": {2}}


def _lent() -> dict[str, set[int]]:
    return {key: set(value) for key, value in LENT.items()}


@pytest.mark.parametrize(
    "reach",
    [
        lambda world: world["a"],
        lambda world: world.get("a"),
        lambda world: world.setdefault("a", set()),
        lambda world: world.pop("a"),
        lambda world: next(iter(world.values())),
        lambda world: next(iter(world.items()))[1],
    ],
    ids=["[]", "get", "setdefault", "pop", "values", "items"],
)
def test_however_something_borrowed_is_reached_the_lender_keeps_it_as_it_was(reach: Callable[[Any], Any]) -> None:
    lent = _lent()
    reach(borrowed(lent)).add(9)
    assert LENT == lent


def test_what_was_reached_once_is_the_borrowers_own() -> None:
    world = borrowed(_lent())
    world["a"].add(9)
    assert ({1, 9}, {1, 9}) == (world["a"], world.get("a"))
    world["c"] = {3}
    world["c"].add(4)
    assert {"a": {1, 9}, "b": {2}, "c": {3, 4}} == world


def test_what_is_not_there_is_not_made() -> None:
    world = borrowed(_lent())
    assert None is world.get("z")
    assert 0 == world.pop("z", 0)
    with pytest.raises(KeyError):
        world["z"]
    assert set() == world.setdefault("z", set())
    assert {*LENT, "z"} == set(world)


def test_deep_down_the_same_holds() -> None:
    lent = {"a": {"b": {"c": None}}}
    world = borrowed(lent)
    world["a"]["b"]["d"] = None
    assert {"a": {"b": {"c": None}}} == lent
    assert isinstance(world["a"], Borrowed)


def test_what_is_only_looked_at_is_the_lenders() -> None:
    lent = _lent()
    assert looked_at(borrowed(lent), "a") is lent["a"]


@pytest.mark.parametrize("value", [{}, {"a": 1}, {1}, [1], 7, "text"], ids=repr)
def test_what_holds_no_containers_is_copied_at_once(value: Any) -> None:
    assert value == borrowed(value) == copied(value)
    assert type(value) is type(borrowed(value))
