"""What the store keeps of a subject: ideas and the votes on them."""

from __future__ import annotations

from collections.abc import Mapping

from collabcore.model import Idea, IdeaVote

__all__ = ["IdeasFacts"]


class IdeasFacts:
    """Ideas and the votes on them."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.ideas: dict[str, Idea] = {}
        self.votes_of: dict[str, dict[str, IdeaVote]] = {}

    def idea_votes(self, idea: str) -> Mapping[str, IdeaVote]:
        """Return the votes on an idea by voter."""
        return self.votes_of.get(idea, {})
