"""Reading scenario files: JSON in, steps out, and every problem with the number of its step.

Nothing is run here. What cannot be read becomes a step with problems, so that the steps after it keep their
numbers and still run. A value of the wrong type is a problem too, unless the step says it must be refused.
"""

from __future__ import annotations

import datetime as dt
import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from collabcore import commands
from collabcore.codec import command_from_json
from collabcore.commands import Command
from collabcore.engine import Engine
from collabcore.errors import REFUSALS, CollabError, InvalidError, Problem
from collabcore.shapes import Json, Shape, shape_of
from collabcore.viewer import Viewer

__all__ = [
    "ENGINE_QUESTIONS",
    "START",
    "VIEWER_QUESTIONS",
    "Ask",
    "Batch",
    "Broken",
    "Do",
    "Expected",
    "Move",
    "Scenario",
    "Step",
    "parse",
]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
"""When the first command of a scenario happens, unless the file says otherwise (CONTRACT 5)."""


# What a file can say


@attrs.frozen
class Expected:
    """The refusal a step expects: of one tag or any (None), by one rule or any (None)."""

    tag: str | None = None
    rule: str | None = None

    def fits(self, refusal: CollabError | None) -> bool:
        """Tell whether something was refused, and as expected. Cost: O(1)."""
        return refusal is not None and self.tag in (None, refusal.tag) and self.rule in (None, refusal.rule)


@attrs.frozen(kw_only=True)
class Broken:
    """A step that cannot be read; also what every step has: its place, its text and its problems."""

    where: str
    wire: Json = attrs.field(repr=False)
    problems: tuple[Problem, ...] = ()


@attrs.frozen(kw_only=True)
class Move(Broken):
    """The clock is moved."""

    at: dt.datetime


@attrs.frozen(kw_only=True)
class Do(Broken):
    """A command; `error` is why it cannot even be made, where the file expects just that."""

    command: Command | None = None
    error: InvalidError | None = None
    refused: Expected | None = None


@attrs.frozen(kw_only=True)
class Batch(Broken):
    """Commands that happen all or not at all."""

    at: dt.datetime | None = None
    steps: tuple[Do, ...] = ()
    refused: Expected | None = None


@attrs.frozen(kw_only=True)
class Ask(Broken):
    """A question to a viewer, or to the engine when `viewer` is None, and the answer it must get."""

    question: str
    viewer: str | None = None
    arguments: Mapping[str, Json] = attrs.field(factory=dict)
    answer: Json = None
    error: InvalidError | None = None
    refused: Expected | None = None


Step: TypeAlias = Broken | Move | Do | Batch | Ask


@attrs.frozen(kw_only=True)
class Scenario:
    """A scenario file, read: its steps in order, and everything wrong with it."""

    title: str = ""
    source: str = ""
    start: dt.datetime = START
    steps: tuple[Step, ...] = ()
    file_problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the file: as a whole first, then step by step."""
        return (*self.file_problems, *(problem for step in self.steps for problem in step.problems))


# Which questions there are

Takers: TypeAlias = Mapping[str, Shape | None]


@attrs.frozen
class Question:
    """A question's arguments with the shapes they must have (None: any), and those it cannot do without."""

    arguments: Takers
    required: frozenset[str]


def _questions(door: type[Any], *others: str) -> Mapping[str, Question]:
    """Return the public methods of a door, by name, except for those that are no questions."""
    methods = inspect.getmembers(door, inspect.isfunction)
    wanted = {name: method for name, method in methods if not name.startswith("_") and name not in others}
    return types.MappingProxyType({name: _question(method) for name, method in wanted.items()})


def _question(method: Callable[..., object]) -> Question:
    hints = get_type_hints(method)
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return Question(
        {parameter.name: _shape(hints[parameter.name]) for parameter in parameters},
        frozenset(parameter.name for parameter in parameters if parameter.default is parameter.empty),
    )


def _shape(hint: Any) -> Shape | None:
    """Return the shape of a plain argument; richer ones are judged by the question itself."""
    kinds = {*(get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,))} - {type(None)}
    return shape_of(hint) if len(kinds) == 1 and kinds <= {str, int, bool} else None


VIEWER_QUESTIONS: Final = _questions(Viewer)
"""Every question a viewer answers, found by reflection: a new method of `Viewer` is a new question."""

