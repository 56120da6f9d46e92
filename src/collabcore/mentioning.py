"""Whom a mention reaches, and which mentions are refused (RULES 1.3, READINGS 36)."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from collabcore import visibility
from collabcore.errors import not_found
from collabcore.keys import GUESTS, INACTIVE, SITE
from collabcore.model import Group, User
from collabcore.text import Piece, pieces
from collabcore.view import View

__all__ = ["Reach", "Segment", "Unreached", "is_disallowed", "reach", "segments", "unreached"]

Reach: TypeAlias = Literal["ok", "inaccessible", "disallowed", "not_found"]


def is_disallowed(view: View, author: str, to: str, group: Group) -> bool:
    """Tell whether a mention would show a group to people who do not know it.

    A private group the author is not in, and an unlisted one anywhere outside itself.

    Cost: O(1).
    """
    if group.access == "private":
        return author not in view.members(group.id)
    return group.access == "unlisted" and group.id != to


def reach(view: View, author: str, to: str, thing: str) -> Reach:
    """Return what mentioning a thing in a post of an author's on `to` would come to.

    Cost: O(1).

    Source: RULES 1.3 [CR-MV].
    """
    found = view.thing(thing)
    if not isinstance(found, (User, Group)) or not visibility.can_see(view, author, thing):
        return "not_found"
    if isinstance(found, Group):
        return "disallowed" if is_disallowed(view, author, to, found) else "ok"
    if not found.active:
        return "disallowed"
    return "ok" if _would_see(view, author, to, thing) else "inaccessible"


def _would_see(view: View, author: str, to: str, user: str) -> bool:
    """Tell whether a user would see a post made on `to` as posts are made by default."""
    held = view.keys(user)
    place = visibility.place_of(view, to)
    internal = place == "record" and not {SITE, GUESTS} & set(view.keys(author))
    outside = not held.isdisjoint((SITE, GUESTS) if internal else (SITE,) if place == "profile" else ())
    return INACTIVE not in held and not outside and view.lock(place, to).opens(held)


@attrs.frozen
class Segment:
    """A part of a text as a viewer reads it: plain, or a mention, topic or link and what it leads to.

    A mention has the `name` of whom it mentions, for who may know them, and is `accessible` where they see the text.
    """

    kind: Literal["text", "mention", "topic", "link"]
    text: str
    target: str | None = None
    name: str | None = None
    accessible: bool | None = None


def segments(view: View, viewer: str, item: str) -> tuple[Segment, ...]:
    """Return the text of a post or comment in parts, as a viewer reads them.

    Cost: O(text + mentions).

    Source: RULES 1.3 [AX-MS].

    Raises:
        NotFoundError: There is no such post or comment, or the viewer may not see it.
    """
    found = view.posts.get(item) or view.comments.get(item)
    if found is None or not visibility.can_see(view, viewer, item):
        raise not_found(item)
    return tuple(_segment(view, viewer, item, piece) for piece in pieces(found.text))


def _segment(view: View, viewer: str, item: str, piece: Piece) -> Segment:
    if piece.kind != "mention":
        return Segment(piece.kind, piece.text, piece.target)
    found = view.thing(piece.target or "")
    if not isinstance(found, (User, Group)) or not visibility.can_see(view, viewer, found.id):
        return Segment("mention", piece.text, piece.target, accessible=False)
    reaches = isinstance(found, Group) or visibility.can_see(view, found.id, item)
    return Segment("mention", piece.text, piece.target, found.name, reaches)


@attrs.frozen
class Unreached:
    """A warning: somebody is mentioned in a post or comment and cannot see it, so is not told of it.

    >>> print(Unreached("p1", "jose", "Jose"))
    Jose is mentioned in `p1`, cannot see it, and is not told.
    """

    item: str
    user: str
    name: str

    def __str__(self) -> str:
        """Return the warning in words."""
        return f"{self.name or self.user} is mentioned in `{self.item}`, cannot see it, and is not told."


def unreached(view: View, viewer: str, item: str) -> tuple[Unreached, ...]:
    """Return whom a post or comment mentions in vain, as far as the viewer knows them; in the order of the text.

    Cost: O(mentions).

    Source: RULES 1.3 [CR-MV].

    Raises:
        NotFoundError: There is no such post or comment, or the viewer may not see it.
    """
    found = view.posts.get(item) or view.comments.get(item)
    if found is None or not visibility.can_see(view, viewer, item):
        raise not_found(item)
    people = (view.users[user] for user in found.mentions if user in view.users)
    vain = (user for user in people if not visibility.can_see(view, user.id, item))
    return tuple(Unreached(item, user.id, user.name) for user in vain if visibility.can_see(view, viewer, user.id))
