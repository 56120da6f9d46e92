"""First pages and cards that were read already: what makes reading them again cheap, for whoever comes next.

INVARIANT: a page kept is the page a reader would be given now (law 4), and a card kept is the one that everybody who
sees the post would be given. What happens throws away what it may have changed; a new post does so only to the pages
it comes onto, which is looked at when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, Generic, TypeAlias, TypeVar

import attrs

from collabcore import feeds
from collabcore.events import TALK, Event, Posted
from collabcore.talkcards import PostCard, is_same_for_all, post_card
from collabcore.view import View

__all__ = ["Asked", "Pages"]

_PageT = TypeVar("_PageT")
_MOST: Final = 4_096

Asked: TypeAlias = tuple[str, str, str | None, str | None, int]
"""Which page is asked for: the reader, the kind of feed, what it is of, the order, the limit."""


@attrs.define
class _Kept(Generic[_PageT]):
    """A page, from which moment until which it holds if nothing happens, and after how many posts it was looked at."""

    page: _PageT
    since: dt.datetime
    until: dt.datetime | None
    posted: int


class Pages(Generic[_PageT]):
    """Pages by who asked what, and cards by post, as long as nothing happens that may change them."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._kept: dict[Asked, _Kept[_PageT]] = {}
        self._cards: dict[str, PostCard] = {}
        self._posted = 0

    def clear(self) -> None:
        """Throw everything away. Cost: O(what is kept)."""
        self._kept.clear()
        self._cards.clear()

    def note(self, event: Event) -> None:
        """Throw away what an event may have changed, once it has happened. Cost: O(what is thrown away)."""
        if isinstance(event, Posted):
            self._posted += 1
            return
        self._kept.clear()
        touched = TALK.get(type(event))
        if touched is None:
            self._cards.clear()
        else:
            self._cards.pop(touched(event), None)

    def cards(self, view: View, viewer: str, posts: Iterable[str]) -> tuple[PostCard, ...]:
        """Return the cards of posts that a viewer was found to see, made anew where they are not kept.

        Cost: O(posts), O(comments) for those that cannot be shared.
        """
        if len(self._cards) >= _MOST:
            self._cards.clear()
        return tuple([self._cards.get(post) or self._made(view, viewer, post) for post in posts])

    def _made(self, view: View, viewer: str, post: str) -> PostCard:
        found = view.posts[post]
        made = post_card(view, viewer, found)
        if is_same_for_all(view, found):
            self._cards[post] = made
        return made

    def find(self, view: View, asked: Asked, at: dt.datetime) -> _PageT | None:
        """Return the page kept for a question, None if it may be another by now.

        Cost: O(1), O(follows + new posts) the first time after posts were made.
        """
        kept = self._kept.get(asked)
        if kept is None or kept.since > at or (kept.until is not None and at > kept.until):
            return None
        if kept.posted != self._posted:
            reader, kind, of, sort, _ = asked
            if not feeds.is_unmoved(view, reader, kind, of, sort, self._posted - kept.posted, at):
                return None
            kept.posted = self._posted
        return kept.page

    def keep(self, asked: Asked, at: dt.datetime, until: dt.datetime | None, page: _PageT) -> None:
        """Keep a page from a moment until another. Cost: O(1)."""
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[asked] = _Kept(page, at, until, self._posted)
