"""A second store with the same facts and indexes, made without folding the events again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

__all__ = ["Borrowed", "Copying", "borrowed", "copied", "looked_at"]

Copying: TypeAlias = Callable[[Any], Any]
"""How each container of a store becomes one of its copy: `copied`, or `borrowed` for a copy that is soon done with."""


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


looked_at: Final = dict.get
"""What a dictionary keeps by a key, only to be looked at: where it is borrowed, it need not be copied for that."""


class Borrowed(dict[Any, Any]):
    """A dictionary of containers as it was lent: each is copied when it is first reached, so that none is changed.

    INVARIANT: what is in `_own` is nobody else's; all else is the lender's, who must not change it meanwhile.
    """

    __slots__ = ("_own",)

    def __init__(self, lent: dict[Any, Any]) -> None:
        """Borrow from a dictionary. Cost: O(keys)."""
        super().__init__(lent)
        self._own: set[Any] = set()

    def _reach(self, key: Any) -> None:
        if key not in self._own and key in self:
            self[key] = borrowed(super().__getitem__(key))

    def __getitem__(self, key: Any) -> Any:
        self._reach(key)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._own.add(key)
        super().__setitem__(key, value)

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what is kept by a key, as the borrower's own."""
        self._reach(key)
        return super().get(key, default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return what is kept by a key, as the borrower's own, which is the default where nothing was."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: Any, *default: Any) -> Any:
        """Take out what is kept by a key, as the borrower's own."""
        self._reach(key)
        return super().pop(key, *default)

    def values(self) -> Any:
        """Return everything that is kept, as the borrower's own."""
        for key in self:
            self._reach(key)
        return super().values()

    def items(self) -> Any:
        """Return everything that is kept with its keys, as the borrower's own."""
        self.values()
        return super().items()


def borrowed(value: Any) -> Any:
    """Return a copy of a container for as long as the lender does not change it: what it holds is copied when reached.

    Cost: O(its keys), and O(what is reached).

    >>> before = {"a": {1}, "b": {2}}
    >>> after = borrowed(before)
    >>> after["a"].add(2)
    >>> before, after == {"a": {1, 2}, "b": {2}}
    ({'a': {1}, 'b': {2}}, True)
    """
    if isinstance(value, dict) and value and isinstance(next(iter(dict.values(value))), (dict, list, set)):
        return Borrowed(value)
    return copied(value)
