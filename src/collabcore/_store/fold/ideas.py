"""What events about ideas do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore.ideas import united
from collabcore.model import IdeaVote

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.IdeaPosted)
def idea_posted(store: Store, event: e.IdeaPosted) -> None:
    """An idea starts with its author's vote."""
    idea = event.idea
    store.used.add(idea.id)
    store.ideas[idea.id] = idea
    store.votes_of[idea.id] = {idea.author: IdeaVote(up=True, at=event.at)}


@on(e.IdeaVoted)
def idea_voted(store: Store, event: e.IdeaVoted) -> None:
    """A vote stays."""
    store.votes_of[event.idea][event.user] = IdeaVote(event.up, event.at)


@on(e.IdeaStatusSet)
def idea_status_set(store: Store, event: e.IdeaStatusSet) -> None:
    """A status is a word."""
    store.ideas[event.idea] = attrs.evolve(store.ideas[event.idea], status=event.status)


@on(e.IdeasMerged)
def ideas_merged(store: Store, event: e.IdeasMerged) -> None:
    """The merged idea keeps its own votes, for whoever looks it up."""
    store.ideas[event.idea] = attrs.evolve(store.ideas[event.idea], merged_into=event.into)
    store.votes_of[event.into] = united(store.votes_of[event.into], store.votes_of[event.idea])
