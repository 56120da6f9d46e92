"""What events about badges do to the store, and what every event adds to people's deeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from collabcore import deeds
from collabcore import events as e
from collabcore._store.fold.table import evolved, on
from collabcore._store.standing import restand

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["remember"]


def remember(store: Store, event: e.Event) -> None:
    """Note what an event is of people's doing; to be called before it is folded. Cost: O(1)."""
    for deed in deeds.made(store, event):
        if deed.undone:
            _undo(store, deed)
        else:
            store.deeds_of.setdefault(deed.user, {}).setdefault(deed.trigger, {})[deed.object] = deed.thing
            if deed.thing:
                _stand_by(store, deed.thing, deed.user)


def _stand_by(store: Store, thing: str, user: str) -> None:
    """Note a doer of a thing; most things have one, and those share a dictionary. Cost: O(1)."""
    doers = store.doers_of.get(thing)
    if not doers:
        store.doers_of[thing] = store.alone.setdefault(user, {user: None})
    elif len(doers) == 1:
        store.doers_of[thing] = {**doers, user: None}
    else:
        doers[user] = None


def _undo(store: Store, deed: deeds.Deed) -> None:
    """Take a deed back, whoever's it is, and forget whose thing it was if nothing else of theirs stands by it."""
    for user in list(store.doers(deed.thing)):
        mine = store.deeds_of[user]
        mine.get(deed.trigger, {}).pop(deed.object, None)
        if not any(deed.thing in objects.values() for objects in mine.values()):
            store.doers_of[deed.thing] = {doer: None for doer in store.doers_of[deed.thing] if doer != user}


@on(e.BadgeAdded)
def badge_added(store: Store, event: e.BadgeAdded) -> None:
    """A badge is there to be given or earned."""
    store.used.add(event.badge.id)
    store.badges[event.badge.id] = event.badge


@on(e.BadgeUpdated)
def badge_updated(store: Store, event: e.BadgeUpdated) -> None:
    """A badge has other terms."""
    store.badges[event.id] = evolved(store.badges[event.id], event.changes)


@on(e.BadgeGranted)
def badge_granted(store: Store, event: e.BadgeGranted) -> None:
    """A badge is somebody's."""
    store.grants_of.setdefault(event.user, []).append(event.grant)


@on(e.BadgeRevoked)
def badge_revoked(store: Store, event: e.BadgeRevoked) -> None:
    """The badge that was earned last is theirs no more."""
    mine = store.grants_of[event.user]
    place = max(
        place
        for place, grant in enumerate(mine)
        if grant.badge == event.badge and grant.thanks is None and not grant.revoked
    )
    mine[place] = attrs.evolve(mine[place], revoked=True)


@on(e.Thanked)
def thanked(store: Store, event: e.Thanked) -> None:
    """Thanks are remembered by their giver."""
    store.thanks[event.thanks.id] = event.thanks
    store.thanked_by.setdefault(event.thanks.giver, []).append(event.thanks.id)


@on(e.Endorsed)
def endorsed(store: Store, event: e.Endorsed) -> None:
    """Somebody vouched for a skill."""
    store.skills_of.setdefault(event.user, {}).setdefault(event.skill, {})[event.by] = None


@on(e.BoardsOptedOut)
def boards_opted_out(store: Store, event: e.BoardsOptedOut) -> None:
    """The person is on no board, or on all again, with everything they have."""
    if event.boards:
        store.hidden_from_boards[event.user] = None
    else:
        del store.hidden_from_boards[event.user]
    restand(store, event.user)
