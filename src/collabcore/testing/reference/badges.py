"""Badges, thanks, skills and deeds, told by their events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import attrs

from collabcore import deeds as done
from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference.base import Facts
from collabcore.testing.reference.parts import changed
from collabcore.view.badges import DeedObject

__all__ = ["BadgesTwin"]


class BadgesTwin(Facts):
    """Badges, thanks, skills and deeds, told by their events."""

    def __init__(self) -> None:
        super().__init__()
        self.badges: dict[str, model.Badge] = {}
        self.thanks: dict[str, model.Thanks] = {}
        self._deeds: list[done.Deed] = []

    def _apply_badges(self, event: ev.Event) -> None:
        match event:
            case ev.BadgeAdded(badge=badge):
                self._add(self.badges, badge)
            case ev.BadgeUpdated(id=badge_id, changes=changes):
                self.badges[badge_id] = changed(self.badges[badge_id], changes)
            case ev.Thanked(thanks=thanks):
                self.thanks[thanks.id] = thanks
            case _:
                pass

    def grants(self, user: str) -> Sequence[model.BadgeGrant]:
        """Return every badge a user got, revoked ones too, oldest first. Cost: O(events)."""
        found: list[model.BadgeGrant] = []
        for event in self.events:
            match event:
                case ev.BadgeGranted(user=whose, grant=grant) if whose == user:
                    found.append(grant)
                case ev.BadgeRevoked(user=whose, badge=badge) if whose == user:
                    (*_, last) = (
                        place
                        for place, one in enumerate(found)
                        if (one.badge, one.thanks) == (badge, None) and not one.revoked
                    )
                    found[last] = attrs.evolve(found[last], revoked=True)
                case _:
                    pass
        return found

    def thanks_by(self, giver: str) -> Sequence[str]:
        """Return the ids of a user's thanks to others, oldest first. Cost: O(thanks)."""
        return [one.id for one in self.thanks.values() if one.giver == giver]

    def skills(self, user: str) -> Mapping[str, AbstractSet[str]]:
        """Return a user's skills with who vouched for each, in the order of vouching. Cost: O(events)."""
        told = [event for event in self.events if isinstance(event, ev.Endorsed) and event.user == user]
        skills = dict.fromkeys(event.skill for event in told)
        return {skill: dict.fromkeys(e.by for e in told if e.skill == skill).keys() for skill in skills}

    @property
    def off_boards(self) -> AbstractSet[str]:
        """Who has opted out of standing on boards. Cost: O(events)."""
        off: dict[str, None] = {}
        for event in self.events:
            if isinstance(event, ev.BoardsOptedOut):
                off.pop(event.user, None)
                off |= {event.user: None} if event.boards else {}
        return off.keys()

    def deeds(self, user: str) -> Mapping[str, Mapping[DeedObject, str]]:
        """Return what a user has done, less what was undone later. Cost: O(deeds)."""
        found: dict[str, dict[DeedObject, str]] = {}
        for deed in self._deeds:
            if deed.undone:
                found.get(deed.trigger, {}).pop(deed.object, None)
            elif deed.user == user:
                found.setdefault(deed.trigger, {})[deed.object] = deed.thing
        return found

    def doers(self, thing: str) -> AbstractSet[str]:
        """Return who has done something that stands by a thing. Cost: O(deeds * users)."""
        users = dict.fromkeys(deed.user for deed in self._deeds)
        return {u: None for u in users if any(thing in o.values() for o in self.deeds(u).values())}.keys()
