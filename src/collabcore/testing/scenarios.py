r"""Running scenario files: what is done, what is asked, and what must come out (CONTRACT 5).

`load` or `parse` a scenario, `run` it, read the `Report`; `dump` turns a failing history into a scenario,
`save` writes it. Nothing stops at the first mistake: the rest of a file always runs.

>>> story = {"steps": [
...     {"do": "add_user", "id": "aniyah"},
...     {"do": "post", "by": "aniyah", "id": "p1", "text": "hello"},
...     {"ask": "audience", "item": "p1", "answer": []},
... ]}
>>> print(*run(parse(story)).lines(), sep="\n")
step 3: ask audience item=p1: expected [], got ["aniyah"]
    aniyah, p1: yes (profile.own): it is `aniyah`'s own profile
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from collabcore.codec import command_to_json
from collabcore.commands import Command
from collabcore.engine import Engine
from collabcore.errors import CollabError, Problem
from collabcore.shapes import Json, write_time
from collabcore.testing.normal import plain, same, shaped
from collabcore.testing.steps import START, Ask, Batch, Broken, Do, Expected, Move, Scenario, Step, parse
from collabcore.testing.why import because

__all__ = ["Outcome", "Report", "Runner", "Scenario", "dump", "load", "parse", "run", "save", "text"]

_SECOND: Final = dt.timedelta(seconds=1)
_LINE: Final = 60


def load(path: Path | str) -> Scenario:
    """Read a scenario file; what is wrong with it stands in its `problems`.

    Cost: O(size).

    Raises:
        OSError: The file cannot be read.
    """
    try:
        return parse(json.loads(Path(path).read_text(encoding="utf-8")))
    except (ValueError, RecursionError) as error:
        return Scenario(file_problems=(Problem("file", "invalid", "scenario.json", f"not JSON: {error}"),))


# What came out


@attrs.frozen(kw_only=True)
class Outcome:
    """How one step came out: `ok`, `differs` from what was expected, or `broken` and not run."""

    where: str
    status: Literal["ok", "differs", "broken"]
    step: str
    expected: Json = None
    got: Json = None
    because: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield what there is to say of it: nothing when it is ok. Cost: O(size)."""
        if self.status == "broken":
            yield from map(str, self.problems)
        elif self.status == "differs":
            expected, got = _json(self.expected), _json(self.got)
            yield f"{self.where}: {self.step}: expected {expected}, got {got}"
            yield from (f"    {line}" for line in self.because)


@attrs.frozen(kw_only=True)
class Report:
    """How a scenario came out, step by step; true when everything is as the file says."""

    scenario: Scenario
    outcomes: tuple[Outcome, ...]

    def __bool__(self) -> bool:
        """Return whether nothing differs and nothing is wrong with the file."""
        return not self.problems and not self.failures

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The steps that came out otherwise than the file says."""
        return tuple(outcome for outcome in self.outcomes if outcome.status == "differs")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the file, what turned up while running included."""
        inner = (problem for outcome in self.outcomes for problem in outcome.problems)
        return (*self.scenario.file_problems, *inner)

    def lines(self) -> Iterator[str]:
        """Yield everything that is not ok, in the order of the file.

        Cost: O(size).
        """
        yield from map(str, self.scenario.file_problems)
        for outcome in self.outcomes:
            yield from outcome.lines()


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _told(wire: Json) -> str:
    """Return a step as one short line: its verb, then what it names."""
    if not isinstance(wire, dict):
        return _json(wire)
    if isinstance(batch := wire.get("do_all"), list):
        return f"do_all of {len(batch)}"
    words = [f"{key} {value}" for key, value in wire.items() if key in ("do", "ask", "as")]
    inside = ("do", "ask", "as", "answer", "refused", "rule")
    words += [f"{key}={_short(value)}" for key, value in wire.items() if key not in inside]
    return " ".join(words)


def _short(value: Json) -> str:
    shown = value if isinstance(value, str) else _json(value)
    return shown if len(shown) <= _LINE else f"{shown[: _LINE - 1]}…"


def _refusal(refusal: CollabError) -> Json:
    return {"refused": refusal.tag, "rule": refusal.rule, "message": refusal.message}


def _expectation(expected: Expected) -> Json:
    tag = True if expected.tag is None else expected.tag
    return {"refused": tag} if expected.rule is None else {"refused": tag, "rule": expected.rule}


# Running


def run(scenario: Scenario, engine: Engine | None = None) -> Report:
    """Run a scenario on an engine, a new one unless given, and return how every step came out.

    Cost: the commands' and questions'.
    """
    runner = Runner(scenario.start, engine)
    return Report(scenario=scenario, outcomes=tuple(map(runner.step, scenario.steps)))


