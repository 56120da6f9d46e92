"""What became of topics: put on what is said, taken off, followed."""

from __future__ import annotations

import attrs

from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = ["TopicAdded", "TopicFollowed", "TopicRemoved", "TopicUnfollowed"]


@attrs.frozen(kw_only=True, repr=False)
class TopicAdded(Event):
    """A post or comment carries a topic from now on: by its text, or because somebody says so."""

    item: Id
    topic: str


@attrs.frozen(kw_only=True, repr=False)
class TopicRemoved(Event):
    """It carries it no longer."""

    item: Id
    topic: str


@attrs.frozen(kw_only=True, repr=False)
class TopicFollowed(Event):
    """Somebody follows a topic."""

    user: Id
    topic: str


@attrs.frozen(kw_only=True, repr=False)
class TopicUnfollowed(Event):
    """Somebody follows it no longer."""

    user: Id
    topic: str
