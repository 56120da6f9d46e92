"""Topics: which of them a reader meets, how much they are talked about, and which of them rise.

Rule 1: a topic is a name, its text folded, in a name space of its own (READINGS 35). Nobody may or may not see a name;
what a reader learns of it comes from the posts and comments that carry it *and that they see*: whether it is known,
every count, every order.
Rule 2: a post carries the topics of its text, those put on it, and for who may read them those of comments below it.
Rule 3: what trends is told by change and not by volume: uses in the last four hours less uses in the four before.
Ages are whole moments: a use exactly four hours old belongs to the window before, one of eight hours to none.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

import attrs

from collabcore import visibility
from collabcore.errors import not_found
from collabcore.gates import is_expired, readable_comments
from collabcore.model import TopicUse
from collabcore.shapes import Told
from collabcore.text import folded
from collabcore.view import View

__all__ = [
    "QUALIFIES",
    "TALK_FOR",
    "WEEK",
    "WINDOW",
    "TopicCard",
    "Trend",
    "awake",
    "card",
    "carried",
    "carried_by",
    "carries",
    "is_known",
    "known",
    "known_followers",
    "most_discussed",
    "trending",
]

WINDOW: Final = dt.timedelta(hours=4)
"""How long the window of a trend is, and the one before it (RULES 10)."""

QUALIFIES: Final = 3
"""How many uses, and by how many people, a topic needs in the window to trend (RULES 10)."""

WEEK: Final = dt.timedelta(days=7)
"""How far back what is discussed is counted."""

TALK_FOR: Final = dt.timedelta(days=60)
"""How far back the people who talk about a topic are counted: two months (RULES 10 [OR:Topic])."""


@attrs.frozen(kw_only=True, repr=False)
class TopicCard(Told):
    """A topic as one viewer meets it: posts and people they see, and whether they follow it."""

    id: str
    kind: str = "topic"
    posts: int
    talking: int
    followers: int
    followed: bool


@attrs.frozen(kw_only=True, repr=False)
class Trend(Told):
    """A topic and how much it rises, or is discussed."""

    topic: str
    value: int


# What a reader meets


def carries(view: View, reader: str, post: str, topic: str) -> bool:
    """Tell whether a visible post carries a topic for a reader: itself, or in a comment they may see.

    Cost: O(comments).
    """
    if topic in view.topics_on(post):
        return True
    return any(topic in view.topics_on(comment) for comment in readable_comments(view, reader, post))


def carried(view: View, reader: str, post: str) -> tuple[str, ...]:
    """Return the topics that a visible post carries for a reader: its own first, then those of comments.

    Cost: O(comments).
    """
    return carried_by(view, post, *readable_comments(view, reader, post))


def carried_by(view: View, *items: str) -> tuple[str, ...]:
    """Return the topics that some items carry, each once, in their order.

    Cost: O(items + topics).
    """
    return tuple(dict.fromkeys([topic for item in items for topic in view.topics_on(item)]))


def is_known(view: View, reader: str, topic: str) -> bool:
    """Tell whether a reader sees any use of a topic, named as it is folded.

    Cost: O(uses of it, until one is seen).
    """
    return any(visibility.can_see(view, reader, item) for item in view.tagged(topic))


def known(view: View, reader: str) -> dict[str, TopicUse]:
    """Return every topic a reader knows with its latest use that they see, the one used last first.

    Cost: O(uses).
    """
    found: dict[str, TopicUse] = {}
    for use in view.topic_uses():
        if use.topic not in found and visibility.can_see(view, reader, use.item):
            found[use.topic] = use
    return found


def awake(view: View, user: str) -> Iterator[str]:
    """Yield the topics a user follows and still knows, in the order of following; the others sleep (READINGS 39).

    Cost: O(follows x uses).
    """
    return (topic for topic in view.followed_topics(user) if is_known(view, user, topic))


def known_followers(view: View, viewer: str, topic: str) -> Iterator[str]:
    """Yield the awake followers of a topic that a viewer may know (READINGS 39, 45).

    Cost: O(followers x uses).
    """
    for user in view.topic_followers(topic):
        if view.users[user].active and visibility.can_see(view, viewer, user) and is_known(view, user, topic):
            yield user


def card(view: View, viewer: str, name: str, at: dt.datetime) -> TopicCard:
    """Return a topic as a viewer meets it at a moment; counts count what they see, as its feed shows it.

    Cost: O(uses of it + comments there).

    Raises:
        NotFoundError: The viewer sees no use of it, or there is none.
    """
    topic = folded(name)
    if not is_known(view, viewer, topic):
        raise not_found(name)
    seen = [item for item in view.tagged(topic) if visibility.can_see(view, viewer, item)]
    posts = (view.posts[post] for post in dict.fromkeys(_post(view, item) for item in seen))
    return TopicCard(
        id=topic,
        posts=sum(not is_expired(view, viewer, post, at) for post in posts),
        talking=len(_people(use for use in _uses_since(view, viewer, at - TALK_FOR) if use.topic == topic)),
        followers=sum(1 for _ in known_followers(view, viewer, topic)),
        followed=topic in view.followed_topics(viewer),
    )


def _post(view: View, item: str) -> str:
    comment = view.comments.get(item)
    return item if comment is None else comment.post


def _uses_since(view: View, viewer: str, since: dt.datetime) -> Iterator[TopicUse]:
    """Yield the uses a viewer sees that are younger than a moment, the latest first."""
    late = takewhile(lambda use: use.at > since, view.topic_uses())
    return (use for use in late if visibility.can_see(view, viewer, use.item))


def _people(uses: Iterator[TopicUse]) -> set[str]:
    return {use.user for use in uses if use.user is not None}


# What rises


def trending(view: View, viewer: str, at: dt.datetime) -> tuple[Trend, ...]:
    """Return the topics that rise at a moment, the steepest first; of equals the one used last stands first.

    At least three uses by three people in the last four hours, more of them than in the four before; only uses that
    the viewer sees count.

    Cost: O(uses of eight hours).

    Source: RULES 10 [H-TREND], READINGS 35.
    """
    now: dict[str, list[TopicUse]] = {}
    before = Counter[str]()
    for use in _uses_since(view, viewer, at - 2 * WINDOW):
        if use.at > at - WINDOW:
            now.setdefault(use.topic, []).append(use)
        else:
            before[use.topic] += 1
    risen = [
        Trend(topic=topic, value=len(uses) - before[topic])
        for topic, uses in now.items()
        if len(uses) >= QUALIFIES and len(_people(iter(uses))) >= QUALIFIES
    ]
    return _ranked([trend for trend in risen if trend.value > 0])


def most_discussed(view: View, viewer: str, at: dt.datetime) -> tuple[Trend, ...]:
    """Return the topics of the posts that were commented on in the last week, by how many comments, most first.

    Only comments that the viewer sees count; of equals the one discussed last stands first.

    Cost: O(comments of the week + comments below those posts).

    Source: RULES 6.
    """
    counts = Counter[str]()
    topics: dict[str, tuple[str, ...]] = {}
    for comment in takewhile(lambda one: one.at > at - WEEK, reversed(tuple(view.comments.values()))):
        if visibility.can_see(view, viewer, comment.id):
            if comment.post not in topics:
                topics[comment.post] = carried(view, viewer, comment.post)
            counts.update(topics[comment.post])
    return _ranked([Trend(topic=topic, value=number) for topic, number in counts.items()])


def _ranked(trends: list[Trend]) -> tuple[Trend, ...]:
    """Return trends by value, keeping the order of equals: the latest first, as they were met."""
    return tuple(sorted(trends, key=lambda trend: -trend.value))
