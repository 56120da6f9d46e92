"""What the store keeps of a subject: people, roles, teams and settings, and the ids ever used."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import Role, Settings, Team, User

__all__ = ["PeopleFacts"]


class PeopleFacts:
    """People, roles, teams and settings, and every id ever used."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.settings = Settings()
        self.roles: dict[str, Role] = {}
        self.users: dict[str, User] = {}
        self.teams: dict[str, Team] = {}
        self.used: set[str] = set()
        self.below: dict[str, dict[str, None]] = {}
        self.named_by: dict[str, dict[str, None]] = {}

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above, nearest first."""
        found = []
        parent = self.roles[role].parent
        while parent is not None:
            found.append(parent)
            parent = self.roles[parent].parent
        return found

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below."""
        found: dict[str, None] = {}
        open_ends = [role]
        while open_ends:
            children = self.below.get(open_ends.pop(), NOBODY)
            found.update(children)
            open_ends.extend(children)
        return found.keys()

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target."""
        return self.named_by.get(target, NOBODY).keys()
