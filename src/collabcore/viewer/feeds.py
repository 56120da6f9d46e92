"""Feeds, and what stands below a post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import attrs

from collabcore import cards, feeds
from collabcore.cards import CommentCard, PostCard
from collabcore.errors import not_found
from collabcore.feeds import InFeed
from collabcore.viewer.window import Window

__all__ = ["FeedQuestions", "Page"]


@attrs.frozen
class Page(Sequence[PostCard]):
    """One page of a feed: its posts in order, and the cursor of the page after it, None on the last.

    >>> len(Page((), None))
    0
    """

    items: tuple[PostCard, ...]
    cursor: str | None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the posts, in order."""
        return tuple(post.id for post in self.items)

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


class FeedQuestions(Window):
    """Feeds, and what stands below a post."""

    def feed(
        self,
        kind: str = "following",
        of: str | None = None,
        sort: str = "newest",
        after: str | None = None,
        limit: int = 25,
    ) -> Page:
        """Return one page of a feed, the latest first.

        Cost: O(page x log posts) while I see a fair share of what the sources hold.

        Source: RULES 1.7, 6.

        Args:
            kind: following, company, people, profile, record or group.
            of: Whose profile, or which record or group; only for those kinds.
            sort: newest, or activity (a comment brings its post to the top, a like does not).
            after: The cursor of the page before, or the id of the last post shown.
            limit: 1 to 100 posts.

        Raises:
            NotFoundError: `of` is nothing I know of.
            InvalidError: An unknown kind, sort or cursor, a limit outside 1..100, or `of` where none belongs.
        """
        view = self._view
        found = feeds.page(view, self._user, kind, of, sort, after, limit)
        items = tuple(cards.card(view, self._user, post) for post in found.posts)
        return Page(items, found.cursor)  # type: ignore[arg-type]

    def why_in_feed(self, post: str) -> InFeed:
        """Return whether a post stands in my *following* feed, and through what I follow.

        Cost: O(follows + memberships).

        Raises:
            NotFoundError: There is no such post, or I may not see it.
        """
        return feeds.why_in_feed(self._view, self._user, post)

    def comments(self, post: str) -> tuple[CommentCard, ...]:
        """Return the comments of a post that I may see, oldest first.

        Cost: O(comments).

        Raises:
            NotFoundError: There is no such post, or I may not see it.
        """
        view = self._view
        if post not in view.posts or not self.can_see(post):
            raise not_found(post)
        found = cards.visible_comments(view, self._user, post)
        return tuple(cards.card(view, self._user, comment) for comment in found)  # type: ignore[misc]
