"""What happens to activities, and logins."""

from __future__ import annotations

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id

__all__ = ["ActivityCancelled", "ActivityCompleted", "ActivityLogged", "LoggedIn"]


@attrs.frozen(kw_only=True, repr=False)
class LoggedIn(Event):
    """Somebody logged in."""

    user: Id


@attrs.frozen(kw_only=True, repr=False)
class ActivityLogged(Event):
    """An activity is planned, or was done."""

    activity: model.Activity


@attrs.frozen(kw_only=True, repr=False)
class ActivityCompleted(Event):
    """An activity is done."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class ActivityCancelled(Event):
    """An activity will not be done."""

    id: Id
