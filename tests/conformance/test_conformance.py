"""Every scenario file comes out as it says."""

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from collabcore import lots, scoring
from collabcore.engine import Engine
from collabcore.journal import MemoryJournal
from collabcore.testing import compare, restated_recognition, restated_scores, scenarios
from collabcore.testing.reference import Reference
from collabcore.testing.restated_news import Ear
from collabcore.triggers import TRIGGERS

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


@pytest.fixture(scope="module", params=[*FILES, STORY], ids=lambda path: path.stem)
def played(request):
    """The engine at the end of each file."""
    scenario = scenarios.load(request.param)
    runner = scenarios.Runner(scenario.start)
    for step in scenario.steps:
        runner.step(step)
    return runner.engine


def test_replay_gives_the_same_state(played):
    """After any of these stories every index agrees with the journal; replayed and copied it is the same."""
    played.check()
    replayed = Engine(journal=MemoryJournal(played.events()))
    copy = played.fork()
    copy.check()
    assert played.digest() == replayed.digest() == copy.digest()


def test_twin_and_restatement_tell_the_same_end(played):
    """Sight, feeds, state: two more readings of the pages, written apart, come out where the engine does."""
    compare.agree(played, Reference(played.events()))


def test_the_restatement_hears_the_same(played):
    """Who was told of what, why and by whom."""
    twin, ear = Reference(), Ear()
    for event in played.events():
        twin.apply(event)
        ear.take(twin, event)
    told = [(one.to, one.reason, one.item, one.by, one.at) for one in played.view.notices.values()]
    assert Counter(told) == Counter(ear.heard.values())


def test_scores_and_purses_are_the_restated_ones(played):
    """Every record that has a score, and what everybody can spend."""
    view = played.view
    twin = Reference(played.events())
    for record in view.records.values():
        found, profile = played.completeness(record.id), scoring.profile_of(view, record)
        if found is not None:
            assert profile is not None
            _, valid, weight = restated_scores.completeness(profile, record, played.now())
            assert (found.valid_weight, found.weight) == (valid, weight)
    for by in ("owner", "type"):
        assert {name: {k: n for k, n in counts.items() if n} for name, counts in twin.scores(by).items()} == {
            name: dict(counts) for name, counts in view.scores(by).items() if counts
        }
    for row in TRIGGERS:
        assert list(twin.rules_for(row.word)) == list(view.rules_for(row.word))
    assert set(twin.unsettled()) == set(view.unsettled())
    for entry in view.entries.values():
        assert twin.award(entry.key) == view.award(entry.key)
        assert list(twin.awards_for(entry.record or "")) == list(view.awards_for(entry.record or ""))
        assert twin.capped(entry.bucket or "none") == view.capped(entry.bucket or "none")
    for board in view.boards:
        mine, theirs = (one.standing(board, played.now()).places(0, 99, grouped=True) for one in (view, twin))
        assert mine == theirs
        mine, theirs = (one.aside(board, played.now()).places(0, 99, grouped=True) for one in (view, twin))
        assert mine == theirs
    for user in view.users:
        entries = [entry for entry in view.entries.values() if entry.user == user]
        assert lots.balance(view.purse(user), played.now()) == restated_recognition.spendable(entries, played.now())
