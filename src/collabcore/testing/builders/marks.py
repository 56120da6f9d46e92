"""How the commands about bookmarks, mutes and flags are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder

__all__ = ["ADMINISTRATION", "BUILDERS"]

BUILDERS: Final[Mapping[str, Builder]] = {
    "bookmark": lambda p: {"post": p.one(p.view.posts)},
    "unbookmark": lambda p: {"post": p.one(p.view.posts)},
    "mute": lambda p: {"post": p.one(p.view.posts)},
    "unmute": lambda p: {"post": p.one(p.view.posts)},
    "flag": lambda p: {"item": p.item(), "reason": p.draw(st.sampled_from(["spam", "rude", " "]))},
}

ADMINISTRATION: Final[frozenset[str]] = frozenset()
