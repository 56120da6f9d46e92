"""What the naive workplace is made of: pairs in the order in which they came to hold, and the naive timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, TypeVar

from collabcore import events as ev
from collabcore import model
from collabcore.shapes import build, dump
from collabcore.view import Order

if TYPE_CHECKING:
    from collabcore.testing.reference.topics import TopicsTwin

__all__ = ["ReferenceTimeline", "changed", "first", "second", "without"]

HeldT = TypeVar("HeldT")
ChangedT = TypeVar(
    "ChangedT", model.Settings, model.User, model.Group, model.Team, model.Badge, model.Reward, model.File
)


def changed(value: ChangedT, changes: Mapping[str, object]) -> ChangedT:
    """Return `value` with the named fields replaced whole; an event carries them as JSON."""
    told: Any = dump(value)
    changed: ChangedT = build(type(value), {**told, **changes}, "changes")
    return changed


def first(pairs: Iterable[tuple[str, str]], second: str) -> AbstractSet[str]:
    """Return what stands first in the pairs with this second, in the pairs' order."""
    return dict.fromkeys(one for one, two in pairs if two == second).keys()


def without(pairs: Mapping[tuple[str, str], HeldT], first: str) -> dict[tuple[str, str], HeldT]:
    """Return the pairs that have another first."""
    return {pair: held for pair, held in pairs.items() if pair[0] != first}


def second(pairs: Iterable[tuple[str, str]], first: str) -> AbstractSet[str]:
    """Return what stands second in the pairs with this first, in the pairs' order."""
    return dict.fromkeys(two for one, two in pairs if one == first).keys()


class ReferenceTimeline:
    """All posts of a workplace in one order, as the events tell it.

    A post takes a number when it is made; in activity order it takes another with every comment.
    A number is never taken back: not when the comment that brought it goes, not when the post itself does.
    """

    def __init__(self, world: TopicsTwin, order: Order) -> None:
        self._world = world
        self._log: list[tuple[str, str, dt.datetime]] = []  # what was given the number, whose it is, and when
        for event in world.events:
            if isinstance(event, ev.Posted):
                self._log.append((event.post.id, event.post.id, event.at))
            elif isinstance(event, ev.Commented) and order == "activity":
                self._log.append((event.comment.id, event.comment.post, event.at))

    def __len__(self) -> int:
        """Return how many numbers were given. Cost: O(1)."""
        return len(self._log)

    def post(self, number: int) -> str:
        """Return the id of the post with this number, deleted or not. Cost: O(1)."""
        return self._log[number][1]

    def item(self, number: int) -> str:
        """Return the id of the post or comment that was given this number, deleted or not. Cost: O(1)."""
        return self._log[number][0]

    def at(self, number: int) -> dt.datetime:
        """Return when this number was given. Cost: O(1)."""
        return self._log[number][2]

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first, deleted or not. Cost: O(numbers)."""
        return (number for number in reversed(range(len(self))) if self.post(number) == post)

    def number(self, post: str) -> int | None:
        """Return the post's latest number, None for a post that never was. Cost: O(numbers)."""
        return max((number for number in range(len(self)) if self.post(number) == post), default=None)

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one, None while it stands. Cost: O(numbers)."""
        later = range(number + 1, len(self))
        return next((other for other in later if self.post(other) == self.post(number)), None)

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of the posts that one source has now, rising. Cost: O(numbers * comments)."""
        return [number for number in range(len(self)) if source in self.sources(self.post(number))]

    def streams_of(self, sources: Iterable[str]) -> list[Sequence[int]]:
        """Return the streams of some sources, without those that have no numbers. Cost: O(sources * numbers)."""
        return [stream for stream in map(self.stream, sources) if stream]

    def sources(self, post: str) -> Sequence[str]:
        """Return the sources that a post feeds now, none if it is gone. Cost: O(comments)."""
        found = self._world.posts.get(post)
        return [] if found is None else list(dict.fromkeys(self._fed_by(found)))

    def _fed_by(self, post: model.Post) -> Iterator[str]:
        yield "all"
        yield f"on:{post.to}"
        if post.author is not None:
            yield f"changes:{post.author}" if post.is_tracked else f"by:{post.author}"
        for file in post.files:
            yield f"holds:{file}"
        for topic in self._world.topics_on(post.id):
            yield f"topic:{topic}"
        for mentioned in post.mentions:
            yield f"mentions:{mentioned}"
        for comment in self._world.comments_on(post.id):
            for mentioned in self._world.comments[comment].mentions:
                yield f"mentions:{mentioned}"
            for topic in self._world.topics_on(comment):
                yield f"topic:{topic}"
