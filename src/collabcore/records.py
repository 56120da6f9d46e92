"""Who may do how much with a record, and through what (RULES 8.2).

Rule 1: every grant on a record is made here, as a key and a level; a user's access is the highest level
among the grants whose key the user holds.
Rule 2: grants only ever open, so adding one never takes access away.
Rule 3: people without a licence for records (free, customer) hold keys, but the callers turn them away first.
Nothing here asks who the user is: the same grants answer for one user, for everyone, and for an explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import criteria, keys, people
from collabcore.keys import INACTIVE, LICENSED, SITE, Key
from collabcore.model import Level, Record, SharingRule, User
from collabcore.view import View

__all__ = [
    "Cause",
    "Grant",
    "access",
    "causes",
    "follows_parent",
    "grants",
    "hidden_fields",
    "lasting",
    "licensed",
    "person_grants",
    "readers",
]

Cause: TypeAlias = Literal[
    "owner",
    "queue",
    "hierarchy",
    "super_user",
    "share",
    "rule",
    "default",
    "parent",
    "child",
    "account",
    "administrator",
]
"""Why a grant exists `[OR:OpportunityShare]`."""

_DEFAULTS: Final = {"private": Level.NONE, "read": Level.READ, "edit": Level.EDIT, "parent": Level.NONE}
_OPENING_CHILDREN: Final = frozenset({"contact", "opportunity", "case"})
"""The types whose grants open the account they hang on (RULES 0.3 C16)."""


@attrs.frozen
class Grant:
    """One way into a record: whoever holds `key` has `level`, because of `cause`.

    `through` is the person, target, rule or record that the grant comes from.
    """

    key: Key
    level: Level
    cause: Cause
    through: str = ""


def grants(view: View, record: Record) -> Iterator[Grant]:
    """Yield every grant on a record, the strongest causes first.

    Cost: O(shares + sharing rules + children of an account).
    """
    yield from _explicit(view, record)
    yield from _beyond(view, record)


def _explicit(view: View, record: Record) -> Iterator[Grant]:
    """Yield the grants somebody made: by owning, by sharing, by a sharing rule."""
    yield from _by_owning(view, record)
    yield from _by_hand(view, record)
    yield from _by_rule(view, record)


def _by_owning(view: View, record: Record) -> Iterator[Grant]:
    if record.owner in view.queues:
        # Whoever may take a record from a queue may read and edit it there, and so may those above.
        yield from _to(view, record.owner, Level.EDIT, "queue", record.owner, record.type)
    else:
        yield Grant(keys.user(record.owner), Level.ALL, "owner", record.owner)
        # Those above keep what somebody owns who is away (READINGS 44).
        for key in people.over(view, view.users[record.owner]):
            yield Grant(key, Level.ALL, "hierarchy", record.owner)
        for key in people.super_users(view.users[record.owner], record.type):
            yield Grant(key, Level.ALL, "super_user", record.owner)


def _by_hand(view: View, record: Record) -> Iterator[Grant]:
    for target, level in view.shares(record.id).items():
        yield from _to(view, target, level, "share", target, record.type)


def _by_rule(view: View, record: Record) -> Iterator[Grant]:
    for name in view.sharing_of(record.type):
        rule = view.sharing[name]
        if _covers(view, rule, record):
            yield from _to(view, rule.to, Level[rule.level.upper()], "rule", rule.id, record.type)


def _beyond(view: View, record: Record) -> Iterator[Grant]:
    """Yield the grants that nobody made for this record: by a permission, by default, by what hangs together."""
    yield Grant(keys.permitted("modify_all_data"), Level.ALL, "administrator")
    yield from _defaults(view, record)
    yield from _children(view, record)
    yield from _account(view, record)
    yield Grant(keys.permitted("view_all_data"), Level.READ, "administrator")


def _to(view: View, target: str, level: Level, cause: Cause, through: str, kind: str) -> Iterator[Grant]:
    """Yield what giving a level on a type to a target gives: to the people it stands for, and whoever is above them."""
    directly, *above = _given(view, target, kind)
    yield Grant(directly, level, cause, through)
    for key in above:
        yield Grant(key, level, "super_user" if keys.split(key)[0] == "super-partner" else "hierarchy", target)


def _given(view: View, target: str, kind: str) -> list[Key]:
    """Return the keys that giving something of a type to a target gives it to: the target's own first."""
    return [people.target_key(view, target), *people.climbing(view, target, kind)]


