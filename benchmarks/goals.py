"""The goals of the project's speed, and whether a run met them: every line is worked out from that run's own rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias

import attrs

from benchmarks.completeness import COUNTED, TASKS
from benchmarks.report import OURS, Report, seconds

__all__ = ["GOALS", "Goal", "Verdict", "judged", "table"]

PURE = "collabcore, pure functions"
FLOOR = "bitmaps, read only"
BARE = "collabcore, bare structure"

Unit: TypeAlias = Literal["s", "times", "a second", "bytes", "things"]
Found: TypeAlias = Callable[[Report, str], float | None]
"""Finds a figure in a report of a size; None when the run did not measure it."""


@attrs.frozen
class Goal:
    """What is wanted: a figure that is at most, or at least, so much."""

    id: str
    text: str
    find: Found
    unit: Unit
    most: float | None = None
    least: float | None = None
    laws: tuple[str, ...] = ()
    """The tasks whose growth it is about, where it is about growth."""

    @property
    def wanted(self) -> str:
        """Return the bound in words."""
        return f"≤ {_told(self.most, self.unit)}" if self.most is not None else f"≥ {_told(self.least, self.unit)}"


@attrs.frozen
class Verdict:
    """A goal, what was measured, and whether it is met; None for what the run did not measure."""

    goal: Goal
    value: float | None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met."""
        if self.value is None:
            return None
        goal = self.goal
        return (goal.most is None or self.value <= goal.most) and (goal.least is None or self.value >= goal.least)

    @property
    def words(self) -> tuple[str, str]:
        """Return the figure and the judgement, to be read."""
        if self.value is None:
            return "–", "not measured in this run"
        return _told(self.value, self.goal.unit), "met" if self.met else "**not met**"

    def as_json(self) -> dict[str, object]:
        """Return everything about it as plain data."""
        goal = self.goal
        told = {"id": goal.id, "goal": goal.text, "unit": goal.unit, "most": goal.most, "least": goal.least}
        return {**told, "measured": self.value, "met": self.met, "over": self.note}


def _told(value: float | None, unit: Unit) -> str:
    if value is None:
        return "–"
    match unit:
        case "s":
            return seconds(value)
        case "times":
            return f"{value:,.0f} ×" if value >= 1000 else f"{value:.3g} ×"
        case "a second":
            return f"{value:,.0f}/s"
        case "bytes":
            return f"{value:,.0f} B"
        case "things":
            return f"{value:,.0f}"


# -- where a figure comes from -------------------------------------------------------------------------------


def _value(task: str, rival: str = OURS, at: str | None = None) -> Found:
    return lambda report, size: report.value(task, at or size, rival)


def _ratio(above: Found, below: Found) -> Found:
    """Return how many times the second the first is."""

    def found(report: Report, size: str) -> float | None:
        one, other = above(report, size), below(report, size)
        return one / other if one is not None and other else None

    return found


def _over(task: str, rival: str, ours: str = OURS, at: str | None = None) -> Found:
    """Return how many times as long as we a rival takes."""
    return _ratio(_value(task, rival, at), _value(task, ours, at))


def _rate(task: str, at: str | None = None) -> Found:
    """Return how many a second."""
    return _ratio(lambda _report, _size: 1.0, _value(task, at=at))


def _sum(*tasks: str) -> Found:
    """Return the numbers of several tasks together, None unless all were measured."""

    def found(report: Report, size: str) -> float | None:
        values = [report.value(task, size) for task in tasks]
        return None if None in values else sum(value for value in values if value is not None)

    return found


def _worst(*tasks: str) -> Found:
    """Return the greatest of several figures, None unless all were measured."""

    def found(report: Report, size: str) -> float | None:
        values = [report.value(task, size) for task in tasks]
        return None if None in values else max(value for value in values if value is not None)

    return found


def _grown(id_: str, text: str, most: float, *tasks: str) -> Goal:
    """Return the goal that no figure of some tasks grows more than so much over their sizes."""

    def found(report: Report, _size: str) -> float | None:
        ratios = {law.task: law.ratio for law in report.laws}
        return max(ratios[task] for task in tasks) if ratios.keys() >= {*tasks} else None

    return Goal(id_, text, found, "times", most=most, laws=tasks)


def _added(report: Report, _size: str) -> float | None:
    """Return what importing the package takes beyond starting Python."""
    whole, alone = report.value("import", "–"), report.value("import", "–", "Python alone")
    return None if whole is None or alone is None else whole - alone


_CHANGES = ("follow", "unfollow", "join", "leave", "mute", "unmute", "share a record", "unshare a record")
_BOARD = ("board, my rank", "board, top ten", "board, around me")
_10K, _1M = "10k members", "1M members"
_FLAT = [f"{task}, by {along}" for task in ("check", "company page, cold") for along in ("posts", "people")]

