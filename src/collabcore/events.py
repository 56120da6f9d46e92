"""Everything that happens, one frozen class each, in the past tense.

Events are the only thing kept: state and indexes are derived from them and can be rebuilt.
An event is a fact already judged; applying one never refuses.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import ClassVar, Final, Literal

import attrs

from collabcore import model
from collabcore.model import Actor, GroupRole, Status
from collabcore.shapes import Id, Told, Value

__all__ = [
    "EVENTS",
    "Announced",
    "AudienceSet",
    "Commented",
    "CompletenessSet",
    "Configured",
    "Deleted",
    "Event",
    "Followed",
    "GroupArchived",
    "GroupCreated",
    "GroupDeleted",
    "GroupUnarchived",
    "GroupUpdated",
    "ItemReviewed",
    "Liked",
    "MemberAdded",
    "MemberInvited",
    "MemberRemoved",
    "MembershipRequested",
    "NetworkAdded",
    "NetworkStateSet",
    "NetworkUpdated",
    "OwnerChanged",
    "OwnerSet",
    "PointsAwarded",
    "PointsRuleAdded",
    "PointsRuleRetired",
    "PostPinned",
    "PostUnpinned",
    "Posted",
    "QueueAdded",
    "QueueUpdated",
    "RecordAdded",
    "RecordAttached",
    "RecordDeleted",
    "RecordShared",
    "RecordUnshared",
    "RecordUpdated",
    "RequestAnswered",
    "RoleAdded",
    "RoleMoved",
    "SharingRuleAdded",
    "SharingRuleRemoved",
    "TeamAdded",
    "TeamUpdated",
    "Unfollowed",
    "Unliked",
    "UserActivated",
    "UserAdded",
    "UserDeactivated",
    "UserUpdated",
]

EVENTS: Final[dict[str, type[Event]]] = {}
"""Every event class by tag."""


@attrs.frozen(kw_only=True, repr=False)
class Event(Told):
    """A fact: what `by` made happen at `at`; the base of all events, not one itself."""

    tag: ClassVar[str] = ""

    by: Actor
    at: dt.datetime

    def __init_subclass__(cls) -> None:
        """Register the event under the snake case of its class name."""
        cls.tag = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        EVENTS[cls.tag] = cls


# Organisation and people


@attrs.frozen(kw_only=True, repr=False)
class Configured(Event):
    """Settings took new values."""

    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class RoleAdded(Event):
    """A role came into being."""

    role: model.Role


@attrs.frozen(kw_only=True, repr=False)
class RoleMoved(Event):
    """A role went under another parent."""

    id: Id
    parent: Id | None


@attrs.frozen(kw_only=True, repr=False)
class UserAdded(Event):
    """A person came in."""

    user: model.User


@attrs.frozen(kw_only=True, repr=False)
class UserUpdated(Event):
    """What is known of a person changed."""

    id: Id
    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class UserDeactivated(Event):
    """A person was deactivated; what they hold sleeps until they are back."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class UserActivated(Event):
    """A person came back."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class TeamAdded(Event):
    """A team came into being."""

    team: model.Team


@attrs.frozen(kw_only=True, repr=False)
class TeamUpdated(Event):
    """A team has other members, or another rule about superiors."""

    id: Id
    changes: Mapping[str, Value]


# Groups


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


# Following


@attrs.frozen(kw_only=True, repr=False)
class Followed(Event):
    """Somebody follows a person or record."""

    user: Id
    target: Id


@attrs.frozen(kw_only=True, repr=False)
class Unfollowed(Event):
    """Somebody follows no longer."""

    user: Id
    target: Id


# Conversation


@attrs.frozen(kw_only=True, repr=False)
class Posted(Event):
    """A post stands on a wall, in a group or on a record; a tracked change is one too."""

    post: model.Post


@attrs.frozen(kw_only=True, repr=False)
class Commented(Event):
    """A comment stands below a post."""

    comment: model.Comment


@attrs.frozen(kw_only=True, repr=False)
class Deleted(Event):
    """A post with its comments, or a comment, is gone."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class Liked(Event):
    """Somebody likes a post or comment."""

    user: Id
    item: Id


@attrs.frozen(kw_only=True, repr=False)
class Unliked(Event):
    """Somebody likes it no longer."""

    user: Id
    item: Id


@attrs.frozen(kw_only=True, repr=False)
class ItemReviewed(Event):
    """A post or comment has another status."""

    id: Id
    status: Status


@attrs.frozen(kw_only=True, repr=False)
class AudienceSet(Event):
    """A post has another audience."""

    id: Id
    audience: model.Audience


@attrs.frozen(kw_only=True, repr=False)
class PostPinned(Event):
    """A post stays at the top of its feed."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class PostUnpinned(Event):
    """A post goes its way again."""

    id: Id


# Records


@attrs.frozen(kw_only=True, repr=False)
class RecordAdded(Event):
    """A record came into being."""

    record: model.Record


@attrs.frozen(kw_only=True, repr=False)
class RecordUpdated(Event):
    """Fields of a record took new values; null means cleared."""

    id: Id
    fields: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class OwnerChanged(Event):
    """A record has another owner, and its manual shares are gone."""

    record: Id
    owner: Id


@attrs.frozen(kw_only=True, repr=False)
class RecordShared(Event):
    """A record is shared by hand at this level, whatever it was before."""

    record: Id
    to: Id
    level: Literal["read", "edit"]


@attrs.frozen(kw_only=True, repr=False)
class RecordUnshared(Event):
    """A manual share is gone."""

    record: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class RecordDeleted(Event):
    """A record is gone, with what was said on it; its children have no parent."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class SharingRuleAdded(Event):
    """A sharing rule holds."""

    rule: model.SharingRule


@attrs.frozen(kw_only=True, repr=False)
class SharingRuleRemoved(Event):
    """A sharing rule holds no more."""

    id: Id


# Channel


@attrs.frozen(kw_only=True, repr=False)
class QueueAdded(Event):
    """A queue came into being."""

    queue: model.Queue


@attrs.frozen(kw_only=True, repr=False)
class QueueUpdated(Event):
    """A queue has other members."""

    id: Id
    members: tuple[Id, ...]


@attrs.frozen(kw_only=True, repr=False)
class NetworkAdded(Event):
    """A network came into being."""

    network: model.Network


@attrs.frozen(kw_only=True, repr=False)
class NetworkUpdated(Event):
    """A network belongs to other profiles."""

    id: Id
    profiles: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class NetworkStateSet(Event):
    """A network went live or offline."""

    id: Id
    state: model.NetworkState


# Scoring


@attrs.frozen(kw_only=True, repr=False)
class CompletenessSet(Event):
    """A record type has a completeness profile."""

    profile: model.CompletenessProfile


@attrs.frozen(kw_only=True, repr=False)
class PointsRuleAdded(Event):
    """A points rule holds from now on."""

    rule: model.PointsRule


@attrs.frozen(kw_only=True, repr=False)
class PointsRuleRetired(Event):
    """A points rule pays no more."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class PointsAwarded(Event):
    """A line was added to the ledger."""

    entry: model.Entry
