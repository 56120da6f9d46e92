"""What judgments ask of the world: completeness profiles, points rules, the ledger and the boards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal, Protocol

from collabcore.fieldstates import Checks
from collabcore.model import Board, CompletenessProfile, Entry, ImportMode, PointsRule
from collabcore.standings import Standing

__all__ = ["ScoringView"]


class ScoringView(Protocol):
    """Completeness profiles, points rules, the ledger and the boards."""

    @property
    def profiles(self) -> Mapping[str, CompletenessProfile]:
        """The completeness profiles, by `scoring.profile_key`. Cost: O(1)."""

    @property
    def checks(self) -> Checks:
        """The function that each check of a field asks: the host's choice, which no event changes. Cost: O(1)."""

    @property
    def rules(self) -> Mapping[str, PointsRule]:
        """Every points rule by id, retired ones too, oldest first. Cost: O(1)."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Every line of the ledger by id, oldest first. Cost: O(1)."""

    @property
    def boards(self) -> Mapping[str, Board]:
        """Every leaderboard by id, the built-in ones first. Cost: O(1)."""

    @property
    def importing(self) -> ImportMode | None:
        """How what is loaded pays and alerts; None when nothing is being loaded. Cost: O(1)."""

    def scores(self, by: Literal["owner", "type"]) -> Mapping[str, Mapping[tuple[int, int], int]]:
        """Return how many records of every owner or type have which score, as valid and applicable weight. Cost: O(1).

        Left out are those that have no score, and those of `unsettled`.
        """

    def unsettled(self) -> AbstractSet[str]:
        """Return the records whose score changes with time, and is worked out when asked. Cost: O(1)."""

    def rules_for(self, word: str) -> Sequence[str]:
        """Return the points rules that wait for a trigger, oldest first. Cost: O(1)."""

    def ledger(self, user: str) -> Sequence[str]:
        """Return the ids of a user's ledger entries, oldest first. Cost: O(1)."""

    def award(self, key: str) -> str | None:
        """Return the award that uses up an idempotency key, None while it is free. Cost: O(1)."""

    def awards_for(self, thing: str) -> Sequence[str]:
        """Return the awards under rules for a thing that were not taken back, oldest first. Cost: O(result)."""

    def capped(self, bucket: str) -> int:
        """Return the sum of the amounts that share a cap, before it. Cost: O(1)."""

    def reversal(self, entry: str) -> str | None:
        """Return the entry that takes another back, None while it stands. Cost: O(1)."""

    def teams_at(self, entry: str) -> Sequence[str]:
        """Return the teams somebody was in when an entry was made for them, oldest first. Cost: O(1)."""

    def standing(self, board: str, at: dt.datetime) -> Standing:
        """Return the people on a board in the window of a moment, in order; the window does not slide. Cost: O(1)."""

    def aside(self, board: str, at: dt.datetime) -> Standing:
        """Return those who would be there and stay off boards, in order, as `standing` does. Cost: O(1)."""
