"""The naive workplace: events folded into plain facts, every question answered by looking at all of them.

`Reference` is a `View` with no index and no cache. The indexed store must answer every question as it does,
after every event; where they differ, the store is wrong. How to read it:

* A fact is a thing in a dict by id, or a pair in a dict that keeps the order in which it came to hold.
* `apply` hands an event to every subject, a file each, and refuses nothing: events are judged.
* Every question scans the facts, or the events themselves, each time it is asked.

It judges the *indexes*, not the rules: `lock` and `keys` ask the very functions the store asks.
The rules are judged by `collabcore.testing.restatement`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from collabcore import deeds, model
from collabcore import events as ev
from collabcore.fieldstates import PLAIN, Checks
from collabcore.keys import Key, Lock
from collabcore.people import held
from collabcore.records import lasting
from collabcore.testing.reference.activities import ActivitiesTwin
from collabcore.testing.reference.badges import BadgesTwin
from collabcore.testing.reference.channel import ChannelTwin
from collabcore.testing.reference.conversation import ConversationTwin
from collabcore.testing.reference.files import FilesTwin
from collabcore.testing.reference.groups import GroupsTwin
from collabcore.testing.reference.ideas import IdeasTwin
from collabcore.testing.reference.marks import MarksTwin
from collabcore.testing.reference.news import NewsTwin
from collabcore.testing.reference.partners import PartnersTwin
from collabcore.testing.reference.parts import ReferenceTimeline
from collabcore.testing.reference.people import PeopleTwin
from collabcore.testing.reference.recognition import RecognitionTwin
from collabcore.testing.reference.records import RecordsTwin
from collabcore.testing.reference.rewards import RewardsTwin
from collabcore.testing.reference.routing import RoutingTwin
from collabcore.testing.reference.scoring import ScoringTwin
from collabcore.testing.reference.topics import TopicsTwin
from collabcore.view import Place
from collabcore.visibility import admitted, judged, lock, posts_seen, whole_lock

__all__ = ["START", "Reference", "ReferenceTimeline"]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
"""What time it is before anything happened (CONTRACT 5)."""


class Reference(
    PeopleTwin,
    GroupsTwin,
    RecordsTwin,
    MarksTwin,
    TopicsTwin,
    FilesTwin,
    ConversationTwin,
    ChannelTwin,
    ScoringTwin,
    NewsTwin,
    ActivitiesTwin,
    RecognitionTwin,
    IdeasTwin,
    BadgesTwin,
    RewardsTwin,
    PartnersTwin,
    RoutingTwin,
):
    """A workplace told by its events, without index or cache.

    Change it with `apply`; what happened is in `events`; the rest are the questions of a `View`.

    >>> world = Reference()
    >>> world.apply(ev.RoleAdded(by=model.HOST, at=START, role=model.Role(id="director")))
    >>> world.apply(ev.RoleAdded(by=model.HOST, at=START, role=model.Role(id="officer", parent="director")))
    >>> world.superiors("officer"), world.was_used("director"), world.epoch
    (('director',), True, 2)
    """

    def __init__(self, events: Iterable[ev.Event] = (), checks: Checks = PLAIN) -> None:
        super().__init__()
        self.checks = checks
        for event in events:
            self.apply(event)

    def apply(self, event: ev.Event) -> None:
        """Take one more event into the facts: each subject takes what concerns it.

        Cost: O(facts).
        """
        self._deeds.extend(deeds.made(self, event))
        self.events.append(event)
        self._asked.clear()
        for kind in type(self).__mro__:
            for name, fold in vars(kind).items():
                if name.startswith("_apply_"):
                    fold(self, event)

    @property
    def now(self) -> dt.datetime:
        """The time of the last event. Cost: O(1)."""
        return self.events[-1].at if self.events else START

    @property
    def epoch(self) -> int:
        """How many events were not new posts, comments, likes or likes taken back. Cost: O(events)."""
        quiet = (ev.Posted, ev.Commented, ev.Liked, ev.Unliked)
        return sum(not isinstance(event, quiet) for event in self.events)

    def thing(self, thing: str) -> model.Thing | None:
        """Return whatever has this id, None when nothing has. Cost: O(1)."""
        kinds: list[Mapping[str, model.Thing]] = [
            self.roles,
            self.users,
            self.teams,
            self.queues,
            self.networks,
            self.rotations,
        ]
        kinds += [self.groups, self.records, self.sharing, self.posts, self.comments, self.rules, self.entries]
        kinds += [self.activities, self.ideas, self.badges, self.rewards, self.redemptions, self.files]
        return next((things[thing] for things in kinds if thing in things), None)

    def was_used(self, thing: str) -> bool:
        """Tell whether this id is or ever was something's. Cost: O(1)."""
        return thing in self._used

    def keys(self, user: str) -> AbstractSet[Key]:
        """Return the keys a user holds. Cost: O(facts)."""
        if user not in self.users:
            return frozenset()
        keys: AbstractSet[Key] = self._once("keys", user, lambda: held(self, self.users[user]))
        return keys

    def holders(self, key: Key) -> AbstractSet[str]:
        """Return the users who hold a key. Cost: O(users * facts)."""
        found: AbstractSet[str] = self._once("holders", key, lambda: {u for u in self.users if key in self.keys(u)})
        return found

    def _once(self, question: str, about: str, answer: Callable[[], Any]) -> Any:
        if (question, about) not in self._asked:
            self._asked[question, about] = answer()
        return self._asked[question, about]

    def lock(self, place: Place, thing: str) -> Lock:
        """Return what a place asks of whoever wants in, judged anew each time. Cost: O(facts)."""
        found: Lock = self._once(place, thing, lambda: lock(self, place, thing))
        return found

    def whole_lock(self, item: str) -> Lock | None:
        """Return what an item asks in all its places together, judged anew each time. Cost: O(facts)."""
        return whole_lock(self, item)

    def sees(self, viewer: str, item: str) -> bool:
        """Tell whether a viewer may see an item, judged anew each time. Cost: O(facts)."""
        return judged(self, viewer, item)

    def admitted(self, asked: Lock) -> frozenset[str]:
        """Return everyone whom a lock lets in, counted anew each time. Cost: O(facts)."""
        return frozenset(admitted(self, asked))

    def visible_posts(self, viewer: str) -> frozenset[str]:
        """Return every post a viewer may see, looked for anew each time. Cost: O(facts)."""
        return frozenset(posts_seen(self, viewer))

    def lasting_readers(self, record: str) -> frozenset[Key]:
        """Return the keys that open a record by anything but a share, gathered anew each time. Cost: O(facts)."""
        return lasting(self, self.records[record])

    def opened(self, place: Place, key: Key) -> AbstractSet[str]:
        """Return the profiles, groups or records whose grants have this key. Cost: O(places * facts)."""
        things: Mapping[Place, Iterable[str]] = {
            "person": self.users,
            "profile": self.users,
            "shell": self.groups,
            "group": self.groups,
            "record": self.records,
        }
        return frozenset(thing for thing in things[place] if key in (self.lock(place, thing).grants or ()))
