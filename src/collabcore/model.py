"""The things of a workplace, as frozen values.

A value says what is so now; what happened is said by events.
Nothing here judges: who may see or do what is decided in the rooms above.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction
from typing import Annotated, Final, Literal, TypeAlias

import attrs

from collabcore.shapes import EMPTY, Id, Shape, Told, Value, build, wrong

__all__ = [
    "HOST",
    "Access",
    "Actor",
    "Announcement",
    "Audience",
    "Beneficiary",
    "Change",
    "Check",
    "Comment",
    "CommentId",
    "CompletenessProfile",
    "Criterion",
    "Entry",
    "EntryKind",
    "FieldSpec",
    "Group",
    "GroupId",
    "GroupRole",
    "KeyPart",
    "Level",
    "Measure",
    "Mode",
    "Network",
    "NetworkId",
    "NetworkState",
    "Operator",
    "Permission",
    "PointsRule",
    "Post",
    "PostId",
    "Purse",
    "Queue",
    "QueueId",
    "Record",
    "RecordId",
    "Role",
    "RoleId",
    "RuleId",
    "Settings",
    "SharingRule",
    "Status",
    "Target",
    "Team",
    "TeamId",
    "Thing",
    "Trigger",
    "User",
    "UserId",
    "UserKind",
]

UserId: TypeAlias = Id
GroupId: TypeAlias = Id
RecordId: TypeAlias = Id
PostId: TypeAlias = Id
CommentId: TypeAlias = Id
RoleId: TypeAlias = Id
RuleId: TypeAlias = Id
TeamId: TypeAlias = Id
QueueId: TypeAlias = Id
NetworkId: TypeAlias = Id
Target: TypeAlias = Id


class _Host(str):
    """The embedding application as an actor: trusted, and no user's id, since ids are not empty."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "HOST"


HOST: Final[str] = _Host()
"""The embedding application: permissions and roles never refuse it, limits and states do."""


def _take_actor(value: object, where: str) -> str:
    if value is None or value == HOST:
        return HOST
    if isinstance(value, str):
        return value
    raise wrong(where, "a user's id or HOST", value)


Actor = Annotated[str, Shape("a user's id or HOST", _take_actor, lambda by: by or None)]
"""Who does something: a user's id or `HOST`."""

UserKind = Literal["internal", "free", "customer", "community", "partner", "integration"]
NetworkState = Literal["preview", "live", "offline"]
Audience = Literal["internal", "all"]
Access = Literal["public", "private", "unlisted"]
GroupRole = Literal["owner", "manager", "member"]
Status = Literal["published", "pending", "isolated"]
Permission = Literal[
    "view_all_data",
    "modify_all_data",
    "manage_users",
    "view_all_users",
    "manage_unlisted_groups",
    "moderate",
    "create_groups",
    "approve_posts",
    "assign_records",
    "manage_points",
]


class Level(IntEnum):
    """How far a user may go with a record, in rising order (RULES 8.1) `[OR:UserRecordAccess]`.

    >>> Level.READ < Level.EDIT < Level.ALL
    True
    >>> Level.EDIT.tag
    'edit'
    """

    NONE = 0
    READ = 1
    EDIT = 2
    DELETE = 3
    TRANSFER = 4
    ALL = 5

    @property
    def tag(self) -> str:
        """The level's word in scenario files."""
        return self.name.lower()


@attrs.frozen(kw_only=True, repr=False)
class Settings(Told):
    """The organisation's settings; every one has a default, `configure` changes those named."""

    user_visibility: Literal["public", "private"] = "public"
    external_user_visibility: Literal["public", "private"] = "private"
    record_visibility: Mapping[str, Literal["private", "read", "edit", "parent"]] = EMPTY
    external_record_visibility: Mapping[str, Literal["private", "read", "edit", "parent"]] = EMPTY
    hidden_fields: Mapping[str, Mapping[str, tuple[str, ...]]] = EMPTY
    tracked_fields: Mapping[str, tuple[str, ...]] = EMPTY
    unlisted_groups: bool = True
    customers_in_groups: bool = True
    group_archiving: bool = True
    archive_after_days: int = 90
    follow_limit: int = 500
    group_limit: int = 300
    auto_follow_manager: bool = True
    auto_follow_team: bool = True
    public_post_requires_membership: bool = False
    news_includes_mentions: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Role(Told):
    """A place in the role hierarchy; people above see what is owned below."""

    id: RoleId
    name: str = ""
    parent: RoleId | None = None


@attrs.frozen(kw_only=True, repr=False)
class User(Told):
    """A person with an account in the organisation."""

    id: UserId
    name: str = ""
    kind: UserKind = "internal"
    role: RoleId | None = None
    manager: UserId | None = None
    profile: str = "standard"
    permissions: tuple[Permission, ...] = ()
    account: RecordId | None = None
    details: Mapping[str, Value] = EMPTY
    active: bool = True
    added_at: dt.datetime


@attrs.frozen(kw_only=True, repr=False)
class Group(Told):
    """A place to talk for its members; who reads and joins depends on its access."""

    id: GroupId
    name: str
    access: Access = "public"
    owner: UserId
    customers: bool = False
    broadcast: bool = False
    network: NetworkId | None = None
    auto_archive: bool = True
    everyone: bool = False
    description: str = ""
    information: str = ""
    archived: bool = False
    created_at: dt.datetime


@attrs.frozen(kw_only=True, repr=False)
class Record(Told):
    """A business record (a lead, an opportunity, a contact …) with an owner and free fields."""

    id: RecordId
    type: str
    owner: UserId | QueueId
    parent: RecordId | None = None
    fields: Mapping[str, Value] = EMPTY
    creator: UserId | None = None
    created_at: dt.datetime
    updated_at: dt.datetime


