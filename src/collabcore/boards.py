"""Who stands where: one rank function for lists, pages, a person's own row and everybody's.

Rule 1: a rank is only ever given by `ranking`; every other question is a slice of what it returned,
so that no two of them can disagree.
Rule 2: the order is total and never by id: better points, then reached earlier, then given earlier.
Rule 3: this file does not choose who takes part; opting out and activity are the caller's population.

How to read it: ledger entries are folded to scores (`standings`), within a window of time (`window`);
scores become rows (`ranking`); rows are cut (`top`, `page`, `around`, `rank`).
The five kinds of rank are one table, each a formula over where a group of equal scores starts and its size
(SCORING 2.5, READINGS 13).

What it cannot say: teams, and boards kept up to date entry by entry; both are built on the same rows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import re
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import attrs

from collabcore.errors import InvalidError
from collabcore.model import Entry, UserId
from collabcore.shapes import read_time

__all__ = [
    "NEVER",
    "RankKind",
    "Row",
    "Score",
    "Window",
    "Zero",
    "around",
    "page",
    "rank",
    "ranking",
    "standings",
    "top",
    "window",
]

RankKind = Literal["competition", "dense", "modified", "ordinal", "fractional"]
"""How equal scores are numbered: 1224, 1223, 1334, 1234 or 1 2.5 2.5 4."""

Zero = Literal["unranked", "include", "exclude"]
"""What becomes of people whose score is zero; only `include` gives them a row (READINGS 6)."""

Window: TypeAlias = tuple[dt.datetime | None, dt.datetime | None]
"""From an instant (included) to an instant (excluded), in UTC; None is no bound."""

NEVER: Final = -1
"""Where somebody without entries reached zero: before the journal began."""


@attrs.frozen
class Score:
    """What somebody has, and the position in the journal of the entry that made it so."""

    user: UserId
    points: int
    reached: int = NEVER


@attrs.frozen
class Row:
    """One line of a board."""

    user: UserId
    rank: int | Fraction | None
    points: int
    percentile: Fraction | None


# -- from entries to scores ----------------------------------------------------------------------------------


def standings(
    entries: Iterable[tuple[int, Entry]],
    population: Iterable[UserId],
    within: Window = (None, None),
    zero: Zero = "unranked",
) -> tuple[Score, ...]:
    """Add up the entries of a population that count within a window, in the order of the population.

    Entries of others are passed over, which is how somebody opts out, and so is what is spent (SCORING 2.5,
    READINGS 6, 13, 76).

    Cost: O(entries + population).

    >>> standings([], ["ana", "bob"], zero="include")
    (Score(user='ana', points=0, reached=-1), Score(user='bob', points=0, reached=-1))

    Args:
        entries: Lines of the ledger, each with its position in the journal, in that order.
        population: Who takes part, the earlier added first.
        within: The instants that count, by when an entry takes effect.
        zero: Whether people with a score of zero are kept; kept they are only by `include`.
    """
    scores = {user: Score(user, 0) for user in population}
    for position, entry in entries:
        old = scores.get(entry.user)
        if old is not None and entry.points and entry.purse != "spend" and _is_within(entry.effective_at, within):
            scores[entry.user] = Score(entry.user, old.points + entry.points, position)
    return tuple(score for score in scores.values() if score.points or zero == "include")


def _is_within(moment: dt.datetime, within: Window) -> bool:
    start, end = within
    return (start is None or start <= moment) and (end is None or moment < end)


# -- from scores to rows -------------------------------------------------------------------------------------

_RANKS: Final[Mapping[str, Callable[[int, int, int, int], int | Fraction]]] = {
    "competition": lambda start, _size, _group, _place: start + 1,
    "dense": lambda _start, _size, group, _place: group + 1,
    "modified": lambda start, size, _group, _place: start + size,
    "ordinal": lambda start, _size, _group, place: start + place + 1,
    "fractional": lambda start, size, _group, _place: Fraction(2 * start + size + 1, 2),
}


def ranking(
    scores: Iterable[Score], kind: RankKind = "competition", *, lower_is_better: bool = False
) -> tuple[Row, ...]:
    """Return the rows of a board, best first.

    The percentile is the share of the others who stand strictly worse; alone on a board nobody has one.
    Equal points are ordered by who reached them earlier, then as given (SCORING 2.5, READINGS 13).

    Cost: O(scores log scores).

    >>> [(row.user, row.rank) for row in ranking([Score("ana", 40, 2), Score("bob", 40, 1), Score("cat", 9)])]
    [('bob', 1), ('ana', 1), ('cat', 3)]

    Raises:
        InvalidError: An unknown kind of rank.
    """
    number = _RANKS.get(kind)
    if number is None:
        raise InvalidError(f"there is no kind of rank `{kind}`", rule="board.kind")
    sign = 1 if lower_is_better else -1
    ordered = sorted(scores, key=lambda score: (sign * score.points, score.reached))
    return tuple(_rows(ordered, number))


def _rows(ordered: Sequence[Score], number: Callable[[int, int, int, int], int | Fraction]) -> Iterator[Row]:
    start, others = 0, len(ordered) - 1
    for group, (points, equals) in enumerate(itertools.groupby(ordered, key=lambda score: score.points)):
        tied = tuple(equals)
        worse = len(ordered) - start - len(tied)
        percentile = Fraction(worse, others) if others else None
        for place, score in enumerate(tied):
            yield Row(score.user, number(start, len(tied), group, place), points, percentile)
        start += len(tied)


def top(rows: Sequence[Row], k: int) -> tuple[Row, ...]:
    """Return the first `k` rows, fewer when there are fewer (SCORING 2.5).

    Cost: O(k).

    >>> [row.user for row in top(ranking([Score("ana", 1), Score("bob", 2)]), 1)]
    ['bob']

    Raises:
        InvalidError: `k` is negative.
    """
    return tuple(rows[: _size(k)])


def page(rows: Sequence[Row], number: int, size: int) -> tuple[Row, ...]:
    """Return one page of rows, the first being number 1; ranks run on across the cut (SCORING 2.5).

    Cost: O(size).

    >>> [row.user for row in page(ranking([Score("ana", 1), Score("bob", 2)]), 2, 1)]
    ['ana']

    Raises:
        InvalidError: `number` is below 1, or `size` negative.
    """
    if number < 1:
        raise InvalidError(f"pages are numbered from 1, not from `{number}`", rule="board.page")
    end = number * _size(size)
    return tuple(rows[end - size : end])


def around(rows: Sequence[Row], user: UserId, k: int) -> tuple[Row, ...]:
    """Return a person's row with up to `k` rows on either side; nothing when the person has none.

    At the ends there are fewer rows; it does not make up for them on the other side (SCORING 2.5).

    Cost: O(rows).

    >>> [row.user for row in around(ranking([Score("ana", 3), Score("bob", 2), Score("cat", 1)]), "ana", 1)]
    ['ana', 'bob']

    Raises:
        InvalidError: `k` is negative.
    """
    reach = _size(k)
    place = next((place for place, row in enumerate(rows) if row.user == user), None)
    return () if place is None else tuple(rows[max(place - reach, 0) : place + reach + 1])


def rank(rows: Iterable[Row], user: UserId) -> int | Fraction | None:
    """Return a person's rank; None when the person is unranked (SCORING 2.5, READINGS 6).

    Cost: O(rows).

    >>> rank(ranking([Score("ana", 3), Score("bob", 2)]), "bob")
    2
    """
    return next((row.rank for row in rows if row.user == user), None)


def _size(k: int) -> int:
    if k < 0:
        raise InvalidError(f"a number of rows is not negative, as `{k}` is", rule="board.size")
    return k


# -- windows of time -----------------------------------------------------------------------------------------

_MONTHS: Final = 12
_QUARTER: Final = 3


def window(name: str | Mapping[str, object], now: dt.datetime, zone: str = "UTC") -> Window:
    """Return the instants of a board's window: the one that `now` is in, by the calendar of a zone.

    `last:<n>` is exactly n dates, today among them; weeks are ISO weeks, from Monday.
    A mapping with `from` and `to` names the bounds itself: a time, a date (its start in the zone) or None.
    A day starts at midnight, or when the clock change that skips midnight happens (SCORING 2.5).

    Cost: O(1).

    >>> start, end = window("last:7", dt.datetime(2024, 3, 3, 22, 30, tzinfo=dt.UTC), "Europe/Madrid")
    >>> start.isoformat(), end.isoformat()
    ('2024-02-25T23:00:00+00:00', '2024-03-03T23:00:00+00:00')

    Raises:
        InvalidError: An unknown zone (`board.zone`), or a window that is unknown
            or ends before it starts (`board.window`).
    """
    place = _zone(zone)
    if not isinstance(name, str):
        return _between(name, place)
    if name == "all_time":
        return None, None
    first, last = _dates(name, now.astimezone(place).date())
    return _midnight(first, place), _midnight(last, place)


def _zone(name: str) -> dt.tzinfo:
    if name == "UTC":
        return dt.UTC
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, TypeError, OSError):
        raise InvalidError(f"there is no time zone `{name}`", rule="board.zone") from None


def _dates(name: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first date of a window and the date after its last."""
    if name.startswith("last:"):
        return _last(name, today)
    block = _CALENDAR.get(name)
    if block is None:
        raise InvalidError(f"there is no window `{name}`", rule="board.window")
    return block(today)


