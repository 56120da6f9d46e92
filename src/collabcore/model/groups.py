"""Groups, and what they announce."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from collabcore.model.base import GroupId, NetworkId, PostId, UserId
from collabcore.shapes import Told

__all__ = [
    "Access",
    "Announcement",
    "Group",
    "GroupRole",
]

Access = Literal["public", "private", "unlisted"]
GroupRole = Literal["owner", "manager", "member"]


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
class Announcement(Told):
    """What a group shows at its top until a moment."""

    post: PostId
    group: GroupId
    until: dt.datetime
