"""Which keys a person holds, and whom a target stands for: the one place where facts about people become keys.

A deactivated person keeps the keys; the rule table turns them away (`viewer.inactive`).
A target is what shares, teams and queues name: a user's id, a team's or queue's id, `role:<id>` or `role+:<id>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from collabcore import keys
from collabcore.keys import GUESTS, INACTIVE, INSIDERS, LICENSED, NETWORKED, SITE, Key
from collabcore.model import PartnerLevel, User
from collabcore.view import View

__all__ = [
    "LEVELS",
    "RECOGNISED",
    "channel_role",
    "climbing",
    "held",
    "inside",
    "is_recognised",
    "is_target",
    "over",
    "standing",
    "super_users",
    "target_key",
    "works_with_records",
]

_CROWDS: Final = {
    "internal": (INSIDERS, LICENSED),
    "integration": (INSIDERS, LICENSED),
    "free": (INSIDERS,),
    "customer": (GUESTS,),
    "community": (SITE,),
    "partner": (SITE,),
}
"""The crowds each kind of user belongs to (RULES 0.2, 1.2, READINGS 67)."""

LEVELS: Final[tuple[str, ...]] = get_args(PartnerLevel)
"""The places of an account's partners, the lowest first; above the highest stands the role of the account's owner."""

_NOT_FOR_SUPER_USERS: Final = frozenset({"account", "contact", "user"})
"""What super users see no more of than others (RULES 8.3 `[H-SUP]`)."""


RECOGNISED: Final = ("internal", "free")
"""The kinds of user for whom ideas, thanks, badges, rewards and boards are (READINGS 88)."""


def is_recognised(user: User) -> bool:
    """Tell whether ideas, thanks, badges, rewards and boards are for a person's kind (READINGS 88).

    Cost: O(1).
    """
    return user.kind in RECOGNISED


def standing(view: View, user: User) -> Iterator[Key]:
    """Yield the keys a person holds by what is known of them, group memberships left out.

    Cost: O(depth + roles below the person's + teams + networks).
    """
    yield keys.EVERYONE
    yield keys.user(user.id)
    yield keys.of_kind(user.kind)
    yield keys.profiled(user.profile)
    yield from _CROWDS[user.kind]
    if not user.active:
        yield INACTIVE
    yield from map(keys.permitted, user.permissions)
    if user.role is not None:
        yield from map(keys.above, view.inferiors(user.role))
    yield from _places(view, user)
    yield from _sets(view, user)
    yield from _networks(view, user)
    if user.kind == "partner" and user.account is not None:
        yield from _partner(user, user.account)


def _partner(user: User, account: str) -> Iterator[Key]:
    """Yield what a partner holds: the account, the levels below theirs, and as super user their own level too."""
    yield keys.in_account(account)
    place = _place(user)
    for level in LEVELS[:place]:
        yield keys.above_partner(level, account)
    for level in LEVELS[: place + 1] if user.super_user else ():
        yield keys.super_partner(level, account)


def _place(user: User) -> int:
    return LEVELS.index(user.level or LEVELS[0])


def channel_role(view: View, user: User) -> str | None:
    """Return the role that a partner stands below: that of whoever owns the account, wherever they move to.

    Cost: O(1).

    Source: RULES 8.3 `[H-PROL]`.
    """
    account = view.records.get(user.account or "") if user.kind == "partner" else None
    manager = None if account is None else view.users.get(account.owner)
    return None if manager is None else manager.role


def over(view: View, user: User) -> Iterator[Key]:
    """Yield the keys of those above a person.

    Above a partner stand the account's higher levels, then the role of the account's owner and those above that.

    Cost: O(1).

    Source: RULES 8.2, 8.3.
    """
    if user.role is not None:
        yield keys.above(user.role)
    if user.kind == "partner" and user.account is not None:
        yield keys.above_partner(user.level or LEVELS[0], user.account)
        role = channel_role(view, user)
        if role is not None:
            yield from (keys.in_role(role), keys.above(role))


def super_users(user: User, kind: str) -> Iterator[Key]:
    """Yield the key of the super users who share what a partner owns or was given, of the types that reach them.

    Cost: O(1).

    Source: RULES 8.3 `[H-SUP]`, G53.
    """
    if user.kind == "partner" and user.account is not None and kind not in _NOT_FOR_SUPER_USERS:
        yield keys.super_partner(user.level or LEVELS[0], user.account)


def _places(view: View, user: User) -> Iterator[Key]:
    """Yield the keys of a person's place in the hierarchy; partners are below a role and in none."""
    if user.role is not None:
        yield keys.in_role(user.role)
    below = user.role if user.role is not None else channel_role(view, user)
    if below is not None:
        yield keys.under(below)
        yield from map(keys.under, view.superiors(below))


def _sets(view: View, user: User) -> Iterator[Key]:
    """Yield the keys of the teams and queues a person is in, through their role and nested teams too."""
    found: dict[str, None] = {}
    ends = [user.id, *_places(view, user)]
    while ends:
        for name in view.named_in(ends.pop()):
            if name not in found:
                found[name] = None
                ends.append(name)
    for name in found:
        yield keys.in_queue(name) if name in view.queues else keys.in_team(name)


def _networks(view: View, user: User) -> Iterator[Key]:
    """Yield the keys of the live networks that a person's profile belongs to; customers are never members."""
    if user.kind != "customer":
        live = [n.id for n in view.networks.values() if n.state == "live" and user.profile in n.profiles]
        yield from map(keys.in_network, live)
        if live:
            yield NETWORKED


def inside(view: View, user: User) -> Iterator[Key]:
    """Yield the keys a person holds by the groups they are in.

    Cost: O(memberships).
    """
    for group in view.memberships(user.id):
        yield keys.member(group)
        if user.kind == "customer":
            yield keys.guest(group)


def held(view: View, user: User) -> frozenset[Key]:
    """Return every key a person holds: by what is known of them, and by their groups. No key comes from both.

    Cost: O(depth + roles below the person's + teams + networks + memberships).
    """
    return frozenset(standing(view, user)).union(inside(view, user))


def works_with_records(user: User) -> bool:
    """Tell whether a person's kind has a licence for records: not free users, not customers (RULES 1.2, 1.6b).

    Cost: O(1).
    """
    return LICENSED in _CROWDS[user.kind] or SITE in _CROWDS[user.kind]


def is_target(view: View, target: str) -> bool:
    """Tell whether a text names a user, team, queue or role to share with.

    Cost: O(1).
    """
    kind, thing = keys.split(target)
    if target in view.users or target in view.teams or target in view.queues:
        return True
    return kind in ("role", "role+") and thing in view.roles


def target_key(view: View, target: str) -> Key:
    """Return the key that the people a target stands for hold.

    Cost: O(1).
    """
    if target in view.users:
        return keys.user(target)
    if target in view.teams:
        return keys.in_team(target)
    return keys.in_queue(target) if target in view.queues else target


def climbing(view: View, target: str, kind: str = "user") -> Iterator[Key]:
    """Yield the keys of those above the people a target stands for, as far as what it is given climbs (READINGS 73).

    Users, roles and queues climb always, teams only with `include_superiors`, each nested team by its own flag.
    Nothing works through somebody who is away (READINGS 44). What a partner is given of a type that super users share
    reaches them too.

    Cost: O(members of a team or queue).
    """
    if target in view.users:
        user = view.users[target]
        if user.active:
            yield from over(view, user)
            yield from super_users(user, kind)
    elif target in view.queues:
        yield from _climbing_all(view, view.queues[target].members, kind, directly=True)
    elif target in view.teams:
        team = view.teams[target]
        yield from _climbing_all(view, team.members, kind, directly=team.include_superiors)
    else:
        yield keys.above(keys.split(target)[1])


def _climbing_all(view: View, members: tuple[str, ...], kind: str, *, directly: bool) -> Iterator[Key]:
    for member in members:
        if directly or member in view.teams:
            yield from climbing(view, member, kind)
