"""Where the functions that fold events are kept, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from collabcore import events as e
from collabcore.shapes import fields_of

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["HANDLERS", "evolved", "name_members", "on"]

_E = TypeVar("_E", bound=e.Event)

HANDLERS: Final[dict[type[e.Event], Callable[[Any, Any], None]]] = {}
"""The function that folds each class of event."""


def on(kind: type[_E]) -> Callable[[Callable[[Store, _E], None]], Callable[[Store, _E], None]]:
    """Register the function that folds events of a class."""

    def register(handler: Callable[[Store, _E], None]) -> Callable[[Store, _E], None]:
        HANDLERS[kind] = handler
        return handler

    return register


def evolved(thing: Any, changes: Mapping[str, object]) -> Any:
    """Return a thing with some fields changed, their values in plain JSON."""
    shapes = fields_of(type(thing))
    return attrs.evolve(thing, **{name: shapes[name][0].take(value, name) for name, value in changes.items()})


def name_members(store: Store, name: str, before: Iterable[str], after: Iterable[str]) -> None:
    """Keep which teams and queues name a target. Cost: O(members)."""
    before, after = dict.fromkeys(before), dict.fromkeys(after)
    for target in before:
        if target not in after:
            del store.named_by[target][name]
    for target in after:
        store.named_by.setdefault(target, {})[name] = None
    store.sight.changed(*(("named_in", target) for target in {**before, **after}))
