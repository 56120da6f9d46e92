"""What happens to the organisation: its settings, roles, people and teams."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id, Value

__all__ = [
    "Configured",
    "RoleAdded",
    "RoleMoved",
    "TeamAdded",
    "TeamUpdated",
    "UserActivated",
    "UserAdded",
    "UserDeactivated",
    "UserUpdated",
]


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
