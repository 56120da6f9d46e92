"""Key figures of adoption, each with the numbers it is made of (SCORING 3).

Rule 1: the population comes first: people (never integration users) who were active in the window, or at its end.
Every numerator is taken from its denominator, so a rate never leaves [0, 1].
Rule 2: nothing out of nothing is no figure: 0/0 is None.
Rule 3: dates are those of one zone; a window holds its first date and not its last.
Rule 4: what follows a cohort says when it was not over at the moment of asking (`Kpi.censored`); what nobody could
have seen yet is None.

How to read it: `TABLE` names every figure, with the small function that counts it; `kinds` adds one for each kind of
activity and type of record. A figure of the last days (`dau`, `wau`, `mau` …) has those days for its window, and those
who were there in them for its population.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from typing import Final

from collabcore.adoption.calls import CALLS, kinds
from collabcore.adoption.deals import Deal
from collabcore.adoption.history import CONTRIBUTING, FEATURES, PARTICIPATING, available
from collabcore.adoption.population import Count, Kpi, Population
from collabcore.adoption.talking import TALK
from collabcore.adoption.work import WORK
from collabcore.model import Activity, Record, Settings

__all__ = ["TABLE", "measure", "neglected"]

_DAY: Final = dt.timedelta(days=1)
_WEEK: Final = 7
_MONTH: Final = 30
_IDLE_DAYS: Final = 30
_PLANNED_DAYS: Final = 7


def neglected(
    record: Record, activities: Iterable[Activity], at: dt.datetime, settings: Settings | None = None
) -> bool:
    """Tell whether a record is neglected: long nothing done on it, and nothing planned soon (SCORING 1.5).

    More than the idle days of its type have gone by since the last activity done on it, or since it was made, and no
    open activity is due within the planned days from now.

    Cost: O(activities).
    """
    settings = settings or Settings()
    idle = settings.idle_days.get(record.type, _IDLE_DAYS)
    planned = settings.planned_days.get(record.type, _PLANNED_DAYS)
    activities = list(activities)
    last = max((a.done for a in activities if a.done is not None), default=record.created_at)
    soon = (a.due for a in activities if a.is_open and a.due is not None)
    return at - last > idle * _DAY and not any(at <= due <= at + planned * _DAY for due in soon)


# -- the figures --------------------------------------------------------------------------------------------------


def _count(things: Iterable[object]) -> int:
    return sum(1 for _ in things)


def _rate(part: Collection[object], whole: Collection[object]) -> Count:
    return len(part), len(whole)


def _login_rate(p: Population) -> Count:
    inside = {user for user, moments in p.logins.items() if any(p.start <= at for at in moments)}
    return _rate(inside & p.people, p.people)


def _logins_per_user(p: Population) -> Count:
    return _count(at for moments in p.logins.values() for at in moments if at >= p.start), len(p.people)


def _never_logged_in(p: Population) -> Count:
    return _rate(p.present - p.logins.keys(), p.present)


def _not_lately(p: Population) -> Count:
    first = p.last - (_WEEK - 1) * _DAY
    lately = {user for user, moments in p.logins.items() if any(p.date(at) >= first for at in moments)}
    return _rate(p.present - lately, p.present)


def _stickiness(p: Population) -> Count:
    return Fraction(sum(map(len, p.lately(_MONTH))), _MONTH), len(p.acting(_MONTH))


def _created(p: Population) -> Count:
    return _count(act for act in p.acts if act.event == "record_added"), len(p.people)


def _creators(p: Population) -> Count:
    return _rate({act.user for act in p.acts if act.event == "record_added"}, p.people)


def _updated(p: Population) -> Count:
    return _count(act for act in p.acts if act.event == "record_updated"), len(p.people)


def _late(p: Population, activity: Activity) -> bool:
    assert activity.due is not None  # noqa: S101 - what is due has a date
    return activity.done is not None and p.date(activity.done) > p.date(activity.due)


def _on_time(p: Population) -> Count:
    return _count(a for a in p.due if a.done is not None and not _late(p, a)), len(p.due)


def _lateness(p: Population) -> Count:
    return _count(a for a in p.due if _late(p, a)), len(p.due)


def _overdue(p: Population) -> Count:
    return _count(a for a in p.due if a.done is None and a.due is not None and p.date(a.due) < p.last), len(p.due)


def _completion(p: Population) -> Count:
    return _count(a for a in p.due if a.done is not None), len(p.due)


def _not_yet_due(p: Population) -> Count:
    later = (a for a in p.history.activities.values() if a.user in p.people and a.is_open and a.due is not None)
    return _count(a for a in later if a.due is not None and p.date(a.due) > p.last), 1


def _neglect_rate(p: Population) -> Count:
    on: dict[str, list[Activity]] = {}
    for activity in p.history.activities.values():
        on.setdefault(activity.record or "", []).append(activity)
    missed = [r for r in p.at_work if neglected(r, on.get(r.id, ()), p.end, p.settings)]
    return _rate(missed, p.at_work)


def _breadth(p: Population) -> Count:
    """Count everybody's share of the features they have, to be divided by how many they are."""
    used = {(act.user, act.feature) for act in p.acts}
    entitled = {user: available(p.history.users[user].kind) for user in p.people}
    shares = (
        Fraction(sum((user, name) in used for name in features), len(features)) for user, features in entitled.items()
    )
    return sum(shares, Fraction(0)), len(p.people)


