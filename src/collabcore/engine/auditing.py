"""What an auditor asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from collabcore import audit, whatif
from collabcore.audit import Exposures
from collabcore.codec import command_from_json
from collabcore.commands import Command
from collabcore.engine.core import Core

__all__ = ["AuditQuestions"]


class AuditQuestions(Core):
    """What an auditor asks."""

    def exposure(self, commands: Iterable[Command | Mapping[str, object]]) -> Exposures:
        """Return who would gain and who would lose sight of what, if some commands were applied; nothing is changed.

        Cost: O(things + what changes x audience).

        Args:
            commands: Commands, or the JSON of scenario steps.

        Raises:
            CollabError: The first refusal, as from `apply`.
        """
        asked = [command if isinstance(command, Command) else command_from_json(command) for command in commands]
        return audit.exposure(self._store, whatif.tried(self._store, asked, self._make_id))

    def visible_items(self, user: str) -> frozenset[str]:
        """Return everything a user may see or know of: people, groups, records, posts and comments.

        Cost: O(things).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        return audit.visible_items(self._store, user)

    def sees_all(self, type: str) -> frozenset[str]:
        """Return who may read every record of a type; everybody active, where there is none.

        Cost: O(records + readers).
        """
        return audit.sees_all(self._store, type)

    def both_see(self, one: str, other: str) -> frozenset[str]:
        """Return everything that two users both see or know of.

        Cost: O(things).

        Raises:
            NotFoundError: There is no such user.
        """
        return self.visible_items(one) & self.visible_items(other)

    def only_sees(self, one: str, other: str) -> frozenset[str]:
        """Return everything that one user sees or knows of, and the other does not.

        Cost: O(things).

        Raises:
            NotFoundError: There is no such user.
        """
        return self.visible_items(one) - self.visible_items(other)
