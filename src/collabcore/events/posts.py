"""What happens to posts that stand already: edits, votes, best answers, closing; a share is posted."""

from __future__ import annotations

import attrs

from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "BestAnswerChosen",
    "BestAnswerCleared",
    "Edited",
    "PostClosed",
    "PostReopened",
    "Voted",
]


@attrs.frozen(kw_only=True, repr=False)
class Edited(Event):
    """A post or comment says something else; `added` are those of its mentions that it did not have before."""

    id: Id
    text: str
    mentions: tuple[Id, ...] = ()
    added: tuple[Id, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Voted(Event):
    """Somebody chose one of a poll's choices, instead of any earlier one."""

    user: Id
    post: Id
    choice: str


@attrs.frozen(kw_only=True, repr=False)
class BestAnswerChosen(Event):
    """A comment is the best answer to the question above it."""

    post: Id
    comment: Id


@attrs.frozen(kw_only=True, repr=False)
class BestAnswerCleared(Event):
    """A question has no best answer any more."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class PostClosed(Event):
    """A post takes no comments and votes any more."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class PostReopened(Event):
    """A post takes comments and votes again."""

    id: Id
