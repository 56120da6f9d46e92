"""All posts in both orders, and what feeds whom: numbers are given once and never taken back."""

from __future__ import annotations

import datetime as dt

from collabcore._store.timeline import Timelines

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def told() -> Timelines:
    """Return the timelines of three posts, the first commented on before the third was made."""
    both = Timelines()
    both.publish("p1", ("all", "on:jose"), START)
    both.publish("p2", ("all", "on:sofia"), START)
    both.bump("p1", "c1", START)
    both.publish("p3", ("all", "on:jose"), START)
    return both


def test_it_starts_empty() -> None:
    """No numbers, no streams; what never was has none."""
    timeline = Timelines().activity

    assert (0, None, {}) == (len(timeline), timeline.number("p1"), timeline.streams())
    assert [] == list(timeline.stream("all"))


def test_a_comment_gives_its_post_the_next_number() -> None:
    """The number before is superseded, not taken back; the comment is what was given the new one."""
    timeline = told().activity

    assert ["p1", "p2", "p1", "p3"] == [timeline.post(number) for number in range(len(timeline))]
    assert ["p1", "p2", "c1", "p3"] == [timeline.item(number) for number in range(len(timeline))]
    assert [2, None, None, None] == [timeline.successor(number) for number in range(len(timeline))]
    assert (2, 1, None) == (timeline.number("p1"), timeline.number("p2"), timeline.number("c1"))


def test_a_stream_rises_and_holds_all_numbers_of_its_posts() -> None:
    """Superseded numbers too: a reader who started before goes on by them."""
    timeline = told().activity

    assert [0, 1, 2, 3] == list(timeline.stream("all"))
    assert [0, 2, 3] == list(timeline.stream("on:jose"))
    assert ["all", "on:jose"] == list(timeline.sources("p1"))


def test_a_source_that_comes_later_takes_all_numbers() -> None:
    """A comment that mentions somebody makes its post mention them; twice is once."""
    both = told()
    both.publish("p4", ("all", "mentions:lea"), START)
    both.add_source("p1", "mentions:lea")
    both.add_source("p1", "mentions:lea")

    assert [0, 2, 4] == list(both.activity.stream("mentions:lea"))
    assert [0, 3] == list(both.newest.stream("mentions:lea"))
    assert ["all", "on:jose", "mentions:lea"] == list(both.newest.sources("p1"))


def test_a_source_that_goes_leaves_the_others() -> None:
    """An empty stream is no stream."""
    both = told()
    both.add_source("p1", "mentions:lea")
    both.drop_source("p1", "mentions:lea")

    assert told().activity.streams() == both.activity.streams()
    assert told().newest.streams() == both.newest.streams()
    assert ("all", "on:jose") == both.activity.sources("p1")


def test_a_deleted_post_leaves_the_streams_and_keeps_its_numbers() -> None:
    """An id goes on naming a place in the order, though nothing stands there (READINGS 21)."""
    both = told()
    both.remove("p1")
    timeline = both.activity

    assert {"all": [1, 2], "on:sofia": [1], "on:jose": [2]} == both.newest.streams()
    assert {"all": [1, 3], "on:sofia": [1], "on:jose": [3]} == timeline.streams()
    assert (4, "p1", "c1", 2) == (len(timeline), timeline.post(0), timeline.item(2), timeline.number("p1"))
    assert () == timeline.sources("p1")


def test_a_comment_changes_nothing_in_the_order_of_making() -> None:
    """There every post has its one number."""
    timeline = told().newest

    assert ["p1", "p2", "p3"] == [timeline.post(number) for number in range(len(timeline))]
    assert (0, 1, 2) == (timeline.number("p1"), timeline.number("p2"), timeline.number("p3"))
    assert [None, None, None] == [timeline.successor(number) for number in range(3)]
