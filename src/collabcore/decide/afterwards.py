"""The world as some events will leave it, as far as badges look: without touching the world."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import attrs

from collabcore import badges, deeds, triggers
from collabcore import events as e
from collabcore.model import Badge, Entry, Thing, User
from collabcore.shapes import fields_of
from collabcore.view import View
from collabcore.view.badges import DeedObject

__all__ = ["Afterwards"]


_MADE: Final[Mapping[type[e.Event], Callable[[Any], Thing]]] = {
    e.RecordAdded: attrgetter("record"),
    e.Posted: attrgetter("post"),
    e.Commented: attrgetter("comment"),
    e.IdeaPosted: attrgetter("idea"),
    e.ActivityLogged: attrgetter("activity"),
    e.PointsAwarded: attrgetter("entry"),
}
"""What each event makes that deeds may stand by."""


class Afterwards:
    """What there will be of deeds, things, badges and people once some events have happened."""

    def __init__(self, view: View, made: Sequence[e.Event]) -> None:
        """Look at a world through some events that have not happened in it yet."""
        self._view = view
        self._things: dict[str, Thing | None] = {}
        # By user and trigger each object with its thing, None where the deed is undone.
        self._deeds: dict[tuple[str, str], dict[DeedObject, str | None]] = {}
        self._lines: list[Entry] = []
        self._users: dict[str, User] = {}
        self._touched: dict[str, None] = {}
        self.terms: dict[str, Badge] = {}
        for event in made:
            self._take(event)

    def _take(self, event: e.Event) -> None:
        for deed in deeds.made(self._view, event):
            self._do(deed)
        self._take_thing(event)
        self._take_person(event)

    def _do(self, deed: deeds.Deed) -> None:
        if not deed.undone:
            self._deeds.setdefault((deed.user, deed.trigger), {})[deed.object] = deed.thing
            self._touched[deed.user] = None
            return
        for user in self._view.doers(deed.thing):
            self._deeds.setdefault((user, deed.trigger), {})[deed.object] = None
            self._touched[user] = None

    def _take_thing(self, event: e.Event) -> None:
        made = _MADE.get(type(event))
        if made is not None:
            thing = made(event)
            self._put(thing.id, thing)
        match event:
            case e.RecordUpdated(id=record_id):
                self._put(record_id, triggers.record_after(self._view, event))
            case e.Deleted(id=item):
                for gone in (item, *self._view.comments_on(item)):
                    self._put(gone, None)
            case e.RecordDeleted(id=place) | e.RecordsMerged(record=place) | e.GroupDeleted(id=place):
                self._put(place, None)
                for gone in self._written_on(place):
                    self._put(gone, None)
            case _:
                pass

    def _written_on(self, place: str) -> Iterator[str]:
        newest = self._view.timeline("newest")
        for number in newest.stream(f"on:{place}"):
            yield newest.post(number)
            yield from self._view.comments_on(newest.post(number))

    def _put(self, thing_id: str, thing: Thing | None) -> None:
        self._things[thing_id] = thing
        self._touched |= dict.fromkeys(self._view.doers(thing_id))

    def _take_person(self, event: e.Event) -> None:
        match event:
            case e.PointsAwarded(entry=entry):
                self._lines.append(entry)
                self._touched[entry.user] = None
            case e.UserActivated(id=user):
                self._users[user] = attrs.evolve(self._view.users[user], active=True)
                self._touched[user] = None
            case e.UserUpdated(id=user, changes=changes) if "kind" in changes:
                kind = fields_of(User)["kind"][0].take(changes["kind"], "kind")
                self._users[user] = attrs.evolve(self._view.users[user], kind=kind)
                self._touched[user] = None
            case e.BadgeAdded(badge=badge):
                self.terms[badge.id] = badge
            case e.BadgeUpdated(id=badge_id, changes=changes):
                shapes = fields_of(Badge)
                taken = {name: shapes[name][0].take(value, name) for name, value in changes.items()}
                self.terms[badge_id] = attrs.evolve(self._view.badges[badge_id], **taken)
            case _:
                pass

    def badges(self) -> Iterator[Badge]:
        """Yield every badge as it will be."""
        yield from {**self._view.badges, **self.terms}.values()

    def touched(self) -> Sequence[str]:
        """Return whom the events concern, in the order in which they do."""
        return tuple(self._touched)

    def user(self, user: str) -> User | None:
        """Return a person as they will be."""
        return self._users.get(user) or self._view.users.get(user)

    def _find(self, thing: str) -> Thing | None:
        return self._things[thing] if thing in self._things else self._view.thing(thing)

    def counted(self, badge: Badge, user: str, at: dt.datetime) -> int:
        """Return how many of a person's objects will count for a badge."""
        name = deeds.counting(badge.when) if badge.when else ""
        objects = {**self._view.deeds(user).get(name, {}), **self._deeds.get((user, name), {})}
        standing = {name: thing for name, thing in objects.items() if thing is not None}
        lines = (*(self._view.entries[entry] for entry in self._view.ledger(user)), *self._lines)
        void = badges.voided(line for line in lines if line.user == user)
        return badges.counted(badge, standing, self._find, void, at)
