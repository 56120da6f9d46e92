"""Ideas, and what is said of them by voting."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.model.base import UserId
from collabcore.shapes import Id, Told

__all__ = [
    "Idea",
    "IdeaVote",
]


@attrs.frozen(kw_only=True, repr=False)
class Idea(Told):
    """What somebody proposes; once merged it points to the idea that goes on for it (RULES 10)."""

    id: Id
    title: str
    text: str = ""
    author: UserId
    at: dt.datetime
    status: str = "new"
    merged_into: Id | None = None


@attrs.frozen(repr=False)
class IdeaVote(Told):
    """One person's vote on an idea, for good: up or down, and when."""

    up: bool
    at: dt.datetime
