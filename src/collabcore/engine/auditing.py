"""What an auditor asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from collabcore import audit, conversion, whatif
from collabcore.audit import Exposures
from collabcore.codec import command_from_json
from collabcore.commands import Command
from collabcore.conversion import Conversion
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
        audit.work_out(self._store)
        return audit.exposure(self._store, whatif.tried(self._store, asked, self._make_id))

    def conversion(self, changes: Iterable[Command | Mapping[str, object]]) -> Conversion:
        """Return what some changes would open to people outside, to be applied, all or none, or abandoned.

        Nothing is changed until then. Every change that would be refused is told, with its place.

        Cost: O(facts + things + what changes x audience).

        Source: RULES 9 `[SEED3]`.

        >>> from collabcore import HOST, Engine, commands as c
        >>> conversion = Engine().conversion([c.EnablePartnerManagement(by=HOST)])
        >>> print(conversion)
        conversion, planned: 1 change, 0 things shown to 0 outside, 0 things hidden from somebody, 0 problems
        >>> [event.tag for event in conversion.apply()]
        ['partner_management_enabled']

        Args:
            changes: Commands, or the JSON of scenario steps.
        """
        return conversion.planned(
            self._store,
            changes,
            at=self.now(),
            make_id=self._make_id,
            position=lambda: self._folded,
            carry=self._carried,
        )

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
