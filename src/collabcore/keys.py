"""The words for *who*: keys that people hold and parents are locked with.

A user sees a parent exactly when the user holds one of its keys (DESIGN 4).
A key is a short text: a word for a crowd, or `kind:id` for what one thing gives.
The same texts name the targets of shares: a user's own id, `role:<id>`, `role+:<id>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

import attrs

__all__ = [
    "EVERYONE",
    "GUESTS",
    "INACTIVE",
    "INSIDERS",
    "LICENSED",
    "NETWORKED",
    "SITE",
    "Either",
    "Gate",
    "Key",
    "Lock",
    "above",
    "above_partner",
    "guest",
    "in_account",
    "in_network",
    "in_queue",
    "in_role",
    "in_team",
    "member",
    "of_kind",
    "permitted",
    "profiled",
    "split",
    "super_partner",
    "under",
    "user",
]

Key: TypeAlias = str

EVERYONE: Final[Key] = "everyone"
"""Held by every user, active or not."""

INACTIVE: Final[Key] = "inactive"
"""Held by deactivated users."""

INSIDERS: Final[Key] = "insiders"
"""Held by the organisation's own people: kinds internal, free and integration."""

LICENSED: Final[Key] = "licensed"
"""Held by the organisation's own people who work with records: kinds internal and integration."""

SITE: Final[Key] = "site"
"""Held by outsiders who come through a network: kinds community and partner."""

GUESTS: Final[Key] = "guests"
"""Held by customers, who are only ever in the groups that took them in."""

NETWORKED: Final[Key] = "networked"
"""Held by the members of at least one live network."""


_NOBODY: Final = frozenset[Key]()

Gate: TypeAlias = tuple[frozenset[Key], frozenset[Key]]
"""Whom a gate turns away, and who is let past it all the same."""


@attrs.frozen(cache_hash=True)
class Lock:
    """What a place asks: to be turned away by no gate, and to hold one key of its grants (None: gates alone).

    A gate is a pair: it turns away whoever holds a key of the first, unless they hold one of the second too.

    >>> members_but_not_guests = Lock(((frozenset({"guests"}), frozenset()),), frozenset({"member:g"}))
    >>> members_but_not_guests.opens({"member:g"}), members_but_not_guests.opens({"member:g", "guests"})
    (True, False)
    """

    gates: tuple[Gate, ...] = ()
    grants: frozenset[Key] | None = None
    _suspects: frozenset[Key] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Work out whom any gate could turn away, so that the others pass all gates at once."""
        suspects = _NOBODY.union(*[turned_away for turned_away, _ in self.gates])
        object.__setattr__(self, "_suspects", suspects)

    @property
    def parts(self) -> Iterator[frozenset[Key]]:
        """The keys that the lock asks about, by what it asks of them; some may come twice."""
        if self.grants is not None:
            yield self.grants
        for turned_away, unless in self.gates:
            yield turned_away
            yield unless

    def opens(self, held: AbstractSet[Key]) -> bool:
        """Tell whether the holder of some keys gets in. Cost: O(1) for whom no gate concerns, else O(gates)."""
        if not self._suspects.isdisjoint(held):
            for turned_away, unless in self.gates:
                if not turned_away.isdisjoint(held) and unless.isdisjoint(held):
                    return False
        return self.grants is None or not self.grants.isdisjoint(held)

    def asks_about(self, keys: frozenset[Key]) -> bool:
        """Tell whether it matters to this lock who holds some keys. Cost: O(the fewer keys) for each gate."""
        if not self._suspects.isdisjoint(keys) or not (self.grants is None or self.grants.isdisjoint(keys)):
            return True
        return not all(map(keys.isdisjoint, [unless for _, unless in self.gates]))

    def behind(self, outer: tuple[Gate, ...]) -> Lock:
        """Return one lock that asks what the gates of outer places and this one ask together. Cost: O(gates)."""
        return Lock((*outer, *self.gates), self.grants)


@attrs.frozen
class Either(Lock):
    """What asks for one of several locks: what hangs in several places, of which the best one wins.

    >>> Either(ways=(Lock(grants=frozenset({"user:a"})), Lock(grants=frozenset({"user:b"})))).opens({"user:b"})
    True
    """

    ways: tuple[Lock, ...] = ()

    @property
    def parts(self) -> Iterator[frozenset[Key]]:
        """The keys that one of the locks asks about; some may come twice."""
        for way in self.ways:
            yield from way.parts

    def asks_about(self, keys: frozenset[Key]) -> bool:
        """Tell whether it matters to one of the locks who holds some keys. Cost: O(ways)."""
        return any(way.asks_about(keys) for way in self.ways)

    def opens(self, held: AbstractSet[Key]) -> bool:
        """Tell whether the holder of some keys gets in some way. Cost: O(ways)."""
        return any(way.opens(held) for way in self.ways)


def user(user_id: str) -> Key:
    """Return the key that only this user holds."""
    return f"user:{user_id}"


def member(group_id: str) -> Key:
    """Return the key that the members of a group hold, managers and owner too."""
    return f"member:{group_id}"


def guest(group_id: str) -> Key:
    """Return the key that customers in a group hold."""
    return f"guest:{group_id}"


def in_team(team_id: str) -> Key:
    """Return the key of everyone in a team, through nested teams too."""
    return f"team:{team_id}"


def in_queue(queue_id: str) -> Key:
    """Return the key of the members of a queue."""
    return f"queue:{queue_id}"


def in_network(network_id: str) -> Key:
    """Return the key of the members of a live network."""
    return f"network:{network_id}"


def in_account(account_id: str) -> Key:
    """Return the key of the partners of an account."""
    return f"account:{account_id}"


def profiled(profile: str) -> Key:
    """Return the key of the people who have a profile."""
    return f"profile:{profile}"


def of_kind(kind: str) -> Key:
    """Return the key of the users of a kind."""
    return f"kind:{kind}"


def in_role(role_id: str) -> Key:
    """Return the key of the people placed exactly in a role."""
    return f"role:{role_id}"


def under(role_id: str) -> Key:
    """Return the key of the people in a role or anywhere below it."""
    return f"role+:{role_id}"


def above(role_id: str) -> Key:
    """Return the key of the people strictly above a role."""
    return f"above:{role_id}"


def above_partner(level: str, account_id: str) -> Key:
    """Return the key of an account's partners strictly above a level."""
    return f"above-partner:{level}:{account_id}"


def super_partner(level: str, account_id: str) -> Key:
    """Return the key of an account's super users at a level or above it."""
    return f"super-partner:{level}:{account_id}"


def permitted(permission: str) -> Key:
    """Return the key of the holders of a permission."""
    return f"permission:{permission}"


def split(key: Key) -> tuple[str, str]:
    """Return a key's kind and the id it speaks of (empty for the crowds).

    >>> split("member:a:b"), split("insiders")
    (('member', 'a:b'), ('insiders', ''))
    """
    kind, _, thing = key.partition(":")
    return kind, thing
