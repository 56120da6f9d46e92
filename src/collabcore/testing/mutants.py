"""The rule table with one row dropped or flipped, and the smallest world that notices.

A row that no world notices decides nothing, and should not be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
from hypothesis import Phase, given, settings

from collabcore.commands import Command
from collabcore.engine import Engine
from collabcore.explaining import Verdict, explain
from collabcore.shapes import fields_of
from collabcore.testing.compare import things
from collabcore.testing.strategies import History, attempt, histories, new_engine
from collabcore.visibility import TABLE, Row

__all__ = ["Mutant", "Witness", "hunt", "mutants", "played", "smallest", "witness"]

SIGHT_CHANGING = (
    *("configure", "update_user", "deactivate_users", "add_permissions", "review", "comment"),
    *("add_member", "remove_member", "share_record", "share_record", "update_group", "transfer", "add_permissions"),
    *("post", "update_record", "set_audience", "add_sharing_rule", "take_network_offline", "update_network"),
)
"""The commands that lead to the worlds in which the rows of the table differ."""


@attrs.frozen
class Mutant:
    """The table with one row changed."""

    row: Row
    change: str
    table: tuple[Row, ...]

    def __str__(self) -> str:
        """Return what was changed."""
        return f"{self.row.id} {self.change}"


def mutants() -> Iterator[Mutant]:
    """Yield the table with each row dropped, and with each row flipped.

    Cost: O(rows).
    """
    for place, row in enumerate(TABLE):
        rest = (TABLE[:place], TABLE[place + 1 :])
        flipped = attrs.evolve(row, effect="deny" if row.effect == "allow" else "allow")
        yield Mutant(row, "dropped", (*rest[0], *rest[1]))
        yield Mutant(row, "flipped", (*rest[0], flipped, *rest[1]))


@attrs.frozen
class Witness:
    """A question that the mutant answers otherwise."""

    viewer: str
    item: str
    right: Verdict
    wrong: Verdict


def witness(engine: Engine, mutant: Mutant) -> Witness | None:
    """Return a question that a world answers otherwise under a mutant, None when it notices nothing.

    Cost: O(users x items).
    """
    view = engine.view
    for viewer in view.users:
        for item in things(view)[:-1]:
            right = explain(view, viewer, item)
            wrong = explain(view, viewer, item, mutant.table)
            if (right.allowed, right.rule) != (wrong.allowed, wrong.rule):
                return Witness(viewer, item, right, wrong)
    return None


def hunt(*, worlds: int = 900) -> dict[str, tuple[Command, ...]]:
    """Return, for every mutant that one of some generated worlds notices, the commands that lead to that world.

    The worlds are the same every time.

    Cost: O(worlds x mutants x users x items), less for every mutant found.
    """
    open_ones = list(mutants())
    found: dict[str, tuple[Command, ...]] = {}

    @settings(max_examples=worlds, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
    @given(histories(min_size=10, max_size=16, tags=SIGHT_CHANGING))
    def look(history: History) -> None:
        for mutant in tuple(open_ones):
            if witness(history.engine, mutant) is not None:
                found[str(mutant)] = history.commands
                open_ones.remove(mutant)

    look()
    return found


def smallest(commands: Sequence[Command], notices: Callable[[Engine], object]) -> tuple[Command, ...]:
    """Return the commands that are left when none can be left out without the world ceasing to notice.

    Cost: O(commands²) replays.
    """
    left = list(commands)
    shrunk = True
    while shrunk:
        shrunk = False
        for fewer in _simpler(left):
            if notices(played(fewer)):
                left, shrunk = fewer, True
                break
    return tuple(left)


def _simpler(commands: Sequence[Command]) -> Iterator[list[Command]]:
    """Yield the histories one command shorter, then those with one field of one command left out."""
    for place in reversed(range(len(commands))):
        yield [*commands[:place], *commands[place + 1 :]]
    for place, command in enumerate(commands):
        for name, (_, default) in fields_of(type(command)).items():
            if name != "id" and default is not attrs.NOTHING and getattr(command, name) != default:
                plainer = attrs.evolve(command, **{name: default})  # type: ignore[arg-type]
                yield [*commands[:place], plainer, *commands[place + 1 :]]


def played(commands: Sequence[Command]) -> Engine:
    """Return an engine to which some commands were put, the refused ones too.

    Cost: O(commands).
    """
    engine = new_engine()
    for command in commands:
        attempt(engine, command)
    return engine
