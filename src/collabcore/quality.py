"""How good the data of a type of record are, in the dimensions of SCORING 1.5, each with its denominator.

Rule 1: every measure is two whole numbers and their ratio; of nothing there is no ratio, which is None.
Rule 2: what cannot be measured is said so: accuracy comes from an audit, never from what is filled in.
Rule 3: what a type is held to (freshness, keys, cross-field rules, references) stands in the settings;
a dimension nobody declared anything for has nothing in its denominator.

The composite is the mean of the dimensions that have a ratio, by whole weights; the others are left out, and seen
to be. Neglect and overdue work are a matter of use, not of data: `adoption` judges them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import get_args

import attrs

from collabcore import scoring
from collabcore.criteria import holds, reader
from collabcore.errors import InvalidError
from collabcore.fieldstates import clean, is_blank
from collabcore.model import Dimension, Record, Timeliness
from collabcore.shapes import is_time, read_time
from collabcore.view import View

__all__ = ["Measure", "composite", "quality"]


@attrs.frozen
class Measure:
    """So many of so many, and their ratio: None of nothing."""

    num: int
    den: int

    @property
    def value(self) -> Fraction | None:
        """The ratio, exactly."""
        return Fraction(self.num, self.den) if self.den else None


def quality(
    view: View, type: str, at: dt.datetime, audited: Mapping[str, Sequence[int]] | None = None
) -> dict[str, Measure]:
    """Return every dimension of the quality of a type of record at a moment, and `composite`.

    `audited` is what an audit of samples found: by field, how many values were right, and how many were looked at.

    Cost: O(records of all types + their fields).

    Raises:
        InvalidError: Something audited is not two whole numbers, the first at most the second.
    """
    records = [record for record in view.records.values() if record.type == type]
    present, valid, applicable = _weights(view, records, at)
    settings = view.settings
    found: dict[Dimension, Measure] = {
        "completeness": Measure(present, applicable),
        "validity": Measure(valid, present),
        "timeliness": _timeliness(records, settings.timeliness.get(type), at),
        "uniqueness": _uniqueness(records, settings.unique_keys.get(type, ())),
        "consistency": _share(_consistency(view, type, records, at)),
        "integrity": _share(_integrity(view, type, records)),
        "accuracy": _accuracy(audited or {}),
    }
    measures: dict[str, Measure] = {name: found[name] for name in found}
    return {**measures, "composite": composite(found, settings.quality_weights)}


def composite(found: Mapping[Dimension, Measure], weights: Mapping[str, int]) -> Measure:
    """Return the mean of the dimensions that have a ratio, by whole weights, 1 unless said otherwise.

    Cost: O(dimensions).

    >>> composite({"completeness": Measure(1, 2), "validity": Measure(1, 1), "accuracy": Measure(0, 0)}, {}).value
    Fraction(3, 4)
    """
    ratios = [(weights.get(name, 1), found[name].value) for name in get_args(Dimension) if name in found]
    weighted = [(weight, value) for weight, value in ratios if value is not None]
    whole = sum(weight for weight, _ in weighted)
    mean = sum((weight * value for weight, value in weighted), Fraction(0)) / whole if whole else None
    return Measure(0, 0) if mean is None else Measure(mean.numerator, mean.denominator)


def _weights(view: View, records: Iterable[Record], at: dt.datetime) -> tuple[int, int, int]:
    """Return the weights present, valid and applicable, over all records that have a profile."""
    present = valid = applicable = 0
    for record in records:
        score = scoring.score_of(view, record, at)
        if score is not None:
            present, valid = present + score.present_weight, valid + score.valid_weight
            applicable += score.weight
    return present, valid, applicable


def _timeliness(records: Sequence[Record], held_to: Timeliness | None, at: dt.datetime) -> Measure:
    """Return how many records were verified lately enough; never verified is stale, and counted (SCORING Q1)."""
    if held_to is None:
        return Measure(0, 0)
    longest = dt.timedelta(days=held_to.days)
    read = reader(held_to.field)
    moments = [read_time(value) if is_time(value := _moment(read(record))) else None for record in records]
    return Measure(sum(moment is not None and at - moment <= longest for moment in moments), len(records))


def _accuracy(audited: Mapping[str, Sequence[int]]) -> Measure:
    """Return how many values were right, of those an audit has looked at; it is never inferred (SCORING Q3)."""
    for field, found in audited.items():
        whole = len(found) == len(("right", "checked")) and all(type(number) is int for number in found)
        if not whole or not 0 <= found[0] <= found[1]:
            words = f"an audit says how many values of `{field}` were right, and of how many, not `{found}`"
            raise InvalidError(words, rule="quality.audited")
    return Measure(sum(found[0] for found in audited.values()), sum(found[1] for found in audited.values()))


def _moment(value: object) -> object:
    """Return a date as the moment it begins in UTC; anything else as it is."""
    dated = isinstance(value, str) and len(value) == len("2026-01-05")
    return f"{value}T00:00:00Z" if dated else value


def _uniqueness(records: Sequence[Record], fields: Sequence[str]) -> Measure:
    """Return how many different keys there are, of the records that have one in full."""
    keys = [key for record in records if (key := _key(record, fields)) is not None]
    return Measure(len(set(keys)), len(keys)) if fields else Measure(0, 0)


def _key(record: Record, fields: Sequence[str]) -> tuple[str, ...] | None:
    values = [record.fields.get(name) for name in fields]
    return None if any(map(is_blank, values)) else tuple(clean(str(value)).casefold() for value in values)


def _consistency(view: View, type: str, records: Iterable[Record], at: dt.datetime) -> Iterator[bool]:
    rules = view.settings.consistency.get(type, ())
    return (holds(rule.then, record, at) for record in records for rule in rules if holds(rule.where, record, at))


def _integrity(view: View, type: str, records: Iterable[Record]) -> Iterator[bool]:
    """Yield, for every reference there is, whether it leads anywhere: an owner at work, a thing there is."""
    named = view.settings.references.get(type, ())
    for record in records:
        yield record.owner in view.queues or view.users[record.owner].active
        for value in (record.fields.get(name) for name in named):
            if not is_blank(value):
                yield isinstance(value, str) and view.thing(value) is not None


def _share(outcomes: Iterable[bool]) -> Measure:
    counts = Counter(outcomes)
    return Measure(counts[True], counts.total())
