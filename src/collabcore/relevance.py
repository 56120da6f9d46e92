"""How much a post matters to one reader at one moment: an exact number, and the terms it is made of.

    relevance = weight × 24 / (24 + age in whole hours)

The weight is the sum of the terms below: engagement that this reader may see, and the reader's own ties to the
author, the place and the post. A post loses half of its weight in a day, two thirds in two. Numbers are integers and
fractions, so the order is the same on every machine; of equal posts the later made stands first.

What it does not do: it learns nothing, and knows nothing that the reader may not see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import attrs

from collabcore.gates import readable_comments
from collabcore.model import Post
from collabcore.view import View

__all__ = ["TERMS", "Relevance", "Term", "relevance", "score"]

_HOUR: Final = dt.timedelta(hours=1)
_HALF_LIFE: Final = 24


@attrs.frozen
class Term:
    """One part of the weight: how many points for each, what is counted, and why."""

    name: str
    points: int
    count: Callable[[View, str, Post], int]
    why: str


def _one(view: View, reader: str, post: Post) -> int:
    return 1


def _likes(view: View, reader: str, post: Post) -> int:
    return len(view.likes(post.id))


def _comments(view: View, reader: str, post: Post) -> int:
    return len(readable_comments(view, reader, post.id))


def _follows_author(view: View, reader: str, post: Post) -> int:
    return int(post.author in view.follows(reader))


def _near(view: View, reader: str, post: Post) -> int:
    near = post.to == reader or post.to in view.memberships(reader) or post.to in view.follows(reader)
    return int(near)


def _mentions(view: View, reader: str, post: Post) -> int:
    return int(reader in post.mentions)


def _took_part(view: View, reader: str, post: Post) -> int:
    own = (view.comments[comment].author == reader for comment in readable_comments(view, reader, post.id))
    return int(post.author == reader or reader in view.likes(post.id) or any(own))


TERMS: Final[tuple[Term, ...]] = (
    Term("post", 4, _one, "it is there"),
    Term("likes", 1, _likes, "each like"),
    Term("comments", 2, _comments, "each comment the reader may see"),
    Term("follows_author", 6, _follows_author, "the reader follows its author"),
    Term("near_place", 4, _near, "it stands on the reader's wall, in a group of theirs, or on what they follow"),
    Term("mentions_reader", 8, _mentions, "it mentions the reader"),
    Term("took_part", 3, _took_part, "the reader wrote it, likes it or has commented on it"),
)
"""What makes the weight, a line each: name, points, what is counted, why."""


@attrs.frozen
class Relevance:
    """How much a post matters to a reader: the number, the points of each term that has some, and the age in hours."""

    score: Fraction
    terms: tuple[tuple[str, int], ...]
    hours: int


def relevance(view: View, reader: str, post: str, at: dt.datetime) -> Relevance:
    """Return how much a visible post matters to a reader at a moment, term by term.

    Cost: O(comments).

    Source: RULES 6, which leaves the formula open.
    """
    found = view.posts[post]
    counted = ((term.name, term.points * term.count(view, reader, found)) for term in TERMS)
    terms = tuple((name, points) for name, points in counted if points)
    hours = max(0, (at - found.at) // _HOUR)
    weight = sum(points for _, points in terms)
    return Relevance(Fraction(weight * _HALF_LIFE, _HALF_LIFE + hours), terms, hours)


def score(view: View, reader: str, post: str, at: dt.datetime) -> Fraction:
    """Return how much a visible post matters to a reader at a moment, as one number.

    Cost: O(comments).
    """
    return relevance(view, reader, post, at).score
