"""Pictures: what the axes hold is what was answered, files are written, and matplotlib comes when asked for one."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.unit.world import engine

from collabcore import HOST, Engine, plots
from collabcore import commands as c
from collabcore.adoption import Report

DAY = dt.timedelta(days=1)
START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def office() -> Engine:
    """Return a week in an office: leads, one won, talk, and points."""
    names = ("ana", "bob", "cat", "dan")
    made = engine(*(c.AddUser(by=HOST, id=name, permissions=("modify_all_data",)) for name in names))
    for command in (
        c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone")),  # type: ignore[arg-type]
        c.AddPointsRule(by=HOST, id="made", points=10, when="created", type="lead"),
        c.AddRecord(by="ana", id="l1", type="lead", fields={"City": "Pau", "Phone": "+34 600 000 001"}),
        c.AddRecord(by="ana", id="l2", type="lead", fields={"City": "Pau"}, at=START + DAY),
        c.AddRecord(by="bob", id="l3", type="lead", at=START + DAY),
        c.ConvertLead(by="ana", record="l1", opportunity="o1", at=START + 2 * DAY),
        c.UpdateRecord(by="ana", id="o1", fields={"Stage": "Closed Won"}, at=START + 3 * DAY),
        c.Post(by="bob", id="p", text="x", at=START + 3 * DAY),
        c.Like(by="cat", item="p", at=START + 4 * DAY),
        c.RecordLogin(by=HOST, user="dan", at=START + 4 * DAY),
    ):
        made.apply(command)
    return made


def report(made: Engine) -> Report:
    found = made.adoption("2026-01-05", "2026-01-12")
    assert isinstance(found, Report)
    return found


def bars(axes: Any) -> dict[str, tuple[float, str]]:
    """Return what a picture of bars shows: by name the length and the word at its end."""
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    return {
        name: (bar.get_width(), word.get_text())
        for name, bar, word in zip(names, axes.patches, axes.texts, strict=True)
    }


def test_use_over_time() -> None:
    """One point for each date of the window, those without anybody too."""
    axes: Any = plots.activity(report(office()))
    (line,) = axes.get_lines()

    assert [1, 2, 1, 2, 2, 0, 0] == list(line.get_ydata())
    assert ["2026-01-05", "2026-01-11"] == [axes.get_xticklabels()[place].get_text() for place in (0, -1)]
    month = office().adoption("2026-01-01", "2026-02-01")
    assert isinstance(month, Report)
    assert 7 == len(plots.activity(month).get_xticks())
    assert "adoption from 2026-01-05 to 2026-01-11, everybody, so far" == axes.get_title(loc="left")


def test_who_takes_part() -> None:
    """Each class is a part of the one before."""
    assert {
        "everybody": (4, "4"),
        "active": (4, "4"),
        "taking part": (3, "3"),
        "contributing": (2, "2"),
    } == bars(plots.participation(report(office())))


def test_completeness_by_owner() -> None:
    """In percent, written as everywhere else; groups without a score are left out."""
    found = office().completeness_by("owner")

    assert {"ana": (75.0, "75 %"), "bob": (0.0, "0 %")} == bars(plots.completeness(found))


def test_a_board() -> None:
    """Best on top, with ranks and points; below zero to the left."""
    made = office()
    made.apply(c.Award(by=HOST, user="cat", points=-5, reason="x"))
    axes = plots.leaderboard(made.leaderboard())

    assert {"1  ana": (20.0, "20"), "2  bob": (10.0, "10"), "3  cat": (-5.0, "-5")} == bars(axes)
    bottom, top = axes.get_ylim()
    assert bottom > top
    made.apply(c.SetBoard(by=HOST, id="half", window="all_time", kind="fractional"))
    made.apply(c.Award(by=HOST, user="bob", points=10, reason="x"))
    assert ["1.5  ana", "1.5  bob", "3  cat"] == list(bars(plots.leaderboard(made.leaderboard("half"))))


def test_what_becomes_of_leads() -> None:
    """Each step a part of the one before; of no leads, nothing."""
    made = office()
    steps = {"leads": (3, "3 (100 %)"), "converted": (1, "1 (33 %)"), "opportunities": (1, "1 (33 %)")}

    assert {**steps, "won": (1, "1 (33 %)")} == bars(plots.funnel(report(made)))
    empty = made.adoption("2026-02-01", "2026-03-01")
    assert isinstance(empty, Report)
    assert {"leads", "converted", "opportunities", "won"} == set(bars(plots.funnel(empty)))
    assert {(0, "0")} == set(bars(plots.funnel(empty)).values())


def test_files_are_written(tmp_path: Path) -> None:
    """On axes of one's own they are side by side."""
    figure = pytest.importorskip("matplotlib.figure").Figure(layout="constrained")
    left, right = figure.subplots(1, 2)
    found = report(office())
    assert plots.activity(found, left) is left
    assert plots.funnel(found, right) is right
    figure.savefig(tmp_path / "both.png")
    whole: Any = plots.participation(found).get_figure(root=True)
    whole.savefig(tmp_path / "one.svg")

    assert (tmp_path / "both.png").read_bytes().startswith(b"\x89PNG")
    assert "<svg" in (tmp_path / "one.svg").read_text("utf-8")


def test_without_matplotlib_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"collabcore\[plots\]"):
        plots.activity(report(office()))


def test_nothing_imports_matplotlib_until_a_picture_is_made() -> None:
    """Neither the library nor this module."""
    code = "import sys, collabcore, collabcore.plots; sys.exit('matplotlib' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
