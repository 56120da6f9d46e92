"""What a run writes down to be read: tables of rivals, growth and goals, which the page on performance includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import completeness, goals
from benchmarks.goals import Verdict
from benchmarks.report import OURS, Report, Row

__all__ = ["growth_tables", "own", "rivals", "write"]

TABLES: dict[str, tuple[str, ...]] = {
    "sight": ("check", "visible posts", "audience", "join or leave, and check", "share or unshare, and check"),
    "feeds": (
        "publish",
        "first page, cold",
        "first page, warm",
        "page 2",
        "page 40",
        "follow or unfollow, and page",
        "delete, and page",
        "wrong pages",
    ),
    "activity": ("comment", "activity page, cold", "activity page, warm", "paging, newest", "paging, activity"),
    "memory": ("memory per post",),
    "scores": (*completeness.TASKS.values(), "award, a save"),
    "import": ("import",),
    "boards": ("board, increment and rank", "board, my rank", "board, top ten", "board, around me"),
}
"""By the file a table stands in: its columns; its rows are whoever was measured."""


def write(folder: Path, report: Report, size: str, verdicts: list[Verdict]) -> None:
    """Write the figures, the picture of growth and every table into a folder."""
    report.save(folder / "results.json", goals=[verdict.as_json() for verdict in verdicts])
    report.plot(folder / "growth.png")
    texts = {name: "\n".join(_sized(report, tasks)) for name, tasks in TABLES.items()}
    texts |= {"goals": goals.table(verdicts), "growth": "\n".join(growth_tables(report)), "own": own(report, size)}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _sized(report: Report, tasks: tuple[str, ...]) -> Iterator[str]:
    sizes = dict.fromkeys(row.size for row in report.rows if row.task in tasks)
    return (rivals(report, size, tasks) for size in sizes)


def rivals(report: Report, size: str, tasks: tuple[str, ...]) -> str:
    """Return a table of some tasks at a size: a line for everybody who was measured, a column for each task."""
    rows = {(row.task, row.rival): row for row in report.rows if row.size == size and row.task in tasks}
    columns = [task for task in tasks if any(task == measured for measured, _ in rows)]
    lines = [[rival, *(_told(rows.get((task, rival))) for task in columns)] for rival in _named(rows)]
    skipped = [f"{row.rival} was {row.note}." for row in rows.values() if row.note.startswith("skipped: ")]
    return "\n".join([_table([size, *columns], lines), *skipped, ""])


def _named(rows: dict[tuple[str, str], Row]) -> Iterable[str]:
    return dict.fromkeys(rival for (_, rival), row in rows.items() if not row.note.startswith("skipped: "))


def _told(row: Row | None) -> str:
    if row is None:
        return ""
    return row.note if row.note and (row.value is None or row.count) else row.told()


def _table(head: list[str], lines: Iterable[list[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *lines))


def growth_tables(report: Report) -> Iterator[str]:
    """Yield a table for each dimension: every task at every size, how many times it grew, and whether its law holds."""
    laws = {law.task: law for law in report.laws}
    units = {(row.task, row.size): row.told() for row in report.rows if row.rival == OURS}
    for along, tasks in report.growth().items():
        sizes = list(dict.fromkeys(size for points in tasks.values() for size, _ in points))
        lines = []
        for task in tasks:
            law = laws.get(f"{task}, by {along}")
            judged = f"{law.ratio:.2g} of {law.most:g}{'' if law.holds else ', **broken**'}" if law else ""
            lines.append([task, *(units.get((f"{task}, by {along}", size), "") for size in sizes), judged])
        yield _table([f"by {along}", *sizes, "times"], lines) + "\n"


def own(report: Report, size: str) -> str:
    """Return a table of what only we were measured in."""
    compared = {row.task for row in report.rows if row.rival != OURS}
    rows = [row for row in report.rows if row.size in (size, "–") and row.task not in compared]
    return _table([size, ""], [[row.task, row.told()] for row in rows]) + "\n"