class Runner:
    """A scenario being run: the engine, the clock, and the pages shown so far.

    Use `run`, unless you want to look at the engine between two steps: `step` runs one.
    """

    def __init__(self, start: dt.datetime = START, engine: Engine | None = None) -> None:
        """Start on an engine, or on a new one whose clock is the scenario's and whose ids are counted."""
        self._clock = start
        self._stands = True
        self._pages: dict[str, dict[Json, str]] = {}
        numbers = itertools.count(1)
        new = Engine(clock=lambda: self._clock, make_id=lambda: f"generated-{next(numbers)}")
        self.engine = new if engine is None else engine

    def step(self, step: Step) -> Outcome:
        """Run one step, and return how it came out.

        Cost: the command's or question's.
        """
        match step:
            case Do():
                return self._do(step)
            case Batch():
                return self._batch(step)
            case Move(problems=()):
                return self._move(step)
            case Ask(problems=()):
                return self._ask(step)
            case _:
                return _broken(step, step.problems)

    # Time

    @property
    def next_moment(self) -> dt.datetime:
        """When the next command happens: at the clock if that was just set, else a second later."""
        return self._clock if self._stands else self._clock + _SECOND

    def _tick(self, at: dt.datetime | None = None) -> dt.datetime:
        self._clock = at or self.next_moment
        self._stands = False
        return self._clock

    def _move(self, step: Move) -> Outcome:
        if step.at < self.engine.view.now:
            return _broken(step, (self._backwards(step),))
        self._clock, self._stands = step.at, True
        return _ok(step)

    def _backwards(self, step: Step) -> Problem:
        last = write_time(self.engine.view.now)
        return Problem(step.where, "invalid", "time.backwards", f"earlier than the last event, at `{last}`")

    # Commands

    def _do(self, step: Do) -> Outcome:
        before = self._clock, self._stands
        at = self._tick(None if step.command is None else step.command.at)
        if step.problems:
            return _broken(step, step.problems)
        refusal = _attempt(lambda: self.engine.apply(_made(step, at)))
        if refusal is not None and refusal.rule == "time.backwards":
            self._clock, self._stands = before
            self._tick()
            return _broken(step, (self._backwards(step),))
        return _judged(step, step.refused, refusal)

    def _batch(self, step: Batch) -> Outcome:
        before = self._clock, self._stands
        if step.at is not None:
            self._clock, self._stands = step.at, True
        moments = [self._tick(None if one.command is None else one.command.at) for one in step.steps]
        if step.problems:
            return _broken(step, step.problems)
        reached: list[Do] = []
        refusal = _attempt(lambda: self.engine.apply_all(_handed(step.steps, moments, reached)))
        if refusal is not None and refusal.rule == "time.backwards":
            self._clock, self._stands = before
            for _ in step.steps:
                self._tick()
            return _broken(step, (self._backwards(reached[-1]),))
        return self._judged_batch(step, reached, refusal)

    @staticmethod
    def _judged_batch(step: Batch, reached: Sequence[Do], refusal: CollabError | None) -> Outcome:
        """Judge a batch: by what the batch expects, and by which of its steps expects to be the one."""
        one = next((one for one in step.steps if one.refused is not None), None)
        expected = step.refused if one is None else one.refused
        outcome = _judged(step, expected, refusal)
        if refusal is None or one is None or one is reached[-1]:
            return outcome
        return attrs.evolve(outcome, status="differs", because=(f"refused at {reached[-1].where}",))

    # Questions

    def _ask(self, step: Ask) -> Outcome:
        answers: list[object] = []
        refusal = step.error or _attempt(lambda: answers.append(self._answer(step)))
        if refusal is not None or step.refused is not None:
            outcome = _judged(step, step.refused, refusal, *answers)
        else:
            got = shaped(answers[0], step.answer)
            status: Literal["ok", "differs"] = "ok" if same(step.answer, got) else "differs"
            outcome = _outcome(step, status, expected=step.answer, got=got)
        if outcome.status == "ok":
            return outcome
        return attrs.evolve(outcome, because=tuple(because(self.engine, step, *answers)))

    def _answer(self, step: Ask) -> object:
        door: object = self.engine if step.viewer is None else self.engine.viewer(step.viewer)
        arguments = dict(step.arguments)
        pages = self._pages.setdefault(_same_question(step), {})
        if (after := arguments.get("after")) in pages:
            arguments["after"] = pages[after]
        answer = getattr(door, step.question)(**arguments)
        if getattr(answer, "cursor", None) is not None:
            pages[answer.items[-1].id] = answer.cursor
        return frozenset(answer) if step.question in _SETS else answer


_SETS: Final = frozenset(["recommendations"])
"""Questions whose answer has an order of its own, and is compared as a set (CONTRACT 4)."""


def _same_question(step: Ask) -> str:
    """Return what pages of one question have in common: all but where they start and how long they are."""
    rest = {key: value for key, value in step.arguments.items() if key not in ("after", "limit")}
    return json.dumps([step.question, step.viewer, rest], sort_keys=True)


