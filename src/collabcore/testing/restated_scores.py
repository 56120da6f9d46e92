"""The rules of scoring once more, said plainly: completeness, criteria and boards, beside `restatement`.

It too is written from the documents alone, and imports none of the rooms it judges.
*S* is SCORING, *rd* is READINGS, by section or number, *C*, *P* and *B* are their worked cases.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, TypeAlias

from collabcore.model import CompletenessProfile, Criterion, Entry, FieldSpec, Record
from collabcore.shapes import is_time, read_time
from collabcore.view import View

__all__ = [
    "Window",
    "completeness",
    "holds",
    "leaderboard",
    "state",
    "within",
]

# Completeness

State: TypeAlias = Literal["blank", "placeholder", "invalid", "valid"]
"""What a value of an applicable field is worth (S 1.2)."""

ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
PLACEHOLDERS: Final = re.compile("n/a|na|none|null|nil|test|tbd|todo|xxx|asdf|unknown|--none--")
POSTAL_CODES: Final = {
    "es": r"(0[1-9]|[1-4]\d|5[0-2])\d{3}",
    "nl": r"[1-9]\d{3} ?[a-z]{2}",
    "pt": r"\d{4}-\d{3}",
}


def completeness(profile: CompletenessProfile, record: Record, now: dt.datetime | None = None) -> tuple[int, int, int]:
    """Return the weights present, valid and applicable; `now` (the last save) is for conditions on age.

    Cost: O(fields).
    """
    moment = record.updated_at if now is None else now
    fields = [f for f in profile.fields if all(holds(each, record, moment) for each in f.applies_when)]
    states = [(field.weight, state(profile, record, field)) for field in fields]
    present = sum(weight for weight, found in states if found in {"invalid", "valid"})  # (S 1.2)
    valid = sum(weight for weight, found in states if found == "valid")
    return present, valid, sum(weight for weight, _ in states)


def state(profile: CompletenessProfile, record: Record, field: FieldSpec) -> State:
    """Return what the value of one field is worth.

    Cost: O(value).
    """
    value = record.fields.get(field.name)
    if profile.mode == "seed":
        return "blank" if value is None or value == "" else "valid"  # the seed's own meaning (S 1.2)
    if _is_blank(value):
        return "blank"
    if isinstance(value, str) and _plain(value).casefold() in {_plain(each).casefold() for each in field.placeholders}:
        return "placeholder"  # what fills the place in this field only
    if isinstance(value, str) and _is_placeholder(value, field.placeholders_allowed):
        return "placeholder"
    return "valid" if field.check is None or _passes_check(field.check, value, record) else "invalid"


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(ZERO_WIDTH).split())


def _is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not _plain(value)
    if isinstance(value, (bool, int, float)):
        return isinstance(value, float) and math.isnan(value)  # False and 0 are values (S 1.2)
    return not value  # nothing, or an empty list or mapping


def _is_placeholder(value: str, allowed: Sequence[str]) -> bool:
    word = _plain(value).casefold()
    if word in {_plain(each).casefold() for each in allowed}:
        return False  # NA is Naples (S 1.2)
    if PLACEHOLDERS.fullmatch(word):
        return True  # whole, never a part of it
    if not any(letter.isalnum() for letter in word):
        return True
    return len(word) >= 3 and len(set(word)) == 1  # noqa: PLR2004 - the number of SCORING 1.2


def _passes_check(check: str, value: object, record: Record) -> bool:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return False  # a check speaks of texts, and of numbers as they are written
    text = _plain(str(value))
    match check:
        case "email":
            return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) is not None
        case "phone":
            digits = [letter for letter in text if letter in "0123456789"]
            return set(text) <= set("0123456789+()-./ ") and 7 <= len(digits) <= 15  # noqa: PLR2004 - E.164
        case "url":
            return re.fullmatch(r"(?i)https?://[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?", text) is not None
        case _:
            country = str(record.fields.get("country", record.fields.get("Country", ""))).casefold()
            return re.fullmatch(POSTAL_CODES.get(country, ".*"), text, re.IGNORECASE | re.ASCII) is not None


# Conditions on records (rd 25)


def holds(criterion: Criterion, record: Record, now: dt.datetime) -> bool:
    """Tell whether one condition holds for a record at a moment.

    Cost: O(value).
    """
    value = _fact(record, criterion.field)
    match criterion.operator:
        case "blank":
            return _is_blank(value)
        case "filled":
            return not _is_blank(value)
        case "not_equals":
            return _is_blank(value) or not _same(value, criterion.value)
        case operator:
            return not _is_blank(value) and _compares(operator, value, criterion.value, now)


def _compares(operator: str, value: Any, wanted: Any, now: dt.datetime) -> bool:
    match operator:
        case "equals":
            return _same(value, wanted)
        case "in":
            return any(_same(value, each) for each in wanted)
        case "contains":
            if isinstance(value, str):
                return isinstance(wanted, str) and wanted in value
            return isinstance(value, (list, tuple)) and any(_same(each, wanted) for each in value)
        case "less":
            return _is_less(value, wanted)
        case "greater":
            return _is_less(wanted, value)
        case "younger_than_days":
            return is_time(value) and now - read_time(value) < dt.timedelta(days=wanted)  # strict (P1)
        case _:
            return is_time(value) and now - read_time(value) > dt.timedelta(days=wanted)  # its strict opposite


def _fact(record: Record, name: str) -> Any:
    if name in {"created_at", "updated_at", "owner", "creator", "type", "parent"}:
        return getattr(record, name)  # they hide a field of the same name
    return record.fields.get(name)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dt.datetime):
        return is_time(other) and one == read_time(other)
    if _is_number(one):
        return _is_number(other) and bool(one == other)
    return type(one) is type(other) and bool(one == other)


def _is_less(low: Any, high: Any) -> bool:
    if _is_number(low) and _is_number(high):
        return bool(low < high)
    return is_time(low) and is_time(high) and read_time(low) < read_time(high)


# Boards

Window: TypeAlias = Literal["all_time", "month", "week"]
"""The boards there are from the start, by the days of UTC (CONTRACT 4)."""


def within(entry: Entry, window: Window, now: dt.datetime) -> bool:
    """Tell whether an entry counts in the month or ISO week that `now` is in (S 2.5).

    Cost: O(1).
    """
    then, today = entry.effective_at.astimezone(dt.UTC), now.astimezone(dt.UTC)
    match window:
        case "all_time":
            return True
        case "month":
            return (then.year, then.month) == (today.year, today.month)
        case _:
            return then.isocalendar()[:2] == today.isocalendar()[:2]


def leaderboard(view: View, entries: Iterable[Entry]) -> tuple[tuple[str, int, int], ...]:
    """Return user, rank and points by these entries: a rank is one more than the number of people above.

    Cost: O(entries + users * users).
    """
    points: dict[str, int] = {}
    reached: dict[str, int] = {}
    for position, entry in enumerate(entries):
        points[entry.user] = points.get(entry.user, 0) + entry.points
        if entry.points:
            reached[entry.user] = position  # when their score became what it is
    # Zero is unranked (rd 6), and boards are for those who are active (S 2.5).
    ranked = [user for user, total in points.items() if total and view.users[user].active]
    ranked.sort(key=lambda user: (-points[user], reached[user]))  # the earlier reached first (rd 13)
    return tuple((user, 1 + sum(points[other] > points[user] for other in ranked), points[user]) for user in ranked)