def _feature(name: str) -> Callable[[Population], Count]:
    def count(p: Population) -> Count:
        entitled = {user for user in p.people if name in available(p.history.users[user].kind)}
        return _rate({act.user for act in p.acts if act.feature == name} & entitled, entitled)

    return count


def _doing(p: Population, features: frozenset[str]) -> set[str]:
    return {act.user for act in p.acts if act.feature in features}


def _penetration(p: Population) -> Count:
    return _rate(p.acting_in_window, p.people)


def _participation(p: Population) -> Count:
    return _rate(_doing(p, PARTICIPATING | CONTRIBUTING), p.people)


def _contribution(p: Population) -> Count:
    return _rate(_doing(p, CONTRIBUTING), p.people)


def _lurkers(p: Population) -> Count:
    return _rate({act.user for act in p.acts} - _doing(p, PARTICIPATING | CONTRIBUTING), p.people)


def _worth(deals: Iterable[Deal]) -> Fraction:
    return sum((deal.amount or Fraction(0) for deal in deals), Fraction(0))


def _win_rate(p: Population) -> Count:
    return _rate(p.won, p.closed)


def _win_rate_amount(p: Population) -> Count:
    return _worth(p.won), _worth(p.closed)


def _cycles(p: Population) -> list[Fraction]:
    return [deal.cycle for deal in p.won if deal.cycle is not None]


def _cycle_mean(p: Population) -> Count:
    return sum(_cycles(p), Fraction(0)), len(_cycles(p))


def _cycle_median(p: Population) -> Count:
    cycles = _cycles(p)
    return (statistics.median(cycles), 1) if cycles else (0, 0)


def _velocity(p: Population) -> Count:
    """Count what is won a day: open deals, times the share won, times the mean won, by the mean of their days."""
    closed, days = len(p.closed), sum(_cycles(p), Fraction(0))
    return len(p.open) * Fraction(len(p.won), closed or 1) * _worth(p.won), days if closed else 0


def _weighted(p: Population) -> Count:
    nothing = Fraction(0)
    return sum(((deal.amount or nothing) * (deal.probability or nothing) / 100 for deal in p.open), nothing), 1


def _lifecycle(p: Population) -> Mapping[str, set[str]]:
    """Tell, of the week of the last date: who is new, came again, came back, or stayed away (SCORING 3, K15)."""
    now = p.week(p.last)
    found: dict[str, set[str]] = {"new": set(), "returning": set(), "resurrected": set(), "dormant": set()}
    for user in p.people:
        weeks = p.weeks.get(user, [])
        if now in weeks:
            kind = "new" if weeks[0] == now else "returning" if now - 1 in weeks else "resurrected"
            found[kind].add(user)
        elif now - 1 in weeks:
            found["dormant"].add(user)
    return found


