"""What became of opportunities: stages, amounts, and when they were won or lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import attrs

from collabcore.shapes import read_fraction
from collabcore.triggers import STAGES, word

__all__ = ["Deal", "Outcome", "in_units", "number", "outcome", "word_of"]

Outcome: TypeAlias = Literal["open", "won", "lost"]

_WON: Final = frozenset({"closed_won", "won"})
_LOST: Final = frozenset({"closed_lost", "lost"})


def _field(fields: Mapping[str, object], *names: str) -> object:
    return next((value for name, value in fields.items() if name.casefold() in names), None)


_NAMES: Final = {"stage": STAGES, "closedate": ("closedate", "close_date")}


def word_of(fields: Mapping[str, object], what: Literal["stage", "closedate"]) -> str:
    """Return the stage or the date of closing among the fields; empty where there is none.

    Cost: O(fields).

    >>> word_of({"CloseDate": "2026-03-31"}, "closedate"), word_of({"Stage": 7}, "stage")
    ('2026-03-31', '')
    """
    value = _field(fields, *_NAMES[what])
    return value if isinstance(value, str) else ""


def outcome(fields: Mapping[str, object]) -> Outcome:
    """Return whether an opportunity with these fields is open, won or lost, by the field of its stage.

    Cost: O(fields).

    >>> outcome({"StageName": "Closed Won"}), outcome({"stage": "lost"}), outcome({})
    ('won', 'lost', 'open')
    """
    name = word(word_of(fields, "stage"))
    if name in _WON:
        return "won"
    return "lost" if name in _LOST else "open"


def number(fields: Mapping[str, object], name: str) -> Fraction | None:
    """Return a number among the fields, exactly; None for none, or what is no number.

    Cost: O(fields).

    >>> number({"Amount": 12.5}, "amount"), number({"amount": "much"}, "amount")
    (Fraction(25, 2), None)
    """
    value = _field(fields, name)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return Fraction(str(value)) if isinstance(value, float) else read_fraction(value, name)
    except ValueError:
        return None


@attrs.frozen(kw_only=True)
class Deal:
    """An opportunity at a moment: whose it is, what it is worth, how likely, and how it ended."""

    id: str
    owner: str
    created_at: dt.datetime
    outcome: Outcome = "open"
    closed_at: dt.datetime | None = None
    amount: Fraction | None = None
    probability: Fraction | None = None
    close_date: str | None = None

    @property
    def cycle(self) -> Fraction | None:
        """How many days it took to close, None while it is open."""
        if self.closed_at is None:
            return None
        return in_units(self.closed_at - self.created_at, dt.timedelta(days=1))


def in_units(time: dt.timedelta, unit: dt.timedelta) -> Fraction:
    """Return how many units a time is, exactly.

    Cost: O(1).
    """
    micro = dt.timedelta(microseconds=1)
    return Fraction(time // micro, unit // micro)
