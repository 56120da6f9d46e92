"""How the commands about topics are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from collabcore.testing.builders.pool import Builder

__all__ = ["BUILDERS"]

BUILDERS: Final[Mapping[str, Builder]] = {
    "tag": lambda p: {"post": p.one(p.view.posts), "topic": p.topic()},
    "untag": lambda p: {"post": p.one(p.view.posts), "topic": p.topic()},
}