def _coverage(p: Population) -> Count:
    """Count what the open deals are worth, of what is to be won; None without a target."""
    return _worth(p.open), p.target


def _living(kind: str) -> Callable[[Population], Count]:
    return lambda p: (len(_lifecycle(p)[kind]), 1)


def _retention(p: Population) -> Count:
    """Count, of those whose first week was that of the first date, who was active in the week of the last."""
    if p.is_week_to_come:
        return 0, 0
    first, last = p.week(p.since), p.week(p.last)
    cohort = {user for user in p.people if p.weeks.get(user, [None])[0] == first}
    return _rate({user for user in cohort if last in p.weeks[user]}, cohort)


TABLE: Final[Mapping[str, Callable[[Population], Count]]] = {
    "login_rate": _login_rate,
    "logins_per_user": _logins_per_user,
    "never_logged_in": _never_logged_in,
    "not_logged_in_7_days": _not_lately,
    "dau": lambda p: (len(p.acting(1)), 1),
    "wau": lambda p: (len(p.acting(_WEEK)), 1),
    "mau": lambda p: (len(p.acting(_MONTH)), 1),
    "average_dau": lambda p: (sum(map(len, p.lately(_MONTH))), _MONTH),
    "stickiness": _stickiness,
    "records_created": _created,
    "creators_rate": _creators,
    "records_updated": _updated,
    "on_time": _on_time,
    "late": _lateness,
    "overdue": _overdue,
    "completion": _completion,
    "not_yet_due": _not_yet_due,
    "neglect_rate": _neglect_rate,
    "feature_breadth": _breadth,
    "penetration": _penetration,
    "participation": _participation,
    "contribution": _contribution,
    "lurkers": _lurkers,
    "win_rate": _win_rate,
    "win_rate_amount": _win_rate_amount,
    "cycle_mean": _cycle_mean,
    "cycle_median": _cycle_median,
    "velocity": _velocity,
    "pipeline": lambda p: (_worth(p.open), 1),
    "weighted_pipeline": _weighted,
    "coverage": _coverage,
    "new": _living("new"),
    "returning": _living("returning"),
    "resurrected": _living("resurrected"),
    "dormant": _living("dormant"),
    "retention": _retention,
    **WORK,
    **CALLS,
    **TALK,
    **{f"feature_{name}": _feature(name) for name in sorted(set(FEATURES.values()))},
}
"""Every figure by name: what is counted, and out of what."""


_LAST_DAYS: Final = {"dau": 1, "wau": _WEEK, **dict.fromkeys(("mau", "average_dau", "stickiness", "wau_mau"), _MONTH)}
_OTHERS: Final[Mapping[str, Callable[[Population], frozenset[str]]]] = {
    "never_logged_in": lambda p: p.present,
    "not_logged_in_7_days": lambda p: p.present,
    "engagement": lambda p: p.ever,
}
"""The figures that are of other people than those who were there at any time in the window."""

_CENSORED: Final[Mapping[str, Callable[[Population], bool]]] = {
    **dict.fromkeys(("conversion", "calls_to_won", "retention_unbounded"), lambda p: p.in_part),
    **dict.fromkeys(("retention", "new", "returning", "resurrected", "dormant"), lambda p: p.is_week_open),
}
"""The figures that follow people or things through time, with when they are not over."""


def measure(p: Population) -> dict[str, Kpi]:
    """Return every figure of a population.

    Cost: O(figures x (people + actions)).
    """
    return {name: _kpi(p, name, *count(p)) for name, count in {**TABLE, **kinds(p)}.items()}


def _kpi(p: Population, name: str, num: Fraction | int, den: Fraction | int) -> Kpi:
    since = p.until - _LAST_DAYS[name] * _DAY if name in _LAST_DAYS else p.since
    if name in _LAST_DAYS:
        people = p.people_of(_LAST_DAYS[name])
    else:
        people = p.people if name not in _OTHERS else _OTHERS[name](p)
    return Kpi(
        num=num,
        den=den,
        window=(since.isoformat(), p.until.isoformat()),
        population=len(people),
        censored=name in _CENSORED and _CENSORED[name](p),
    )
