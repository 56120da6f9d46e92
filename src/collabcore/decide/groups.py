"""Groups and who is in them."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups
from collabcore.decide.asking import Ask, handles
from collabcore.decide.people import changes_of
from collabcore.errors import not_found
from collabcore.model import Group, User
from collabcore.shapes import frozen_mapping

__all__: list[str] = []

_NAME_LIMIT = 40
_DESCRIPTION_LIMIT = 1_000
_INFORMATION_LIMIT = 4_000


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


def _room(ask: Ask, user: str) -> None:
    """Refuse one membership too many; waiting requests count (RULES 2.6)."""
    number = len(ask.view.memberships(user)) + len(ask.view.pending(user))
    ask.below(number, ask.view.settings.group_limit, f"`{user}` is in as many groups as can be", "group.limit")


@handles(c.CreateGroup)
def create_group(ask: Ask, command: c.CreateGroup) -> Iterator[e.Event]:
    """Create a group; its owner is its first member."""
    owner = ask.person("own a group")
    _sensible_texts(ask, command.name, command.description, command.information)
    ask.needs("create_groups")
    unlisted = command.access == "unlisted"
    ask.may(ask.view.settings.unlisted_groups or not unlisted, "unlisted groups are switched off", "group.unlisted_off")
    if not unlisted:
        _name_free(ask, command.name)
    new_id = ask.new_id(command.id)
    _room(ask, owner.id)
    group = Group(
        id=new_id,
        name=command.name,
        access=command.access,
        owner=owner.id,
        description=command.description,
        information=command.information,
        created_at=ask.at,
    )
    yield ask.event(e.GroupCreated, group=group)


@handles(c.UpdateGroup)
def update_group(ask: Ask, command: c.UpdateGroup) -> Iterator[e.Event]:
    """Change a group; public and private may change into each other, unlisted stays unlisted (RULES 2.4)."""
    group = ask.group(command.id)
    changes = changes_of(command, group, ("name", "access", "description", "information"))
    merged = {"name": group.name, "description": group.description, "information": group.information, **changes}
    _sensible_texts(ask, str(merged["name"]), str(merged["description"]), str(merged["information"]))
    _may_run(ask, group)
    crosses = "access" in changes and "unlisted" in (group.access, command.access)
    ask.possible(not crosses, "a group does not become unlisted, or stop being it", "group.unlisted_stays")
    if "name" in changes and group.access != "unlisted":
        _name_free(ask, command.name, group.id)
    if changes:
        yield ask.event(e.GroupUpdated, id=group.id, changes=frozen_mapping(changes))


def _runs(ask: Ask, group: Group) -> bool:
    return ask.actor is None or groups.runs(ask.view, ask.actor, group)


def _may_run(ask: Ask, group: Group) -> None:
    ask.may(_runs(ask, group), f"only the owner and managers of `{group.id}` may do this", "group.managers_only")


@handles(c.JoinGroup)
def join_group(ask: Ask, command: c.JoinGroup) -> Iterator[e.Event]:
    """Join a group that is open to the actor."""
    group = ask.group(command.group)
    user = ask.person("join a group")
    if user.id in ask.view.members(group.id):
        return
    ask.may(groups.may_join(user, group), f"`{group.id}` is not open: use request_membership", "group.request_first")
    yield from _enter(ask, group, user)


def _enter(ask: Ask, group: Group, user: User, role: str = "member") -> Iterator[e.Event]:
    if group.id not in ask.view.pending(user.id):
        _room(ask, user.id)
    yield ask.event(e.MemberAdded, group=group.id, user=user.id, role=role)


@handles(c.LeaveGroup)
def leave_group(ask: Ask, command: c.LeaveGroup) -> Iterator[e.Event]:
    """Leave a group, or withdraw a request; the owner stays until another is set (READINGS 53)."""
    group = ask.group(command.group)
    user = ask.person("leave a group")
    if group.id in ask.view.pending(user.id):
        yield ask.event(e.RequestAnswered, group=group.id, user=user.id, answer="withdrawn")
    yield from _leave(ask, group, user)


def _leave(ask: Ask, group: Group, user: User) -> Iterator[e.Event]:
    ask.possible(group.owner != user.id, f"`{user.id}` owns `{group.id}`: use set_owner first", "group.owner_stays")
    if user.id in ask.view.members(group.id):
        yield ask.event(e.MemberRemoved, group=group.id, user=user.id)


@handles(c.RequestMembership)
def request_membership(ask: Ask, command: c.RequestMembership) -> Iterator[e.Event]:
    """Ask to be let into a private group."""
    group = ask.group(command.group)
    user = ask.person("ask for membership")
    if user.id in ask.view.members(group.id) or group.id in ask.view.pending(user.id):
        return
    ask.may(group.access != "unlisted", "an unlisted group takes no requests", "group.invitation_only")
    ask.possible(group.access == "private", f"`{group.id}` is open: use join_group", "group.open")
    _room(ask, user.id)
    yield ask.event(e.MembershipRequested, group=group.id, user=user.id, message=command.message)


@handles(c.AnswerRequest)
def answer_request(ask: Ask, command: c.AnswerRequest) -> Iterator[e.Event]:
    """Let somebody in, or not."""
    group = ask.group(command.group)
    asked = command.user in ask.view.requests(group.id)
    # Whoever answers requests knows who asked, where users are private too; others learn nothing of it.
    if not (asked and _runs(ask, group)):
        ask.user(command.user)
    _may_run(ask, group)
    if not asked:
        raise not_found(command.user)
    user = ask.view.users[command.user]
    if command.accept:
        ask.active(user)
    answer = "accepted" if command.accept else "declined"
    yield ask.event(e.RequestAnswered, group=group.id, user=user.id, answer=answer, message=command.message)
    if command.accept:
        yield ask.event(e.MemberAdded, group=group.id, user=user.id)


@handles(c.AddMember)
def add_member(ask: Ask, command: c.AddMember) -> Iterator[e.Event]:
    """Make somebody a member or manager; the owner stays owner."""
    group, user = ask.group(command.group), ask.user(command.user)
    _may_run(ask, group)
    role = ask.view.members(group.id).get(user.id)
    if role in ("owner", command.role):
        return
    ask.active(user)
    if role is None:
        yield from _enter(ask, group, user, command.role)
    else:
        yield ask.event(e.MemberAdded, group=group.id, user=user.id, role=command.role)


@handles(c.SetMemberRole)
def set_member_role(ask: Ask, command: c.SetMemberRole) -> Iterator[e.Event]:
    """Make a member a manager or the other way round."""
    group, user = ask.group(command.group), ask.user(command.user)
    _may_run(ask, group)
    role = ask.view.members(group.id).get(user.id)
    ask.possible(role is not None, f"`{user.id}` is not in `{group.id}`", "group.not_a_member")
    ask.possible(role != "owner", f"`{user.id}` owns `{group.id}`: use set_owner first", "group.owner_stays")
    if role != command.role:
        ask.active(user)
        yield ask.event(e.MemberAdded, group=group.id, user=user.id, role=command.role)


@handles(c.RemoveMember)
def remove_member(ask: Ask, command: c.RemoveMember) -> Iterator[e.Event]:
    """Take somebody out; anybody may take themselves out."""
    group, user = ask.group(command.group), ask.user(command.user)
    if ask.by != user.id:
        _may_run(ask, group)
    yield from _leave(ask, group, user)


@handles(c.SetOwner)
def set_owner(ask: Ask, command: c.SetOwner) -> Iterator[e.Event]:
    """Hand a group over; a manager may not (RULES 2.2)."""
    group, user = ask.group(command.group), ask.user(command.user)
    owns = ask.actor is None or group.owner == ask.by or groups.administers(ask.actor, group)
    ask.may(owns, f"only the owner of `{group.id}` may hand it over", "group.owner_only")
    if user.id == group.owner:
        return
    ask.active(user)
    ask.possible(user.id in ask.view.members(group.id), f"`{user.id}` is not in `{group.id}`", "group.not_a_member")
    ask.possible(groups.permits(user, "create_groups"), f"`{user.id}` may not own a group", "group.may_not_own")
    yield ask.event(e.OwnerSet, group=group.id, user=user.id)
