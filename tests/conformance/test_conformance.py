"""Every scenario file comes out as it says."""

from importlib import resources
from pathlib import Path

import pytest

from collabcore.engine import Engine
from collabcore.journal import MemoryJournal
from collabcore.testing import scenarios

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "conformance").glob("*.json"))
STORY = Path(str(resources.files("collabcore"))) / "story" / "nonprofit.json"


@pytest.mark.parametrize("path", [*FILES, STORY], ids=lambda path: path.stem)
def test_file(path):
    """Every command is done or refused, and every question answered, as the file says."""
    report = scenarios.run(scenarios.load(path))
    assert report, "\n".join(("", *report.lines()))


@pytest.mark.parametrize("path", [*FILES, STORY], ids=lambda path: path.stem)
def test_file_says_what_it_is_about(path):
    """Every file has a title and names the page it was written from, and asks or expects something."""
    scenario = scenarios.load(path)
    assert scenario.title
    assert scenario.source
    assert scenario.steps


def test_enough_files():
    """The conformance files are there."""
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", [*FILES, STORY], ids=lambda path: path.stem)
def test_replay_gives_the_same_state(path):
    """After any of these stories every index agrees with the journal; replayed and copied it is the same."""
    scenario = scenarios.load(path)
    runner = scenarios.Runner(scenario.start)
    for step in scenario.steps:
        runner.step(step)
    runner.engine.check()
    replayed = Engine(journal=MemoryJournal(runner.engine.events()))
    copy = runner.engine.fork()
    copy.check()
    assert runner.engine.digest() == replayed.digest() == copy.digest()
