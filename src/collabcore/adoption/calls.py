"""Key figures of calls and other activities: how many of each kind, and which calls lead to a deal (SCORING 3).

The kind of an activity is the host's word: `call`, `inbound call`, `Outbound-Call`, `meeting`. A call is what has the
word *call* in its kind. A call on a lead is one on the deal that the lead became.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from collabcore.adoption.population import Count, Population
from collabcore.model import Activity
from collabcore.triggers import word

__all__ = ["CALLS", "kinds"]

_SAVED: Final = {"record_added": "created", "record_updated": "updated"}
_TYPES: Final = ("account", "case", "contact", "lead", "opportunity")


def _done(p: Population) -> Iterator[tuple[str, Activity]]:
    """Yield their activities that were done in the window, each with its kind in one spelling."""
    for activity in p.history.activities.values():
        if activity.user in p.people and activity.done is not None and p.start <= activity.done < p.end:
            yield word(activity.kind), activity


def _is_call(kind: str) -> bool:
    return "call" in kind.split("_")


def _calls(p: Population) -> Count:
    return sum(_is_call(kind) for kind, _ in _done(p)), len(p.people)


def _deal_of(p: Population, record: str | None) -> str | None:
    """Return the deal that a record is, or has become."""
    if record in p.followed.deals:
        return record
    return p.followed.traces.converted.get(record or "", (None, None))[1]


def _calls_to_won(p: Population) -> Count:
    """Count, of the deals somebody of them called about in the window, those won since."""
    deals = {_deal_of(p, activity.record) for kind, activity in _done(p) if _is_call(kind)}
    called = [p.followed.deals[deal] for deal in deals if deal in p.followed.deals]
    return sum(deal.outcome == "won" for deal in called), len(called)


def _calls_for_won(p: Population) -> Count:
    """Count the calls, whoever made them, about the deals they won in the window."""
    won = {deal.id for deal in p.won}
    calls = (a for a in p.history.activities.values() if a.done is not None and _is_call(word(a.kind)))
    return sum(_deal_of(p, call.record) in won for call in calls), len(won)


CALLS: Final[Mapping[str, Callable[[Population], Count]]] = {
    "calls": _calls,
    "calls_to_won": _calls_to_won,
    "calls_for_won": _calls_for_won,
}
"""The figures of calls by name."""


def kinds(p: Population) -> Mapping[str, Callable[[Population], Count]]:
    """Return a figure for each kind of activity there ever was, and for each type of record made and changed.

    Cost: O(activities + actions).
    """
    activities = dict.fromkeys(word(activity.kind) for activity in p.history.activities.values())
    types = {*_TYPES, *(word(act.about) for act in p.history.actions if act.event in _SAVED)}
    found = {f"activities_done_{kind}": _of_kind(kind) for kind in sorted(activities)}
    for event, verb in _SAVED.items():
        found |= {f"records_{verb}_{type_}": _of_type(event, type_) for type_ in sorted(types)}
    return found


def _of_kind(kind: str) -> Callable[[Population], Count]:
    return lambda p: (sum(name == kind for name, _ in _done(p)), len(p.people))


def _of_type(event: str, kind: str) -> Callable[[Population], Count]:
    return lambda p: (sum(act.event == event and word(act.about) == kind for act in p.acts), len(p.people))
