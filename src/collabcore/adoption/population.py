"""Some people in a window of dates, and what they did: what every figure of adoption is counted from.

Rule 1: people come first: those (never integration users) who were active in the window, or at its end.
Rule 2: dates are those of one zone; a window holds its first date and not its last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias

import attrs

from collabcore.adoption.deals import Deal
from collabcore.adoption.history import Action, History
from collabcore.fieldstates import Checks
from collabcore.model import Activity, Record, Settings

__all__ = ["Count", "Kpi", "Population"]

_DAY: Final = dt.timedelta(days=1)
_WEEK: Final = 7

Count: TypeAlias = tuple[Fraction | int, Fraction | int]
"""What was counted, and out of what."""


@attrs.frozen(kw_only=True)
class Kpi:
    """A figure: what was counted, out of what, in which window of dates, among how many people.

    A rate has its whole as `den`; a number of things has 1. `value` is exact; None where there is nothing to divide by.
    A figure is `censored` when what it follows was not over yet at the moment of asking: it may still grow.
    """

    num: Fraction | int
    den: Fraction | int
    window: tuple[str, str]
    population: int
    censored: bool = False

    @property
    def value(self) -> Fraction | None:
        """What was counted, divided by its whole."""
        return Fraction(self.num) / self.den if self.den else None

    def __str__(self) -> str:
        """Return the value, to four digits, with what it is made of.

        >>> print(Kpi(num=4, den=5, window=("2024-03-01", "2024-04-01"), population=5))
        0.8 (4 of 5)
        >>> print(Kpi(num=4, den=5, window=("2024-03-01", "2024-04-01"), population=5, censored=True))
        0.8 (4 of 5), so far
        """
        return f"{self._counted()}, so far" if self.censored else self._counted()

    def _counted(self) -> str:
        if self.value is None:
            return "– (0 of 0)"
        told = f"{float(self.value):.4g}"
        return told if self.den == 1 else f"{told} ({_told(self.num)} of {_told(self.den)})"


def _told(value: Fraction | int) -> str:
    return str(value) if Fraction(value).denominator == 1 else f"{float(value):.4g}"


@attrs.define(slots=False)
class Population:
    """Some people in a window of dates, and what they did: what every figure is counted from.

    Attributes:
        history: What is known at the end of the window.
        followed: What is known where cohorts are followed to; at the end of the window, unless it was asked otherwise.
        users: Whom to look at.
        since: The first date.
        until: The date after the last.
        zone: Whose dates they are.
        now: The moment of asking.
        settings: What the organisation has set.
        checks: What the checks of fields ask.
        qualifying: The features whose use makes somebody active.
        target: What is to be won; 0 when nobody said.
        sees: Who may see a post at the moment of asking; nobody when it is gone.
    """

    history: History
    followed: History
    users: Collection[str]
    since: dt.date
    until: dt.date
    zone: dt.tzinfo
    now: dt.datetime
    settings: Settings
    checks: Checks
    qualifying: AbstractSet[str]
    target: Fraction
    sees: Callable[[str], AbstractSet[str]]

    @cached_property
    def start(self) -> dt.datetime:
        """The first instant of the window."""
        return self._midnight(self.since)

    @cached_property
    def end(self) -> dt.datetime:
        """The first instant after the window."""
        return self._midnight(self.until)

    @property
    def last(self) -> dt.date:
        """The last date of the window."""
        return self.until - _DAY

    def date(self, moment: dt.datetime) -> dt.date:
        """Return the date of a moment in the zone. Cost: O(1)."""
        return moment.astimezone(self.zone).date()

    @cached_property
    def people(self) -> frozenset[str]:
        """Who was active at any time in the window."""
        return self._active(self.start)

    def people_of(self, days: int) -> frozenset[str]:
        """Return who was active at any time in some dates up to the last one of the window. Cost: O(people)."""
        return self._active(self._midnight(self.until - days * _DAY))

    @property
    def in_part(self) -> bool:
        """Whether cohorts are followed further than to the moment of asking."""
        return self.followed.until > self.now

    @property
    def is_week_open(self) -> bool:
        """Whether the week of the last date goes on after the window, or after the moment of asking."""
        following = self.last + (_WEEK - self.last.weekday()) * _DAY
        return self.until < following or self._midnight(following) > self.now

    @property
    def is_week_to_come(self) -> bool:
        """Whether the week of the last date has not begun at the moment of asking."""
        return self._midnight(self.last - self.last.weekday() * _DAY) > self.now

    def _midnight(self, date: dt.date) -> dt.datetime:
        return dt.datetime.combine(date, dt.time.min, self.zone).astimezone(dt.UTC)

    @cached_property
    def present(self) -> frozenset[str]:
        """Who was active at its end."""
        return self._active(self.end - dt.timedelta(microseconds=1))

    def _active(self, start: dt.datetime) -> frozenset[str]:
        counted = (user for user in self.users if self.history.users[user].kind != "integration")
        return frozenset(user for user in counted if self.history.was_active(user, start, self.end))

    @cached_property
    def acts(self) -> tuple[Action, ...]:
        """What they did in the window."""
        found = (act for act in self.history.actions if self.start <= act.at < self.end)
        return tuple(act for act in found if act.user in self.people)

    @cached_property
    def acting_in_window(self) -> frozenset[str]:
        """Who did anything in the window that makes somebody active."""
        return frozenset(act.user for act in self.acts if act.feature in self.qualifying)

    @cached_property
    def active(self) -> Mapping[dt.date, frozenset[str]]:
        """Who was active, by date, from the first of all on; dates on which nobody was are left out."""
        found: dict[dt.date, set[str]] = {}
        for act in self.history.actions:
            if act.user in self.ever and act.feature in self.qualifying:
                found.setdefault(self.date(act.at), set()).add(act.user)
        return {day: frozenset(users) for day, users in found.items()}

    @cached_property
    def weeks(self) -> Mapping[str, list[int]]:
        """The weeks, from Monday, in which each person did anything, rising."""
        found: dict[str, dict[int, None]] = {}
        for day, users in sorted(self.active.items()):
            for user in users:
                found.setdefault(user, {})[self.week(day)] = None
        return {user: list(weeks) for user, weeks in found.items()}

    @staticmethod
    def week(date: dt.date) -> int:
        """Return the number of a date's week, from Monday. Cost: O(1)."""
        return (date.toordinal() - 1) // _WEEK

    def lately(self, days: int) -> Iterator[frozenset[str]]:
        """Yield who did anything on each of some dates up to the last one of the window. Cost: O(days)."""
        return (self.active.get(self.last - back * _DAY, frozenset()) for back in range(days))

    def daily(self) -> dict[str, int]:
        """Return how many were active on each date of the window. Cost: O(dates)."""
        dates = [self.since + day * _DAY for day in range((self.until - self.since).days)]
        return {date.isoformat(): len(self.active.get(date, frozenset()) & self.people) for date in dates}

    def acting(self, days: int) -> frozenset[str]:
        """Return who did anything in some dates up to the last one of the window. Cost: O(result)."""
        return frozenset[str]().union(*self.lately(days))

    @cached_property
    def ever(self) -> frozenset[str]:
        """Who of them is a person, active or not."""
        return frozenset(user for user in self.users if self.history.users[user].kind != "integration")

    @cached_property
    def logins(self) -> Mapping[str, tuple[dt.datetime, ...]]:
        """When each of those who were there logged in, before the end of the window."""
        found: dict[str, list[dt.datetime]] = {}
        for act in self.history.actions:
            if act.event == "logged_in" and act.user in self.people:
                found.setdefault(act.user, []).append(act.at)
        return {user: tuple(moments) for user, moments in found.items()}

    @cached_property
    def due(self) -> tuple[Activity, ...]:
        """Their activities due in the window, cancelled ones aside."""
        counted = (a for a in self.history.activities.values() if a.user in self.people and not a.cancelled)
        return tuple(a for a in counted if a.due is not None and self.since <= self.date(a.due) <= self.last)

    @cached_property
    def closed(self) -> tuple[Deal, ...]:
        """Their deals closed in the window."""
        return tuple(d for d in self._deals if d.closed_at is not None and self.start <= d.closed_at < self.end)

    @cached_property
    def _deals(self) -> tuple[Deal, ...]:
        return tuple(deal for deal in self.history.deals.values() if deal.owner in self.ever)

    @cached_property
    def open(self) -> tuple[Deal, ...]:
        """Their deals still open at the end of the window."""
        return tuple(deal for deal in self._deals if deal.outcome == "open")

    @cached_property
    def won(self) -> tuple[Deal, ...]:
        """Their deals won in the window."""
        return tuple(deal for deal in self.closed if deal.outcome == "won")

    @cached_property
    def at_work(self) -> tuple[Record, ...]:
        """Their records that wait for something to be done: leads, cases, open deals …, no accounts and contacts."""
        deals = self.history.deals
        return tuple(
            record
            for record in self.history.records.values()
            if record.owner in self.ever
            and record.type not in ("account", "contact")
            and (record.id not in deals or deals[record.id].outcome == "open")
        )