ENGINE_QUESTIONS: Final = _questions(Engine, "apply", "apply_all", "check", "digest", "events", "fork", "viewer")
"""Every question the engine answers, found likewise; these others change, copy or care for it."""


# Reading


def parse(obj: object) -> Scenario:
    """Read a scenario from parsed JSON; what is wrong stands in its `problems`.

    Cost: O(size).

    >>> [str(problem) for problem in parse({"steps": [{"do": "post", "by": "sofia", "txt": "hm"}]}).problems]
    ['step 1: invalid (shape.unknown_field): `post` has no field `txt`']
    """
    if not isinstance(obj, Mapping):
        return Scenario(file_problems=(_problem("file", "scenario.shape", "a scenario is one JSON object"),))
    reading = _Reading("file", obj)
    reading.only(("title", "source", "start", "steps"))
    return Scenario(
        title=reading.take("title", shape_of(str), ""),
        source=reading.take("source", shape_of(str), ""),
        start=reading.take("start", shape_of(dt.datetime), START),
        steps=tuple(_step(f"step {number}", wire) for number, wire in enumerate(reading.steps("steps"), 1)),
        file_problems=tuple(reading.problems),
    )


def _problem(where: str, rule: str, message: str) -> Problem:
    return Problem(where, InvalidError.tag, rule, message)


class _Reading:
    """One JSON object being read: what is taken from it, and what turned out to be wrong."""

    def __init__(self, where: str, wire: Mapping[Any, Any]) -> None:
        self.where = where
        self.wire = wire
        self.problems: list[Problem] = []

    def wrong(self, rule: str, message: str) -> None:
        self.problems.append(_problem(self.where, rule, message))

    def only(self, known: Iterable[str]) -> None:
        for key in self.wire:
            if key not in known:
                self.wrong("scenario.unknown_key", f"unknown key `{key}`")

    def take(self, key: str, shape: Shape, default: Any = None) -> Any:
        if key not in self.wire:
            return default
        try:
            return shape.take(self.wire[key], key)
        except InvalidError as error:
            self.problems.append(Problem.of(self.where, error))
            return default

    def steps(self, key: str) -> Sequence[object]:
        steps = self.wire.get(key)
        if isinstance(steps, list):
            return steps
        self.wrong("scenario.steps", f"`{key}` must be a list of steps")
        return ()

    def refused(self) -> Expected | None:
        tag, rule = self.wire.get("refused"), self.take("rule", shape_of(str))
        if "refused" not in self.wire:
            if "rule" in self.wire:
                self.wrong("scenario.refused", "`rule` needs `refused` beside it")
            return None
        if tag is not True and tag not in tuple(REFUSALS):
            tags = ", ".join(REFUSALS)
            self.wrong("scenario.refused", f"`refused` must be true or one of {tags}, not `{tag}`")
        return Expected(None if tag is True else tag, rule)


def _step(where: str, wire: object) -> Step:
    """Read a step; what it is depends on its verb."""
    if not isinstance(wire, Mapping):
        problem = _problem(where, "scenario.step", "a step is a JSON object")
        return Broken(where=where, wire=None, problems=(problem,))
    reading = _Reading(where, wire)
    verbs = [verb for verb in _READERS if verb in wire]
    if len(verbs) == 1:
        return _READERS[verbs[0]](reading)
    if "at" in wire and not verbs:
        return _move(reading)
    reading.wrong("scenario.step", "a step has one of `do`, `do_all` and `ask`, or `at` alone")
    return Broken(where=where, wire=dict(wire), problems=tuple(reading.problems))


def _move(reading: _Reading) -> Step:
    reading.only(("at",))
    at = reading.take("at", shape_of(dt.datetime))
    where, wire, problems = reading.where, dict(reading.wire), tuple(reading.problems)
    if at is None:
        return Broken(where=where, wire=wire, problems=problems)
    return Move(where=where, wire=wire, problems=problems, at=at)


_OF_THE_RUNNER: Final = ("refused", "rule")


def _do(reading: _Reading) -> Do:
    refused = reading.refused()
    command, error = _command(reading, expecting=refused is not None)
    return Do(
        where=reading.where,
        wire=dict(reading.wire),
        problems=tuple(reading.problems),
        command=command,
        error=error,
        refused=refused,
    )


