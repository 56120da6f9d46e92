"""Why a post stands in a feed or not: through what it comes, or what keeps it out.

Rule: nothing is decided here; the feed is opened as for a page, and what decided is read out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

import attrs

from collabcore import bringing, visibility
from collabcore.bringing import PICKED
from collabcore.errors import not_found
from collabcore.feeds import Reading, opened
from collabcore.model import Post
from collabcore.relevance import Relevance, relevance
from collabcore.view import View

__all__ = ["InFeed", "why_in_feed"]


@attrs.frozen
class InFeed:
    """Whether a post stands in a feed, by which rule, and the followed thing it comes through.

    `relevance` says how much it matters to the reader, term by term, where the feed can be read in that order.
    """

    in_feed: bool
    rule: str
    source: str | None = None
    relevance: Relevance | None = None

    def __bool__(self) -> bool:
        """Return whether it stands in the feed."""
        return self.in_feed


_WHY: Final[Mapping[str, str]] = {
    "profile": "feed.follows_person",
    "group": "feed.member",
    "record": "feed.follows_record",
}
_THROUGH: Final[Mapping[str, str]] = {
    "all": "feed.visible",
    "by": "feed.author",
    "changes": "feed.change_by",
    "holds": "feed.follows_file",
    "mentions": "feed.mentions",
    "picked": "feed.took_part",
    "topic": "feed.topic",
}


def why_in_feed(
    view: View,
    reader: str,
    post: str,
    kind: str = "following",
    of: str | None = None,
    at: dt.datetime | None = None,
) -> InFeed:
    """Return whether a post stands in a reader's feed, and through what; or what keeps it out.

    Cost: O(follows + memberships + comments).

    Source: RULES 1.7.

    Raises:
        NotFoundError: The reader may not see the post, or there is none; or `of` is nothing the reader knows of.
        InvalidError: An unknown kind, or `of` where none belongs.
    """
    if post not in view.posts or not visibility.can_see(view, reader, post):
        raise not_found(post)
    reading = opened(view, reader, kind, of, at)
    item = view.posts[post]
    if (gate := reading.shutting(item)) is not None:
        return InFeed(in_feed=False, rule=gate.rule)
    brought = set(reading.through(item))
    for source in (*reading.sources, PICKED):
        if source in brought:
            matters = relevance(view, reader, post, reading.at) if "relevance" in reading.definition.sorts else None
            return attrs.evolve(_reason(reading, source), relevance=matters)
    return InFeed(in_feed=False, rule=_missing(reading, item))


def _reason(reading: Reading, source: str) -> InFeed:
    kind, _, thing = source.partition(":")
    if kind in _THROUGH:
        return InFeed(in_feed=True, rule=_THROUGH[kind], source=thing or None)
    if thing == reading.of:
        return InFeed(in_feed=True, rule="feed.place", source=thing)
    if thing == reading.reader:
        return InFeed(in_feed=True, rule="feed.own_wall", source=thing)
    return InFeed(in_feed=True, rule=_WHY[visibility.place_of(reading.view, thing)], source=thing)


def _missing(reading: Reading, post: Post) -> str:
    """Return the rule by which nothing brings a post into a feed."""
    if bringing.came_too_early(reading.view, reading.reader, reading.sources, post):
        return "feed.before_follow"
    return "feed.not_followed" if reading.definition.subject is None else "feed.not_from_here"
