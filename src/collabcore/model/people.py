"""People, their roles and teams, and the organisation's settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore.model.base import RecordId, RoleId, Target, TeamId, UserId
from collabcore.model.news import DigestFrequency, Frequency
from collabcore.model.quality import Consistency, Timeliness
from collabcore.shapes import EMPTY, Told, Value

__all__ = [
    "PartnerLevel",
    "Permission",
    "Role",
    "Settings",
    "ShareableFrom",
    "Team",
    "User",
    "UserKind",
]

UserKind = Literal["internal", "free", "customer", "community", "partner", "integration"]
PartnerLevel = Literal["user", "manager", "executive"]
"""The places of a partner's people below the owner of their account, the lowest first (RULES 8.3)."""

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

ShareableFrom = Literal["user", "public_group", "private_group", "unlisted_group", "record"]


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
    default_group_frequency: Frequency = "never"
    digest_frequency: DigestFrequency = "daily"
    email: bool = True
    zone: str = "UTC"
    idle_days: Mapping[str, int] = EMPTY
    planned_days: Mapping[str, int] = EMPTY
    since_follow: bool = False
    idea_half_life_days: int = 30
    thanks_budget: int = 20
    shareable_from: tuple[ShareableFrom, ...] = ("user", "public_group")
    timeliness: Mapping[str, Timeliness] = EMPTY
    unique_keys: Mapping[str, tuple[str, ...]] = EMPTY
    references: Mapping[str, tuple[str, ...]] = EMPTY
    consistency: Mapping[str, tuple[Consistency, ...]] = EMPTY
    quality_weights: Mapping[str, int] = EMPTY


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
    contact: RecordId | None = None
    level: PartnerLevel | None = None
    super_user: bool = False


@attrs.frozen(kw_only=True, repr=False)
class Team(Told):
    """A reusable set of people: users, `role:<id>`, `role+:<id>` and other teams."""

    id: TeamId
    members: tuple[Target, ...] = ()
    include_superiors: bool = False
