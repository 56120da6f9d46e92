"""The rules of access once more, said plainly: who people are, whom a target means, how far one goes with a record.

The lower half of `restatement`, written from the documents alone, over the primitive facts of a `View`.
*R* is RULES, *rd* is READINGS, by section or number, *G* are the worked cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from collabcore.model import Level, Permission, Record
from collabcore.testing.restated_scores import holds
from collabcore.view import View

__all__ = [
    "at_work",
    "default_for_people",
    "holds_any",
    "in_live_network",
    "in_some_network",
    "is_in",
    "is_insider",
    "is_person_shared",
    "is_site",
    "outranks",
    "record_level",
]

# Who people are


def at_work(view: View, user: str) -> bool:
    """Tell whether somebody is there and active. Cost: O(1)."""
    return user in view.users and view.users[user].active


def is_insider(view: View, user: str) -> bool:
    """Tell whether a person is the organisation's own; free people are (rd 67). Cost: O(1)."""
    return view.users[user].kind in {"internal", "free", "integration"}


def is_site(view: View, user: str) -> bool:
    """Tell whether a person comes through a network (R 1.1 step 4); customers do not. Cost: O(1)."""
    return view.users[user].kind in {"community", "partner"}


def holds_any(view: View, user: str, *permissions: Permission) -> bool:
    """Tell whether a person holds one of some permissions. Cost: O(permissions)."""
    return any(permission in view.users[user].permissions for permission in permissions)


def in_live_network(view: View, user: str, network: str) -> bool:
    """Tell whether a person is a member of a network that is live, by profile (rd 67). Cost: O(profiles)."""
    if view.users[user].kind == "customer":
        return False  # never made a member (R 1.2, rd 67)
    if view.networks[network].state != "live":
        return False  # offline or preview: not accessible to members (R 1.5)
    return view.users[user].profile in view.networks[network].profiles


def in_some_network(view: View, user: str) -> bool:
    """Tell whether a person is a member of at least one live network (rd 3). Cost: O(networks)."""
    return any(in_live_network(view, user, network) for network in view.networks)


def outranks(view: View, viewer: str, person: str) -> bool:
    """Tell whether a viewer stands above a person in the role hierarchy, partners in it (R 8.3). Cost: O(depth)."""
    below = view.users[person]
    if _stands_above(view, viewer, below.role):
        return True
    if below.kind != "partner":
        return False
    mine = view.users[viewer]
    if mine.kind == "partner" and mine.account == below.account:
        return _rank(mine.level) > _rank(below.level)  # User -> Manager -> Executive (R 8.3)
    return _manages_channel(view, viewer, below.account)  # -> the account owner's role, and up (R 8.3, rd 73)


def _rank(level: str | None) -> int:
    return {"user": 1, "manager": 2, "executive": 3}.get(str(level), 1)


def _stands_above(view: View, viewer: str, role: str | None) -> bool:
    """Tell whether the viewer's role is strictly above this one: the same role is not above itself."""
    return view.users[viewer].role in list(_way_up(view, role))[1:]


def _way_up(view: View, role: str | None) -> Iterator[str]:
    while role is not None:
        yield role
        role = view.roles[role].parent


# Whom a target means


def is_in(view: View, user: str, target: str, *, asleep: bool = False) -> bool:
    """Tell whether a person is in a target themselves; people who are inactive only where `asleep` says so.

    Cost: O(members).
    """
    if not asleep and not view.users[user].active:
        return False  # nothing works for them (rd 44)
    if target in view.users:
        return user == target
    if target in view.teams:
        return any(is_in(view, user, each, asleep=asleep) for each in view.teams[target].members)
    if target in view.queues:
        return any(is_in(view, user, each, asleep=asleep) for each in view.queues[target].members)
    kind, _, role = target.partition(":")
    mine = view.users[user].role
    if mine is None and view.users[user].kind == "partner":
        return kind == "role+" and role in _way_up(view, _channel_role(view, view.users[user].account))
    return mine == role or (kind == "role+" and role in _way_up(view, mine))


def _channel_role(view: View, account: str | None) -> str | None:
    """Return the role of whoever owns an account, wherever they are now (R 8.3: the branch moves with the owner)."""
    manager = None if account is None or account not in view.records else view.records[account].owner
    return view.users[manager].role if manager is not None and manager in view.users else None


def _climbs_to(view: View, user: str, target: str, kind: str) -> bool:
    """Tell whether a person has what a target was given of a kind by standing above it (rd 73)."""
    if target in view.users:
        # Nothing works through whoever is inactive (rd 44).
        climbs = outranks(view, user, target) or _is_super_beside(view, user, target, kind)
        return view.users[target].active and climbs
    if target in view.teams:
        team = view.teams[target]
        # Only where the team says so, and a team inside it goes by its own word (rd 73).
        own = [each for each in team.members if each in view.teams or team.include_superiors]
        return any(_climbs_to(view, user, each, kind) for each in own)
    if target in view.queues:
        return any(_climbs_to(view, user, each, kind) for each in view.queues[target].members)  # (R 8.2, rd 73)
    return _stands_above(view, user, target.partition(":")[2])  # whether or not anybody is in the role


def _is_reached(view: View, user: str, target: str, kind: str) -> bool:
    return is_in(view, user, target) or _climbs_to(view, user, target, kind)


