"""What judgments ask of the world: badges, who has them, thanks, skills, and what everybody has done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol, TypeAlias

from collabcore.model import Badge, BadgeGrant, Thanks

__all__ = ["BadgesView", "DeedObject"]

DeedObject: TypeAlias = str | tuple[str, ...]
"""What makes deeds distinct: mostly one id; beside it who did it, where that was somebody else."""


class BadgesView(Protocol):
    """Badges, who has them, thanks, skills, and what everybody has done."""

    @property
    def badges(self) -> Mapping[str, Badge]:
        """Every badge by id, oldest first. Cost: O(1)."""

    def grants(self, user: str) -> Sequence[BadgeGrant]:
        """Return every badge a user got, revoked ones too, oldest first. Cost: O(1)."""

    @property
    def thanks(self) -> Mapping[str, Thanks]:
        """Every thanks by id, oldest first. Cost: O(1)."""

    def thanks_by(self, giver: str) -> Sequence[str]:
        """Return the ids of a user's thanks to others, oldest first. Cost: O(1)."""

    def skills(self, user: str) -> Mapping[str, AbstractSet[str]]:
        """Return a user's skills with who vouched for each, in the order of vouching. Cost: O(1)."""

    @property
    def off_boards(self) -> AbstractSet[str]:
        """Who has opted out of standing on boards. Cost: O(1)."""

    def deeds(self, user: str) -> Mapping[str, Mapping[DeedObject, str]]:
        """Return what a user has done: trigger to distinct objects, each with the thing it stands by. Cost: O(1)."""

    def doers(self, thing: str) -> AbstractSet[str]:
        """Return who has done something that stands by a thing. Cost: O(1)."""
