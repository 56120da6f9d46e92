"""What would be, if: changes tried on a copy, and what one grant would turn a no into a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from collabcore import display, explaining, visibility
from collabcore._store import Store, borrowed
from collabcore.codec import command_to_json
from collabcore.commands import Command
from collabcore.decide import decide
from collabcore.errors import CollabError
from collabcore.rights import accepted
from collabcore.view import View

__all__ = ["Remedy", "remedies", "tried"]


@attrs.frozen
class Remedy:
    """One change that would turn a no into a yes by itself, and the users who could make it now.

    The host always could.
    """

    command: Command
    givers: tuple[str, ...]

    def __str__(self) -> str:
        """Return the change and its givers on one line."""
        wire = command_to_json(self.command)
        fields = ", ".join(f"{name} {value}" for name, value in wire.items() if name != "do")
        who = ", ".join(f"`{giver}`" for giver in self.givers) or "only the host"
        return f"{self.command.tag} ({fields}), by {who}"

    def _repr_html_(self) -> str:
        """Return the change and its givers for a notebook, as a table."""
        wire = command_to_json(self.command)
        fields = ", ".join(f"{name} {value}" for name, value in wire.items() if name != "do")
        return display.html_table(
            ("change", "fields", "by"), [(self.command.tag, fields, ", ".join(self.givers) or "host")]
        )


def tried(store: Store, commands: Iterable[Command], make_id: Callable[[], str]) -> Store:
    """Return the world as some commands would leave it, to be looked at before this one changes.

    Cost: O(keys of the indexes + what the commands touch).

    Raises:
        CollabError: The first refusal.
    """
    after = store.copy(borrowed)
    for command in commands:
        for event in decide(after, command, at=command.at or after.now, make_id=make_id):
            after.apply(event)
    return after


def remedies(store: Store, viewer: str, item: str) -> Iterator[Remedy]:
    """Yield the single changes that would let a viewer see an item, each tried, with who could make it.

    Cost: O(facts) for each that is tried.
    """
    if visibility.can_see(store, viewer, item):
        return
    for command in explaining.proposals(store, viewer, item):
        try:
            after = tried(store, (command,), lambda: "\0new")
        except CollabError:
            continue
        if visibility.can_see(after, viewer, item):
            able = (user.id for user in store.users.values() if user.active)
            yield Remedy(command, tuple(user for user in able if _could(store, user, command)))


def _could(view: View, user: str, command: Command) -> bool:
    return accepted(view, attrs.evolve(command, by=user), view.now)
