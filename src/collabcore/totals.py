"""Scores of many records added up: by owner, by type, by team, and field by field.

Rule 1: what is added up are whole numbers, kept as records change (`View.scores`); ratios are made at the edge.
Rule 2: a record whose score changes with time is scored when asked.
Rule 3: a record without a score, for want of a profile or of a field that applies, counts nowhere (READINGS 59).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from collabcore import scoring
from collabcore.completeness import Summary, summary
from collabcore.errors import InvalidError
from collabcore.keys import in_team
from collabcore.quality import Measure
from collabcore.view import View

__all__ = ["completeness_by", "field_fill"]

_Counts: TypeAlias = Counter[tuple[int, int]]


def completeness_by(view: View, group_by: str, at: dt.datetime) -> dict[str, Summary]:
    """Return the scores of all records, added up by `owner`, `type`, `team` or `account`; every team is there.

    By account they are of the records whose owners belong to it, where they own any with a score.

    Cost: O(groups + records whose score changes with time); by team, times the members.

    Raises:
        InvalidError: There is no such grouping.
    """
    if group_by == "team":
        owners = _counted(view, "owner", at)
        teams = {team: [owners.get(user, Counter()) for user in view.holders(in_team(team))] for team in view.teams}
        return {team: summary(sum(counts, _Counts()).items()) for team, counts in teams.items()}
    if group_by == "account":
        return {account: summary(counts.items()) for account, counts in _by_account(view, at).items()}
    if group_by not in ("owner", "type"):
        words = f"scores are added up by owner, type, team or account, not by `{group_by}`"
        raise InvalidError(words, rule="quality.group_by")
    return {group: summary(counts.items()) for group, counts in _counted(view, group_by, at).items()}


def _by_account(view: View, at: dt.datetime) -> Mapping[str, _Counts]:
    """Return the scores of what the people of each account own."""
    found: dict[str, _Counts] = {}
    for owner, counts in _counted(view, "owner", at).items():
        account = view.users[owner].account if owner in view.users else None
        if account is not None:
            found[account] = found.get(account, _Counts()) + counts
    return found


def _counted(view: View, by: str, at: dt.datetime) -> Mapping[str, _Counts]:
    """Return how many records of every group have which score at a moment."""
    kept = view.scores("owner" if by == "owner" else "type")
    found = {group: Counter(counts) for group, counts in kept.items() if counts}
    for name in view.unsettled():
        record = view.records[name]
        counted = scoring.counts_of(view, record, at)
        if counted is not None and counted[2]:
            found.setdefault(getattr(record, by), Counter())[counted[1:]] += 1
    return found


def field_fill(view: View, type: str, at: dt.datetime) -> dict[str, Measure]:
    """Return, for every field of a type's profiles, how many records have it valid, of those it applies to.

    Cost: O(records of all types + their fields).
    """
    valid, applicable = Counter[str](), Counter[str]()
    for record in view.records.values():
        score = scoring.score_of(view, record, at) if record.type == type else None
        for field in () if score is None else score.fields:
            applicable[field.name] += field.state != "not_applicable"
            valid[field.name] += field.state == "valid"
    return {name: Measure(valid[name], count) for name, count in applicable.items()}
