"""All posts in one order, with an append-only stream of numbers per source.

Publishing appends to as many streams as the post has sources (its place, its author, whom it mentions),
however many people follow them: fan-out happens on reading.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from collabcore._store.copying import Copying

__all__ = ["NumberedTimeline"]


class NumberedTimeline:
    """A `Timeline` in memory.

    Until a post is bumped every number is its own item and has no other before or after it: nothing of that is kept.

    INVARIANT: every stream is strictly rising, and holds the numbers of exactly the live posts with that source.
    """

    def __init__(self) -> None:
        """Start with no posts."""
        self._posts: list[str] = []
        self._times: list[dt.datetime] = []
        self._is_bumped = False
        self._items: list[str] = []
        self._before: list[int | None] = []
        self._after: list[int | None] = []
        self._latest: dict[str, int] = {}
        self._streams: dict[str, list[int]] = {}
        self._sources: dict[str, tuple[str, ...]] = {}

    def copy(self, copied: Copying) -> NumberedTimeline:
        """Return an independent one with the same numbers. Cost: O(numbers)."""
        twin = NumberedTimeline.__new__(NumberedTimeline)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()})
        return twin

    def __len__(self) -> int:
        """Return how many numbers were given."""
        return len(self._posts)

    def post(self, number: int) -> str:
        """Return the post with this number."""
        return self._posts[number]

    def item(self, number: int) -> str:
        """Return the post or comment that was given this number."""
        return self._items[number] if self._is_bumped else self._posts[number]

    def at(self, number: int) -> dt.datetime:
        """Return when this number was given."""
        return self._times[number]

    def number(self, post: str) -> int | None:
        """Return the post's latest number."""
        return self._latest.get(post)

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one."""
        return self._after[number] if self._is_bumped else None

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of one source, rising."""
        return self._streams.get(source, ())

    def sources(self, number: int) -> Sequence[str]:
        """Return the sources that this number's post feeds; none once it is deleted."""
        return self._sources.get(self._posts[number], ())

    def publish(self, post: str, sources: Iterable[str], at: dt.datetime) -> None:
        """Give a new post the next number. Cost: O(sources)."""
        self._sources[post] = tuple(sources)
        self._give(post, post, None, at)

    def bump(self, post: str, comment: str, at: dt.datetime) -> None:
        """Give a post the next number because of a comment. Cost: O(sources)."""
        if not self._is_bumped:
            self._note_bumps()
        before = self._latest[post]
        self._after[before] = len(self._posts)
        self._give(post, comment, before, at)

    def _note_bumps(self) -> None:
        """Begin to keep items, and what comes before and after. Cost: O(numbers)."""
        self._is_bumped, self._items = True, self._posts.copy()
        self._before = [None] * len(self._posts)
        self._after = self._before.copy()

    def _give(self, post: str, item: str, before: int | None, at: dt.datetime) -> None:
        number = len(self._posts)
        self._posts.append(post)
        self._times.append(at)
        if self._is_bumped:
            self._items.append(item)
            self._before.append(before)
            self._after.append(None)
        self._latest[post] = number
        for source in self._sources[post]:
            stream = self._streams.get(source)
            if stream is None:
                self._streams[source] = [number]
            else:
                stream.append(number)

    def add_source(self, post: str, source: str) -> None:
        """Let a post feed one more source from now on, under all its numbers. Cost: O(numbers after it)."""
        if source not in self._sources[post]:
            self._sources[post] += (source,)
            for number in self.numbers(post):
                insort(self._streams.setdefault(source, []), number)

    def drop_source(self, post: str, source: str) -> None:
        """Let a post feed a source no more. Cost: O(numbers after it)."""
        self._sources[post] = tuple(other for other in self._sources[post] if other != source)
        self._withdraw(post, source)

    def remove(self, post: str) -> None:
        """Take a deleted post out of every stream; its numbers stay given. Cost: O(numbers after it)."""
        for source in self._sources.pop(post):
            self._withdraw(post, source)

    def _withdraw(self, post: str, source: str) -> None:
        stream = self._streams[source]
        for number in self.numbers(post):
            del stream[bisect_left(stream, number)]
        if not stream:
            del self._streams[source]

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first."""
        number = self._latest.get(post)
        while number is not None:
            yield number
            number = self._before[number] if self._is_bumped else None

    def streams(self) -> dict[str, list[int]]:
        """Return every stream, for checking. Cost: O(numbers)."""
        return self._streams
