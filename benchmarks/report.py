"""What came out: rows, printed as tables with ratios, kept as JSON, drawn as growth curves."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from benchmarks.measure import Figure
from benchmarks.peers.base import Absent

__all__ = ["OURS", "Report", "Row", "machine", "same", "seconds"]

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


def seconds(value: float) -> str:
    """Return a time in µs, ms or s, to three digits."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if value * factor >= 1 or unit == "µs":
            return f"{value * factor:.3g} {unit}"
    raise AssertionError


@attrs.define
class Report:
    """Every row of a run, in the order they were taken."""

    rows: list[Row] = attrs.field(factory=list)

    def add(self, row: Row) -> None:
        """Keep a row, and print it at once, so that a long run shows that it lives."""
        self.rows.append(row)
        spread = "" if row.figure is None or row.figure.calls == 1 else f"  ±{row.figure.spread / 2:.0%}"
        print(f"  {row.task:<28} {row.size:<10} {row.rival:<28} {row.told():>12}{spread}  {row.note}", flush=True)

    def measured(self, task: str, size: str, rival: str, figure: Figure, note: str = "") -> None:
        """Keep a time."""
        self.add(Row(task=task, size=size, rival=rival, figure=figure, note=note))

    def skipped(self, task: str, size: str, rival: Absent) -> None:
        """Keep that a rival is not here, and why."""
        self.add(Row(task=task, size=size, rival=rival.name, note=str(rival)))

    def tables(self) -> Iterator[str]:
        """Yield a Markdown table per task and size: each rival, and how many times ours it takes."""
        for task, size in dict.fromkeys((row.task, row.size) for row in self.rows):
            rows = [row for row in self.rows if (row.task, row.size) == (task, size)]
            ours = next((row.value for row in rows if row.rival == OURS), None)
            yield f"\n**{task}**, {size}\n\n| | | × ours |\n| --- | ---: | ---: |\n"
            for row in rows:
                ratio = f"{row.value / ours:.3g}" if ours and row.value is not None else ""
                yield f"| {row.rival} | {row.told()} | {ratio or row.note} |\n"

    def growth(self) -> dict[str, list[tuple[str, float]]]:
        """Return our own figures of every task that was measured at several sizes."""
        found: dict[str, list[tuple[str, float]]] = {}
        for row in self.rows:
            if row.rival == OURS and row.value is not None:
                found.setdefault(row.task, []).append((row.size, row.value))
        return {task: points for task, points in found.items() if len(points) > 1}

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        rows = [attrs.asdict(row) for row in self.rows]
        path.write_text(json.dumps({"machine": machine(), "rows": rows}, indent=1), encoding="utf-8")

    def plot(self, path: Path) -> None:
        """Draw our growth over the sizes, each task relative to its smallest size; needs matplotlib."""
        import matplotlib as mpl  # noqa: PLC0415 - optional

        mpl.use("Agg")
        from matplotlib import pyplot as plt  # noqa: PLC0415

        figure, axes = plt.subplots(figsize=(9, 5))
        for task, points in self.growth().items():
            sizes, values = zip(*points, strict=True)
            axes.plot(sizes, [value / values[0] for value in values], marker="o", label=task)
        axes.axhline(2, linestyle=":", color="grey")
        axes.set(yscale="log", ylabel="times the smallest size", title="Growth of collabcore's own figures")
        axes.legend(fontsize=7, ncols=2)
        figure.tight_layout()
        figure.savefig(path, dpi=120)
        plt.close(figure)


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
