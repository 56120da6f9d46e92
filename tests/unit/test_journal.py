"""Where events are kept: in order, appended at the end or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from tests.unit.world import town

from collabcore import HOST, RULES_VERSION, Engine
from collabcore import commands as c
from collabcore.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from collabcore.journal import Journal, MemoryJournal, PastJournal, SqliteJournal

EVENTS = list(town().events())
FOUNDING = (c.AddUser(by=HOST, id="aniyah"), c.AddUser(by=HOST, id="jose"))


def test_a_journal_starts_empty_or_with_a_history() -> None:
    """Its length is the number of events."""
    assert (0, 3) == (len(MemoryJournal()), len(MemoryJournal(EVENTS[:3])))


def test_events_come_out_as_they_went_in() -> None:
    """From the beginning, or from a position on."""
    journal: Journal = MemoryJournal()
    journal.append(EVENTS[:2], at=0)
    journal.append((), at=2)
    journal.append(EVENTS[2:5], at=2)

    assert EVENTS[:5] == list(journal.read())
    assert EVENTS[3:5] == list(journal.read(3))
    assert [] == list(journal.read(5))


@pytest.mark.parametrize("at", [0, 1, 3, -1])
def test_two_writers_cannot_both_be_first(at: int) -> None:
    """At another position than the end nothing is written (DESIGN 6)."""
    journal = MemoryJournal(EVENTS[:2])
    with pytest.raises(ConflictError) as found:
        journal.append(EVENTS[2:], at=at)

    assert f"the journal ends at `2`, not `{at}`" == found.value.message
    assert EVENTS[:2] == list(journal.read())


def test_reading_is_of_the_moment() -> None:
    """What is appended later does not appear in a reading begun before."""
    journal = MemoryJournal(EVENTS[:2])
    begun = journal.read()
    journal.append(EVENTS[2:3], at=2)

    assert EVENTS[:2] == list(begun)


def test_the_past_is_not_added_to() -> None:
    """A history that has ended takes nothing, not even at its end; nothing is no change."""
    journal = PastJournal(EVENTS[:2])
    journal.append((), at=2)
    with pytest.raises(NotAllowedError) as found:
        journal.append(EVENTS[2:3], at=2)

    assert "journal.past" == found.value.rule
    assert EVENTS[:2] == list(journal.read())


# In a file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal may be made."""
    return tmp_path / "org.db"


def test_a_file_keeps_events_and_their_order(path: Path) -> None:
    """Closed and opened again, it reads as what was appended, from any position on."""
    journal = SqliteJournal(path)
    journal.append(EVENTS[:2], at=0)
    journal.append(EVENTS[2:], at=2)
    journal.close()
    again = SqliteJournal(path, create=False)

    assert EVENTS == list(again.read())
    assert EVENTS[3:] == list(again.read(3))
    assert f"SqliteJournal({str(path)!r}, {len(EVENTS)} events)" == repr(again)


def test_long_journals_are_read_in_pages(path: Path) -> None:
    """A reading begun before an append does not meet it, however long it takes."""
    many = EVENTS[:1] * 5000
    journal = SqliteJournal(path)
    journal.append(many, at=0)
    begun = journal.read()
    first = next(begun)
    journal.append(EVENTS[1:2], at=5000)

    assert many == [first, *begun]


def test_two_processes_cannot_both_be_first(path: Path) -> None:
    """Whoever comes second is refused, and has changed nothing."""
    one, other = SqliteJournal(path), SqliteJournal(path)
    one.append(EVENTS[:1], at=0)
    with pytest.raises(ConflictError) as found:
        other.append(EVENTS[1:2], at=0)

    assert "the journal ends at `1`, not `0`" == found.value.message
    assert EVENTS[:1] == list(other.read())


def test_a_crash_at_any_byte_leaves_whole_appends(tmp_path: Path) -> None:
    """Law 6: whatever of the last writes reached the disk, what opens is a prefix that ends with an append."""
    path, ends = tmp_path / "org.db", [0]
    journal = SqliteJournal(path)
    for start in range(0, 12, 3):
        journal.append(EVENTS[start : start + 3], at=start)
        ends.append(start + 3)
    main, wal = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    found = set()
    for cut in (*range(0, len(wal), 509), len(wal)):
        crashed = tmp_path / f"crashed{cut}.db"
        crashed.write_bytes(main)
        Path(f"{crashed}-wal").write_bytes(wal[:cut])
        opened = SqliteJournal(crashed)
        found.add(len(opened))
        assert EVENTS[: len(opened)] == list(opened.read())
        opened.close()

    assert set(ends) == found


