"""What happens to groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.model import GroupRole
from collabcore.shapes import Id, Value

__all__ = [
    "Announced",
    "GroupArchived",
    "GroupCreated",
    "GroupDeleted",
    "GroupUnarchived",
    "GroupUpdated",
    "MemberAdded",
    "MemberInvited",
    "MemberRemoved",
    "MembershipRequested",
    "OwnerSet",
    "RecordAttached",
    "RequestAnswered",
]


@attrs.frozen(kw_only=True, repr=False)
class GroupCreated(Event):
    """A group came into being, with its owner as first member."""

    group: model.Group


@attrs.frozen(kw_only=True, repr=False)
class GroupUpdated(Event):
    """A group's name, access or texts changed."""

    id: Id
    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class MemberAdded(Event):
    """Somebody is in a group now, with this role, whether new or before."""

    group: Id
    user: Id
    role: GroupRole = "member"


@attrs.frozen(kw_only=True, repr=False)
class MemberRemoved(Event):
    """Somebody is not in a group any more."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class MembershipRequested(Event):
    """Somebody asked to be let in."""

    group: Id
    user: Id
    message: str = ""


@attrs.frozen(kw_only=True, repr=False)
class RequestAnswered(Event):
    """A request was answered or withdrawn, and waits no more."""

    group: Id
    user: Id
    answer: Literal["accepted", "declined", "withdrawn"]
    message: str = ""


@attrs.frozen(kw_only=True, repr=False)
class OwnerSet(Event):
    """A group has another owner; the one before is a manager."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class GroupDeleted(Event):
    """A group is gone, with everything said in it."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class GroupArchived(Event):
    """A group takes no new posts."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class GroupUnarchived(Event):
    """A group takes posts again."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class MemberInvited(Event):
    """Somebody was invited into a group."""

    group: Id
    user: Id


@attrs.frozen(kw_only=True, repr=False)
class RecordAttached(Event):
    """A group shows a record."""

    group: Id
    record: Id


@attrs.frozen(kw_only=True, repr=False)
class Announced(Event):
    """A post is what a group announces, until a moment."""

    announcement: model.Announcement
