"""Who gets a record: rotations, assignment rules, and what was decided about a record and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore.model.base import Actor, RecordId
from collabcore.model.records import Criterion
from collabcore.shapes import EMPTY, Id, Told

__all__ = [
    "Assignment",
    "AssignmentEntry",
    "AssignmentRules",
    "Passed",
    "Rotation",
    "Turn",
]


@attrs.frozen(kw_only=True, repr=False)
class Rotation(Told):
    """Users and queues who get records by turns, by weight; `given` is the pointer: the turns each has had.

    Whoever cannot have a turn keeps up with the others meanwhile, so that nobody comes back to a backlog.
    `capacity` is how many open records of a type a user may have before being passed over.
    """

    id: Id
    targets: tuple[Id, ...]
    weights: tuple[int, ...]
    capacity: Mapping[str, int] = EMPTY
    given: Mapping[str, int] = EMPTY
    last: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class AssignmentEntry(Told):
    """One entry of assignment rules: whoever meets all criteria goes to a user, queue or rotation."""

    where: tuple[Criterion, ...] = ()
    to: Id
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class AssignmentRules(Told):
    """Where records of a type go: the first entry that matches decides, else the default (RULES 9)."""

    type: str
    entries: tuple[AssignmentEntry, ...] = ()
    default: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Passed(Told):
    """An entry that did not decide, by its number from 1: the criteria that failed, or why its target could not."""

    entry: int
    failing: tuple[Criterion, ...] = ()
    reasons: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Turn(Told):
    """One target of a rotation at a turn: the turns it had had, its weight, and why it could not have this one."""

    target: Id
    weight: int
    given: int
    reasons: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Assignment(Told):
    """What was decided about a record: who got it (`owner`; None: nobody could), how, and why not others."""

    record: RecordId
    by: Actor
    at: dt.datetime
    how: Literal["created", "transfer", "direct", "rotation", "rules", "accepted"]
    to: Id | None = None
    owner: Id | None = None
    entry: int | None = None
    default: bool = False
    passed: tuple[Passed, ...] = ()
    rotation: Id | None = None
    turns: tuple[Turn, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """What decided, in words: the entries passed over, the entry or default, the turn, and who got it."""
        said = [_passed(each) for each in self.passed]
        if self.entry is not None:
            said.append(f"entry {self.entry} matched, for `{self.to}`")
        elif self.default:
            said.append(f"no other entry decided: the default is `{self.to}`")
        said += [_turn(each, self) for each in self.turns]
        said += [f"`{self.to}` could not have it: {', '.join(self.reasons)}"] if self.reasons else []
        said.append("unassigned" if self.owner is None else f"{self.how}: `{self.owner}`")
        return tuple(said)


def _passed(passed: Passed) -> str:
    if passed.failing:
        failing = ", ".join(f"{each.field} {each.operator} {each.value}" for each in passed.failing)
        return f"entry {passed.entry} did not match: {failing}"
    return f"entry {passed.entry} matched, but its target could not have it: {', '.join(passed.reasons)}"


def _turn(turn: Turn, made: Assignment) -> str:
    if turn.reasons:
        return f"`{turn.target}` was passed over: {', '.join(turn.reasons)}"
    whose = "whose turn it was" if turn.target == made.owner else "who waits"
    return f"`{turn.target}`, {whose}, had had {turn.given} with weight {turn.weight}"
