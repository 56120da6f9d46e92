"""What happens to scores and points."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = [
    "BoardSet",
    "CompletenessSet",
    "ImportBegun",
    "ImportEnded",
    "PointsAwarded",
    "PointsRuleAdded",
    "PointsRuleRetired",
]


@attrs.frozen(kw_only=True, repr=False)
class CompletenessSet(Event):
    """A record type has a completeness profile."""

    profile: model.CompletenessProfile


@attrs.frozen(kw_only=True, repr=False)
class PointsRuleAdded(Event):
    """A points rule holds from now on."""

    rule: model.PointsRule


@attrs.frozen(kw_only=True, repr=False)
class PointsRuleRetired(Event):
    """A points rule pays no more."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class PointsAwarded(Event):
    """A line was added to the ledger."""

    entry: model.Entry


@attrs.frozen(kw_only=True, repr=False)
class ImportBegun(Event):
    """Data are being loaded."""

    mode: model.ImportMode


@attrs.frozen(kw_only=True, repr=False)
class ImportEnded(Event):
    """The loading is over."""


@attrs.frozen(kw_only=True, repr=False)
class BoardSet(Event):
    """There is a leaderboard, as described."""

    board: model.Board
