"""Commands about records: their fields, owners and shares, and the rules that share them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore.commands.base import Command
from collabcore.model import Criterion
from collabcore.shapes import EMPTY, Id, Value

__all__ = [
    "AddRecord",
    "AddSharingRule",
    "DeleteRecord",
    "MergeRecords",
    "RemoveSharingRule",
    "ShareRecord",
    "Transfer",
    "UnshareRecord",
    "UpdateRecord",
]


@attrs.frozen(kw_only=True, repr=False)
class AddRecord(Command):
    """Add a business record; the actor owns it unless `owner` is named."""

    id: Id | None = None
    type: str
    owner: Id | None = None
    parent: Id | None = None
    fields: Mapping[str, Value] = EMPTY


@attrs.frozen(kw_only=True, repr=False)
class UpdateRecord(Command):
    """Change fields of a record, null clearing; `item` names the tracked change if there is one."""

    id: Id
    fields: Mapping[str, Value]
    item: Id | None = None


@attrs.frozen(kw_only=True, repr=False)
class Transfer(Command):
    """Give a record (or some, in `records`) to another owner, dropping manual shares; `notify` tells the new owner."""

    record: Id | None = None
    owner: Id
    item: Id | None = None
    records: tuple[Id, ...] = ()
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class ShareRecord(Command):
    """Share a record, or a person, by hand with a user, team, queue, `role:<id>` or `role+:<id>`."""

    record: Id
    to: Id
    level: Literal["read", "edit"] = "read"


@attrs.frozen(kw_only=True, repr=False)
class UnshareRecord(Command):
    """Take a manual share back."""

    record: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class DeleteRecord(Command):
    """Delete a record with what was said on it; its children stay, without a parent."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class AddSharingRule(Command):
    """Share all records (or people) of a type that somebody owns, or that meet criteria."""

    id: Id | None = None
    type: str
    to: Id
    level: Literal["read", "edit"] = "read"
    owned_by: Id | None = None
    where: tuple[Criterion, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class RemoveSharingRule(Command):
    """Take a sharing rule away."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class MergeRecords(Command):
    """Merge a record into another of its type, which stays; what the other left blank is filled from it."""

    record: Id
    into: Id
