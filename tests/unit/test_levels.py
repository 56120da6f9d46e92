"""Levels: up at once, down late and one at a time, by the ledger in its order (SCORING 2.4, P13, READINGS 7)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.world import START, engine, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e
from collabcore._store import Store
from collabcore.codec import command_from_json, command_to_json
from collabcore.decide.asking import Ask
from collabcore.decide.consequences import consequences
from collabcore.errors import InvalidError
from collabcore.levels import after, folded, progress, to_next
from collabcore.model import Entry, PointsLevel
from collabcore.testing.reference import Reference

STEPS = tuple(PointsLevel(f"L{number}", points) for number, points in enumerate((0, 50, 150, 400, 1000), 1))
SET = c.SetLevels(by=HOST, levels=STEPS)


def line(number: int, points: int, **more) -> e.PointsAwarded:
    entry = Entry(id=f"e{number}", user="jose", points=points, effective_at=START, **more)
    return e.PointsAwarded(by=HOST, at=START, entry=entry)


def name(level: int) -> str | None:
    return STEPS[level].name if level >= 0 else None


@pytest.mark.parametrize(
    ("points", "level"),
    [(-5, None), (0, "L1"), (49, "L1"), (50, "L2"), (149, "L2"), (150, "L3"), (999, "L4"), (1000, "L5"), (10**9, "L5")],
)
def test_p13_the_level_of_some_points(points: int, level: str | None) -> None:
    assert level == name(folded(STEPS, [line(1, points).entry]))


def test_p13_to_next_and_progress() -> None:
    """From 149 one more; inside L2 at 120 seventy of a hundred; on the highest level there is no next."""
    assert (1, Fraction(70, 100)) == (to_next(STEPS, 1, 149), progress(STEPS, 1, 120))
    assert (None, None) == (to_next(STEPS, 4, 2000), progress(STEPS, 4, 2000))
    assert (5, Fraction(0)) == (to_next(STEPS, -1, -5), progress(STEPS, -1, -5))


@pytest.mark.parametrize(("points", "level"), [(135, "L3"), (134, "L2"), (46, "L2"), (0, "L2")])
def test_down_only_below_nine_tenths_and_one_level_with_an_entry(points: int, level: str) -> None:
    """150 points, of which some are taken back at once."""
    assert level == name(after(STEPS, 2, points))


@given(st.lists(st.integers(-200, 400), max_size=12))
def test_incremental_equals_folded(amounts: list[int]) -> None:
    """The store's level is the fold of its ledger and the twin's, whatever came and went, and when levels were set."""
    events: list[e.Event] = [line(number, points) for number, points in enumerate(amounts)]
    events.insert(len(events) // 2, e.LevelsSet(by=HOST, at=START, levels=STEPS))
    store, twin = Store(events), Reference(events)
    ledger = [event.entry for event in events if isinstance(event, e.PointsAwarded)]

    assert folded(STEPS, ledger) == store.level("jose") == twin.level("jose")
    assert sum(amounts) == store.rank_points("jose") == twin.rank_points("jose")


def test_spending_takes_no_level_away() -> None:
    """Levels go by the rank purse only (SCORING 2.4)."""
    events = [e.LevelsSet(by=HOST, at=START, levels=STEPS), line(1, 150), line(2, -150, kind="redeem", purse="spend")]

    assert 2 == Store(events).level("jose")


def test_points_show_level_and_what_is_missing() -> None:
    """Both come from the ledger; without levels there is neither."""
    made = town(c.AddRecord(by="jose", id="l1", type="lead", fields={"first_name": "Ana"}))
    assert (None, None) == (made.viewer("jose").points().level, made.viewer("jose").points().to_next)
    made.apply(c.SetLevels(by="paulo", levels=(PointsLevel("old", 15), PointsLevel("new", 0))))
    points = made.viewer("jose").points()
    assert (None, 0) == (points.level, points.to_next)
    made.apply(c.UpdateRecord(by="jose", id="l1", fields=dict.fromkeys(("last_name", "phone", "email"), "Ana Prado")))
    points = made.viewer("jose").points()
    assert (10, "new", 5) == (points.rank, points.level, points.to_next)
    assert () == made.apply(c.SetLevels(by="paulo", levels=(PointsLevel("new", 0), PointsLevel("old", 15))))


def test_whoever_is_away_has_no_points_to_show() -> None:
    made = town(SET, c.DeactivateUsers(by=HOST, ids=("jose",)))

    assert (0, None) == (made.viewer("jose").points().rank, made.viewer("jose").points().level)


def test_going_up_is_news_once() -> None:
    """One event for the level where the points of one command end, none for going down or staying."""
    made = town(SET)
    ask = Ask(made.view, None, made.view.now, lambda: "new")

    def news(*amounts: int) -> list[str]:
        events = [line(number, points) for number, points in enumerate(amounts)]
        return [event.level for event in consequences(ask, events) if isinstance(event, e.LevelReached)]

    assert (["L3"], [], ["L1"], []) == (news(50, 100), news(-5), news(1), news())


def test_levels_in_json() -> None:
    """`from` is the word of the contract."""
    wire = {"do": "set_levels", "levels": [{"name": "new", "from": 0}]}
    command = command_from_json(wire)

    assert c.SetLevels(by=HOST, levels=(PointsLevel("new", 0),)) == command
    assert wire["levels"] == command_to_json(command)["levels"]
    for wrong in ({"name": "new"}, "new", {"name": "new", "from": 1, "to": 2}):
        with pytest.raises(InvalidError):
            command_from_json({"do": "set_levels", "levels": [wrong]})
    assert STEPS == engine(SET).fork().view.levels
