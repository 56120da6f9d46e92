"""Cases of other systems that a scenario file cannot say, or only at length (`docs/explanation/cases.md`)."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable

import pytest
from tests.unit.world import START, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.mail import message

WRITTEN = tuple(f"{(number * 67) % 151:03}" for number in range(1, 151))
"""A hundred and fifty ids, in no order."""

CUTS = (slice(10), slice(1, 9), slice(5, None))


def written(*more: c.Command) -> Engine:
    """Return a town in which Lea has written them all."""
    return town(*(c.Post(by="lea", id=f"post-{name}", text="words") for name in WRITTEN), *more)


def test_a_hundred_and_fifty_posts() -> None:
    """D22: every post has its place, and every slice is newest first, though the ids are scrambled."""
    viewer = written().viewer("lea")
    first = viewer.feed(limit=100)
    rest = viewer.feed(limit=100, after=first.cursor)
    newest = [f"post-{name}" for name in reversed(WRITTEN)]

    assert newest == [post.id for post in (*first, *rest)]
    assert newest[110] == rest[10].id
    assert [newest[:10], newest[1:9], newest[5:100]] == [[post.id for post in first[cut]] for cut in CUTS]
    assert rest.cursor is None


def calls(question: Callable[[], object]) -> int:
    """Return how many Python functions a question calls, after having been asked once."""
    question()
    counted = 0

    def count(_frame: object, event: str, _of: object) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        question()
    finally:
        sys.setprofile(before)
    return counted


QUESTIONS: dict[str, Callable[[Engine], object]] = {
    "E3, one post": lambda made: made.viewer("jose").can_see("p-wall"),
    "E3, everyone who sees it": lambda made: made.audience("p-wall"),
    "E12, everyone who knows of a group": lambda made: made.audience("campaign"),
    "J10, a digest": lambda made: made.viewer("jose").digest("daily"),
}
"""What costs no more for posts that have nothing to do with it."""


@pytest.mark.parametrize("case", QUESTIONS)
def test_posts_elsewhere_cost_nothing(case: str) -> None:
    """Whatever is written where the reader follows nothing, the question takes no more steps than finding its place."""
    few, many = town(), written()

    assert calls(lambda: QUESTIONS[case](many)) <= calls(lambda: QUESTIONS[case](few)) + len(WRITTEN).bit_length()


def test_a_reader_who_follows_more_does_more() -> None:
    """The counting counts: what is followed is read."""
    follows = c.Follow(by="jose", target="lea")
    few, many = town(follows), written(follows)

    assert calls(lambda: QUESTIONS["J10, a digest"](few)) + len(WRITTEN) < calls(
        lambda: QUESTIONS["J10, a digest"](many)
    )


@pytest.mark.parametrize(("reader", "shown"), [("sofia", {"stage", "amount"}), ("jose", {"stage"})])
def test_a_mail_shows_the_fields_its_reader_may_read(reader: str, shown: set[str]) -> None:
    """G5: a letter about a change names what the profile of its reader may read, and nothing else."""
    made = town(
        c.Configure(
            by=HOST,
            tracked_fields={"opportunity": ("stage", "amount")},
            hidden_fields={"rep": {"opportunity": ("amount",)}},
        ),
        c.UpdateUser(by=HOST, id="jose", profile="rep"),
        c.Follow(by=reader, target="gift"),
        c.MarkSent(by=HOST, items=("p-wall", "p-moved", "p-gift", "p-news")),
        c.UpdateRecord(by=HOST, id="gift", fields={"stage": "kept", "amount": 70}, item="change"),
    )
    tomorrow = START + dt.timedelta(days=2)
    due = [entry for entry in made.outbox(tomorrow) if entry.to == reader and "change" in entry.items]
    (letter,) = (message(made, one, sender="a@example.org", address="b@example.org", site="") for one in due)
    assert letter is not None
    text, page = (part.get_content() for part in letter.iter_parts())

    for content in (text, page):
        assert shown == {field for field in ("stage", "amount") if f"{field}: " in content}
