"""Commands about what one keeps, leaves out and reports: bookmarks, mutes and flags."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id

__all__ = ["Bookmark", "Flag", "Mute", "Unbookmark", "Unmute"]


@attrs.frozen(kw_only=True, repr=False)
class Bookmark(Command):
    """Keep a post among one's bookmarks."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Unbookmark(Command):
    """Keep it no longer; allowed for what one no longer sees."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Mute(Command):
    """Leave a post out of one's news, with what is said below it."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Unmute(Command):
    """Let it into one's news again; allowed for what one no longer sees."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Flag(Command):
    """Report a post or comment to those who moderate it."""

    item: Id
    reason: str
