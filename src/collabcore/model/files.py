"""Files, their versions, and where they are."""

from __future__ import annotations

import datetime as dt

import attrs

from collabcore.model.base import FileId, UserId
from collabcore.shapes import Id, Told

__all__ = ["File", "Version"]


@attrs.frozen(kw_only=True, repr=False)
class Version(Told):
    """One state of a file's contents: how long it is (bytes), who brought it, when."""

    size: int
    by: UserId
    at: dt.datetime


@attrs.frozen(kw_only=True, repr=False)
class File(Told):
    """A file: what is known of it; its contents are the host's.

    `on` is its home, a group or record; `shared` names whom else it was given to: groups, people, teams, queues, roles.
    """

    id: FileId
    owner: UserId
    title: str
    media_type: str
    versions: tuple[Version, ...]
    on: Id | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    shared: tuple[Id, ...] = ()

    @property
    def size(self) -> int:
        """How long its latest version is, in bytes."""
        return self.versions[-1].size
