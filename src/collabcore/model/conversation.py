"""Posts, comments and tracked changes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore.model.base import Actor, CommentId, FileId, NetworkId, PostId, UserId
from collabcore.shapes import Id, Told, Value

__all__ = [
    "Audience",
    "Change",
    "Comment",
    "Post",
    "PostType",
    "Revision",
    "Status",
]

Audience = Literal["internal", "all"]
PostType = Literal["text", "link", "poll", "question", "share", "tracked_change"]
Status = Literal["published", "pending", "isolated"]


@attrs.frozen(repr=False)
class Change(Told):
    """One field of a record going from an old to a new value in one save."""

    field: str
    old: Value = None
    new: Value = None


@attrs.frozen(kw_only=True, repr=False)
class Post(Told):
    """An item in a feed: what somebody wrote on a wall, in a group or on a record, or a tracked change."""

    id: PostId
    author: UserId | None
    to: Id
    text: str = ""
    at: dt.datetime
    mentions: tuple[Id, ...] = ()
    changes: tuple[Change, ...] = ()
    status: Status = "published"
    audience: Audience = "all"
    network: NetworkId | None = None
    badge: Id | None = None
    links: tuple[str, ...] = ()
    poll: tuple[str, ...] = ()
    question: str | None = None
    original: PostId | None = None
    closed: bool = False
    best_answer: CommentId | None = None
    files: tuple[FileId, ...] = ()

    @property
    def is_tracked(self) -> bool:
        """Whether the system made it from a save of the record it stands on."""
        return bool(self.changes)

    @property
    def type(self) -> PostType:
        """What it is beside a text: the system's, a share, a question, a poll or a link (RULES 4.1)."""
        if self.changes:
            return "tracked_change"
        if self.original:
            return "share"
        if self.question:
            return "question"
        if self.poll:
            return "poll"
        return "link" if self.links else "text"


@attrs.frozen(kw_only=True, repr=False)
class Comment(Told):
    """An answer below a post; it is seen where the post is seen."""

    id: CommentId
    post: PostId
    author: UserId
    text: str
    at: dt.datetime
    mentions: tuple[Id, ...] = ()
    status: Status = "published"
    reply_to: CommentId | None = None
    files: tuple[FileId, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Revision(Told):
    """What a post or comment said before an edit: the text as it was, who changed it, and when."""

    text: str
    by: Actor
    at: dt.datetime
