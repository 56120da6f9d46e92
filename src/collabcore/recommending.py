"""Whom to follow, which groups to join, which records to watch: proposals to one person, each with its reasons.

Rule 1: only what the person could follow or join now is proposed, so everything passes the rule table.
Rule 2: a reason is a tie that the person may know of: a follow or membership of somebody out of sight counts nothing.
Rule 3: the order is the sum of the reasons' points; of equals people come before groups and groups before records,
each the oldest first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from collabcore import rights, visibility
from collabcore.bringing import awake
from collabcore.model import User
from collabcore.view import View

__all__ = ["MOST", "POINTS", "Recommendation", "recommendations"]

MOST: Final = 25
"""How many proposals are made at most."""

POINTS: Final[Mapping[str, int]] = {
    "manager": 8,  # it is the person's manager
    "report": 5,  # the person is their manager
    "teammate": 4,  # both have the same manager
    "owner": 3,  # the person owns the record
    "followed": 2,  # each one followed who follows it
    "member": 2,  # each one followed who is in the group
    "attached": 1,  # each group of the person's that shows the record
}
"""What each reason is worth."""


@attrs.frozen
class Recommendation:
    """What is proposed, its kind, what the reasons add up to, and each reason with its points."""

    id: str
    kind: str
    points: int
    because: tuple[tuple[str, int], ...]


def recommendations(view: View, user: str, at: dt.datetime) -> tuple[Recommendation, ...]:
    """Return what a person might follow or join, the best first: never what they follow or are in already.

    Cost: O(people + what the followed follow + groups + records of the person).

    Source: RULES 3 (initial follows), READINGS 51; the pages leave the choice of reasons open.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for thing, reason in _reasons(view, user) if visibility.can_see(view, user, user) else ():
        found[thing][reason] = found[thing].get(reason, 0) + POINTS[reason]
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("user", view.users),
        ("group", view.groups),
        ("record", view.records),
    )
    made = [
        Recommendation(thing, kind, sum(found[thing].values()), tuple(found[thing].items()))
        for kind, things in kinds
        for thing in _in_order(things, found)
        if _is_new(view, user, thing, kind, at)
    ]
    return tuple(sorted(made, key=lambda one: one.points, reverse=True)[:MOST])


def _in_order(things: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    """Return those found of some things, the oldest first."""
    return [thing for thing in things if thing in found]


def _is_new(view: View, user: str, thing: str, kind: str, at: dt.datetime) -> bool:
    """Tell whether a person is not tied to a thing yet, and could be now."""
    if thing in view.follows(user) or thing in view.memberships(user):
        return False
    if kind != "group":
        return rights.may(view, user, "follow", thing, at)
    return not view.groups[thing].archived and rights.may(view, user, "join_group", thing, at)


def _reasons(view: View, user: str) -> Iterator[tuple[str, str]]:
    """Yield things with a reason each; the same pair as often as it counts."""
    yield from _line(view, view.users[user])
    yield from ((record, "owner") for record in view.owned(user))
    for followed in awake(view, user):
        if followed in view.users:
            yield from ((thing, "followed") for thing in awake(view, followed))
            yield from ((group, "member") for group in view.memberships(followed) if _reads(view, user, group))
    for group in view.memberships(user):
        yield from ((record, "attached") for record in view.attached(group))


def _line(view: View, user: User) -> Iterator[tuple[str, str]]:
    """Yield the manager, the reports and the team of a person, as far as they know who leads whom."""
    manager = user.manager if user.manager is not None and visibility.can_see(view, user.id, user.manager) else None
    if manager is not None:
        yield manager, "manager"
    for other in view.users.values():
        if other.manager == user.id:
            yield other.id, "report"
        elif other.manager is not None and other.manager == manager:
            yield other.id, "teammate"


def _reads(view: View, user: str, group: str) -> bool:
    return view.lock("group", group).opens(view.keys(user))
