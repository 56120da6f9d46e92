"""What a save leads to: the score, the rule, the ledger, the boards (S2)."""

from __future__ import annotations

from benchmarks import measure
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import new_engine
from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import FieldSpec

__all__ = ["points"]


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
