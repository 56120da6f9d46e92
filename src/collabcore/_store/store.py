"""The indexed store: the `View` the engine answers from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from collabcore import notifications
from collabcore._store import fold
from collabcore._store.copying import Copying, copied, looked_at
from collabcore._store.facts import (
    ActivitiesFacts,
    BadgesFacts,
    ChannelFacts,
    ConversationFacts,
    FilesFacts,
    GroupsFacts,
    IdeasFacts,
    MarksFacts,
    NewsFacts,
    PartnersFacts,
    PeopleFacts,
    RecognitionFacts,
    RecordsFacts,
    RewardsFacts,
    RoutingFacts,
    ScoringFacts,
    TopicsFacts,
)
from collabcore._store.facts.scoring import Kept, block_of
from collabcore._store.seen import Seen
from collabcore._store.sight import Sight
from collabcore._store.standing import blank
from collabcore.events import LEAVE_SIGHT, Event
from collabcore.fieldstates import PLAIN, Checks
from collabcore.keys import Key, Lock
from collabcore.model import Thing
from collabcore.standings import Standing
from collabcore.view import Place

__all__ = ["Store"]

_BEGINNING: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Store(
    PeopleFacts,
    GroupsFacts,
    RecordsFacts,
    ConversationFacts,
    FilesFacts,
    MarksFacts,
    TopicsFacts,
    ChannelFacts,
    ScoringFacts,
    NewsFacts,
    ActivitiesFacts,
    RecognitionFacts,
    IdeasFacts,
    BadgesFacts,
    RewardsFacts,
    PartnersFacts,
    RoutingFacts,
):
    """Facts folded from events, with the indexes that make every question cheap.

    It is changed by `apply` alone, and applying never refuses. Ordered sets are kept as dicts without values.
    """

    def __init__(self, events: Iterable[Event] = (), checks: Checks = PLAIN) -> None:
        """Start from nothing, or from a history; fields are checked by `checks`."""
        super().__init__()
        self.checks = checks
        self.now: dt.datetime = _BEGINNING
        self.epoch = 0
        self.sight = Sight(self)
        self.seen = Seen(self)
        self._list_kinds()
        for event in events:
            self.apply(event)

    def _list_kinds(self) -> None:
        """Note where things are looked for by id, those asked for most first."""
        talk, places = (self.posts, self.comments, self.files), (self.users, self.records, self.groups)
        sets = (self.roles, self.teams, self.queues, self.networks, self.rotations)
        rules = (self.sharing, self.rules, self.entries)
        honours = (self.ideas, self.badges, self.rewards, self.redemptions)
        self._kinds: tuple[Mapping[str, Thing], ...] = (*talk, *places, *sets, *rules, self.activities, *honours)

    def copy(self, copied: Copying = copied) -> Store:
        """Return a store in the same state, as replaying the events would give, without working anything out.

        It is independent of this one; with `borrowed`, as long as this one does not change.

        Cost: O(facts); with `borrowed` O(keys).
        """
        twin = Store.__new__(Store)
        vars(twin).update({name: copied(value) for name, value in vars(self).items()})
        twin.sight = self.sight.copy(twin, copied)
        twin.seen = Seen(twin)
        twin.kept = {name: {block: kept.copy() for block, kept in blocks.items()} for name, blocks in self.kept.items()}
        twin.timelines = self.timelines.copy(copied)
        twin._list_kinds()  # noqa: SLF001 - a store of the same kind
        return twin

    def apply(self, event: Event) -> None:
        """Fold one event into facts and indexes, and tell whom it concerns.

        Cost: O(what it touches).
        """
        self.now = event.at
        self.epoch += type(event) not in LEAVE_SIGHT
        fold.remember(self, event)
        fold.HANDLERS[type(event)](self, event)
        for notice in notifications.told(self, event):
            self.tell(notice)

    def thing(self, thing: str) -> Thing | None:
        """Return whatever has this id."""
        for kind in self._kinds:
            if (found := kind.get(thing)) is not None:
                return found
        return None

    def was_used(self, thing: str) -> bool:
        """Return whether an id is or was something's; those of posts are kept by their numbers alone."""
        return thing in self.used or self.timelines.newest.number(thing) is not None

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds."""
        return looked_at(self.sight.held, user) or frozenset()

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key."""
        return looked_at(self.sight.holders, key) or frozenset()

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in."""
        return self.sight.lock(place, thing)

    def whole_lock(self, item: str) -> Lock | None:
        """Return what an item asks in all its places."""
        return self.sight.wholes.lock(item)

    def sees(self, viewer: str, item: str) -> bool:
        """Tell whether a viewer may see an item."""
        wholes = self.sight.wholes
        try:
            return wholes.asked[item].verdicts[wholes.marks[viewer]]
        except KeyError:
            return wholes.judge(viewer, item)

    def admitted(self, asked: Lock) -> frozenset[str]:
        """Return everyone whom a lock lets in."""
        return self.sight.admitted(asked)

    def visible_posts(self, viewer: str) -> frozenset[str]:
        """Return every post a viewer may see."""
        return self.seen.by(viewer)

    def standing(self, board: str, at: dt.datetime) -> Standing:
        """Return the people on a board in the window of a moment, in order."""
        return self._window_of(board, at).standing

    def aside(self, board: str, at: dt.datetime) -> Standing:
        """Return those who would be on a board in the window of a moment and stay off it, in order."""
        return self._window_of(board, at).aside

    def _window_of(self, board: str, at: dt.datetime) -> Kept:
        found = self.boards[board]
        kept = self.kept[board].get(block_of(found, at))
        return blank(self, found) if kept is None else kept

    def lasting_readers(self, record: str) -> frozenset[Key]:
        """Return the keys that open a record by anything but a share."""
        return self.sight.lasting_readers(record)

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the places whose lock has this key."""
        return self.sight.opening(place, key)
