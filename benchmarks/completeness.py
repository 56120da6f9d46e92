"""How much of many records is filled in: as the seed counts, and strictly, blanks and fillers told from words (S2)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, Final

from benchmarks import measure
from benchmarks.peers.base import Absent
from benchmarks.report import OURS, Report, same
from benchmarks.worlds import START
from collabcore import scoring
from collabcore.fieldstates import PLACEHOLDERS
from collabcore.model import CompletenessProfile, FieldSpec, Mode, Record
from collabcore.scorers import counter

__all__ = ["COUNTED", "TASKS", "completeness"]

COUNTED = "collabcore, counted"
"""Without saying why, as every save and every total asks."""

TASKS: Final[Mapping[Mode, str]] = {
    "seed": "completeness as the seed counts, a record",
    "strict": "completeness strictly, a record",
}
FIELDS = ("first", "last", "company", "title", "phone", "email", "street", "city", "state", "code", "website")
VALUES = ("Ana", "", "n/a", None, "Acme", "Main Street 5", "-", "  ", "Lisbon", "Director")

Row = dict[str, str | None]
Answer = tuple[str, Callable[[], int]]


def completeness(report: Report, size: str, count: int) -> None:
    """Measure the fields filled in, over many records of eleven fields, both ways."""
    chance = random.Random(5)
    rows: list[Row] = [{field: chance.choice(VALUES) for field in FIELDS} for _ in range(count)]
    for mode, task in TASKS.items():
        answers: list[Answer] = [*_ours(rows, mode), ("naive loop", partial(_NAIVE[mode], rows))]
        answers.extend(_frames(report, task, size, rows, mode))
        same((name, answer()) for name, answer in answers)
        for name, answer in answers:
            report.measured(task, size, name, measure.once(answer, per=count))


def _ours(rows: Sequence[Row], mode: Mode) -> Iterator[Answer]:
    profile = CompletenessProfile(type="lead", fields=tuple(map(FieldSpec, FIELDS)), mode=mode)
    records = [_record(number, row) for number, row in enumerate(rows)]
    count = counter(profile)

    def explained() -> int:
        scores = (scoring.completeness(profile, record, START) for record in records)
        return sum(round((score.present or 0) * len(FIELDS)) for score in scores)

    yield OURS, explained
    yield COUNTED, lambda: sum(count(record, START)[0] for record in records)


def _record(number: int, row: Row) -> Record:
    fields = {name: value for name, value in row.items() if value is not None}
    return Record(id=str(number), type="lead", owner="u", fields=fields, created_at=START, updated_at=START)


def _naive_seed(rows: Sequence[Row]) -> int:
    return sum(sum(1 for field in FIELDS if row[field] not in (None, "")) for row in rows)


def _naive_strict(rows: Sequence[Row]) -> int:
    return sum(sum(1 for field in FIELDS if _is_real(row[field])) for row in rows)


def _is_real(value: str | None) -> bool:
    if value is None:
        return False
    text = value.strip().casefold()
    return text not in PLACEHOLDERS and any(map(str.isalnum, text))


_NAIVE: Final[Mapping[Mode, Callable[[Sequence[Row]], int]]] = {"seed": _naive_seed, "strict": _naive_strict}


# -- with frames of data, from Python records to the sum -----------------------------------------------------


def _frames(report: Report, task: str, size: str, rows: Sequence[Row], mode: Mode) -> Iterator[Answer]:
    for name, counted in (("pandas", _with_pandas), ("polars", _with_polars)):
        try:
            library = import_module(name)
        except ImportError as missing:
            report.skipped(task, size, Absent(name, str(missing)))
        else:
            yield name, partial(counted, library, rows, mode)


def _with_pandas(pandas: Any, rows: Sequence[Row], mode: Mode) -> int:
    frame = pandas.DataFrame(rows)
    if mode == "seed":
        return int((frame.notna() & (frame != "")).to_numpy().sum())
    texts = frame.stack().str.strip().str.casefold()
    return int((~texts.isin(PLACEHOLDERS) & texts.str.contains(r"\w")).sum())


def _with_polars(polars: Any, rows: Sequence[Row], mode: Mode) -> int:
    frame = polars.DataFrame(rows, schema=dict.fromkeys(FIELDS, polars.String))
    every = polars.all()
    filled = every.is_not_null() & (every != "")
    if mode == "strict":
        texts = every.str.strip_chars().str.to_lowercase()
        filled = every.is_not_null() & ~texts.is_in(list(PLACEHOLDERS)) & texts.str.contains(r"\w")
    return sum(frame.select(filled.cast(polars.Int64).sum()).row(0))
