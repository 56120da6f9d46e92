"""Which posts stand in a feed, in which order, page by page.

Rule 1: a feed is a definition: what brings posts into it, and which of them it leaves out (`FEEDS`).
Rule 2: whatever a feed holds is also visible to its reader: every post passes through `visibility`.
Rule 3: fan-out happens on reading. A published post is appended once to each of its sources, however many people
follow them; a page walks down the numbers of the reader's sources until it is full.

Later posts and comments change no later page; what was deleted, or is out of sight by then, is left out, and nothing
is shown twice. How a page is named is in `cursors`, what is left out in `gates`, the order by relevance in `relevance`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from heapq import merge
from itertools import islice
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import bringing, visibility
from collabcore.bringing import PICKED, Brings, awake
from collabcore.cursors import bad_cursor, read_cursor, read_ranked, read_since, write_cursor, write_ranked, write_start
from collabcore.errors import InvalidError, not_found, unknown_word
from collabcore.gates import ARCHIVED, CHANGES, KEPT_FOR, MUTED, NO_FILE, NOT_ENGAGED, OWN_CHANGE, TOO_OLD, Gate, Shut
from collabcore.keys import INACTIVE
from collabcore.model import Post
from collabcore.relevance import score
from collabcore.text import folded
from collabcore.view import Timeline, View
from collabcore.walking import candidates, distinct, picked

__all__ = [
    "FEEDS",
    "PAGE_LIMIT",
    "RANKED_LIMIT",
    "Definition",
    "FeedKind",
    "Reading",
    "Slice",
    "Sort",
    "awake",
    "in_feed",
    "is_unmoved",
    "opened",
    "order_of",
    "page",
    "updates",
]

_OwnKind: TypeAlias = Literal[
    "following", "to_me", "company", "highlights", "people", "groups", "files", "bookmarks", "muted"
]
FeedKind: TypeAlias = Literal[_OwnKind, "profile", "record", "group", "topic"]
Sort: TypeAlias = Literal["newest", "activity", "relevance"]
PAGE_LIMIT: Final = 100
RANKED_LIMIT: Final = 100
"""How many posts are ranked by relevance: the latest of the feed; what is older matters less than any of them."""
_BY_TIME: Final[tuple[Sort, ...]] = ("newest", "activity")
_ALL_SORTS: Final[tuple[Sort, ...]] = ("newest", "activity", "relevance")

_Sources: TypeAlias = Callable[[View, str, str], Collection[str]]


# The table


@attrs.frozen
class Definition:
    """One kind of feed: its sources for a reader and a subject, its gates, what it is of, and whence the rule.

    `picks` are single posts beside the sources, `brings` tells whether a source brings a post for this reader,
    and `sorts` are the orders it can be read in, its own first.
    """

    sources: _Sources
    gates: tuple[Gate, ...]
    subject: Literal["user", "group", "record", "topic"] | None
    source: str
    sorts: tuple[Sort, ...] = _BY_TIME
    picks: Callable[[View, str], Collection[str]] = bringing.nothing_picked
    brings: Callable[[View, str], Brings] = bringing.readably


_NEWS: Final = (TOO_OLD, OWN_CHANGE, MUTED, ARCHIVED)
_OPEN: Final = (TOO_OLD, CHANGES, ARCHIVED)
_RANKED_FIRST: Final[tuple[Sort, ...]] = ("relevance", "newest", "activity")

FEEDS: Final[dict[FeedKind, Definition]] = {
    "following": Definition(
        bringing.following,
        _NEWS,
        None,
        "RULES 1.7 [CR], [TIP], READINGS 43",
        _ALL_SORTS,
        brings=bringing.since_following,
    ),
    "to_me": Definition(
        bringing.to_me,
        (TOO_OLD,),
        None,
        "RULES 1.7, 0.3 C8 [CR-188T]",
        picks=bringing.commented,
        brings=bringing.directly,
    ),
    "company": Definition(bringing.everything, _OPEN, None, "RULES 1.7 [CR], C7, READINGS 42, 43", _ALL_SORTS),
    "highlights": Definition(
        bringing.everything, (*_OPEN, NOT_ENGAGED), None, "RULES 1.7 [CR], [H-ARC], READINGS 43", _RANKED_FIRST
    ),
    "people": Definition(bringing.people, (CHANGES,), None, "RULES 1.7 [CR]"),
    "groups": Definition(bringing.groups, (TOO_OLD, ARCHIVED), None, "RULES 1.7 [CR], READINGS 43"),
    "files": Definition(bringing.files, (NO_FILE,), None, "RULES 1.7 [CR]"),
    "bookmarks": Definition(
        bringing.nothing, (TOO_OLD,), None, "RULES 1.7, 4.2 [CR], READINGS 43", picks=bringing.bookmarked
    ),
    "muted": Definition(bringing.nothing, (TOO_OLD,), None, "RULES 1.7, 4.2 [CR]", picks=bringing.muted),
    "profile": Definition(bringing.of_person, (TOO_OLD,), "user", "RULES 1.7, C9"),
    "record": Definition(bringing.of_record, (TOO_OLD,), "record", "RULES 1.7 [CR]"),
    "group": Definition(bringing.of_group, (TOO_OLD,), "group", "RULES 1.7 [CR]"),
    "topic": Definition(bringing.of_topic, (TOO_OLD,), "topic", "RULES 1.7, 6 [CR]", _ALL_SORTS),
}
"""Every kind of feed, a line each: what brings posts, what is left out, what it is of, whence the rule, its orders."""


@attrs.frozen
class Slice:
    """The posts of one page, in order, and the cursor of the next one, None on the last.

    Of updates also the `token` to ask again with: what has come since then. `until` is the last moment at which
    the page is this one while nothing happens: then a change in it grows too old; None if it has none.
    """

    posts: tuple[str, ...]
    cursor: str | None
    token: str | None = None
    until: dt.datetime | None = attrs.field(default=None, eq=False, repr=False)


# One reading of a feed


@attrs.frozen
class Reading:
    """A feed as one reader opens it at one moment: where its posts come from, and which of them stand in it."""

    view: View
    reader: str
    of: str
    definition: Definition
    sources: Collection[str]
    picks: Collection[str]
    at: dt.datetime
    shut: tuple[Shut, ...]
    brings: Brings

    def stands(self, post: Post) -> bool:
        """Tell whether a post stands in the feed."""
        for shut in self.shut:
            if shut(post):
                return False
        return visibility.can_see(self.view, self.reader, post.id) and next(self.through(post), None) is not None

    def shutting(self, post: Post) -> Gate | None:
        """Return the gate that leaves a post out, None if all are open."""
        return next((gate for gate, shut in zip(self.definition.gates, self.shut, strict=True) if shut(post)), None)

    def through(self, post: Post) -> Iterator[str]:
        """Yield what brings a visible post into the feed."""
        for source in self.view.timeline("newest").sources(post.id):
            if source in self.sources and self.brings(source, post):
                yield source
        if post.id in self.picks and self.brings(PICKED, post):
            yield PICKED

    def standing(self, timeline: Timeline, top: int, before: int, floor: int = 0) -> Iterator[int]:
        """Yield the numbers in [floor, before) of posts that stand in the feed as of `top`, falling."""
        numbers: Iterator[int] = candidates(timeline, self.sources, before, floor)
        if self.picks:
            numbers = distinct(merge(numbers, picked(timeline, self.picks, top, before, floor), reverse=True))
        for number in numbers:
            successor = timeline.successor(number)
            if successor is None or successor > top:
                post = self.view.posts[timeline.post(number)]
                if self.stands(post):
                    yield number


def opened(view: View, reader: str, kind: str, of: str | None, at: dt.datetime | None) -> Reading:
    """Return a feed as a reader opens it: with no sources for who is away, or knows the group only from outside.

    Cost: O(follows + memberships).

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: An unknown kind, or `of` where none belongs.
    """
    definition = _definition(view, reader, kind, of)
    held = view.keys(reader)
    outside = definition.subject == "group" and not view.lock("group", of or "").opens(held)
    shut = INACTIVE in held or outside
    named = folded(of or "") if definition.subject == "topic" else of or ""
    sources = () if shut else definition.sources(view, reader, named)
    picks = () if shut else definition.picks(view, reader)
    moment = view.now if at is None else at
    gates = tuple([gate.shut_for(view, reader, moment) for gate in definition.gates])
    return Reading(view, reader, named, definition, sources, picks, moment, gates, definition.brings(view, reader))


def _definition(view: View, reader: str, kind: str, of: str | None) -> Definition:
    """Return the definition of a kind, having checked that `of` names what it is of."""
    definition = FEEDS.get(kind)  # type: ignore[call-overload]
    if definition is None:
        raise unknown_word("feed", kind, FEEDS, "feed.kind")
    if (of is None) != (definition.subject is None):
        raise InvalidError(f"a {kind} feed {'needs' if of is None else 'takes no'} `of`", rule="feed.of")
    if of is not None and definition.subject != "topic":  # a name that nothing carries brings nothing
        kinds = {"user": view.users, "group": view.groups, "record": view.records}
        if of not in kinds[definition.subject] or not visibility.can_see(view, reader, of):
            raise not_found(of)
    return definition  # type: ignore[no-any-return]


def order_of(kind: str, sort: str | None) -> Sort:
    """Return the order a feed is read in: its own, unless one of the others it has is asked for.

    Cost: O(1).

    Raises:
        InvalidError: There is no such order, or the feed does not have it.
    """
    sorts = FEEDS[kind].sorts  # type: ignore[index]
    if sort is None:
        return sorts[0]
    if sort not in _ALL_SORTS:
        raise unknown_word("order", sort, _ALL_SORTS, "feed.sort")
    if sort not in sorts:
        raise InvalidError(f"a {kind} feed cannot be read by `{sort}`", rule="feed.sort")
    return sort


def _sensible_limit(limit: int) -> None:
    if type(limit) is not int or not 1 <= limit <= PAGE_LIMIT:
        raise InvalidError(f"`limit` must be 1 to {PAGE_LIMIT}, not `{limit!r}`", rule="feed.limit")


# Pages


def page(
    view: View,
    reader: str,
    kind: str = "following",
    of: str | None = None,
    sort: str | None = None,
    after: str | None = None,
    limit: int = 25,
    at: dt.datetime | None = None,
) -> Slice:
    """Return one page of a reader's feed at a moment (the last event's, if none is given), the latest first.

    Cost: O(page x log posts) while the reader sees a fair share of what the sources hold; by relevance O(what is
    ranked).

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: An unknown kind or cursor, a sort the feed does not have, a limit outside 1..100, or `of` where
            none belongs.
    """
    reading = opened(view, reader, kind, of, at)
    order = order_of(kind, sort)
    _sensible_limit(limit)
    if order == "relevance":
        return _ranked_page(reading, after, limit)
    timeline = view.timeline(order)
    top, before = (len(timeline),) * 2 if after is None else read_cursor(timeline, order, after)
    return _page(reading, timeline, order, (top, before, 0), limit)


def _page(reading: Reading, timeline: Timeline, order: str, span: tuple[int, int, int], limit: int) -> Slice:
    top, before, floor = span
    shown = list(islice(reading.standing(timeline, top, before, floor), limit + 1))
    posts = tuple(map(timeline.post, shown[:limit]))
    tracked = (post.at for post in map(reading.view.posts.__getitem__, map(timeline.post, shown)) if post.is_tracked)
    until = min((at + KEPT_FOR for at in tracked), default=None)
    if len(shown) <= limit:
        return Slice(posts, None, until=until)
    if top == len(timeline):
        # The newest item the reader has here stands for "now", which only the engine may know.
        top = shown[0] if before == top else next(reading.standing(timeline, top, top))
    return Slice(posts, write_cursor(timeline, order, top, shown[limit - 1]), until=until)


def is_unmoved(reading: Reading, order: Sort, numbers: int, last: str | None, touched: Collection[str]) -> bool:
    """Tell whether a first page is still the one, if nothing happened but new posts, and talk about some older ones.

    It is not, when something new stands in the feed, or something touched stands in it above the last post shown. None
    of those on the page may have been touched, and nothing may have been taken back. By relevance everything moves.

    Cost: O(new posts in the sources + touched).

    Args:
        reading: The feed as it is now.
        order: What the page is read by.
        numbers: How many numbers had been given in that order when the page was made.
        last: The last post on it, None where it holds the whole feed.
        touched: The posts that talk was about, without new ones.
    """
    if order == "relevance":
        return False
    timeline = reading.view.timeline(order)
    end = len(timeline)
    if next(reading.standing(timeline, end, end, numbers), None) is not None:
        return False
    lowest = -1 if last is None else next(timeline.numbers(last))
    above = (post for post in touched if next(timeline.numbers(post)) > lowest)
    return not any(map(reading.stands, map(reading.view.posts.__getitem__, above)))


def _ranked_page(reading: Reading, after: str | None, limit: int) -> Slice:
    """Return a page of the ranking of the first page's moment, which the cursor carries."""
    ranked = _ranking(reading) if after is None else _rest(reading, after)
    left = [post for post in ranked if post in reading.view.posts and reading.stands(reading.view.posts[post])]
    cursor = write_ranked(left[limit:]) if len(left) > limit else None
    return Slice(tuple(left[:limit]), cursor, until=reading.at)  # relevance fades from moment to moment


