"""First pages read again: the same while nothing happens, thrown away by whatever does."""

from __future__ import annotations

import datetime as dt

from tests.unit.world import town

from collabcore import commands as c
from collabcore.gates import KEPT_FOR
from collabcore.viewer import pages
from collabcore.viewer.pages import Pages

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def test_a_page_is_read_again_while_nothing_happens() -> None:
    """The very same one; what happens is seen at the next reading."""
    made = town()
    lea = made.viewer("lea")
    first = lea.feed("company")
    assert first is lea.feed("company") is made.viewer("lea").feed("company")
    assert first is not lea.feed("company", limit=5)
    assert first is not lea.feed("company", sort="newest")

    made.apply(c.Post(by="lea", id="p-1", text="x"))
    assert "p-1" == lea.feed("company").ids[0]
    made.apply(c.Like(by="jose", item="p-1"))
    assert 1 == lea.feed("company")[0].likes


def test_pages_by_relevance_and_later_pages_are_read_anew() -> None:
    """Relevance fades with every hour; a later page is rarely read twice."""
    lea = town().viewer("lea")
    assert lea.feed("highlights") is not lea.feed("highlights")
    cursor = lea.feed("company", limit=1).cursor
    assert lea.feed("company", after=cursor) is not lea.feed("company", after=cursor)


def test_a_page_lasts_until_a_change_on_it_is_too_old() -> None:
    """Time alone takes old changes out of feeds (READINGS 47)."""
    made = town()
    moments = [made.now()]
    copy = made.fork(clock=lambda: moments[-1])
    sofia = copy.viewer("sofia")
    first = sofia.feed()
    assert "p-moved" in first.ids
    end = copy.view.posts["p-moved"].at + KEPT_FOR
    moments.append(end)
    assert first is sofia.feed()
    moments.append(end + HOUR)
    assert "p-moved" not in sofia.feed().ids
    moments.append(end)
    assert "p-moved" in sofia.feed().ids


def test_few_pages_are_kept() -> None:
    """Beyond that, one begins anew."""
    happened = 0
    kept: Pages[str] = Pages(lambda: happened)
    assert kept.find(("a",), NOON) is None
    for number in range(pages._MOST):
        kept.keep((number,), NOON, NOON + HOUR, "page")
    assert ("page", None, None) == (
        kept.find((0,), NOON),
        kept.find((0,), NOON - HOUR),
        kept.find((0,), NOON + 2 * HOUR),
    )
    kept.keep(("one more",), NOON, None, "page")
    assert (None, "page") == (kept.find((0,), NOON), kept.find(("one more",), NOON + 99 * HOUR))
