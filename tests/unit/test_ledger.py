"""Lines of the ledger that no rule wrote: without a key, without a record, in one purse only."""

from __future__ import annotations

import datetime as dt

from tests.unit.world import START, town

from collabcore import HOST
from collabcore import events as e
from collabcore._store import Store
from collabcore.boards import standings
from collabcore.model import Entry
from collabcore.notifications import notifications
from collabcore.testing.reference import Reference


def line(id_: str, points: int = 10, **more) -> Entry:
    return Entry(id=id_, user="jose", points=points, effective_at=START, **more)


def test_points_by_hand_use_up_no_key() -> None:
    """Two lines without a key are two lines, and neither store nor twin finds one by it."""
    events = [e.PointsAwarded(by=HOST, at=START, entry=line(id_, kind="manual")) for id_ in ("e1", "e2")]
    told = [*town().events(), *events]
    for world in (Store(told), Reference(told)):
        assert ["e1", "e2"] == list(world.ledger("jose"))
        assert None is world.award("")


def test_points_without_a_record_alert_about_none() -> None:
    """A notification of points is about the record that paid; points by hand are told by the thanks they came with."""
    store = town().view
    assert isinstance(store, Store)
    store.apply(e.PointsAwarded(by=HOST, at=store.now, entry=line("e1", kind="manual")))

    assert () == notifications(store, "jose")


def test_what_is_spent_is_on_no_board() -> None:
    """Boards show the rank purse, which spending never reduces (SCORING 2.3)."""
    entries = [line("e1", 100), line("e2", -60, kind="redeem", purse="spend")]

    assert [100] == [score.points for score in standings(enumerate(entries), ["jose"])]


def test_a_line_is_worth_what_it_would_add_uncapped_and_known_when_written_down() -> None:
    """Both are the plain values where nothing else is said."""
    later = START + dt.timedelta(days=1)
    plain, capped = line("e1"), line("e2", amount=25, recorded_at=later)

    assert (10, START) == (plain.worth, plain.known_at)
    assert (25, later) == (capped.worth, capped.known_at)