def _is_super_beside(view: View, user: str, partner: str, kind: str) -> bool:
    """Tell whether a super user has what a partner of the same account has, at the same level or below (R 8.3, G53)."""
    mine, theirs = view.users[user], view.users[partner]
    if not mine.super_user or mine.kind != "partner" or theirs.kind != "partner":
        return False
    if mine.account != theirs.account or _rank(mine.level) < _rank(theirs.level):
        return False
    return kind not in {"account", "contact", "user"}  # only leads, opportunities, cases, custom (R 8.3)


# People


def default_for_people(view: View, viewer: str) -> str:
    """Return the default that holds for a viewer: outsiders have their own (R 1.5). Cost: O(1)."""
    if is_insider(view, viewer):
        return view.settings.user_visibility
    return view.settings.external_user_visibility


def is_person_shared(view: View, viewer: str, person: str) -> bool:
    """Tell whether a person is shared with a viewer, by hand or by a rule (R 1.1, rd 34). Cost: O(facts)."""
    if any(_is_reached(view, viewer, to, "user") for to in view.shares(person)):
        return True
    rules = [rule for rule in view.sharing.values() if rule.type == "user" and rule.owned_by is not None]
    # `owned_by` says who is shared (rd 34).
    shown = [rule for rule in rules if is_in(view, person, str(rule.owned_by), asleep=True)]
    return any(_is_reached(view, viewer, rule.to, "user") for rule in shown)


# Records

FAMILY: Final = frozenset({"contact", "opportunity", "case"})
"""The types that hang on an account (rd 66)."""


def record_level(view: View, user: str, record: str) -> Level:
    """Return how far a user may go with a record: the highest of all reasons.

    Cost: O(facts).
    """
    if record not in view.records or not at_work(view, user):
        return Level.NONE
    if view.users[user].kind in {"free", "customer"}:
        return Level.NONE  # never any record, whatever they hold (R 1.1, R 1.6b)
    levels = [*_granted(view, user, view.records[record]), *_unasked(view, user, view.records[record])]
    return max(levels, default=Level.NONE)


def _granted(view: View, user: str, record: Record) -> Iterator[Level]:
    """Yield the levels somebody has by a grant: owner, hierarchy, queue, share, rule (R 8.2)."""
    if user == record.owner:
        yield Level.ALL  # (R 8.1)
    if record.owner in view.queues and _is_reached(view, user, record.owner, record.type):
        yield Level.EDIT  # members, and their superiors too (R 8.2, rd 48)
    if record.owner in view.users:
        if outranks(view, user, record.owner):
            yield Level.ALL  # users above the owner (R 8.1), inactive or not (rd 44), partners' too (R 8.3, rd 73)
        if _is_super_beside(view, user, record.owner, record.type):
            yield Level.ALL  # (R 8.3, G53)
    yield from _shared(view, user, record)


def _shared(view: View, user: str, record: Record) -> Iterator[Level]:
    """Yield the levels somebody has because a record was shared, by hand or by a rule (R 8.2)."""
    for to, level in view.shares(record.id).items():
        if _is_reached(view, user, to, record.type):
            yield level
    for rule in view.sharing.values():
        if rule.type != record.type or not _meets(view, record, rule.id):
            continue
        if _is_reached(view, user, rule.to, record.type):
            yield Level[rule.level.upper()]


def _manages_channel(view: View, user: str, account: str | None) -> bool:
    """Tell whether a person has the role of an account's owner, or one above it (R 8.3, rd 73)."""
    mine = view.users[user].role
    return mine is not None and mine in _way_up(view, _channel_role(view, account))


def _meets(view: View, record: Record, rule_id: str) -> bool:
    rule = view.sharing[rule_id]
    if rule.owned_by is not None:
        if record.owner in view.queues or rule.owned_by in view.queues:
            return record.owner == rule.owned_by  # what lies in the queue
        # What an inactive owner owns goes on being shared (rd 44).
        return is_in(view, record.owner, rule.owned_by, asleep=True)
    return all(holds(each, record, view.now) for each in rule.where)  # a list, all must hold (CONTRACT 3)


def _unasked(view: View, user: str, record: Record) -> Iterator[Level]:
    """Yield the levels somebody has without a grant on this very record (R 8.2)."""
    yield _default(view, user, record)
    if holds_any(view, user, "view_all_data"):
        yield Level.READ
    if holds_any(view, user, "modify_all_data"):
        yield Level.ALL
    person = view.users[user]
    if person.kind == "partner" and person.account is not None:
        home = record.parent if record.type == "contact" else record.id
        if home == person.account:
            yield Level.READ  # his own account and its contacts (rd 50)
    below = [child for child in view.records.values() if record.type == "account" and child.parent == record.id]
    opening = [child for child in below if child.type in FAMILY and not _follows_parent(view, child)]
    if any(any(_granted(view, user, child)) for child in opening):
        yield Level.READ  # a grant on a child, not the default and not an administrator (rd 49)


def _follows_parent(view: View, record: Record) -> bool:
    return view.settings.record_visibility.get(record.type) == "parent"  # for everybody (R 8.2)


def _default(view: View, user: str, record: Record) -> Level:
    if _follows_parent(view, record):
        return Level.NONE if record.parent is None else record_level(view, user, record.parent)
    settings = view.settings
    defaults = settings.external_record_visibility if is_site(view, user) else settings.record_visibility
    levels = {"private": Level.NONE, "read": Level.READ, "edit": Level.EDIT}
    return levels.get(defaults.get(record.type, "private"), Level.NONE)  # (R 8.2)
