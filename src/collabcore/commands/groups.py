"""Commands about groups: what they are, who is in them, what they show."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.model import Access
from collabcore.shapes import Id

__all__ = [
    "AcceptInvitation",
    "AddMember",
    "Announce",
    "AnswerRequest",
    "ArchiveGroup",
    "ArchiveIdleGroups",
    "AttachRecord",
    "CreateGroup",
    "DeleteGroup",
    "Invite",
    "JoinGroup",
    "LeaveGroup",
    "RemoveMember",
    "RequestMembership",
    "SetMemberRole",
    "SetOwner",
    "UnarchiveGroup",
    "UpdateGroup",
]


@attrs.frozen(kw_only=True, repr=False)
class CreateGroup(Command):
    """Create a group that the actor owns."""

    id: Id | None = None
    name: str
    access: Access = "public"
    customers: bool = False
    broadcast: bool = False
    description: str = ""
    information: str = ""
    network: Id | None = None
    auto_archive: bool = True
    everyone: bool = False


@attrs.frozen(kw_only=True, repr=False)
class UpdateGroup(Command):
    """Change a group's name, access, flags or texts."""

    id: Id
    name: str = UNSET
    access: Access = UNSET
    customers: bool = UNSET
    broadcast: bool = UNSET
    auto_archive: bool = UNSET
    description: str = UNSET
    information: str = UNSET


@attrs.frozen(kw_only=True, repr=False)
class JoinGroup(Command):
    """Become a member of a group that is open to the actor."""

    group: Id


@attrs.frozen(kw_only=True, repr=False)
class LeaveGroup(Command):
    """Stop being a member, or withdraw a waiting request."""

    group: Id


@attrs.frozen(kw_only=True, repr=False)
class RequestMembership(Command):
    """Ask to be let into a private group."""

    group: Id
    message: str = ""


@attrs.frozen(kw_only=True, repr=False)
class AnswerRequest(Command):
    """Let somebody into a private group, or not."""

    group: Id
    user: Id
    accept: bool
    message: str = ""


@attrs.frozen(kw_only=True, repr=False)
class AddMember(Command):
    """Make somebody a member or manager of a group."""

    group: Id
    user: Id
    role: Literal["member", "manager"] = "member"


@attrs.frozen(kw_only=True, repr=False)
class SetMemberRole(Command):
    """Make a member a manager, or a manager a plain member."""

    group: Id
    user: Id
    role: Literal["member", "manager"]


@attrs.frozen(kw_only=True, repr=False)
class RemoveMember(Command):
    """Take somebody out of a group."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class SetOwner(Command):
    """Hand a group to one of its members; the owner before stays as manager."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class DeleteGroup(Command):
    """Delete a group with everything said in it; only its owner may."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Invite(Command):
    """Invite somebody into a group."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class AcceptInvitation(Command):
    """Follow an invitation into a group."""

    group: Id


@attrs.frozen(kw_only=True, repr=False)
class ArchiveGroup(Command):
    """Close a group to new posts; what was said stays, and may be commented on."""

    group: Id


@attrs.frozen(kw_only=True, repr=False)
class UnarchiveGroup(Command):
    """Open an archived group again."""

    group: Id


@attrs.frozen(kw_only=True, repr=False)
class ArchiveIdleGroups(Command):
    """Archive every group in which nobody posted or commented for long."""


@attrs.frozen(kw_only=True, repr=False)
class AttachRecord(Command):
    """Show a record in a group; it opens the record to nobody."""

    group: Id
    record: Id


@attrs.frozen(kw_only=True, repr=False)
class Announce(Command):
    """Post something that a group shows at its top until a moment."""

    id: Id | None = None
    group: Id
    text: str
    until: dt.datetime
