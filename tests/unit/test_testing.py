"""The test kit itself: what it draws, what it asks, and that it notices when something is wrong.

The laws and machines use it in earnest; here each piece is shown once, fast, and shown to fail when it should.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from hypothesis.vendor.pretty import pretty

from collabcore import HOST, Engine, model
from collabcore import commands as c
from collabcore.errors import InconsistentError, NotFoundError
from collabcore.shapes import build, dump
from collabcore.testing import _register, compare, mutants, restatement
from collabcore.testing.builders import BUILDERS
from collabcore.testing.machine import Workplace
from collabcore.testing.reference import Reference
from collabcore.testing.scenarios import load, run
from collabcore.testing.strategies import (
    START,
    History,
    attempt,
    commands,
    engines,
    founding,
    histories,
    ids,
    new_engine,
    times,
)
from collabcore.viewer import Viewer

few = settings(max_examples=6, phases=[Phase.generate], derandomize=True, database=None, deadline=None)


def founded() -> Engine:
    """Return the founding organisation."""
    engine = new_engine()
    engine.apply_all(founding())
    return engine


@pytest.mark.parametrize("kind", [model.User, model.Role, model.Group, model.Record, model.Post])
def test_values_are_known_to_from_type(kind: type[Any]) -> None:
    """`st.from_type` draws our values without an import of ours, whoever registered them."""
    _register()

    @few
    @given(st.from_type(kind))
    def drawn(value: object) -> None:
        assert isinstance(value, kind)
        assert value == build(kind, dump(value), kind.__name__)  # type: ignore[arg-type]
        assert repr(value).startswith(f"{kind.__name__}(id=")

    drawn()


@few
@given(ids(), times())
def test_ids_and_times(thing: str, moment: Any) -> None:
    """Ids are never empty, times never before the start."""
    assert thing
    assert moment >= START


@few
@given(histories(min_size=30, max_size=30))
def test_a_history_comes_out_the_same_again(history: Any) -> None:
    """The commands of a history, refused ones too, lead to the same state again."""
    assert history.engine.digest() == history.replayed().digest()
    assert "engine" not in repr(history)


@few
@given(engines(max_size=3))
def test_engines_start_from_the_founding(engine: Engine) -> None:
    """The people of the founding stay, whatever else comes and goes."""
    assert {"aniyah", "jose", "sofia", "luc"} <= {*engine.view.users}


@pytest.mark.parametrize("tag", sorted(BUILDERS))
def test_every_command_is_drawn_in_its_shape(tag: str) -> None:
    """Drawing a command never makes one that is misshapen, and asks for what was wanted."""

    @few
    @given(st.data())
    def drawn(data: st.DataObject) -> None:
        command = data.draw(commands(founded().view, (tag,)))
        assert tag == command.tag

    drawn()


def test_an_attempt_returns_its_refusal() -> None:
    """Nothing is raised, and nothing is lost."""
    engine = founded()
    assert isinstance(attempt(engine, c.Like(by="luc", item="in_private")), NotFoundError)
    assert attempt(engine, c.Like(by="luc", item="in_public")) is None


def test_every_question_of_a_viewer_is_asked() -> None:
    """The questions are found by reflection, feeds are walked to their end, refusals are answers."""
    engine = founded()
    asked = list(compare.questions(engine.view))
    public = {name for name, _ in inspect.getmembers(Viewer, inspect.isfunction) if not name.startswith("_")}
    assert public == {name for name, _ in asked}

    answered = compare.observe(engine, "luc", asked)
    refused: Any = answered["get", (("id", "in_private"),)]
    assert refused == ("NotFoundError", "nothing known as `in_private`", "existence.hidden")
    company = [question for question in asked if ("kind", "company") in question[1] and ("of", None) in question[1]]
    pages: Any = answered[company[0]]
    assert len(pages) > 1


def test_differences_say_what_became_what() -> None:
    """A changed answer is a line; equal answers are none."""
    question: compare.Question = ("rank", (("board", "week"),))
    assert compare.differences({question: None}, {question: None}) == []
    assert compare.differences({question: None}, {question: 1}) == ["rank(board='week'): None became 1"]


def test_engine_twin_and_restatement_agree_on_the_founding() -> None:
    """And each disagreement is noticed."""
    engine = founded()
    compare.agree(engine, Reference(engine.events()))

    behind = Reference(list(engine.events())[:-1])
    with pytest.raises(AssertionError, match="the engine's facts"):
        compare.agree(engine, behind)


def test_a_wrong_answer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the restatement, and by the explanation."""
    engine = founded()
    twin = Reference(engine.events())
    with monkeypatch.context() as patch:
        patch.setattr(restatement, "may_see", lambda *_: False)
        with pytest.raises(AssertionError, match="the restatement says"):
            compare.agree(engine, twin)
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "can_see", lambda *_: False)
        with pytest.raises(AssertionError, match="the explanation"):
            compare.agree(engine, twin)


def test_a_spoilt_index_is_noticed() -> None:
    """`check` names the index."""
    engine = founded()
    engine.view.keys("luc").add("member:g_private")  # type: ignore[attr-defined]
    with pytest.raises(InconsistentError, match="sight"):
        engine.check()


def test_a_failing_machine_leaves_a_scenario(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file replays the history, and its last step is what is wrong."""
    monkeypatch.setattr(Workplace, "failing", tmp_path / "failing.json")
    machine = Workplace()
    machine.all_agree()
    machine._ask(c.Post(by="luc", id="p0", text="words"))
    with monkeypatch.context() as patch:
        patch.setattr(restatement, "visible_posts", lambda *_: frozenset())
        with pytest.raises(compare.DisagreementError):
            machine.all_agree()

    report = run(load(Workplace.failing))
    assert [outcome.step for outcome in report.failures] == ["ask visible_posts user=aniyah"]


def test_the_machine_runs() -> None:
    """A few steps; `tests/machines` walks further."""
    run_state_machine_as_test(Workplace, settings=settings(few, stateful_step_count=12))


def test_a_mutant_is_noticed_by_a_small_world() -> None:
    """Of the worlds a hunt looks at, the smallest that notices is left over."""
    found = mutants.hunt(worlds=3)
    isolated = next(mutant for mutant in mutants.mutants() if str(mutant) == "group.public dropped")
    left = mutants.smallest(found[str(isolated)], lambda engine: mutants.witness(engine, isolated))
    assert ["add_user", "create_group", "post"] == sorted({command.tag for command in left})
    seen = mutants.witness(mutants.played(left), isolated)
    assert seen is not None
    assert (seen.right.allowed, seen.wrong.allowed) == (True, False)
    assert mutants.witness(new_engine(), isolated) is None


def test_the_host_is_named_in_reprs() -> None:
    """A story is read, not decoded."""
    assert repr(c.AddRole(by=HOST, id="ceo")) == "AddRole(by=HOST, id='ceo')"


def test_a_history_is_told_from_the_founding_on() -> None:
    """What every history begins with is not told again; one that begins otherwise is told whole."""
    engine, liked = new_engine(), c.Like(by="jose", item="of_jose")
    told = f"History((\n    *founding(),\n    Like(by='jose', item='of_jose'),\n), {engine})"
    history = History((*founding(), liked), engine)
    assert told == repr(history) == pretty(history)
    assert f"History((\n    Like(by='jose', item='of_jose'),\n), {engine})" == repr(History((liked,), engine))
