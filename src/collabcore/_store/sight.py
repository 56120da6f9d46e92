"""Keys and locks, kept as the facts change: who holds what, and what opens which place.

What a key or a lock *is* stands in `people` and `visibility`; here it is only remembered and turned round.
Each is worked out through a view that notes which facts it reads; when such a fact changes, exactly what read it
is stale. So no list of dependencies is kept by hand, and none can be forgotten.
Keys are worked out again at once, locks when they are next asked for: a rule over thousands of records costs nobody
anything but who looks at one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias, TypeVar, cast

from collabcore import people, records, visibility
from collabcore._store.copying import Copying
from collabcore._store.noting import Fact, Reading
from collabcore._store.wholes import Wholes
from collabcore.keys import Key, Lock
from collabcore.model import User
from collabcore.view import Place, View

__all__ = ["Sight"]

_K = TypeVar("_K", bound=Hashable)

_Node: TypeAlias = tuple[Place | str, str]
"""What is worked out: a part of a person's keys (`standing` or `inside`, user), the lock of a place, or what of a
record's lock is `lasting`, whoever it is shared with."""

_PARTS: Final[Mapping[str, Callable[[View, User], Iterable[Key]]]] = {
    "standing": people.standing,
    "inside": people.inside,
}
"""The parts of a person's keys, which never share one: whoever joins a group holds the rest as before."""


_MOST_AUDIENCES: Final = 1_024
_NOTHING: Final = frozenset[Fact]()
_SHUT: Final = Lock(grants=frozenset())


