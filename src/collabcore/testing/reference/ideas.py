"""Ideas and the votes on them, told by their events."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts

__all__ = ["IdeasTwin"]


class IdeasTwin(Facts):
    """Ideas and the votes on them, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.ideas: dict[str, model.Idea] = {}

    def _apply_ideas(self, event: ev.Event) -> None:
        match event:
            case ev.IdeaPosted(idea=idea):
                self._add(self.ideas, idea)
            case ev.IdeaStatusSet(idea=idea_id, status=status):
                self.ideas[idea_id] = attrs.evolve(self.ideas[idea_id], status=status)
            case ev.IdeasMerged(idea=idea_id, into=into):
                self.ideas[idea_id] = attrs.evolve(self.ideas[idea_id], merged_into=into)
            case _:
                pass

    def idea_votes(self, idea: str) -> Mapping[str, model.IdeaVote]:
        """Return the votes on an idea by voter, counted through all events. Cost: O(events)."""
        votes: dict[str, dict[str, model.IdeaVote]] = {}
        for event in self.events:
            match event:
                case ev.IdeaPosted(idea=made, at=at):
                    votes[made.id] = {made.author: model.IdeaVote(up=True, at=at)}
                case ev.IdeaVoted(idea=voted, user=user, up=up, at=at):
                    votes[voted][user] = model.IdeaVote(up, at)
                case ev.IdeasMerged(idea=gone, into=into):
                    for user, vote in votes[gone].items():
                        votes[into].setdefault(user, vote)
                case _:
                    pass
        return votes.get(idea, {})
