"""Key figures of talk: what is answered, voted on and followed up, and how many carry the conversation (SCORING 3)."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from collabcore.adoption.deals import in_units
from collabcore.adoption.population import Count, Population
from collabcore.adoption.traces import Talk

__all__ = ["TALK"]

_HOUR: Final = dt.timedelta(hours=1)
_MOST: Final = Fraction(4, 5)


def _written(p: Population) -> list[Talk]:
    """Return their posts in the window."""
    return [talk for talk in p.history.traces.posts.values() if talk.author in p.people and p.start <= talk.at < p.end]


def _response_rate(p: Population) -> Count:
    posts = _written(p)
    return sum(talk.answered_at is not None for talk in posts), len(posts)


def _first_answer(p: Population) -> Count:
    """Count the median hours until somebody else answered."""
    waits = [in_units(talk.answered_at - talk.at, _HOUR) for talk in _written(p) if talk.answered_at is not None]
    return (statistics.median(waits), 1) if waits else (0, 0)


def _solved(p: Population) -> Count:
    asked = [talk for talk in _written(p) if talk.is_question]
    return sum(talk.best_at is not None for talk in asked), len(asked)


def _turnout(p: Population) -> Count:
    """Count who of them voted in their polls, of those who could: who sees the poll, or has voted in it."""
    polls = [(talk.voters.keys() & p.people, talk.id) for talk in _written(p) if talk.is_poll]
    could = [(len(voted), len(voted | (sees & p.people))) for voted, poll in polls if (sees := p.sees(poll))]
    return sum(voted for voted, _ in could), sum(able for _, able in could)


def _carried(p: Population) -> Count:
    """Count the fewest authors who wrote four fifths of the posts, of all who wrote any."""
    wrote = Counter(talk.author for talk in _written(p))
    missing, few = _MOST * wrote.total(), 0
    for _, number in wrote.most_common():
        if missing <= 0:
            break
        missing, few = missing - number, few + 1
    return few, len(wrote)


def _ideas_posted(p: Population) -> Count:
    return sum(_is_proposed(p, idea.author, idea.at) for idea in p.history.traces.ideas.values()), len(p.people)


def _ideas_voted(p: Population) -> Count:
    """Count who of them voted for or against any idea in the window."""
    return len({act.user for act in p.acts if act.event == "idea_voted"}), len(p.people)


def _ideas_answered(p: Population) -> Count:
    ideas = [idea for idea in p.history.traces.ideas.values() if _is_proposed(p, idea.author, idea.at)]
    return sum(idea.answered_at is not None for idea in ideas), len(ideas)


def _is_proposed(p: Population, author: str, at: object) -> bool:
    return author in p.people and p.start <= at < p.end  # type: ignore[operator]


TALK: Final[Mapping[str, Callable[[Population], Count]]] = {
    "response_rate": _response_rate,
    "first_answer_hours": _first_answer,
    "questions_solved": _solved,
    "poll_turnout": _turnout,
    "four_fifths_of_posts": _carried,
    "ideas_posted": _ideas_posted,
    "ideas_voted": _ideas_voted,
    "ideas_answered": _ideas_answered,
}
"""The figures of talk by name."""
