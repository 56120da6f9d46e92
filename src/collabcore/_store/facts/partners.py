"""What the store keeps of a subject: whether partners are allowed, and which were welcomed."""

from __future__ import annotations

__all__ = ["PartnersFacts"]


class PartnersFacts:
    """Whether partners are allowed, and which were welcomed."""

    def __init__(self) -> None:
        """Start with none."""
        super().__init__()
        self.partner_management = False
        self.welcomed: set[str] = set()
