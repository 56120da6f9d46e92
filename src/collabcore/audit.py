"""Questions of an auditor: everything somebody sees, who sees everything, and what a change would expose.

Rule 1: sight itself is asked of `visibility`; here answers are only gathered and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from collabcore import display, visibility
from collabcore.keys import Either, Key, Lock
from collabcore.view import View

__all__ = ["Exposure", "Exposures", "exposure", "items", "sees_all", "visible_items", "work_out"]


@attrs.frozen
class Exposure:
    """Who would gain and who would lose sight of one item, each in the order of their ids."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def row(self) -> tuple[str, str]:
        """Return it as the cells of a table. Cost: O(people)."""
        return ", ".join(self.gained) or "–", ", ".join(self.lost) or "–"

    def _repr_html_(self) -> str:
        """Return who gains and who loses for a notebook, as a table."""
        return display.html_table(("gained", "lost"), [self.row()])


class Exposures(display.Tabled[Exposure]):
    """What a change would do to sight: for every item whose audience differs, who gains and who loses it.

    >>> Exposures({"p1": Exposure(gained=("ana", "bob"))})
    things that change their audience
    item  gained    lost
    p1    ana, bob  –
    >>> Exposures({})
    things that change their audience: none
    """

    __slots__ = ()

    def table(self) -> display.Table:
        """Return a table of items, who gains and who loses. Cost: O(items + people)."""
        rows = [(item, *change.row()) for item, change in self.items()]
        return display.Table("things that change their audience", ("item", "gained", "lost"), rows)


def items(view: View) -> Iterator[str]:
    """Yield the id of everything that can be seen or not: people, places, what is said, files, ideas and honours.

    Cost: O(things).
    """
    for kind in _kinds(view):
        yield from kind


def _kinds(view: View) -> tuple[Mapping[str, object], ...]:
    return (
        view.users,
        view.groups,
        view.records,
        view.posts,
        view.comments,
        view.ideas,
        view.badges,
        view.rewards,
        view.redemptions,
        view.files,
    )


def visible_items(view: View, user: str) -> frozenset[str]:
    """Return everything a user may see or know of.

    Cost: O(things).
    """
    return frozenset(item for item in items(view) if visibility.can_see(view, user, item))


def sees_all(view: View, kind: str) -> frozenset[str]:
    """Return who may read every record of a type; everybody active, where there is none.

    Cost: O(records + readers).
    """
    inside = {user.id for user in view.users.values() if user.active}
    for record in view.records.values():
        if record.type == kind:
            inside &= visibility.audience(view, record.id)
    return frozenset(inside)


def work_out(view: View) -> None:
    """Let a view find what everything asks, and remember it, so that a copy made then need not.

    Cost: O(things but posts + kinds of posts on each place).
    """
    for item in _but_posts(view):
        view.whole_lock(item)
    for place in _places(view):
        for alike in view.posts_on(place).values():
            view.whole_lock(next(iter(alike)))


def exposure(before: View, after: View) -> Exposures:
    """Return, for every item whose audience differs between two worlds, who gained and who lost sight of it.

    What is not there has no audience, so something new is gained by whoever may see it.
    Items that ask the same are compared once, and only where what they ask, or who holds it, differs.

    Cost: O(people + places + comments + what differs x audience).
    """
    judge = _Comparison(before, after)
    found = {item: change for item, change in _changes(judge, before, after) if change is not None}
    in_order = dict.fromkeys((*items(before), *items(after))) if found else ()
    return Exposures({item: found[item] for item in in_order if item in found})


def _changes(judge: _Comparison, before: View, after: View) -> Iterator[tuple[str, Exposure | None]]:
    """Yield every item that may differ with what differs: posts that are alike in both worlds by one of them."""
    for item in dict.fromkeys((*_but_posts(before), *_but_posts(after))):
        yield item, judge(item)
    for place in dict.fromkeys((*_places(before), *_places(after))):
        were, are = before.posts_on(place), after.posts_on(place)
        if were == are:
            for alike in were.values():
                change = judge(next(iter(alike)))
                yield from ((post, change) for post in (alike if change is not None else ()))
        else:
            yield from ((post, judge(post)) for posts in (*were.values(), *are.values()) for post in posts)


def _but_posts(view: View) -> Iterator[str]:
    return (item for kind in _kinds(view) if kind is not view.posts for item in kind)


def _places(view: View) -> Iterator[str]:
    yield from view.users
    yield from view.groups
    yield from view.records


class _Comparison:
    """What each pair of locks admits in the one and in the other world, remembered by the locks themselves."""

    def __init__(self, before: View, after: View) -> None:
        self._before, self._after = before, after
        self._movers = _movers(before, after)
        self._moving = frozenset(self._movers)
        self._known: dict[tuple[int, int], Exposure | None] = {}
        self._kept: list[Lock | None] = []  # so that no lock's number is given to another

    def __call__(self, item: str) -> Exposure | None:
        were, are = self._before.whole_lock(item), self._after.whole_lock(item)
        pair = id(were), id(are)
        if pair not in self._known:
            self._kept += (were, are)
            self._known[pair] = self._compared(were, are)
        return self._known[pair]

    def _compared(self, were: Lock | None, are: Lock | None) -> Exposure | None:
        if were is None or are is None or not _is_alike(were, are):
            return _exposed(_admitted(self._before, were), _admitted(self._after, are))
        if were is are and not were.asks_about(self._moving):
            return None
        # Who holds what they held of a lock that asks what it asked is in as before: only the others are judged.
        people = self._moved(were)
        if were is not are:
            people |= self._moved(are) | self._regranted(were, are)
        if not people:
            return None
        had = {user for user in people if were.opens(self._before.keys(user))}
        have = {user for user in people if are.opens(self._after.keys(user))}
        return _exposed(had, have)

    def _moved(self, asked: Lock) -> set[str]:
        """Return who holds one key of a lock in one world alone."""
        moved = {key for part in asked.parts for key in part & self._moving}
        return {user for key in moved for user in self._movers[key]}

    def _regranted(self, were: Lock, are: Lock) -> set[str]:
        """Return who holds a key that one lock grants, and the other does not."""
        keys = (were.grants or frozenset()) ^ (are.grants or frozenset())
        return set[str]().union(*(view.holders(key) for key in keys for view in (self._before, self._after)))


def _movers(before: View, after: View) -> dict[Key, set[str]]:
    """Return the keys that somebody holds in one world alone, each with who does."""
    found: dict[Key, set[str]] = {}
    for user in dict.fromkeys((*before.users, *after.users)):
        for key in before.keys(user) ^ after.keys(user):
            found.setdefault(key, set()).add(user)
    return found


def _is_alike(were: Lock, are: Lock) -> bool:
    """Tell whether two locks differ in their grants at most, and have one way in."""
    return (
        were is are
        or were == are
        or (were.gates == are.gates and not isinstance(were, Either) and not isinstance(are, Either))
    )


def _admitted(view: View, asked: Lock | None) -> set[str]:
    return set() if asked is None else visibility.admitted(view, asked)


def _exposed(had: set[str], have: set[str]) -> Exposure | None:
    return None if had == have else Exposure(tuple(sorted(have - had)), tuple(sorted(had - have)))
