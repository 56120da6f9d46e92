"""Key figures of work with records: whose they are, how good, how they move, and what becomes of leads (SCORING 3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from collabcore import scoring
from collabcore.adoption.population import Count, Population

__all__ = ["WORK", "funnel"]

_WEEK: Final = 7
_MONTH: Final = 30


def _inside(p: Population, at: dt.datetime) -> bool:
    return p.start <= at < p.end


def _own_edits(p: Population) -> Count:
    edits = [own for at, by, own in p.history.traces.edits if by in p.people and _inside(p, at)]
    return sum(edits), len(edits)


def _past_close_date(p: Population) -> Count:
    """Count the open deals whose close date is over."""
    dates = [deal.close_date for deal in p.open]
    return sum(date is not None and date < p.until.isoformat() for date in dates), len(dates)


def _pushes(p: Population) -> Count:
    return sum(owner in p.people and _inside(p, at) for at, owner in p.history.traces.pushes), 1


def _documented(p: Population) -> Count:
    moves = [move for move in p.history.traces.moves if move.owner in p.people and _inside(p, move.at)]
    return sum(move.documented for move in moves), len(moves)


def _activities_done(p: Population) -> Count:
    done = (a for a in p.history.activities.values() if a.user in p.people and a.done is not None)
    return sum(a.done is not None and _inside(p, a.done) for a in done), len(p.people)


# -- leads, and what becomes of them ---------------------------------------------------------------------------------


def _cohort(p: Population) -> list[str]:
    """Return the leads that came to them in the window."""
    return [lead for lead, (owner, at) in p.history.traces.leads.items() if owner in p.people and _inside(p, at)]


def _conversion(p: Population) -> Count:
    """Count, of the leads that came in the window, those converted by its end, or as far as they are followed."""
    cohort = _cohort(p)
    return sum(lead in p.followed.traces.converted for lead in cohort), len(cohort)


def _conversions(p: Population) -> Count:
    """Count what was converted in the window, whenever it came: for the ratio of a period, where that is asked for."""
    leads, found = p.history.traces.leads, p.history.traces.converted
    return sum(leads[lead][0] in p.people and _inside(p, at) for lead, (at, _) in found.items()), 1


def funnel(p: Population) -> dict[str, int]:
    """Return how far the leads of a window came as far as they are followed: each step is a part of the one before.

    Cost: O(leads).
    """
    cohort, found = _cohort(p), p.followed.traces.converted
    converted = [lead for lead in cohort if lead in found]
    deals = [p.followed.deals[deal] for lead in converted if (deal := found[lead][1]) in p.followed.deals]
    won = [deal for deal in deals if deal.outcome == "won"]
    return {"leads": len(cohort), "converted": len(converted), "opportunities": len(deals), "won": len(won)}


# -- data ------------------------------------------------------------------------------------------------------------


def _scores(p: Population) -> Iterator[tuple[int, int]]:
    """Yield the valid and applicable weight of each of their records that waits for something to be done."""
    for record in p.at_work:
        profile = scoring.profile_among(p.history.traces.profiles, record)
        if profile is not None:
            score = scoring.completeness(profile, record, p.end, checks=p.checks)
            if score.weight:
                yield score.valid_weight, score.weight


def _data_quality(p: Population) -> Count:
    scores = list(_scores(p))
    return sum(valid for valid, _ in scores), sum(weight for _, weight in scores)


def _complete_share(p: Population) -> Count:
    scores = list(_scores(p))
    return sum(valid == weight for valid, weight in scores), len(scores)


# -- presence --------------------------------------------------------------------------------------------------------


def _login_days(p: Population) -> Count:
    days = {(user, p.date(at)) for user, moments in p.logins.items() for at in moments if at >= p.start}
    return len(days), len(p.people)


def _wau_mau(p: Population) -> Count:
    return len(p.acting(_WEEK)), len(p.acting(_MONTH))


def _engagement(p: Population) -> Count:
    """Count who was active in the window, of everybody who was ever there."""
    return len(p.acting_in_window), len(p.ever)


def _retention_unbounded(p: Population) -> Count:
    """Count, of those whose first week was that of the first date, who was active in the last week or later."""
    if p.is_week_to_come:
        return 0, 0
    first, last = p.week(p.since), p.week(p.last)
    cohort = {user for user, weeks in p.weeks.items() if user in p.people and weeks[0] == first}
    later = {act.user for act in p.followed.actions if act.feature in p.qualifying and p.week(p.date(act.at)) >= last}
    return len(cohort & later), len(cohort)


WORK: Final[Mapping[str, Callable[[Population], Count]]] = {
    "login_days_per_user": _login_days,
    "wau_mau": _wau_mau,
    "engagement": _engagement,
    "retention_unbounded": _retention_unbounded,
    "own_edits": _own_edits,
    "activities_done": _activities_done,
    "data_quality": _data_quality,
    "complete_share": _complete_share,
    "past_close_date": _past_close_date,
    "close_date_pushes": _pushes,
    "documented_moves": _documented,
    "conversion": _conversion,
    "leads_converted": _conversions,
}
"""The figures of work by name."""
