"""What was read since anything happened last: what makes reading a page again cheap, and a post that others have read.

INVARIANT: a page kept is the page a reader would be given now (law 4), and a card kept is the one that everybody who
sees the post would be given. Whatever happens throws all of them away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

from collabcore.talkcards import PostCard, is_same_for_all, post_card
from collabcore.view import View

__all__ = ["Pages"]

_PageT = TypeVar("_PageT")
_MOST: Final = 4_096


class Pages(Generic[_PageT]):
    """Pages by who asked what, as long as nothing happens and none of what is on them grows too old; cards by post."""

    def __init__(self, happened: Callable[[], int]) -> None:
        """Keep none yet; `happened` counts what has happened."""
        self._happened = happened
        self._mark = -1
        self._kept: dict[tuple[object, ...], tuple[dt.datetime, dt.datetime | None, _PageT]] = {}
        self._cards: dict[str, PostCard] = {}

    def cards(self, view: View, viewer: str, posts: Iterable[str]) -> tuple[PostCard, ...]:
        """Return the cards of posts that a viewer was found to see, made anew where they are not kept.

        Cost: O(posts), O(comments) for those that cannot be shared.
        """
        self._renew()
        return tuple([self._cards.get(post) or self._made(view, viewer, post) for post in posts])

    def _made(self, view: View, viewer: str, post: str) -> PostCard:
        found = view.posts[post]
        made = post_card(view, viewer, found)
        if is_same_for_all(view, found):
            self._cards[post] = made
        return made

    def find(self, asked: tuple[object, ...], at: dt.datetime) -> _PageT | None:
        """Return the page kept for a question, None if it may be another at this moment. Cost: O(1)."""
        if self._mark != self._happened():
            return None
        since, until, page = self._kept.get(asked, _NOTHING)
        return page if since <= at and (until is None or at <= until) else None

    def keep(self, asked: tuple[object, ...], at: dt.datetime, until: dt.datetime | None, page: _PageT) -> None:
        """Keep a page from a moment until another. Cost: O(1)."""
        self._renew()
        self._kept[asked] = (at, until, page)

    def _renew(self) -> None:
        """Throw away what was kept before anything happened, or when it is too much."""
        mark = self._happened()
        if self._mark != mark or len(self._kept) >= _MOST or len(self._cards) >= _MOST:
            self._kept, self._cards, self._mark = {}, {}, mark


_NOTHING: Final = (dt.datetime.max.replace(tzinfo=dt.UTC), None, None)
