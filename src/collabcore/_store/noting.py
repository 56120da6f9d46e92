"""A view that notes what is asked of it, so that what was worked out from it is known to be stale when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, TypeAlias, cast

from collabcore.keys import Key
from collabcore.model import Settings
from collabcore.view import View

__all__ = ["Fact", "Reading"]

Fact: TypeAlias = tuple[str, ...]
"""A question of the view with its argument, or a question alone where its whole answer was read."""


class _Noted(Mapping[str, Any]):
    """A mapping that notes which of its entries are read; it is looked up each time, for another may take its place."""

    def __init__(self, name: str, find: Callable[[], Mapping[str, Any]], read: set[Fact]) -> None:
        self._name, self._find, self._read = name, find, read

    def __getitem__(self, key: str) -> Any:
        self._read.add((self._name, key))
        return self._find()[key]

    def __contains__(self, key: object) -> bool:
        self._read.add((self._name, cast("str", key)))
        return key in self._find()

    def get(self, key: str, default: Any = None) -> Any:
        """Return an entry, or the default."""
        self._read.add((self._name, key))
        return self._find().get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._read.add((self._name,))
        return iter(self._find())

    def __len__(self) -> int:
        self._read.add((self._name,))
        return len(self._find())


class _NotedSettings:
    """Settings that note which of them are read; of a mapping, which of its entries."""

    def __init__(self, settings: Settings, read: set[Fact]) -> None:
        self.noted, self._read = settings, read

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.noted, name)
        if isinstance(value, Mapping):
            noted = self.__dict__[name] = _Noted(f"settings.{name}", lambda: value, self._read)
            return noted
        self._read.add(("settings", name))
        return value


class _NotedKeys:
    """The keys of a person, noting which of them are asked for."""

    def __init__(self, user: str, held: AbstractSet[Key], read: set[Fact]) -> None:
        self._user, self._held, self._read = user, held, read

    def __contains__(self, key: Key) -> bool:
        self._read.add(("keys", self._user, key))
        return key in self._held


class Reading:
    """A view that notes which of its questions are asked; what notes them is made once per question."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._read: set[Fact] = set()
        self._settings = _NotedSettings(view.settings, self._read)

    def facts(self) -> frozenset[Fact]:
        """Return what was read since this was asked last."""
        found = frozenset(self._read)
        self._read.clear()
        return found

    def __getattr__(self, name: str) -> Any:
        answer = getattr(self._view, name)
        if isinstance(answer, Mapping):
            noting: Any = _Noted(name, partial(getattr, self._view, name), self._read)
        elif callable(answer):
            noting = self._asking(name, answer)
        else:
            self._read.add((name,))
            return answer
        self.__dict__[name] = noting
        return noting

    @property
    def settings(self) -> _NotedSettings:
        """The settings as they are."""
        now = self._view.settings
        if self._settings.noted is not now:
            self._settings = _NotedSettings(now, self._read)
        return self._settings

    def keys(self, user: str) -> _NotedKeys:
        """Return the keys of a person; only what is asked of them is noted."""
        return _NotedKeys(user, self._view.keys(user), self._read)

    def _asking(self, name: str, question: Any) -> Callable[[str], Any]:
        read = self._read

        def ask(argument: str) -> Any:
            read.add((name, argument))
            return question(argument)

        return ask
