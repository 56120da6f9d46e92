"""Ideas: posting them, voting, and what becomes of them (RULES 10, READINGS 58, 88)."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import text
from collabcore.decide.asking import Ask, handles
from collabcore.ideas import RETIRED
from collabcore.model import Idea
from collabcore.people import is_recognised

__all__: list[str] = []


@handles(c.PostIdea)
def post_idea(ask: Ask, command: c.PostIdea) -> Iterator[e.Event]:
    """Propose something; the author's vote comes with it."""
    author = ask.person("propose an idea")
    ask.sensible(bool(command.title.strip()), "an idea needs a title", "idea.title")
    long = max(len(command.title), len(command.text)) > text.BODY_LIMIT
    ask.sensible(not long, f"an idea has at most `{text.BODY_LIMIT}` characters", "text.too_long")
    inside = is_recognised(author)
    ask.may(inside, "ideas are for internal and free people", "recognition.outsider")
    made = Idea(id=ask.new_id(command.id), title=command.title, text=command.text, author=author.id, at=ask.at)
    yield ask.event(e.IdeaPosted, idea=made)


@handles(c.VoteIdea)
def vote_idea(ask: Ask, command: c.VoteIdea) -> Iterator[e.Event]:
    """Vote once: the same again is nothing, the opposite a conflict."""
    idea = ask.known(Idea, command.idea)
    user = ask.person("vote")
    _goes_on(ask, idea)
    ask.possible(idea.status != RETIRED, f"`{idea.id}` is retired", "idea.retired")
    given = ask.view.idea_votes(idea.id).get(user.id)
    ask.possible(given is None or given.up == command.up, f"`{user.id}` has voted on `{idea.id}`", "idea.voted")
    if given is None:
        yield ask.event(e.IdeaVoted, idea=idea.id, user=user.id, up=command.up)


def _goes_on(ask: Ask, idea: Idea) -> None:
    ask.possible(idea.merged_into is None, f"`{idea.id}` was merged into `{idea.merged_into}`", "idea.merged")


@handles(c.SetIdeaStatus)
def set_idea_status(ask: Ask, command: c.SetIdeaStatus) -> Iterator[e.Event]:
    """Answer an idea, refused ones too: its status says what has become of it."""
    idea = ask.known(Idea, command.idea)
    ask.sensible(bool(command.status.strip()), "a status is a word", "idea.status")
    ask.needs("moderate")
    _goes_on(ask, idea)
    if idea.status != command.status:
        yield ask.event(e.IdeaStatusSet, idea=idea.id, status=command.status)


@handles(c.MergeIdeas)
def merge_ideas(ask: Ask, command: c.MergeIdeas) -> Iterator[e.Event]:
    """Let an idea go on in another, with the votes of those who have not voted there."""
    idea, into = ask.known(Idea, command.idea), ask.known(Idea, command.into)
    ask.sensible(idea.id != into.id, f"`{idea.id}` cannot be merged into itself", "idea.itself")
    ask.needs("moderate")
    if idea.merged_into != into.id:
        _goes_on(ask, idea)
        _goes_on(ask, into)
        yield ask.event(e.IdeasMerged, idea=idea.id, into=into.id)
