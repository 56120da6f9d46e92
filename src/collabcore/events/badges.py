"""What happens to badges, thanks and skills, and who stands on no board."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id, Value

__all__ = [
    "BadgeAdded",
    "BadgeGranted",
    "BadgeRevoked",
    "BadgeUpdated",
    "BoardsOptedOut",
    "Endorsed",
    "Thanked",
]


@attrs.frozen(kw_only=True, repr=False)
class BadgeAdded(Event):
    """There is a new badge."""

    badge: model.Badge


@attrs.frozen(kw_only=True, repr=False)
class BadgeUpdated(Event):
    """A badge has other terms."""

    id: Id
    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class BadgeGranted(Event):
    """Somebody got a badge; `alert` tells whether they are told of it."""

    user: Id
    grant: model.BadgeGrant
    alert: bool = True


@attrs.frozen(kw_only=True, repr=False)
class BadgeRevoked(Event):
    """Somebody lost the badge they earned last."""

    user: Id
    badge: Id


@attrs.frozen(kw_only=True, repr=False)
class Thanked(Event):
    """Somebody thanked others; the post, the points and the badges are events of their own."""

    thanks: model.Thanks


@attrs.frozen(kw_only=True, repr=False)
class Endorsed(Event):
    """Somebody vouched for a skill of a person's."""

    user: Id
    skill: str


@attrs.frozen(kw_only=True, repr=False)
class BoardsOptedOut(Event):
    """Somebody stands on no board any more, or on all again."""

    user: Id
    boards: bool
