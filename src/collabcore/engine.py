"""The engine: commands in, events kept, questions answered."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from collabcore import audit, boards, feeds, records, scoring, visibility, whatif
from collabcore._store import Store, check
from collabcore._store.state import state
from collabcore.audit import Exposure
from collabcore.boards import Row
from collabcore.codec import command_from_json
from collabcore.commands import Command
from collabcore.completeness import Completeness
from collabcore.decide import decide
from collabcore.errors import not_found
from collabcore.events import Event
from collabcore.explaining import Verdict, explain
from collabcore.feeds import InFeed
from collabcore.journal import Journal, MemoryJournal
from collabcore.model import Entry, Level
from collabcore.view import View
from collabcore.viewer import Viewer, board_rows
from collabcore.whatif import Remedy

__all__ = ["Engine", "random_id", "utc_now"]


def utc_now() -> dt.datetime:
    """Return the present moment in UTC: the engine's clock unless another is given.

    Cost: O(1).
    """
    return dt.datetime.now(dt.UTC)


def random_id() -> str:
    """Return a new id that sorts by time and cannot be guessed: 12 hexadecimal digits of time, 20 of chance.

    Cost: O(1).

    >>> len(random_id())
    32
    """
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"


class Engine:
    """A whole workplace in memory.

    Every change goes through `apply` or `apply_all`; a refused one changes nothing.
    What a user asks goes through `viewer`; everything else here is unfiltered, for the host.

    Changing: `apply`, `apply_all`.
    Asking for a user: `viewer`.
    Who sees what: `can_see`, `explain`, `audience`, `visible_posts`, `access`.
    Why: `explain`, `explain_access`, `explain_feed`, and `remedies` for a no.
    As an auditor: `exposure`, `visible_items`, `sees_all`.
    Scores and points: `completeness`, `ledger`, `leaderboard`.
    Care: `now`, `events`, `view`, `fork`, `digest`, `check`.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        make_id: Callable[[], str] = random_id,
        journal: Journal | None = None,
    ) -> None:
        """Start from a journal, empty unless given.

        Cost: O(events).

        Args:
            clock: Gives the time of commands that carry none.
            make_id: Gives the ids that commands leave open.
            journal: Where events are kept.
        """
        self._clock = clock
        self._make_id = make_id
        self._journal: Journal = MemoryJournal() if journal is None else journal
        self._store = Store(self._journal.read())

    def __repr__(self) -> str:
        """Return what is in it, by numbers."""
        store = self._store
        people, groups = f"{len(store.users)} users", f"{len(store.groups)} groups"
        things = f"{len(store.records)} records, {len(store.posts)} posts"
        return f"<Engine: {people}, {groups}, {things}, {len(self._journal)} events>"

    # Changing

    def apply(self, command: Command) -> tuple[Event, ...]:
        """Make a change, and return what happened; nothing, when it held already.

        Cost: O(what it touches).

        >>> from collabcore import HOST, commands as c
        >>> Engine().apply(c.AddRole(by=HOST, id="ceo", at="2026-11-22T09:00:00Z"))
        (RoleAdded(by=HOST, at='2026-11-22T09:00:00Z', role=Role(id='ceo')),)

        Raises:
            NotFoundError: The actor or a thing named is not there, or the actor may not know of it.
            InvalidError: The command makes no sense by itself, or its time is earlier than the last event's.
            NotAllowedError: The actor may not do this, or is deactivated.
            ConflictError: The present state forbids it.
            LimitError: A stated limit is reached.
        """
        events = self._decided(command)
        self._journal.append(events, at=len(self._journal))
        self._fold(events)
        return events

    def _decided(self, command: Command) -> tuple[Event, ...]:
        at = self.now() if command.at is None else command.at
        return decide(self._store, command, at=at, make_id=self._make_id)

    def _fold(self, events: Iterable[Event]) -> None:
        for event in events:
            self._store.apply(event)

    def apply_all(self, commands: Iterable[Command]) -> tuple[Event, ...]:
        """Make many changes, all or none, and return what happened.

        Cost: O(what they touch); after a refusal, O(events), for the store is built again.

        Raises:
            CollabError: The first refusal, as from `apply`; nothing has changed.
        """
        made: list[Event] = []
        try:
            for command in commands:
                events = self._decided(command)
                self._fold(events)
                made.extend(events)
            self._journal.append(made, at=len(self._journal))
        except BaseException:
            if made:
                self._store = Store(self._journal.read())
            raise
        return tuple(made)

    # Asking for a user

    def viewer(self, user: str) -> Viewer:
        """Return the window of a user: everything they may learn, and nothing else.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such user.
        """
        return Viewer(lambda: self._store, user, self.now)

    # Who sees what

    def can_see(self, user: str, item: str) -> bool:
        """Tell whether a user may see a post or comment, or may know of a person, group or record.

        Unknown users see nothing, and nobody sees unknown things (READINGS 85).

        Cost: O(1).

        Source: RULES 1.1.
        """
        return visibility.can_see(self._store, user, item)

    def explain(self, user: str, item: str) -> Verdict:
        """Return whether a user may see an item, by which rule, and through which facts.

        Cost: O(rows + facts).

        Raises:
            NotFoundError: There is no such user or item.
        """
        return explain(self._store, user, item)

    def audience(self, item: str) -> frozenset[str]:
        """Return everyone who may see an item.

        Cost: O(audience).

        Raises:
            NotFoundError: There is no such item.
        """
        return visibility.audience(self._store, item)

    def visible_posts(self, user: str) -> frozenset[str]:
        """Return every post a user may see.

        Cost: O(keys + result).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        return visibility.visible_posts(self._store, user)

    def access(self, user: str, record: str) -> Level:
        """Return how far a user may go with a record (RULES 8.1).

        Cost: O(shares).

        Raises:
            NotFoundError: There is no such user or record.
        """
        self._known(user, self._store.users)
        self._known(record, self._store.records)
        return records.access(self._store, user, self._store.records[record])

    def explain_access(self, user: str, record: str) -> Verdict:
        """Return whether a user may read a record, and every grant that counts, the strongest first.

        Cost: O(shares).

        Raises:
            NotFoundError: There is no such user or record.
        """
        self._known(user, self._store.users)
        self._known(record, self._store.records)
        return explain(self._store, user, record)

    def explain_feed(self, user: str, post: str) -> InFeed:
        """Return whether a post stands in a user's *following* feed, by which rule, and through what.

        Cost: O(follows + memberships).

        Raises:
            NotFoundError: There is no such user or post.
        """
        self._known(user, self._store.users)
        self._known(post, self._store.posts)
        if not visibility.can_see(self._store, user, post):
            return InFeed(in_feed=False, rule=explain(self._store, user, post).rule)
        return feeds.why_in_feed(self._store, user, post)

    @staticmethod
    def _known(thing: str, things: Iterable[str]) -> None:
        if thing not in things:
            raise not_found(thing)

    def remedies(self, user: str, item: str) -> tuple[Remedy, ...]:
        """Return the single changes that would let a user see an item, and who could make each; none for a yes.

        Cost: O(events) for each that is tried.

        Raises:
            NotFoundError: There is no such user or item.
        """
        explain(self._store, user, item)
        return tuple(whatif.remedies(self._store, self._journal.read, user, item))

    # Asking as an auditor

    def exposure(self, commands: Iterable[Command | Mapping[str, object]]) -> dict[str, Exposure]:
        """Return who would gain and who would lose sight of what, if some commands were applied; nothing is changed.

        Cost: O(events + things x audience).

        Args:
            commands: Commands, or the JSON of scenario steps.

        Raises:
            CollabError: The first refusal, as from `apply`.
        """
        asked = [command if isinstance(command, Command) else command_from_json(command) for command in commands]
        after = whatif.tried(self._journal.read(), asked, self._make_id)
        return whatif.exposure(self._store, after)

    def visible_items(self, user: str) -> frozenset[str]:
        """Return everything a user may see or know of: people, groups, records, posts and comments.

        Two of these answer what two people both see, and what one sees that the other does not.

        Cost: O(things).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        return audit.visible_items(self._store, user)

    def sees_all(self, type: str) -> frozenset[str]:
        """Return who may read every record of a type; everybody active, where there is none.

        Cost: O(records + readers).
        """
        return audit.sees_all(self._store, type)

    # Scores and points

    def completeness(self, record: str) -> Completeness | None:
        """Return how complete a record is over all its profile's fields; None for a type without a profile.

        Cost: O(fields).

        Raises:
            NotFoundError: There is no such record.
        """
        self._known(record, self._store.records)
        found = self._store.records[record]
        profile = self._store.profiles.get(found.type)
        return None if profile is None else scoring.completeness(profile, found, self.now())

    def ledger(self, user: str) -> tuple[Entry, ...]:
        """Return a user's ledger entries, oldest first.

        Cost: O(entries of the user).

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        return tuple(self._store.entries[entry] for entry in self._store.ledger(user))

    def leaderboard(self, board: str = "all_time", top: int | None = None) -> tuple[Row, ...]:
        """Return the rows of a board, best first: all of them, or the first `top`.

        Cost: O(entries + people log people).

        Raises:
            NotFoundError: There is no such board.
            InvalidError: `top` is negative.
        """
        rows = board_rows(self._store, board, self.now())
        return rows if top is None else boards.top(rows, top)

    # Care

    def now(self) -> dt.datetime:
        """Return the moment by the engine's clock, never earlier than the last event.

        Cost: O(1).
        """
        return max(self._clock(), self._store.now)

    @property
    def view(self) -> View:
        """The world as it stands, read-only, for the pure functions of the rooms below."""
        return self._store

    def events(self, start: int = 0) -> Iterator[Event]:
        """Yield everything that happened, from a position on.

        Cost: O(result).
        """
        return self._journal.read(start)

    def fork(self) -> Engine:
        """Return an independent copy in memory.

        Cost: O(events).
        """
        return Engine(clock=self._clock, make_id=self._make_id, journal=MemoryJournal(self._journal.read()))

    def digest(self) -> str:
        """Return a fingerprint of the whole state: equal states, equal digests, on every machine.

        Cost: O(state).
        """
        text = json.dumps(state(self._store), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def check(self) -> None:
        """Make sure that every index agrees with the journal.

        Cost: O(events + indexes).

        Raises:
            InconsistentError: One does not.
        """
        check(self._store, self._journal.read())
