"""Every change anyone may ask for, one frozen class each, in the imperative.

A command carries who asks (`by`: a user's id or `HOST`) and when (`at`: aware UTC; the engine's clock when omitted).
Making one checks only its shape; whether it makes sense, and whether this actor may, is judged in `decide`.
A command's tag is the snake case of its class name.
In `update_*` and `configure` a field left out stays as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar, Final, Literal

import attrs

from collabcore.model import (
    Access,
    Actor,
    Audience,
    Beneficiary,
    Criterion,
    FieldSpec,
    KeyPart,
    Measure,
    Mode,
    Permission,
    Status,
    Trigger,
    UserKind,
)
from collabcore.shapes import EMPTY, Id, Told, Value, check

__all__ = [
    "COMMANDS",
    "UNSET",
    "AcceptInvitation",
    "ActivateUser",
    "AddMember",
    "AddNetwork",
    "AddPermissions",
    "AddPointsRule",
    "AddQueue",
    "AddRecord",
    "AddRole",
    "AddSharingRule",
    "AddTeam",
    "AddUser",
    "Announce",
    "AnswerRequest",
    "ArchiveGroup",
    "ArchiveIdleGroups",
    "AttachRecord",
    "Command",
    "Comment",
    "Configure",
    "CreateGroup",
    "DeactivateUsers",
    "Delete",
    "DeleteGroup",
    "DeleteRecord",
    "Follow",
    "Invite",
    "JoinGroup",
    "LeaveGroup",
    "Like",
    "MoveRole",
    "Pin",
    "Post",
    "PublishNetwork",
    "RemoveMember",
    "RemovePermissions",
    "RemoveSharingRule",
    "RequestMembership",
    "RetirePointsRule",
    "Review",
    "SetAudience",
    "SetCompleteness",
    "SetMemberRole",
    "SetOwner",
    "ShareRecord",
    "TakeNetworkOffline",
    "Transfer",
    "UnarchiveGroup",
    "Unfollow",
    "Unlike",
    "Unpin",
    "UnshareRecord",
    "UpdateGroup",
    "UpdateNetwork",
    "UpdateQueue",
    "UpdateRecord",
    "UpdateTeam",
    "UpdateUser",
]


class _Unset:
    """The value of a field that was left out where nothing (null) would mean *clear it*."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final[Any] = _Unset()

COMMANDS: Final[dict[str, type[Command]]] = {}
"""Every command class by tag."""


@attrs.frozen(kw_only=True, repr=False)
class Command(Told):
    """A change that `by` asks for at `at`; the base of all commands, not one itself."""

    tag: ClassVar[str] = ""

    by: Actor
    at: dt.datetime | None = None

    def __init_subclass__(cls) -> None:
        """Register the command under the snake case of its class name."""
        cls.tag = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        COMMANDS[cls.tag] = cls

    def __attrs_post_init__(self) -> None:
        """Check the shape of every field."""
        check(self)


# Organisation and people


@attrs.frozen(kw_only=True, repr=False)
class Configure(Command):
    """Change the organisation's settings; a mapping replaces that setting whole."""

    user_visibility: Literal["public", "private"] = UNSET
    external_user_visibility: Literal["public", "private"] = UNSET
    record_visibility: Mapping[str, Literal["private", "read", "edit", "parent"]] = UNSET
    external_record_visibility: Mapping[str, Literal["private", "read", "edit", "parent"]] = UNSET
    hidden_fields: Mapping[str, Mapping[str, tuple[str, ...]]] = UNSET
    tracked_fields: Mapping[str, tuple[str, ...]] = UNSET
    unlisted_groups: bool = UNSET
    customers_in_groups: bool = UNSET
    group_archiving: bool = UNSET
    archive_after_days: int = UNSET
    follow_limit: int = UNSET
    group_limit: int = UNSET
    auto_follow_manager: bool = UNSET
    auto_follow_team: bool = UNSET
    public_post_requires_membership: bool = UNSET
    news_includes_mentions: bool = UNSET


@attrs.frozen(kw_only=True, repr=False)
class AddRole(Command):
    """Add a role below `parent`, or a top role."""

    id: Id | None = None
    name: str = ""
    parent: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class MoveRole(Command):
    """Put a role, with everything below it, under another parent."""

    id: Id
    parent: Id | None


@attrs.frozen(kw_only=True, repr=False)
class AddUser(Command):
    """Add a person, who starts out following manager and team."""

    id: Id | None = None
    name: str = ""
    kind: UserKind = "internal"
    role: Id | None = None
    manager: Id | None = None
    profile: str = "standard"
    permissions: tuple[Permission, ...] = ()
    account: Id | None = None
    details: Mapping[str, Value] = EMPTY


@attrs.frozen(kw_only=True, repr=False)
class UpdateUser(Command):
    """Change what is known of a person; null clears a role or a manager."""

    id: Id
    name: str = UNSET
    kind: UserKind = UNSET
    role: Id | None = UNSET
    manager: Id | None = UNSET
    profile: str = UNSET
    permissions: tuple[Permission, ...] = UNSET
    account: Id | None = UNSET
    details: Mapping[str, Value] = UNSET


