"""First pages read again: the same while nothing happens, thrown away by whatever does."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.world import town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.errors import CollabError
from collabcore.gates import KEPT_FOR
from collabcore.viewer import Page, pages
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


def test_talk_throws_away_the_pages_that_show_it() -> None:
    """A like or a comment of what is on no page of theirs leaves readers the page they had."""
    made = town()
    lea, jose = made.viewer("lea"), made.viewer("jose")
    made.apply(c.Post(by="jose", id="p-1", text="x"))
    before = {viewer: viewer.feed() for viewer in (lea, jose)}
    assert "p-1" not in before[lea].ids
    assert "p-1" in before[jose].ids
    made.apply(c.Like(by="sofia", item="p-1"))
    assert before[lea] is lea.feed()
    assert 1 == jose.feed()[0].likes
    made.apply(c.Comment(by="sofia", id="k-1", post="p-1", text="y"))
    assert before[lea] is lea.feed()
    assert 1 == jose.feed()[0].comments
    page = jose.feed()
    made.apply(c.Like(by="jose", item="k-1"))
    assert page == jose.feed()


def test_talk_may_bring_an_old_post_onto_a_page() -> None:
    """Whom a comment names has its post to read; by activity it comes to the top."""
    made = town()
    lea = made.viewer("lea")
    made.apply(c.Post(by="jose", id="p-1", text="x"))
    made.apply(c.Post(by="lea", id="p-2", text="x"))
    assert "p-1" not in lea.feed("to_me").ids
    assert ("p-2", "p-1") == lea.feed("company", sort="activity").ids[:2]
    assert "p-2" == lea.feed("company", limit=1).ids[0]
    first = lea.feed("company", limit=1)
    made.apply(c.Comment(by="jose", post="p-1", text="@[lea]"))
    assert "p-1" in lea.feed("to_me").ids
    assert ("p-1", "p-2") == lea.feed("company", sort="activity").ids[:2]
    assert first is lea.feed("company", limit=1), "what stands below the last post shown moves nothing"


def test_a_page_shows_what_happens_to_what_is_shared() -> None:
    """The likes of the original, in the card of the share."""
    made = town()
    lea = made.viewer("lea")
    made.apply(c.Post(by="jose", id="p-1", text="x"))
    made.apply(c.Share(by="sofia", post="p-1", id="p-2"))
    lea.feed("company", limit=1)
    made.apply(c.Like(by="jose", item="p-1"))
    (share,) = lea.feed("company", limit=1)
    assert share.original is not None
    assert ("p-2", 1) == (share.id, share.original.likes)


def test_what_one_does_alone_leaves_others_their_pages() -> None:
    """A follow, a mute or a bookmark is seen in one's own feeds; points and logins in nobody's."""
    made = town()
    lea, jose = made.viewer("lea"), made.viewer("jose")
    made.apply(c.Post(by="sofia", id="p-1", text="x"))
    before = {viewer: viewer.feed() for viewer in (lea, jose)}
    made.apply(c.Follow(by="lea", target="sofia"))
    assert before[jose] is jose.feed()
    assert "p-1" in lea.feed().ids
    page = lea.feed()
    made.apply(c.RecordLogin(by=HOST, user="jose"))
    assert page is lea.feed()
    made.apply(c.Mute(by="lea", post="p-1"))
    assert "p-1" not in lea.feed().ids


def test_after_much_talk_a_page_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than looked at for every post that was talked about; and not everything touched is kept."""
    monkeypatch.setattr(pages, "_FEW", 1)
    made = town()
    lea = made.viewer("lea")
    for post in ("p-1", "p-2"):
        made.apply(c.Post(by="jose", id=post, text="x"))
    first = lea.feed()
    made.apply(c.Like(by="jose", item="p-1"))
    assert first is lea.feed()
    made.apply(c.Like(by="sofia", item="p-1"))
    made.apply(c.Like(by="sofia", item="p-2"))
    again = lea.feed()
    assert first == again
    assert first is not again
    monkeypatch.setattr(pages, "_MOST", 1)
    made.apply(c.Like(by="lea", item="p-1"))
    made.apply(c.Like(by="lea", item="p-2"))
    assert again is not lea.feed()


def test_what_is_taken_back_may_make_room() -> None:
    """Highlights are what somebody likes: without the last like below the page there is no next page."""
    made = Engine()
    made.apply(c.AddUser(by=HOST, id="lea"))
    lea = made.viewer("lea")
    for post in ("p-1", "p-2"):
        made.apply(c.Post(by="lea", id=post, text="x"))
        made.apply(c.Like(by="lea", item=post))
    first = lea.feed("highlights", sort="newest", limit=1)
    assert (("p-2",), True) == (first.ids, first.cursor is not None)
    made.apply(c.Unlike(by="lea", item="p-1"))
    again = lea.feed("highlights", sort="newest", limit=1)
    assert (("p-2",), None) == (again.ids, again.cursor)


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


EMPTY: Page = Page((), None)


def test_few_pages_are_kept() -> None:
    """Beyond that, one begins anew."""
    view = town().view
    kept: Pages[Page] = Pages()
    asked: list[Asked] = [("lea", "company", None, None, number) for number in range(pages._MOST + 1)]
    assert kept.find(lambda: view, asked[0], NOON) is None
    for one in asked[:-1]:
        kept.keep(view, one, NOON, NOON + HOUR, EMPTY)
    assert (EMPTY, None, None) == (
        kept.find(lambda: view, asked[0], NOON),
        kept.find(lambda: view, asked[0], NOON - HOUR),
        kept.find(lambda: view, asked[0], NOON + 2 * HOUR),
    )
    kept.keep(view, asked[-1], NOON, None, EMPTY)
    assert (None, EMPTY) == (
        kept.find(lambda: view, asked[0], NOON),
        kept.find(lambda: view, asked[-1], NOON + 99 * HOUR),
    )


def test_few_cards_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond that, too."""
    monkeypatch.setattr(pages, "_MOST", 1)
    made = town()
    made.apply(c.Post(by="lea", id="p-1", text="x"))
    kept: Pages[Page] = Pages()
    (first,) = kept.cards(made.view, "lea", ["p-1"])
    (again,) = kept.cards(made.view, "lea", ["p-1"])
    assert first == again
    assert first is not again
