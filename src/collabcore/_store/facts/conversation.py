"""What the store keeps of a subject: follows, posts, comments, likes, and posts in both orders."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from collabcore._store.copying import looked_at
from collabcore._store.facts.table import NOBODY
from collabcore._store.timeline import NumberedTimeline, Timelines
from collabcore.model import Comment, Post, Revision
from collabcore.view import Order

__all__ = ["ConversationFacts"]

_NO_POSTS: Final[Mapping[Hashable, Collection[str]]] = {}


class ConversationFacts:
    """Follows, posts, comments, likes, and posts in both orders."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.posts: dict[str, Post] = {}
        self.alike: dict[str, dict[Hashable, dict[str, None]]] = {}
        self.comments: dict[str, Comment] = {}
        self.follow_of: dict[str, dict[str, int]] = {}
        self.follower_of: dict[str, dict[str, None]] = {}
        self.commented_by: dict[str, dict[str, int]] = {}
        self.comments_of: dict[str, dict[str, None]] = {}
        self.likes_of: dict[str, dict[str, None]] = {}
        self.ballots_of: dict[str, dict[str, str]] = {}
        self.revisions_of: dict[str, list[Revision]] = {}
        self.timelines = Timelines()

    def posts_on(self, place: str) -> Mapping[Hashable, Collection[str]]:
        """Return the posts on a place, by likeness."""
        return looked_at(self.alike, place) or _NO_POSTS

    def follows(self, user: str) -> AbstractSet[str]:
        """Return what a user follows."""
        return self.follow_of.get(user, NOBODY).keys()

    def followers(self, target: str) -> AbstractSet[str]:
        """Return who follows a target."""
        return self.follower_of.get(target, NOBODY).keys()

    def followed_since(self, user: str, target: str) -> int:
        """Return how many posts there had been when a user began to follow a target."""
        return self.follow_of[user][target]

    def commented(self, user: str) -> AbstractSet[str]:
        """Return the posts below which a user has written."""
        return self.commented_by.get(user, NOBODY).keys()

    def comments_on(self, post: str) -> Sequence[str]:
        """Return the comments of a post."""
        return tuple(self.comments_of.get(post, NOBODY))

    def likes(self, item: str) -> AbstractSet[str]:
        """Return who likes a post or comment."""
        return self.likes_of.get(item, NOBODY).keys()

    def ballots(self, post: str) -> Mapping[str, str]:
        """Return each voter's choice in a poll."""
        return self.ballots_of.get(post, {})

    def revisions(self, item: str) -> Sequence[Revision]:
        """Return what a post or comment said before."""
        return tuple(self.revisions_of.get(item, ()))

    def timeline(self, order: Order) -> NumberedTimeline:
        """Return all posts in one order."""
        return self.timelines.newest if order == "newest" else self.timelines.activity
