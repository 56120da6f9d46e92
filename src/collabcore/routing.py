"""Who gets a record, and why: eligibility, turns, and assignment rules (RULES 9).

Rule 1: nobody ineligible ever receives anything; a record for which nobody is eligible is unassigned, never lost.
Rule 2: a rotation is fair. Among constantly eligible targets of equal weight, no two differ by more than one turn,
whoever else comes and goes; while all who are eligible stay so, after `n` turns each has had `n * weight / weights`,
give or take less than one (law 12).
Rule 3: nothing is drawn by lot, and nobody is favoured: not the actor, not the first by id.

How turns are given: of those who would not thereby have more than their share, whoever has had the least for the
weight, in the order of the rotation (the quota method of apportionment, one seat at a time).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from collabcore import criteria, keys, people
from collabcore import events as e
from collabcore.model import (
    Actor,
    Assignment,
    AssignmentEntry,
    Network,
    Passed,
    Queue,
    Record,
    Rotation,
    Turn,
    User,
)
from collabcore.view import View

__all__ = [
    "REASONS",
    "Router",
    "after_turn",
    "handed_on",
    "ineligible",
    "lead_reasons",
    "new_owner",
    "next_turn",
    "restarted",
    "stranded",
    "takers",
    "unfit",
    "welcomed",
]

REASONS: Final = ("not_partner", "disabled", "inactive", "never_logged_in", "not_a_member", "network_offline")
"""Why a lead may not go to somebody through a network, in the order in which they are told (READINGS 33)."""


# Eligibility


def ineligible(view: View, user: User, network: Network) -> tuple[str, ...]:
    """Return why a lead may not go to a user through a network, empty when it may; of no partner nothing more is asked.

    Cost: O(1).

    Source: RULES 9 `[SEED3]`, READINGS 33.
    """
    if user.kind != "partner":
        return REASONS[:1]
    return (*_person_reasons(view, user), *_network_reasons(user, network))


def _person_reasons(view: View, user: User) -> Iterator[str]:
    account = view.records.get(user.account or "")
    if account is None or not account.partner:
        yield "disabled"
    if not user.active:
        yield "inactive"
    if not view.logins(user.id):
        yield "never_logged_in"


def _network_reasons(user: User, network: Network) -> Iterator[str]:
    if user.profile not in network.profiles:
        yield "not_a_member"
    if network.state != "live":
        yield "network_offline"


def lead_reasons(view: View, user: User) -> tuple[str, ...]:
    """Return why a lead may not go to a partner through any network: the reasons of the nearest; empty when it may.

    Cost: O(networks).
    """
    ways = [tuple(_network_reasons(user, network)) for network in view.networks.values()] or [("not_a_member",)]
    nearest = min(ways, key=lambda reasons: (len(reasons), "not_a_member" in reasons))
    return (*_person_reasons(view, user), *nearest)


def unfit(view: View, target: User | Queue, record: Record) -> tuple[str, ...]:
    """Return why a record may not be given to a user or queue, empty when it may.

    Cost: O(networks).
    """
    if isinstance(target, Queue):
        return () if record.type in target.types and not record.partner else ("wrong_type",)
    if not people.works_with_records(target):
        return ("not_licensed",)
    if record.partner and (target.kind != "internal" or target.role is None):
        return ("not_channel_manager",)
    if target.kind == "partner" and record.type == "lead":
        return lead_reasons(view, target)
    return () if target.active else ("inactive",)


def stranded(view: View, kind: str) -> tuple[str, ...]:
    """Return the open records of a type that people own who are away, in the order of the people.

    Cost: O(people + result).
    """
    away = (user.id for user in view.users.values() if not user.active)
    found = (view.records[record] for user in away for record in view.owned(user))
    return tuple(record.id for record in found if record.type == kind and not record.converted)


def new_owner(view: View, event: e.OwnerChanged) -> tuple[str, ...]:
    """Return who is told of a new owner: the person, where that was wished; of a queue, whoever takes from it.

    Cost: O(result).

    Source: RULES 9 `[SEED3]`.
    """
    return (event.owner,) if event.notify and event.owner in view.users else _takers(view, event.owner)


def handed_on(event: e.OwnerChanged) -> str:
    """Return which record has a new owner. Cost: O(1)."""
    return event.record


def welcomed(view: View, event: e.PartnerWelcomed) -> tuple[str, ...]:
    """Return who is told that they can come in. Cost: O(1)."""
    return (event.user,)


def takers(view: View, event: e.RecordAdded) -> tuple[str, ...]:
    """Return who is told of a record made in a queue: its members, where the queue says so. Cost: O(result)."""
    return _takers(view, event.record.owner)


def _takers(view: View, owner: str) -> tuple[str, ...]:
    queue = view.queues.get(owner)
    return () if queue is None or not queue.notify else tuple(sorted(view.holders(keys.in_queue(queue.id))))


# Turns


def next_turn(turns: Sequence[Turn]) -> Turn | None:
    """Return whose turn it is, None if nobody can have it.

    Cost: O(turns).

    >>> a, b = Turn(target="a", weight=1, given=0), Turn(target="b", weight=2, given=0)
    >>> next_turn((a, b)).target, next_turn((a, attrs.evolve(b, given=1))).target
    ('b', 'a')
    >>> next_turn((attrs.evolve(a, reasons=("absent",)),)) is None
    True
    """
    able = [turn for turn in turns if not turn.reasons]
    given, weights = sum(turn.given for turn in able), sum(turn.weight for turn in able)
    due = [turn for turn in able if turn.given * weights < (given + 1) * turn.weight]
    return max(due, key=lambda turn: Fraction(turn.weight, turn.given + 1), default=None)


def after_turn(turns: Sequence[Turn], taken: Turn) -> Mapping[str, int]:
    """Return the turns everybody has had after one was taken; whoever could not keeps up with those who could.

    Cost: O(turns).
    """
    able = [turn for turn in turns if not turn.reasons]
    given, weights = sum(turn.given for turn in able) + 1, sum(turn.weight for turn in able)
    kept = {turn.target: max(turn.given, turn.weight * given // weights) for turn in turns if turn.reasons}
    counted = {turn.target: turn.given + (turn is taken) for turn in able}
    return {turn.target: {**kept, **counted}[turn.target] for turn in turns}


def restarted(before: Rotation, after: Rotation) -> Rotation:
    """Return a changed rotation with its pointer: those who stay keep their turns, newcomers begin level with them.

    Where the weight of somebody who stays is another, all begin anew.

    Cost: O(targets).
    """
    were, are = dict(zip(before.targets, before.weights, strict=True)), zip(after.targets, after.weights, strict=True)
    weights = dict(are)
    stay = [target for target in weights if target in were]
    if not stay or any(were[target] != weights[target] for target in stay):
        return attrs.evolve(after, given={}, last=before.last)
    given, total = sum(before.given.get(target, 0) for target in stay), sum(weights[target] for target in stay)
    counts = {target: before.given.get(target, 0) for target in stay}
    level = {target: weight * given // total for target, weight in weights.items()}
    return attrs.evolve(after, given={**level, **counts}, last=before.last)


class Router:
    """Assigns records one after the other, as one command: later ones see whose turn the earlier ones took."""

    def __init__(self, view: View, by: Actor, at: dt.datetime) -> None:
        """Start with the rotations as they stand."""
        self._view, self._by, self._at = view, by, at
        self.turned: dict[str, Rotation] = {}
        self._taken: Counter[tuple[str, str]] = Counter()

    def assign(self, record: Record, to: str | None = None) -> Assignment:
        """Return who gets a record: whoever is named, whose turn it is in a rotation, or by the rules of its type.

        Cost: O(entries + targets + what the targets own).
        """
        made = self._by_rules(record) if to is None else self._given(record, to)
        if made.owner is not None:
            self._taken[made.owner, record.type] += 1
        return made

    def _made(self, record: Record, **fields: object) -> Assignment:
        return Assignment(record=record.id, by=self._by, at=self._at, **fields)  # type: ignore[arg-type]

    def _given(self, record: Record, to: str) -> Assignment:
        """Give a record to a user, a queue or the next in a rotation."""
        if to in self._view.rotations:
            return self._by_turns(record, to)
        reasons = unfit(self._view, self._view.users.get(to) or self._view.queues[to], record)
        return self._made(record, how="direct", to=to, owner=None if reasons else to, reasons=reasons)

    def _by_rules(self, record: Record) -> Assignment:
        """Follow the first entry that matches; where its target cannot, or none matches, the default."""
        rules = self._view.routes.get(record.type)
        passed: list[Passed] = []
        for number, entry in enumerate(() if rules is None else rules.entries, 1):
            found = self._tried(record, entry, number)
            if isinstance(found, Assignment):
                return attrs.evolve(found, passed=tuple(passed))
            passed.append(found)
            if not found.failing:
                break  # the first that matches, and no other
        if rules is None or rules.default is None:
            return self._made(record, how="rules", passed=tuple(passed))
        last = self._given(record, rules.default)
        return attrs.evolve(last, how="rules", to=rules.default, default=True, passed=tuple(passed))

    def _tried(self, record: Record, entry: AssignmentEntry, number: int) -> Assignment | Passed:
        failing = criteria.failing(entry.where, record, self._at)
        if failing:
            return Passed(entry=number, failing=failing)
        found = self._given(record, entry.to)
        if found.owner is None:
            return Passed(entry=number, reasons=found.reasons or ("nobody_eligible",))
        return attrs.evolve(found, how="rules", to=entry.to, entry=number)

    def _by_turns(self, record: Record, name: str) -> Assignment:
        rotation = self.turned.get(name) or self._view.rotations[name]
        turns = tuple(self._turns(rotation, record))
        turn = next_turn(turns)
        if turn is not None:
            given = after_turn(turns, turn)
            self.turned[name] = attrs.evolve(rotation, given=given, last=turn.target)
        owner = None if turn is None else turn.target
        return self._made(record, how="rotation", to=name, owner=owner, rotation=name, turns=turns)

    def _turns(self, rotation: Rotation, record: Record) -> Iterator[Turn]:
        for target, weight in zip(rotation.targets, rotation.weights, strict=True):
            reasons = tuple(self._hindrances(rotation, target, record))
            given = rotation.given.get(target, 0)
            yield Turn(target=target, weight=weight, given=given, reasons=reasons)

    def _hindrances(self, rotation: Rotation, target: str, record: Record) -> Iterator[str]:
        yield from unfit(self._view, self._view.users.get(target) or self._view.queues[target], record)
        if target in self._view.absent:
            yield "absent"
        if target in rotation.capacity and self._open(target, record) >= rotation.capacity[target]:
            yield "at_capacity"

    def _open(self, target: str, record: Record) -> int:
        """Count the open records of a type that somebody has, the one at hand and those just given included."""
        owned = (self._view.records[each] for each in self._view.owned(target) if each != record.id)
        have = sum(each.type == record.type and not each.converted for each in owned)
        return have + self._taken[target, record.type]
