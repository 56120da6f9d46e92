"""Edits and shares: the same post with other words, and other words around the same post."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, text, visibility
from collabcore.decide import bodies
from collabcore.decide.asking import Ask, handles
from collabcore.decide.topics import after_edit, few_topics, retagged, sensible_topics, tagged
from collabcore.model import Comment, Group, Post

__all__: list[str] = []


@handles(c.Edit)
def edit(ask: Ask, command: c.Edit) -> Iterator[e.Event]:
    """Change the text of a post or comment; mentions are read again (RULES 4.3, READINGS 55)."""
    item = ask.item(command.id)
    post = item if isinstance(item, Post) else ask.view.posts[item.post]
    allowed = ask.actor is None or groups.may_edit(ask.view, ask.actor, item)
    mentions, kept = text.mentions(command.text), item.mentions if allowed else ()
    added = [ask.place(thing) for thing in mentions if thing not in kept]  # to others a mention tells of nobody
    shown = () if isinstance(item, Comment) else (item.links, item.poll, item.question, item.original)
    beside = (*shown, item.files)
    ask.sensible(not post.is_tracked or item is not post, f"`{item.id}` was made by the system", "post.tracked")
    bodies.sensible_body(ask, command.text, added, beside=beside)
    topics = after_edit(ask, item, sensible_topics(ask, command.text))
    ask.may(allowed, f"`{ask.by}` may not edit `{item.id}`", "item.not_an_editor")
    bodies.may_mention(ask, ask.by, post.to, added)
    bodies.open_to_actor(ask, post)
    bodies.few_mentions(ask, mentions)
    few_topics(ask, topics)
    if command.text != item.text:
        new = tuple(thing.id for thing in added)
        yield ask.event(e.Edited, id=item.id, text=command.text, mentions=mentions, added=new)
        yield from retagged(ask, item.id, topics)


@handles(c.Share)
def share(ask: Ask, command: c.Share) -> Iterator[e.Event]:
    """Post by reference what somebody posted: the original, where a share is shared (RULES 1.4, READINGS 12)."""
    shared = ask.known(Post, command.post)
    place = None if command.to is None else ask.place(command.to)
    mentioned = bodies.mentioned_in(ask, command.text)
    author = ask.person("share a post")
    to = author if place is None else place
    bodies.sensible_body(ask, command.text, mentioned, beside=(shared,))
    topics = sensible_topics(ask, command.text)
    root = _root(ask, shared)
    shareable = root is None or groups.may_share(ask.view, root)
    ask.may(shareable, f"posts on `{shared.to if root is None else root.to}` are not shared", "share.not_from_there")
    ask.may(groups.may_post(ask.view, author, to.id), f"`{author.id}` may not post on `{to.id}`", "post.not_here")
    bodies.may_mention(ask, author.id, to.id, mentioned)
    bodies.open_place(ask, to)
    bodies.published(ask, shared)
    ask.possible(root is not None, f"what `{shared.id}` shares is not available", "share.unavailable")
    assert root is not None  # noqa: S101 - said again for the type checker
    bodies.published(ask, root)
    made = Post(
        id=ask.new_id(command.id),
        author=author.id,
        to=to.id,
        text=command.text,
        at=ask.at,
        mentions=tuple(thing.id for thing in mentioned),
        audience=bodies.audience_of(author, to, "default"),
        network=to.network if isinstance(to, Group) else None,
        original=root.id,
    )
    bodies.few_mentions(ask, mentioned)
    few_topics(ask, topics)
    yield ask.event(e.Posted, post=made)
    yield from tagged(ask, made.id, topics)


def _root(ask: Ask, shared: Post) -> Post | None:
    """Return what a share leads to, if the actor may see it; any other post leads to itself."""
    if shared.original is None:
        return shared
    visible = visibility.can_see(ask.view, ask.by, shared.original)
    return ask.view.posts[shared.original] if visible else None