def test_what_is_no_journal_is_refused(path: Path) -> None:
    """Another program's file, no database at all, a later format, a missing file: each says what is wrong."""
    with pytest.raises(NotFoundError, match="there is no journal"):
        SqliteJournal(path, create=False)
    with pytest.raises(InvalidError, match="is no journal: unable to open"):
        SqliteJournal(path.parent)
    path.write_text("no database, " * 100, encoding="utf-8")
    with pytest.raises(InvalidError, match="is no journal: file is not a database"):
        SqliteJournal(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (id)")
    with pytest.raises(InvalidError, match="is no journal"):
        SqliteJournal(path)
    path.unlink()
    SqliteJournal(path).close()
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 2")
    with pytest.raises(InvalidError, match="has format `2`: this library reads `1`"):
        SqliteJournal(path)


@pytest.mark.parametrize("text", ["[", '{"event": "flew"}', '{"event": "followed"}', "[]"])
def test_a_line_that_cannot_be_read_is_named(path: Path, text: str) -> None:
    """The refusal says which event of which file."""
    journal = SqliteJournal(path)
    journal.append(EVENTS[:2], at=0)
    with sqlite3.connect(path) as hand:
        hand.execute("UPDATE events SET event = ? WHERE position = 1", (text,))
    with pytest.raises(InvalidError, match=r"event `1` of `.*` cannot be read: "):
        list(journal.read())
    with pytest.raises(InvalidError):
        Engine.open(path)


def test_a_file_says_by_which_rules_it_was_decided(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version stands once, from the first event it decided on."""
    journal = SqliteJournal(path)
    journal.append(EVENTS[:1], at=0)
    journal.append(EVENTS[1:2], at=1)
    monkeypatch.setattr("collabcore.journal.sqlite.RULES_VERSION", "next")
    journal.append(EVENTS[2:4], at=2)

    assert {0: RULES_VERSION, 2: "next"} == journal.rules_versions()


# An engine on a file


def test_an_engine_on_a_file_is_there_again_after_closing(path: Path) -> None:
    """What was applied is on disk when `apply` returns."""
    with Engine.open(path) as engine:
        for command in FOUNDING:
            engine.apply(command)
        engine.apply_all([c.Post(by="aniyah", id="p1", text="first"), c.Like(by="jose", item="p1")])
        engine.apply(c.Like(by="jose", item="p1"))
        digest = engine.digest()
    with Engine.open(path, create=False) as again:
        assert digest == again.digest()
        again.check()


def test_a_second_process_catches_up(path: Path) -> None:
    """A replica sees nothing new until it catches up, and cannot write past what it has not seen."""
    with Engine.open(path) as one, Engine.open(path) as other:
        for command in FOUNDING:
            one.apply(command)
        with pytest.raises(ConflictError, match="the journal ends at"):
            other.apply(c.AddUser(by=HOST, id="sofia"))
        with pytest.raises(ConflictError, match="the journal ends at"):
            other.apply_all([c.AddUser(by=HOST, id="sofia"), c.AddUser(by=HOST, id="luc")])
        assert [] == list(other.events())
        assert other.catch_up() == len(list(one.events())) > 0
        assert other.catch_up() == 0
        other.apply(c.AddUser(by=HOST, id="sofia"))
        one.catch_up()
        assert one.digest() == other.digest()
        other.check()


def test_an_engine_in_memory_has_nothing_to_close() -> None:
    """Closing it is nothing."""
    with Engine() as engine:
        told = engine.apply(FOUNDING[0])
    engine.close()

    assert list(engine.events()) == list(told)
    assert engine.apply(FOUNDING[1])


def test_as_of_is_the_engine_of_that_moment() -> None:
    """It answers as then, holds every event of that moment, and takes no change; its fork does."""
    engine = Engine()
    first = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    engine.apply(c.AddUser(by=HOST, id="aniyah", at=first))
    engine.apply(c.Post(by="aniyah", id="p1", text="then", at=first))
    engine.apply(c.Delete(by="aniyah", id="p1", at=first + dt.timedelta(days=1)))
    then = engine.as_of("2026-01-05T09:00:00Z")

    assert (True, False) == (then.can_see("aniyah", "p1"), engine.can_see("aniyah", "p1"))
    assert first == then.now()
    with pytest.raises(NotAllowedError, match="the past cannot be changed"):
        then.apply(c.Like(by="aniyah", item="p1"))
    with pytest.raises(NotAllowedError, match="the past cannot be changed"):
        then.apply_all([c.Like(by="aniyah", item="p1")])
    then.check()
    then.fork().apply(c.Like(by="aniyah", item="p1"))
    with pytest.raises(InvalidError, match="needs a time zone"):
        engine.as_of("2026-01-05T09:00:00")
