"""What events of the conversation do to the store: follows, posts, comments, likes, moderation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.files import hold, release
from collabcore._store.fold.marks import unmark
from collabcore._store.fold.table import on
from collabcore._store.fold.topics import carried_below, forget_topics
from collabcore.model import Comment, Post
from collabcore.visibility import likeness

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["clear", "put", "sources_of"]


# Following


@on(e.Followed)
def followed(store: Store, event: e.Followed) -> None:
    """Following is kept from both ends."""
    store.follow_of.setdefault(event.user, {})[event.target] = len(store.timelines.newest)
    store.follower_of.setdefault(event.target, {})[event.user] = None


@on(e.Unfollowed)
def unfollowed(store: Store, event: e.Unfollowed) -> None:
    """Unfollowing too."""
    del store.follow_of[event.user][event.target]
    del store.follower_of[event.target][event.user]


# Conversation


@on(e.Posted)
def posted(store: Store, event: e.Posted) -> None:
    """A post takes the next number in both orders."""
    post = event.post
    put(store, post)
    hold(store, post.id, post.files)
    sources = sources_of(store, post)
    store.timelines.publish(post.id, sources, event.at)
    _talk(store, post.to, event.at)


def put(store: Store, post: Post) -> None:
    """Keep a post as it is now, among those on its place that are alike. Cost: O(1)."""
    before = store.posts.get(post.id)
    if before is not None:
        _leave(store, before)
        store.sight.wholes.forget(post.id, *store.comments_of.get(post.id, ()))
    store.posts[post.id] = post
    store.alike.setdefault(post.to, {}).setdefault(likeness(post), {})[post.id] = None


def _leave(store: Store, post: Post) -> None:
    kinds, kind = store.alike[post.to], likeness(post)
    del kinds[kind][post.id]
    if not kinds[kind]:
        del kinds[kind]


def _talk(store: Store, place: str, at: dt.datetime) -> None:
    if place in store.talked:
        store.talked[place] = at


def sources_of(store: Store, post: Post) -> tuple[str, ...]:
    """Return the sources a post feeds: everything, its place, author and files; topics and mentions in it and below.

    The names are interned: a stream has one, however many posts it holds; and where there is nothing more than place
    and author, so are they together.
    """
    sources = [f"holds:{file}" for file in post.files]
    sources += [f"topic:{topic}" for topic in dict.fromkeys(carried_below(store, post.id))]
    sources += [f"mentions:{thing}" for thing in _mentioned(store, post)]
    plain = _plain(post.to, post.author, post.is_tracked)
    return (*plain, *map(intern, sources)) if sources else plain


@lru_cache(maxsize=65_536)
def _plain(place: str, author: str | None, is_tracked: bool) -> tuple[str, ...]:  # noqa: FBT001 - a key
    """Return the sources that most posts feed, one tuple for all of one author on one place."""
    where = ("all", intern(f"on:{place}"))
    return where if author is None else (*where, intern(f"changes:{author}" if is_tracked else f"by:{author}"))


def _mentioned(store: Store, post: Post) -> Iterable[str]:
    comments = store.comments_of.get(post.id)
    if not comments:
        return post.mentions
    below = (thing for comment in comments for thing in store.comments[comment].mentions)
    return dict.fromkeys((*post.mentions, *below))


@on(e.Commented)
def commented(store: Store, event: e.Commented) -> None:
    """A comment bumps its post, and makes it mention whom it mentions."""
    comment = event.comment
    store.used.add(comment.id)
    store.comments[comment.id] = comment
    hold(store, comment.id, comment.files)
    store.comments_of.setdefault(comment.post, {})[comment.id] = None
    written = store.commented_by.setdefault(comment.author, {})
    written[comment.post] = written.get(comment.post, 0) + 1
    for source in (f"mentions:{mentioned}" for mentioned in comment.mentions):
        store.timelines.add_source(comment.post, source)
    store.timelines.bump(comment.post, comment.id, event.at)
    _talk(store, store.posts[comment.post].to, event.at)


@on(e.Deleted)
def deleted(store: Store, event: e.Deleted) -> None:
    """A post takes its comments along; ids and numbers stay used."""
    if event.id in store.comments:
        _drop_comment(store, event.id)
    else:
        _drop_post(store, event.id)


def clear(store: Store, place: str) -> None:
    """Delete every post in a place. Cost: O(its posts)."""
    newest = store.timelines.newest
    for number in list(newest.stream(f"on:{place}")):
        _drop_post(store, newest.post(number))


def _drop_post(store: Store, post_id: str) -> None:
    post = store.posts.pop(post_id)
    release(store, post_id, post.files)
    _leave(store, post)
    for comment in store.comments_of.pop(post_id, ()):
        _forget(store, comment)
        forget_topics(store, comment)
        release(store, comment, store.comments[comment].files)
        _unwrite(store, store.comments.pop(comment))
    _forget(store, post_id)
    forget_topics(store, post_id)
    store.timelines.remove(post_id)
    store.pinned.get(post.to, {}).pop(post_id, None)
    said = store.announcements.get(post.to)
    if said is not None and said.post == post_id:
        del store.announcements[post.to]


def _drop_comment(store: Store, comment_id: str) -> None:
    comment = store.comments.pop(comment_id)
    release(store, comment_id, comment.files)
    _unwrite(store, comment)
    _forget(store, comment_id)
    del store.comments_of[comment.post][comment_id]
    forget_topics(store, comment_id, comment.post)
    still = sources_of(store, store.posts[comment.post])
    for source in (f"mentions:{mentioned}" for mentioned in comment.mentions):
        if source not in still:
            store.timelines.drop_source(comment.post, source)
    for reply in [reply for reply in store.comments_of[comment.post] if _replies(store, reply, comment_id)]:
        _drop_comment(store, reply)


def _unwrite(store: Store, comment: Comment) -> None:
    """Take a comment out of what its author has written below its post."""
    written = store.commented_by[comment.author]
    written[comment.post] -= 1
    if not written[comment.post]:
        del written[comment.post]


def _replies(store: Store, comment: str, to: str) -> bool:
    return store.comments[comment].reply_to == to


def _forget(store: Store, item: str) -> None:
    store.sight.wholes.forget(item)
    unmark(store, item)
    store.likes_of.pop(item, None)
    store.ballots_of.pop(item, None)
    store.revisions_of.pop(item, None)


@on(e.Liked)
def liked(store: Store, event: e.Liked) -> None:
    """A like bumps nothing."""
    store.likes_of.setdefault(event.item, {})[event.user] = None


@on(e.Unliked)
def unliked(store: Store, event: e.Unliked) -> None:
    """A like is taken back."""
    del store.likes_of[event.item][event.user]


@on(e.ItemReviewed)
def item_reviewed(store: Store, event: e.ItemReviewed) -> None:
    """The gates of the rule table read the status."""
    if event.id in store.posts:
        put(store, attrs.evolve(store.posts[event.id], status=event.status))
    else:
        store.comments[event.id] = attrs.evolve(store.comments[event.id], status=event.status)
        store.sight.wholes.forget(event.id)


@on(e.AudienceSet)
def audience_set(store: Store, event: e.AudienceSet) -> None:
    """The gates of the rule table read the audience."""
    put(store, attrs.evolve(store.posts[event.id], audience=event.audience))


@on(e.PostPinned)
def post_pinned(store: Store, event: e.PostPinned) -> None:
    """A pin is kept by its place."""
    store.pinned.setdefault(store.posts[event.id].to, {})[event.id] = None


@on(e.PostUnpinned)
def post_unpinned(store: Store, event: e.PostUnpinned) -> None:
    """A pin is taken out."""
    del store.pinned[store.posts[event.id].to][event.id]
