"""Commands about the organisation: its settings, roles, people and teams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.model import (
    Consistency,
    DigestFrequency,
    Frequency,
    Permission,
    ShareableFrom,
    Timeliness,
    UserKind,
)
from collabcore.shapes import EMPTY, Id, Value

__all__ = [
    "ActivateUser",
    "AddPermissions",
    "AddRole",
    "AddTeam",
    "AddUser",
    "Configure",
    "DeactivateUsers",
    "MoveRole",
    "RemovePermissions",
    "UpdateTeam",
    "UpdateUser",
]


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
    default_group_frequency: Frequency = UNSET
    digest_frequency: DigestFrequency = UNSET
    email: bool = UNSET
    zone: str = UNSET
    since_follow: bool = UNSET
    idea_half_life_days: int = UNSET
    idle_days: Mapping[str, int] = UNSET
    planned_days: Mapping[str, int] = UNSET
    thanks_budget: int = UNSET
    shareable_from: tuple[ShareableFrom, ...] = UNSET
    timeliness: Mapping[str, Timeliness] = UNSET
    unique_keys: Mapping[str, tuple[str, ...]] = UNSET
    references: Mapping[str, tuple[str, ...]] = UNSET
    consistency: Mapping[str, tuple[Consistency, ...]] = UNSET
    quality_weights: Mapping[str, int] = UNSET


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
