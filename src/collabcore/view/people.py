"""What judgments ask of the world: the organisation: people, roles, teams, settings, and who holds which keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from collabcore.keys import Key, Lock
from collabcore.model import Role, Settings, Team, Thing, User
from collabcore.view.timeline import Place

__all__ = ["PeopleView"]


class PeopleView(Protocol):
    """The organisation: people, roles, teams, settings, and who holds which keys."""

    @property
    def now(self) -> dt.datetime:
        """The time of the last event. Cost: O(1)."""

    @property
    def epoch(self) -> int:
        """A number that changes with every event that is not only talk (`collabcore.events.TALK`). Cost: O(1)."""

    @property
    def settings(self) -> Settings:
        """The organisation's settings. Cost: O(1)."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """Every role by id, oldest first. Cost: O(1)."""

    @property
    def teams(self) -> Mapping[str, Team]:
        """Every team by id, oldest first. Cost: O(1)."""

    @property
    def users(self) -> Mapping[str, User]:
        """Every user by id, active or not, oldest first. Cost: O(1)."""

    def thing(self, thing: str) -> Thing | None:
        """Return whatever has this id, None when nothing has. Cost: O(1)."""

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's. Cost: O(1)."""

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds. Cost: O(1)."""

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key. Cost: O(1)."""

    def superiors(self, role: str) -> Sequence[str]:
        """Return the roles strictly above `role`, nearest first. Cost: O(depth)."""

    def inferiors(self, role: str) -> AbstractSet[str]:
        """Return the roles strictly below `role`. Cost: O(result)."""

    def named_in(self, target: str) -> AbstractSet[str]:
        """Return the teams and queues that name a target themselves. Cost: O(1)."""

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in: `visibility.lock`, remembered. Cost: O(1)."""

    def whole_lock(self, item: str) -> Lock | None:
        """Return what an item asks in all its places together: `visibility.whole_lock`, remembered. Cost: O(1)."""

    def sees(self, viewer: str, item: str) -> bool:
        """Tell whether a viewer may see an item: `visibility.judged`, remembered. Cost: O(1)."""

    def admitted(self, asked: Lock) -> frozenset[str]:
        """Return everyone whom a lock lets in: `visibility.admitted`, remembered.

        Cost: O(1), O(holders of its keys) the first time after anybody's keys changed.
        """

    def visible_posts(self, viewer: str) -> frozenset[str]:
        """Return every post a viewer may see: `visibility.posts_seen`, remembered.

        Cost: O(1), O(new posts + result) after posts were made, O(places opened + result) after anything but talk.
        """

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the profiles, groups or records whose grants have this key. Cost: O(1)."""
