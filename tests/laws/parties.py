"""Law 7 by person, where a command may both give sight and take it: who alone may gain, and who alone may lose.

A record changes hands: it is shown to those who have it through whoever has it now, and taken from those who had it
through whoever had it, or by a share; the new owner loses nothing. The grants are those of the restatement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs

from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Level
from collabcore.testing import restated_access
from collabcore.view import View

__all__ = ["PARTIES", "Parties"]

_PLACES: Final = ("user", "manager", "executive")


@attrs.frozen
class Parties:
    """Who may lose sight of something there was, and who may gain it."""

    losers: frozenset[str]
    gainers: frozenset[str]

    @classmethod
    def of(cls, losers: Iterable[str] = (), gainers: Iterable[str] = ()) -> Parties:
        """Return the parties that some people are."""
        return cls(frozenset(losers), frozenset(gainers))

    def __or__(self, other: Parties) -> Parties:
        """Return those of either."""
        return Parties(self.losers | other.losers, self.gainers | other.gainers)


Told: TypeAlias = Callable[[View, View, Any, Sequence[e.Event]], Parties]
"""Tells the parties to a command from the world before it, the world after it, and what happened."""


def _granted(view: View, record: str) -> set[str]:
    """Return who has a record by a grant: not by default, not as administrator, not by what hangs on it."""
    return {
        user
        for user in view.users
        if restated_access.record_level(view, user, record) > Level.NONE
        and any(restated_access._granted(view, user, view.records[record]))
    }


def _readers(view: View, record: str) -> set[str]:
    """Return who may read a record, for whatever reason."""
    return {user for user in view.users if restated_access.record_level(view, user, record) > Level.NONE}


def _has_partners(view: View, record: str) -> bool:
    return any(user.kind == "partner" and user.account == record for user in view.users.values())


def _handed_on(before: View, after: View, command: c.Command, made: Sequence[e.Event]) -> Parties:
    """Return who has or had the records by a grant; anybody but the owner where partners come below another role."""
    found, owners = Parties.of(), set[str]()
    for event in made:
        if isinstance(event, e.OwnerChanged):
            owners.add(event.owner)
            if _has_partners(before, event.record):
                found |= Parties.of(before.users, before.users)
            else:
                found |= Parties.of(_granted(before, event.record), _granted(after, event.record))
    return attrs.evolve(found, losers=found.losers - owners if len(owners) == 1 else found.losers)


def _merged(before: View, after: View, command: c.MergeRecords, made: Sequence[e.Event]) -> Parties:
    """Return who could read one of the two, and who may read the one that is left."""
    losers = _readers(before, command.record) | _readers(before, command.into)
    return Parties.of(losers, _readers(after, command.into))


def _refilled(before: View, after: View, command: c.UpdateRecord, made: Sequence[e.Event]) -> Parties:
    """Return who could read the record, and who may now."""
    return Parties.of(_readers(before, command.id), _readers(after, command.id))


def _partner_changed(before: View, after: View, command: c.EnablePartnerUser, made: Sequence[e.Event]) -> Parties:
    """Return the partner for another profile or as super user; a higher place is theirs to gain, others' to lose."""
    user = next(user for user in before.users.values() if user.contact == command.contact)
    others = before.users.keys() - {user.id}
    was, is_ = (_PLACES.index(level or "user") for level in (user.level, command.level))
    found = Parties.of()
    if was != is_:
        found |= Parties.of(others, {user.id}) if was < is_ else Parties.of({user.id}, others)
    if user.super_user != command.super_user:
        found |= Parties.of(gainers={user.id}) if command.super_user else Parties.of(losers={user.id})
    if user.profile != command.profile:
        found |= Parties.of({user.id}, {user.id})
    return found


PARTIES: Final[Mapping[str, Told]] = {
    "transfer": _handed_on,
    "assign": _handed_on,
    "accept": _handed_on,
    "merge_records": _merged,
    "update_record": _refilled,
    "enable_partner_user": _partner_changed,
}
"""Commands that may both give and take sight, with whom they may give it to and take it from."""