def _covers(view: View, rule: SharingRule, record: Record) -> bool:
    """Tell whether a sharing rule speaks of a record: by who owns it, or by what is in it."""
    if rule.owned_by is None:
        return criteria.holds(rule.where, record, record.created_at)
    if rule.owned_by in view.queues:  # what lies in the queue, not what its members own themselves
        return rule.owned_by == record.owner
    return people.target_key(view, rule.owned_by) in view.keys(record.owner)


def follows_parent(view: View, record: Record) -> bool:
    """Tell whether access to a record is access to its parent. Cost: O(1)."""
    return view.settings.record_visibility.get(record.type) == "parent"


def _defaults(view: View, record: Record) -> Iterator[Grant]:
    """Yield what the organisation opens to everyone: inside, and (never more) to the people of networks."""
    if follows_parent(view, record):
        if record.parent is not None:
            for grant in grants(view, view.records[record.parent]):
                yield Grant(grant.key, grant.level, "parent", record.parent)
        return
    settings = view.settings
    for crowd, defaults in ((LICENSED, settings.record_visibility), (SITE, settings.external_record_visibility)):
        level = _DEFAULTS[defaults.get(record.type, "private")]
        if level is not Level.NONE:
            yield Grant(crowd, level, "default")


def _children(view: View, record: Record) -> Iterator[Grant]:
    """Yield read on an account for whoever was granted something that hangs on it (READINGS 49)."""
    for name in view.children(record.id) if record.type == "account" else ():
        child = view.records[name]
        if child.type in _OPENING_CHILDREN and not follows_parent(view, child):
            for grant in _explicit(view, child):
                yield Grant(grant.key, Level.READ, "child", child.id)


def _account(view: View, record: Record) -> Iterator[Grant]:
    """Yield read for partners on their own account and its contacts (READINGS 50)."""
    if record.type == "account":
        yield Grant(keys.in_account(record.id), Level.READ, "account", record.id)
    elif record.type == "contact" and record.parent is not None:
        yield Grant(keys.in_account(record.parent), Level.READ, "account", record.parent)


def person_grants(view: View, user: str) -> Iterator[Grant]:
    """Yield the grants by which a person was shared: by hand, or by a rule for people (READINGS 34).

    Cost: O(shares + sharing rules for people).
    """
    for target, level in view.shares(user).items():
        yield from _to(view, target, level, "share", target, "user")
    for name in view.sharing_of("user"):
        rule = view.sharing[name]
        whose = rule.owned_by or ""
        if whose == user or (whose and people.target_key(view, whose) in view.keys(user)):
            yield from _to(view, rule.to, Level.READ, "rule", rule.id, "user")


def hidden_fields(view: View, user: User, kind: str) -> AbstractSet[str]:
    """Return the fields of a type of record that a person's profile may not read.

    Cost: O(result).

    Source: RULES 5 `[OR:FeedTrackedChange]`.
    """
    return frozenset(view.settings.hidden_fields.get(user.profile, {}).get(kind, ()))


def licensed(held: AbstractSet[Key]) -> bool:
    """Tell whether the holder of some keys works with records at all: not while away, not as free or customer.

    Cost: O(1).
    """
    return INACTIVE not in held and (LICENSED in held or SITE in held)


def causes(view: View, user: str, record: Record) -> tuple[Grant, ...]:
    """Return every grant on a record that a user profits from, the strongest first; none for whoever has no licence.

    Cost: O(grants).
    """
    held = view.keys(user)
    if not licensed(held):
        return ()
    found = dict.fromkeys(grant for grant in grants(view, record) if grant.key in held)
    return tuple(sorted(found, key=lambda grant: -grant.level))


def access(view: View, user: str, record: Record) -> Level:
    """Return how far a user may go with a record (RULES 8.1) `[OR:UserRecordAccess]`.

    Cost: O(grants).
    """
    return max((grant.level for grant in causes(view, user, record)), default=Level.NONE)


def readers(view: View, record: Record) -> AbstractSet[Key]:
    """Return the keys that open a record for reading.

    Cost: O(shares), O(grants) the first time after anything else changed.
    """
    found, shared = view.lasting_readers(record.id), view.shares(record.id)
    return found.union(*[_given(view, target, record.type) for target in shared]) if shared else found


def lasting(view: View, record: Record) -> frozenset[Key]:
    """Return the keys that open a record by anything but a share. A view answers `lasting_readers` with this.

    Cost: O(grants).
    """
    found = (_by_owning(view, record), _by_rule(view, record), _beyond(view, record))
    return frozenset([grant.key for grant in chain(*found)])
