"""What people keep, leave out and report."""

from __future__ import annotations

import attrs

from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = ["ItemFlagged", "PostBookmarked", "PostMuted", "PostUnbookmarked", "PostUnmuted"]


@attrs.frozen(kw_only=True, repr=False)
class PostBookmarked(Event):
    """Somebody keeps a post."""

    user: Id
    post: Id


@attrs.frozen(kw_only=True, repr=False)
class PostUnbookmarked(Event):
    """Somebody keeps it no longer."""

    user: Id
    post: Id


@attrs.frozen(kw_only=True, repr=False)
class PostMuted(Event):
    """Somebody leaves a post out of their news."""

    user: Id
    post: Id


@attrs.frozen(kw_only=True, repr=False)
class PostUnmuted(Event):
    """Somebody leaves it out no longer."""

    user: Id
    post: Id


@attrs.frozen(kw_only=True, repr=False)
class ItemFlagged(Event):
    """Somebody reported a post or comment; the later reason stands."""

    user: Id
    item: Id
    reason: str
