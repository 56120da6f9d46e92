"""Which keys a person holds: the one place where facts about people become keys.

A deactivated person keeps the keys; the rule table turns them away (`viewer.inactive`).
"""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import keys
from collabcore.keys import Key
from collabcore.model import User
from collabcore.view import View

__all__ = ["held", "standing"]


def standing(view: View, user: User) -> Iterator[Key]:
    """Yield the keys a person holds by what is known of them, group memberships left out.

    Cost: O(depth + roles below the person's).
    """
    yield keys.EVERYONE
    yield keys.user(user.id)
    yield keys.INSIDERS  # every kind there is belongs to the organisation itself
    if not user.active:
        yield keys.INACTIVE
    yield from map(keys.permitted, user.permissions)
    if user.role is not None:
        yield keys.in_role(user.role)
        yield keys.under(user.role)
        yield from map(keys.under, view.superiors(user.role))
        yield from map(keys.above, view.inferiors(user.role))


def held(view: View, user: User) -> frozenset[Key]:
    """Return every key a person holds.

    Cost: O(depth + roles below the person's + memberships).
    """
    return frozenset(standing(view, user)).union(map(keys.member, view.memberships(user.id)))
