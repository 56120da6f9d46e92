"""Topics: what is said is about them."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.model.base import UserId
from collabcore.shapes import Id, Told

__all__ = ["TopicUse"]


@attrs.frozen(kw_only=True, repr=False)
class TopicUse(Told):
    """One use of a topic: the post or comment that carries it, who put it there (None: the host), and when."""

    topic: str
    item: Id
    user: UserId | None
    at: dt.datetime
