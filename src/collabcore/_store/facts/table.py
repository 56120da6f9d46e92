"""What the facts of several subjects share."""

from __future__ import annotations

from typing import Final

__all__ = ["NOBODY"]

NOBODY: Final[dict[str, None]] = {}
"""An empty ordered set."""
