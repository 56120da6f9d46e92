"""What a rival is: something built from a world that answers who sees what, or what stands in a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, ClassVar, Protocol

from benchmarks.worlds import World

__all__ = ["Absent", "ChangingRival", "FeedRival", "SightRival", "installed"]


class Absent(Exception):  # noqa: N818 - it is a state, not a fault
    """A rival that cannot be measured here, and why."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"skipped: {why}")
        self.name = name


def installed(module: str, kind: str) -> Iterator[Any]:
    """Yield a rival that needs a package or server of its own, or why it is not here."""
    try:
        yield getattr(import_module(f"benchmarks.peers.{module}"), kind)
    except ImportError as missing:
        yield Absent(module.removesuffix("_feeds").removesuffix("_boards"), str(missing))


class SightRival(Protocol):
    """Answers who sees what."""

    name: ClassVar[str]

    def __init__(self, world: World) -> None:
        """Build from a world's facts."""

    def check(self, user: str, post: str) -> bool:
        """Tell whether a user sees a post."""

    def visible(self, user: str) -> Iterable[str]:
        """Return every post a user sees."""

    def audience(self, post: str) -> Iterable[str]:
        """Return everyone who sees a post."""


class ChangingRival(SightRival, Protocol):
    """Takes changes too."""

    def hold(self, user: str, group: str) -> None:
        """Make somebody a member of a group."""

    def drop(self, user: str, group: str) -> None:
        """End a membership."""

    def share(self, record: str, user: str, above: str) -> None:
        """Share a record with a person, and with whoever is `above` their role, as `keyring` has it."""

    def unshare(self, record: str, user: str, above: str) -> None:
        """Take such a share away."""


class FeedRival(Protocol):
    """Answers what stands in a feed of followed walls; nobody's sight is restricted but in collabcore."""

    name: ClassVar[str]

    def __init__(self, world: World) -> None:
        """Build from a world's users and follows, with no posts yet."""

    def publish(self, post: str, author: str) -> None:
        """Let somebody post on their own wall."""

    def page(self, user: str, after: str | None = None) -> list[str]:
        """Return up to 25 posts of what a user follows, the newest first, below one already seen."""

    def follow(self, user: str, target: str) -> None:
        """Let a user follow another from now on, the past included."""

    def unfollow(self, user: str, target: str) -> None:
        """Let a user follow another no more."""

    def delete(self, post: str) -> None:
        """Take a post away."""
