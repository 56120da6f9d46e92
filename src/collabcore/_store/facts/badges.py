"""What the store keeps of a subject: badges, who has them, thanks, skills, and what everybody has done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from collabcore._store.facts.table import NOBODY
from collabcore.model import Badge, BadgeGrant, Thanks
from collabcore.view.badges import DeedObject

__all__ = ["BadgesFacts"]


class BadgesFacts:
    """Badges, who has them, thanks, skills, and what everybody has done."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.badges: dict[str, Badge] = {}
        self.grants_of: dict[str, list[BadgeGrant]] = {}
        self.thanks: dict[str, Thanks] = {}
        self.thanked_by: dict[str, list[str]] = {}
        self.skills_of: dict[str, dict[str, dict[str, None]]] = {}
        self.hidden_from_boards: dict[str, None] = {}
        self.deeds_of: dict[str, dict[str, dict[DeedObject, str]]] = {}
        self.doers_of: dict[str, dict[str, None]] = {}  # INVARIANT: of one doer alone it is that of `alone`, shared
        self.alone: dict[str, dict[str, None]] = {}

    def grants(self, user: str) -> Sequence[BadgeGrant]:
        """Return every badge a user got."""
        return self.grants_of.get(user, ())

    def thanks_by(self, giver: str) -> Sequence[str]:
        """Return the ids of a user's thanks to others."""
        return self.thanked_by.get(giver, ())

    def skills(self, user: str) -> Mapping[str, AbstractSet[str]]:
        """Return a user's skills with who vouched for each."""
        return {skill: by.keys() for skill, by in self.skills_of.get(user, {}).items()}

    @property
    def off_boards(self) -> AbstractSet[str]:
        """Who has opted out of standing on boards."""
        return self.hidden_from_boards.keys()

    def deeds(self, user: str) -> Mapping[str, Mapping[DeedObject, str]]:
        """Return what a user has done."""
        return self.deeds_of.get(user, {})

    def doers(self, thing: str) -> AbstractSet[str]:
        """Return who has done something that stands by a thing."""
        return self.doers_of.get(thing, NOBODY).keys()
