"""Things as one viewer may read them: what `get`, `card`, feeds and lists hand out.

Rule 1: a card is made only for who may see the thing; a field the viewer may not know is None.
Rule 2: counts count what this viewer may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from collabcore import visibility
from collabcore.errors import not_found
from collabcore.model import Access, Change, Comment, Group, Post, Record, Status, User, UserKind
from collabcore.shapes import Value
from collabcore.view import View

__all__ = [
    "Card",
    "CommentCard",
    "GroupCard",
    "PostCard",
    "RecordCard",
    "UserCard",
    "card",
    "known_followers",
    "known_members",
    "visible_comments",
]


@attrs.frozen(kw_only=True)
class UserCard:
    """A person: by name alone where users are private and only a group is shared (READINGS 81)."""

    id: str
    kind: UserKind | None = None
    name: str
    active: bool | None = None
    role: str | None = None
    manager: str | None = None
    details: Mapping[str, Value] | None = None


@attrs.frozen(kw_only=True)
class GroupCard:
    """A group: its shell only, for who may not read it."""

    id: str
    kind: str = "group"
    name: str
    access: Access
    description: str
    owner: str | None = None
    information: str | None = None
    members: int | None = None


@attrs.frozen(kw_only=True)
class RecordCard:
    """A record with the fields the viewer may read."""

    id: str
    kind: str = "record"
    type: str
    owner: str
    fields: Mapping[str, Value]
    created_at: dt.datetime
    updated_at: dt.datetime


@attrs.frozen(kw_only=True)
class PostCard:
    """A post with the likes and comments the viewer may count."""

    id: str
    kind: str = "post"
    author: str | None
    to: str
    text: str
    at: dt.datetime
    status: Status
    likes: int
    comments: int
    tracked: tuple[Change, ...] = ()


@attrs.frozen(kw_only=True)
class CommentCard:
    """A comment with the likes it has."""

    id: str
    kind: str = "comment"
    post: str
    author: str
    text: str
    at: dt.datetime
    status: Status
    likes: int


Card: TypeAlias = UserCard | GroupCard | RecordCard | PostCard | CommentCard


def card(view: View, viewer: str, thing: str) -> Card:
    """Return a thing as a viewer may read it.

    Cost: O(comments of a post, members of a group).

    Raises:
        NotFoundError: There is no such thing, or the viewer may not know of it.
    """
    found = view.thing(thing)
    if found is None or not visibility.can_see(view, viewer, thing):
        raise not_found(thing)
    return _MAKERS[type(found)](view, viewer, found)  # type: ignore[operator, no-any-return]


def _user_card(view: View, viewer: str, user: User) -> UserCard:
    if not _opens(view, viewer, user.id):
        return UserCard(id=user.id, name=user.name)
    return UserCard(
        id=user.id,
        name=user.name,
        kind=user.kind,
        active=user.active,
        role=user.role,
        manager=_if_known(view, viewer, user.manager),
        details=user.details,
    )


def _opens(view: View, viewer: str, user: str) -> bool:
    return view.lock("profile", user).opens(view.keys(viewer))


def _if_known(view: View, viewer: str, thing: str | None) -> str | None:
    return thing if thing is not None and visibility.can_see(view, viewer, thing) else None


def _group_card(view: View, viewer: str, group: Group) -> GroupCard:
    shell = GroupCard(id=group.id, name=group.name, access=group.access, description=group.description)
    if not view.lock("group", group.id).opens(view.keys(viewer)):
        return shell
    known = list(known_members(view, viewer, group.id))
    # Whoever is away still owns it (RULES 2.2).
    named = viewer in view.members(group.id) or visibility.can_see(view, viewer, group.owner)
    return attrs.evolve(shell, owner=group.owner if named else None, information=group.information, members=len(known))


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
    place = visibility.place_of(view, target)
    lock = view.lock(place, target)
    for user in view.followers(target):
        awake = view.users[user].active and lock.opens(view.keys(user))
        if awake and visibility.can_see(view, viewer, user):
            yield user


def _record_card(view: View, viewer: str, record: Record) -> RecordCard:
    return RecordCard(
        id=record.id,
        type=record.type,
        owner=record.owner,
        fields=record.fields,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def visible_comments(view: View, viewer: str, post: str) -> tuple[str, ...]:
    """Return the comments of a visible post that a viewer may see, oldest first.

    Cost: O(comments).
    """
    held = view.keys(viewer)
    return tuple(c for c in view.comments_on(post) if visibility.opens(view, held, "comment", c))


def _post_card(view: View, viewer: str, post: Post) -> PostCard:
    return PostCard(
        id=post.id,
        author=post.author,
        to=post.to,
        text=post.text,
        at=post.at,
        status=post.status,
        likes=len(view.likes(post.id)),
        comments=len(visible_comments(view, viewer, post.id)),
        tracked=post.changes,
    )


def _comment_card(view: View, viewer: str, comment: Comment) -> CommentCard:
    return CommentCard(
        id=comment.id,
        post=comment.post,
        author=comment.author,
        text=comment.text,
        at=comment.at,
        status=comment.status,
        likes=len(view.likes(comment.id)),
    )


_MAKERS: Final = {
    User: _user_card,
    Group: _group_card,
    Record: _record_card,
    Post: _post_card,
    Comment: _comment_card,
}
