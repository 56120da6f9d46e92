"""Windows of time by the calendar of a zone: days, ISO weeks, months, quarters, years, the last n dates.

Rule 1: a window is two instants in UTC, the first included, the second not; None is no bound.
Rule 2: the zone is data: the zone of the process changes nothing (SCORING 4.1).
A day starts at midnight, or when the clock change that skips midnight happens.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import re
import zoneinfo
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from collabcore.errors import InvalidError
from collabcore.shapes import read_time

__all__ = ["Window", "block", "window"]

Window: TypeAlias = tuple[dt.datetime | None, dt.datetime | None]
"""From an instant (included) to an instant (excluded), in UTC; None is no bound."""

_MONTHS: Final = 12
_QUARTER: Final = 3


def window(name: object, now: dt.datetime, zone: str = "UTC") -> Window:
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
    if isinstance(name, Mapping):
        return _between(name, place)
    name = str(name)
    if name == "all_time":
        return None, None
    first, last = _dates(name, now.astimezone(place).date())
    return _midnight(first, place), _midnight(last, place)


def block(name: str, at: dt.datetime, zone: str) -> str:
    """Return by what text the instants of one window are told from those of another: the date it begins.

    For `last:<n>`, whose windows overlap, it is the date itself.

    Cost: O(1).

    >>> block("week", dt.datetime(2024, 12, 31, 23, 30, tzinfo=dt.UTC), "Europe/Madrid")
    '2024-12-30'
    """
    return _block(name, at.astimezone(_zone(zone)).date())


@functools.lru_cache(maxsize=1024)
def _block(name: str, today: dt.date) -> str:
    return today.isoformat() if name.startswith("last:") else _dates(name, today)[0].isoformat()


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
