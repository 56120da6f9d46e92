"""What judgments ask of the world: which topics what is said carries, and who follows them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import TopicUse

__all__ = ["TopicsView"]


class TopicsView(Protocol):
    """Which topics what is said carries, and who follows them. A topic is named by its text, folded (READINGS 35)."""

    def topics_on(self, item: str) -> AbstractSet[str]:
        """Return the topics a post or comment carries itself, in the order of putting. Cost: O(1)."""

    def tagged(self, topic: str) -> AbstractSet[str]:
        """Return the posts and comments that carry a topic, seen or not, in the order of putting. Cost: O(1)."""

    def topic_uses(self) -> Iterator[TopicUse]:
        """Yield every use of a topic that stands, the latest first. Cost: O(1) each."""

    def followed_topics(self, user: str) -> AbstractSet[str]:
        """Return the topics a user follows, awake or dormant, in the order of following. Cost: O(1)."""

    def topic_followers(self, topic: str) -> AbstractSet[str]:
        """Return who follows a topic, active or not, in the order of following. Cost: O(1)."""

    def topic_followed_since(self, user: str, topic: str) -> int:
        """Return how many posts had been made when a user began to follow a topic. Cost: O(1)."""
