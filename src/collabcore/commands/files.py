"""Commands about files: adding them, new versions, what they are called, whom they are given to."""

from __future__ import annotations

import attrs

from collabcore.commands.base import UNSET, Command
from collabcore.shapes import Id

__all__ = ["AddFile", "AddFileVersion", "DeleteFile", "ShareFile", "UpdateFile"]


@attrs.frozen(kw_only=True, repr=False)
class AddFile(Command):
    """Add a file, for oneself alone or in a group or on a record; `size` is in bytes."""

    id: Id | None = None
    title: str
    media_type: str
    size: int
    on: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class AddFileVersion(Command):
    """Bring a new version of a file; the ones before it are kept."""

    id: Id
    size: int


@attrs.frozen(kw_only=True, repr=False)
class UpdateFile(Command):
    """Change what a file is called, how it is described, and its tags."""

    id: Id
    title: str = UNSET
    description: str = UNSET
    tags: tuple[str, ...] = UNSET


@attrs.frozen(kw_only=True, repr=False)
class ShareFile(Command):
    """Give a file one sees to a group, person, team, queue or role too."""

    id: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class DeleteFile(Command):
    """Delete a file; it is gone from everywhere."""

    id: Id
