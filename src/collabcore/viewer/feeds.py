"""Feeds, and what stands below a post."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Sequence
from functools import cached_property
from typing import Final, overload

import attrs

from collabcore import cards, feeds, mentioning
from collabcore.bundles import Bundle, bundled
from collabcore.cards import CommentCard, PostCard
from collabcore.display import Table
from collabcore.errors import not_found
from collabcore.feedreasons import InFeed, why_in_feed
from collabcore.feeds import Slice
from collabcore.gates import readable_comments
from collabcore.mentioning import Segment, Unreached
from collabcore.shapes import Told, write_time
from collabcore.viewer.window import Window

__all__ = ["FeedQuestions", "Page"]


@attrs.frozen(repr=False)
class Page(Told, Sequence[PostCard]):
    """One page of a feed: its posts in order, and the cursor of the page after it, None on the last.

    Of updates also the `token` to ask again with; of a record's feed the `bundles` of consecutive changes on it;
    of a place's feed the posts `pinned` there, oldest pin first.

    >>> len(Page((), None))
    0
    """

    items: tuple[PostCard, ...]
    cursor: str | None
    token: str | None = None
    bundles: tuple[Bundle, ...] = ()
    pinned: tuple[str, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the posts, in order."""
        return tuple([post.id for post in self.items])

    @overload
    def __getitem__(self, place: int) -> PostCard: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[PostCard, ...]: ...
    def __getitem__(self, place: int | slice) -> PostCard | tuple[PostCard, ...]:
        """Return a post by place."""
        return self.items[place]

    def __len__(self) -> int:
        """Return how many posts the page has."""
        return len(self.items)

    def table(self) -> Table:
        """Return the page as a table: a line for each post, its text shortened. Cost: O(posts)."""
        rows = [(p.id, p.author or "–", p.to, write_time(p.at), p.likes, p.comments, _short(p)) for p in self.items]
        return Table("posts" if self.cursor is None else "posts, and more follow", _HEAD, rows)

    def __str__(self) -> str:
        """Return the page as a table of text."""
        return str(self.table())

    def _repr_html_(self) -> str:
        """Return the page for a notebook."""
        return self.table()._repr_html_()


_HEAD: Final = ("post", "by", "on", "at", "likes", "comments", "text")
_WIDTH: Final = 60


def _short(post: PostCard) -> str:
    """Return what a post says, on one line."""
    return textwrap.shorten(post.question or post.text, _WIDTH, placeholder=" …")


class FeedQuestions(Window):
    """Feeds, and what stands below a post."""

    def feed(
        self,
        kind: str = "following",
        of: str | None = None,
        sort: str | None = None,
        after: str | None = None,
        limit: int = 25,
    ) -> Page:
        """Return one page of a feed, the latest first.

        Cost: O(page x log posts) while I see a fair share of what the sources hold; by relevance O(what is ranked);
        O(1) for a first page read again while nothing has happened, O(follows + new posts) after talk elsewhere.

        Source: RULES 1.7, 6.

        Args:
            kind: following, to_me, company, highlights, people, groups, files, bookmarks, muted, profile, record, group
                or topic.
            of: Whose profile, or which record, group or topic; only for those kinds. A topic that nothing I see carries
                has an empty feed.
            sort: newest; activity (a comment brings its post to the top, a like does not); or relevance, which only
                following, company, highlights and topic have. Newest if left out, but for highlights relevance.
            after: The cursor of the page before, or the id of the last post shown.
            limit: 1 to 100 posts.

        Raises:
            NotFoundError: `of` is nothing I know of.
            InvalidError: An unknown kind or cursor, a sort the feed does not have, a limit outside 1..100, or `of`
                where none belongs.
        """
        at, asked = self._clock(), (self._user, kind, of, sort, limit)
        if after is None:
            found = self._pages.find(self._world, asked, at)
            if found is not None:
                return found  # type: ignore[no-any-return]
        part = feeds.page(self._view, self._user, kind, of, sort, after, limit, at)
        made = self._page(part, kind, of)
        if after is None:
            self._pages.keep(self._view, asked, at, part.until, made)
        return made

    def updates(
        self,
        kind: str,
        since: str | dt.datetime,
        of: str | None = None,
        sort: str = "newest",
        after: str | None = None,
        limit: int = feeds.PAGE_LIMIT,
    ) -> Page:
        """Return what came into a feed since: new posts, and by activity also those with a new comment.

        Nothing of the same instant is lost. Ask again with the `token` of the answer.

        Cost: O(page x log posts) while I see a fair share of what the sources hold.

        Source: RULES 6 [CR-UPD], READINGS 21.

        Args:
            kind: As for `feed`.
            since: The token of earlier updates, the cursor of an earlier page, the id of a post or comment (what came
                after it was made), or a time (what came then or later).
            of: As for `feed`.
            sort: newest or activity.
            after: The cursor of the page before, where there is more than one.
            limit: 1 to 100 posts.

        Raises:
            NotFoundError: `of` is nothing I know of.
            InvalidError: As for `feed`, or `since` is nothing of the kind.
        """
        found = feeds.updates(self._view, self._user, kind, since, of, sort, after, limit, self._clock())
        return self._page(found, kind, of)

    def _page(self, found: Slice, kind: str, of: str | None) -> Page:
        view = self._view
        items = self._pages.cards(view, self._user, found.posts)
        bundles = bundled(view, self._user, items) if kind == "record" else ()
        pinned = () if of is None or kind == "topic" else cards.visible_pins(view, self._user, of)
        return Page(items, found.cursor, found.token, bundles, pinned)

    def why_in_feed(self, post: str, kind: str = "following") -> InFeed:
        """Return whether a post stands in a feed of mine, through what, and how much it matters to me.

        Cost: O(follows + memberships + comments).

        Args:
            post: Any post I see.
            kind: A feed that is of nothing: following, to_me, company, highlights, people or groups.

        Raises:
            NotFoundError: There is no such post, or I may not see it.
            InvalidError: An unknown kind, or one that is of something.
        """
        return why_in_feed(self._view, self._user, post, kind, None, self._clock())

    def segments(self, item: str) -> tuple[Segment, ...]:
        """Return the text of a post or comment in parts: plain words, mentions, topics and links.

        Cost: O(text + mentions).

        Raises:
            NotFoundError: There is no such post or comment, or I may not see it.
        """
        return mentioning.segments(self._view, self._user, item)

    def unreached(self, item: str) -> tuple[Unreached, ...]:
        """Return a warning for everybody a post or comment mentions who cannot see it; empty when all can.

        To ask before posting, see `check_mentions`.

        Cost: O(text + mentions).

        Source: RULES 1.3 [CR-MV].

        Raises:
            NotFoundError: There is no such post or comment, or I may not see it.
        """
        return mentioning.unreached(self._view, self._user, item)

    def comments(self, post: str) -> tuple[CommentCard, ...]:
        """Return the comments of a post that I may see, oldest first.

        Cost: O(comments).

        Raises:
            NotFoundError: There is no such post, or I may not see it.
        """
        view = self._view
        if post not in view.posts or not self.can_see(post):
            raise not_found(post)
        found = readable_comments(view, self._user, post)
        return tuple(cards.card(view, self._user, comment) for comment in found)  # type: ignore[misc]
