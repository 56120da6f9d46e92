"""What the store keeps of a subject: completeness profiles, points rules, the ledger and the boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

import attrs

from collabcore import boards
from collabcore._store.facts.table import NOBODY
from collabcore.model import Board, CompletenessProfile, Entry, ImportMode, PointsRule
from collabcore.standings import Standing

__all__ = ["Kept", "ScoringFacts", "block_of"]


@attrs.define
class Kept:
    """One window of one board: what everybody has in it, who stands on it, and who stays off it, in order."""

    standing: Standing
    aside: Standing
    totals: dict[str, tuple[int, int]] = attrs.field(factory=dict)

    def copy(self) -> Kept:
        """Return an independent copy. Cost: O(people)."""
        return Kept(self.standing.copy(), self.aside.copy(), self.totals.copy())


def block_of(board: Board, at: dt.datetime) -> str:
    """Return under what the window of a moment is kept; windows with bounds of their own are one."""
    named = isinstance(board.window, str) and board.window != "all_time"
    return boards.block(str(board.window), at, board.zone) if named else ""


class ScoringFacts:
    """Completeness profiles, points rules, the ledger and the boards."""

    def __init__(self) -> None:
        """Start with none, and the boards that are built in."""
        super().__init__()
        self.profiles: dict[str, CompletenessProfile] = {}
        self.scored: dict[str, tuple[str, str, int, int]] = {}
        self.timed: dict[str, None] = {}
        self.scores_by_owner: dict[str, dict[tuple[int, int], int]] = {}
        self.scores_by_type: dict[str, dict[tuple[int, int], int]] = {}
        self.rules: dict[str, PointsRule] = {}
        self.rules_by: dict[str, list[str]] = {}
        self.entries: dict[str, Entry] = {}
        self.ledgers: dict[str, list[str]] = {}
        self.awards: dict[str, str] = {}
        self.awarded: dict[str, dict[str, None]] = {}
        self.in_buckets: dict[str, int] = {}
        self.reversed_by: dict[str, str] = {}
        self.teams_then: dict[str, tuple[str, ...]] = {}
        self.importing: ImportMode | None = None
        self.boards: dict[str, Board] = dict(boards.BUILT_IN)
        self.numbers: dict[str, int] = {}
        self.kept: dict[str, dict[str, Kept]] = {name: {} for name in self.boards}

    def scores(self, by: Literal["owner", "type"]) -> Mapping[str, Mapping[tuple[int, int], int]]:
        """Return how many records of every owner or type have which score."""
        return self.scores_by_owner if by == "owner" else self.scores_by_type

    def unsettled(self) -> AbstractSet[str]:
        """Return the records whose score changes with time."""
        return self.timed.keys()

    def rules_for(self, word: str) -> Sequence[str]:
        """Return the points rules that wait for a trigger."""
        return self.rules_by.get(word, ())

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries."""
        return self.ledgers.get(user, ())

    def award(self, key: str) -> str | None:
        """Return the award that uses up an idempotency key."""
        return self.awards.get(key)

    def awards_for(self, thing: str) -> Sequence[str]:
        """Return the awards for a thing that were not taken back."""
        return tuple(self.awarded.get(thing, NOBODY))

    def capped(self, bucket: str) -> int:
        """Return the sum of the amounts that share a cap."""
        return self.in_buckets.get(bucket, 0)

    def reversal(self, entry: str) -> str | None:
        """Return the entry that takes another back."""
        return self.reversed_by.get(entry)

    def teams_at(self, entry: str) -> Sequence[str]:
        """Return the teams somebody was in when an entry was made for them."""
        return self.teams_then[entry]
