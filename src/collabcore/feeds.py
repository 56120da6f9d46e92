"""Which posts stand in a feed, in which order, page by page.

Rule 1: a feed is a definition: which sources feed it, and which of their posts it leaves out (`FEEDS`).
Rule 2: whatever a feed holds is also visible to its reader: every post passes through `visibility`.
Rule 3: fan-out happens on reading. A published post is appended once to each of its sources, however many people
follow them; a page walks down the numbers of the reader's sources until it is full.

A cursor names the last post shown and the newest one of the first page, never a number of the engine's, so that it
tells a reader nothing about posts out of sight. Later posts and comments change no later page; what was deleted, or
is out of sight by then, is left out, and nothing is shown twice.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Literal, TypeAlias, get_args

import attrs

from collabcore import visibility
from collabcore.errors import InvalidError, not_found
from collabcore.keys import INACTIVE
from collabcore.model import Post
from collabcore.view import Order, Timeline, View

__all__ = [
    "FEEDS",
    "PAGE_LIMIT",
    "Definition",
    "FeedKind",
    "InFeed",
    "Slice",
    "Sort",
    "awake",
    "in_feed",
    "page",
    "why_in_feed",
]

FeedKind: TypeAlias = Literal["following", "company", "people", "profile", "record", "group"]
Sort: TypeAlias = Order
PAGE_LIMIT: Final = 100
_FIRST_SPAN: Final = 128
_CURSOR_VERSION: Final = 1
_CURSOR_PARTS: Final = 6


@attrs.frozen
class Definition:
    """What one kind of feed holds: its sources for a reader (and a subject), and which posts it leaves out."""

    sources: Callable[[View, str, str], Iterable[str]]
    leaves_out: Callable[[str, Post], bool]
    subject: Literal["user", "group", "record"] | None
    source: str


def awake(view: View, user: str) -> Iterator[str]:
    """Yield what a user follows and may still see, in the order of following.

    A follow sleeps while its target is out of sight or deactivated; it is kept, and counts (READINGS 39, 82).

    Cost: O(follows).
    """
    held = view.keys(user)
    for target in view.follows(user):
        person = view.users.get(target)
        place = visibility.place_of(view, target)
        if (person is None or person.active) and view.lock(place, target).opens(held):
            yield target


def _following(view: View, reader: str, of: str) -> Iterator[str]:
    yield f"on:{reader}"
    for target in awake(view, reader):
        yield f"on:{target}"
    for group in view.memberships(reader):
        yield f"on:{group}"
    if view.settings.news_includes_mentions:  # of the reader, or of a group of theirs (RULES 0.3 C6)
        yield f"mentions:{reader}"
        for group in view.memberships(reader):
            yield f"mentions:{group}"


def _people(view: View, reader: str, of: str) -> Iterator[str]:
    return (f"by:{target}" for target in awake(view, reader) if target in view.users)


def _nothing(reader: str, post: Post) -> bool:
    return False


def _own_changes(reader: str, post: Post) -> bool:
    return post.is_tracked and post.author == reader


def _changes(reader: str, post: Post) -> bool:
    return post.is_tracked


FEEDS: Final[dict[FeedKind, Definition]] = {
    "following": Definition(_following, _own_changes, None, "RULES 1.7 [CR], [TIP]"),
    "company": Definition(lambda view, reader, of: ("all",), _changes, None, "RULES 1.7 [CR], C7, READINGS 42"),
    "people": Definition(_people, _changes, None, "RULES 1.7 [CR]"),
    "profile": Definition(
        lambda view, reader, of: (f"on:{of}", f"mentions:{of}", f"changes:{of}"), _nothing, "user", "RULES 1.7, C9"
    ),
    "record": Definition(lambda view, reader, of: (f"on:{of}",), _nothing, "record", "RULES 1.7 [CR]"),
    "group": Definition(lambda view, reader, of: (f"on:{of}", f"mentions:{of}"), _nothing, "group", "RULES 1.7 [CR]"),
}
"""Every kind of feed, a line each: sources, what is left out, what it is of, whence the rule."""


@attrs.frozen
class Slice:
    """The posts of one page, in order, and the cursor of the next one, None on the last."""

    posts: tuple[str, ...]
    cursor: str | None


@attrs.frozen
class InFeed:
    """Whether a post stands in a feed, by which rule, and the followed thing it comes through."""

    in_feed: bool
    rule: str
    source: str | None = None

    def __bool__(self) -> bool:
        """Return whether it stands in the feed."""
        return self.in_feed


# Pages


def page(
    view: View,
    reader: str,
    kind: str = "following",
    of: str | None = None,
    sort: str = "newest",
    after: str | None = None,
    limit: int = 25,
) -> Slice:
    """Return one page of a reader's feed, the latest first.

    Cost: O(page x log posts) while the reader sees a fair share of what the sources hold.

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: An unknown kind, sort or cursor, a limit outside 1..100, or `of` where none belongs.
    """
    definition = _definition(view, reader, kind, of)
    if sort not in get_args(Order):
        raise InvalidError(f"there is no order `{sort}`", rule="feed.sort")
    if type(limit) is not int or not 1 <= limit <= PAGE_LIMIT:
        raise InvalidError(f"`limit` must be 1 to {PAGE_LIMIT}, not `{limit}`", rule="feed.limit")
    timeline = view.timeline(sort)  # type: ignore[arg-type]
    top, before = _read_cursor(timeline, sort, after)
    sources = _sources(view, reader, definition, of or "")
    numbers = _standing(view, reader, definition, timeline, sources, top, before)
    shown = list(islice(numbers, limit + 1))
    if len(shown) <= limit:
        return Slice(tuple(map(timeline.post, shown)), None)
    shown.pop()
    if top == len(timeline):
        # The newest item the reader has here stands for "now", which only the engine may know.
        top = next(_standing(view, reader, definition, timeline, sources, top, top))
    cursor = _write_cursor(timeline, sort, top, shown[-1])
    return Slice(tuple(map(timeline.post, shown)), cursor)


def _definition(view: View, reader: str, kind: str, of: str | None) -> Definition:
    """Return the definition of a kind, having checked that `of` names what it is of."""
    definition = FEEDS.get(kind)  # type: ignore[call-overload]
    if definition is None:
        raise InvalidError(f"there is no feed `{kind}`", rule="feed.kind")
    if (of is None) != (definition.subject is None):
        raise InvalidError(f"a {kind} feed {'needs' if of is None else 'takes no'} `of`", rule="feed.of")
    if of is not None:
        kinds = {"user": view.users, "group": view.groups, "record": view.records}
        if of not in kinds[definition.subject] or not visibility.can_see(view, reader, of):
            raise not_found(of)
    return definition  # type: ignore[no-any-return]


def _sources(view: View, reader: str, definition: Definition, of: str) -> tuple[str, ...]:
    """Return the sources of a feed for a reader: none for who is away, or knows the group only from outside."""
    held = view.keys(reader)
    if INACTIVE in held or (definition.subject == "group" and not view.lock("group", of).opens(held)):
        return ()
    return tuple(dict.fromkeys(definition.sources(view, reader, of)))


def _standing(
    view: View,
    reader: str,
    definition: Definition,
    timeline: Timeline,
    sources: Sequence[str],
    top: int,
    before: int,
) -> Iterator[int]:
    """Yield the numbers below `before` of posts that stand in the feed as of `top`, falling."""
    for number in _candidates(timeline, sources, before):
        successor = timeline.successor(number)
        if successor is None or successor > top:
            post = view.posts[timeline.post(number)]
            if _stands(view, reader, definition, sources, post):
                yield number


def _stands(view: View, reader: str, definition: Definition, sources: Sequence[str], post: Post) -> bool:
    """Tell whether a post that one of the sources feeds stands in the feed."""
    if definition.leaves_out(reader, post) or not visibility.can_see(view, reader, post.id):
        return False
    return next(_through(view, reader, sources, post), None) is not None


def _through(view: View, reader: str, sources: Iterable[str], post: Post) -> Iterator[str]:
    """Yield the sources that bring a reader a visible post, of those that feed it.

    A mention brings it only where the reader may read the mention: it may stand in a comment that was held back.
    """
    feeds = view.timeline("newest").sources(_number(view, post.id))
    for source in sources:
        if source in feeds:
            kind, _, thing = source.partition(":")
            if kind != "mentions" or thing in post.mentions or _read_in_comment(view, reader, post.id, thing):
                yield source


def _read_in_comment(view: View, reader: str, post: str, mentioned: str) -> bool:
    held = view.keys(reader)
    return any(
        mentioned in view.comments[comment].mentions and visibility.opens(view, held, "comment", comment)
        for comment in view.comments_on(post)
    )


def _candidates(timeline: Timeline, sources: Sequence[str], before: int) -> Iterator[int]:
    """Yield the distinct numbers below `before` that the sources feed, falling, in widening ranges."""
    span, high = _FIRST_SPAN, before
    streams = [stream for stream in map(timeline.stream, sources) if stream]
    while high > 0 and streams:
        low = max(0, high - span)
        yield from _between(timeline, sources, streams, low, high)
        span, high = span * 4, low
        streams = [stream for stream in streams if stream[0] < low]


def _between(
    timeline: Timeline, sources: Sequence[str], streams: Sequence[Sequence[int]], low: int, high: int
) -> Iterable[int]:
    """Return the numbers in [low, high) of some streams, falling: by walking the range, or each stream."""
    if len(streams) == 1:
        (stream,) = streams
        return reversed(stream[bisect_left(stream, low) : bisect_left(stream, high)])
    if high - low <= len(streams):
        wanted = frozenset(sources)
        return (number for number in range(high - 1, low - 1, -1) if not wanted.isdisjoint(timeline.sources(number)))
    found = {
        number
        for stream in streams
        if stream[-1] >= low
        for number in stream[bisect_left(stream, low) : bisect_left(stream, high)]
    }
    return sorted(found, reverse=True)


# Cursors


def _write_cursor(timeline: Timeline, sort: str, newest: int, last: int) -> str:
    marks = (part for number in (newest, last) for part in _mark(timeline, number))
    text = json.dumps([_CURSOR_VERSION, sort, *marks], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _mark(timeline: Timeline, number: int) -> tuple[str, str]:
    """Return how a cursor names a number: by its post, and by a digest of the comment that brought it there.

    The comment itself may have been held back since, and its id is nothing to hand out.
    """
    digest = hashlib.blake2s(timeline.item(number).encode(), digest_size=6).hexdigest()
    return timeline.post(number), digest


def _read_cursor(timeline: Timeline, sort: str, after: str | None) -> tuple[int, int]:
    """Return the number the feed is read as of, and the number to go on below."""
    if after is None:
        return len(timeline), len(timeline)
    if not isinstance(after, str):
        raise _bad_cursor(after)
    if (number := timeline.number(after)) is not None:
        return len(timeline), number
    version, order, *marks = _unpacked(after)
    top, before = _marked(timeline, *marks[:2]), _marked(timeline, *marks[2:])
    if version != _CURSOR_VERSION or order != sort or top is None or before is None:
        raise _bad_cursor(after)
    return top, before


def _marked(timeline: Timeline, post: object, digest: object) -> int | None:
    numbers = timeline.numbers(str(post))
    return next((number for number in numbers if _mark(timeline, number) == (post, digest)), None)


def _unpacked(after: str) -> list[object]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, RecursionError):
        raise _bad_cursor(after) from None
    if not isinstance(parts, list) or len(parts) != _CURSOR_PARTS:
        raise _bad_cursor(after)
    return parts


def _bad_cursor(after: str) -> InvalidError:
    return InvalidError(f"`{after}` is no cursor of this feed", rule="feed.cursor")


# Why


def in_feed(view: View, reader: str, post: str, kind: str = "following", of: str | None = None) -> bool:
    """Tell whether a post stands in a reader's feed now.

    Cost: O(follows + memberships).

    Raises:
        NotFoundError: `of` is nothing the reader knows of.
        InvalidError: An unknown kind, or `of` where none belongs.
    """
    definition = _definition(view, reader, kind, of)
    sources = _sources(view, reader, definition, of or "")
    return post in view.posts and _stands(view, reader, definition, sources, view.posts[post])


def _number(view: View, post: str) -> int:
    number = view.timeline("newest").number(post)
    assert number is not None  # noqa: S101 - every post has a number
    return number


_WHY: Final[Mapping[str, str]] = {
    "profile": "feed.follows_person",
    "group": "feed.member",
    "record": "feed.follows_record",
}


def why_in_feed(view: View, reader: str, post: str) -> InFeed:
    """Return whether a post stands in a reader's *following* feed, and through which followed thing.

    Cost: O(follows + memberships).

    Source: RULES 1.7.

    Raises:
        NotFoundError: The reader may not see the post, or there is none.
    """
    if post not in view.posts or not visibility.can_see(view, reader, post):
        raise not_found(post)
    item = view.posts[post]
    if FEEDS["following"].leaves_out(reader, item):
        return InFeed(in_feed=False, rule="feed.own_change")
    for source in _through(view, reader, _sources(view, reader, FEEDS["following"], ""), item):
        return _reason(view, reader, source)
    return InFeed(in_feed=False, rule="feed.not_followed")


def _reason(view: View, reader: str, source: str) -> InFeed:
    kind, _, thing = source.partition(":")
    if kind == "mentions":
        return InFeed(in_feed=True, rule="feed.mentions", source=thing)
    if thing == reader:
        return InFeed(in_feed=True, rule="feed.own_wall", source=thing)
    return InFeed(in_feed=True, rule=_WHY[visibility.place_of(view, thing)], source=thing)
