"""The words for *who*: keys that people hold and parents are locked with.

A user sees a parent exactly when the user holds one of its keys (DESIGN 4).
A key is a short text: a word for a crowd, or `kind:id` for what one thing gives.
The same texts name the targets of shares: a user's own id, `role:<id>`, `role+:<id>`.
"""

from __future__ import annotations

from typing import Final, TypeAlias

__all__ = [
    "EVERYONE",
    "INACTIVE",
    "INSIDERS",
    "Key",
    "above",
    "in_role",
    "member",
    "permitted",
    "split",
    "under",
    "user",
]

Key: TypeAlias = str

EVERYONE: Final[Key] = "everyone"
"""Held by every user, active or not."""

INACTIVE: Final[Key] = "inactive"
"""Held by deactivated users."""

INSIDERS: Final[Key] = "insiders"
"""Held by the organisation's own people."""


def user(user_id: str) -> Key:
    """Return the key that only this user holds."""
    return f"user:{user_id}"


def member(group_id: str) -> Key:
    """Return the key that the members of a group hold, managers and owner too."""
    return f"member:{group_id}"


def in_role(role_id: str) -> Key:
    """Return the key of the people placed exactly in a role."""
    return f"role:{role_id}"


def under(role_id: str) -> Key:
    """Return the key of the people in a role or anywhere below it."""
    return f"role+:{role_id}"


def above(role_id: str) -> Key:
    """Return the key of the people strictly above a role."""
    return f"above:{role_id}"


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
