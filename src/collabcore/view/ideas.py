"""What judgments ask of the world: ideas and the votes on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from collabcore.model import Idea, IdeaVote

__all__ = ["IdeasView"]


class IdeasView(Protocol):
    """Ideas and the votes on them."""

    @property
    def ideas(self) -> Mapping[str, Idea]:
        """Every idea by id, merged ones too, oldest first. Cost: O(1)."""

    def idea_votes(self, idea: str) -> Mapping[str, IdeaVote]:
        """Return the votes on an idea by voter: its own, in their order, then those of what was merged. Cost: O(1)."""
