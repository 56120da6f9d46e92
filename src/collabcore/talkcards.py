"""Posts and comments as one viewer may read them: what is made for every line of every page.

Rule: a card is made only for who was found to see the thing; counts count what this viewer may see.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

import attrs

from collabcore import records, visibility
from collabcore.gates import readable_comments
from collabcore.marks import FlagCard, flags_seen
from collabcore.model import Audience, Change, Comment, Post, PostType, Status
from collabcore.shapes import Told
from collabcore.topics import carried_by
from collabcore.view import View

__all__ = [
    "ChoiceCard",
    "CommentCard",
    "PollCard",
    "PostCard",
    "comment_card",
    "if_known",
    "is_same_for_all",
    "post_card",
]


@attrs.frozen(repr=False)
class ChoiceCard(Told):
    """A choice of a poll, and how many chose it."""

    text: str
    votes: int


@attrs.frozen(repr=False)
class PollCard(Told):
    """A poll: how many chose what, what the viewer chose (None: nothing yet), and how many votes there are."""

    choices: tuple[ChoiceCard, ...]
    mine: str | None
    total: int


@attrs.frozen(kw_only=True, repr=False)
class PostCard(Told):
    """A post with the likes and comments the viewer may count.

    `original` is what a share shares, None where that is deleted or out of the viewer's sight: the share stays.
    """

    id: str
    kind: str = "post"
    author: str | None
    to: str
    text: str
    at: dt.datetime
    status: Status
    likes: int
    comments: int
    audience: Audience = "all"
    network: str | None = None
    pinned: bool = False
    badge: str | None = None
    tracked: tuple[Change, ...] = ()
    type: PostType = "text"
    links: tuple[str, ...] = ()
    poll: PollCard | None = None
    question: str | None = None
    best_answer: str | None = None
    closed: bool = False
    original: PostCard | None = None
    edited_at: dt.datetime | None = None
    files: tuple[str, ...] = ()
    flags: tuple[FlagCard, ...] = ()
    topics: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class CommentCard(Told):
    """A comment with the likes it has."""

    id: str
    kind: str = "comment"
    post: str
    author: str
    text: str
    at: dt.datetime
    status: Status
    likes: int
    reply_to: str | None = None
    edited_at: dt.datetime | None = None
    files: tuple[str, ...] = ()
    flags: tuple[FlagCard, ...] = ()


def if_known(view: View, viewer: str, thing: str | None) -> str | None:
    """Return the id of a thing for who may see or know of it, else None. Cost: O(1)."""
    return thing if thing is not None and visibility.can_see(view, viewer, thing) else None


def post_card(view: View, viewer: str, post: Post) -> PostCard:
    """Return a post as a viewer may read it who was found to see it, as whoever has it on a page was.

    Cost: O(comments).
    """
    comments = readable_comments(view, viewer, post.id)
    return PostCard(
        id=post.id,
        author=post.author,
        to=post.to,
        text=post.text,
        at=post.at,
        status=post.status,
        likes=len(view.likes(post.id)),
        comments=len(comments),
        audience=post.audience,
        network=post.network,
        pinned=post.id in view.pins(post.to),
        badge=if_known(view, viewer, post.badge) if post.badge else None,
        tracked=_readable_changes(view, viewer, post) if post.changes else (),
        type=post.type,
        links=post.links,
        poll=_poll_card(view, viewer, post) if post.poll else None,
        question=post.question,
        best_answer=post.best_answer,
        closed=post.closed,
        original=_original(view, viewer, post) if post.original else None,
        edited_at=_edited_at(view, post.id),
        files=post.files,
        flags=flags_seen(view, viewer, post.id),
        topics=carried_by(view, post.id, *comments),
    )


def is_same_for_all(view: View, post: Post) -> bool:
    """Tell whether everybody who sees a post is given the same card of it.

    Cost: O(comments).
    """
    differing = post.badge or post.changes or post.poll or post.original
    return not (differing or view.comments_on(post.id) or view.flags(post.id))


def _poll_card(view: View, viewer: str, post: Post) -> PollCard:
    votes = view.ballots(post.id)
    counts = Counter(votes.values())
    choices = tuple(ChoiceCard(choice, counts[choice]) for choice in post.poll)
    return PollCard(choices, votes.get(viewer), len(votes))


def _original(view: View, viewer: str, post: Post) -> PostCard | None:
    """Return the card of what a share shares, for who may see it too (law 10)."""
    original = if_known(view, viewer, post.original)
    return None if original is None else post_card(view, viewer, view.posts[original])


def _edited_at(view: View, item: str) -> dt.datetime | None:
    revisions = view.revisions(item)
    return revisions[-1].at if revisions else None


def _readable_changes(view: View, viewer: str, post: Post) -> tuple[Change, ...]:
    hidden = records.hidden_fields(view, view.users[viewer], view.records[post.to].type)
    return tuple(change for change in post.changes if change.field not in hidden)


def comment_card(view: View, viewer: str, comment: Comment) -> CommentCard:
    """Return a comment as a viewer may read it who was found to see it. Cost: O(flags)."""
    return CommentCard(
        id=comment.id,
        post=comment.post,
        author=comment.author,
        text=comment.text,
        at=comment.at,
        status=comment.status,
        likes=len(view.likes(comment.id)),
        reply_to=if_known(view, viewer, comment.reply_to),
        edited_at=_edited_at(view, comment.id),
        files=comment.files,
        flags=flags_seen(view, viewer, comment.id),
    )
