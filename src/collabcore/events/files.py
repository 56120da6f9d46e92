"""What happens to files."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id, Value

__all__ = ["FileAdded", "FileDeleted", "FileShared", "FileUpdated", "FileVersionAdded"]


@attrs.frozen(kw_only=True, repr=False)
class FileAdded(Event):
    """There is a new file."""

    file: model.File


@attrs.frozen(kw_only=True, repr=False)
class FileVersionAdded(Event):
    """A file has a new version."""

    id: Id
    version: model.Version


@attrs.frozen(kw_only=True, repr=False)
class FileUpdated(Event):
    """Fields of a file have other values."""

    id: Id
    changes: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class FileShared(Event):
    """A file is given to somebody more."""

    id: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class FileDeleted(Event):
    """A file is gone."""

    id: Id
