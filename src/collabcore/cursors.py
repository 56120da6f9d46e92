"""Where a reader stands in a feed, as a text to hand out and to take back.

Rule: a cursor names what the reader was shown, never a number of the engine's, so that it tells nothing about posts
out of sight. It is opaque and versioned; whatever else a request brings is refused.

A cursor of an order by time names the newest item of the first page and the last one shown, each by its post and by
a digest of the comment that brought the post there. A cursor of an order by rank names the posts still to be shown.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from collabcore.errors import InvalidError
from collabcore.shapes import read_time
from collabcore.view import Order, Timeline, View

__all__ = ["bad_cursor", "read_cursor", "read_ranked", "read_since", "write_cursor", "write_ranked", "write_start"]

_VERSION: Final = 2
_PARTS: Final = 6
_RANKED: Final = "ranked"
_written: Final = json.JSONEncoder(separators=(",", ":")).encode


def write_cursor(timeline: Timeline, sort: str, newest: int, last: int) -> str:
    """Return the cursor of a page that ended with one number, of a feed that began with another.

    Cost: O(1).
    """
    marks = (part for number in (newest, last) for part in _mark(timeline, number))
    return _packed([_VERSION, sort, *marks])


def read_cursor(timeline: Timeline, sort: str, after: str) -> tuple[int, int]:
    """Return the number the feed is read as of, and the number to go on below.

    Cost: O(numbers of two posts).

    Raises:
        InvalidError: It is no cursor of this order.
    """
    if not isinstance(after, str):
        raise bad_cursor(after)
    if (number := timeline.number(after)) is not None:
        return len(timeline), number
    parts = _unpacked(after)
    if len(parts) != _PARTS:
        raise bad_cursor(after)
    version, order, *marks = parts
    top, before = _marked(timeline, *marks[:2]), _marked(timeline, *marks[2:])
    if version != _VERSION or order != sort or top is None or before is None:
        raise bad_cursor(after)
    return top, before


def write_start(sort: str) -> str:
    """Return the token of a feed in which nothing stands: everything has come since.

    Cost: O(1).
    """
    return _packed([_VERSION, sort])


def read_since(view: View, order: Order, since: object) -> int:
    """Return the first number of an order that came since a token, a cursor, a post, a comment or a time.

    Cost: O(log items) for a time, else O(numbers of a post).

    Raises:
        InvalidError: It is none of these.
    """
    timeline = view.timeline(order)
    if isinstance(since, str):
        if (made := _made(view, order, since)) is not None:
            return made + 1
        if (told := _told(timeline, order, since)) is not None:
            return told
    moment = read_time(since, "since")
    return bisect_left(range(len(timeline)), moment, key=timeline.at)


def _made(view: View, order: Order, item: str) -> int | None:
    """Return the number a post was given when it was made, or the last one given before a comment's; None else."""
    *_, number = -1, *view.timeline(order).numbers(item)
    if number >= 0:
        return number
    if item not in view.comments:
        return None
    activity = view.timeline("activity")
    number = next(n for n in activity.numbers(view.comments[item].post) if activity.item(n) == item)
    if order == "activity":
        return number
    newest = view.timeline("newest")
    return bisect_right(range(len(newest)), number, key=lambda place: _first(activity, newest.post(place))) - 1


def _first(activity: Timeline, post: str) -> int:
    """Return the number that a post was given when it was made."""
    *_, number = activity.numbers(post)
    return number


def _told(timeline: Timeline, order: Order, token: str) -> int | None:
    """Return the first number that came after the newest item a token or cursor names, None if it is none."""
    try:
        if _unpacked(token) == [_VERSION, order]:
            return 0
        return read_cursor(timeline, order, token)[0] + 1
    except InvalidError:
        return None


def write_ranked(posts: Sequence[str]) -> str:
    """Return the cursor of a ranked feed: what is left of the ranking as it was at its first page.

    Cost: O(posts).
    """
    return _packed([_VERSION, _RANKED, *posts])


def read_ranked(after: str) -> list[str]:
    """Return what is left of a ranking.

    Cost: O(posts).

    Raises:
        InvalidError: It is no cursor of a ranked feed.
    """
    parts = _unpacked(after)
    posts = [post for post in parts[2:] if isinstance(post, str)]
    if parts != [_VERSION, _RANKED, *posts]:
        raise bad_cursor(after)
    return posts


def bad_cursor(after: object) -> InvalidError:
    """Return the refusal of what is no cursor.

    Cost: O(1).
    """
    return InvalidError(f"`{after}` is no cursor of this feed", rule="feed.cursor")


def _mark(timeline: Timeline, number: int) -> tuple[str, str]:
    """Return how a cursor names a number: by its post, and by a digest of the comment that brought it there.

    The comment itself may have been held back since, and its id is nothing to hand out.
    """
    digest = hashlib.blake2s(timeline.item(number).encode(), digest_size=6).hexdigest()
    return timeline.post(number), digest


def _marked(timeline: Timeline, post: object, digest: object) -> int | None:
    numbers = timeline.numbers(str(post))
    return next((number for number in numbers if _mark(timeline, number) == (post, digest)), None)


def _packed(parts: Sequence[object]) -> str:
    text = _written(parts)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(after: object) -> list[object]:
    if not isinstance(after, str):
        raise bad_cursor(after)
    try:
        parts = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (ValueError, RecursionError):
        raise bad_cursor(after) from None
    if not isinstance(parts, list):
        raise bad_cursor(after)
    return parts
