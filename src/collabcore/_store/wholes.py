"""What items ask in all their places together, and whom that was found to let in: remembered until it may differ.

INVARIANT: a whole lock that is kept asks what `visibility.whole_lock` says, and a verdict that can be found is what
`visibility.judged` says. A place's lock or a setting that changes voids what hangs on it; whoever's keys change gets
another mark, and so finds no verdict of before.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from collabcore import visibility
from collabcore._store.copying import Copying
from collabcore.keys import Gate, Lock
from collabcore.view import View

__all__ = ["Wholes"]

_MOST_VERDICTS: Final = 200_000
_MOST_GATES: Final = 1_024


class _Asked:
    """What items that are alike ask together, None once that is stale, never another lock; and whom it lets in.

    A verdict is kept by the mark that somebody had when it was given.
    Copies of a world share it, in other threads too: so what was voided takes its verdicts with it, and they are put
    down where they were found to belong before that was looked at.
    """

    __slots__ = ("lock", "verdicts")

    def __init__(self, lock: Lock | None) -> None:
        self.lock = lock
        self.verdicts: dict[object, bool] = {}

    def void(self) -> None:
        """Let whoever kept this look for the lock anew."""
        self.lock = None
        self.verdicts = {}


_NOT_KNOWN: Final = _Asked(None)
_NONE: Final[Mapping[Hashable, _Asked]] = {}


class Wholes:
    """Whole locks, worked out when first asked for, and verdicts by them."""

    def __init__(self, view: View) -> None:
        """Remember nothing yet."""
        self._view = view
        self._kinds: dict[str, dict[Hashable, _Asked]] = {}
        self._gates: dict[tuple[Hashable, str], tuple[Gate, ...]] = {}
        self.asked: dict[str, _Asked] = {}
        self.marks: dict[str, object] = {}
        self._judged = 0

    def copy(self, view: View, copied: Copying) -> Wholes:
        """Return the same over an equal view; what is voided there is looked for anew here too. Cost: O(items)."""
        twin = Wholes.__new__(Wholes)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()}, _view=view)
        return twin

    # What changes

    def moved(self, user: str) -> None:
        """Take note that somebody's keys changed. Cost: O(1)."""
        self.marks[user] = object()

    def void(self, place: str) -> None:
        """Let all that is in a place ask anew. Cost: O(kinds of items there)."""
        for asked in self._kinds.pop(place, {}).values():
            asked.void()

    def void_all(self) -> None:
        """Let everything ask anew. Cost: O(kinds of items)."""
        self._gates.clear()
        for place in list(self._kinds):
            self.void(place)

    def forget(self, *items: str) -> None:
        """Look for the locks of items anew that are gone, or not like what they were. Cost: O(items)."""
        for item in items:
            self.asked.pop(item, None)

    # Asking

    def lock(self, item: str) -> Lock | None:
        """Return what an item asks in all its places; items alike share one lock per place. Cost: O(1)."""
        return self.asked.get(item, _NOT_KNOWN).lock or self._find(item)

    def _find(self, item: str) -> Lock | None:
        if item in self._view.files:
            return visibility.whole_lock(self._view, item)
        place, kind = self._class(item)
        asked = self._kinds.get(place, _NONE).get(kind, _NOT_KNOWN)
        if asked.lock is None:
            way = visibility.steps(self._view, item)
            if not way:
                return None
            lock = visibility.behind(self._view, self._outside(kind, way), way[-1])
            asked = self._kinds.setdefault(place, {})[kind] = _Asked(lock)
        self.asked[item] = asked
        return asked.lock

    def _outside(self, kind: Hashable, way: tuple[visibility.Step, ...]) -> tuple[Gate, ...]:
        """Return the gates of the outer places, which those alike share wherever they hang."""
        alike = kind, way[-1][0]
        found = self._gates.get(alike)
        if found is None:
            if len(self._gates) >= _MOST_GATES:
                self._gates.clear()
            found = self._gates[alike] = visibility.gates(self._view, way[:-1])
        return found

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

    def judge(self, viewer: str, item: str) -> bool:
        """Tell whether a viewer may see an item, and remember it for all that is alike. Cost: O(1)."""
        verdict = visibility.judged(self._view, viewer, item)
        asked, mark = self.asked.get(item, _NOT_KNOWN), self.marks.get(viewer)
        verdicts = asked.verdicts
        if asked.lock is not None and mark is not None:
            self._judged += 1
            if self._judged > _MOST_VERDICTS:
                self._forget_verdicts()
            verdicts[mark] = verdict
        return verdict

    def _forget_verdicts(self) -> None:
        self._judged = 0
        for kinds in self._kinds.values():
            for asked in kinds.values():
                asked.verdicts.clear()

    def verdicts(self) -> dict[tuple[str, str], bool]:
        """Return every verdict that can be found, for checking. Cost: O(items x people)."""
        found: dict[tuple[str, str], bool] = {}
        for item, asked in self.asked.items():
            for user, mark in self.marks.items() if asked.verdicts else ():
                if mark in asked.verdicts:
                    found[user, item] = asked.verdicts[mark]
        return found
