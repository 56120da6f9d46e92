"""Pictures of answers: use over time, who takes part, completeness by owner, a leaderboard, what becomes of leads.

Rule 1: a picture shows an answer that was given before; nothing is counted here.
Rule 2: matplotlib (the extra `plots`) is imported when the first picture is made, and never before; a picture is drawn
on axes of its own unless some are given, and no window opens.

What it cannot say: who may see a picture. What it shows is for whoever may have the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from collabcore import adoption, boards
from collabcore.completeness import Summary, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["activity", "completeness", "funnel", "leaderboard", "participation"]

_BLUE: Final = "#3b6ea5"
_PALE: Final = "#c9d7e6"
_SIZE: Final = (7.0, 3.6)
_TICKS: Final = 7


def activity(report: adoption.Report, axes: Axes | None = None) -> Axes:
    """Draw how many people did anything on each date of a report's window.

    Cost: O(dates).

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    drawn = _axes(axes, report.title)
    days = list(report.daily)
    drawn.plot(range(len(days)), [report.daily[day] for day in days], color=_BLUE, marker="o", markersize=3)
    step = -(-len(days) // _TICKS) or 1
    drawn.set_xticks(range(0, len(days), step), days[::step], rotation=30, ha="right")
    drawn.set_ylim(bottom=0)
    drawn.set_ylabel("people active")
    return drawn


_CLASSES: Final = (
    ("everybody", None),
    ("active", "penetration"),
    ("taking part", "participation"),
    ("contributing", "contribution"),
)


def participation(report: adoption.Report, axes: Axes | None = None) -> Axes:
    """Draw, of everybody, who was active, who took part, and who contributed: each a part of the one before.

    Cost: O(1).

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    whole = report["penetration"].den
    numbers = [int(whole if name is None else report[name].num) for _, name in _CLASSES]
    return _bars([label for label, _ in _CLASSES], numbers, list(map(str, numbers)), _axes(axes, report.title))


def completeness(groups: Mapping[str, Summary], axes: Axes | None = None) -> Axes:
    """Draw how complete each group's records are, in percent, as `Engine.completeness_by` answers.

    Cost: O(groups).

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    known = {name: found.micro for name, found in groups.items() if found.micro is not None}
    words = [f"{_percent(share)} %" for share in known.values()]
    drawn = _bars(list(known), [float(100 * share) for share in known.values()], words, _axes(axes, "completeness"))
    drawn.set_xlim(0, 115)
    return drawn


def _percent(share: Fraction) -> str:
    return shown(share.numerator, share.denominator) or ""


def leaderboard(rows: Iterable[boards.Row], axes: Axes | None = None) -> Axes:
    """Draw the rows of a board, best on top, each with its rank.

    Cost: O(rows).

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    listed = list(rows)
    names = [f"{'–' if row.rank is None else _number(row.rank)}  {row.user}" for row in listed]
    points = [float(row.points) for row in listed]
    return _bars(names, points, [_number(row.points) for row in listed], _axes(axes, "points"))


def _number(value: int | Fraction) -> str:
    return f"{float(value):g}" if Fraction(value).denominator > 1 else str(int(value))


def funnel(report: adoption.Report, axes: Axes | None = None) -> Axes:
    """Draw how far the leads of a report's window came: all, converted, with an opportunity, won.

    Cost: O(1).

    Raises:
        ImportError: The extra `plots` is not installed.
    """
    steps = report.funnel
    first = next(iter(steps.values()), 0)
    words = [f"{number} ({_percent(Fraction(number, first))} %)" if first else "0" for number in steps.values()]
    return _bars(list(steps), list(steps.values()), words, _axes(axes, report.title))


# -- drawing ---------------------------------------------------------------------------------------------------------


def _axes(axes: Axes | None, title: str) -> Axes:
    if axes is None:
        try:
            from matplotlib.figure import Figure  # noqa: PLC0415
        except ImportError as missing:
            raise ImportError("pictures need the extra `plots`: pip install collabcore[plots]") from missing
        axes = Figure(figsize=_SIZE, layout="constrained").subplots()
    axes.set_title(title, loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def _bars(names: Sequence[str], values: Sequence[float], words: Sequence[str], axes: Axes) -> Axes:
    """Draw bars from top to bottom, with a word at the end of each."""
    colours = [_BLUE if value >= 0 else _PALE for value in values]
    bars = axes.barh(range(len(names)), values, color=colours)
    axes.bar_label(bars, words, padding=3, fontsize=9)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.margins(x=0.3)
    return axes
