"""Keys and locks, kept as the facts change: who holds what, and what opens which place.

What a key or a lock *is* stands in `people` and `visibility`; here it is only remembered and turned round.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar

from collabcore import keys, people, visibility
from collabcore.keys import Key
from collabcore.model import User
from collabcore.view import Place, View

__all__ = ["Sight"]

_K = TypeVar("_K")
_NONE: frozenset[str] = frozenset()


class Sight:
    """The two indexes of sight over one view.

    INVARIANT: `held` and `holders` are each other's inverse, and so are `locks` and `opened`.
    """

    def __init__(self, view: View) -> None:
        """Start with nobody and no place."""
        self._view = view
        self.held: dict[str, set[Key]] = {}
        self.holders: dict[Key, set[str]] = {}
        self.locks: dict[tuple[Place, str], frozenset[Key]] = {}
        self.opened: dict[tuple[Place, Key], set[str]] = {}

    def join(self, user: str, group: str) -> None:
        """Give a user the key of a group. Cost: O(1) where users are public."""
        self._give(user, keys.member(group))

    def leave(self, user: str, group: str) -> None:
        """Take the key of a group from a user. Cost: O(1) where users are public."""
        self._take(user, keys.member(group))

    def person(self, user: User) -> None:
        """Bring a person's keys up to date with what is known of them. Cost: O(their keys)."""
        held = self.held.setdefault(user.id, set())
        wanted = people.held(self._view, user)
        for key in wanted - held:
            self._give(user.id, key)
        for key in held - wanted:
            self._take(user.id, key)

    def _give(self, user: str, key: Key) -> None:
        self.held[user].add(key)
        self.holders.setdefault(key, set()).add(user)

    def _take(self, user: str, key: Key) -> None:
        self.held[user].discard(key)
        _discard(self.holders, key, user)

    def relock(self, place: Place, things: Iterable[str]) -> None:
        """Bring the locks of places up to date. Cost: O(their locks)."""
        for thing in things:
            wanted = visibility.grants(self._view, place, thing)
            before = self.locks.get((place, thing), _NONE)
            if wanted != before or (place, thing) not in self.locks:
                self._turn(place, thing, before, wanted)

    def _turn(self, place: Place, thing: str, before: AbstractSet[Key], wanted: frozenset[Key]) -> None:
        self.locks[place, thing] = wanted
        for key in wanted - before:
            self.opened.setdefault((place, key), set()).add(thing)
        for key in before - wanted:
            _discard(self.opened, (place, key), thing)


def _discard(index: dict[_K, set[str]], key: _K, thing: str) -> None:
    index[key].discard(thing)
    if not index[key]:
        del index[key]
