"""Whom a mention reaches, and which mentions are refused (RULES 1.3, READINGS 36)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from collabcore import visibility
from collabcore.keys import GUESTS, INACTIVE, SITE
from collabcore.model import Group, User
from collabcore.view import View

__all__ = ["Reach", "is_disallowed", "reach"]

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
