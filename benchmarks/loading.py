"""Loading, replaying, importing (L1)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import measure
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import World, new_engine
from collabcore import Engine
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
    half = events[len(events) // 2].at
    report.add(Row(task="as_of half way", size=size, rival=OURS, figure=measure.once(lambda: engine.as_of(half))))


def import_time(report: Report) -> None:
    """Measure what importing the package adds to starting Python, compiled once before, as an installed one is."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        for code, name in (("pass", "Python alone"), ("import collabcore", OURS)):
            deed = [sys.executable, "-c", code]
            subprocess.run(deed, check=True, env=env)  # noqa: S603
            figure = measure.each(lambda argv: subprocess.run(argv, check=True, env=env), [deed], runs=7)  # noqa: S603
            report.add(Row(task="import", size="–", rival=name, figure=figure))
