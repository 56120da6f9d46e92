"""The runner of the benchmarks, at its smallest: every part runs, peers agree or are skipped aloud; no time counts."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from benchmarks import changing, goals, grown, measure, memory, pages, walking
from benchmarks.__main__ import SERIES, main
from benchmarks.measure import Figure
from benchmarks.peers.base import Absent
from benchmarks.report import OURS, Report, Row

OPTIONAL = ("actstream", "casbin", "cedarpy", "django", "guardian", "pandas", "pemba", "polars", "redis")

FIGURE = Figure(median=1e-6, low=1e-6, high=1e-6, calls=1)
FEWER = (
    (changing, "PEOPLE", 2),
    (grown, "PEOPLE", 8),
    (grown, "POSTS", 20),
    (memory, "POSTS", 20),
    (walking, "READERS", 1),
)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure as little as can be, with none of the peers that would have to be installed."""
    monkeypatch.setattr(measure, "LEAST_SECONDS", 0)
    monkeypatch.setattr(measure, "quiet", nullcontext)
    for module, name, value in FEWER:
        monkeypatch.setattr(module, name, value)
    for package in OPTIONAL:
        monkeypatch.setitem(sys.modules, package, None)


def run(folder: Path, *parts: str) -> dict[str, Any]:
    """Run parts at the least size, and return what was written."""
    path = folder / "figures.json"
    main(["--size", "least", "--json", str(path), *(word for part in parts for word in ("--only", part))])
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_part_has_figures_and_says_which_peers_are_not_here(tmp_path: Path) -> None:
    """Rivals that are here agree, or the run would stop; those that are not are told of by name."""
    told = run(tmp_path, "sight", "feeds", "scores", "boards", "loading")
    rows = told["rows"]
    skipped = {row["rival"] for row in rows if row["note"].startswith("skipped: ")}
    counted = {(row["task"], row["rival"]): row["count"] for row in rows if row["count"] is not None}

    assert {"actstream", "casbin", "cedar", "guardian", "pandas", "pemba", "polars", "redis"} == skipped
    assert all(
        row["figure"] or row["bytes"] or row["note"] for row in rows if row["count"] is None and row["bytes"] != 0
    )
    assert 0 == counted["wrong pages", OURS] == counted["pages wrong after a change", OURS]
    assert 0 == counted["paging, newest", OURS] == counted["paging, activity", OURS]
    assert 0 < counted["paging, activity", "SQLite, offset"]


def test_growth_is_told_with_its_laws(tmp_path: Path) -> None:
    """One for each task of each dimension, and a goal that is about growth says over which sizes."""
    told = run(tmp_path, "growth")
    along = {law["task"].partition(", by ")[2] for law in told["laws"]}
    flat = next(goal for goal in told["goals"] if goal["goal"] == "check and page, by posts and people")

    assert {"posts", "people", "role depth", "members", "records of a rule", "followers", "follows"} == along
    assert "2 posts to 4 posts; 2 people to 4 people" == flat["over"]
    assert flat["met"] == (flat["measured"] <= 2)


def test_a_law_is_broken_by_the_worst_size() -> None:
    """The smallest size is the measure; a task that was not measured at several has no law."""
    report = Report()
    for size, seconds in (("a", 1.0), ("b", 3.0), ("c", 1.5)):
        report.measured("check, by posts", size, OURS, Figure(median=seconds, low=1, high=3, calls=1))
    report.law("check, by posts", ["a", "b", "c"], 2)
    report.law("rank, by posts", ["a", "b", "c"], 2)

    assert [(3.0, False)] == [(law.ratio, law.holds) for law in report.laws]


@pytest.mark.parametrize(("seconds", "met"), [(1e-6, True), (1.1e-6, False), (None, None)])
def test_a_goal_is_met_not_met_or_not_measured(seconds: float | None, met: bool | None) -> None:
    """Against the figure of this run alone."""
    report = Report()
    if seconds is not None:
        report.measured("check", "least", OURS, Figure(median=seconds, low=seconds, high=seconds, calls=1))
    verdict = next(found for found in goals.judged(report, "least") if found.goal.text == "a check through a viewer")

    assert met is verdict.met
    assert f"| V1 | a check through a viewer | ≤ 1 µs | {verdict.words[0]} | {verdict.words[1]} |" in goals.table(
        [verdict]
    )


def test_every_goal_can_be_measured_by_some_part() -> None:
    """No goal asks for a task that nothing measures: a report with every task has a figure for every goal."""
    asked: set[tuple[str, str, str]] = set()

    class Listening(Report):
        def value(self, task: str, size: str, rival: str = OURS) -> float | None:
            asked.add((task, size, rival))
            return 1.0

    report = Listening()
    assert all(verdict.value is not None for verdict in goals.judged(report, "small") if not verdict.goal.laws)
    assert {"small", "10k members", "1M members", "–"} == {size for _, size, _ in asked}


def test_the_laws_that_goals_are_about_are_there() -> None:
    """Every task a goal of growth names is one whose law some dimension states."""
    stated = {f"{task}, by {series.along}" for series in SERIES for task in series.laws}

    assert {task for goal in goals.GOALS for task in goal.laws} <= stated


def test_what_is_written_to_be_included(tmp_path: Path) -> None:
    """A line for everybody, a column for each task, those who are not here named; growth with its law; a picture."""
    report = Report()
    for rival, bytes_ in ((OURS, 100.0), ("heapq.merge", 50.0)):
        report.add(Row(task="memory per post", size="least", rival=rival, bytes=bytes_))
    report.skipped("check", "least", Absent("pemba", "no package"))
    report.add(Row(task="paging, activity", size="least", rival=OURS, count=0, note="0 repeated, 0 lost"))
    report.add(Row(task="paging, activity", size="least", rival="SQLite", count=2, note="1 repeated, 1 lost"))
    report.add(Row(task="explain", size="least", rival=OURS, figure=FIGURE))
    for size, seconds in (("2 posts", 1e-6), ("4 posts", 3e-6)):
        report.measured("check, by posts", size, OURS, Figure(median=seconds, low=seconds, high=seconds, calls=1))
    report.law("check, by posts", ["2 posts", "4 posts"], 2)
    pages.write(tmp_path, report, "least", list(goals.judged(report, "least")))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")}

    assert (
        "| least | memory per post |\n| --- | ---: |\n| collabcore | 100 B |\n| heapq.merge | 50 B |" in texts["memory"]
    )
    assert "pemba was skipped: no package." in texts["sight"]
    assert "| collabcore | 0 |\n| SQLite | 1 repeated, 1 lost |" in texts["activity"]
    assert "| check | 1 µs | 3 µs | 3 of 2, **broken** |" in texts["growth"]
    assert "| explain | 1 µs |" in texts["own"]
    assert "| V4 | explain | ≤ 20 µs | 1 µs | met |" in texts["goals"]
    assert (tmp_path / "growth.png").stat().st_size > 1000


def test_a_graph_without_its_data_says_where_it_was_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than to measure something else under its name."""
    monkeypatch.setenv("COLLABCORE_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit, match=r"nowhere.*COLLABCORE_DATA"):
        main(["--size", "college", "--only", "feeds"])
