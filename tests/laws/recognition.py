"""What events about recognition touch, for law 2: ideas."""

from __future__ import annotations

from collabcore import events as e

__all__ = ["RECOGNITION", "touched_recognition"]

RECOGNITION = ("post_idea", "vote_idea", "merge_ideas")
"""The commands about recognition that somebody else may give out of one's sight."""


def touched_recognition(viewer: str, event: e.Event) -> list[str]:
    """Return the things whose contents an event changes; the viewer themselves for what touches everybody."""
    match event:
        case e.IdeaPosted(idea=idea):
            return [idea.id]
        case e.IdeaVoted(idea=idea_id) | e.IdeaStatusSet(idea=idea_id):
            return [idea_id]
        case e.IdeasMerged(idea=idea_id, into=into):
            return [idea_id, into]
        case e.LevelReached(user=user):
            return [viewer] if user == viewer else []
        case _:
            return [viewer]
