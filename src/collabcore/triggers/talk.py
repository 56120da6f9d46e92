"""What talk is about: posts, comments, shares, likes and mentions, questions with their answers, and polls."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from typing import Literal

import attrs

from collabcore import events as e
from collabcore.events import Event
from collabcore.model import Comment, PointsRule, Post, Record, UserId
from collabcore.shapes import frozen_mapping
from collabcore.text import mentions
from collabcore.triggers.rows import Occasion
from collabcore.view import View

__all__ = [
    "answered",
    "asked",
    "best_given",
    "best_received",
    "is_best",
    "liked",
    "made",
    "mentioned",
    "shared",
    "voted",
    "was_liked",
]


def _subject(item: Post | Comment) -> Record:
    """Return a post or comment as rules read it."""
    is_post = isinstance(item, Post)
    where = item.to if isinstance(item, Post) else item.post
    return Record(
        id=item.id,
        type="post" if is_post else "comment",
        owner=item.author or "",
        parent=where,
        fields=frozen_mapping({"text": item.text, "to": where}),
        creator=item.author,
        created_at=item.at,
        updated_at=item.at,
    )


def _of_item(event: Event, item: Post | Comment, owner: UserId | None) -> Occasion:
    return Occasion(
        actor=event.by,
        owner=owner,
        author=item.author,
        creator=item.author,
        object=item.id,
        subject=functools.partial(_subject, item),
        at=event.at,
    )


def made(_view: View, event: e.Posted | e.Commented) -> tuple[Occasion, ...]:
    """Return what somebody wrote; what the system wrote is nobody's. Cost: O(1)."""
    item = event.post if isinstance(event, e.Posted) else event.comment
    return () if isinstance(item, Post) and item.is_tracked else (_of_item(event, item, item.author),)


def mentioned(view: View, event: e.Posted | e.Commented | e.Edited) -> list[Occasion]:
    """Return everybody whom a text names; by an edit, whom no earlier version named (READINGS 55).

    Cost: O(mentions), of every version for an edit.
    """
    if isinstance(event, e.Edited):
        item: Post | Comment = view.posts.get(event.id) or view.comments[event.id]
        told = {name for version in (*view.revisions(event.id), item) for name in mentions(version.text)}
        item = attrs.evolve(item, text=event.text)
        named = [name for name in event.added if name not in told]
    else:
        item = event.post if isinstance(event, e.Posted) else event.comment
        named = list(dict.fromkeys(item.mentions))
    return [_of_item(event, item, person) for person in named]


def shared(view: View, event: e.Posted) -> tuple[Occasion, ...]:
    """Return a share: the sharer's, of a post that is its author's; the same post shared again is the same act."""
    post = event.post
    original = None if post.original is None else view.posts.get(post.original)
    if original is None:
        return ()
    share = _of_item(event, post, post.author)
    by = original.author
    return (attrs.evolve(share, author=by, creator=by, object=original.id, thing=post.id),)


def liked(view: View, event: e.Liked) -> Iterator[Occasion]:
    """Yield a like as its giver's. Cost: O(1)."""
    yield _of_item(event, view.posts.get(event.item) or view.comments[event.item], event.user)


def was_liked(view: View, event: e.Liked) -> Iterator[Occasion]:
    """Yield a like as that of whoever wrote what is liked. Cost: O(1)."""
    item = view.posts.get(event.item) or view.comments[event.item]
    yield _of_item(event, item, item.author)


# -- questions and polls -------------------------------------------------------------------------------------


def asked(_view: View, event: e.Posted) -> tuple[Occasion, ...]:
    """Return a question as its asker's. Cost: O(1)."""
    return () if event.post.question is None else (_of_item(event, event.post, event.post.author),)


def answered(view: View, event: e.Commented) -> tuple[Occasion, ...]:
    """Return an answer: the answerer's, to a question that is its author's. Cost: O(1)."""
    question = view.posts.get(event.comment.post)
    if question is None or question.question is None:
        return ()
    answer = _of_item(event, event.comment, event.comment.author)
    return (attrs.evolve(answer, author=question.author, creator=question.author),)


def best_given(view: View, event: e.BestAnswerChosen | e.BestAnswerCleared) -> Iterator[Occasion]:
    """Yield the answers that are the best now, or no more, as the act of whoever judges. Cost: O(1)."""
    return _judged(view, event, "given")


def best_received(view: View, event: e.BestAnswerChosen | e.BestAnswerCleared) -> Iterator[Occasion]:
    """Yield the answers that are the best now, or no more, as those of whoever wrote them. Cost: O(1)."""
    return _judged(view, event, "received")


def _judged(
    view: View, event: e.BestAnswerChosen | e.BestAnswerCleared, side: Literal["given", "received"]
) -> Iterator[Occasion]:
    """Yield the answer that was the best until now, and the one that is from now on."""
    former = view.posts[event.post].best_answer
    chosen = event.comment if isinstance(event, e.BestAnswerChosen) else None
    for name, is_now in ((former, False), (chosen, True)):
        answer = view.comments.get(name or "")
        if answer is not None:
            found = _of_item(event, answer, event.by if side == "given" else answer.author)
            now, then = _marked(found.subject, best=is_now), _marked(found.subject, best=not is_now)
            yield attrs.evolve(found, subject=now, before=then)


def _marked(subject: Record, *, best: bool) -> Record:
    return attrs.evolve(subject, fields=frozen_mapping({**subject.fields, "best": best}))


def is_best(_view: View, _rule: PointsRule, _argument: str, record: Record, _at: dt.datetime) -> bool:
    """Tell whether a comment is the best answer. Cost: O(1)."""
    return record.fields.get("best") is True


def voted(view: View, event: e.Voted) -> Iterator[Occasion]:
    """Yield a vote in a poll: the voter's, on a post that is its author's. Cost: O(1)."""
    yield _of_item(event, view.posts[event.post], event.user)
