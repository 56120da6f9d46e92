"""Adoption told: a report of key figures, by groups of people, and against the window before."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Final, Literal, TypeAlias, get_args

import attrs

from collabcore import display, keys, visibility
from collabcore.adoption.history import FEATURES, History, told
from collabcore.adoption.kpis import measure
from collabcore.adoption.population import Kpi, Population
from collabcore.adoption.work import funnel
from collabcore.errors import InvalidError, unknown_word
from collabcore.events import Event
from collabcore.shapes import read_fraction, read_time
from collabcore.view import View

__all__ = ["By", "Report", "Target", "Trend", "Window", "adoption", "dates", "report"]

By: TypeAlias = Literal["role", "team", "profile", "manager", "user"]
Target: TypeAlias = Fraction | int | str
"""What is to be won: a number, or a fraction written n/d."""

_DATE_LENGTH: Final = 10


@attrs.frozen
class Trend:
    """How a figure moved: by how much, and by which share of what it was; None where it was nothing, or is none.

    Between two rates `change` is in points: from 60 % to 75 % is 15/100 (SCORING 3, K13).
    """

    change: Fraction | None
    relative: Fraction | None


@attrs.frozen(repr=False)
class Report(display.Tabled[Kpi]):
    """Key figures by name, of one window and one set of people; a table in a terminal and in a notebook.

    Attributes:
        by_name: The figures.
        title: Of which window, and of whom.
        daily: How many did anything, by date.
        funnel: How far the leads that came in the window got by its end, or as far as they were followed.
        censored: Whether the window, or what follows it, was not over at the moment of asking.
        window: Its first date, and the one after its last.
    """

    title: str = ""
    daily: Mapping[str, int] = attrs.field(factory=dict)
    funnel: Mapping[str, int] = attrs.field(factory=dict)
    censored: bool = False
    window: tuple[dt.date, dt.date] | None = None

    def table(self) -> display.Table:
        """Return the report as a table: name, value, and what it was counted from. Cost: O(figures)."""
        return display.Table(self.title, ("figure", "value"), [(name, str(kpi)) for name, kpi in self.items()])

    @property
    def before(self) -> tuple[dt.date, dt.date]:
        """The window of as many dates just before this one, to ask for what to compare with.

        >>> march = Report({}, window=(dt.date(2024, 3, 1), dt.date(2024, 4, 1)))
        >>> [date.isoformat() for date in march.before]
        ['2024-01-30', '2024-03-01']

        Raises:
            InvalidError: The report has no window.
        """
        if self.window is None:
            raise InvalidError("this report has no window", rule="adoption.window")
        first, last = self.window
        return first - (last - first), first

    def trend(self, before: Report) -> dict[str, Trend]:
        """Return how each figure moved since another report, best the one of the window before.

        Cost: O(figures).

        >>> window = ("2024-03-01", "2024-04-01")
        >>> then, now = (Report({"wau": Kpi(num=n, den=1, window=window, population=9)}) for n in (80, 100))
        >>> now.trend(then)
        {'wau': Trend(change=Fraction(20, 1), relative=Fraction(1, 4))}
        """
        return {name: _trend(before[name].value, kpi.value) for name, kpi in self.items() if name in before}


def _trend(then: Fraction | None, now: Fraction | None) -> Trend:
    if then is None or now is None:
        return Trend(None, None)
    return Trend(now - then, (now - then) / then if then else None)


def adoption(
    view: View,
    events: Iterable[Event],
    since: dt.date | str,
    until: dt.date | str,
    by: By | None = None,
    *,
    now: dt.datetime,
    follow_until: dt.date | str | None = None,
    features: Iterable[str] | None = None,
    target: Target | Mapping[str, Target] | None = None,
) -> Report | dict[str, Report]:
    """Return the key figures of a window of dates, of everybody, or of every group of people.

    People stand in the groups they are in now, someone in several teams in each; who sees a poll sees it now.

    Cost: O(events + groups x figures x actions).

    Raises:
        InvalidError: A date that is none, a window that ends before it starts, an unknown grouping or feature,
            cohorts followed to before the end of the window, or a target that is not one number of everybody
            or one of each group.
    """
    window = Window.of(since, until, zoneinfo.ZoneInfo(view.settings.zone))
    events = tuple(events)
    history = told(events, window.end)
    scope = _Scope(
        followed=history if follow_until is None else told(events, window.followed(follow_until)),
        qualifying=_qualifying(features),
        targets=_targets(target, by),
    )
    if by is None:
        return report(view, history, window, view.users, "everybody", now, scope)
    groups = _groups(view, by)
    return {
        name: report(view, history, window, users, f"{by} {name}", now, scope, name) for name, users in groups.items()
    }


@attrs.frozen(kw_only=True)
class _Scope:
    """What else a report is asked for."""

    followed: History
    qualifying: AbstractSet[str]
    targets: Mapping[str, Fraction]


def _qualifying(features: Iterable[str] | None) -> AbstractSet[str]:
    every = frozenset(FEATURES.values())
    named = every if features is None else frozenset(features)
    for name in sorted(named - every):
        words = f"there is no feature `{name}`: they are {', '.join(sorted(every))}"
        raise InvalidError(words, rule="adoption.feature")
    return named


def _targets(target: Target | Mapping[str, Target] | None, by: By | None) -> Mapping[str, Fraction]:
    if target is None:
        return {}
    if isinstance(target, Mapping) != (by is not None):
        words = "a target is one number of everybody, or one of each group where people are grouped"
        raise InvalidError(words, rule="adoption.target")
    given = target if isinstance(target, Mapping) else {"": target}
    found = {name: read_fraction(number, "target") for name, number in given.items()}
    for number in found.values():
        if number < 0:
            raise InvalidError(f"a target is not below nothing, as `{number}` is", rule="adoption.target")
    return found


@attrs.frozen
class Window:
    """A window of dates in a zone: from its first date on, up to and without its last."""

    first: dt.date
    last: dt.date
    zone: dt.tzinfo

    @classmethod
    def of(cls, since: dt.date | str, until: dt.date | str, zone: dt.tzinfo) -> Window:
        """Return the window between two dates.

        Cost: O(1).

        Raises:
            InvalidError: A date that is none, or a window that ends before it starts.
        """
        first, last = dates(since, zone), dates(until, zone)
        if last <= first:
            raise InvalidError(f"a window may not end on `{last}` and start on `{first}`", rule="adoption.window")
        return cls(first, last, zone)

    def followed(self, until: dt.date | str) -> dt.datetime:
        """Return the first moment after what is followed up to and without a date, at the end of the window or later.

        Cost: O(1).

        Raises:
            InvalidError: A date that is none, or one before the end.
        """
        last = dates(until, self.zone)
        if last < self.last:
            words = f"what happened until `{self.last}` is not followed until `{last}`"
            raise InvalidError(words, rule="adoption.window")
        return dt.datetime.combine(last, dt.time.min, self.zone).astimezone(dt.UTC)

    @property
    def start(self) -> dt.datetime:
        """The first moment of it."""
        return dt.datetime.combine(self.first, dt.time.min, self.zone).astimezone(dt.UTC)

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.last, dt.time.min, self.zone).astimezone(dt.UTC)


def report(
    view: View,
    history: History,
    window: Window,
    users: Iterable[str],
    name: str,
    now: dt.datetime,
    scope: _Scope | None = None,
    group: str = "",
) -> Report:
    """Return the key figures of some people in a window of dates, as of a moment.

    Cost: O(figures x actions).
    """
    scope = scope or _Scope(followed=history, qualifying=_qualifying(None), targets={})
    population = Population(
        history=history,
        followed=scope.followed,
        users=[user for user in users if user in history.users],
        since=window.first,
        until=window.last,
        zone=window.zone,
        now=now,
        settings=view.settings,
        checks=view.checks,
        qualifying=scope.qualifying,
        target=scope.targets.get(group, Fraction(0)),
        sees=lambda post: visibility.audience(view, post) if post in view.posts else frozenset(),
    )
    title = f"adoption from {window.first} to {window.last - dt.timedelta(days=1)}, {name}"
    is_open = population.in_part or window.end > now
    return Report(
        measure(population),
        f"{title}, so far" if is_open else title,
        population.daily(),
        funnel(population),
        is_open,
        (window.first, window.last),
    )


def dates(value: dt.date | str, zone: dt.tzinfo) -> dt.date:
    """Return a date: a date itself, its ISO text, or the date of a moment in a zone.

    Cost: O(1).

    >>> dates("2024-03-01", dt.UTC), dates("2024-03-01T23:30:00Z", dt.timezone(dt.timedelta(hours=1)))
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 2))

    Raises:
        InvalidError: It is none of these.
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and len(value) <= _DATE_LENGTH:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise InvalidError(f"`{value}` is no date", rule="adoption.date") from None
    return read_time(value, "date").astimezone(zone).date()


def _groups(view: View, by: str) -> dict[str, list[str]]:
    """Return the people of each group, in the order in which groups first appear; those of none under the empty name.

    Raises:
        InvalidError: There is no such grouping.
    """
    if by not in get_args(By):
        raise unknown_word("grouping", by, get_args(By), "adoption.by")
    found: dict[str, list[str]] = {}
    for user in view.users.values():
        for name in _names(view, user.id, by):
            found.setdefault(name, []).append(user.id)
    return found


def _names(view: View, user: str, by: str) -> Iterable[str]:
    if by == "user":
        return (user,)
    if by == "team":
        return [team for team in view.teams if keys.in_team(team) in view.keys(user)]
    return (getattr(view.users[user], by) or "",)
