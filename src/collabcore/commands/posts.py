"""Commands about posts that stand already: edits, votes, best answers, closing, sharing."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id

__all__ = [
    "ChooseBestAnswer",
    "ClearBestAnswer",
    "Close",
    "Edit",
    "Reopen",
    "Share",
    "Vote",
]


@attrs.frozen(kw_only=True, repr=False)
class Edit(Command):
    """Change the text of a post or comment; what it said before is kept."""

    id: Id
    text: str


@attrs.frozen(kw_only=True, repr=False)
class Vote(Command):
    """Choose one of the choices of a poll, by its text, or change one's choice."""

    post: Id
    choice: str


@attrs.frozen(kw_only=True, repr=False)
class ChooseBestAnswer(Command):
    """Mark a comment as the best answer to the question above it, instead of any other."""

    comment: Id


@attrs.frozen(kw_only=True, repr=False)
class ClearBestAnswer(Command):
    """Take the mark of the best answer away."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Close(Command):
    """Let nobody comment or vote on a post any more."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Reopen(Command):
    """Let people comment and vote again."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Share(Command):
    """Post somebody's post again, by reference: on one's own wall by default, with some words or none."""

    id: Id | None = None
    post: Id
    to: Id | None = None
    text: str = ""
