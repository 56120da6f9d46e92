"""Who may do how much with a record, and through what (RULES 8.2).

Rule 1: every grant on a record is made here, as a key and a level; a user's access is the highest level
among the grants whose key the user holds.
Rule 2: grants only ever open, so adding one never takes access away.
Nothing here asks who the user is: the same grants answer for one user, for everyone, and for an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import keys
from collabcore.keys import Key
from collabcore.model import Level, Record
from collabcore.view import View

__all__ = ["Cause", "Grant", "access", "causes", "grants", "readers"]

Cause: TypeAlias = Literal["owner", "hierarchy", "share", "default", "administrator"]
"""Why a grant exists `[OR:OpportunityShare]`."""

_DEFAULTS: Final = {"private": Level.NONE, "read": Level.READ, "edit": Level.EDIT}


@attrs.frozen
class Grant:
    """One way into a record: whoever holds `key` has `level`, because of `cause`.

    `through` is the person or target that the grant was given to or comes from.
    """

    key: Key
    level: Level
    cause: Cause
    through: str = ""


def grants(view: View, record: Record) -> Iterator[Grant]:
    """Yield every grant on a record, the strongest causes first.

    Cost: O(shares).
    """
    yield Grant(keys.user(record.owner), Level.ALL, "owner", record.owner)
    yield from _superiors(view, record.owner, Level.ALL)
    yield Grant(keys.permitted("modify_all_data"), Level.ALL, "administrator")
    for target, level in view.shares(record.id).items():
        yield from _share(view, target, level)
    default = _DEFAULTS[view.settings.record_visibility.get(record.type, "private")]
    if default is not Level.NONE:
        yield Grant(keys.INSIDERS, default, "default")
    yield Grant(keys.permitted("view_all_data"), Level.READ, "administrator")


def _share(view: View, target: str, level: Level) -> Iterator[Grant]:
    """Yield what a manual share gives: to its target, and to whoever stands above it (READINGS 73)."""
    _, thing = keys.split(target)
    if target in view.users:
        yield Grant(keys.user(target), level, "share", target)
        # A share to somebody who is away works for nobody, superiors included (READINGS 44).
        if view.users[target].active:
            yield from _superiors(view, target, level)
    else:
        yield Grant(target, level, "share", target)
        yield Grant(keys.above(thing), level, "hierarchy", target)


def _superiors(view: View, user: str, level: Level) -> Iterator[Grant]:
    """Yield the grant of the people in roles above a user's; a user without a role has none."""
    role = view.users[user].role
    if role is not None:
        yield Grant(keys.above(role), level, "hierarchy", user)


def causes(view: View, user: str, record: Record) -> tuple[Grant, ...]:
    """Return every grant on a record that a user profits from, the strongest first; none for the inactive.

    Cost: O(shares).
    """
    held = view.keys(user)
    if keys.INACTIVE in held:
        return ()
    found = [grant for grant in grants(view, record) if grant.key in held]
    return tuple(sorted(found, key=lambda grant: -grant.level))


def access(view: View, user: str, record: Record) -> Level:
    """Return how far a user may go with a record (RULES 8.1) `[OR:UserRecordAccess]`.

    Cost: O(shares).
    """
    return max((grant.level for grant in causes(view, user, record)), default=Level.NONE)


def readers(view: View, record: Record) -> AbstractSet[Key]:
    """Return the keys that open a record for reading.

    Cost: O(shares).
    """
    return {grant.key for grant in grants(view, record)}
