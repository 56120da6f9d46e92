"""Boards: the structure alone beside others, and the questions through the public doors (S1)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

from benchmarks import measure
from benchmarks.peers.base import Absent, installed
from benchmarks.peers.counting import BOARDS
from benchmarks.report import OURS, Report, Row, progress, same
from benchmarks.worlds import new_engine
from collabcore import HOST, Engine
from collabcore import commands as c

__all__ = ["SIZES", "boards"]

SIZES = {"10k members": 10_000, "100k members": 100_000, "1M members": 1_000_000}
TASKS: dict[str, Callable[[Any], object]] = {
    "board, my rank": lambda viewer: viewer.rank(),
    "board, top ten": lambda viewer: viewer.leaderboard(),
    "board, around me": lambda viewer: viewer.around(),
}


def boards(report: Report, size: str, people: int) -> None:
    """Measure an increment with the rank after it, and each question, with so many people on the board."""
    chance = random.Random(11)
    points = [chance.randrange(200_000) for _ in range(people)]
    some = chance.sample(range(people), min(400, people))
    _bare(report, size, points, some)
    _through_doors(report, size, points, some)


def _bare(report: Report, size: str, points: list[int], some: list[int]) -> None:
    wanted: list[tuple[str, object]] = []
    for kind in (*BOARDS, *installed("redis_boards", "Board")):
        if isinstance(kind, Absent):
            report.skipped("board, increment and rank", size, kind)
            continue
        rival = kind(points)
        few = some[:5] if kind.name == "SQLite" else some
        wanted.append((kind.name, [rival.rank(person) for person in some[:20]]))
        same(wanted)
        tops: Any = rival.top(10)
        assert tops is None or tops == sorted(points, reverse=True)[:10]  # noqa: S101 - as `same` does

        def both(person: int, rival: Any = rival) -> None:
            rival.add(person, 7)
            rival.rank(person)

        for task, deed in (("increment and rank", both), ("my rank", rival.rank)):
            report.measured(f"board, {task}", size, kind.name, measure.each(deed, few, runs=3))
        if tops is None:
            report.add(Row(task="board, top ten", size=size, rival=kind.name, note="cannot name anybody"))
        else:
            report.measured("board, top ten", size, kind.name, measure.each(rival.top, [10] * 20, runs=3))


def _through_doors(report: Report, size: str, points: list[int], some: list[int]) -> None:
    engine = _founded(size, points)
    viewers = [engine.viewer(f"u{person}") for person in some]
    for task, deed in TASKS.items():
        report.measured(task, size, OURS, measure.each(deed, viewers, runs=3))

    def both(person: int) -> None:
        engine.apply(c.Award(by=HOST, user=f"u{person}", points=7, reason="well done"))
        engine.viewer(f"u{person}").rank()

    report.measured("board, increment and rank", size, OURS, measure.each(both, some, runs=3))


def _founded(size: str, points: list[int]) -> Engine:
    engine = new_engine()
    engine.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False))
    people = (c.AddUser(by=HOST, id=f"u{person}") for person in range(len(points)))
    awards = (
        c.Award(by=HOST, user=f"u{person}", points=amount + 1, reason="so far") for person, amount in enumerate(points)
    )
    engine.apply_all(itertools.chain(people, awards), progress=progress(size))
    return engine
