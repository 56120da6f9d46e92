"""All posts in one order, and what feeds whom: numbers are given once and never taken back."""

from __future__ import annotations

import datetime as dt

from collabcore._store.timeline import NumberedTimeline

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def told() -> NumberedTimeline:
    """Return a timeline of three posts, the first commented on last."""
    timeline = NumberedTimeline()
    timeline.publish("p1", ["all", "on:jose"], START)
    timeline.publish("p2", ["all", "on:sofia"], START)
    timeline.bump("p1", "c1", START)
    timeline.publish("p3", ["all", "on:jose"], START)
    return timeline


def test_it_starts_empty() -> None:
    """No numbers, no streams; what never was has none."""
    timeline = NumberedTimeline()

    assert (0, None, {}) == (len(timeline), timeline.number("p1"), timeline.streams())
    assert [] == list(timeline.stream("all"))


def test_a_comment_gives_its_post_the_next_number() -> None:
    """The number before is superseded, not taken back; the comment is what was given the new one."""
    timeline = told()

    assert ["p1", "p2", "p1", "p3"] == [timeline.post(number) for number in range(len(timeline))]
    assert ["p1", "p2", "c1", "p3"] == [timeline.item(number) for number in range(len(timeline))]
    assert [2, None, None, None] == [timeline.successor(number) for number in range(len(timeline))]
    assert (2, 1, None) == (timeline.number("p1"), timeline.number("p2"), timeline.number("c1"))


def test_a_stream_rises_and_holds_all_numbers_of_its_posts() -> None:
    """Superseded numbers too: a reader who started before goes on by them."""
    timeline = told()

    assert [0, 1, 2, 3] == list(timeline.stream("all"))
    assert [0, 2, 3] == list(timeline.stream("on:jose"))
    assert ["all", "on:jose"] == list(timeline.sources(0)) == list(timeline.sources(2))


def test_a_source_that_comes_later_takes_all_numbers() -> None:
    """A comment that mentions somebody makes its post mention them; twice is once."""
    timeline = told()
    timeline.publish("p4", ["all", "mentions:lea"], START)
    timeline.add_source("p1", "mentions:lea")
    timeline.add_source("p1", "mentions:lea")

    assert [0, 2, 4] == list(timeline.stream("mentions:lea"))
    assert ["all", "on:jose", "mentions:lea"] == list(timeline.sources(2))


def test_a_source_that_goes_leaves_the_others() -> None:
    """An empty stream is no stream."""
    timeline = told()
    timeline.add_source("p1", "mentions:lea")
    timeline.drop_source("p1", "mentions:lea")

    assert told().streams() == timeline.streams()
    assert ["all", "on:jose"] == list(timeline.sources(0))


def test_a_deleted_post_leaves_the_streams_and_keeps_its_numbers() -> None:
    """An id goes on naming a place in the order, though nothing stands there (READINGS 21)."""
    timeline = told()
    timeline.remove("p1")

    assert {"all": [1, 3], "on:sofia": [1], "on:jose": [3]} == timeline.streams()
    assert (4, "p1", "c1", 2) == (len(timeline), timeline.post(0), timeline.item(2), timeline.number("p1"))
    assert [] == list(timeline.sources(0))
