"""Run the benchmarks: `python -m benchmarks --help`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import (
    boards,
    changing,
    completeness,
    feeds,
    goals,
    graphs,
    grown,
    growth,
    loading,
    memory,
    pages,
    scores,
    sight,
    walking,
)
from benchmarks.report import Report, machine, seconds
from benchmarks.worlds import SIZES, World, world

SERIES = (
    growth.Posts,
    growth.People,
    grown.RoleDepth,
    grown.Members,
    grown.RuledRecords,
    grown.Followers,
    grown.Follows,
)
SCORES = {"least": 60, "tiny": 500, "small": 20_000, "medium": 100_000, "large": 1_000_000}
SCORES |= dict.fromkeys(graphs.GRAPHS, 20_000)


def _sight(report: Report, size: str, *, slow: bool) -> None:
    for part in (sight.rivals, sight.summaries, sight.explanations):
        part(report, size, _world(size))


def _feeds(report: Report, size: str, *, slow: bool) -> None:
    for part in (feeds.rivals, changing.changing, walking.activity, walking.walks, memory.memory):
        part(report, size, _world(size))


def _scores(report: Report, size: str, *, slow: bool) -> None:
    completeness.completeness(report, size, SCORES[size])
    scores.points(report, size, SCORES[size] // 10, SCORES[size] // 2)


def _boards(report: Report, size: str, *, slow: bool) -> None:
    if size in ("least", "tiny"):
        boards.boards(report, size, SCORES[size])
        return
    for name, people in boards.SIZES.items():
        if slow or people <= 100_000:
            boards.boards(report, name, people)


def _loading(report: Report, size: str, *, slow: bool) -> None:
    loading.loading(report, size, _world(size))


def _import(report: Report, size: str, *, slow: bool) -> None:
    loading.import_time(report)


def _growth(report: Report, size: str, *, slow: bool) -> None:
    for series in SERIES:
        growth.run(report, series(), slow=slow, least=size == "least")


PARTS: dict[str, Callable[..., None]] = {
    "sight": _sight,
    "feeds": _feeds,
    "scores": _scores,
    "boards": _boards,
    "loading": _loading,
    "import": _import,
    "growth": _growth,
}
_WORLDS: dict[str, World] = {}


def _world(size: str) -> World:
    if size not in _WORLDS:
        _WORLDS[size] = world(SIZES[size]) if size in SIZES else graphs.graph(size)
    return _WORLDS[size]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and tell it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast, how big, how it grows.")
    parser.add_argument(
        "--size", choices=(*SIZES, *graphs.GRAPHS), default="small", help="the organisation (default: small)"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part; may be given several times")
    parser.add_argument(
        "--slow", action="store_true", help="with a million posts, 100,000 people, and a board of a million"
    )
    parser.add_argument("--json", type=Path, help="write every figure here, and what became of the goals")
    parser.add_argument("--into", type=Path, help="write every figure, table and picture into this folder")
    told = parser.parse_args(arguments)
    report = Report()
    print(*(f"{name}: {value}" for name, value in machine().items()), sep="\n")
    for part in told.only or PARTS:
        start = time.perf_counter()
        print(part, flush=True)
        PARTS[part](report, told.size, slow=told.slow)
        print(f"  -- {part} took {seconds(time.perf_counter() - start)}", flush=True)
    verdicts = list(goals.judged(report, told.size))
    print(goals.table(verdict for verdict in verdicts if verdict.value is not None))
    if told.json:
        report.save(told.json, goals=[verdict.as_json() for verdict in verdicts])
    if told.into:
        pages.write(told.into, report, told.size, verdicts)


if __name__ == "__main__":
    main()