@attrs.frozen(kw_only=True, repr=False)
class DeactivateUsers(Command):
    """Deactivate people at once; follows among them are gone for good, the rest returns with them."""

    ids: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class ActivateUser(Command):
    """Bring a deactivated person back."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class AddPermissions(Command):
    """Give a person permissions."""

    user: Id
    permissions: tuple[Permission, ...]


@attrs.frozen(kw_only=True, repr=False)
class RemovePermissions(Command):
    """Take permissions from a person."""

    user: Id
    permissions: tuple[Permission, ...]


@attrs.frozen(kw_only=True, repr=False)
class AddTeam(Command):
    """Add a reusable set of people: users, `role:<id>`, `role+:<id>` and other teams."""

    id: Id | None = None
    members: tuple[Id, ...]
    include_superiors: bool = False


@attrs.frozen(kw_only=True, repr=False)
class UpdateTeam(Command):
    """Change who is in a team, or whether what it is given climbs the role hierarchy."""

    id: Id
    members: tuple[Id, ...] = UNSET
    include_superiors: bool = UNSET


# Groups


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


# Following


@attrs.frozen(kw_only=True, repr=False)
class Follow(Command):
    """Follow a person or record, for oneself or (with the right) for `user`."""

    target: Id
    user: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Unfollow(Command):
    """Stop following; allowed for what one no longer sees."""

    target: Id
    user: Id | None = None


# Conversation


@attrs.frozen(kw_only=True, repr=False)
class Post(Command):
    """Write on a wall (one's own by default), in a group or on a record."""

    id: Id | None = None
    text: str = ""
    to: Id | None = None
    audience: Literal["default", "all", "internal"] = "default"
    network: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Comment(Command):
    """Answer below a post."""

    id: Id | None = None
    post: Id
    text: str


@attrs.frozen(kw_only=True, repr=False)
class Delete(Command):
    """Delete a post with its comments, or a comment; its id stays used."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Like(Command):
    """Like a post or comment."""

    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Unlike(Command):
    """Take a like back."""

    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Review(Command):
    """Publish, hold back or isolate a post or comment."""

    item: Id
    status: Status = "published"


@attrs.frozen(kw_only=True, repr=False)
class SetAudience(Command):
    """Open a post on a record to outsiders, or keep it inside."""

    post: Id
    audience: Audience


@attrs.frozen(kw_only=True, repr=False)
class Pin(Command):
    """Keep a post at the top of its feed."""

    post: Id


@attrs.frozen(kw_only=True, repr=False)
class Unpin(Command):
    """Let a pinned post go its way."""

    post: Id


# Records


@attrs.frozen(kw_only=True, repr=False)
class AddRecord(Command):
    """Add a business record; the actor owns it unless `owner` is named."""

    id: Id | None = None
    type: str
    owner: Id | None = None
    parent: Id | None = None
    fields: Mapping[str, Value] = EMPTY


@attrs.frozen(kw_only=True, repr=False)
class UpdateRecord(Command):
    """Change fields of a record, null clearing; `item` names the tracked change if there is one."""

    id: Id
    fields: Mapping[str, Value]
    item: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Transfer(Command):
    """Give a record to another owner, dropping its manual shares."""

    record: Id
    owner: Id
    item: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class ShareRecord(Command):
    """Share a record, or a person, by hand with a user, team, queue, `role:<id>` or `role+:<id>`."""

    record: Id
    to: Id
    level: Literal["read", "edit"] = "read"


@attrs.frozen(kw_only=True, repr=False)
class UnshareRecord(Command):
    """Take a manual share back."""

    record: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class DeleteRecord(Command):
    """Delete a record with what was said on it; its children stay, without a parent."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class AddSharingRule(Command):
    """Share all records (or people) of a type that somebody owns, or that meet criteria."""

    id: Id | None = None
    type: str
    to: Id
    level: Literal["read", "edit"] = "read"
    owned_by: Id | None = None
    where: tuple[Criterion, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class RemoveSharingRule(Command):
    """Take a sharing rule away."""

    id: Id


# Channel


@attrs.frozen(kw_only=True, repr=False)
class AddQueue(Command):
    """Add a pile of records that its members take from."""

    id: Id | None = None
    members: tuple[Id, ...]
    types: tuple[str, ...]
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class UpdateQueue(Command):
    """Change who takes from a queue."""

    id: Id
    members: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class AddNetwork(Command):
    """Add a community for the people of some profiles; it starts in preview."""

    id: Id | None = None
    name: str
    profiles: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class UpdateNetwork(Command):
    """Change whose profiles belong to a network."""

    id: Id
    profiles: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class PublishNetwork(Command):
    """Make a network live, for good or again."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class TakeNetworkOffline(Command):
    """Close a live network to its members."""

    id: Id


# Scoring


@attrs.frozen(kw_only=True, repr=False)
class SetCompleteness(Command):
    """Declare which fields a complete record of a type has."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"


@attrs.frozen(kw_only=True, repr=False)
class AddPointsRule(Command):
    """Declare when how many points go to whom."""

    id: Id | None = None
    points: int
    when: Trigger
    type: str
    where: tuple[Criterion, ...] = ()
    beneficiary: Beneficiary = "owner"
    key: tuple[KeyPart, ...] = ("rule", "record")
    measure: Measure = "valid"
    threshold: Fraction = Fraction(1)
    alert: bool = True


@attrs.frozen(kw_only=True, repr=False)
class RetirePointsRule(Command):
    """Stop a rule from paying; what it paid stays."""

    id: Id
