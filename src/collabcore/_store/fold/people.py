"""What events about settings, roles, people and teams do to the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from collabcore import events as e
from collabcore._store.fold.news import is_written_to, start_digest, written_to
from collabcore._store.fold.table import evolved, name_members, on
from collabcore._store.standing import restand
from collabcore.model import Team, User

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__: list[str] = []


@on(e.Configured)
def configured(store: Store, event: e.Configured) -> None:
    """Settings decide locks: those that read what changed, of a mapping the entries that changed."""
    mailing = not {"email", "digest_frequency"}.isdisjoint(event.changes)
    mailed = written_to(store) if mailing else set()
    before, store.settings = store.settings, evolved(store.settings, event.changes)
    for user, group in written_to(store) - mailed if mailing else ():
        start_digest(store, user, group, event.at)
    for name in event.changes:
        old, new = getattr(before, name), getattr(store.settings, name)
        if isinstance(old, Mapping):
            differing = [key for key in {**old, **new} if old.get(key) != new.get(key)]
            store.sight.changed(*((f"settings.{name}", key) for key in differing))
        else:
            store.sight.changed(("settings", name))


@on(e.RoleAdded)
def role_added(store: Store, event: e.RoleAdded) -> None:
    """Whoever stands above the new role stands above one role more."""
    store.roles[event.role.id] = event.role
    store.used.add(event.role.id)
    if event.role.parent is not None:
        store.below.setdefault(event.role.parent, {})[event.role.id] = None
    store.sight.changed(*(("inferiors", role) for role in store.superiors(event.role.id)))


@on(e.RoleMoved)
def role_moved(store: Store, event: e.RoleMoved) -> None:
    """The people above before and after, and everyone in the moved branch, hold other keys."""
    role = store.roles[event.id]
    above = store.superiors(event.id)
    if role.parent is not None:
        del store.below[role.parent][event.id]
    store.roles[event.id] = attrs.evolve(role, parent=event.parent)
    if event.parent is not None:
        store.below.setdefault(event.parent, {})[event.id] = None
    above = [*above, *store.superiors(event.id)]
    branch = (event.id, *store.inferiors(event.id))
    store.sight.changed(*(("inferiors", role) for role in above), *(("superiors", role) for role in branch))


@on(e.UserAdded)
def user_added(store: Store, event: e.UserAdded) -> None:
    """A person brings keys and a profile."""
    store.used.add(event.user.id)
    store.numbers[event.user.id] = len(store.users)
    store.users[event.user.id] = event.user
    store.sight.add_person(event.user.id)
    start_digest(store, event.user.id, None, event.at)
    restand(store, event.user.id)


@on(e.UserUpdated)
def user_updated(store: Store, event: e.UserUpdated) -> None:
    """A person in another role has other keys, and other people above."""
    _put_user(store, evolved(store.users[event.id], event.changes))


@on(e.UserDeactivated)
def user_deactivated(store: Store, event: e.UserDeactivated) -> None:
    """Nothing shared with the person works through them any more."""
    _put_user(store, attrs.evolve(store.users[event.id], active=False))


@on(e.UserActivated)
def user_activated(store: Store, event: e.UserActivated) -> None:
    """What slept works again."""
    _put_user(store, attrs.evolve(store.users[event.id], active=True))
    for group in store.marks[event.id]:
        if is_written_to(store, event.id, group):
            start_digest(store, event.id, group, event.at)


def _put_user(store: Store, user: User) -> None:
    store.users[user.id] = user
    store.sight.changed(("users", user.id))
    restand(store, user.id)


@on(e.TeamAdded)
def team_added(store: Store, event: e.TeamAdded) -> None:
    """Whom a team names holds its key."""
    store.used.add(event.team.id)
    store.numbers[event.team.id] = len(store.teams)
    store.teams[event.team.id] = event.team
    name_members(store, event.team.id, (), event.team.members)


@on(e.TeamUpdated)
def team_updated(store: Store, event: e.TeamUpdated) -> None:
    """Other members, other holders; another flag, other people above."""
    before, after = store.teams[event.id], evolved(store.teams[event.id], event.changes)
    store.teams[event.id] = after
    name_members(store, event.id, before.members, after.members)
    if before.include_superiors or after.include_superiors or _teams_in(store, before) != _teams_in(store, after):
        store.sight.changed(("teams", event.id))


def _teams_in(store: Store, team: Team) -> set[str]:
    """Return the teams in a team: all that matters of its members where nothing climbs."""
    return store.teams.keys() & set(team.members)
