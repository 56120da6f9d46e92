"""A journal in a file, in SQLite from the standard library: the only place in the library that touches files."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from collabcore.codec import event_from_json, event_to_json
from collabcore.errors import InvalidError, NotFoundError
from collabcore.events import Event
from collabcore.journal.memory import moved
from collabcore.version import RULES_VERSION

__all__ = ["SqliteJournal"]

_FORMAT: Final = 1
_APPLICATION: Final = 0x636F6C6C  # what marks a file as ours: "coll"
_PAGE: Final = 4096
_MAKE: Final = f"""
    BEGIN IMMEDIATE;
    CREATE TABLE events (position INTEGER PRIMARY KEY, event TEXT NOT NULL) STRICT;
    CREATE TABLE rules (since INTEGER PRIMARY KEY, version TEXT NOT NULL) STRICT;
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {_FORMAT};
    COMMIT;
"""


class SqliteJournal:
    """A durable journal in one file, which several processes may share.

    An event is a line of JSON under its position; beside them stands which version of the rules decided from which
    position on. An append is one transaction: after a crash at any moment it is there wholly or not at all.
    A journal is used by one thread at a time; another process opens the file for itself.

    >>> journal = SqliteJournal(":memory:")
    >>> len(journal), list(journal.read())
    (0, [])
    >>> journal.close()
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        """Open the journal in a file, which is made if it is not there.

        Args:
            path: The file.
            create: Whether a missing file is made.

        Raises:
            NotFoundError: There is no such file, and none is to be made.
            InvalidError: The file is no journal, or one of a later format.
        """
        self._path = os.fspath(path)
        if not create and not os.path.exists(self._path):  # noqa: PTH110 - ":memory:" is no path
            raise NotFoundError(f"there is no journal `{self._path}`", rule="journal.missing")
        try:
            self._db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise InvalidError(f"`{self._path}` is no journal: {error}", rule="journal.file") from None
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def __repr__(self) -> str:
        """Return where it is, and how long."""
        return f"SqliteJournal({self._path!r}, {len(self)} events)"

    def _prepare(self) -> None:
        try:
            marks = [self._one(f"PRAGMA {name}") for name in ("application_id", "user_version")]
            tables = self._one("SELECT count(*) FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            raise InvalidError(f"`{self._path}` is no journal: {error}", rule="journal.file") from None
        if marks == [0, 0] and tables == 0:
            self._db.executescript(_MAKE)
        elif marks[0] != _APPLICATION:
            raise InvalidError(f"`{self._path}` is no journal", rule="journal.file")
        elif marks[1] != _FORMAT:
            told = f"`{self._path}` has format `{marks[1]}`: this library reads `{_FORMAT}`"
            raise InvalidError(told, rule="journal.format")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")

    def _one(self, query: str) -> int:
        return int(self._db.execute(query).fetchone()[0])

    def __len__(self) -> int:
        """Return how many events there are, those of other processes too."""
        return self._one("SELECT coalesce(max(position) + 1, 0) FROM events")

    def append(self, events: Sequence[Event], *, at: int) -> None:
        """Add events at a position, all or none, and return when they are on disk.

        Cost: O(events), and one flush of the disk.

        Raises:
            ConflictError: The journal does not end at that position; somebody else may have been faster.
        """
        rows = [(at + place, json.dumps(event_to_json(event))) for place, event in enumerate(events)]
        with self._transaction():
            self._extend(rows, at)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def _extend(self, rows: Sequence[tuple[int, str]], at: int) -> None:
        if (end := len(self)) != at:
            raise moved(end, at)
        self._mark_rules(at)
        self._db.executemany("INSERT INTO events VALUES (?, ?)", rows)

    def _mark_rules(self, at: int) -> None:
        """Note which version of the rules decides from a position on, where it is another than before."""
        last = self._db.execute("SELECT version FROM rules ORDER BY since DESC LIMIT 1").fetchone()
        if last is None or last[0] != RULES_VERSION:
            self._db.execute("INSERT OR REPLACE INTO rules VALUES (?, ?)", (at, RULES_VERSION))

    def rules_versions(self) -> dict[int, str]:
        """Return which version of the rules decided, by the position from which on it did.

        Cost: O(versions).

        >>> SqliteJournal(":memory:").rules_versions()
        {}
        """
        return dict(self._db.execute("SELECT since, version FROM rules ORDER BY since"))

    def read(self, start: int = 0) -> Iterator[Event]:
        """Yield the events from a position on, in order, as of now: what is appended later is not among them.

        Cost: O(result).

        Raises:
            InvalidError: A line cannot be read; the text names its position.
        """
        end = len(self)
        for low in range(start, end, _PAGE):
            query = "SELECT position, event FROM events WHERE position >= ? AND position < ? ORDER BY position"
            for position, text in self._db.execute(query, (low, min(low + _PAGE, end))).fetchall():
                yield self._event(position, text)

    def _event(self, position: int, text: str) -> Event:
        try:
            return event_from_json(json.loads(text))
        except (ValueError, TypeError, RecursionError) as error:
            told = f"event `{position}` of `{self._path}` cannot be read: {error}"
            raise InvalidError(told, rule="journal.event") from None

    def close(self) -> None:
        """Close the file; the journal is not used any more.

        Cost: O(1).
        """
        self._db.close()
