"""Who sets things in motion: what somebody writes and what comes back for it, ranked among everybody (RULES 10).

Rule 1: all four count alike: posts and comments made, comments and likes received from others.
Rule 2: the percentile is the share of the others who have strictly less; nobody is anything but an observer by nothing.
Rule 3: it is asked for somebody's eyes: what they do not see counts for nothing, whom they do not know is not there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Literal

import attrs

from collabcore.model import Comment, Post
from collabcore.people import is_recognised
from collabcore.view import View

__all__ = ["Band", "Influence", "band", "influence"]

Band = Literal["top", "active", "observer"]
"""From 4/5 of the others, from 1/4, and below."""


@attrs.frozen(kw_only=True)
class Influence:
    """What somebody wrote, what came back for it, and how many of the others have less of that."""

    user: str
    posts: int = 0
    comments: int = 0
    comments_received: int = 0
    likes_received: int = 0
    percentile: Fraction | None = None

    @property
    def score(self) -> int:
        """All four together."""
        return self.posts + self.comments + self.comments_received + self.likes_received

    @property
    def band(self) -> Band:
        """What that makes of them."""
        return band(self.percentile)


def band(percentile: Fraction | None) -> Band:
    """Return what a percentile makes of somebody; its lower bound belongs to a band.

    Cost: O(1).

    >>> band(Fraction(4, 5)), band(Fraction(1, 4)), band(Fraction(6, 25)), band(None)
    ('top', 'active', 'observer', 'observer')
    """
    if percentile is None or percentile * 4 < 1:
        return "observer"
    return "top" if percentile * 5 >= 4 else "active"  # noqa: PLR2004 - four fifths


def influence(view: View, may_see: Callable[[str], bool]) -> tuple[Influence, ...]:
    """Return everybody's influence, the greatest first, as one who sees what `may_see` says.

    It speaks of internal and free people who are at work (READINGS 88). Alone nobody has a percentile.

    Cost: O(posts + comments + people log people).
    """
    people = [user.id for user in view.users.values() if user.active and is_recognised(user) and may_see(user.id)]
    counted = {user: dict.fromkeys(("posts", "comments", "comments_received", "likes_received"), 0) for user in people}
    for user, what, number in _doings(view, may_see):
        if user in counted:
            counted[user][what] += number
    found = [Influence(user=user, **counts) for user, counts in counted.items()]  # type: ignore[arg-type]
    scores = sorted(one.score for one in found)
    others = len(found) - 1
    ranked = [
        attrs.evolve(one, percentile=Fraction(bisect_left(scores, one.score), others) if others else None)
        for one in found
    ]
    return tuple(sorted(ranked, key=lambda one: -one.score))


def _doings(view: View, may_see: Callable[[str], bool]) -> Iterator[tuple[str, str, int]]:
    """Yield who made or received how many of what."""
    for post in view.posts.values():
        if post.author is not None and not post.is_tracked and may_see(post.id):
            yield post.author, "posts", 1
            yield post.author, "likes_received", _likes(view, post)
    for comment in view.comments.values():
        if may_see(comment.id):
            yield comment.author, "comments", 1
            yield comment.author, "likes_received", _likes(view, comment)
            author = view.posts[comment.post].author
            if author is not None and author != comment.author and not view.posts[comment.post].is_tracked:
                yield author, "comments_received", 1


def _likes(view: View, item: Post | Comment) -> int:
    return sum(user != item.author for user in view.likes(item.id))
