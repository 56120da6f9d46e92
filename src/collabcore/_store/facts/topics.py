"""What the store keeps of a subject: uses of topics in order and by item, and who follows which."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import TopicUse

__all__ = ["TopicsFacts"]


class TopicsFacts:
    """Uses of topics in the order of the journal, from both ends, and follows of topics from both ends."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.uses: dict[tuple[str, str], TopicUse] = {}  # by item and topic
        self.topics_of: dict[str, dict[str, None]] = {}
        self.tagged_of: dict[str, dict[str, None]] = {}
        self.topic_follow_of: dict[str, dict[str, int]] = {}
        self.topic_follower_of: dict[str, dict[str, None]] = {}

    def topics_on(self, item: str) -> AbstractSet[str]:
        """Return the topics a post or comment carries itself."""
        return self.topics_of.get(item, NOBODY).keys()

    def tagged(self, topic: str) -> AbstractSet[str]:
        """Return the posts and comments that carry a topic."""
        return self.tagged_of.get(topic, NOBODY).keys()

    def topic_uses(self) -> Iterator[TopicUse]:
        """Yield every use of a topic that stands, the latest first."""
        return reversed(self.uses.values())

    def followed_topics(self, user: str) -> AbstractSet[str]:
        """Return the topics a user follows."""
        return self.topic_follow_of.get(user, NOBODY).keys()

    def topic_followers(self, topic: str) -> AbstractSet[str]:
        """Return who follows a topic."""
        return self.topic_follower_of.get(topic, NOBODY).keys()

    def topic_followed_since(self, user: str, topic: str) -> int:
        """Return how many posts there had been when a user began to follow a topic."""
        return self.topic_follow_of[user][topic]
