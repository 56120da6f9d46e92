"""What happens to records and what shares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from collabcore import model
from collabcore.events.base import Event
from collabcore.shapes import Id, Value

__all__ = [
    "OwnerChanged",
    "RecordAdded",
    "RecordDeleted",
    "RecordShared",
    "RecordUnshared",
    "RecordUpdated",
    "RecordsMerged",
    "SharingRuleAdded",
    "SharingRuleRemoved",
]


@attrs.frozen(kw_only=True, repr=False)
class RecordAdded(Event):
    """A record came into being."""

    record: model.Record


@attrs.frozen(kw_only=True, repr=False)
class RecordUpdated(Event):
    """Fields of a record took new values; null means cleared."""

    id: Id
    fields: Mapping[str, Value]


@attrs.frozen(kw_only=True, repr=False)
class OwnerChanged(Event):
    """A record has another owner, and its manual shares are gone."""

    record: Id
    owner: Id
    notify: bool = False


@attrs.frozen(kw_only=True, repr=False)
class RecordShared(Event):
    """A record is shared by hand at this level, whatever it was before."""

    record: Id
    to: Id
    level: Literal["read", "edit"]


@attrs.frozen(kw_only=True, repr=False)
class RecordUnshared(Event):
    """A manual share is gone."""

    record: Id
    to: Id


@attrs.frozen(kw_only=True, repr=False)
class RecordDeleted(Event):
    """A record is gone, with what was said on it; its children have no parent."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class SharingRuleAdded(Event):
    """A sharing rule holds."""

    rule: model.SharingRule


@attrs.frozen(kw_only=True, repr=False)
class SharingRuleRemoved(Event):
    """A sharing rule holds no more."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class RecordsMerged(Event):
    """A record is gone, and its children are another's."""

    record: Id
    into: Id
