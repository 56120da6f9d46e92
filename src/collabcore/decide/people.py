"""Settings, roles and people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore import people
from collabcore.decide.asking import Ask, handles
from collabcore.model import Role, Settings, User
from collabcore.shapes import fields_of, freeze, frozen_mapping

__all__ = ["changes_of"]

_TRACKED_LIMIT = 20


def changes_of(command: c.Command, thing: object, names: Iterable[str]) -> dict[str, object]:
    """Return the fields a command gives another value, as read-only JSON."""
    shapes = fields_of(type(thing))
    given = {name: getattr(command, name) for name in names}
    return {
        name: freeze(shapes[name][0].dump(value), name)
        for name, value in given.items()
        if value is not c.UNSET and value != getattr(thing, name)
    }


@handles(c.Configure)
def configure(ask: Ask, command: c.Configure) -> Iterator[e.Event]:
    """Change settings; not the locks of old posts, which are judged anew at every reading."""
    changes = changes_of(command, ask.view.settings, (a.name for a in attrs.fields(Settings)))
    for limit in ("follow_limit", "group_limit"):
        value = changes.get(limit, 0)
        ask.sensible(
            isinstance(value, int) and value >= 0, f"`{limit}` cannot be negative: `{value}`", "settings.limit"
        )
    tracked = command.tracked_fields if "tracked_fields" in changes else {}
    for kind, fields in tracked.items():
        ask.sensible(len(fields) <= _TRACKED_LIMIT, f"`{kind}` tracks more than 20 fields", "settings.tracked_fields")
    ask.needs("modify_all_data")
    if changes:
        yield ask.event(e.Configured, changes=frozen_mapping(changes))


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
    ask.needs("manage_users")
    if manager is not None:
        ask.active(manager)
    user = User(
        id=ask.new_id(command.id),
        name=command.name,
        kind=command.kind,
        role=command.role,
        manager=command.manager,
        profile=command.profile,
        permissions=tuple(sorted({*command.permissions, "create_groups"})),
        details=frozen_mapping({name: value for name, value in command.details.items() if value is not None}),
        added_at=ask.at,
    )
    yield ask.event(e.UserAdded, user=user)
    for target in _first_follows(ask, user):
        yield ask.event(e.Followed, user=user.id, target=target)


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
    if command.role is not c.UNSET:
        ask.role(command.role)
    manager = ask.user(command.manager) if command.manager not in (c.UNSET, None) else None
    ask.sensible(command.manager != user.id, f"`{user.id}` cannot be their own manager", "user.own_manager")
    names = ("name", "role", "manager", "profile", "permissions", "details")
    changes = changes_of(_merged(command, user), user, names)
    if ask.by != user.id or not changes.keys() <= {"name", "details"}:
        ask.needs("manage_users")
    if manager is not None and "manager" in changes:
        ask.active(manager)
    if changes:
        yield ask.event(e.UserUpdated, id=user.id, changes=frozen_mapping(changes))


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
    leaving = {user.id for user in users if user.active}
    for user in users:
        if user.id in leaving:
            for target in (followed for followed in ask.view.follows(user.id) if followed in leaving):
                yield ask.event(e.Unfollowed, user=user.id, target=target)
            yield ask.event(e.UserDeactivated, id=user.id)


@handles(c.ActivateUser)
def activate_user(ask: Ask, command: c.ActivateUser) -> Iterator[e.Event]:
    """Bring a person back."""
    user = ask.user(command.id)
    ask.needs("manage_users")
    if not user.active:
        yield ask.event(e.UserActivated, id=user.id)


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
