"""Keys and locks, kept as the facts change: who holds what, and what opens which place.

What a key or a lock *is* stands in `people` and `visibility`; here it is only remembered and turned round.
Each is worked out through a view that notes which facts it reads; when such a fact changes, exactly what read it
is stale. So no list of dependencies is kept by hand, and none can be forgotten.
Keys are worked out again at once, locks when they are next asked for: a rule over thousands of records costs nobody
anything but who looks at one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final, TypeAlias, TypeVar, cast

from collabcore import people, visibility
from collabcore._store.copying import Copying
from collabcore.keys import Key, Lock
from collabcore.model import Settings, User
from collabcore.view import Place, View

__all__ = ["Fact", "Sight"]

_K = TypeVar("_K", bound=Hashable)

Fact: TypeAlias = tuple[str, ...]
"""A question of the view with its argument, or a question alone where its whole answer was read."""

_Node: TypeAlias = tuple[Place | str, str]
"""What is worked out: a part of a person's keys (`standing` or `inside`, user) or the lock of a place."""

_PARTS: Final[Mapping[str, Callable[[View, User], Iterable[Key]]]] = {
    "standing": people.standing,
    "inside": people.inside,
}
"""The parts of a person's keys, which never share one: whoever joins a group holds the rest as before."""


_MOST_AUDIENCES: Final = 1_024
_SHUT: Final = Lock(grants=frozenset())


class _Asked:
    """What items that are alike ask together; None once that is stale, never another lock."""

    __slots__ = ("lock",)

    def __init__(self, lock: Lock) -> None:
        self.lock: Lock | None = lock


_NOT_KNOWN: Final = _Asked(_SHUT)
_NOT_KNOWN.lock = None
_NONE: Final[Mapping[Hashable, _Asked]] = {}


class _Noted(Mapping[str, Any]):
    """A mapping that notes which of its entries are read."""

    def __init__(self, name: str, things: Mapping[str, Any], read: set[Fact]) -> None:
        self._name, self._things, self._read = name, things, read

    def __getitem__(self, key: str) -> Any:
        self._read.add((self._name, key))
        return self._things[key]

    def __iter__(self) -> Iterator[str]:
        self._read.add((self._name,))
        return iter(self._things)

    def __len__(self) -> int:
        self._read.add((self._name,))
        return len(self._things)


class _NotedSettings:
    """Settings that note which of them are read; of a mapping, which of its entries."""

    def __init__(self, settings: Settings, read: set[Fact]) -> None:
        self._settings, self._read = settings, read

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._settings, name)
        if isinstance(value, Mapping):
            value = _Noted(f"settings.{name}", value, self._read)
        else:
            self._read.add(("settings", name))
        self.__dict__[name] = value
        return value


class _NotedKeys:
    """The keys of a person, noting which of them are asked for."""

    def __init__(self, user: str, held: AbstractSet[Key], read: set[Fact]) -> None:
        self._user, self._held, self._read = user, held, read

    def __contains__(self, key: Key) -> bool:
        self._read.add(("keys", self._user, key))
        return key in self._held


