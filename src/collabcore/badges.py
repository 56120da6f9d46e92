"""Who has earned which badge: how many distinct objects count for it, and what is to be given or taken.

Rule 1: a badge is earned by a number of distinct objects, never by a number of times (SCORING 2.4, P20).
Rule 2: one function judges, `due`: while things happen, when a badge is declared, and when its terms change.
Rule 3: what was earned is kept when the count falls, unless the badge says otherwise; given again it is not news.
Rule 4: an object whose award was reversed and not paid again counts no more, and neither does one that is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from collabcore.criteria import holds
from collabcore.criteria import validate as validate_criteria
from collabcore.errors import InvalidError
from collabcore.model import Badge, Entry, Record, Thing, User
from collabcore.people import is_recognised
from collabcore.triggers import is_trigger
from collabcore.view import View
from collabcore.view.badges import DeedObject

__all__ = ["counted", "due", "earned", "given_since", "held", "may_earn", "validate_badge", "voided"]


def held(view: View, user: str) -> tuple[str, ...]:
    """Return the badges somebody has, earned or given, each as often as they have it, oldest first.

    Cost: O(badges of the person).
    """
    return tuple(grant.badge for grant in view.grants(user) if not grant.revoked)


def earned(view: View, user: str, badge: str) -> tuple[int, int]:
    """Return how often somebody has a badge they earned, and how often they had it at most.

    Cost: O(badges of the person).
    """
    mine = [grant for grant in view.grants(user) if grant.badge == badge and grant.thanks is None]
    return sum(not grant.revoked for grant in mine), sum(not grant.again for grant in mine)


def may_earn(user: User | None) -> bool:
    """Tell whether somebody earns badges: internal and free people who are at work (READINGS 88).

    Cost: O(1).
    """
    return user is not None and user.active and is_recognised(user)


def counted(
    badge: Badge,
    objects: Mapping[DeedObject, str],
    find: Callable[[str], Thing | None],
    void: AbstractSet[str],
    at: dt.datetime,
) -> int:
    """Return how many of somebody's objects count for a badge: those that stand and meet its terms.

    Cost: O(objects).

    Args:
        badge: What is to be earned.
        objects: The distinct objects of the badge's trigger, each with the thing it stands by.
        find: Gives the thing with an id, None when there is none any more.
        void: The things whose award was reversed.
        at: The moment at which criteria are judged.
    """
    return sum(_counts(badge, thing, find, void, at) for thing in objects.values())


def _counts(
    badge: Badge, thing: str, find: Callable[[str], Thing | None], void: AbstractSet[str], at: dt.datetime
) -> bool:
    if thing in void:
        return False
    found = find(thing) if thing else None
    if thing and found is None:
        return False
    if badge.type is None and not badge.where:
        return True
    of_type = isinstance(found, Record) and badge.type in (None, found.type)
    return of_type and isinstance(found, Record) and holds(badge.where, found, at)


def due(badge: Badge, number: int) -> int:
    """Return how often a badge is earned by a number of distinct objects.

    Cost: O(1).

    >>> ten = Badge(id="ten", name="Ten", when="created", count=10)
    >>> due(ten, 9), due(ten, 25)
    (0, 1)
    """
    times = number // badge.count
    return times if badge.multiple else min(times, 1)


def voided(lines: Iterable[Entry]) -> frozenset[str]:
    """Return the things for which an award was reversed, and not paid again since, by somebody's ledger.

    Cost: O(lines).
    """
    told = list(lines)
    taken_back = {line.reverses for line in told if line.kind == "reversal"}
    gone = {line.record for line in told if line.id in taken_back and line.record is not None}
    return frozenset(gone - {line.record for line in told if line.kind == "award" and line.id not in taken_back})


def given_since(view: View, giver: str, badge: str | None, start: dt.datetime | None) -> tuple[int, int]:
    """Return how often somebody has given a badge since a moment, and how many points with any (SCORING 2.4).

    Cost: O(thanks of the giver).
    """
    mine = (view.thanks[one] for one in view.thanks_by(giver))
    recent = [one for one in mine if start is None or one.at >= start]
    times = sum(len(one.users) for one in recent if one.badge == badge)
    return times, sum(one.points * len(one.users) for one in recent)


def validate_badge(badge: Badge) -> None:
    """Refuse a badge that nobody could have, or whose terms say nothing.

    Cost: O(criteria).

    >>> validate_badge(Badge(id="ten", name="Ten", when="slept"))
    Traceback (most recent call last):
    collabcore.errors.InvalidError: there is no trigger `slept` to count

    Raises:
        InvalidError: No name, an unknown trigger, a count or limit below 1, criteria that mean nothing, or terms of
            earning for a badge that is not earned.
    """
    if not badge.name.strip():
        raise InvalidError(f"`{badge.id}` needs a name", rule="badge.name")
    if badge.when is not None and not is_trigger(badge.when):
        raise InvalidError(f"there is no trigger `{badge.when}` to count", rule="badge.when")
    if badge.count < 1:
        raise InvalidError(f"`{badge.id}` is earned by one or more, not by `{badge.count}`", rule="badge.count")
    if badge.limit_per_giver is not None and badge.limit_per_giver < 1:
        what = f"`{badge.id}` may be given once or more, not `{badge.limit_per_giver}` times"
        raise InvalidError(what, rule="badge.limit_per_giver")
    terms = badge.count != 1 or badge.type is not None or badge.where or badge.auto_revoke
    if badge.when is None and terms:
        raise InvalidError(f"`{badge.id}` is not earned without a trigger", rule="badge.terms")
    validate_criteria(badge.where)
