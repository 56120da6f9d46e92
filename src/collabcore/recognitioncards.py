"""Ideas as one viewer may read them."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore import ideas, visibility
from collabcore.model import Idea
from collabcore.view import View

__all__ = ["IdeaCard", "idea_card"]


@attrs.frozen(kw_only=True)
class IdeaCard:
    """An idea with what its votes come to, the viewer's own among them, and where it goes on if it was merged."""

    id: str
    kind: str = "idea"
    title: str
    text: str
    author: str | None
    at: dt.datetime
    status: str
    total: int
    up: int
    down: int
    mine: bool | None
    parent: str | None


def idea_card(view: View, viewer: str, idea: Idea) -> IdeaCard:
    """Return an idea as a viewer may read it; its author by name only for whoever may know them.

    Cost: O(votes).
    """
    votes = view.idea_votes(idea.id)
    mine = votes.get(viewer)
    up = sum(vote.up for vote in votes.values())
    return IdeaCard(
        id=idea.id,
        title=idea.title,
        text=idea.text,
        author=idea.author if visibility.can_see(view, viewer, idea.author) else None,
        at=idea.at,
        status=idea.status,
        total=ideas.total(votes),
        up=up,
        down=len(votes) - up,
        mine=None if mine is None else mine.up,
        parent=idea.merged_into,
    )
