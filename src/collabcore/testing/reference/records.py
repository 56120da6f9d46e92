"""Records, whose they are, and how they are shared, told by their events."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import attrs

from collabcore import events as ev
from collabcore import model
from collabcore.model import Level
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import second, without

__all__ = ["RecordsTwin"]


class RecordsTwin(Facts):
    """Records, whose they are, and how they are shared, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, model.Record] = {}
        self.sharing: dict[str, model.SharingRule] = {}
        self._owned: dict[tuple[str, str], None] = {}  # (user, record)
        self._shares: dict[tuple[str, str], Level] = {}  # (record or person, to): level

    def _apply_records(self, event: ev.Event) -> None:
        match event:
            case ev.RecordAdded(record=record):
                self._add(self.records, record)
                self._owned[record.owner, record.id] = None
            case ev.RecordUpdated(id=record_id, fields=fields, at=at):
                merged = {**self.records[record_id].fields, **fields}
                filled = {name: value for name, value in merged.items() if value is not None}
                self.records[record_id] = attrs.evolve(self.records[record_id], fields=filled, updated_at=at)
            case ev.OwnerChanged(record=record_id, owner=owner, at=at):
                self._owned.pop((self.records[record_id].owner, record_id), None)
                self._owned[owner, record_id] = None
                self.records[record_id] = attrs.evolve(self.records[record_id], owner=owner, updated_at=at)
                self._shares = without(self._shares, record_id)
            case ev.RecordShared(record=record_id, to=to, level=level):
                self._shares[record_id, to] = Level[level.upper()]
            case ev.RecordUnshared(record=record_id, to=to):
                self._shares.pop((record_id, to), None)
            case ev.SharingRuleAdded(rule=sharing_rule):
                self._add(self.sharing, sharing_rule)
            case ev.SharingRuleRemoved(id=rule_id):
                del self.sharing[rule_id]
            case ev.RecordDeleted(id=gone):
                self._end_record(gone, None)
            case ev.RecordsMerged(record=gone, into=into):
                self._end_record(gone, into)
            case _:
                pass

    def _apply_flags(self, event: ev.Event) -> None:
        match event:
            case ev.PartnerAccountEnabled(account=account):
                self.records[account] = attrs.evolve(self.records[account], partner=True)
            case ev.PartnerAccountDisabled(account=account):
                self.records[account] = attrs.evolve(self.records[account], partner=False)
            case ev.LeadConverted(record=lead, at=at):
                self.records[lead] = attrs.evolve(self.records[lead], converted=True, updated_at=at)
            case _:
                pass

    def _end_record(self, gone: str, heir: str | None) -> None:
        """Take a record away; its children hang on the heir, or on nothing."""
        self._owned = {pair: None for pair in self._owned if pair[1] != gone}
        self._shares = without(self._shares, gone)
        for child in self.children(gone):
            self.records[child] = attrs.evolve(self.records[child], parent=heir)
        del self.records[gone]

    def children(self, record: str) -> AbstractSet[str]:
        """Return the records whose parent a record is, oldest first. Cost: O(records)."""
        return dict.fromkeys(each.id for each in self.records.values() if each.parent == record).keys()

    def sharing_of(self, kind: str) -> AbstractSet[str]:
        """Return the sharing rules for a type of record, or for people (`user`), oldest first. Cost: O(rules)."""
        return dict.fromkeys(rule.id for rule in self.sharing.values() if rule.type == kind).keys()

    def owned(self, user: str) -> AbstractSet[str]:
        """Return the records a user owns, in the order they came to them. Cost: O(records)."""
        return second(self._owned, user)

    def shares(self, record: str) -> Mapping[str, Level]:
        """Return the manual shares of a record or person: target to level, in the order of sharing. Cost: O(shares)."""
        return {to: level for (each, to), level in self._shares.items() if each == record}
