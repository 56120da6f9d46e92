"""All posts in one order, and the words for orders and places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Protocol, TypeAlias

__all__ = ["Order", "Place", "Timeline"]

Order: TypeAlias = Literal["newest", "activity"]
"""How a feed is sorted: by when its posts were made, or by their latest comment."""

Place: TypeAlias = Literal["person", "profile", "shell", "group", "record"]
"""What a lock is on: knowing a person or reading the wall, knowing a group or reading it, a record."""


class Timeline(Protocol):
    """All posts in one order: consecutive numbers, oldest first, and the numbers each source feeds.

    In activity order a comment gives its post the next number, which supersedes the post's earlier one.
    A source is a short text: `on:<parent>`, `by:<author>`, `changes:<user>`, `mentions:<thing>` or `all`.
    """

    def __len__(self) -> int:
        """Return how many numbers were given. Cost: O(1)."""

    def post(self, number: int) -> str:
        """Return the id of the post with this number, deleted or not. Cost: O(1)."""

    def item(self, number: int) -> str:
        """Return the id of the post or comment that was given this number, deleted or not. Cost: O(1)."""

    def at(self, number: int) -> dt.datetime:
        """Return when this number was given; they rise with the numbers. Cost: O(1)."""

    def numbers(self, post: str) -> Iterator[int]:
        """Yield the numbers a post was given, the latest first, deleted or not. Cost: O(result)."""

    def number(self, post: str) -> int | None:
        """Return the post's latest number, None for a post that never was. Cost: O(1)."""

    def successor(self, number: int) -> int | None:
        """Return the number that superseded this one, None while it stands. Cost: O(1)."""

    def stream(self, source: str) -> Sequence[int]:
        """Return the numbers of one source, rising. Cost: O(1)."""

    def streams_of(self, sources: Iterable[str]) -> list[Sequence[int]]:
        """Return the streams of some sources, without those that have no numbers. Cost: O(sources)."""

    def sources(self, post: str) -> Sequence[str]:
        """Return the sources that a post feeds; none once it is deleted. Cost: O(1)."""
