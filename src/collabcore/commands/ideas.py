"""Commands about ideas."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id

__all__ = [
    "MergeIdeas",
    "PostIdea",
    "SetIdeaStatus",
    "VoteIdea",
]


@attrs.frozen(kw_only=True, repr=False)
class PostIdea(Command):
    """Propose something; the author's own vote comes with it."""

    id: Id | None = None
    title: str
    text: str = ""


@attrs.frozen(kw_only=True, repr=False)
class VoteIdea(Command):
    """Vote on an idea, up or down, once and for good."""

    idea: Id
    up: bool


@attrs.frozen(kw_only=True, repr=False)
class SetIdeaStatus(Command):
    """Say what has become of an idea: any word; `retired` takes it off the list, `implemented` is a triumph."""

    idea: Id
    status: str


@attrs.frozen(kw_only=True, repr=False)
class MergeIdeas(Command):
    """Let one idea go on in another, with its voters."""

    idea: Id
    into: Id
