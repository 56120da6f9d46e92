"""Topics: written in a text, put on a post, taken off it (RULES 4.1, 4.3, READINGS 35)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups, text
from collabcore.decide import bodies
from collabcore.decide.asking import Ask, handles
from collabcore.model import Comment, Post

__all__ = ["after_edit", "few_topics", "retagged", "sensible_topics", "tagged"]


def sensible_topics(ask: Ask, body: str) -> tuple[str, ...]:
    """Return the topics of a text; refuse names that are too long."""
    found = text.topics(body)
    for name in found:
        _sensible_name(ask, name)
    return found


def _sensible_name(ask: Ask, name: str) -> None:
    limit = text.TOPIC_NAME_LIMIT
    fits = len(name) <= limit
    ask.sensible(fits, f"a topic has at most `{limit}` characters, not `{len(name)}`", "topic.too_long")


def few_topics(ask: Ask, topics: Collection[str]) -> None:
    """Refuse more topics than one post or comment may have (RULES 4.1)."""
    ask.below(len(topics) - 1, text.TOPIC_LIMIT, f"`{len(topics)}` topics are too many", "topic.limit")


def tagged(ask: Ask, item: str, topics: Collection[str]) -> Iterator[e.Event]:
    """Yield that something new carries topics."""
    return (ask.event(e.TopicAdded, item=item, topic=topic) for topic in topics)


def after_edit(ask: Ask, item: Post | Comment, topics: Collection[str]) -> tuple[str, ...]:
    """Return what an item carries once its text has some topics: new ones come, those it has no more go.

    Those put on by hand stay, and those taken off by hand do not come back while the text keeps them.
    """
    carried, before = ask.view.topics_on(item.id), text.topics(item.text)
    kept = [topic for topic in carried if topic in topics or topic not in before]
    return tuple(dict.fromkeys((*kept, *(topic for topic in topics if topic not in before))))


def retagged(ask: Ask, item: str, topics: Collection[str]) -> Iterator[e.Event]:
    """Yield what makes an item carry these topics and no others."""
    carried = ask.view.topics_on(item)
    for topic in carried:
        if topic not in topics:
            yield ask.event(e.TopicRemoved, item=item, topic=topic)
    yield from tagged(ask, item, [topic for topic in topics if topic not in carried])


@handles(c.Tag)
def tag(ask: Ask, command: c.Tag) -> Iterator[e.Event]:
    """Put a topic on a post: whoever may comment there may say what it is about, closed or not (RULES 4.3)."""
    post, topic = _asked(ask, command)
    if topic not in ask.view.topics_on(post.id):
        bodies.published(ask, post)
        few_topics(ask, (*ask.view.topics_on(post.id), topic))
        yield ask.event(e.TopicAdded, item=post.id, topic=topic)


@handles(c.Untag)
def untag(ask: Ask, command: c.Untag) -> Iterator[e.Event]:
    """Take one off, as who may put one on."""
    post, topic = _asked(ask, command)
    if topic in ask.view.topics_on(post.id):
        bodies.published(ask, post)
        yield ask.event(e.TopicRemoved, item=post.id, topic=topic)


def _asked(ask: Ask, command: c.Tag | c.Untag) -> tuple[Post, str]:
    post, topic = ask.known(Post, command.post), text.folded(command.topic)
    ask.sensible(bool(topic), "a topic has a name", "topic.empty")
    _sensible_name(ask, topic)
    allowed = ask.actor is None or groups.may_comment(ask.view, ask.actor, post)
    ask.may(allowed, f"`{ask.by}` may not say what `{post.id}` is about", "topic.not_here")
    return post, topic
