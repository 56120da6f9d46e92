"""First pages and cards that were read already: what makes reading them again cheap, for whoever comes next.

INVARIANT: a page kept is the page a reader would be given now (law 4), and a card kept is the one that everybody who
sees the post would be given. What happens throws away what it may have changed, by the table of how far events reach;
of talk, whether it changed a page is looked at when that is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Iterable
from typing import Any, Final, Generic, Protocol, TypeAlias, TypeVar

import attrs

from collabcore import feeds
from collabcore.events import ELSEWHERE, OWN, QUIET, TALK, Event, Posted, Unliked
from collabcore.talkcards import PostCard, is_same_for_all, post_card
from collabcore.view import View

__all__ = ["Asked", "Pages"]


class _Page(Protocol):
    """A page, as far as it matters here: its cards, and the cursor of the next one, None on the last."""

    @property
    def items(self) -> tuple[PostCard, ...]: ...
    @property
    def cursor(self) -> str | None: ...


_PageT = TypeVar("_PageT", bound=_Page)
_MOST: Final = 4_096
_FEW: Final = 64
"""How many posts that were talked about are looked at before a page is rather made anew."""

Asked: TypeAlias = tuple[str, str, str | None, str | None, int]
"""Which page is asked for: the reader, the kind of feed, what it is of, the order, the limit."""


@attrs.define
class _Kept(Generic[_PageT]):
    """A page, from which moment until which it holds if nothing happens, and how far things were when last looked at.

    How far: what happened in all, the numbers given in its order, the posts touched, what its reader did alone.
    """

    page: _PageT
    since: dt.datetime
    until: dt.datetime | None
    happened: int
    numbers: int
    touched: int
    own: int


class Pages(Generic[_PageT]):
    """Pages by who asked what, and cards by post, as long as nothing happens that may change them."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._kept: dict[Asked, _Kept[_PageT]] = {}
        self._cards: dict[str, PostCard] = {}
        self._happened = 0
        self._touched: list[str] = []  # by talk, as long as a page is kept from before it
        self._own: Counter[str] = Counter()

    def clear(self) -> None:
        """Throw everything away. Cost: O(what is kept)."""
        self._forget_pages()
        self._cards.clear()

    def _forget_pages(self) -> None:
        self._kept.clear()
        self._touched.clear()
        self._own.clear()

    def note(self, event: Event) -> None:
        """Throw away what an event may have changed, once it has happened. Cost: O(what is thrown away)."""
        kind = type(event)
        if kind in QUIET:
            return
        self._happened += 1
        if kind in TALK:
            self._note_talk(event, TALK[kind](event))
        elif kind in OWN:
            self._own[event.user] += 1  # type: ignore[attr-defined]
        elif kind in ELSEWHERE:
            self._forget_pages()
        else:
            self.clear()

    def _note_talk(self, event: Event, item: str) -> None:
        """Note talk: new posts are told by their numbers; what is taken back may make room on any page."""
        if isinstance(event, Posted):
            return
        self._cards.pop(item, None)
        if isinstance(event, Unliked) or len(self._touched) >= _MOST:
            self._forget_pages()
        elif self._kept:
            self._touched.append(item)

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

    def find(self, world: Callable[[], View], asked: Asked, at: dt.datetime) -> _PageT | None:
        """Return the page kept for a question, None if it may be another by now; `world` gives the view to look at.

        Cost: O(1), O(follows + new posts + page) the first time after talk, by whomever.
        """
        kept = self._kept.get(asked)
        if kept is None or kept.since > at or (kept.until is not None and at > kept.until):
            return None
        if kept.happened != self._happened:
            view = world()
            if not self._is_still(view, asked, kept, at):
                del self._kept[asked]
                return None
            kept.happened, kept.touched = self._happened, len(self._touched)
            kept.numbers = _numbers(view, asked)
        return kept.page

    def _is_still(self, view: View, asked: Asked, kept: _Kept[Any], at: dt.datetime) -> bool:
        """Tell whether a page is still the one, after talk and what others did for themselves alone."""
        reader, kind, of, sort, _ = asked
        if kept.own != self._own[reader]:
            return False
        items, touched = kept.page.items, {_post(view, item) for item in self._touched[kept.touched :]}
        if len(touched) > _FEW or any(_shows(card, touched) for card in items):
            return False
        last = None if kept.page.cursor is None else items[-1].id
        reading = feeds.opened(view, reader, kind, of, at)
        return feeds.is_unmoved(reading, feeds.order_of(kind, sort), kept.numbers, last, touched)

    def keep(self, view: View, asked: Asked, at: dt.datetime, until: dt.datetime | None, page: _PageT) -> None:
        """Keep a page from a moment until another. Cost: O(1)."""
        if len(self._kept) >= _MOST:
            self._forget_pages()
        own, touched = self._own[asked[0]], len(self._touched)
        self._kept[asked] = _Kept(page, at, until, self._happened, _numbers(view, asked), touched, own)


def _numbers(view: View, asked: Asked) -> int:
    """Return how many numbers were given in the order of a page; by relevance there are none."""
    order = feeds.order_of(asked[1], asked[3])
    return 0 if order == "relevance" else len(view.timeline(order))


def _post(view: View, item: str) -> str:
    comment = view.comments.get(item)
    return item if comment is None else comment.post


def _shows(card: PostCard, posts: Container[str]) -> bool:
    """Tell whether a card shows one of some posts: by itself, or in what it shares."""
    return card.id in posts or (card.original is not None and _shows(card.original, posts))
