"""What people write: mentions in the text of posts and comments."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BODY_LIMIT", "MENTION_LIMIT", "folded", "mentions"]

BODY_LIMIT: Final = 10_000
"""The longest body of a post or comment, in characters (RULES 4.1)."""

MENTION_LIMIT: Final = 25
"""The most mentions in one body (RULES 1.3)."""

_MENTION: Final = re.compile(r"@\[([^\[\]]+)\]")


def mentions(text: str) -> tuple[str, ...]:
    """Return the ids mentioned in `text` as `@[id]`, each once, in the order of first mention.

    A bare `@name` is text, not a mention.

    Cost: O(text).

    >>> mentions("ask @[sofia] and @[jose], then @[sofia] again; @nobody is text")
    ('sofia', 'jose')
    """
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def folded(name: str) -> str:
    """Return a name as it is compared: case aside, white space at the ends and in a row aside.

    Cost: O(name).

    >>> folded("  Capital  Campaign ") == folded("capital campaign")
    True
    """
    return " ".join(name.split()).casefold()
