"""Topics, restated: what carries one for a reader, what they know of, and what rises, from the documents alone.

Read it like `restatement`: one condition a line, each with where it was read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from collabcore.model import TopicUse
from collabcore.testing.restatement import may_see
from collabcore.view import View

__all__ = ["carries", "discussed", "known", "rising"]

_FOUR_HOURS = dt.timedelta(hours=4)
_A_WEEK = dt.timedelta(days=7)


def carries(view: View, viewer: str, post: str, topic: str) -> bool:
    """Tell whether a post the viewer sees is about a topic: it, or something below it that they may read (rd 35).

    Cost: O(comments).
    """
    said = [post, *(comment.id for comment in view.comments.values() if comment.post == post)]
    return any(topic in view.topics_on(item) for item in said if may_see(view, viewer, item))


def _seen(view: View, viewer: str) -> list[TopicUse]:
    """Return the uses the viewer may see, oldest first (rd 35)."""
    return [use for use in reversed(list(view.topic_uses())) if may_see(view, viewer, use.item)]


def known(view: View, viewer: str) -> set[str]:
    """Return the topics a viewer knows: all they see in use (law 2).

    Cost: O(uses * facts).
    """
    return {use.topic for use in _seen(view, viewer)}


def rising(view: View, viewer: str, now: dt.datetime) -> dict[str, int]:
    """Return by how much each topic rises (R 10): this window's uses less the last one's, more than none (rd 35).

    Cost: O(uses * facts).
    """
    seen, found = _seen(view, viewer), {}
    for topic in known(view, viewer):
        ages = [(now - use.at, use.user) for use in seen if use.topic == topic]
        this = [user for age, user in ages if age < _FOUR_HOURS]
        last = [user for age, user in ages if _FOUR_HOURS <= age < 2 * _FOUR_HOURS]  # what is older does not matter
        value = len(this) - len(last)
        if len(this) >= 3 and _heads(this) >= 3 and value > 0:  # noqa: PLR2004 - the numbers of the document
            found[topic] = value
    return found


def _heads(users: Iterable[str | None]) -> int:
    return len(set(users) - {None})


def discussed(view: View, viewer: str, now: dt.datetime) -> dict[str, int]:
    """Return how many readable comments of the last week stand below posts about each topic (R 6 "most discussed").

    Cost: O(topics * comments * facts).
    """
    late = [said for said in view.comments.values() if now - said.at < _A_WEEK and may_see(view, viewer, said.id)]
    counts = {
        topic: sum(carries(view, viewer, comment.post, topic) for comment in late) for topic in known(view, viewer)
    }
    return {topic: count for topic, count in counts.items() if count}
