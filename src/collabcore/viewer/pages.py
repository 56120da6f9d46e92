"""The first pages read since anything happened last: what makes reading the same page again cheap.

INVARIANT: a page kept is the page a reader would be given now (law 4). Whatever happens throws all of them away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, Generic, TypeVar

__all__ = ["Pages"]

_PageT = TypeVar("_PageT")
_MOST: Final = 4_096


class Pages(Generic[_PageT]):
    """Pages by who asked what, as long as nothing happens and none of what is on them grows too old."""

    def __init__(self, happened: Callable[[], int]) -> None:
        """Keep none yet; `happened` counts what has happened."""
        self._happened = happened
        self._mark = -1
        self._kept: dict[tuple[object, ...], tuple[dt.datetime, dt.datetime | None, _PageT]] = {}

    def find(self, asked: tuple[object, ...], at: dt.datetime) -> _PageT | None:
        """Return the page kept for a question, None if it may be another at this moment. Cost: O(1)."""
        if self._mark != self._happened():
            return None
        since, until, page = self._kept.get(asked, _NOTHING)
        return page if since <= at and (until is None or at <= until) else None

    def keep(self, asked: tuple[object, ...], at: dt.datetime, until: dt.datetime | None, page: _PageT) -> None:
        """Keep a page from a moment until another. Cost: O(1)."""
        mark = self._happened()
        if self._mark != mark or len(self._kept) >= _MOST:
            self._kept = {}
            self._mark = mark
        self._kept[asked] = (at, until, page)


_NOTHING: Final = (dt.datetime.max.replace(tzinfo=dt.UTC), None, None)