@attrs.frozen(repr=False)
class Change(Told):
    """One field of a record going from an old to a new value in one save."""

    field: str
    old: Value = None
    new: Value = None


@attrs.frozen(kw_only=True, repr=False)
class Post(Told):
    """An item in a feed: what somebody wrote on a wall, in a group or on a record, or a tracked change."""

    id: PostId
    author: UserId | None
    to: Id
    text: str = ""
    at: dt.datetime
    mentions: tuple[Id, ...] = ()
    changes: tuple[Change, ...] = ()
    status: Status = "published"
    audience: Audience = "all"
    network: NetworkId | None = None

    @property
    def is_tracked(self) -> bool:
        """Whether the system made it from a save of the record it stands on."""
        return bool(self.changes)


@attrs.frozen(kw_only=True, repr=False)
class Comment(Told):
    """An answer below a post; it is seen where the post is seen."""

    id: CommentId
    post: PostId
    author: UserId
    text: str
    at: dt.datetime
    mentions: tuple[Id, ...] = ()
    status: Status = "published"


@attrs.frozen(kw_only=True, repr=False)
class Team(Told):
    """A reusable set of people: users, `role:<id>`, `role+:<id>` and other teams."""

    id: TeamId
    members: tuple[Target, ...] = ()
    include_superiors: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Queue(Told):
    """Who takes records of some types from a common pile; a queue owns what nobody has taken yet."""

    id: QueueId
    members: tuple[Target, ...] = ()
    types: tuple[str, ...] = ()
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Network(Told):
    """A community: the people of some profiles, in and outside the organisation, once it is live."""

    id: NetworkId
    name: str
    profiles: tuple[str, ...] = ()
    state: NetworkState = "preview"


@attrs.frozen(kw_only=True, repr=False)
class Announcement(Told):
    """What a group shows at its top until a moment."""

    post: PostId
    group: GroupId
    until: dt.datetime


Operator = Literal[
    "equals",
    "not_equals",
    "in",
    "contains",
    "filled",
    "blank",
    "less",
    "greater",
    "younger_than_days",
    "older_than_days",
]


@attrs.frozen(repr=False)
class Criterion(Told):
    """One condition on a record: a field, an operator and a value; lists of them must all hold."""

    field: str
    operator: Operator
    value: Value = None

    @classmethod
    def shorthand(cls, wire: object, where: str) -> Criterion:
        """Read `[field, operator, value]` or `[field, operator]`.

        Raises:
            InvalidError: Not such a list, or an unknown operator.
        """
        if isinstance(wire, (list, tuple)) and len(wire) in (2, 3):
            return build(cls, dict(zip(("field", "operator", "value"), wire, strict=False)), where)  # type: ignore[no-any-return]
        raise wrong(where, "[field, operator, value]", wire, rule="criteria.shape")


@attrs.frozen(kw_only=True, repr=False)
class SharingRule(Told):
    """Records (or people) of a type, by who owns them or by what is in them, shared with a target (RULES 8.2)."""

    id: RuleId
    type: str
    to: Target
    level: Literal["read", "edit"] = "read"
    owned_by: Target | None = None
    where: tuple[Criterion, ...] = ()


Check = Literal["email", "phone", "url", "postal_code"]


@attrs.frozen(repr=False)
class FieldSpec(Told):
    """One field a complete record has, with its weight and what counts as a valid value (SCORING 1.2)."""

    name: str
    weight: int = 1
    check: Check | None = None
    placeholders_allowed: tuple[str, ...] = ()
    applies_when: tuple[Criterion, ...] = ()

    @classmethod
    def shorthand(cls, wire: object, where: str) -> FieldSpec:
        """Read a bare field name as a field of weight 1.

        Raises:
            InvalidError: Not a text.
        """
        if isinstance(wire, str):
            return cls(wire)
        raise wrong(where, "a field's name or its description", wire, rule="completeness.field")


Mode = Literal["strict", "seed"]


@attrs.frozen(kw_only=True, repr=False)
class CompletenessProfile(Told):
    """What a complete record of one type has (SCORING 1.1-1.3)."""

    type: str
    fields: tuple[FieldSpec, ...]
    mode: Mode = "strict"


Trigger = Literal["reached"]
Beneficiary = Literal["owner", "actor", "creator"]
Measure = Literal["valid", "present"]
KeyPart = Literal["rule", "record", "user", "actor", "day", "week"]


@attrs.frozen(kw_only=True, repr=False)
class PointsRule(Told):
    """When how many points go to whom (SCORING 2.2)."""

    id: RuleId
    points: int
    when: Trigger
    type: str
    where: tuple[Criterion, ...] = ()
    beneficiary: Beneficiary = "owner"
    key: tuple[KeyPart, ...] = ("rule", "record")
    measure: Measure = "valid"
    threshold: Fraction = Fraction(1)
    alert: bool = True
    retired: bool = False


EntryKind = Literal["award"]
Purse = Literal["both"]


@attrs.frozen(kw_only=True, repr=False)
class Entry(Told):
    """One line of the ledger: points that came or went, why, and when they count (SCORING 2.3)."""

    id: Id
    user: UserId
    points: int
    kind: EntryKind = "award"
    purse: Purse = "both"
    key: str
    rule: RuleId
    record: RecordId
    alert: bool = True
    reverses: Id | None = None
    effective_at: dt.datetime


Thing: TypeAlias = (
    Role | User | Team | Queue | Network | Group | Record | SharingRule | Post | Comment | PointsRule | Entry
)
