"""Threads: comments that answer comments."""

from __future__ import annotations

from collabcore.model import Comment
from collabcore.view import View

__all__ = ["level", "replies", "whole"]


def level(view: View, comment: Comment) -> int:
    """Return how deep in its thread a comment stands: 1 for an answer to the post itself.

    Cost: O(level).
    """
    return 1 if comment.reply_to is None else 1 + level(view, view.comments[comment.reply_to])


def replies(view: View, comment: str) -> tuple[str, ...]:
    """Return the comments that answer a comment, oldest first.

    Cost: O(comments of the post).
    """
    post = view.comments[comment].post
    return tuple(other for other in view.comments_on(post) if view.comments[other].reply_to == comment)


def whole(view: View, comment: str) -> tuple[str, ...]:
    """Return a comment with all that hangs on it: replies, and replies to those.

    Cost: O(comments of the post), times what hangs on it.
    """
    return (comment, *(below for reply in replies(view, comment) for below in whole(view, reply)))
