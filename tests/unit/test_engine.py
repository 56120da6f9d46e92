"""Commands in, events kept, questions answered; a refused command changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.unit.world import SECOND, START, engine, outcome, ticking, town

from collabcore import HOST, Engine, InconsistentError, InFeed, Level
from collabcore import commands as c
from collabcore import events as e
from collabcore._store import Store
from collabcore.engine import random_id, utc_now
from collabcore.errors import ConflictError, InvalidError, NotFoundError
from collabcore.events import Event
from collabcore.journal import MemoryJournal

WHOLE = {"first_name": "Ana", "last_name": "Ruiz", "phone": "+34 600 000 000", "email": "ana@example.org"}

# Changing


def test_a_command_returns_what_happened() -> None:
    """The events, in order; none when it held already (CONTRACT 1)."""
    made = town()
    happened = made.apply(c.AddUser(by="hana", id="omar", manager="sofia"))

    assert ["user_added", "followed", "followed", "followed"] == [event.tag for event in happened]
    assert list(happened) == list(made.events())[-4:]
    assert () == made.apply(c.Follow(by="omar", target="sofia"))


def test_a_batch_is_all() -> None:
    """Later commands see what the earlier ones did; together they are one change (CONTRACT 1)."""
    made = town()
    happened = made.apply_all(
        [
            c.Post(by="lea", id="p-1", text="x"),
            c.Comment(by="jose", id="c-1", post="p-1", text="x"),
            c.Like(by="lea", item="c-1"),
        ]
    )

    assert ["posted", "commented", "liked"] == [event.tag for event in happened]
    assert list(happened) == list(made.events())[-3:]
    assert () == made.apply_all([])
    made.check()


@pytest.mark.parametrize(("size", "told"), [(0, [0]), (999, [999]), (1000, [1000]), (2001, [1000, 2000, 2001])])
def test_a_batch_tells_how_far_it_is(size: int, told: list[int]) -> None:
    """After every thousand commands and once at the end, each of them carried out by then."""
    made, counts, users = engine(), [], []

    def progress(done: int) -> None:
        counts.append(done)
        users.append(len(made.view.users))

    made.apply_all((c.AddUser(by=HOST, id=f"u{number}") for number in range(size)), progress=progress)

    assert told == counts == users


def test_whoever_is_told_may_stop_a_batch() -> None:
    """What `progress` raises undoes the whole."""
    made = town()
    before = made.digest()

    def enough(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made.apply_all((c.AddUser(by=HOST, id=f"new{number}") for number in range(2000)), progress=enough)

    assert before == made.digest()
    made.check()


@pytest.mark.parametrize(
    "batch",
    [
        [c.Like(by="lea", item="nothing")],
        [c.Post(by="lea", id="p-1", text="x"), c.Post(by="lea", id="p-1", text="x")],
        [
            c.AddMember(by="aniyah", group="campaign", user="lea"),
            c.Delete(by="aniyah", id="p-ask"),
            c.Like(by="lea", item="x"),
        ],
    ],
    ids=["the first is refused", "the second is refused", "the last is refused"],
)
def test_a_batch_is_all_or_nothing(batch: list[c.Command]) -> None:
    """A refused command takes back those before it; state and journal are as they were (law 5)."""
    made = town()
    before = (made.digest(), list(made.events()))
    with pytest.raises((NotFoundError, ConflictError)):
        made.apply_all(batch)

    assert before == (made.digest(), list(made.events()))
    made.check()
    assert "done" == outcome(made, c.Post(by="lea", id="p-1", text="x"))


def test_a_batch_that_breaks_off_is_taken_back() -> None:
    """Whatever stops the commands from coming, nothing of them stays."""

    def broken() -> Iterator[c.Command]:
        yield c.Post(by="lea", id="p-1", text="x")
        raise KeyboardInterrupt

    made = town()
    before = made.digest()
    with pytest.raises(KeyboardInterrupt):
        made.apply_all(broken())

    assert before == made.digest()


class FullJournal(MemoryJournal):
    """A journal that takes no more."""

    def append(self, events: Sequence[Event], *, at: int) -> None:
        """Refuse."""
        raise ConflictError("the journal is full", rule="journal.full")


def test_the_journal_is_written_before_anything_changes() -> None:
    """What cannot be kept has not happened, alone or in a batch (DESIGN 2)."""
    made = Engine(clock=ticking(), journal=FullJournal(town().events()))
    before = made.digest()
    with pytest.raises(ConflictError):
        made.apply(c.Post(by="lea", id="p-1", text="x"))
    assert before == made.digest()
    with pytest.raises(ConflictError):
        made.apply_all([c.Post(by="lea", id="p-1", text="x")])

    assert before == made.digest()
    made.check()


# Time and ids


def test_time_is_filled_from_the_clock() -> None:
    """Unless the command carries its own (CONTRACT 1)."""
    made = Engine(clock=ticking())
    told = START + dt.timedelta(days=1)

    assert [START] == [event.at for event in made.apply(c.AddRole(by=HOST, id="ceo"))]
    assert [told] == [event.at for event in made.apply(c.AddRole(by=HOST, id="vp", at=told))]


def test_a_clock_that_lags_does_not_refuse_an_honest_command() -> None:
    """Then the time is the last event's; an explicit earlier time is refused (CONTRACT 1)."""
    made = Engine(clock=ticking())
    later = START + dt.timedelta(days=1)
    made.apply(c.AddRole(by=HOST, id="ceo", at=later))

    assert [later] == [event.at for event in made.apply(c.AddRole(by=HOST, id="vp"))]
    with pytest.raises(
        InvalidError, match="`2026-01-06T08:59:59Z` is earlier than the last event's `2026-01-06T09:00:00Z`"
    ):
        made.apply(c.AddRole(by=HOST, id="rep", at=later - SECOND))


