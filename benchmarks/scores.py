"""Completeness, points and boards (S1, S2)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from benchmarks import measure
from benchmarks.peers.base import Absent
from benchmarks.report import OURS, Report, Row, same
from benchmarks.worlds import new_engine
from collabcore import HOST, Engine, scoring
from collabcore import commands as c
from collabcore.model import CompletenessProfile, FieldSpec, Record

__all__ = ["completeness", "points"]

FIELDS = ("first", "last", "company", "title", "phone", "email", "street", "city", "state", "code", "website")
VALUES = ("Ana", "", "n/a", None, "Acme", "Main Street 5", "-", "  ", "Lisbon", "Director")


def _records(count: int) -> list[dict[str, object]]:
    chance = random.Random(5)
    return [{field: chance.choice(VALUES) for field in FIELDS} for _ in range(count)]


def completeness(report: Report, size: str, count: int) -> None:
    """Measure scoring many records of eleven fields, as the seed counts them."""
    rows = _records(count)
    engine = new_engine()
    engine.apply(c.SetCompleteness(by=HOST, type="lead", fields=tuple(map(FieldSpec, FIELDS)), mode="seed"))
    profile: CompletenessProfile = engine.view.profiles["lead"]
    now = engine.now()
    records = [
        Record(
            id=str(number),
            type="lead",
            owner="u",
            fields={k: v for k, v in row.items() if v is not None},
            created_at=now,
            updated_at=now,
        )
        for number, row in enumerate(rows)
    ]

    def ours() -> int:
        total = 0
        for record in records:
            score = scoring.completeness(profile, record, now)
            total += round((score.present or 0) * len(FIELDS))
        return total

    def naive() -> int:
        return sum(sum(1 for field in FIELDS if row[field] not in (None, "")) for row in rows)

    answers: list[tuple[str, Callable[[], int]]] = [(OURS, ours), ("naive loop", naive), *_frames(report, size, rows)]
    same((name, answer()) for name, answer in answers)
    for name, answer in answers:
        figure = measure.once(answer, per=count)
        report.add(Row(task="completeness, a record", size=size, rival=name, figure=figure))


def _frames(report: Report, size: str, rows: Sequence[dict[str, object]]) -> Iterator[tuple[str, Callable[[], int]]]:
    """Yield the data-frame libraries that are installed, from Python records to the sum."""
    for name, counted in (("pandas", _with_pandas), ("polars", _with_polars)):
        try:
            library = import_module(name)
        except ImportError as missing:
            report.skipped("completeness, a record", size, Absent(name, str(missing)))
        else:
            yield name, partial(counted, library, rows)


def _with_pandas(pandas: Any, rows: Sequence[dict[str, object]]) -> int:
    frame = pandas.DataFrame(rows)
    return int((frame.notna() & (frame != "")).to_numpy().sum())


def _with_polars(polars: Any, rows: Sequence[dict[str, object]]) -> int:
    frame = polars.DataFrame(rows, schema=dict.fromkeys(FIELDS, polars.String))
    filled = frame.select((polars.all().is_not_null() & (polars.all() != "")).cast(polars.Int64).sum())
    return sum(filled.row(0))


def _founded(people: int) -> Engine:
    engine = new_engine()
    engine.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False))
    engine.apply_all(c.AddUser(by=HOST, id=f"u{number}") for number in range(people))
    return engine


def points(report: Report, size: str, people: int, leads: int) -> None:
    """Measure the way of an award: a field filled, the score, the rule, the ledger, the boards."""
    engine = _founded(people)
    engine.apply(c.SetCompleteness(by=HOST, type="lead", fields=(FieldSpec("email"), FieldSpec("phone"))))
    engine.apply(c.AddPointsRule(by=HOST, id="full", points=10, when="reached", type="lead"))
    engine.apply_all(
        c.AddRecord(by=HOST, id=f"x{n}", type="lead", owner=f"u{n % people}", fields={"email": "ana@acme.example"})
        for n in range(leads)
    )
    saves = [c.UpdateRecord(by=HOST, id=f"x{n}", fields={"phone": "+34 600 000 001"}) for n in range(leads)]
    figure = measure.once(lambda: [engine.apply(save) for save in saves], per=leads)
    report.add(Row(task="award, a save", size=size, rival=OURS, figure=figure))
    report.add(Row(task="award, a save", size=size, rival="SQLite", figure=_sql_award(people, leads)))


def _sql_award(people: int, leads: int) -> measure.Figure:
    import sqlite3  # noqa: PLC0415 - only here

    db = sqlite3.connect(":memory:", isolation_level=None)
    db.executescript("""
        CREATE TABLE leads (id INTEGER PRIMARY KEY, owner INTEGER, email TEXT, phone TEXT);
        CREATE TABLE ledger (key TEXT PRIMARY KEY, user INTEGER, points INTEGER) WITHOUT ROWID;
        CREATE TABLE board (user INTEGER PRIMARY KEY, points INTEGER);
        CREATE INDEX ranks ON board (points);
    """)
    db.executemany("INSERT INTO leads VALUES (?, ?, 'a@b.example', '')", ((n, n % people) for n in range(leads)))
    db.executemany("INSERT INTO board VALUES (?, 0)", ((n,) for n in range(people)))

    def save(lead: int) -> None:
        db.execute("UPDATE leads SET phone = '+34 600 000 001' WHERE id = ?", (lead,))
        query = "SELECT owner, email <> '' AND phone <> '' FROM leads WHERE id = ?"
        owner, full = db.execute(query, (lead,)).fetchone()
        if full and db.execute("INSERT OR IGNORE INTO ledger VALUES (?, ?, 10)", (f"full:{lead}", owner)).rowcount:
            db.execute("UPDATE board SET points = points + 10 WHERE user = ?", (owner,))

    return measure.once(lambda: list(map(save, range(leads))), per=leads)
