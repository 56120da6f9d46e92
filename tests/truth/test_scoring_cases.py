"""Every worked case of SCORING 4, through the engine: what is done, what is asked, and the exact answer.

`scoring_cases.json` holds them: each with its id there, and steps as in a scenario file, with a little more:

* `path` follows an answer by keys and places; `shown` is its text in percent with so many `places`, `band` its band;
* `trend` is how a figure of `adoption` moved since the window `before`;
* `each` repeats a step, putting a number for `{n}`; `replay` hears the whole journal again.

Where the answer here is another one, `ours` says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from collabcore import Engine
from collabcore.completeness import band, shown
from collabcore.journal import MemoryJournal
from collabcore.testing import scenarios
from collabcore.testing.normal import same, shaped

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "scoring_cases.json").read_text(encoding="utf-8"))
IDS = (
    *("C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C10", "C11", "C12", "C14", "C16", "C17"),
    *("P1", "P3", "P4", "P5", "P7", "P8", "P9", "P11", "P12", "P13", "P15", "P16", "P17", "P20", "P21", "P22", "P23"),
    *("B1", "B2", "B4", "B5", "B6", "B8", "B10", "B11"),
    *("K1", "K2", "K3", "K4", "K7", "K9", "K10", "K12", "K13", "K15", "K16"),
    *("Q1", "Q3"),
)


def test_every_case_of_the_page_is_there() -> None:
    """Fifty-two, in the order of the page; several worlds where a case has several rows of input."""
    assert list(IDS) == list(dict.fromkeys(case["id"] for case in CASES))
    assert (52, 77) == (len(IDS), len(CASES))


def _name(case: Mapping[str, Any]) -> str:
    return f"{case['id']}.{case['part']}" if "part" in case else str(case["id"])


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_case(case: Mapping[str, Any]) -> None:
    """Every step is done or refused, and every question answered, as the page says."""
    steps = list(_spelled_out(case["steps"]))
    scenario = scenarios.parse({"start": case["start"], "steps": [step for step in steps if _is_plain(step)]})
    runner, plain = scenarios.Runner(scenario.start), iter(scenario.steps)
    assert not scenario.problems, scenario.problems
    asked = 0
    for step in steps:
        asked += "answer" in step or "shown" in step or "band" in step
        if _is_plain(step):
            outcome = runner.step(next(plain))
            assert outcome.status == "ok", list(outcome.lines())
        elif "replay" in step:
            _replay(runner.engine)
        else:
            wanted, got = _asked(runner.engine, step)
            assert same(wanted, got), (step, got)
    assert asked
    runner.engine.check()


def _spelled_out(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        if "each" in step:
            first, last = step["each"]["n"]
            text = json.dumps(step["step"])
            yield from (json.loads(text.replace("{n}", str(number))) for number in range(first, last + 1))
        else:
            yield step


def _is_plain(step: Mapping[str, Any]) -> bool:
    return not any(key in step for key in ("path", "trend", "replay"))


def _replay(engine: Engine) -> None:
    """Hear the whole journal again, twice over: the same state, and not one entry more (law 6)."""
    for _ in range(2):
        again = Engine(journal=MemoryJournal(engine.events()))
        assert again.digest() == engine.digest()
        assert list(again.view.entries) == list(engine.view.entries)


def _asked(engine: Engine, step: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return what a question with a path, or of a trend, should come to, and what it comes to."""
    beside = ("ask", "path", "places", "shown", "band", "answer", "before", "trend")
    arguments = {key: value for key, value in step.items() if key not in beside}
    found: Any = getattr(engine, step["ask"])(**arguments)
    if "trend" in step:
        since, until = step["before"]
        moved = found.trend(engine.adoption(since, until))[step["trend"]]
        return step["answer"], shaped(moved, step["answer"])
    for key in step["path"]:
        found = found[key] if isinstance(found, (Mapping, tuple)) else getattr(found, key)
    if "band" in step:
        return step["band"], band(found)
    if "shown" in step:
        whole = Fraction(found)
        return step["shown"], shown(whole.numerator, whole.denominator, step["places"])
    return step["answer"], shaped(found, step["answer"])
