"""Posts, comments, likes and what moderators do with them."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, text
from collabcore.decide.asking import Ask, handles
from collabcore.model import Comment, Group, Post, Record, User

__all__: list[str] = []


def _mentioned(ask: Ask, body: str) -> list[User | Group | Record]:
    """Return the things a text mentions, all known to its author (READINGS 36)."""
    return [ask.place(thing) for thing in text.mentions(body)]


def _sensible_body(ask: Ask, body: str, mentioned: list[User | Group | Record]) -> None:
    ask.sensible(bool(body.strip()), "there is nothing in it: write something", "text.empty")
    ask.sensible(
        len(body) <= text.BODY_LIMIT,
        f"a text has at most `{text.BODY_LIMIT}` characters, not `{len(body)}`",
        "text.too_long",
    )
    for thing in mentioned:
        ask.sensible(
            not isinstance(thing, Record), f"`{thing.id}` is a record: mention people and groups", "mention.kind"
        )
        away = isinstance(thing, User) and not thing.active
        ask.sensible(not away, f"`{thing.id}` is deactivated and cannot be mentioned", "mention.inactive")


def _may_mention(ask: Ask, author: User, to: str, mentioned: list[User | Group | Record]) -> None:
    """Refuse a group whose mention would show it to people who do not know it (RULES 1.3, READINGS 36)."""
    for thing in mentioned:
        if isinstance(thing, Group):
            foreign = thing.access == "private" and author.id not in ask.view.members(thing.id)
            reveals = thing.access == "unlisted" and thing.id != to
            ask.may(not (foreign or reveals), f"`{thing.id}` may not be mentioned here", "mention.disallowed")


def _few_mentions(ask: Ask, mentioned: list[User | Group | Record]) -> None:
    ask.below(len(mentioned) - 1, text.MENTION_LIMIT, f"`{len(mentioned)}` mentions are too many", "mention.limit")


@handles(c.Post)
def post(ask: Ask, command: c.Post) -> Iterator[e.Event]:
    """Write on a wall, in a group or on a record (RULES 1.6b)."""
    place = None if command.to is None else ask.place(command.to)
    mentioned = _mentioned(ask, command.text)
    author = ask.person("write a post")
    to = author if place is None else place
    _sensible_body(ask, command.text, mentioned)
    ask.may(groups.may_post(ask.view, author, to.id), f"`{author.id}` may not post on `{to.id}`", "post.not_here")
    _may_mention(ask, author, to.id, mentioned)
    if isinstance(to, User):
        ask.active(to)
    new_id = ask.new_id(command.id)
    _few_mentions(ask, mentioned)
    ids = tuple(thing.id for thing in mentioned)
    made = Post(id=new_id, author=author.id, to=to.id, text=command.text, at=ask.at, mentions=ids)
    yield ask.event(e.Posted, post=made)


@handles(c.Comment)
def comment(ask: Ask, command: c.Comment) -> Iterator[e.Event]:
    """Answer below a post that one sees."""
    below = ask.known(Post, command.post)
    mentioned = _mentioned(ask, command.text)
    author = ask.person("write a comment")
    _sensible_body(ask, command.text, mentioned)
    ask.may(groups.may_comment(ask.view, author, below), f"`{author.id}` may not comment here", "comment.not_here")
    _may_mention(ask, author, below.to, mentioned)
    _published(ask, below)
    new_id = ask.new_id(command.id)
    _few_mentions(ask, mentioned)
    ids = tuple(thing.id for thing in mentioned)
    made = Comment(id=new_id, post=below.id, author=author.id, text=command.text, at=ask.at, mentions=ids)
    yield ask.event(e.Commented, comment=made)


def _published(ask: Ask, item: Post | Comment) -> None:
    ask.possible(item.status == "published", f"`{item.id}` is {item.status}", "item.not_published")


@handles(c.Delete)
def delete(ask: Ask, command: c.Delete) -> Iterator[e.Event]:
    """Delete a post with its comments, or a comment."""
    item = ask.item(command.id)
    allowed = ask.actor is None or groups.may_delete_item(ask.view, ask.actor, item.id)
    ask.may(allowed, f"`{ask.by}` may not delete `{item.id}`", "item.not_yours")
    yield ask.event(e.Deleted, id=item.id)


@handles(c.Like)
def like(ask: Ask, command: c.Like) -> Iterator[e.Event]:
    """Like what one sees."""
    item = ask.item(command.item)
    user = ask.person("like")
    if user.id not in ask.view.likes(item.id):
        _published(ask, item)
        yield ask.event(e.Liked, user=user.id, item=item.id)


@handles(c.Unlike)
def unlike(ask: Ask, command: c.Unlike) -> Iterator[e.Event]:
    """Take a like back."""
    item = ask.item(command.item)
    user = ask.person("take back a like")
    if user.id in ask.view.likes(item.id):
        yield ask.event(e.Unliked, user=user.id, item=item.id)


@handles(c.Review)
def review(ask: Ask, command: c.Review) -> Iterator[e.Event]:
    """Publish, hold back or isolate (READINGS 54)."""
    item = ask.item(command.item)
    allowed = ask.actor is None or groups.may_review(ask.actor, item.status, command.status)
    ask.may(allowed, f"`{ask.by}` may not make `{item.id}` {command.status}", "item.not_a_reviewer")
    if item.status != command.status:
        yield ask.event(e.ItemReviewed, id=item.id, status=command.status)
