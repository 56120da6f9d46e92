"""Settings, roles, people and teams.

People and what they hold are changed by whoever holds `manage_users`, settings by whoever holds `modify_all_data`.
Roles and teams are known to everybody, people only to those who may know of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from collabcore import commands as c
from collabcore import criteria, groups, people
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.membership import everyone_kept
from collabcore.decide.presence import deactivated, welcomes
from collabcore.model import Record, Role, Settings, Team, User
from collabcore.shapes import fields_of, freeze, frozen_mapping

__all__ = ["active_members", "changes_of", "known_target", "members_of_set", "plain_id"]

_TRACKED_LIMIT: Final = 20
_OPENNESS: Final = {"private": 0, "parent": 0, "read": 1, "edit": 2}
_WITH_ROLES: Final = ("internal", "community", "partner")
_PREFIXES: Final = ("role:", "role+:")


def changes_of(command: c.Command, thing: object, names: Iterable[str]) -> dict[str, object]:
    """Return the fields a command gives another value, as read-only JSON."""
    shapes = fields_of(type(thing))
    given = {name: getattr(command, name) for name in names}
    return {
        name: freeze(shapes[name][0].dump(value), name)
        for name, value in given.items()
        if value is not c.UNSET and value != getattr(thing, name)
    }


def plain_id(ask: Ask, wanted: str | None) -> None:
    """Refuse an id that reads like a role as a target of shares, for whatever can be such a target itself."""
    message = f"an id cannot start like a role among targets: `{wanted}`"
    ask.sensible(wanted is None or not wanted.startswith(_PREFIXES), message, "id.like_a_role")


@handles(c.Configure)
def configure(ask: Ask, command: c.Configure) -> Iterator[e.Event]:
    """Change settings; not the locks of old posts, which are judged anew at every reading."""
    changes = changes_of(command, ask.view.settings, (a.name for a in attrs.fields(Settings)))
    given = {name: getattr(command, name) for name in changes}
    settings = attrs.evolve(ask.view.settings, **given)
    _sensible_limits(ask, settings)
    _sensible_outside(ask, settings)
    ask.sensible(_is_zone(settings.zone), f"there is no time zone `{settings.zone}`", "settings.zone")
    ask.needs("modify_all_data")
    if changes:
        yield ask.event(e.Configured, changes=frozen_mapping(changes))


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _sensible_quality(ask: Ask, settings: Settings) -> None:
    """Refuse what data cannot be held to: fewer than no days, a weight below nothing, conditions without a meaning."""
    days = [held.days for held in settings.timeliness.values()]
    ask.sensible(min(days, default=0) >= 0, "data are held to no fewer than `0` days", "settings.quality_days")
    ask.sensible(
        min(settings.quality_weights.values(), default=0) >= 0, "a weight is not negative", "settings.quality_weights"
    )
    for rule in (rule for rules in settings.consistency.values() for rule in rules):
        criteria.validate((*rule.where, *rule.then))


def _sensible_limits(ask: Ask, settings: Settings) -> None:
    for limit in ("follow_limit", "group_limit", "thanks_budget"):
        value = getattr(settings, limit)
        ask.sensible(value >= 0, f"`{limit}` cannot be negative: `{value}`", "settings.limit")
    _sensible_quality(ask, settings)
    days = settings.archive_after_days
    ask.sensible(days >= 1, f"a group is idle after a day or more, not `{days}`", "settings.archive_after_days")
    days = settings.idea_half_life_days
    ask.sensible(days >= 1, f"a vote fades in a day or more, not `{days}`", "settings.idea_half_life_days")
    for few in (*settings.idle_days.values(), *settings.planned_days.values()):
        ask.sensible(few >= 0, f"a number of days is not negative, as `{few}` is", "settings.days")
    for kind, fields in settings.tracked_fields.items():
        many = len(fields) > _TRACKED_LIMIT
        ask.sensible(not many, f"`{kind}` tracks more than {_TRACKED_LIMIT} fields", "settings.tracked_fields")


def _sensible_outside(ask: Ask, settings: Settings) -> None:
    """Refuse settings that open more to outsiders than inside (RULES 1.5, 8.2, case G51) `[H-XOWD]`."""
    above = settings.external_user_visibility == "public" and settings.user_visibility == "private"
    ask.sensible(not above, "people cannot be public outside and private inside", "settings.external_above_internal")
    for kind, outside in settings.external_record_visibility.items():
        inside = settings.record_visibility.get(kind, "private")
        above = _OPENNESS[outside] > _OPENNESS[inside] or (outside == "parent" and _OPENNESS[inside] > 0)
        message = f"`{kind}` cannot be `{outside}` outside and `{inside}` inside"
        ask.sensible(not above, message, "settings.external_above_internal")


@handles(c.AddRole)
def add_role(ask: Ask, command: c.AddRole) -> Iterator[e.Event]:
    """Add a role below another."""
    ask.role(command.parent)
    ask.needs("manage_users")
    role = Role(id=ask.new_id(command.id), name=command.name, parent=command.parent)
    yield ask.event(e.RoleAdded, role=role)


@handles(c.MoveRole)
def move_role(ask: Ask, command: c.MoveRole) -> Iterator[e.Event]:
    """Move a branch; never under itself."""
    ask.role(command.id)
    ask.role(command.parent)
    ask.sensible(command.parent != command.id, f"`{command.id}` cannot be its own parent", "role.own_parent")
    ask.needs("manage_users")
    branch = {command.id, *ask.view.inferiors(command.id)}
    ask.possible(command.parent not in branch, f"`{command.parent}` is below `{command.id}`", "role.cycle")
    if ask.view.roles[command.id].parent != command.parent:
        yield ask.event(e.RoleMoved, id=command.id, parent=command.parent)


@handles(c.AddUser)
def add_user(ask: Ask, command: c.AddUser) -> Iterator[e.Event]:
    """Add a person, who starts out following manager and team as far as they can be seen."""
    ask.role(command.role)
    manager = None if command.manager is None else ask.user(command.manager)
    account = None if command.account is None else ask.record(command.account)
    plain_id(ask, command.id)
    _sensible_kind(ask, command.kind, command.role, account)
    ask.needs("manage_users")
    if manager is not None:
        ask.active(manager)
    user = _new_user(ask, command)
    yield ask.event(e.UserAdded, user=user)
    yield from everyone_kept(ask, user)
    for target in _first_follows(ask, user):
        yield ask.event(e.Followed, user=user.id, target=target)


def _new_user(ask: Ask, command: c.AddUser) -> User:
    """Return the person; only internal people may create groups from the start (READINGS 4)."""
    given = {*command.permissions, *(("create_groups",) if command.kind == "internal" else ())}
    return User(
        id=ask.new_id(command.id),
        name=command.name,
        kind=command.kind,
        role=command.role,
        manager=command.manager,
        profile=command.profile,
        permissions=tuple(sorted(given)),
        account=command.account,
        details=frozen_mapping({name: value for name, value in command.details.items() if value is not None}),
        added_at=ask.at,
    )


def _sensible_kind(ask: Ask, kind: str, role: str | None, account: Record | None) -> None:
    """Refuse a person whose kind, role and account do not go together (RULES 1.2, READINGS 50)."""
    ask.sensible(kind != "partner", "partners are enabled from a contact, not added", "user.partner")
    ask.sensible(role is None or kind in _WITH_ROLES, f"{kind} users have no role", "user.no_role")
    if account is not None:
        ask.sensible(kind == "community", f"{kind} users belong to no account", "user.no_account")
        message = f"`{account.id}` is a record of type `{account.type}`, not an account"
        ask.sensible(account.type == "account", message, "user.account")
    ask.sensible(kind != "community" or account is not None, "community users belong to an account", "user.account")


def _first_follows(ask: Ask, user: User) -> list[str]:
    """Return whom a new person starts out following: the manager, then the team, up to the limit (READINGS 51)."""
    view, manager = ask.view, user.manager
    if manager is None:
        return []
    wanted = [manager] if view.settings.auto_follow_manager else []
    if view.settings.auto_follow_team:
        wanted += [mate.id for mate in view.users.values() if mate.manager == manager and mate.active]
    held = people.held(view, user)
    visible = [target for target in wanted if view.lock("profile", target).opens(held)]
    return visible[: view.settings.follow_limit]


@handles(c.UpdateUser)
def update_user(ask: Ask, command: c.UpdateUser) -> Iterator[e.Event]:
    """Change what is known of a person; everyone keeps their own name and details."""
    user = ask.user(command.id)
    ask.role(None if command.role is c.UNSET else command.role)
    manager = ask.user(command.manager) if command.manager not in (c.UNSET, None) else None
    account = ask.record(command.account) if command.account not in (c.UNSET, None) else None
    ask.sensible(command.manager != user.id, f"`{user.id}` cannot be their own manager", "user.own_manager")
    names = ("name", "kind", "role", "manager", "profile", "permissions", "account", "details")
    changes = changes_of(_merged(command, user), user, names)
    if changes.keys() & {"kind", "role", "account"}:
        _sensible_change(ask, user, changes, account)
    if ask.by != user.id or not changes.keys() <= {"name", "details"}:
        ask.needs("manage_users")
    if manager is not None and "manager" in changes:
        ask.active(manager)
    after = attrs.evolve(
        user, **{name: getattr(command, name) for name in changes.keys() & {"kind", "role", "profile"}}
    )
    _possible_change(ask, user, after)
    if changes:
        yield ask.event(e.UserUpdated, id=user.id, changes=frozen_mapping(changes))
        yield from welcomes(ask, (after,))
    if "kind" in changes:
        yield from everyone_kept(ask, after)


def _possible_change(ask: Ask, user: User, after: User) -> None:
    """Refuse what would leave somebody with what they could not have, or a partner without whoever manages it."""
    if after.kind != user.kind:
        _possible_kind(ask, user, after)
    if (after.kind, after.role is None) != ("internal", False):
        managed = next((r for r in ask.view.owned(user.id) if ask.view.records[r].partner), None)
        ask.possible(managed is None, f"`{user.id}` manages partner `{managed}`", "user.manages_partner")


def _sensible_change(ask: Ask, user: User, changes: Mapping[str, object], account: Record | None) -> None:
    """Refuse to make somebody what nobody can be; a partner stays one, and on the account of their contact."""
    stays = user.kind != "partner" or not changes.keys() & {"kind", "account", "role"}
    ask.sensible(stays, f"`{user.id}` is a partner, of the account of a contact and below its owner", "user.partner")
    after = attrs.evolve(user, **changes)  # type: ignore[arg-type]
    if account is None and after.account is not None:
        account = ask.view.records.get(after.account)
    _sensible_kind(ask, after.kind, after.role, account)


def _possible_kind(ask: Ask, user: User, after: User) -> None:
    """Refuse a kind that could not own or be in what the person owns or is in."""
    works = people.works_with_records(after) or not ask.view.owned(user.id)
    ask.possible(works, f"`{user.id}` owns records", "user.owns_records")
    for group in map(ask.view.groups.__getitem__, ask.view.memberships(user.id)):
        owns = group.owner == user.id and after.kind != "internal"
        ask.possible(not owns, f"`{user.id}` owns `{group.id}`", "user.owns_groups")
        fits = group.everyone or groups.may_take_in(ask.view, group, after)
        ask.possible(fits, f"`{group.id}` takes no {after.kind} users", "user.in_groups")


def _merged(command: c.UpdateUser, user: User) -> c.UpdateUser:
    """Return the command with the details merged key by key (READINGS 40), and the permissions as a sorted set."""
    given: dict[str, object] = {}
    if command.details is not c.UNSET:
        details = {**user.details, **command.details}
        given["details"] = {name: value for name, value in details.items() if value is not None}
    if command.permissions is not c.UNSET:
        given["permissions"] = sorted(set(command.permissions))
    return attrs.evolve(command, **given)  # type: ignore[arg-type]


@handles(c.DeactivateUsers)
def deactivate_users(ask: Ask, command: c.DeactivateUsers) -> Iterator[e.Event]:
    """Deactivate at once; follows between two of them are gone for good (RULES 3) `[OR:EntitySubscription]`."""
    users = [ask.user(user) for user in dict.fromkeys(command.ids)]
    ask.needs("manage_users")
    yield from deactivated(ask, users)


@handles(c.ActivateUser)
def activate_user(ask: Ask, command: c.ActivateUser) -> Iterator[e.Event]:
    """Bring a person back."""
    user = ask.user(command.id)
    ask.needs("manage_users")
    if not user.active:
        account = ask.view.records.get(user.account or "")
        enabled = user.kind != "partner" or (account is not None and account.partner)
        ask.possible(enabled, f"`{user.account}` is no partner any more", "partner.account_not_enabled")
        yield ask.event(e.UserActivated, id=user.id)
        yield from everyone_kept(ask, attrs.evolve(user, active=True))
        yield from welcomes(ask, (attrs.evolve(user, active=True),))


@handles(c.AddPermissions)
def add_permissions(ask: Ask, command: c.AddPermissions) -> Iterator[e.Event]:
    """Give permissions."""
    user = ask.user(command.user)
    yield from _set_permissions(ask, user, {*user.permissions, *command.permissions})


@handles(c.RemovePermissions)
def remove_permissions(ask: Ask, command: c.RemovePermissions) -> Iterator[e.Event]:
    """Take permissions."""
    user = ask.user(command.user)
    yield from _set_permissions(ask, user, set[str](user.permissions) - set(command.permissions))


def _set_permissions(ask: Ask, user: User, wanted: set[str]) -> Iterator[e.Event]:
    ask.needs("manage_users")
    if wanted != set(user.permissions):
        changes = frozen_mapping({"permissions": tuple(sorted(wanted))})
        yield ask.event(e.UserUpdated, id=user.id, changes=changes)


# Teams


def known_target(ask: Ask, to: str) -> User | None:
    """Return the user who is a target, None for a team, queue or role, which everybody knows of.

    Raises:
        NotFoundError: There is nothing of the kind, or the actor may not know of the user.
    """
    if to not in ask.view.users and people.is_target(ask.view, to):
        return None
    return ask.user(to)


def members_of_set(ask: Ask, members: Iterable[str]) -> tuple[str, ...]:
    """Return the members of a team or queue, each once: users, roles and teams.

    Raises:
        NotFoundError: One of them is not there, or the actor may not know of them.
        InvalidError: One of them is a queue.
    """
    wanted = tuple(dict.fromkeys(members))
    for member in wanted:
        known_target(ask, member)
    for member in wanted:
        ask.sensible(member not in ask.view.queues, f"`{member}` is a queue and is in no set", "set.queue")
    return wanted


def active_members(ask: Ask, members: Iterable[str], before: Iterable[str] = ()) -> None:
    """Refuse to take somebody in who is away (READINGS 84)."""
    for member in set(members).difference(before):
        if member in ask.view.users:
            ask.active(ask.view.users[member])


@handles(c.AddTeam)
def add_team(ask: Ask, command: c.AddTeam) -> Iterator[e.Event]:
    """Add a set of people to share with."""
    members = members_of_set(ask, command.members)
    plain_id(ask, command.id)
    ask.needs("manage_users")
    active_members(ask, members)
    team = Team(id=ask.new_id(command.id), members=members, include_superiors=command.include_superiors)
    yield ask.event(e.TeamAdded, team=team)


@handles(c.UpdateTeam)
def update_team(ask: Ask, command: c.UpdateTeam) -> Iterator[e.Event]:
    """Change who is in a team, and whether what it is given climbs; a team is never in itself."""
    team = ask.known(Team, command.id)
    given = command
    if command.members is not c.UNSET:
        members = members_of_set(ask, command.members)
        ask.sensible(team.id not in members, f"`{team.id}` cannot be in itself", "team.own_member")
        same = set(members) == set(team.members)
        given = attrs.evolve(command, members=team.members if same else members)
    changes = changes_of(given, team, ("members", "include_superiors"))
    ask.needs("manage_users")
    if "members" in changes:
        active_members(ask, given.members, team.members)
        circle = any(_reaches(ask, member, team.id) for member in given.members)
        ask.possible(not circle, f"`{team.id}` would be in itself", "team.cycle")
    if changes:
        yield ask.event(e.TeamUpdated, id=team.id, changes=frozen_mapping(changes))


def _reaches(ask: Ask, start: str, wanted: str) -> bool:
    """Tell whether a team holds another, through any number of teams between."""
    seen, ends = {start}, [start]
    while ends:
        team = ask.view.teams.get(ends.pop())
        fresh = set(() if team is None else team.members) - seen
        seen |= fresh
        ends.extend(fresh)
    return wanted in seen
