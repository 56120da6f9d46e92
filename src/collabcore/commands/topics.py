"""Commands about topics: putting one on a post, and taking it off."""

from __future__ import annotations

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id

__all__ = ["Tag", "Untag"]


@attrs.frozen(kw_only=True, repr=False)
class Tag(Command):
    """Put a topic on a post, as `#topic` in its text would."""

    post: Id
    topic: str


@attrs.frozen(kw_only=True, repr=False)
class Untag(Command):
    """Take a topic off a post, whoever put it there; its text stays as it is."""

    post: Id
    topic: str
