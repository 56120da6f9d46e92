"""What ideas are worth, and in which order they stand.

Rule 1: an idea's total is ten times its votes up less its votes down; nothing else counts (RULES 10, READINGS 58).
Rule 2: a merged idea goes on in another and is not listed, a retired one is listed no more; both can be looked up.
Rule 3: popularity lets votes fade: each is worth half of what it was a half-life before, and in between what lies
on the straight line, so that it is exact and needs no rounding.

What it cannot say: who may see ideas; that is said by the rule table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from collabcore.errors import InvalidError
from collabcore.model import Idea, IdeaVote
from collabcore.view import View

__all__ = ["IMPLEMENTED", "RETIRED", "SORTS", "VOTE", "listed", "popularity", "total", "united"]

VOTE: Final = 10
"""What one vote is worth."""

RETIRED: Final = "retired"
"""The status of ideas that are listed no more."""

IMPLEMENTED: Final = "implemented"
"""The status of ideas that came true."""


def total(votes: Mapping[str, IdeaVote]) -> int:
    """Return what an idea's votes come to.

    Cost: O(votes).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> total({"ana": IdeaVote(True, noon), "bob": IdeaVote(True, noon), "cat": IdeaVote(False, noon)})
    10
    """
    return sum(VOTE if vote.up else -VOTE for vote in votes.values())


def popularity(votes: Mapping[str, IdeaVote], at: dt.datetime, half_life: dt.timedelta) -> Fraction:
    """Return what an idea's votes come to at a moment if each is worth half as much after every half-life.

    Between two halvings a vote fades along a straight line: an exact stand-in for the exponential.

    Cost: O(votes).

    >>> noon, day = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC), dt.timedelta(days=1)
    >>> popularity({"ana": IdeaVote(True, noon)}, noon + 3 * day, 2 * day)
    Fraction(15, 4)
    """
    return sum(((VOTE if vote.up else -VOTE) * _left(at - vote.at, half_life) for vote in votes.values()), Fraction(0))


def _left(age: dt.timedelta, half_life: dt.timedelta) -> Fraction:
    halvings, rest = divmod(max(age, dt.timedelta(0)), half_life)
    micro = dt.timedelta(microseconds=1)
    return Fraction(1, 2**halvings) * (1 - Fraction(rest // micro, 2 * (half_life // micro)))


def united(surviving: Mapping[str, IdeaVote], merged: Mapping[str, IdeaVote]) -> dict[str, IdeaVote]:
    """Return the votes of two ideas that have become one: everybody's vote on the surviving one first (READINGS 58).

    Cost: O(votes).
    """
    return {**surviving, **{user: vote for user, vote in merged.items() if user not in surviving}}


_Key = Callable[[View, Idea, dt.datetime], Fraction | int]


def _by_popularity(view: View, idea: Idea, at: dt.datetime) -> Fraction:
    return popularity(view.idea_votes(idea.id), at, dt.timedelta(days=view.settings.idea_half_life_days))


SORTS: Final[Mapping[str, _Key]] = {
    "votes": lambda view, idea, _at: total(view.idea_votes(idea.id)),
    "popularity": _by_popularity,
    "newest": lambda _view, _idea, _at: 0,
}
"""How ideas are ordered: by what is greater; of equal ones the oldest stands first, but in `newest` the newest."""


def listed(view: View, sort: str, at: dt.datetime, wanted: Iterable[str]) -> Sequence[str]:
    """Return some ideas in order, without those that were merged or retired.

    Cost: O(votes + ideas log ideas).

    Raises:
        InvalidError: An unknown order.
    """
    key = SORTS.get(sort)
    if key is None:
        raise InvalidError(f"ideas are not sorted by `{sort}`", rule="ideas.sort")
    found = [view.ideas[idea] for idea in wanted]
    alive = [idea for idea in found if idea.merged_into is None and idea.status != RETIRED]
    ordered = sorted(alive, key=lambda idea: -key(view, idea, at))
    return [idea.id for idea in (reversed(ordered) if sort == "newest" else ordered)]