def _ranking(reading: Reading) -> list[str]:
    """Return the latest posts of a feed, those that matter most first; of equals the later made."""
    timeline = reading.view.timeline("newest")
    latest = islice(reading.standing(timeline, len(timeline), len(timeline)), RANKED_LIMIT)
    posts = [timeline.post(number) for number in latest]
    return sorted(posts, key=lambda post: score(reading.view, reading.reader, post, reading.at), reverse=True)


def _rest(reading: Reading, after: str) -> list[str]:
    """Return what is left of a ranking after a cursor, or after a post of the ranking as it is now."""
    if reading.view.timeline("newest").number(str(after)) is None:
        return read_ranked(after)
    ranked = _ranking(reading)
    if after not in ranked:
        raise bad_cursor(after)
    return ranked[ranked.index(after) + 1 :]


def updates(
    view: View,
    reader: str,
    kind: str,
    since: str | dt.datetime,
    of: str | None = None,
    sort: str = "newest",
    after: str | None = None,
    limit: int = PAGE_LIMIT,
    at: dt.datetime | None = None,
) -> Slice:
    """Return what came into a reader's feed since: new posts, and by activity also those with a new comment.

    Nothing of the same instant is lost: a time counts from its first item on, an id or token from the next one.

    Cost: O(page x log posts) while the reader sees a fair share of what the sources hold.

    Source: RULES 6 [CR-UPD], READINGS 21.

    Args:
        since: The token of earlier updates, the cursor of an earlier page, the id of a post or comment, or a time.
        sort: newest or activity.

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: As for `page`, or `since` is nothing of the kind.
    """
    reading = opened(view, reader, kind, of, at)
    order = order_of(kind, sort)
    _sensible_limit(limit)
    if order == "relevance":
        raise InvalidError("updates are read by `newest` or `activity`", rule="feed.sort")
    timeline = view.timeline(order)
    floor = read_since(view, order, since)
    top, before = (len(timeline),) * 2 if after is None else read_cursor(timeline, order, after)
    found = _page(reading, timeline, order, (top, before, floor), limit)
    newest = next(reading.standing(timeline, len(timeline), len(timeline)), None)
    token = write_start(order) if newest is None else write_cursor(timeline, order, newest, newest)
    return attrs.evolve(found, token=token)


def in_feed(
    view: View,
    reader: str,
    post: str,
    kind: str = "following",
    of: str | None = None,
    at: dt.datetime | None = None,
) -> bool:
    """Tell whether a post stands in a reader's feed at a moment (the last event's, if none is given).

    Cost: O(follows + memberships).

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: An unknown kind, or `of` where none belongs.
    """
    reading = opened(view, reader, kind, of, at)
    return post in view.posts and reading.stands(view.posts[post])
