"""What a line of the tables of refusals is, and a ladder of precedence (READINGS 19)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import attrs
from tests.unit.world import refused, town

from collabcore import Engine
from collabcore import commands as c
from collabcore.errors import CollabError

__all__ = ["Ladder", "Question", "Refusal", "ladder", "no"]


@attrs.frozen(eq=False)
class Refusal:
    """One command that is refused in town, after some more happened, and why."""

    command: c.Command
    tag: str
    rule: str
    why: str
    after: tuple[c.Command, ...] = ()

    def __str__(self) -> str:
        """Return the name of the test."""
        return f"{self.command.tag}: {self.why}"

    @cache  # noqa: B019 - the table lives as long as the tests
    def happen(self) -> CollabError:
        """Return the refusal as it comes out of the engine, where it changes nothing."""
        return refused(town(*self.after), self.command)


@attrs.frozen(eq=False)
class Question:
    """One question that is refused in town, after some more happened, and why."""

    name: str
    ask: Callable[[Engine], object]
    tag: str
    rule: str
    after: tuple[c.Command, ...] = ()

    def __str__(self) -> str:
        """Return the name of the test."""
        return self.name

    @cache  # noqa: B019 - the table lives as long as the tests
    def happen(self) -> CollabError:
        """Return the refusal as it comes out of the engine."""
        try:
            answer = self.ask(town(*self.after))
        except CollabError as refusal:
            return refusal
        raise AssertionError(f"not refused: {self.name} answered {answer!r}")


@attrs.frozen
class Ladder:
    """Commands and what becomes of each, the worst first; the last one is done."""

    name: str
    rungs: tuple[tuple[str, c.Command], ...]
    after: tuple[c.Command, ...] = ()

    def __str__(self) -> str:
        """Return the name of the test."""
        return self.name


def no(command: c.Command, tag: str, rule: str, why: str, *after: c.Command) -> Refusal:
    """Return one line of the table."""
    return Refusal(command, tag, rule, why, after)


def ladder(name: str, *after: c.Command, **rungs: c.Command) -> Ladder:
    """Return one ladder, its rungs named by what becomes of them."""
    return Ladder(name, tuple(rungs.items()), after)
