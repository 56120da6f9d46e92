"""What events about topics do to the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from collabcore import events as e
from collabcore._store.fold.table import on
from collabcore.model import HOST, TopicUse

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["carried_below", "forget_topics"]


@on(e.TopicAdded)
def topic_added(store: Store, event: e.TopicAdded) -> None:
    """A use is kept in order and from both ends, and the post feeds the topic."""
    item, topic = event.item, event.topic
    user = None if event.by == HOST else event.by
    store.uses[item, topic] = TopicUse(topic=topic, item=item, user=user, at=event.at)
    store.topics_of.setdefault(item, {})[topic] = None
    store.tagged_of.setdefault(topic, {})[item] = None
    store.timelines.add_source(_post(store, item), f"topic:{topic}")


@on(e.TopicRemoved)
def topic_removed(store: Store, event: e.TopicRemoved) -> None:
    """It is dropped from all of them."""
    _drop(store, event.item, event.topic)
    _starve(store, _post(store, event.item), event.topic)


@on(e.TopicFollowed)
def topic_followed(store: Store, event: e.TopicFollowed) -> None:
    """Following is kept from both ends."""
    store.topic_follow_of.setdefault(event.user, {})[event.topic] = len(store.timelines.newest)
    store.topic_follower_of.setdefault(event.topic, {})[event.user] = None


@on(e.TopicUnfollowed)
def topic_unfollowed(store: Store, event: e.TopicUnfollowed) -> None:
    """And dropped from both."""
    del store.topic_follow_of[event.user][event.topic]
    del store.topic_follower_of[event.topic][event.user]


def carried_below(store: Store, post: str) -> Iterator[str]:
    """Yield the topics that a post or a comment below it carries, now and then twice. Cost: O(comments)."""
    topics_of = store.topics_of
    if topics_of:
        for item in (post, *store.comments_of.get(post, ())):
            yield from topics_of.get(item, ())


def forget_topics(store: Store, item: str, post: str | None = None) -> None:
    """Forget the topics of what is deleted; `post` is what a deleted comment was below. Cost: O(its topics)."""
    for topic in list(store.topics_of.get(item, ())):
        _drop(store, item, topic)
        if post is not None:
            _starve(store, post, topic)


def _drop(store: Store, item: str, topic: str) -> None:
    del store.uses[item, topic]
    del store.topics_of[item][topic]
    del store.tagged_of[topic][item]


def _starve(store: Store, post: str, topic: str) -> None:
    """Let a post feed a topic no more, unless it or a comment still carries it."""
    if topic not in carried_below(store, post):
        store.timelines.drop_source(post, f"topic:{topic}")


def _post(store: Store, item: str) -> str:
    comment = store.comments.get(item)
    return item if comment is None else comment.post
