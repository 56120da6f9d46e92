"""All posts in both orders, with an append-only stream of numbers per source in each.

Publishing appends to as many streams as the post has sources (its place, its author, whom it mentions),
however many people follow them: fan-out happens on reading.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

import attrs

from collabcore._store.copying import Copying

__all__ = ["NumberedTimeline", "Timelines"]


@attrs.define
class _Known:
    """What both orders know alike: which post was which, counted from 0, and the sources each feeds; gone, none."""

    place: dict[str, int] = attrs.Factory(dict)
    sources: list[tuple[str, ...]] = attrs.Factory(list)

    def copy(self, copied: Copying) -> _Known:
        return _Known(copied(self.place), copied(self.sources))


class NumberedTimeline:
    """A `Timeline` in memory, one of the two of `Timelines`, which alone changes it.

    Until a post is bumped every number is its own item and has no other before or after it: nothing of that is kept.

    INVARIANT: every stream is strictly rising, and holds the numbers of exactly the live posts with that source.
    """

    def __init__(self, known: _Known) -> None:
        """Start with no posts."""
        self._known = known
        self._posts: list[str] = []
        self._times: list[dt.datetime] = []
        self._is_bumped = False
        self._items: list[str] = []
        self._before: list[int | None] = []
        self._after: list[int | None] = []
        self._latest: list[int] = []
        self._streams: dict[str, list[int]] = {}

    def copy(self, copied: Copying, known: _Known) -> NumberedTimeline:
        """Return an independent one with the same numbers. Cost: O(numbers)."""
        twin = NumberedTimeline.__new__(NumberedTimeline)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()}, _known=known)
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
        place = self._known.place.get(post)
        return None if place is None else self._latest[place]

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one."""
        return self._after[number] if self._is_bumped else None

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of one source, rising."""
        return self._streams.get(source, ())

    def streams_of(self, sources: Iterable[str]) -> list[Sequence[int]]:
        """Return the streams of some sources, without those that have no numbers."""
        return [stream for stream in map(self._streams.get, sources) if stream]

    def sources(self, post: str) -> tuple[str, ...]:
        """Return the sources that a post feeds; none once it is deleted."""
        return self._known.sources[self._known.place[post]]

    def publish(self, place: int, post: str, sources: Iterable[str], at: dt.datetime) -> None:
        """Give a new post the next number. Cost: O(sources)."""
        number = place  # the very integer, of which both orders keep several, while there are no others
        if self._is_bumped:
            number = len(self._posts)
            self._beside(post, None)
        self._latest.append(number)
        self._give(number, post, sources, at)

    def bump(self, place: int, comment: str, at: dt.datetime) -> None:
        """Give a post the next number because of a comment. Cost: O(sources)."""
        if not self._is_bumped:
            self._note_bumps()
        before, number = self._latest[place], len(self._posts)
        self._after[before] = self._latest[place] = number
        self._beside(comment, before)
        self._give(number, self._posts[before], self._known.sources[place], at)

    def _note_bumps(self) -> None:
        """Begin to keep items, and what comes before and after. Cost: O(numbers)."""
        self._is_bumped, self._items = True, self._posts.copy()
        self._before = [None] * len(self._posts)
        self._after = self._before.copy()

    def _beside(self, item: str, before: int | None) -> None:
        self._items.append(item)
        self._before.append(before)
        self._after.append(None)

    def _give(self, number: int, post: str, sources: Iterable[str], at: dt.datetime) -> None:
        self._posts.append(post)
        self._times.append(at)
        streams = self._streams
        for source in sources:
            stream = streams.get(source)
            if stream is None:
                streams[source] = [number]
            else:
                stream.append(number)

    def enter(self, post: str, source: str) -> None:
        """Let a post be in a stream from now on, under all its numbers. Cost: O(numbers after it)."""
        for number in self.numbers(post):
            insort(self._streams.setdefault(source, []), number)

    def withdraw(self, post: str, source: str) -> None:
        """Take a post out of a stream; its numbers stay given. Cost: O(numbers after it)."""
        stream = self._streams[source]
        for number in self.numbers(post):
            del stream[bisect_left(stream, number)]
        if not stream:
            del self._streams[source]

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first."""
        number = self.number(post)
        while number is not None:
            yield number
            number = self._before[number] if self._is_bumped else None

    def streams(self) -> dict[str, list[int]]:
        """Return every stream, for checking. Cost: O(numbers)."""
        return self._streams


class Timelines:
    """All posts in both orders: by when they were made, and by their latest comment."""

    def __init__(self) -> None:
        """Start with no posts."""
        self._known = _Known()
        self.newest = NumberedTimeline(self._known)
        self.activity = NumberedTimeline(self._known)

    def copy(self, copied: Copying) -> Timelines:
        """Return independent ones with the same numbers. Cost: O(numbers)."""
        twin = Timelines.__new__(Timelines)
        known = self._known.copy(copied)
        newest, activity = self.newest.copy(copied, known), self.activity.copy(copied, known)
        vars(twin).update(_known=known, newest=newest, activity=activity)
        return twin

    def publish(self, post: str, sources: tuple[str, ...], at: dt.datetime) -> None:
        """Give a new post the next number in both orders. Cost: O(sources)."""
        known = self._known
        place = known.place[post] = len(known.sources)
        known.sources.append(sources)
        self.newest.publish(place, post, sources, at)
        self.activity.publish(place, post, sources, at)

    def bump(self, post: str, comment: str, at: dt.datetime) -> None:
        """Give a post the next number by activity, because of a comment. Cost: O(sources)."""
        self.activity.bump(self._known.place[post], comment, at)

    def add_source(self, post: str, source: str) -> None:
        """Let a post feed one more source from now on, under all its numbers. Cost: O(numbers after it)."""
        before = self.newest.sources(post)
        if source not in before:
            self._feed(post, (*before, source))
            self.newest.enter(post, source)
            self.activity.enter(post, source)

    def drop_source(self, post: str, source: str) -> None:
        """Let a post feed a source no more. Cost: O(numbers after it)."""
        self._feed(post, tuple(other for other in self.newest.sources(post) if other != source))
        self.newest.withdraw(post, source)
        self.activity.withdraw(post, source)

    def remove(self, post: str) -> None:
        """Take a deleted post out of every stream; its numbers stay given. Cost: O(numbers after it)."""
        for source in self.newest.sources(post):
            self.drop_source(post, source)

    def _feed(self, post: str, sources: tuple[str, ...]) -> None:
        self._known.sources[self._known.place[post]] = sources
