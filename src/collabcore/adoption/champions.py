"""Champions: people at the middle of what is said, from different departments (SCORING 3, the Dutch seed).

Who answers, mentions or likes whom makes a graph; who stands in its middle reaches most people.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Final, TypeAlias

import attrs

from collabcore import events as e
from collabcore.model import User
from collabcore.view import View

__all__ = ["Champion", "betweenness", "champions", "department", "interactions"]

_Graph: TypeAlias = Mapping[str, AbstractSet[str]]
_LEAST: Final = 3


@attrs.frozen(kw_only=True)
class Champion:
    """Somebody in the middle of the conversation: shares of one, exact, and how many departments they reach."""

    user: str
    department: str
    degree: Fraction
    betweenness: Fraction
    strength: int
    departments: int

    @property
    def id(self) -> str:
        """Who it is."""
        return self.user


def department(user: User) -> str:
    """Return the department of a person: the detail of that name, else the role; empty for neither. Cost: O(1)."""
    named = user.details.get("department")
    return named if isinstance(named, str) and named else user.role or ""


def interactions(view: View, events: Iterable[e.Event]) -> Iterator[tuple[str, str]]:
    """Yield who turned to whom: by answering, mentioning or liking; nobody turns to themselves.

    Cost: O(events).
    """
    authors: dict[str, str] = {}
    for event in events:
        for target in _turned_to(authors, event):
            if target != event.by and target in view.users and event.by in view.users:
                yield event.by, target


def _turned_to(authors: dict[str, str], event: e.Event) -> Iterable[str]:
    match event:
        case e.Posted(post=post):
            authors[post.id] = post.author or ""
            return post.mentions
        case e.Commented(comment=comment):
            authors[comment.id] = comment.author
            return (authors.get(comment.post, ""), *comment.mentions)
        case e.Liked(item=item):
            return (authors.get(item, ""),)
        case _:
            return ()


def betweenness(graph: _Graph) -> dict[str, Fraction]:
    """Return, for everybody, the share of shortest ways between two others that lead through them, exactly.

    Shares are whole numbers of parts, as many to one as every number of ways divides, so that they are only added up.

    Cost: O(people x ties).

    >>> betweenness({"ana": {"bob", "cat"}, "bob": {"ana"}, "cat": {"ana"}})["ana"]
    Fraction(1, 1)
    """
    through, one = dict.fromkeys(graph, 0), 1
    for source in graph:
        shares, parts = _through(graph, source)
        common = math.lcm(one, parts)
        if common != one:
            through = {person: share * (common // one) for person, share in through.items()}
            one = common
        for person, share in shares.items():
            through[person] += share * (one // parts)
    pairs = (len(graph) - 1) * (len(graph) - 2)
    whole = one * pairs if len(graph) >= _LEAST else 1
    return {person: Fraction(share, whole) for person, share in through.items()}


def _through(graph: _Graph, source: str) -> tuple[dict[str, int], int]:
    """Return what leads from somebody through each other to anybody, in parts, and how many parts are one.

    What leads through a person is the person's ways times what each of them carries, less the person as an end: one
    way carries a part for its end, and what a way to each next one carries.
    """
    order, ways, before = _ways(graph, source)
    parts = math.lcm(*ways.values())
    carried = {person: parts // number for person, number in ways.items()}
    for person in reversed(order):
        for nearer in before[person]:
            carried[nearer] += carried[person]
    return {person: ways[person] * carried[person] - parts for person in order[1:]}, parts


def _ways(graph: _Graph, source: str) -> tuple[list[str], dict[str, int], dict[str, list[str]]]:
    """Return who is reached from somebody, the near first; by how many shortest ways; and over whom."""
    order, far = [], {source: 0}
    ways, before = {source: 1}, {source: list[str]()}
    waiting = deque([source])
    while waiting:
        person = waiting.popleft()
        order.append(person)
        for other in graph[person]:
            if other not in far:
                far[other], ways[other], before[other] = far[person] + 1, 0, []
                waiting.append(other)
            if far[other] == far[person] + 1:
                ways[other] += ways[person]
                before[other].append(person)
    return order, ways, before


def champions(view: View, events: Iterable[e.Event], top: int) -> tuple[Champion, ...]:
    """Return up to `top` champions: the best of each department first, then the next best of any.

    The best has most ties, then reaches most departments, then stands between most others, then was there first.

    Cost: O(events + people x ties).
    """
    directed = list(interactions(view, events))
    people = [user for user in view.users.values() if user.active and user.kind != "integration"]
    graph: dict[str, dict[str, None]] = {user.id: {} for user in people}
    strength = dict.fromkeys(graph, 0)
    for one, two in directed:
        if one in graph and two in graph:
            graph[one][two] = graph[two][one] = None
            strength[two] += 1
    ranked = sorted(_measured(people, {one: ties.keys() for one, ties in graph.items()}, strength), key=_order)
    first = dict.fromkeys(champion.department for champion in ranked)
    leading = [next(one for one in ranked if one.department == name) for name in first]
    return tuple([*leading, *(one for one in ranked if one not in leading)][:top])


def _measured(people: list[User], graph: _Graph, strength: Mapping[str, int]) -> Iterator[Champion]:
    homes, between, others = {user.id: department(user) for user in people}, betweenness(graph), len(people) - 1
    for user in people:
        ties = graph[user.id]
        if ties:
            yield Champion(
                user=user.id,
                department=homes[user.id],
                degree=Fraction(len(ties), others),
                betweenness=between[user.id],
                strength=strength[user.id],
                departments=len({homes[tie] for tie in ties} - {homes[user.id]}),
            )


def _order(one: Champion) -> tuple[Fraction, int, Fraction]:
    return -one.degree, -one.departments, -one.betweenness
