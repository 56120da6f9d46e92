"""Two version numbers: of the code, and of what the rules mean."""

from typing import Final

__all__ = ["RULES_VERSION", "__version__"]

__version__: Final = "0.1.0"

RULES_VERSION: Final = "1"
"""The version of the *meaning*: it grows when a decision, a feed's order or a score may come out differently."""
