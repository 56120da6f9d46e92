"""What judgments ask of the world: follows, posts, comments, likes, and the order of posts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.model import Comment, Post, Revision
from collabcore.view.timeline import Order, Timeline

__all__ = ["ConversationView"]


class ConversationView(Protocol):
    """Follows, posts, comments, likes, and the order of posts."""

    @property
    def posts(self) -> Mapping[str, Post]:
        """Every post by id, oldest first. Cost: O(1)."""

    @property
    def comments(self) -> Mapping[str, Comment]:
        """Every comment by id, oldest first. Cost: O(1)."""

    def posts_on(self, place: str) -> Mapping[Hashable, Collection[str]]:
        """Return the posts on a wall, in a group or on a record, by `visibility.likeness`, oldest first. Cost: O(1)."""

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows, awake or dormant, in the order of following. Cost: O(1)."""

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a user or record, active or not, in the order of following. Cost: O(1)."""

    def followed_since(self, user: str, target: str) -> int:
        """Return how many posts had been made when a user began to follow a target. Cost: O(1)."""

    def commented(self, user: str) -> AbstractSet[str]:
        """Return the posts below which a user has written comments that are still there. Cost: O(1)."""

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post, oldest first. Cost: O(1)."""

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment, in the order of liking. Cost: O(1)."""

    def ballots(self, post: str) -> Mapping[str, str]:
        """Return each voter's choice in a post's poll, in the order of first voting. Cost: O(1)."""

    def revisions(self, item: str) -> Sequence[Revision]:
        """Return what a post or comment said before each edit, oldest first. Cost: O(1)."""

    def timeline(self, order: Order) -> Timeline:
        """Return all posts in one order. Cost: O(1)."""