def _last(name: str, today: dt.date) -> tuple[dt.date, dt.date]:
    digits = name.removeprefix("last:")
    days = int(digits) if _FEW_DIGITS.fullmatch(digits) else 0
    if days == 0:
        raise InvalidError(f"`{name}` needs a number of days from 1 to 99999", rule="board.window")
    return today - dt.timedelta(days=days - 1), today + dt.timedelta(days=1)


def _day(today: dt.date) -> tuple[dt.date, dt.date]:
    return today, today + dt.timedelta(days=1)


def _week(today: dt.date) -> tuple[dt.date, dt.date]:
    monday = today - dt.timedelta(days=today.weekday())
    return monday, monday + dt.timedelta(days=7)


def _month(today: dt.date) -> tuple[dt.date, dt.date]:
    return _months(today, 1)


def _quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    return _months(today, _QUARTER)


def _year(today: dt.date) -> tuple[dt.date, dt.date]:
    return _months(today, _MONTHS)


def _months(today: dt.date, size: int) -> tuple[dt.date, dt.date]:
    """Return the block of `size` months that a date is in; the year is cut into such blocks."""
    first = (today.month - 1) // size * size
    years, month = divmod(first + size, _MONTHS)
    return dt.date(today.year, first + 1, 1), dt.date(today.year + years, month + 1, 1)


_CALENDAR: Final[Mapping[str, Callable[[dt.date], tuple[dt.date, dt.date]]]] = {
    "day": _day,
    "week": _week,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
}
_FEW_DIGITS: Final = re.compile("[0-9]{1,5}")
_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _midnight(date: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(date, dt.time.min, tzinfo=zone).astimezone(dt.UTC)


def _between(bounds: Mapping[str, object], zone: dt.tzinfo) -> Window:
    if set(bounds) != {"from", "to"}:
        raise InvalidError(f"a window needs `from` and `to`, not `{', '.join(bounds)}`", rule="board.window")
    start, end = _bound(bounds["from"], "from", zone), _bound(bounds["to"], "to", zone)
    if start is not None and end is not None and end <= start:
        raise InvalidError(f"a window may not end at `{end}` and start at `{start}`", rule="board.window")
    return start, end


def _bound(value: object, where: str, zone: dt.tzinfo) -> dt.datetime | None:
    if value is None:
        return None
    if isinstance(value, str) and _DATE.fullmatch(value):
        with contextlib.suppress(ValueError):
            return _midnight(dt.date.fromisoformat(value), zone)
    return read_time(value, where)