def _command(reading: _Reading, *, expecting: bool) -> tuple[Command | None, InvalidError | None]:
    """Return the command of a step, or why there is none if the step expects a refusal."""
    name = reading.wire["do"]
    kind = commands.COMMANDS.get(name) if isinstance(name, str) else None
    if kind is None:
        reading.wrong("shape.unknown_command", f"there is no command `{name}`")
        return None, None
    fields = {key: value for key, value in reading.wire.items() if key not in _OF_THE_RUNNER}
    known = {"do", *(field.name for field in attrs.fields(kind))}
    for key in [key for key in fields if key not in known]:
        reading.wrong("shape.unknown_field", f"`{name}` has no field `{key}`")
        del fields[key]
    return _made(reading, lambda: command_from_json(fields), expecting=expecting)


def _made(reading: _Reading, make: Callable[[], Any], *, expecting: bool) -> tuple[Any | None, InvalidError | None]:
    """Return what `make` makes; what it refuses is expected, or a problem."""
    try:
        return make(), None
    except InvalidError as error:
        if expecting and error.rule != "shape.unknown_field":
            return None, error
        reading.problems.append(Problem.of(reading.where, error))
    except RecursionError:
        reading.wrong("scenario.depth", "nested too deeply")
    return None, None


def _batch(reading: _Reading) -> Batch:
    reading.only(("do_all", "at", *_OF_THE_RUNNER))
    refused, at = reading.refused(), reading.take("at", shape_of(dt.datetime))
    steps = [_step(f"{reading.where}.{number}", wire) for number, wire in enumerate(reading.steps("do_all"), 1)]
    done = tuple(step for step in steps if isinstance(step, Do))
    inner = [problem for step in steps for problem in step.problems]
    if len(done) < len(steps) and not inner:
        reading.wrong("scenario.batch", "a batch holds `do` steps only")
    if sum(expected is not None for expected in (refused, *(step.refused for step in done))) > 1:
        reading.wrong("scenario.batch", "a batch is refused once: say so at one step, or at the batch")
    problems = (*reading.problems, *inner)
    return Batch(where=reading.where, wire=dict(reading.wire), problems=problems, at=at, steps=done, refused=refused)


def _ask(reading: _Reading) -> Step:
    refused = reading.refused()
    if ("answer" in reading.wire) == (refused is not None):
        reading.wrong("scenario.answer", "a question needs either `answer` or `refused`")
    name, viewer = reading.wire["ask"], reading.take("as", shape_of(str))
    arguments, error = _arguments(reading, name, expecting=refused is not None)
    return Ask(
        where=reading.where,
        wire=dict(reading.wire),
        problems=tuple(reading.problems),
        question=str(name),
        viewer=viewer,
        arguments=arguments,
        answer=reading.wire.get("answer"),
        error=error,
        refused=refused,
    )


def _arguments(reading: _Reading, name: object, *, expecting: bool) -> tuple[Mapping[str, Json], InvalidError | None]:
    """Return the arguments of a question, or why they do not fit if the step expects a refusal."""
    table, door = (VIEWER_QUESTIONS, "a viewer") if "as" in reading.wire else (ENGINE_QUESTIONS, "the engine")
    question = table.get(name) if isinstance(name, str) else None
    if question is None:
        reading.wrong("scenario.unknown_question", f"{door} is not asked `{name}`")
        return {}, None
    given = {k: v for k, v in reading.wire.items() if k not in ("ask", "as", "answer", *_OF_THE_RUNNER)}
    for key in [key for key in given if key not in question.arguments]:
        reading.wrong("scenario.unknown_key", f"`{name}` has no argument `{key}`")
        del given[key]
    arguments, error = _made(reading, lambda: _fitting(str(name), question, given), expecting=expecting)
    return arguments or {}, error


def _fitting(name: str, question: Question, given: Mapping[str, Json]) -> Mapping[str, Json]:
    for key in sorted(question.required - given.keys()):
        raise InvalidError(f"`{name}` needs `{key}`", rule="shape.missing_field")
    for key, value in given.items():
        shape = question.arguments[key]
        if shape is not None:
            shape.take(value, key)
    return given


_READERS: Final[Mapping[str, Callable[[_Reading], Step]]] = {"do": _do, "do_all": _batch, "ask": _ask}