def test_now_is_never_earlier_than_the_last_event() -> None:
    """The moment of a question is the clock's, unless that lags behind (READINGS 64)."""
    made = Engine(clock=lambda: START)
    assert START == made.now()

    made.apply(c.AddRole(by=HOST, id="ceo", at=START + SECOND))
    assert made.now() == START + SECOND


def test_the_clock_and_the_ids_unless_others_are_given() -> None:
    """The present in UTC; ids that sort by time and cannot be guessed, never a counter (CONTRACT 1)."""
    before = utc_now()
    (event,) = Engine().apply(c.AddRole(by=HOST))

    assert before <= event.at <= utc_now()
    assert dt.UTC is utc_now().tzinfo
    assert isinstance(event, e.RoleAdded)
    assert (32, set()) == (len(event.role.id), set(event.role.id) - set("0123456789abcdef"))
    assert 100 == len({random_id() for _ in range(100)})


# Who sees what


def test_yes_or_no() -> None:
    """Unknown people see nothing and unknown things are not seen (READINGS 85)."""
    made = town()

    assert (True, False, False, False) == (
        made.can_see("jose", "p-ask"),
        made.can_see("lea", "p-ask"),
        made.can_see("nobody", "p-wall"),
        made.can_see("lea", "nothing"),
    )


def test_the_three_questions() -> None:
    """Why, who, and everything (law 1)."""
    made = town()

    assert "group.member" == made.explain("jose", "p-ask").rule
    assert {"aniyah", "sofia", "jose", "vera", "grace"} == made.audience("p-ask")
    assert {"p-wall", "p-news"} == made.visible_posts("lea")


def test_how_far_and_why() -> None:
    """The level, and every grant behind it (RULES 8.1)."""
    made = town()

    assert (Level.ALL, Level.READ, Level.NONE) == tuple(made.access(who, "gift") for who in ("jose", "vera", "lea"))
    assert ("`jose` owns `gift`", "`jose` may read `gift`") == made.explain_access("jose", "gift").because
    assert "record.no_access" == made.explain_access("lea", "gift").rule