def _handed(steps: Iterable[Do], moments: Iterable[dt.datetime], reached: list[Do]) -> Iterator[Command]:
    """Yield the commands of a batch, noting how far it gets."""
    for step, at in zip(steps, moments, strict=True):
        reached.append(step)
        yield _made(step, at)


def _made(step: Do, at: dt.datetime) -> Command:
    """Return a step's command at a moment.

    Raises:
        InvalidError: The command cannot be made, as the file expects.
    """
    if step.error is not None:
        raise step.error
    assert step.command is not None  # a step without problems has a command or an error
    return attrs.evolve(step.command, at=at)


def _attempt(deed: Callable[[], object]) -> CollabError | None:
    try:
        deed()
    except CollabError as refusal:
        return refusal
    return None


def _outcome(step: Broken, status: Literal["ok", "differs", "broken"], **fields: Any) -> Outcome:
    return Outcome(where=step.where, status=status, step=_told(step.wire), **fields)


def _ok(step: Broken) -> Outcome:
    return _outcome(step, "ok")


def _broken(step: Broken, problems: tuple[Problem, ...]) -> Outcome:
    return _outcome(step, "broken", problems=problems)


def _judged(step: Broken, expected: Expected | None, refusal: CollabError | None, answer: object = "done") -> Outcome:
    """Judge what was refused or not by what was expected to be."""
    right = refusal is None if expected is None else expected.fits(refusal)
    wanted = getattr(step, "answer", "done") if expected is None else _expectation(expected)
    got = plain(answer) if refusal is None else _refusal(refusal)
    return _outcome(step, "ok" if right else "differs", expected=wanted, got=got)


# Writing


def dump(
    steps: Iterable[Command | Mapping[str, object]],
    *expectations: Mapping[str, object],
    title: str = "",
    source: str = "",
) -> dict[str, Json]:
    """Return a scenario that does the same, then asks something: how a failing history becomes a file.

    A command that this library's engine refuses is written as refused, so that only what is asked can differ.
    What is a mapping already is written as it is; answers may hold any value `plain` can tell.

    Cost: the commands'.

    >>> from collabcore import HOST, commands as c
    >>> dump([c.AddUser(by=HOST, id="sofia")], {"ask": "audience", "item": "sofia", "answer": {"sofia"}})
    {'steps': [{'do': 'add_user', 'id': 'sofia'}, {'ask': 'audience', 'item': 'sofia', 'answer': ['sofia']}]}
    """
    told = [_wire(step) for step in steps]
    usual = write_time(START)
    start = next((step["at"] for step in told if "at" in step), usual)
    head: dict[str, Json] = {"title": title, "source": source, "start": "" if start == usual else start}
    done = _marked(parse({"start": start, "steps": told}))
    asked = map(_plain_object, expectations)
    return {**{key: value for key, value in head.items() if value}, "steps": [*done, *asked]}


def _plain_object(wire: Mapping[str, object]) -> dict[str, Json]:
    return {key: plain(value) for key, value in wire.items()}


def _wire(step: Command | Mapping[str, object]) -> dict[str, Json]:
    return command_to_json(step) if isinstance(step, Command) else _plain_object(step)


def _marked(scenario: Scenario) -> Iterator[Json]:
    """Yield the steps of a scenario, times left out where the clock gives them, refusals written in."""
    runner = Runner(scenario.start)
    for step in scenario.steps:
        wire: Any = dict(step.wire) if isinstance(step.wire, dict) else step.wire
        expected = runner.next_moment
        try:
            outcome = runner.step(step)
        except Exception:  # noqa: BLE001 - an engine that breaks is worth a file, too
            outcome = None
        if isinstance(step, Do):
            wire = _without_time(wire, expected)
            if outcome is not None and step.refused is None and isinstance(outcome.got, dict):
                wire["refused"] = outcome.got["refused"]
        yield wire


def _without_time(wire: dict[str, Json], expected: dt.datetime) -> dict[str, Json]:
    return {key: value for key, value in wire.items() if key != "at" or value != write_time(expected)}


def text(scenario: Mapping[str, Json]) -> str:
    """Return a scenario as the text of a file, a step on each line; equal scenarios give equal texts.

    Cost: O(size).

    >>> print(text({"title": "one person", "steps": [{"do": "add_user", "id": "sofia"}]}), end="")
    {"title": "one person",
     "steps": [
      {"do": "add_user", "id": "sofia"}
     ]}
    """
    head = "".join(f'"{key}": {_json(value)},\n ' for key, value in scenario.items() if key != "steps")
    steps = scenario["steps"]
    assert isinstance(steps, list)
    lines = ",\n".join(f"  {_json(step)}" for step in steps)
    return f'{{{head}"steps": [\n{lines}\n ]}}\n'


def save(path: Path | str, scenario: Mapping[str, Json]) -> None:
    """Write a scenario file.

    Cost: O(size).

    Raises:
        OSError: The file cannot be written.
    """
    Path(path).write_text(text(scenario), encoding="utf-8")
