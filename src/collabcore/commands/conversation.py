"""Commands of the conversation: following, posts, comments, likes, and moderation."""

from __future__ import annotations

from typing import Literal

import attrs

from collabcore.commands.base import Command
from collabcore.model import Audience, Status
from collabcore.shapes import Id

__all__ = [
    "Comment",
    "Delete",
    "Follow",
    "Like",
    "Pin",
    "Post",
    "Review",
    "SetAudience",
    "Unfollow",
    "Unlike",
    "Unpin",
]


# Following


@attrs.frozen(kw_only=True, repr=False)
class Follow(Command):
    """Follow a person or record, for oneself or (with the right) for `user`."""

    target: Id
    user: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Unfollow(Command):
    """Stop following; allowed for what one no longer sees."""

    target: Id
    user: Id | None = None


# Conversation


@attrs.frozen(kw_only=True, repr=False)
class Post(Command):
    """Write on a wall (one's own by default), in a group or on a record.

    `links` holds one address at most; `poll` the texts of 2 to 10 choices; `question` the title of a question.
    """

    id: Id | None = None
    text: str = ""
    to: Id | None = None
    audience: Literal["default", "all", "internal"] = "default"
    network: Id | None = None
    links: tuple[str, ...] = ()
    poll: tuple[str, ...] = ()
    question: str | None = None
    files: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Comment(Command):
    """Answer below a post, or `reply_to` a comment there."""

    id: Id | None = None
    post: Id
    text: str = ""
    reply_to: Id | None = None
    files: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Delete(Command):
    """Delete a post with its comments, or a comment; its id stays used."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Like(Command):
    """Like a post or comment."""

    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Unlike(Command):
    """Take a like back."""

    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Review(Command):
    """Publish, hold back or isolate a post or comment."""

    item: Id
    status: Status = "published"


@attrs.frozen(kw_only=True, repr=False)
class SetAudience(Command):
    """Open a post on a record to outsiders, or keep it inside."""

    post: Id
    audience: Audience


@attrs.frozen(kw_only=True, repr=False)
class Pin(Command):
    """Keep a post at the top of its feed."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Unpin(Command):
    """Let a pinned post go its way."""

    post: Id
