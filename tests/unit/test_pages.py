"""First pages read again: the same while nothing happens, thrown away by whatever does."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.world import town

from collabcore import commands as c
from collabcore.errors import CollabError
from collabcore.gates import KEPT_FOR
from collabcore.viewer import pages
from collabcore.viewer.pages import Asked, Pages

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


def test_a_new_post_throws_away_the_pages_it_comes_onto() -> None:
    """Whoever does not follow where it stands is handed the page they had; what else happens is seen by all."""
    made = town()
    lea, jose = made.viewer("lea"), made.viewer("jose")
    before = {viewer: viewer.feed() for viewer in (lea, jose)}
    made.apply(c.Post(by="jose", id="p-1", text="x"))
    assert lea.feed() is before[lea]
    assert lea.feed() is before[lea]
    assert "p-1" == jose.feed().ids[0]
    made.apply(c.Follow(by="lea", target="jose"))
    assert "p-1" in lea.feed().ids


def test_pages_by_relevance_do_not_outlast_a_post() -> None:
    """Even where time stands still."""
    made = town()
    moment = made.now()
    copy = made.fork(clock=lambda: moment)
    lea = copy.viewer("lea")
    first = lea.feed("company", sort="relevance")
    assert first is lea.feed("company", sort="relevance")
    copy.apply(c.Post(by="jose", id="p-1", text="x"))
    assert first is not lea.feed("company", sort="relevance")


def test_a_card_is_shared_by_those_who_are_given_the_same() -> None:
    """Until something happens to the post; another post, or a like of another, is no such thing."""
    made = town()
    lea, sofia = made.viewer("lea"), made.viewer("sofia")
    made.apply(c.Post(by="lea", id="p-1", text="x"))
    made.apply(c.Post(by="lea", id="p-2", text="y"))
    card = lea.feed("company")[1]
    assert "p-1" == card.id
    assert card is sofia.feed("company")[1]
    made.apply(c.Like(by="sofia", item="p-2"))
    assert card is lea.feed("company")[1]
    made.apply(c.Comment(by="sofia", post="p-2", text="z"))
    assert card is lea.feed("company")[1]
    made.apply(c.Like(by="sofia", item="p-1"))
    assert (0, 1) == (card.likes, lea.feed("company")[1].likes)
    made.apply(c.Comment(by="sofia", post="p-1", text="z"))
    assert 1 == lea.feed("company")[1].comments
    assert lea.feed("company")[1] is not sofia.feed("company")[1]


def test_nothing_is_kept_of_a_batch_that_was_refused() -> None:
    """What was read before is read anew, and equal."""
    made = town()
    lea = made.viewer("lea")
    first = lea.feed("company")
    with pytest.raises(CollabError):
        made.apply_all([c.Post(by="lea", id="p-1", text="x"), c.Post(by="lea", id="p-1", text="x")])
    assert first == lea.feed("company")


def test_few_pages_are_kept() -> None:
    """Beyond that, one begins anew."""
    view = town().view
    kept: Pages[str] = Pages()
    asked: list[Asked] = [("lea", "company", None, None, number) for number in range(pages._MOST + 1)]
    assert kept.find(view, asked[0], NOON) is None
    for one in asked[:-1]:
        kept.keep(one, NOON, NOON + HOUR, "page")
    assert ("page", None, None) == (
        kept.find(view, asked[0], NOON),
        kept.find(view, asked[0], NOON - HOUR),
        kept.find(view, asked[0], NOON + 2 * HOUR),
    )
    kept.keep(asked[-1], NOON, None, "page")
    assert (None, "page") == (kept.find(view, asked[0], NOON), kept.find(view, asked[-1], NOON + 99 * HOUR))


def test_few_cards_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond that, too."""
    monkeypatch.setattr(pages, "_MOST", 1)
    made = town()
    made.apply(c.Post(by="lea", id="p-1", text="x"))
    kept: Pages[str] = Pages()
    (first,) = kept.cards(made.view, "lea", ["p-1"])
    (again,) = kept.cards(made.view, "lea", ["p-1"])
    assert first == again
    assert first is not again
