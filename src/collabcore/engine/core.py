"""The engine proper: commands in, events kept, and the care of both."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from collabcore._store import Store, check
from collabcore._store.state import state
from collabcore.commands import Command
from collabcore.decide import decide
from collabcore.errors import InvalidError, not_found
from collabcore.events import Event
from collabcore.fieldstates import PLAIN, Checks, all_checks
from collabcore.journal import Journal, MemoryJournal
from collabcore.model import HOST
from collabcore.shapes import wrong
from collabcore.view import View
from collabcore.viewer import Page, Viewer
from collabcore.viewer.pages import Pages

__all__ = ["Core", "random_id", "utc_now"]


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


_PROGRESS_EVERY: Final = 1000


def _told(commands: Iterable[Command], progress: Callable[[int], object]) -> Iterator[Command]:
    """Yield commands, and tell how many were taken and done with."""
    done = 0
    for done, command in enumerate(commands, 1):
        yield command
        if not done % _PROGRESS_EVERY:
            progress(done)
    if done % _PROGRESS_EVERY or not done:
        progress(done)


class Core:
    """The engine proper: commands in, events kept, and the care of both."""

    def __init__(
        self,
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        make_id: Callable[[], str] = random_id,
        journal: Journal | None = None,
        checks: Checks = PLAIN,
    ) -> None:
        """Start from a journal, empty unless given.

        Cost: O(events).

        Args:
            clock: Gives the time of commands that carry none.
            make_id: Gives the ids that commands leave open.
            journal: Where events are kept.
            checks: What the checks of fields ask, those left out the plain ones; `fieldchecks` has some by libraries.
                They must be pure. They are not kept in the journal: give the same ones whenever it is opened.

        Raises:
            InvalidError: A name among the checks that is none of a check.
        """
        self._checks = all_checks(checks)
        self._clock = clock
        self._make_id = make_id
        self._journal: Journal = MemoryJournal() if journal is None else journal
        self._pages: Pages[Page] = Pages()
        self._rebuild(len(self._journal))

    def _rebuild(self, length: int) -> None:
        """Fold the first events of the journal anew."""
        self._folded = length
        self._pages.clear()
        self._store = Store(islice(self._journal.read(), length), self._checks)

    def __repr__(self) -> str:
        """Return what is in it, by numbers."""
        store = self._store
        people, groups = f"{len(store.users)} users", f"{len(store.groups)} groups"
        things = f"{len(store.records)} records, {len(store.posts)} posts"
        return f"<Engine: {people}, {groups}, {things}, {self._folded} events>"

    def apply(self, command: Command) -> tuple[Event, ...]:
        """Make a change, and return what happened; nothing, when it held already.

        Cost: O(what it touches).

        >>> from collabcore import HOST, Engine, commands as c
        >>> Engine().apply(c.AddRole(by=HOST, id="ceo", at="2026-11-22T09:00:00Z"))
        (RoleAdded(by=HOST, at='2026-11-22T09:00:00Z', role=Role(id='ceo')),)

        Raises:
            NotFoundError: The actor or a thing named is not there, or the actor may not know of it.
            InvalidError: The command makes no sense by itself, or its time is earlier than the last event's.
            NotAllowedError: The actor may not do this, or is deactivated.
            ConflictError: The present state forbids it, or another process has written to the journal since
                (rule `journal.position`): `catch_up`, and ask again.
            LimitError: A stated limit is reached.
        """
        events = self._decided(command, self._make_id)
        if events:
            self._journal.append(events, at=self._folded)
            self._fold(events)
        return events

    def _decided(self, command: Command, make_id: Callable[[], str]) -> tuple[Event, ...]:
        if not isinstance(command, Command):
            raise wrong("command", "a command (`codec.command_from_json` reads JSON)", command)
        at = self.now() if command.at is None else command.at
        return decide(self._store, command, at=at, make_id=make_id)

    def _fold(self, events: Iterable[Event]) -> None:
        for event in events:
            self._store.apply(event)
            self._pages.note(event)
            self._folded += 1

    def apply_all(
        self, commands: Iterable[Command], *, progress: Callable[[int], object] | None = None
    ) -> tuple[Event, ...]:
        """Make many changes, all or none, and return what happened.

        Cost: O(what they touch); after a refusal, O(events), for the store is built again.

        >>> from collabcore import HOST, Engine, commands as c
        >>> roles = (c.AddRole(by=HOST, id=f"r{number}") for number in range(2500))
        >>> len(Engine().apply_all(roles, progress=print))
        1000
        2000
        2500
        2500

        Args:
            commands: Taken one by one, each after the one before was carried out.
            progress: Called with how many were carried out, after every thousand and at the end; what it raises
                stops the whole, and nothing has changed.

        Raises:
            CollabError: The first refusal, as from `apply`; nothing has changed.
        """
        told = commands if progress is None else _told(commands, progress)
        return self._carried(told, self._make_id)

    def _carried(self, commands: Iterable[Command], make_id: Callable[[], str]) -> tuple[Event, ...]:
        made: list[Event] = []
        start = self._folded
        try:
            for command in commands:
                events = self._decided(command, make_id)
                self._fold(events)
                made.extend(events)
            if made:
                self._journal.append(made, at=start)
        except BaseException:
            if made:
                self._rebuild(start)
            raise
        return tuple(made)

    def catch_up(self) -> int:
        """Fold what other processes have added to a shared journal, and return how many events that were.

        Cost: O(what they touch).

        Source: DESIGN 6.
        """
        before = self._folded
        self._fold(self._journal.read(before))
        return self._folded - before

    def viewer(self, user: str) -> Viewer:
        """Return the window of a user: everything they may learn, and nothing else.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such user.
            InvalidError: It is the host, who asks the engine itself.
        """
        if user == HOST:
            raise InvalidError("the host has no viewer, and asks the engine itself", rule="viewer.host")
        return Viewer(self._world, user, self.now, self._pages)

    def _world(self) -> View:
        return self._store

    @staticmethod
    def _known(thing: str, things: Iterable[str]) -> None:
        if thing not in things:
            raise not_found(thing)

    def now(self) -> dt.datetime:
        """Return the moment by the engine's clock, never earlier than the last event.

        Cost: O(1).
        """
        moment, last = self._clock(), self._store.now
        return moment if moment > last else last  # noqa: FURB136 - every question asks, and `max` takes twice as long

    @property
    def view(self) -> View:
        """The world as it stands, read-only, for the pure functions of the rooms below."""
        return self._store

    def events(self, start: int = 0) -> Iterator[Event]:
        """Yield everything that happened, from a position on.

        Cost: O(result).
        """
        return islice(self._journal.read(start), max(0, self._folded - start))

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
        check(self._store, islice(self._journal.read(), self._folded))
