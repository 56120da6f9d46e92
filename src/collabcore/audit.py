"""Questions of an auditor: everything somebody sees, who sees everything, and what a change would expose.

Rule 1: sight itself is asked of `visibility`; here answers are only gathered and compared.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from collabcore import display, visibility
from collabcore.keys import Key, Lock
from collabcore.view import View

__all__ = ["Exposure", "Exposures", "exposure", "items", "sees_all", "visible_items"]


@attrs.frozen
class Exposure:
    """Who would gain and who would lose sight of one item, each in the order of their ids."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """Return who gains and who loses for a notebook, as a table."""
        return display.html_table(("gained", "lost"), [(", ".join(self.gained) or "–", ", ".join(self.lost) or "–")])


class Exposures(dict[str, Exposure]):
    """What a change would do to sight: for every item whose audience differs, who gains and who loses it.

    >>> print(Exposures({"p1": Exposure(gained=("ana", "bob"))}))
    item  gained    lost
    p1    ana, bob  –
    """

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        for item, change in self.items():
            yield item, ", ".join(change.gained) or "–", ", ".join(change.lost) or "–"

    def __str__(self) -> str:
        """Return a table of items, who gains and who loses; a sentence where nothing changes."""
        return display.text_table(_HEAD, self._rows()) if self else "Nobody gains or loses sight of anything."

    def _repr_html_(self) -> str:
        """Return the same for a notebook."""
        return display.html_table(_HEAD, self._rows(), f"{len(self)} things change their audience")


_HEAD = ("item", "gained", "lost")


def items(view: View) -> Iterator[str]:
    """Yield the id of everything that can be seen or not: people, places, what is said, files, ideas and honours.

    Cost: O(things).
    """
    kinds = (
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
    for kind in kinds:
        yield from kind


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


def exposure(before: View, after: View) -> Exposures:
    """Return, for every item whose audience differs between two worlds, who gained and who lost sight of it.

    What is not there has no audience, so something new is gained by whoever may see it.
    Items that ask the same are compared once, and only where what they ask, or who holds it, differs.

    Cost: O(things + what differs x audience).
    """
    judge = _Comparison(before, after)
    found = {item: judge(item) for item in dict.fromkeys((*items(before), *items(after)))}
    return Exposures({item: change for item, change in found.items() if change is not None})


class _Comparison:
    """What each pair of locks admits in the one and in the other world, remembered by the locks themselves."""

    def __init__(self, before: View, after: View) -> None:
        self._before, self._after = before, after
        self._moved: dict[Key, bool] = {}
        self._known: dict[tuple[int, int], Exposure | None] = {}
        self._kept: list[Lock | None] = []  # so that no lock's number is given to another

    def __call__(self, item: str) -> Exposure | None:
        were, are = self._before.whole_lock(item), self._after.whole_lock(item)
        pair = id(were), id(are)
        if pair not in self._known:
            self._kept += (were, are)
            same = were is not None and were == are and not any(map(self._has_moved, were.keys))
            self._known[pair] = None if same else self._compared(were, are)
        return self._known[pair]

    def _has_moved(self, key: Key) -> bool:
        if key not in self._moved:
            self._moved[key] = self._before.holders(key) != self._after.holders(key)
        return self._moved[key]

    def _compared(self, were: Lock | None, are: Lock | None) -> Exposure | None:
        had = set[str]() if were is None else visibility.admitted(self._before, were)
        have = set[str]() if are is None else visibility.admitted(self._after, are)
        return None if had == have else Exposure(tuple(sorted(have - had)), tuple(sorted(had - have)))
