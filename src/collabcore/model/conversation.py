"""Posts, comments and tracked changes."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore.model.base import CommentId, NetworkId, PostId, UserId
from collabcore.shapes import Id, Told, Value

__all__ = [
    "Audience",
    "Change",
    "Comment",
    "Post",
    "Status",
]

Audience = Literal["internal", "all"]
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

    @property
    def is_tracked(self) -> bool:
        """Whether the system made it from a save of the record it stands on."""
        return bool(self.changes)


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
