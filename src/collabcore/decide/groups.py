"""Groups themselves: making, changing, archiving and deleting them, and what they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups
from collabcore.decide.asking import Ask, handles
from collabcore.decide.membership import everyone_kept, may_run, room
from collabcore.decide.people import changes_of
from collabcore.model import Group, Network, User
from collabcore.shapes import frozen_mapping

__all__ = ["everyone_kept"]

_NAME_LIMIT = 40
_DESCRIPTION_LIMIT = 1_000
_INFORMATION_LIMIT = 4_000
_CHANGEABLE = ("name", "access", "customers", "broadcast", "auto_archive", "description", "information")


def _sensible_texts(ask: Ask, name: str, description: str, information: str) -> None:
    ask.sensible(bool(name.strip()), f"a group needs a name, not `{name}`", "group.name")
    for text, limit, word in (
        (name, _NAME_LIMIT, "name"),
        (description, _DESCRIPTION_LIMIT, "description"),
        (information, _INFORMATION_LIMIT, "information"),
    ):
        ask.sensible(
            len(text) <= limit, f"a group's {word} has at most `{limit}` characters, not `{len(text)}`", f"group.{word}"
        )


def _name_free(ask: Ask, name: str, group: str | None = None) -> None:
    """Refuse a name that another public or private group has (RULES 2.1)."""
    ask.possible(ask.view.named(name) in (None, group), f"group name taken: `{name}`", "group.name_taken")


def _not_open(ask: Ask, access: object, customers: object) -> None:
    """Refuse a command that lets customers into a public group (READINGS 19)."""
    opens = customers is True and access == "public"
    ask.sensible(not opens, "a public group takes in no customers: make it private", "group.customers_private")


def _switched_on(ask: Ask, *, unlisted: bool, customers: bool) -> None:
    settings = ask.view.settings
    ask.may(settings.unlisted_groups or not unlisted, "unlisted groups are switched off", "group.unlisted_off")
    guests = settings.customers_in_groups or not customers
    ask.may(guests, "customers in groups are switched off", "group.customers_off")


@handles(c.CreateGroup)
def create_group(ask: Ask, command: c.CreateGroup) -> Iterator[e.Event]:
    """Create a group; its owner is its first member, and everyone follows into a group of everyone."""
    if command.network is not None:
        ask.known(Network, command.network)
    owner = ask.person("own a group")
    draft = _drafted(ask, command, owner)
    _sensible_draft(ask, draft)
    ask.needs("create_groups")
    _switched_on(ask, unlisted=draft.access == "unlisted", customers=draft.customers)
    fits = groups.may_take_in(ask.view, draft, owner)
    ask.may(fits, f"`{owner.id}` cannot be in such a group", "group.not_for_them")
    if draft.access != "unlisted":
        _name_free(ask, command.name)
    group = attrs.evolve(draft, id=ask.new_id(command.id))
    if not group.everyone:
        room(ask, owner.id)
    yield ask.event(e.GroupCreated, group=group)
    yield from _brought_along(ask, group)


def _drafted(ask: Ask, command: c.CreateGroup, owner: User) -> Group:
    """Return the group a command asks for, before it has an id."""
    return Group(
        id="draft",
        name=command.name,
        access=command.access,
        owner=owner.id,
        customers=command.customers,
        broadcast=command.broadcast,
        network=command.network,
        auto_archive=command.auto_archive,
        everyone=command.everyone,
        description=command.description,
        information=command.information,
        created_at=ask.at,
    )


def _sensible_draft(ask: Ask, draft: Group) -> None:
    _sensible_texts(ask, draft.name, draft.description, draft.information)
    _not_open(ask, draft.access, draft.customers)
    inside = not (draft.everyone and (draft.customers or draft.network))
    ask.sensible(inside, "a group of everyone has no customers and is in no network", "group.everyone_inside")


def _brought_along(ask: Ask, group: Group) -> Iterator[e.Event]:
    """Yield everyone else into a new group of everyone (READINGS 52)."""
    for user in ask.view.users.values() if group.everyone else ():
        if user.active and user.id != group.owner and groups.may_take_in(ask.view, group, user):
            yield ask.event(e.MemberAdded, group=group.id, user=user.id)


@handles(c.UpdateGroup)
def update_group(ask: Ask, command: c.UpdateGroup) -> Iterator[e.Event]:
    """Change a group; public and private may change into each other, unlisted stays unlisted (RULES 2.4)."""
    group = ask.group(command.id)
    changes = changes_of(command, group, _CHANGEABLE)
    merged = {"name": group.name, "description": group.description, "information": group.information, **changes}
    _sensible_texts(ask, str(merged["name"]), str(merged["description"]), str(merged["information"]))
    _not_open(ask, command.access, command.customers)
    may_run(ask, group)
    _switched_on(ask, unlisted=False, customers=changes.get("customers") is True)
    crosses = "access" in changes and "unlisted" in (group.access, command.access)
    ask.possible(not crosses, "a group does not become unlisted, or stop being it", "group.unlisted_stays")
    _guests_stay(ask, group, changes)
    if "name" in changes and group.access != "unlisted":
        _name_free(ask, command.name, group.id)
    if changes:
        yield ask.event(e.GroupUpdated, id=group.id, changes=frozen_mapping(changes))


def _guests_stay(ask: Ask, group: Group, changes: Mapping[str, object]) -> None:
    """Refuse to shut customers out again, or to change the access that they were let in with (RULES 2.4) `[AX-GI]`."""
    ask.possible(changes.get("customers") is not False, f"`{group.id}` keeps its customers", "group.customers_stay")
    frozen = group.customers and "access" in changes
    ask.possible(not frozen, f"`{group.id}` has customers: its access stays as it is", "group.access_frozen")
    if changes.get("customers"):
        access = changes.get("access", group.access)
        ask.possible(access != "public", f"`{group.id}` is public: make it private first", "group.customers_private")
        ask.possible(not group.everyone, f"`{group.id}` is for everyone inside", "group.everyone_inside")


@handles(c.DeleteGroup)
def delete_group(ask: Ask, command: c.DeleteGroup) -> Iterator[e.Event]:
    """Delete a group with everything said in it; its owner alone may (RULES 2.2) `[OR:CollaborationGroup]`."""
    group = ask.group(command.id)
    ask.may(group.owner == ask.by, f"only the owner of `{group.id}` may delete it", "group.owner_only")
    yield ask.event(e.GroupDeleted, id=group.id)


# Archiving (RULES 2.5)


def _archiving_on(ask: Ask) -> None:
    ask.may(ask.view.settings.group_archiving, "archiving groups is switched off", "group.archiving_off")


@handles(c.ArchiveGroup)
def archive_group(ask: Ask, command: c.ArchiveGroup) -> Iterator[e.Event]:
    """Close a group to new posts, as the owner, a manager or an administrator of it."""
    group = ask.group(command.group)
    may_run(ask, group)
    _archiving_on(ask)
    if not group.archived:
        yield ask.event(e.GroupArchived, id=group.id)


@handles(c.UnarchiveGroup)
def unarchive_group(ask: Ask, command: c.UnarchiveGroup) -> Iterator[e.Event]:
    """Open an archived group again, where archiving is switched off too."""
    group = ask.group(command.group)
    may_run(ask, group)
    if group.archived:
        yield ask.event(e.GroupUnarchived, id=group.id)


@handles(c.ArchiveIdleGroups)
def archive_idle_groups(ask: Ask, command: c.ArchiveIdleGroups) -> Iterator[e.Event]:
    """Archive what nobody posted or commented in for long; where archiving is switched off the host does nothing."""
    ask.needs("modify_all_data")
    _archiving_on(ask)
    settings = ask.view.settings
    long = dt.timedelta(days=settings.archive_after_days)
    for group in ask.view.groups.values() if settings.group_archiving else ():
        if group.auto_archive and not group.archived and ask.at - ask.view.last_talk(group.id) >= long:
            yield ask.event(e.GroupArchived, id=group.id)


@handles(c.AttachRecord)
def attach_record(ask: Ask, command: c.AttachRecord) -> Iterator[e.Event]:
    """Show a record that one reads in a group that one may post in; it opens the record to nobody (RULES 2.6)."""
    group, record = ask.group(command.group), ask.record(command.record)
    allowed = ask.actor is None or groups.may_post_in(ask.view, ask.actor, group)
    ask.may(allowed, f"`{ask.by}` may show nothing in `{group.id}`", "post.not_here")
    if record.id not in ask.view.attached(group.id):
        ask.possible(not group.archived, f"`{group.id}` is archived", "group.archived")
        yield ask.event(e.RecordAttached, group=group.id, record=record.id)
