"""Commands about badges, thanks, endorsements, and standing on no board."""

from __future__ import annotations

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.model import Criterion
from collabcore.shapes import Id

__all__ = [
    "AddBadge",
    "Endorse",
    "OptOut",
    "Thank",
    "UpdateBadge",
]


@attrs.frozen(kw_only=True, repr=False)
class AddBadge(Command):
    """Declare a badge: for people to give, or with `when` for people to earn by so many distinct objects."""

    id: Id | None = None
    name: str
    when: str | None = None
    count: int = 1
    type: str | None = None
    where: tuple[Criterion, ...] = ()
    auto_revoke: bool = False
    multiple: bool = False
    limit_per_giver: int | None = None


@attrs.frozen(kw_only=True, repr=False)
class UpdateBadge(Command):
    """Change a badge; whoever has earned it by its new terms gets it, silently."""

    id: Id
    name: str = UNSET
    when: str | None = UNSET
    count: int = UNSET
    type: str | None = UNSET
    where: tuple[Criterion, ...] = UNSET
    auto_revoke: bool = UNSET
    multiple: bool = UNSET
    limit_per_giver: int | None = UNSET
    active: bool = UNSET


@attrs.frozen(kw_only=True, repr=False)
class Thank(Command):
    """Thank people in public, with a badge, and with points from the month's budget for each of them."""

    id: Id | None = None
    users: tuple[Id, ...]
    badge: Id
    text: str
    points: int = 0


@attrs.frozen(kw_only=True, repr=False)
class Endorse(Command):
    """Vouch for a skill of somebody else's."""

    user: Id
    skill: str


@attrs.frozen(kw_only=True, repr=False)
class OptOut(Command):
    """Stand on no board any more, or on all again."""

    boards: bool = True