@pytest.mark.parametrize(
    ("user", "post", "answer"),
    [
        ("jose", "p-wall", InFeed(True, "feed.follows_person", "aniyah")),
        ("jose", "p-news", InFeed(False, "feed.not_followed")),
        ("lea", "p-ask", InFeed(False, "group.members_only")),
        ("nina", "p-wall", InFeed(False, "viewer.inactive")),
        ("jose", "p-isolated", InFeed(False, "post.isolated")),
    ],
)
def test_in_the_news_or_not_and_why(user: str, post: str, answer: InFeed) -> None:
    """What is not seen is not in the news, by the rule that hides it (CONTRACT 4)."""
    assert answer == attrs.evolve(town().explain_feed(user, post), relevance=None)


# Scores and points


def test_scores_and_points_for_the_host() -> None:
    """Completeness of any record, the ledger of anybody, the board with or without a limit."""
    made = town(
        c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE),
        c.AddRecord(by="lea", id="lead-2", type="lead", fields=WHOLE),
        c.AddRecord(by="lea", id="lead-3", type="lead", fields={"email": "x"}),
    )
    score = made.completeness("lead-3")

    assert score is not None
    assert Fraction(1, 4) == score.present == score.valid
    assert None is made.completeness("gift")
    assert ["lead-1"] == [entry.record for entry in made.ledger("jose")]
    assert ["jose", "lea"] == [row.user for row in made.leaderboard()]
    assert ["jose"] == [row.user for row in made.leaderboard("week", top=1)]


# Care


def test_an_engine_starts_from_a_journal() -> None:
    """Replay is live: the same events make the same state, digest included (law 6)."""
    made = town()
    again = Engine(journal=MemoryJournal(made.events()))

    assert made.digest() == again.digest()
    again.check()


def test_the_digest_is_the_same_on_every_machine() -> None:
    """It is made of facts in their order, not of hashes of this process."""
    digest = town().digest()

    assert 64 == len(digest)
    assert digest == town().digest() != engine().digest()


def test_a_fork_is_independent() -> None:
    """What happens in one does not happen in the other."""
    made = town()
    fork = made.fork()
    fork.apply(c.Delete(by="aniyah", id="p-wall"))

    assert (True, False) == (made.can_see("lea", "p-wall"), fork.can_see("lea", "p-wall"))
    assert len(list(made.events())) + 1 == len(list(fork.events()))


def test_events_from_a_position_on() -> None:
    """A replica tails the journal (DESIGN 6)."""
    made = town()
    events = list(made.events())

    assert events[40:] == list(made.events(40))


def test_an_engine_tells_what_is_in_it() -> None:
    """By numbers, never by content."""
    assert "<Engine: 15 users, 3 groups, 1 records, 8 posts, 49 events>" == repr(town())


def test_check_finds_what_disagrees_with_the_journal() -> None:
    """A defect of the library is said, not hidden."""
    made = town()
    made.check()
    store = made.view
    assert isinstance(store, Store)
    store.likes_of["p-wall"]["lea"] = None
    with pytest.raises(InconsistentError, match="likes_of"):
        made.check()


@pytest.mark.parametrize("asked", [{"do": "like", "item": "p"}, c.Like, None, "like"], ids=str)
def test_only_commands_are_carried_out(asked: Any) -> None:
    """Whatever else is given is refused, with where JSON is read."""
    for ask in (lambda made: made.apply(asked), lambda made: made.apply_all([asked])):
        with pytest.raises(InvalidError, match=r"`command` must be a command .*, not"):
            ask(town())


def test_the_host_has_no_viewer() -> None:
    """It asks the engine itself."""
    with pytest.raises(InvalidError, match="the host has no viewer"):
        town().viewer(HOST)
