"""What else a journal tells of work: how deals and leads moved, and what was asked, answered, voted and proposed.

Rule 1: as in `history`, what happened later is not known, and what the host does is nobody's.
Rule 2: a trace is written when something happens, over the world before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

import attrs

from collabcore import events as e
from collabcore import scoring
from collabcore.adoption.deals import word_of
from collabcore.model import CompletenessProfile, Record

__all__ = ["Move", "Proposal", "Talk", "Traces"]

_DOCUMENTED_DAYS: Final = 7
"""How lately something must have been done or said on a deal when it moves on."""


@attrs.define
class Talk:
    """A post, with what came of it."""

    id: str
    author: str
    at: dt.datetime
    is_question: bool = False
    answered_at: dt.datetime | None = None
    best_at: dt.datetime | None = None
    is_poll: bool = False
    voters: dict[str, dt.datetime] = attrs.field(factory=dict)


@attrs.define
class Proposal:
    """An idea, and when somebody else first said what becomes of it."""

    author: str
    at: dt.datetime
    answered_at: dt.datetime | None = None


@attrs.frozen
class Move:
    """A deal that went on to another stage; documented when something was done or said on it shortly before."""

    at: dt.datetime
    owner: str
    documented: bool


@attrs.define
class Traces:
    """What is remembered beside people and things as they are."""

    posts: dict[str, Talk] = attrs.field(factory=dict)
    ideas: dict[str, Proposal] = attrs.field(factory=dict)
    moves: list[Move] = attrs.field(factory=list)
    pushes: list[tuple[dt.datetime, str]] = attrs.field(factory=list)
    leads: dict[str, tuple[str, dt.datetime]] = attrs.field(factory=dict)
    converted: dict[str, tuple[dt.datetime, str | None]] = attrs.field(factory=dict)
    held: dict[str, dt.datetime] = attrs.field(factory=dict)
    """Since when each record has been its owner's."""

    accepted: list[tuple[dt.datetime, str, dt.timedelta]] = attrs.field(factory=list)
    """When who took a lead that somebody else, or a queue, had, and how long it had lain there."""

    edits: list[tuple[dt.datetime, str, bool]] = attrs.field(factory=list)
    profiles: dict[str, CompletenessProfile] = attrs.field(factory=dict)
    is_loading: bool = False
    """Whether an import is under way: what is loaded is nobody's use of anything."""

    _touched: dict[str, dt.datetime] = attrs.field(factory=dict)
    _on: dict[str, str | None] = attrs.field(factory=dict)

    def tell(self, event: e.Event, records: Mapping[str, Record]) -> None:
        """Write down an event, over the records before it. Cost: O(1)."""
        if isinstance(event, (e.ImportBegun, e.ImportEnded)):
            self.is_loading = isinstance(event, e.ImportBegun)
        self._tell_work(event, records)
        self._tell_owners(event, records)
        self._tell_talk(event)
        self._tell_ideas(event)

    def _tell_work(self, event: e.Event, records: Mapping[str, Record]) -> None:
        match event:
            case e.RecordAdded(record=record) if record.type == "lead":
                self.leads[record.id] = (record.owner, event.at)
            case e.RecordUpdated(id=record_id, fields=fields):
                self._saved(event, records[record_id], fields)
            case e.LeadConverted(record=record_id, opportunity=opportunity):
                self.converted[record_id] = (event.at, opportunity)
            case e.CompletenessSet(profile=profile):
                self.profiles[scoring.profile_key(profile.type, profile.record_type)] = profile
            case e.ActivityLogged(activity=activity):
                self._on[activity.id] = activity.record
                self._touched[activity.record or ""] = event.at
            case e.ActivityCompleted(id=activity_id):
                self._touched[self._on.get(activity_id) or ""] = event.at
            case _:
                pass

    def _tell_owners(self, event: e.Event, records: Mapping[str, Record]) -> None:
        match event:
            case e.RecordAdded(record=record):
                self.held[record.id] = event.at
            case e.OwnerChanged(record=record_id, owner=owner):
                if owner == event.by and records[record_id].type == "lead":
                    self.accepted.append((event.at, owner, event.at - self.held[record_id]))
                self.held[record_id] = event.at
            case _:
                pass

    def _saved(self, event: e.Event, record: Record, fields: Mapping[str, object]) -> None:
        if not self.is_loading:
            self.edits.append((event.at, event.by, record.owner == event.by))
        if record.type != "opportunity":
            return
        before, after = record.fields, {**record.fields, **fields}
        if word_of(before, "stage") != word_of(after, "stage"):
            last = self._touched.get(record.id)
            lately = last is not None and event.at - last <= dt.timedelta(days=_DOCUMENTED_DAYS)
            self.moves.append(Move(event.at, record.owner, lately))
        closing, pushed = word_of(before, "closedate"), word_of(after, "closedate")
        if closing and pushed > closing:  # dates in ISO form: the later is the greater text
            self.pushes.append((event.at, record.owner))

    def _tell_talk(self, event: e.Event) -> None:
        match event:
            case e.Posted(post=post) if post.author is not None and not post.is_tracked:
                self._touched[post.to] = event.at
                is_question = post.question is not None
                self.posts[post.id] = Talk(post.id, post.author, event.at, is_question, is_poll=bool(post.poll))
            case e.Commented(comment=comment):
                talk = self.posts.get(comment.post)
                if talk is not None and talk.answered_at is None and comment.author != talk.author:
                    talk.answered_at = event.at
            case e.BestAnswerChosen(post=post_id) if post_id in self.posts:
                self.posts[post_id].best_at = event.at
            case e.BestAnswerCleared(post=post_id) if post_id in self.posts:
                self.posts[post_id].best_at = None
            case e.Voted(post=post_id, user=user):
                self.posts[post_id].voters[user] = event.at
            case e.Deleted(id=item):
                self.posts.pop(item, None)
            case _:
                pass

    def _tell_ideas(self, event: e.Event) -> None:
        match event:
            case e.IdeaPosted(idea=idea):
                self.ideas[idea.id] = Proposal(idea.author, event.at)
            case e.IdeaStatusSet(idea=idea_id):
                proposal = self.ideas[idea_id]
                if proposal.answered_at is None and event.by != proposal.author:
                    proposal.answered_at = event.at
            case _:
                pass