class _Reading:
    """A view that notes which of its questions are asked; what notes them is made once per question."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.read: set[Fact] = set()

    def __getattr__(self, name: str) -> Any:
        noting = self.__dict__[name] = self._noting(name, getattr(self._view, name))
        return noting

    def _noting(self, name: str, answer: Any) -> Any:
        if name == "settings":
            return _NotedSettings(answer, self.read)
        if isinstance(answer, Mapping):
            return _Noted(name, answer, self.read)
        if callable(answer):
            return self._asking(name, answer)
        self.read.add((name,))
        return answer

    def keys(self, user: str) -> _NotedKeys:
        """Return the keys of a person; only what is asked of them is noted."""
        return _NotedKeys(user, self._view.keys(user), self.read)

    def _asking(self, name: str, question: Any) -> Callable[[str], Any]:
        read = self.read

        def ask(argument: str) -> Any:
            read.add((name, argument))
            return question(argument)

        return ask


class Sight:
    """The indexes of sight over one view.

    INVARIANT: `held` and `holders` are each other's inverse, and so are the grants of `locks` and `opened`.
    What is stale is neither right nor wrong in `locks` and `opened`, and in no whole lock that is kept.
    """

    def __init__(self, view: View) -> None:
        """Start with nobody and no place."""
        self._view = view
        self.held: dict[str, set[Key]] = {}
        self.holders: dict[Key, set[str]] = {}
        self._parts: dict[_Node, frozenset[Key]] = {}
        self.locks: dict[tuple[Place, str], Lock] = {}
        self.opened: dict[tuple[Place, Key], set[str]] = {}
        self._stale: dict[_Node, None] = {}
        self._wholes: dict[str, dict[Hashable, _Asked]] = {}
        self._asked: dict[str, _Asked] = {}
        self.audiences: dict[Lock, frozenset[str]] = {}
        self._read: dict[_Node, AbstractSet[Fact]] = {}
        self._readers: dict[Fact, set[_Node]] = {}

    def copy(self, view: View, copied: Copying) -> Sight:
        """Return the same over an equal view. Cost: O(keys + locks)."""
        twin = Sight.__new__(Sight)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()}, _view=view)
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
            self._note((place, thing), frozenset())
            del self._read[place, thing]

    def changed(self, *facts: Fact) -> None:
        """Work out again the keys that read some facts, or all answers of their question; the locks are stale.

        Cost: O(what read them).
        """
        if any(fact[0].startswith("settings") for fact in facts):
            for place in list(self._wholes):
                self._void(place)
        wholes = ((fact[0],) for fact in facts)
        found = {node for fact in (*facts, *wholes) for node in self._readers.get(fact, ())}
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

    def settle(self) -> None:
        """Work out every lock that is stale. Cost: O(stale locks)."""
        for node in list(self._stale):
            self._renew(node)

    # Whole locks, worked out when first asked for

    def whole_lock(self, item: str) -> Lock | None:
        """Return what an item asks in all its places; posts alike share one lock per place. Cost: O(1)."""
        return self._asked.get(item, _NOT_KNOWN).lock or self._find(item)

    def forget(self, *items: str) -> None:
        """Look for the locks of items anew that are gone, or not like what they were. Cost: O(items)."""
        for item in items:
            self._asked.pop(item, None)

    def _find(self, item: str) -> Lock | None:
        if item in self._view.files:
            return visibility.whole_lock(self._view, item)
        place, kind = self._class(item)
        asked = self._wholes.get(place, _NONE).get(kind, _NOT_KNOWN)
        if asked.lock is None:
            found = visibility.whole_lock(self._view, item)
            if found is None:
                return None
            asked = self._wholes.setdefault(place, {})[kind] = _Asked(found)
        self._asked[item] = asked
        return asked.lock

    def _class(self, item: str) -> tuple[str, Hashable]:
        """Return the place an item is in, and what those alike there share."""
        post = self._view.posts.get(item)
        if post is not None:
            return post.to, visibility.likeness(post)
        comment = self._view.comments.get(item)
        if comment is None:
            return item, None
        below = self._view.posts[comment.post]
        return below.to, (visibility.likeness(comment), visibility.likeness(below))

    def _void(self, place: str) -> None:
        for asked in self._wholes.pop(place, {}).values():
            asked.lock = None

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
        nodes = list(nodes)
        stale = dict.fromkeys(node for node in nodes if node[0] not in _PARTS)
        for part, user in (node for node in nodes if node[0] in _PARTS):
            for key in self._person(part, user):
                stale |= dict.fromkeys(self._readers.get(("keys", user, key), ()))
        for node in stale:
            self._void(node[1])
        self._stale |= stale

    def _renew(self, node: _Node) -> None:
        """Work out a lock that is stale."""
        place, thing = cast("tuple[Place, str]", node)
        reading = _Reading(self._view)
        wanted = visibility.lock(cast("View", reading), place, thing)
        self._note(node, reading.read)
        self._lock(place, thing, wanted)
        del self._stale[node]

    def _person(self, part: str, user: str) -> AbstractSet[Key]:
        """Bring a part of a person's keys up to date, and return those that changed."""
        reading = _Reading(self._view)
        wanted = frozenset(_PARTS[part](cast("View", reading), self._view.users[user]))
        self._note((part, user), {*reading.read, ("users", user)})
        before = self._parts.get((part, user), frozenset())
        self._parts[part, user] = wanted
        held = self.held.setdefault(user, set())
        for key in wanted - before:
            self.holders.setdefault(key, set()).add(user)
            held.add(key)
        for key in before - wanted:
            _discard(self.holders, key, user)
            held.discard(key)
        moved = wanted ^ before
        if moved:
            self.audiences.clear()
        return moved

    def _lock(self, place: Place, thing: str, wanted: Lock) -> None:
        before = self.locks.get((place, thing), _SHUT)
        self.locks[place, thing] = wanted
        were, are = before.grants or frozenset(), wanted.grants or frozenset()
        for key in are - were:
            self.opened.setdefault((place, key), set()).add(thing)
        for key in were - are:
            _discard(self.opened, (place, key), thing)

    def _note(self, node: _Node, read: AbstractSet[Fact]) -> None:
        before = self._read.get(node, frozenset())
        self._read[node] = read
        for fact in read - before:
            self._readers.setdefault(fact, set()).add(node)
        for fact in before - read:
            _discard(self._readers, fact, node)


def _discard(index: dict[_K, set[Any]], key: _K, thing: object) -> None:
    index[key].discard(thing)
    if not index[key]:
        del index[key]
