"""Things as one viewer may read them: what `get`, `card`, feeds and lists hand out.

Rule 1: a card is made only for who may see the thing; a field the viewer may not know is None.
Rule 2: counts count what this viewer may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from collabcore import records, visibility
from collabcore.errors import not_found
from collabcore.model import (
    Access,
    Badge,
    Comment,
    File,
    Group,
    Idea,
    Post,
    Record,
    Redemption,
    Reward,
    User,
    UserKind,
    Version,
)
from collabcore.recognitioncards import (
    BadgeCard,
    IdeaCard,
    RedemptionCard,
    RewardCard,
    badge_card,
    idea_card,
    known_badges,
    redemption_card,
    reward_card,
)
from collabcore.shapes import EMPTY, Told, Value, frozen_mapping
from collabcore.talkcards import (
    ChoiceCard,
    CommentCard,
    PollCard,
    PostCard,
    comment_card,
    if_known,
    post_card,
)
from collabcore.topics import TopicCard
from collabcore.view import View

__all__ = [
    "BadgeCard",
    "Card",
    "ChoiceCard",
    "CommentCard",
    "FileCard",
    "GroupCard",
    "IdeaCard",
    "PollCard",
    "PostCard",
    "RecordCard",
    "RedemptionCard",
    "RewardCard",
    "TopicCard",
    "UserCard",
    "card",
    "known_followers",
    "known_members",
    "post_card",
    "visible_pins",
]


@attrs.frozen(kw_only=True, repr=False)
class UserCard(Told):
    """A person: by name alone where users are private and only a group is shared (READINGS 81)."""

    id: str
    kind: UserKind | None = None
    name: str
    active: bool | None = None
    role: str | None = None
    manager: str | None = None
    details: Mapping[str, Value] | None = None
    badges: tuple[str, ...] = ()
    skills: Mapping[str, int] = EMPTY


@attrs.frozen(kw_only=True, repr=False)
class GroupCard(Told):
    """A group: its shell only, for who may not read it.

    `announcement` is the post the group shows at its top now, `records` those attached that the viewer may read.
    """

    id: str
    kind: str = "group"
    name: str
    access: Access
    description: str
    owner: str | None = None
    information: str | None = None
    members: int | None = None
    archived: bool | None = None
    broadcast: bool | None = None
    customers: bool | None = None
    everyone: bool | None = None
    network: str | None = None
    announcement: str | None = None
    records: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class RecordCard(Told):
    """A record with the fields the viewer may read; where some are hidden, not even when it was last saved."""

    id: str
    kind: str = "record"
    type: str
    owner: str | None
    fields: Mapping[str, Value]
    created_at: dt.datetime
    updated_at: dt.datetime | None
    converted: bool = False
    unread: bool = False


@attrs.frozen(kw_only=True, repr=False)
class FileCard(Told):
    """A file with its versions, oldest first; its home is named to whom may know of it."""

    id: str
    kind: str = "file"
    title: str
    media_type: str
    size: int
    owner: str
    description: str
    tags: tuple[str, ...]
    on: str | None
    versions: tuple[Version, ...]


Card: TypeAlias = (
    UserCard
    | GroupCard
    | RecordCard
    | PostCard
    | CommentCard
    | IdeaCard
    | BadgeCard
    | RewardCard
    | RedemptionCard
    | FileCard
    | TopicCard
)


def card(view: View, viewer: str, thing: str, at: dt.datetime | None = None) -> Card:
    """Return a thing as a viewer may read it, at the moment of asking (the last event's, if none is given).

    Cost: O(comments of a post, members of a group).

    Raises:
        NotFoundError: There is no such thing, or the viewer may not know of it.
    """
    found = view.thing(thing)
    if found is None or not visibility.can_see(view, viewer, thing):
        raise not_found(thing)
    made = _MAKERS[type(found)](view, viewer, found)  # type: ignore[operator]
    if isinstance(made, GroupCard) and made.announcement is not None:
        return _unless_over(view, made, view.now if at is None else at)
    return made  # type: ignore[no-any-return]


def _user_card(view: View, viewer: str, user: User) -> UserCard:
    if not _opens(view, viewer, user.id):
        return UserCard(id=user.id, name=user.name)
    return UserCard(
        id=user.id,
        name=user.name,
        kind=user.kind,
        active=user.active,
        role=user.role,
        manager=if_known(view, viewer, user.manager),
        details=user.details,
        badges=known_badges(view, viewer, user.id),
        skills=frozen_mapping({skill: len(by) for skill, by in view.skills(user.id).items()}),
    )


def _opens(view: View, viewer: str, user: str) -> bool:
    return view.lock("profile", user).opens(view.keys(viewer))


def _group_card(view: View, viewer: str, group: Group) -> GroupCard:
    shell = GroupCard(id=group.id, name=group.name, access=group.access, description=group.description)
    if not view.lock("group", group.id).opens(view.keys(viewer)):
        return shell
    known = list(known_members(view, viewer, group.id))
    # Whoever is away still owns it (RULES 2.2).
    named = viewer in view.members(group.id) or visibility.can_see(view, viewer, group.owner)
    return attrs.evolve(
        shell,
        owner=group.owner if named else None,
        information=group.information,
        members=len(known),
        archived=group.archived,
        broadcast=group.broadcast,
        customers=group.customers,
        everyone=group.everyone,
        network=group.network,
        announcement=_announced(view, viewer, group.id),
        records=tuple(record for record in view.attached(group.id) if visibility.can_see(view, viewer, record)),
    )


def _announced(view: View, viewer: str, group: str) -> str | None:
    found = view.announcement(group)
    return None if found is None else if_known(view, viewer, found.post)


def _unless_over(view: View, made: GroupCard, at: dt.datetime) -> GroupCard:
    """Return a group's card, without its announcement once that is over: by the clock of who asks."""
    found = view.announcement(made.id)
    return made if found is not None and found.until > at else attrs.evolve(made, announcement=None)


def known_members(view: View, viewer: str, group: str) -> Iterator[str]:
    """Yield the active members of a group that a viewer may know: all by name in one's own (READINGS 45).

    Cost: O(members).
    """
    own = viewer in view.members(group)
    for user in view.members(group):
        if view.users[user].active and (own or visibility.can_see(view, viewer, user)):
            yield user


def known_followers(view: View, viewer: str, target: str) -> Iterator[str]:
    """Yield the awake followers of a target that a viewer may know (READINGS 39, 45).

    Cost: O(followers).
    """
    for user in view.followers(target):
        awake = view.users[user].active and visibility.reads(view, user, target)
        if awake and visibility.can_see(view, viewer, user):
            yield user


def _record_card(view: View, viewer: str, record: Record) -> RecordCard:
    hidden = records.hidden_fields(view, view.users[viewer], record.type)
    return RecordCard(
        id=record.id,
        type=record.type,
        owner=None if "owner" in hidden else record.owner,
        fields=frozen_mapping({name: value for name, value in record.fields.items() if name not in hidden}),
        created_at=record.created_at,
        updated_at=None if hidden else record.updated_at,
        converted=record.converted,
        unread=record.owner == viewer and record.id in view.unread,
    )


def visible_pins(view: View, viewer: str, place: str) -> tuple[str, ...]:
    """Return the posts pinned in a place that a viewer may see, the oldest pin first.

    Cost: O(pins).
    """
    return tuple(post for post in view.pins(place) if visibility.can_see(view, viewer, post))


def _file_card(view: View, viewer: str, file: File) -> FileCard:
    return FileCard(
        id=file.id,
        title=file.title,
        media_type=file.media_type,
        size=file.size,
        owner=file.owner,
        description=file.description,
        tags=file.tags,
        on=if_known(view, viewer, file.on),
        versions=file.versions,
    )


_MAKERS: Final = {
    User: _user_card,
    Group: _group_card,
    Record: _record_card,
    Post: post_card,
    Comment: comment_card,
    Idea: idea_card,
    Badge: badge_card,
    Reward: reward_card,
    Redemption: redemption_card,
    File: _file_card,
}
