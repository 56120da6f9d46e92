"""What happens to ideas."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "IdeaPosted",
    "IdeaStatusSet",
    "IdeaVoted",
    "IdeasMerged",
]


@attrs.frozen(kw_only=True, repr=False)
class IdeaPosted(Event):
    """An idea came into being, with its author's vote."""

    idea: model.Idea


@attrs.frozen(kw_only=True, repr=False)
class IdeaVoted(Event):
    """Somebody voted on an idea."""

    idea: Id
    user: Id
    up: bool


@attrs.frozen(kw_only=True, repr=False)
class IdeaStatusSet(Event):
    """An idea has another status."""

    idea: Id
    status: str


@attrs.frozen(kw_only=True, repr=False)
class IdeasMerged(Event):
    """An idea goes on in another, which has its voters' votes too."""

    idea: Id
    into: Id
