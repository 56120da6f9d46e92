"""What a feed leaves out although its reader may see it: one gate a rule, each with its reason.

Rule: a gate never widens and never changes sight; it reads only what the reader may see, so that a comment held back
moves nothing for who may not read it (law 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import takewhile
from typing import Final, TypeAlias

import attrs

from collabcore import visibility
from collabcore.model import Post
from collabcore.view import View

__all__ = [
    "ARCHIVED",
    "CHANGES",
    "KEPT_FOR",
    "MUTED",
    "NOT_ENGAGED",
    "NO_FILE",
    "OWN_CHANGE",
    "TOO_OLD",
    "Gate",
    "Shut",
    "is_expired",
    "readable_comments",
]

KEPT_FOR: Final = dt.timedelta(days=45)
"""How long a tracked change stays in feeds when nobody likes it or comments on it (RULES 5)."""


Shut: TypeAlias = Callable[[Post], bool]
"""Tells whether a gate leaves a visible post out, for one reader at one moment."""


@attrs.frozen
class Gate:
    """A reason to leave a visible post out of a feed: its id, when it shuts for whom, in words, and whence the rule.

    What a gate reads of its reader it reads once, however many posts come by.
    """

    rule: str
    shut_for: Callable[[View, str, dt.datetime], Shut]
    why: str
    source: str


def readable_comments(view: View, reader: str, post: str) -> tuple[str, ...]:
    """Return the comments of a visible post that a reader may see, oldest first.

    Cost: O(comments).
    """
    found = view.comments_on(post)
    return tuple([c for c in found if visibility.can_see(view, reader, c)]) if found else ()


def is_expired(view: View, reader: str, post: Post, at: dt.datetime) -> bool:
    """Tell whether a tracked change is past its time: older than 45 days, without a like or a comment to be read.

    It is out of every feed, search and count then, and still visible by its id.

    Cost: O(comments).

    Source: RULES 5, READINGS 47.
    """
    if not post.is_tracked or at - post.at <= KEPT_FOR:
        return False
    return not _is_engaged(view, reader, post)


def _is_engaged(view: View, reader: str, post: Post) -> bool:
    return bool(view.likes(post.id)) or bool(readable_comments(view, reader, post.id))


def _too_old(view: View, reader: str, at: dt.datetime) -> Shut:
    return lambda post: post.is_tracked and is_expired(view, reader, post, at)


def _not_engaged(view: View, reader: str, at: dt.datetime) -> Shut:
    return lambda post: not _is_engaged(view, reader, post)


def _own_change(view: View, reader: str, at: dt.datetime) -> Shut:
    return lambda post: post.is_tracked and post.author == reader


def _change(view: View, reader: str, at: dt.datetime) -> Shut:
    return lambda post: post.is_tracked


def _without_file(view: View, reader: str, at: dt.datetime) -> Shut:
    return lambda post: not post.files


def _muted(view: View, reader: str, at: dt.datetime) -> Shut:
    muted = view.muted(reader)
    return lambda post: post.id in muted


def _asleep(view: View, reader: str, at: dt.datetime) -> Shut:
    """Tell whether a post's group is archived and no comment that the reader may read was made since."""
    groups = view.groups
    return lambda post: post.to in groups and groups[post.to].archived and not _is_woken(view, reader, post)


def _is_woken(view: View, reader: str, post: Post) -> bool:
    held, since, activity = view.keys(reader), view.archived_since(post.to), view.timeline("activity")
    later = map(activity.item, takewhile(lambda number: number >= since, activity.numbers(post.id)))
    return any(c in view.comments and visibility.opens(view, held, "comment", c) for c in later)


TOO_OLD: Final = Gate(
    "feed.too_old", _too_old, "a change older than 45 days that nobody likes or comments on", "RULES 5, READINGS 47"
)
OWN_CHANGE: Final = Gate("feed.own_change", _own_change, "one's own changes are no news to oneself", "RULES 5 [TIP]")
CHANGES: Final = Gate("feed.change", _change, "changes of records are not for everybody", "RULES 0.3 C7 [CR]")
ARCHIVED: Final = Gate(
    "feed.archived", _asleep, "its group is archived and nobody has commented since", "RULES 1.7 [H-ARC], READINGS 43"
)
MUTED: Final = Gate("feed.muted", _muted, "its reader has muted it", "RULES 4.2, 7.4")
NO_FILE: Final = Gate("feed.no_file", _without_file, "it holds no file", "RULES 1.7 [CR]")
NOT_ENGAGED: Final = Gate("feed.not_engaged", _not_engaged, "nobody likes it or comments on it", "RULES 1.7 [CR]")
