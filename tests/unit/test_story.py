"""The story: it comes out as its file says, and is told in the same words every time."""

import io
import os
from pathlib import Path

import attrs
import pytest
from rich.console import Console

from collabcore import HOST
from collabcore import commands as c
from collabcore.cli import story, words
from collabcore.testing.scenarios import Runner, run
from collabcore.testing.steps import Move, parse

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "story.txt"


def told(*, width=words.WIDTH, terminal=False):
    out = io.StringIO()
    assert story.tell(Console(file=out, width=width, force_terminal=terminal, highlight=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_story_comes_out():
    """Every step of the bundled story is as its file says."""
    report = run(story.story())
    assert report, list(report.lines())


def test_snapshot():
    """The story is told in exactly these words (UPDATE_SNAPSHOTS=1 writes them anew)."""
    text = told()
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == text


def test_a_scene_for_every_move_of_the_clock():
    """The file and its tellers have the same scenes."""
    moves = [step for step in story.story().steps if isinstance(step, Move)]
    assert len(moves) == len(story.SCENES)


@pytest.mark.parametrize("width", [60, 80])
def test_narrow_terminals(width):
    """On a narrow terminal every line fits."""
    lines = told(width=width).splitlines()
    assert max(map(len, lines)) <= width


def test_colours_on_a_terminal(monkeypatch):
    """Only a terminal gets colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in told(terminal=True)
    assert "\x1b[" not in told()


def test_the_seeds_table():
    """Where Aniyah posts decides who has it in the feed: the five rows, as the matrix shows them."""
    rows = {line.split("  ")[0]: line.split() for line in told().splitlines() if line[:2].rstrip().isdigit()}
    assert [" ".join(row) for row in rows.values()][:6] == [
        "1 own profile may see in feed may see may see may see may see",
        "2 Mina de Vries's profile may see may see in feed in feed may see may see",
        "3 Town hall (public) may see may see may see in feed may see may see",
        "4 Fund drive (private) – – – – in feed –",
        "5 Board room (unlisted) – – – – in feed –",
        "6 Jose Figueroa (contact) may see – – – – in feed",
    ]


def test_the_ladder():
    """The lead is filled from 18 to 100 percent."""
    shown = [line.split(" %")[0].split()[-1] for line in told().splitlines() if "█" in line]
    assert shown == ["18", "27", "36", "45", "55", "64", "73", "82", "91", "100"]


def test_other_wishes_are_told_as_they_are():
    """A refused command the story has no words for is shown as it is written."""
    stage = story.Stage(Console(), Runner())
    assert story._wish(stage, c.Like(by="ana", item="p")) == "Like(by='ana', item='p')"


def test_a_command_that_is_not_refused_is_no_reason():
    """Only what is refused is told among the reasons."""
    out = io.StringIO()
    story._reasons(story.Stage(Console(file=out), Runner()), parse({"steps": [{"do": "add_user", "id": "ana"}]}).steps)
    assert out.getvalue().count("refused") == 1


def test_a_record_without_a_score_has_no_rung():
    """Where no profile says what is complete, the ladder shows nothing."""
    runner = Runner()
    stage = story.Stage(Console(), runner)
    runner.engine.apply(c.AddUser(by=HOST, id="ana"))
    runner.engine.apply(c.AddRecord(by="ana", id="r", type="case"))
    assert story._rung(stage, runner.engine.view.records["r"]) == ("", "", "")


def test_stage_is_a_value():
    """A stage holds where to tell, what about, and what went wrong so far."""
    assert [field.name for field in attrs.fields(story.Stage)] == ["console", "runner", "wrong"]
