"""What a row of the table of triggers is, and what it turns an event into: occasions, one for each person concerned."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from collabcore.events import Event
from collabcore.model import Beneficiary, KeyPart, PointsRule, Record, UserId
from collabcore.view import View

__all__ = ["ONCE_AN_ACT", "ONCE_A_DAY", "ONCE_A_RECORD", "Occasion", "Occasions", "Trigger", "week"]


@attrs.frozen(kw_only=True, slots=False)  # many are made and few kept: half the time of one with slots
class Occasion:
    """Something that may pay: who is who in it, and what it is about.

    Attributes:
        actor: Who did it; HOST for the host.
        owner: Whom the act or the thing belongs to.
        author: Who wrote what it is about.
        creator: Who made what it is about.
        object: What makes it another act than the one before: the id of what was made or liked, a skill, a post shared.
        subject: What rules read of it, as it is after the event, or how to make that up.
        before: The same before the event; None when there was none.
        at: When it happened.
        thing: The id of the thing it stands by: with it goes what was awarded for it. It is the object, mostly.
    """

    actor: str
    owner: UserId | None
    author: UserId | None = None
    creator: UserId | None = None
    object: str
    _subject: Record | Callable[[], Record]
    before: Record | None = None
    at: dt.datetime
    thing: str = attrs.Factory(lambda made: made.object, takes_self=True)

    @functools.cached_property
    def subject(self) -> Record:
        """What rules read of it, made up when a rule reads it."""
        return self._subject if isinstance(self._subject, Record) else self._subject()

    def part(self, name: KeyPart, user: str) -> str:
        """Return what a part of a key says of it for one person; days and weeks are those of UTC, a rule is none.

        Cost: O(1).
        """
        return _PARTS[name](self, user)


def week(day: dt.date) -> str:
    """Return the ISO week of a date.

    Cost: O(1).

    >>> week(dt.date(2024, 12, 30))
    '2025-W01'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


_Part: TypeAlias = Callable[[Occasion, str], str]

_PARTS: Final[Mapping[KeyPart, _Part]] = {
    "record": lambda occasion, _user: occasion.thing,
    "object": lambda occasion, _user: occasion.object,
    "user": lambda _occasion, user: user,
    "actor": lambda occasion, _user: occasion.actor,
    "day": lambda occasion, _user: occasion.at.astimezone(dt.UTC).date().isoformat(),
    "week": lambda occasion, _user: week(occasion.at.astimezone(dt.UTC).date()),
}

Occasions: TypeAlias = Callable[[View, Any], Iterable[Occasion]]
_State: TypeAlias = Callable[[View, PointsRule, str, Record, dt.datetime], bool]
_Arguments: TypeAlias = Callable[[Record, Record], Iterable[str]]

ONCE_A_RECORD: Final[tuple[KeyPart, ...]] = ("rule", "record")
ONCE_AN_ACT: Final[tuple[KeyPart, ...]] = ("rule", "object", "actor", "user")
ONCE_A_DAY: Final[tuple[KeyPart, ...]] = ("rule", "user", "day")


def _parts(key: Iterable[KeyPart], *said: KeyPart) -> tuple[_Part, ...]:
    """Return how the parts of a key are read, but for those said already."""
    return tuple(_PARTS[part] for part in key if part not in said)


def _no_arguments(_before: Record, _after: Record) -> Iterable[str]:
    return ("",)


@attrs.frozen(kw_only=True)
class Trigger:
    """One row: the word of a trigger, the events that pull it, and how.

    Attributes:
        word: Its name in rules and badges.
        events: The classes of event that pull it.
        occasions: What such an event is about.
        state: Whether a thing is in the state the trigger waits for; None where the event alone pulls it.
        scored: Whether that state is one of a record's score.
        takes: What stands in brackets after the word; empty when nothing may.
        arguments: What could stand there, by what a thing was and what it is.
        barred: Those of the people concerned who may not be the one who did it: nobody likes or thanks themselves.
        doer: Whose deed it is, for badges that count deeds.
        stands: Whether the deed stands by its thing, and counts no more when that is gone.
        key: What is paid once only, unless the rule says otherwise.
        distinct: What makes deeds distinct: the parts of the key beside the rule and the person.
        own: The same without who did it, where that is the person.
        happens: Whether the event alone is what it waits for, and nothing stands in brackets after its word.
    """

    word: str
    events: tuple[type[Event], ...]
    occasions: Occasions
    state: _State | None = None
    scored: bool = False
    takes: str = ""
    arguments: _Arguments = _no_arguments
    barred: tuple[Beneficiary, ...] = ()
    doer: Beneficiary = "owner"
    stands: bool = True
    key: tuple[KeyPart, ...] = ONCE_AN_ACT
    distinct: tuple[_Part, ...] = attrs.Factory(lambda row: _parts(row.key, "rule", "user"), takes_self=True)
    own: tuple[_Part, ...] = attrs.Factory(lambda row: _parts(row.key, "rule", "user", "actor"), takes_self=True)
    happens: bool = attrs.Factory(lambda row: row.state is None and not row.takes, takes_self=True)
