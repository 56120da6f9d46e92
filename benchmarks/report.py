"""What came out: rows, printed as they come, kept as JSON, drawn as growth curves."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs

from benchmarks.measure import Figure
from benchmarks.peers.base import Absent

__all__ = ["OURS", "Law", "Report", "Row", "machine", "progress", "same", "seconds"]

OURS = "collabcore"


@attrs.frozen(kw_only=True)
class Row:
    """One figure: which task, at which size, by whom; seconds, bytes, or a number of things."""

    task: str
    size: str
    rival: str
    figure: Figure | None = None
    bytes: float | None = None
    count: int | None = None
    note: str = ""

    @property
    def value(self) -> float | None:
        """Seconds, bytes or a number; None where nothing could be measured."""
        if self.figure is not None:
            return self.figure.median
        return self.count if self.bytes is None else self.bytes

    def told(self) -> str:
        """Return the value in a unit that suits it."""
        if self.bytes is not None:
            return f"{self.bytes:,.0f} B"
        if self.count is not None:
            return f"{self.count:,}"
        return "–" if self.figure is None else seconds(self.figure.median)


@attrs.frozen(kw_only=True)
class Law:
    """How a figure grew from the smallest size to the worst of the others, and how much it may."""

    task: str
    sizes: str
    ratio: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it grew no more than it may."""
        return self.ratio <= self.most


def seconds(value: float) -> str:
    """Return a time in µs, ms or s, to three digits."""
    if value >= 1000:
        return f"{value:,.0f} s"
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1 or unit == "µs":
            return f"{value * factor:.3g} {unit}"
    raise AssertionError


@attrs.define
class Report:
    """Every row of a run, in the order they were taken."""

    rows: list[Row] = attrs.field(factory=list)
    laws: list[Law] = attrs.field(factory=list)

    def add(self, row: Row) -> None:
        """Keep a row, and print it at once, so that a long run shows that it lives."""
        self.rows.append(row)
        spread = "" if row.figure is None or row.figure.calls == 1 else f"  ±{row.figure.spread / 2:.0%}"
        print(f"  {row.task:<42} {row.size:<14} {row.rival:<28} {row.told():>12}{spread}  {row.note}", flush=True)

    def measured(self, task: str, size: str, rival: str, figure: Figure, note: str = "") -> None:
        """Keep a time."""
        self.add(Row(task=task, size=size, rival=rival, figure=figure, note=note))

    def value(self, task: str, size: str, rival: str = OURS) -> float | None:
        """Return a figure of this run; None when it was not measured."""
        found = (row.value for row in self.rows if (row.task, row.size, row.rival) == (task, size, rival))
        return next(found, None)

    def law(self, task: str, sizes: list[str], most: float) -> None:
        """Keep how our figure grew over sizes, the smallest first, and print whether that is within what it may."""
        first, *others = (self.value(task, size) for size in sizes)
        grown = [other for other in others if other is not None]
        if not first or not grown:
            return
        law = Law(task=task, sizes=f"{sizes[0]} to {sizes[-1]}", ratio=max(grown) / first, most=most)
        self.laws.append(law)
        print(f"  {task:<42} {law.sizes:<43} × {law.ratio:<6.3g} of {most:g}: {'holds' if law.holds else 'BROKEN'}")

    def skipped(self, task: str, size: str, rival: Absent) -> None:
        """Keep that a rival is not here, and why."""
        self.add(Row(task=task, size=size, rival=rival.name, note=str(rival)))

    def growth(self) -> dict[str, dict[str, list[tuple[str, float]]]]:
        """Return our own figures by dimension and task, at every size."""
        found: dict[str, dict[str, list[tuple[str, float]]]] = {}
        for row in self.rows:
            task, grows, along = row.task.partition(", by ")
            if grows and row.value is not None:
                found.setdefault(along, {}).setdefault(task, []).append((row.size, row.value))
        return found

    def save(self, path: Path, **more: object) -> None:
        """Write everything as JSON, and more beside it."""
        rows = [attrs.asdict(row) for row in self.rows]
        laws = [attrs.asdict(law) | {"holds": law.holds} for law in self.laws]
        told = {"machine": machine(), **more, "rows": rows, "laws": laws}
        path.write_text(json.dumps(told, indent=1), encoding="utf-8")

    def plot(self, path: Path) -> None:
        """Draw our growth, a picture for each dimension, relative to the smallest size; needs matplotlib."""
        import matplotlib as mpl  # noqa: PLC0415 - optional

        mpl.use("Agg")
        from matplotlib import pyplot as plt  # noqa: PLC0415

        found = self.growth()
        columns = min(2, len(found)) or 1
        lines = max(1, -(-len(found) // columns))
        figure, grid = plt.subplots(lines, columns, figsize=(6 * columns, 4 * lines), squeeze=False)
        for axes, (along, tasks) in zip(grid.flat, found.items(), strict=False):
            for task, points in tasks.items():
                sizes, values = zip(*points, strict=True)
                axes.plot(sizes, [value / values[0] for value in values], marker="o", label=task)
            axes.axhline(2, linestyle=":", color="grey")
            axes.set(yscale="log", ylabel="times the smallest size", title=f"by {along}")
            axes.legend(fontsize=7)
        for axes in list(grid.flat)[len(found) :]:
            axes.set_visible(False)
        figure.tight_layout()
        figure.savefig(path, dpi=100)
        plt.close(figure)


def progress(what: str) -> Callable[[int], None]:
    """Return what prints how far a long building is, when it is told how many commands were carried out."""
    start = time.perf_counter()

    def told(done: int) -> None:
        if done % 100_000 == 0:
            print(f"  … {what}: {done:,} commands in {seconds(time.perf_counter() - start)}", flush=True)

    return told


def machine() -> dict[str, str]:
    """Return where it ran."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "arguments": " ".join(sys.argv[1:]),
    }


def same(answers: Iterable[tuple[str, object]]) -> None:
    """Make sure that all rivals answered alike before any is timed.

    Raises:
        AssertionError: One did not; it is named.
    """
    (first, wanted), *others = answers
    for name, answer in others:
        if answer != wanted:
            raise AssertionError(f"{name} answers {answer!r}, {first} answers {wanted!r}")
