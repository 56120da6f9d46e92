"""A second store with the same facts and indexes, made without folding the events again."""

from __future__ import annotations

from typing import Any

__all__ = ["copied"]


def copied(value: Any) -> Any:
    """Return a copy of a container, deep as far as it holds containers that change; all else is shared.

    A container holds things of one kind, so one of them tells for all: values, and sets that never change, are shared,
    and a dictionary of them is copied at once.

    Cost: O(containers + what is in them).

    >>> before = {"a": {1}}
    >>> after = copied(before)
    >>> after["a"].add(2)
    >>> before
    {'a': {1}}
    """
    kind = type(value)
    if kind is dict:
        changing = value and isinstance(next(iter(value.values())), (dict, list, set))
        return {key: copied(item) for key, item in value.items()} if changing else value.copy()
    return value.copy() if kind in (list, set) else value
