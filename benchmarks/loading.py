"""Loading, replaying, importing (L1)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import attrs

from benchmarks import measure
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import START, TEXT, Post, World, new_engine
from collabcore import Engine, model
from collabcore import commands as c
from collabcore import events as e
from collabcore.journal import MemoryJournal, SqliteJournal

__all__ = ["import_time", "loading"]


def loading(report: Report, size: str, facts: World) -> None:
    """Measure bulk loading, replay from memory and from a file, forks and moments."""
    engine = new_engine()
    commands = [*facts.founding(), *facts.following(), *facts.posting()]
    figure = measure.once(lambda: engine.apply_all(commands), per=len(commands))
    report.add(Row(task="bulk load, a command", size=size, rival=OURS, figure=figure))
    events = list(engine.events())
    figure = measure.once(lambda: Engine(journal=MemoryJournal(events)), per=len(events))
    report.add(Row(task="replay, an event", size=size, rival=OURS, figure=figure))
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal(Path(folder, "org.db"))
        figure = measure.once(lambda: journal.append(events, at=0), per=len(events))
        report.add(Row(task="append to a file, an event", size=size, rival=OURS, figure=figure))
        figure = measure.once(lambda: Engine(journal=journal), per=len(events))
        report.add(Row(task="replay a file, an event", size=size, rival=OURS, figure=figure))
        journal.close()
    row = Row(task="a post's command, post and event made", size=size, rival=OURS, figure=_objects(facts))
    report.add(row)
    half = events[len(events) // 2].at
    report.add(Row(task="as_of half way", size=size, rival=OURS, figure=measure.once(lambda: engine.as_of(half))))


def _objects(facts: World) -> measure.Figure:
    """Return what it takes to make the objects of a post alone: nothing judged, nothing kept, nobody told."""

    def made(post: Post) -> tuple[object, ...]:
        command = c.Post(by=post.author, id=post.id, to=post.to, text=TEXT)
        written = model.Post(id=post.id, author=post.author, to=post.to, text=TEXT, at=START)
        return command, written, e.Posted(by=post.author, at=START, post=written)

    return measure.each(made, facts.posts[:1000])


_ATTRS_ALONE = """
import attrs
fields = {{f"field{{number}}": attrs.field(default=None) for number in range({fields})}}
for number in range({classes}):
    attrs.make_class(f"Class{{number}}", fields, frozen=True, slots=True, kw_only=True)
"""


def _attrs_alone() -> str:
    """Return a program that makes as many classes as we have, with as many fields on the average."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "collabcore"]
    values = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    ours = [kind for kind in values if attrs.has(kind) and kind.__module__.startswith("collabcore")]
    fields = sum(len(attrs.fields(kind)) for kind in ours)
    return _ATTRS_ALONE.format(classes=len(ours), fields=round(fields / len(ours)))


def import_time(report: Report) -> None:
    """Measure what importing the package adds to starting Python, compiled once before, as an installed one is."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        programs = {"Python alone": "pass", "as many classes by attrs alone": _attrs_alone(), OURS: "import collabcore"}
        for name, code in programs.items():
            deed = [sys.executable, "-c", code]
            subprocess.run(deed, check=True, env=env)  # noqa: S603
            figure = measure.each(lambda argv: subprocess.run(argv, check=True, env=env), [deed], runs=7)  # noqa: S603
            report.add(Row(task="import", size="–", rival=name, figure=figure))
