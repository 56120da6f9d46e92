"""Polls, questions with a best answer, and closing: what people decide together below a post."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, text
from collabcore.decide import bodies
from collabcore.decide.asking import Ask, handles
from collabcore.model import Comment, Post

__all__ = ["sensible"]

_FEWEST, _MOST = 2, 10


def sensible(ask: Ask, command: c.Post) -> None:
    """Refuse a poll, a question or a link that makes no sense by itself (RULES 4.1, READINGS 27)."""
    if command.poll:
        number, choices = len(command.poll), {choice.strip() for choice in command.poll}
        ask.sensible(_FEWEST <= number <= _MOST, f"a poll has 2 to 10 choices, not `{number}`", "poll.choices")
        ask.sensible(len(choices) == number and "" not in choices, "choices differ, and say something", "poll.alike")
    if command.question is not None:
        ask.sensible(bool(command.question.strip()), "a question asks something", "question.empty")
        length = len(command.question)
        limit = text.TITLE_LIMIT
        ask.sensible(length <= limit, f"a title has at most `{limit}` characters, not `{length}`", "question.too_long")
    for link in command.links:
        ask.sensible(text.is_address(link), f"`{link[:60]}` is no address of the web", "post.link")


@handles(c.Vote)
def vote(ask: Ask, command: c.Vote) -> Iterator[e.Event]:
    """Choose one of a poll's choices, or another one than before (RULES 4.3) `[AX-VOTE]`."""
    post = ask.known(Post, command.post)
    user = ask.person("vote")
    ask.sensible(bool(post.poll), f"`{post.id}` is no poll", "poll.none")
    ask.sensible(command.choice in post.poll, f"`{command.choice}` is no choice of `{post.id}`", "poll.choice")
    if ask.view.ballots(post.id).get(user.id) != command.choice:
        bodies.published(ask, post)
        bodies.not_closed(ask, post)
        yield ask.event(e.Voted, user=user.id, post=post.id, choice=command.choice)


@handles(c.ChooseBestAnswer)
def choose_best_answer(ask: Ask, command: c.ChooseBestAnswer) -> Iterator[e.Event]:
    """Mark one answer as the best; any earlier mark goes (RULES 4.3) `[OR:FeedItem]`."""
    comment = ask.known(Comment, command.comment)
    post = ask.view.posts[comment.post]
    _answerable(ask, post)
    if post.best_answer != comment.id:
        bodies.published(ask, comment)
        bodies.open_to_actor(ask, post)
        yield ask.event(e.BestAnswerChosen, post=post.id, comment=comment.id)


@handles(c.ClearBestAnswer)
def clear_best_answer(ask: Ask, command: c.ClearBestAnswer) -> Iterator[e.Event]:
    """Take the mark away."""
    post = ask.known(Post, command.post)
    _answerable(ask, post)
    if post.best_answer is not None:
        bodies.open_to_actor(ask, post)
        yield ask.event(e.BestAnswerCleared, post=post.id)


def _answerable(ask: Ask, post: Post) -> None:
    ask.sensible(post.question is not None, f"`{post.id}` asks nothing", "question.none")
    allowed = ask.actor is None or groups.may_answer_for(ask.view, ask.actor, post)
    ask.may(allowed, f"`{ask.by}` may not judge the answers to `{post.id}`", "question.not_yours")


@handles(c.Close)
def close(ask: Ask, command: c.Close) -> Iterator[e.Event]:
    """Let nobody answer or vote any more (RULES 4.3, READINGS 54) `[OR:FeedItem]`."""
    post = _closable(ask, command.post)
    if not post.closed:
        yield ask.event(e.PostClosed, id=post.id)


@handles(c.Reopen)
def reopen(ask: Ask, command: c.Reopen) -> Iterator[e.Event]:
    """Let people answer and vote again."""
    post = _closable(ask, command.post)
    if post.closed:
        yield ask.event(e.PostReopened, id=post.id)


def _closable(ask: Ask, wanted: str) -> Post:
    post = ask.known(Post, wanted)
    allowed = ask.actor is None or groups.may_close(ask.view, ask.actor, post)
    ask.may(allowed, f"`{ask.by}` may not close or reopen `{post.id}`", "post.not_a_closer")
    return post
