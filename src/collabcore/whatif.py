"""What would be, if: changes tried on a copy, and what one grant would turn a no into a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from collabcore import audit, explaining, visibility
from collabcore._store import Store
from collabcore.audit import Exposure
from collabcore.codec import command_to_json
from collabcore.commands import Command
from collabcore.decide import decide
from collabcore.errors import CollabError
from collabcore.events import Event
from collabcore.rights import accepted
from collabcore.view import View

__all__ = ["Remedy", "exposure", "remedies", "tried"]


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


def tried(events: Iterable[Event], commands: Iterable[Command], make_id: Callable[[], str]) -> Store:
    """Return the world as some commands would leave it.

    Cost: O(events + what the commands touch).

    Raises:
        CollabError: The first refusal.
    """
    store = Store(events)
    for command in commands:
        for event in decide(store, command, at=command.at or store.now, make_id=make_id):
            store.apply(event)
    return store


def exposure(view: View, after: View) -> dict[str, Exposure]:
    """Return who gains and who loses sight of what between two worlds.

    Cost: O(things x audience).
    """
    return audit.exposure(audit.audiences(view), audit.audiences(after))


def remedies(view: View, events: Callable[[], Iterable[Event]], viewer: str, item: str) -> Iterator[Remedy]:
    """Yield the single changes that would let a viewer see an item, each tried, with who could make it.

    Cost: O(events) for each that is tried.
    """
    if visibility.can_see(view, viewer, item):
        return
    for command in explaining.proposals(view, viewer, item):
        try:
            after = tried(events(), (command,), lambda: "\0new")
        except CollabError:
            continue
        if visibility.can_see(after, viewer, item):
            able = (user.id for user in view.users.values() if user.active)
            yield Remedy(command, tuple(user for user in able if _could(view, user, command)))


def _could(view: View, user: str, command: Command) -> bool:
    return accepted(view, attrs.evolve(command, by=user), view.now)
