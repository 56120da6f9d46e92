"""What judgments ask of the world: whether partners are allowed, and which were welcomed."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Protocol

__all__ = ["PartnersView"]


class PartnersView(Protocol):
    """Whether partners are allowed, and which were welcomed."""

    @property
    def partner_management(self) -> bool:
        """Whether partners are allowed here. Cost: O(1)."""

    @property
    def welcomed(self) -> AbstractSet[str]:
        """The partners' users who were told that they can come in. Cost: O(1)."""
