"""Who is in a group: joining and leaving, asking and inviting, adding and removing, handing over."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import groups
from collabcore.decide.asking import Ask, handles
from collabcore.errors import not_found
from collabcore.model import Group, User

__all__ = ["everyone_kept", "may_run", "room"]


def room(ask: Ask, user: str) -> None:
    """Refuse one membership too many; waiting requests count, archived groups and those of everyone do not.

    Cost: O(memberships).

    Source: RULES 2.6, READINGS 52.
    """
    counted = groups.counted_memberships(ask.view, user)
    ask.below(counted, ask.view.settings.group_limit, f"`{user}` is in as many groups as can be", "group.limit")


def may_run(ask: Ask, group: Group) -> None:
    """Refuse whoever is neither owner nor manager of a group, nor administers it. Cost: O(1)."""
    runs = ask.actor is None or groups.runs(ask.view, ask.actor, group)
    ask.may(runs, f"only the owner and managers of `{group.id}` may do this", "group.managers_only")


def everyone_kept(ask: Ask, user: User) -> Iterator[e.Event]:
    """Yield what keeps the groups of everyone whole once a person is as `user` says: new, back, of another kind.

    Whoever is away stays in, unlisted, and is in again on return; an owner stays until another is set.

    Cost: O(groups).

    Source: READINGS 52.
    """
    for group in ask.view.groups.values():
        if group.everyone:
            inside = user.id in ask.view.members(group.id)
            if not inside and user.active and groups.may_take_in(ask.view, group, user):
                yield ask.event(e.MemberAdded, group=group.id, user=user.id)
            elif inside and group.owner != user.id and not groups.may_take_in(ask.view, group, user):
                yield ask.event(e.MemberRemoved, group=group.id, user=user.id)


def _can_have(ask: Ask, group: Group, user: User) -> None:
    """Refuse somebody the group cannot have: asked by themselves they may not, asked by others it is a conflict."""
    fits = groups.may_take_in(ask.view, group, user)
    if ask.by == user.id:
        ask.may(fits, f"`{group.id}` is not for `{user.id}`", "group.not_for_them")
    guests = user.kind != "customer" or ask.view.settings.customers_in_groups
    ask.may(guests, "customers in groups are switched off", "group.customers_off")
    ask.possible(fits, f"`{group.id}` is not for `{user.id}`", "group.not_for_them")


def _enter(ask: Ask, group: Group, user: User, role: str = "member") -> Iterator[e.Event]:
    if not group.archived and group.id not in ask.view.pending(user.id):
        room(ask, user.id)
    yield ask.event(e.MemberAdded, group=group.id, user=user.id, role=role)


@handles(c.JoinGroup)
def join_group(ask: Ask, command: c.JoinGroup) -> Iterator[e.Event]:
    """Join a group that is open to the actor."""
    group = ask.group(command.group)
    user = ask.person("join a group")
    if user.id in ask.view.members(group.id):
        return
    ask.may(groups.may_join(user, group), f"`{group.id}` is not open: use request_membership", "group.request_first")
    _can_have(ask, group, user)
    yield from _enter(ask, group, user)


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
        ask.possible(not group.everyone, f"`{group.id}` is everyone's: nobody leaves it", "group.everyone")
        yield ask.event(e.MemberRemoved, group=group.id, user=user.id)


@handles(c.RequestMembership)
def request_membership(ask: Ask, command: c.RequestMembership) -> Iterator[e.Event]:
    """Ask to be let into a private group."""
    group = ask.group(command.group)
    user = ask.person("ask for membership")
    if user.id in ask.view.members(group.id) or group.id in ask.view.pending(user.id):
        return
    ask.may(group.access != "unlisted", "an unlisted group takes no requests", "group.invitation_only")
    _can_have(ask, group, user)
    ask.possible(group.access == "private", f"`{group.id}` is open: use join_group", "group.open")
    room(ask, user.id)
    yield ask.event(e.MembershipRequested, group=group.id, user=user.id, message=command.message)


@handles(c.AnswerRequest)
def answer_request(ask: Ask, command: c.AnswerRequest) -> Iterator[e.Event]:
    """Let somebody in, or not."""
    group = ask.group(command.group)
    asked = command.user in ask.view.requests(group.id)
    # Whoever answers requests knows who asked, where users are private too; others learn nothing of it.
    if not (asked and (ask.actor is None or groups.runs(ask.view, ask.actor, group))):
        ask.user(command.user)
    may_run(ask, group)
    if not asked:
        raise not_found(command.user)
    user = ask.view.users[command.user]
    if command.accept:
        _can_have(ask, group, user)
        ask.active(user)
    answer = "accepted" if command.accept else "declined"
    yield ask.event(e.RequestAnswered, group=group.id, user=user.id, answer=answer, message=command.message)
    if command.accept:
        yield ask.event(e.MemberAdded, group=group.id, user=user.id)


@handles(c.Invite)
def invite(ask: Ask, command: c.Invite) -> Iterator[e.Event]:
    """Invite somebody who is not in a group yet (READINGS 11)."""
    group, user = ask.group(command.group), ask.user(command.user)
    may_run(ask, group)
    if user.id in ask.view.members(group.id) or user.id in ask.view.invitations(group.id):
        return
    _can_have(ask, group, user)
    ask.active(user)
    yield ask.event(e.MemberInvited, group=group.id, user=user.id)


@handles(c.AcceptInvitation)
def accept_invitation(ask: Ask, command: c.AcceptInvitation) -> Iterator[e.Event]:
    """Follow an invitation, into an unlisted group too, of which one knows by being invited (READINGS 83)."""
    if ask.by not in ask.view.invitations(command.group):
        ask.group(command.group)
    user = ask.person("accept an invitation")
    if user.id not in ask.view.invitations(command.group):
        raise not_found(command.group)
    group = ask.view.groups[command.group]
    _can_have(ask, group, user)
    yield from _enter(ask, group, user)


@handles(c.AddMember)
def add_member(ask: Ask, command: c.AddMember) -> Iterator[e.Event]:
    """Make somebody a member or manager; the owner stays owner."""
    group, user = ask.group(command.group), ask.user(command.user)
    may_run(ask, group)
    role = ask.view.members(group.id).get(user.id)
    if role in ("owner", command.role):
        return
    if role is None:
        _can_have(ask, group, user)
    ask.active(user)
    if role is None:
        yield from _enter(ask, group, user, command.role)
    else:
        yield ask.event(e.MemberAdded, group=group.id, user=user.id, role=command.role)


@handles(c.SetMemberRole)
def set_member_role(ask: Ask, command: c.SetMemberRole) -> Iterator[e.Event]:
    """Make a member a manager or the other way round."""
    group, user = ask.group(command.group), ask.user(command.user)
    may_run(ask, group)
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
        may_run(ask, group)
    yield from _leave(ask, group, user)


@handles(c.SetOwner)
def set_owner(ask: Ask, command: c.SetOwner) -> Iterator[e.Event]:
    """Hand a group over to one of its own people in it; a manager may not (RULES 2.2, READINGS 53)."""
    group, user = ask.group(command.group), ask.user(command.user)
    owns = ask.actor is None or group.owner == ask.by or groups.administers(ask.actor, group)
    ask.may(owns, f"only the owner of `{group.id}` may hand it over", "group.owner_only")
    if user.id == group.owner:
        return
    ask.active(user)
    ask.possible(user.id in ask.view.members(group.id), f"`{user.id}` is not in `{group.id}`", "group.not_a_member")
    able = groups.is_insider(user) and groups.permits(user, "create_groups")
    ask.possible(able, f"`{user.id}` may not own a group", "group.may_not_own")
    yield ask.event(e.OwnerSet, group=group.id, user=user.id)