GOALS: tuple[Goal, ...] = (
    Goal("V1", "a check by the pure functions, against the floor", _over("check", PURE, FLOOR), "times", most=2),
    Goal("V1", "a check through a viewer", _value("check"), "s", most=1e-6),
    Goal("V1", "a check, against SQLite", _over("check", "SQLite"), "times", least=10),
    Goal("V1", "a check, against pemba (Rust)", _over("check", "pemba"), "times", least=10),
    Goal("V1", "a check, against Cedar (Rust)", _over("check", "Cedar (cedarpy)"), "times", least=10),
    Goal("V1", "a check, against pycasbin", _over("check", "pycasbin"), "times", least=100),
    Goal("V2", "all who see a post, against the floor", _over("audience", PURE, FLOOR), "times", most=2),
    Goal("V2", "all posts somebody sees, against the floor", _over("visible posts", PURE, FLOOR), "times", most=2),
    Goal("V2", "all who see a post, against SQLite", _over("audience", "SQLite"), "times", least=50),
    Goal("V2", "all posts somebody sees, against SQLite", _over("visible posts", "SQLite"), "times", least=50),
    Goal("V2", "all who see a post, against django-guardian", _over("audience", "django-guardian"), "times", least=50),
    Goal(
        "V2",
        "all posts somebody sees, against django-guardian",
        _over("visible posts", "django-guardian"),
        "times",
        least=50,
    ),
    Goal("V2", "how many see a post", _value("count of an audience"), "s", most=2e-6),
    Goal("V2", "how many posts somebody sees", _value("count of visible posts"), "s", most=2e-6),
    Goal("V2", "first page of all somebody sees, warm", _value("page of all I see, warm"), "s", most=10e-6),
    Goal("V2", "first page of all somebody sees, cold", _value("page of all I see, cold"), "s", most=10e-6),
    _grown("V3", "check and page, by posts and people", 2, *_FLAT),
    _grown("V3", "check and page, by members of one group", 2, "check, by members", "group page, by members"),
    _grown("V3", "check and page, by role depth", 2, "check, by role depth", "record page, by role depth"),
    Goal("V4", "join or leave, with the next check", _value("join or leave, and check"), "s", most=50e-6),
    Goal("V4", "share or unshare, with the next check", _value("share or unshare, and check"), "s", most=50e-6),
    Goal("V4", "explain", _value("explain"), "s", most=20e-6),
    Goal("V4", "exposure of one change, cold", _value("exposure of one join"), "s", most=50e-3),
    Goal(
        "F1",
        "wrong pages: first, deep, after changes",
        _sum("wrong pages", "pages wrong after a change"),
        "things",
        most=0,
    ),
    Goal("F2", "warm first page", _value("first page as it is returned, warm"), "s", most=1e-6),
    Goal(
        "F2",
        "warm first page, against the SQLite push table",
        _over("first page, warm", "SQLite push table"),
        "times",
        least=20,
    ),
    Goal("F2", "warm first page, against Redis", _over("first page, warm", "Redis push"), "times", least=70),
    Goal(
        "F2",
        "warm first page, against django-activity-stream",
        _over("first page, warm", "django-activity-stream"),
        "times",
        least=5000,
    ),
    Goal("F3", "cold first page", _value("first page, cold"), "s", most=50e-6),
    _grown("F3", "cold page, by posts", 2, "company page, cold, by posts"),
    _grown("F3", "cold page, by follows", 3, "page, cold, by follows"),
    Goal("F4", "page 40 against page 2", _ratio(_value("page 40"), _value("page 2")), "times", most=1.5),
    Goal("F5", "publish through `apply`", _rate("publish"), "a second", least=200_000),
    _grown("F5", "publish, by followers", 2, "publish, by followers"),
    Goal(
        "F6",
        "the slowest change, with the next page",
        _worst(*(f"{change}, and page" for change in _CHANGES)),
        "s",
        most=120e-6,
    ),
    Goal("F7", "memory per post", _value("memory per post"), "bytes", most=400),
    Goal("F7", "memory per active reader", _value("memory per active reader"), "bytes", most=1536),
    Goal("F7", "memory per idle follower, of a post", _value("memory per idle follower"), "bytes", most=0),
    Goal("F8", "comment through `apply`", _rate("comment"), "a second", least=200_000),
    Goal("F8", "activity page, warm", _value("activity page, warm"), "s", most=2e-6),
    Goal("F8", "repeated or lost while paging", _sum("paging, newest", "paging, activity"), "things", most=0),
    Goal(
        "S1",
        "rank and increment of the structure, against Redis",
        _over("board, increment and rank", "Redis", BARE, _1M),
        "times",
        least=5,
    ),
    *(Goal("S1", f"{task}, of 10 k", _value(task, at=_10K), "s", most=10e-6) for task in _BOARD),
    *(Goal("S1", f"{task}, of 1 M", _value(task, at=_1M), "s", most=10e-6) for task in _BOARD),
    *(
        Goal("S1", f"{task}, 1 M against 10 k", _ratio(_value(task, at=_1M), _value(task, at=_10K)), "times", most=3)
        for task in _BOARD
    ),
    Goal("S2", "an award, from the save on, against SQLite", _over("award, a save", "SQLite"), "times", least=2),
    *(
        Goal("S2", f"{task}, against the naive loop", _over(task, "naive loop", COUNTED), "times", least=1.6)
        for task in TASKS.values()
    ),
    Goal("S2", "completeness strictly, against polars", _over(TASKS["strict"], "polars", COUNTED), "times", least=1),
    Goal("L1", "bulk load", _rate("bulk load, a command"), "a second", least=100_000),
    Goal("L1", "replay", _rate("replay, an event"), "a second", least=200_000),
    Goal("L1", "import, beyond starting Python", _added, "s", most=60e-3),
)


def judged(report: Report, size: str) -> Iterator[Verdict]:
    """Yield every goal with what a run measured of it."""
    sizes = {law.task: law.sizes for law in report.laws}
    for goal in GOALS:
        over = dict.fromkeys(sizes[task] for task in goal.laws if task in sizes)
        yield Verdict(goal, goal.find(report, size), "; ".join(over))


def table(verdicts: Iterable[Verdict]) -> str:
    """Return the goals as a Markdown table."""
    lines = ["| | goal | wanted | measured | |", "| --- | --- | ---: | ---: | --- |"]
    for verdict in verdicts:
        goal, (value, words) = verdict.goal, verdict.words
        note = f"{words}, {verdict.note}" if verdict.note else words
        lines.append(f"| {goal.id} | {goal.text} | {goal.wanted} | {value} | {note} |")
    return "\n".join([*lines, ""])
