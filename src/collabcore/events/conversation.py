"""What happens in the conversation: follows, posts, comments, likes, and moderation."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.model import Status
from collabcore.shapes import Id

__all__ = [
    "AudienceSet",
    "Commented",
    "Deleted",
    "Followed",
    "ItemReviewed",
    "Liked",
    "PostPinned",
    "PostUnpinned",
    "Posted",
    "Unfollowed",
    "Unliked",
]


# Following


@attrs.frozen(kw_only=True, repr=False)
class Followed(Event):
    """Somebody follows a person or record."""

    user: Id
    target: Id


@attrs.frozen(kw_only=True, repr=False)
class Unfollowed(Event):
    """Somebody follows no longer."""

    user: Id
    target: Id


# Conversation


@attrs.frozen(kw_only=True, repr=False)
class Posted(Event):
    """A post stands on a wall, in a group or on a record; a tracked change is one too."""

    post: model.Post


@attrs.frozen(kw_only=True, repr=False)
class Commented(Event):
    """A comment stands below a post."""

    comment: model.Comment


@attrs.frozen(kw_only=True, repr=False)
class Deleted(Event):
    """A post with its comments, or a comment, is gone."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Liked(Event):
    """Somebody likes a post or comment."""

    user: Id
    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Unliked(Event):
    """Somebody likes it no longer."""

    user: Id
    item: Id


@attrs.frozen(kw_only=True, repr=False)
class ItemReviewed(Event):
    """A post or comment has another status."""

    id: Id
    status: Status


@attrs.frozen(kw_only=True, repr=False)
class AudienceSet(Event):
    """A post has another audience."""

    id: Id
    audience: model.Audience


@attrs.frozen(kw_only=True, repr=False)
class PostPinned(Event):
    """A post stays at the top of its feed."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class PostUnpinned(Event):
    """A post goes its way again."""

    id: Id
