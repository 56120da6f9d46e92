"""Topics, told by their events."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.conversation import ConversationTwin
from collabcore.testing.reference.parts import ReferenceTimeline, first, second
from collabcore.view import Order

__all__ = ["TopicsTwin"]


class TopicsTwin(ConversationTwin):
    """Topics and who follows them, told by their events; those of what is gone are nobody's."""

    def __init__(self) -> None:
        super().__init__()
        self._uses: dict[tuple[str, str], model.TopicUse] = {}  # (item, topic)
        self._topic_follows: dict[tuple[str, str], int] = {}  # (user, topic): how many posts there had been

    def _apply_topics(self, event: ev.Event) -> None:
        match event:
            case ev.TopicAdded(item=item, topic=topic, by=by, at=at):
                user = None if by == model.HOST else by
                self._uses[item, topic] = model.TopicUse(topic=topic, item=item, user=user, at=at)
            case ev.TopicRemoved(item=item, topic=topic):
                self._uses.pop((item, topic), None)
            case ev.TopicFollowed(user=user, topic=topic):
                said = sum(isinstance(earlier, ev.Posted) for earlier in self.events)
                self._topic_follows[user, topic] = said
            case ev.TopicUnfollowed(user=user, topic=topic):
                self._topic_follows.pop((user, topic), None)
            case _:
                pass

    def _standing(self) -> list[tuple[str, str]]:
        """Return the items there are with the topics they carry, in the order of putting."""
        return [pair for pair in self._uses if pair[0] in self.posts or pair[0] in self.comments]

    def timeline(self, order: Order) -> ReferenceTimeline:
        """Return all posts in one order, numbered anew. Cost: O(events)."""
        return ReferenceTimeline(self, order)

    def topics_on(self, item: str) -> AbstractSet[str]:
        """Return the topics a post or comment carries itself, in the order of putting. Cost: O(uses)."""
        return second(self._standing(), item)

    def tagged(self, topic: str) -> AbstractSet[str]:
        """Return the posts and comments that carry a topic, in the order of putting. Cost: O(uses)."""
        return first(self._standing(), topic)

    def topic_uses(self) -> Iterator[model.TopicUse]:
        """Yield every use of a topic that stands, the latest first. Cost: O(uses)."""
        return (self._uses[pair] for pair in reversed(self._standing()))

    def followed_topics(self, user: str) -> AbstractSet[str]:
        """Return the topics a user follows, in the order of following. Cost: O(follows)."""
        return second(self._topic_follows, user)

    def topic_followers(self, topic: str) -> AbstractSet[str]:
        """Return who follows a topic, in the order of following. Cost: O(follows)."""
        return first(self._topic_follows, topic)

    def topic_followed_since(self, user: str, topic: str) -> int:
        """Return how many posts had been made when a user began to follow a topic. Cost: O(1)."""
        return self._topic_follows[user, topic]