class Sight:
    """The indexes of sight over one view.

    INVARIANT: `held` and `holders` are each other's inverse, and so are the grants of `locks` and `opened`.
    What is stale is neither right nor wrong in `locks` and `opened`, and in no whole lock that is kept.
    """

    def __init__(self, view: View) -> None:
        """Start with nobody and no place."""
        self._view = view
        self._reading, self._inner = Reading(view), Reading(view)
        self.held: dict[str, set[Key]] = {}
        self.holders: dict[Key, set[str]] = {}
        self._parts: dict[_Node, frozenset[Key]] = {}
        self.locks: dict[tuple[Place, str], Lock] = {}
        self.opened: dict[tuple[Place, Key], set[str]] = {}
        self._stale: dict[_Node, None] = {}
        self.lasting: dict[str, frozenset[Key]] = {}
        self.wholes = Wholes(view)
        self.audiences: dict[Lock, frozenset[str]] = {}
        self._read: dict[_Node, AbstractSet[Fact]] = {}
        self._readers: dict[Fact, set[_Node]] = {}

    def copy(self, view: View, copied: Copying) -> Sight:
        """Return the same over an equal view. Cost: O(keys + locks)."""
        twin = Sight.__new__(Sight)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()}, _view=view)
        twin._reading, twin._inner = Reading(view), Reading(view)  # noqa: SLF001 - one of its own kind
        twin.wholes = self.wholes.copy(view, copied)
        return twin

    # Coming and going

    def add_person(self, user: str) -> None:
        """Work out a new person's keys. Cost: O(their keys)."""
        self._spoil([*((part, user) for part in _PARTS), ("person", user), ("profile", user)])

    def add_group(self, group: str) -> None:
        """Take in a new group's places. Cost: O(1)."""
        self._spoil([("shell", group), ("group", group)])

    def add_record(self, record: str) -> None:
        """Take in a new record's place. Cost: O(1)."""
        self._spoil([("record", record)])

    def drop(self, *nodes: tuple[Place, str]) -> None:
        """Forget the places of something deleted. Cost: O(their locks)."""
        self._spoil(nodes)
        for place, thing in nodes:
            del self._stale[place, thing]
            self._lock(place, thing, _SHUT)
            del self.locks[place, thing]
            self._unnote((place, thing))
            self.lasting.pop(thing, None)
            if ("lasting", thing) in self._read:
                self._unnote(("lasting", thing))

    def changed(self, *facts: Fact) -> None:
        """Work out again the keys that read some facts, or all answers of their question; the locks are stale.

        Cost: O(what read them).
        """
        found = set[_Node]()
        for fact in facts:
            if fact[0].startswith("settings"):
                self.wholes.void_all()
            found.update(self._readers.get(fact, ()), self._readers.get((fact[0],), ()))
        self._spoil(sorted(found))

    # Asking

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks. Cost: O(1), O(its lock) the first time after a change."""
        if (place, thing) in self._stale:
            self._renew((place, thing))
        return self.locks[place, thing]

    def opening(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the places that a key opens. Cost: O(1), O(stale locks) the first time after a change."""
        self.settle()
        return self.opened.get((place, key)) or frozenset()

    def lasting_readers(self, record: str) -> frozenset[Key]:
        """Return the keys that open a record by anything but a share. Cost: O(1), O(them) after a change."""
        found = self.lasting.get(record)
        if found is None:
            reading = cast("View", self._inner)
            found = self.lasting[record] = records.lasting(reading, reading.records[record])
            self._note(("lasting", record), self._inner.facts())
        return found

    def settle(self) -> None:
        """Work out every lock that is stale. Cost: O(stale locks)."""
        for node in list(self._stale):
            self._renew(node)

    # Audiences, remembered

    def admitted(self, asked: Lock) -> frozenset[str]:
        """Return everyone whom a lock lets in. Cost: O(1), O(holders of its keys) after anybody's keys changed."""
        found = self.audiences.get(asked)
        if found is None:
            if len(self.audiences) >= _MOST_AUDIENCES:
                self.audiences.clear()
            found = self.audiences[asked] = frozenset(visibility.admitted(self._view, asked))
        return found

    # Working out

    def _spoil(self, nodes: Iterable[_Node]) -> None:
        """Work out keys again; locks are stale, with those that read the keys of somebody whose keys changed."""
        stale: dict[_Node, None] = {}
        for node in nodes:
            part, user = node
            if part in _PARTS:
                for key in self._person(part, user):
                    for reader in self._readers.get(("keys", user, key), ()):
                        self._take(reader, stale)
            else:
                self._take(node, stale)
        for place in dict.fromkeys([node[1] for node in stale]):
            self.wholes.void(place)
        self._stale |= stale

    def _take(self, node: _Node, stale: dict[_Node, None]) -> None:
        """Note that a lock is stale; what is lasting of one is thrown away at once, and the locks that read it are."""
        part, thing = node
        if part == "lasting":
            self.lasting.pop(thing, None)
            for reader in self._readers.get(("lasting_readers", thing), ()):
                self._take(reader, stale)
        else:
            stale[node] = None

    def _renew(self, node: _Node) -> None:
        """Work out a lock that is stale."""
        place, thing = cast("tuple[Place, str]", node)
        wanted = visibility.lock(cast("View", self._reading), place, thing)
        self._note(node, self._reading.facts())
        self._lock(place, thing, wanted)
        del self._stale[node]

    def _person(self, part: str, user: str) -> AbstractSet[Key]:
        """Bring a part of a person's keys up to date, and return those that changed."""
        wanted = frozenset(_PARTS[part](cast("View", self._reading), self._view.users[user]))
        self._note((part, user), self._reading.facts() | {("users", user)})
        before = self._parts.get((part, user), frozenset())
        self._parts[part, user] = wanted
        held = self.held.setdefault(user, set())
        for key in wanted - before:
            _add(self.holders, key, user)
            held.add(key)
        for key in before - wanted:
            _discard(self.holders, key, user)
            held.discard(key)
        moved = wanted ^ before
        if moved:
            self.audiences.clear()
            self.wholes.moved(user)
        return moved

    def _lock(self, place: Place, thing: str, wanted: Lock) -> None:
        before = self.locks.get((place, thing), _SHUT)
        self.locks[place, thing] = wanted
        were, are = before.grants or frozenset(), wanted.grants or frozenset()
        for key in are - were:
            _add(self.opened, (place, key), thing)
        for key in were - are:
            _discard(self.opened, (place, key), thing)

    def _note(self, node: _Node, read: AbstractSet[Fact]) -> None:
        before = self._read.get(node, _NOTHING)
        self._read[node] = read
        if read == before:
            return
        for fact in read - before:
            _add(self._readers, fact, node)
        for fact in before - read:
            _discard(self._readers, fact, node)

    def _unnote(self, node: _Node) -> None:
        self._note(node, _NOTHING)
        del self._read[node]


def _add(index: dict[_K, set[Any]], key: _K, thing: object) -> None:
    found = index.get(key)
    if found is None:
        index[key] = {thing}
    else:
        found.add(thing)


def _discard(index: dict[_K, set[Any]], key: _K, thing: object) -> None:
    index[key].discard(thing)
    if not index[key]:
        del index[key]
