"""Completeness profiles, points rules, the ledger and the boards, told by their events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, Protocol, cast

import attrs

from collabcore import boards, leaderboards, model
from collabcore import events as ev
from collabcore.keys import Key, in_team
from collabcore.scoring import changes_with_time, completeness, profile_key, profile_of
from collabcore.standings import Standing
from collabcore.testing.reference.base import Facts
from collabcore.view import View

__all__ = ["ScoringTwin"]


class _People(Protocol):
    """What the ledger's twin asks of the other twins."""

    users: dict[str, model.User]
    teams: dict[str, model.Team]

    def keys(self, user: str) -> AbstractSet[Key]: ...


class ScoringTwin(Facts):
    """Completeness profiles, points rules, the ledger and the boards, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.profiles: dict[str, model.CompletenessProfile] = {}
        self.rules: dict[str, model.PointsRule] = {}
        self.entries: dict[str, model.Entry] = {}
        self.boards: dict[str, model.Board] = dict(boards.BUILT_IN)
        self.importing: model.ImportMode | None = None
        self._teams_at: dict[str, list[str]] = {}

    def _apply_points(self, event: ev.Event) -> None:
        match event:
            case ev.CompletenessSet(profile=profile):
                self.profiles[profile_key(profile.type, profile.record_type)] = profile
            case ev.PointsRuleAdded(rule=rule):
                self._add(self.rules, rule)
            case ev.PointsRuleRetired(id=rule_id):
                self.rules[rule_id] = attrs.evolve(self.rules[rule_id], retired=True)
            case ev.PointsAwarded(entry=entry):
                self._add(self.entries, entry)
                self._teams_at[entry.id] = self._teams_of(entry.user)
            case _:
                pass

    def _apply_boards(self, event: ev.Event) -> None:
        match event:
            case ev.BoardSet(board=board):
                self.boards[board.id] = board
            case ev.ImportBegun(mode=mode):
                self.importing = mode
            case ev.ImportEnded():
                self.importing = None
            case _:
                pass

    def _teams_of(self, user: str) -> list[str]:
        people = cast("_People", self)
        held = people.keys(user)
        return [team for team in people.teams if in_team(team) in held]

    def scores(self, by: Literal["owner", "type"]) -> Mapping[str, Mapping[tuple[int, int], int]]:
        """Return how many records of every owner or type have which score, counted anew. Cost: O(records)."""
        found: dict[str, dict[tuple[int, int], int]] = {}
        for record in cast("View", self).records.values():
            profile = profile_of(cast("View", self), record)
            if profile is not None and not changes_with_time(profile):
                score = completeness(profile, record, record.updated_at, checks=cast("View", self).checks)
                of_group = found.setdefault(getattr(record, by), {}) if score.weight else {}
                pair = (score.valid_weight, score.weight)
                of_group[pair] = of_group.get(pair, 0) + 1
        return found

    def unsettled(self) -> AbstractSet[str]:
        """Return the records whose score changes with time. Cost: O(records)."""
        found = ((each.id, profile_of(cast("View", self), each)) for each in cast("View", self).records.values())
        return {record for record, profile in found if profile is not None and changes_with_time(profile)}

    def rules_for(self, word: str) -> Sequence[str]:
        """Return the points rules that wait for a trigger, oldest first. Cost: O(rules)."""
        return [rule.id for rule in self.rules.values() if rule.when.partition("(")[0] == word and not rule.retired]

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(entries)."""
        return [entry.id for entry in self.entries.values() if entry.user == user]

    def _standing_awards(self) -> list[model.Entry]:
        gone = {entry.reverses for entry in self.entries.values()}
        return [e for e in self.entries.values() if e.rule is not None and e.reverses is None and e.id not in gone]

    def award(self, key: str) -> str | None:
        """Return the award that uses up an idempotency key, None while it is free. Cost: O(entries)."""
        return next((entry.id for entry in self._standing_awards() if entry.key == key), None)

    def awards_for(self, thing: str) -> Sequence[str]:
        """Return the awards under rules for a thing that were not taken back, oldest first. Cost: O(entries)."""
        return tuple(entry.id for entry in self._standing_awards() if entry.record == thing)

    def capped(self, bucket: str) -> int:
        """Return the sum of the amounts that share a cap, before it. Cost: O(entries)."""
        return sum(entry.worth for entry in self.entries.values() if entry.bucket == bucket)

    def reversal(self, entry: str) -> str | None:
        """Return the entry that takes another back, None while it stands. Cost: O(entries)."""
        return next((other.id for other in self.entries.values() if other.reverses == entry), None)

    def teams_at(self, entry: str) -> Sequence[str]:
        """Return the teams somebody was in when an entry was made for them, oldest first. Cost: O(1)."""
        return self._teams_at[entry]

    def standing(self, board: str, at: dt.datetime) -> Standing:
        """Return the people on a board in the window of a moment, in order, added up anew. Cost: O(entries)."""
        return self._in_order(board, at, lambda view, user: user not in view.off_boards)

    def aside(self, board: str, at: dt.datetime) -> Standing:
        """Return those who would be there and stay off boards, in order, as `standing` does. Cost: O(entries)."""
        return self._in_order(board, at, lambda view, user: user in view.off_boards)

    def _in_order(self, board: str, at: dt.datetime, wanted: Callable[[View, str], bool]) -> Standing:
        found, view = self.boards[board], cast("View", self)
        everybody = list(view.users)
        people = [user for user in everybody if leaderboards.may_stand(view.users[user]) and wanted(view, user)]
        within = boards.window(found.window, at, found.zone)
        counted = [pair for pair in enumerate(self.entries.values()) if pair[1].purse != "spend"]
        made = Standing(found.lower_is_better)
        for score in boards.standings(counted, people, within, found.zero):
            made.put(score.user, int(score.points), score.reached, everybody.index(score.user))
        return made
