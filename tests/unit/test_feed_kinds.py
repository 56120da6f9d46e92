"""The kinds of feeds beyond News, what each leaves out, relevance, updates, bundles and pins."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.unit.world import town

from collabcore import HOST, Engine, InFeed
from collabcore import commands as c
from collabcore.errors import InvalidError, NotFoundError
from collabcore.feeds import FEEDS, in_feed, page, updates
from collabcore.gates import KEPT_FOR
from collabcore.relevance import TERMS, relevance

SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)


def feed(
    made: Engine, reader: str, kind: str = "following", of: str | None = None, sort: str | None = None
) -> list[str]:
    """Return a whole feed, by its own order unless another is named, at the moment of the engine."""
    found = page(made.view, reader, kind, of, sort, limit=100, at=made.now())
    assert found.cursor is None
    assert set(found.posts) == {
        post for post in made.view.posts if in_feed(made.view, reader, post, kind, of, made.now())
    }
    return list(found.posts)


def says(by: str, id: str, to: str | None = None, text: str = "x") -> c.Post:
    """Return the command to post."""
    return c.Post(by=by, id=id, to=to, text=text)


def answers(by: str, post: str, id: str, text: str = "x") -> c.Comment:
    """Return the command to comment."""
    return c.Comment(by=by, id=id, post=post, text=text)


def why(
    made: Engine, reader: str, post: str, kind: str = "following", of: str | None = None
) -> tuple[bool, str, str | None]:
    """Return whether a post stands in a feed, by which rule, and through what."""
    found = made.explain_feed(reader, post, kind, of)
    return found.in_feed, found.rule, found.source


# To me


@pytest.mark.parametrize(
    ("happens", "rule"),
    [
        ((says("jose", "p-1", text="ask @[lea]"),), "feed.mentions"),
        ((says("jose", "p-1"), answers("sofia", "p-1", "c-1", "ask @[lea]")), "feed.mentions"),
        ((says("jose", "p-1"), answers("lea", "p-1", "c-1")), "feed.took_part"),
        ((says("lea", "p-1"), answers("jose", "p-1", "c-1")), "feed.author"),
        ((says("lea", "p-1", "jose"), answers("lea", "p-1", "c-1")), "feed.author"),
        ((says("jose", "p-1", "lea"),), "feed.own_wall"),
    ],
    ids=["a mention", "one in a comment", "I commented", "mine, commented on", "by myself", "on my wall"],
)
def test_what_is_to_me(happens: tuple[c.Command, ...], rule: str) -> None:
    """The union of both versions of the page (RULES 0.3 C8)."""
    made = town(*happens)

    assert ["p-1"] == feed(made, "lea", "to_me")
    assert (True, rule) == why(made, "lea", "p-1", "to_me")[:2]


def test_what_is_not_to_me() -> None:
    """My own posts nobody commented on, on my wall or another, and what others say among themselves."""
    made = town(says("lea", "p-1"), says("lea", "p-2", "jose"), says("jose", "p-3"), answers("jose", "p-3", "c-3"))

    assert [] == feed(made, "lea", "to_me")
    assert (False, "feed.not_followed", None) == why(made, "lea", "p-1", "to_me")


def test_my_change_is_to_me_once_somebody_comments_on_it() -> None:
    """A tracked change is its maker's (RULES 7.1)."""
    made = town()
    assert "p-moved" not in feed(made, "jose", "to_me")

    made.apply(answers("sofia", "p-moved", "c-1"))
    assert (True, "feed.change_by", "jose") == why(made, "jose", "p-moved", "to_me")


def test_a_comment_held_back_brings_nothing_to_who_may_not_read_it() -> None:
    """Neither mine taken out by moderators, nor another's on a post of mine (law 2)."""
    made = town(
        *(says("jose", "p-1"), answers("lea", "p-1", "c-1"), says("lea", "p-2"), answers("jose", "p-2", "c-2")),
        *(c.Review(by="mona", item=item, status="isolated") for item in ("c-1", "c-2")),
    )
    assert [] == feed(made, "lea", "to_me")

    made.apply(c.Review(by="grace", item="c-1", status="published"))
    assert ["p-1"] == feed(made, "lea", "to_me")


def test_what_i_commented_on_is_read_by_activity_and_page_by_page() -> None:
    """Single posts stand among those of the streams, as of the first page; what has joined since, at its old place."""
    posts = [says("jose", f"m{place}") for place in range(6)]
    made = town(*posts, *(answers("lea", f"m{place}", f"n{place}") for place in (4, 1, 3)), says("jose", "w", "lea"))
    assert (["w", "m4", "m3", "m1"], ["w", "m3", "m1", "m4"]) == (
        feed(made, "lea", "to_me"),
        feed(made, "lea", "to_me", sort="activity"),
    )

    first = page(made.view, "lea", "to_me", sort="activity", limit=2)
    for command in (answers("lea", "m4", "n6"), answers("lea", "m0", "n7"), c.Delete(by="lea", id="n3")):
        made.apply(command)
    rest = page(made.view, "lea", "to_me", sort="activity", after=first.cursor)
    assert (("w", "m3"), ("m1", "m4", "m0")) == (first.posts, rest.posts)


def test_a_comment_that_goes_takes_its_post_out_of_to_me() -> None:
    """Of two comments one is enough; with the post everything goes."""
    made = town(says("jose", "p-1"), answers("lea", "p-1", "c-1"), answers("lea", "p-1", "c-2"))
    made.apply(c.Delete(by="lea", id="c-1"))
    assert ["p-1"] == feed(made, "lea", "to_me")

    made.apply(c.Delete(by="lea", id="c-2"))
    assert [] == feed(made, "lea", "to_me")
    made.apply(answers("lea", "p-1", "c-3"))
    made.apply(c.Delete(by="jose", id="p-1"))
    assert [] == feed(made, "lea", "to_me")
    made.check()


# Groups, highlights


def test_the_groups_i_am_in() -> None:
    """What stands in them, and nothing that only mentions them."""
    made = town(says("aniyah", "p-1", text="see @[campaign]"))

    assert ["p-ask"] == feed(made, "jose", "groups")
    assert (True, "feed.member", "campaign") == why(made, "jose", "p-ask", "groups")
    assert [] == feed(made, "lea", "groups")


def test_highlights_are_what_somebody_likes_or_comments_on() -> None:
    """Of Company, the most relevant first; what nobody answers is none (RULES 1.7)."""
    made = town(says("jose", "p-1"), says("jose", "p-2", text="@[lea]"), c.Like(by="sofia", item="p-1"))

    assert ["p-wall", "p-1"] == feed(made, "lea", "highlights")
    assert ["p-1", "p-wall"] == feed(made, "lea", "highlights", sort="newest")
    assert (False, "feed.not_engaged", None) == why(made, "lea", "p-2", "highlights")
    assert (True, "feed.visible", None) == why(made, "lea", "p-1", "highlights")


# Archived groups


def test_an_archived_group_sleeps_until_somebody_comments() -> None:
    """In News, Company, Highlights and Groups; its own feed, To Me and profiles are untouched (READINGS 43)."""
    made = town(
        *(says("jose", "p-1", "campaign", "@[aniyah]"), answers("sofia", "p-1", "c-0")),
        c.ArchiveGroup(by="aniyah", group="campaign"),
    )
    for kind in ("following", "company", "highlights", "groups"):
        assert not {"p-ask", "p-1"} & set(feed(made, "aniyah", kind))
        assert (False, "feed.archived", None) == why(made, "aniyah", "p-1", kind)
    for kind, of in (("group", "campaign"), ("profile", "aniyah"), ("to_me", None)):
        assert "p-1" in feed(made, "aniyah", kind, of)

    made.apply(answers("jose", "p-1", "c-1"))
    for kind in ("following", "company", "highlights", "groups"):
        assert ("p-1" in feed(made, "aniyah", kind), "p-ask" in feed(made, "aniyah", kind)) == (True, False)


def test_what_wakes_a_post_of_an_archived_group() -> None:
    """A comment its reader may read, made since it was archived last; when it goes, the post sleeps again."""
    made = town(c.ArchiveGroup(by="aniyah", group="campaign"), answers("jose", "p-ask", "c-1"))
    made.apply(c.Review(by=HOST, item="c-1", status="pending"))
    assert ("p-ask" in feed(made, "aniyah"), "p-ask" in feed(made, "jose")) == (False, True)  # its author reads it

    made.apply(c.Review(by=HOST, item="c-1", status="published"))
    assert "p-ask" in feed(made, "aniyah")
    made.apply(c.Delete(by="jose", id="c-1"))
    assert "p-ask" not in feed(made, "aniyah")
    made.apply(c.UnarchiveGroup(by="aniyah", group="campaign"))
    assert "p-ask" in feed(made, "aniyah")
    made.apply(c.ArchiveGroup(by="aniyah", group="campaign"))
    assert "p-ask" not in feed(made, "aniyah")
    made.check()


def test_a_comment_of_the_instant_in_which_a_group_is_archived() -> None:
    """The order in the journal decides, not the clock (READINGS 13)."""
    made = town()
    at = made.now()
    early, late = answers("jose", "p-ask", "c-1"), answers("jose", "p-ask", "c-2")
    archive = c.ArchiveGroup(by="aniyah", group="campaign", at=at)
    made.apply_all([c.Comment(by="jose", id="c-1", post="p-ask", text="x", at=at), archive])
    assert (early.post, late.post) == ("p-ask", "p-ask")
    assert "p-ask" not in feed(made, "aniyah")

    made.apply(c.Comment(by="jose", id="c-2", post="p-ask", text="x", at=at))
    assert "p-ask" in feed(made, "aniyah")


def test_deleting_an_archived_group_forgets_when_it_was_archived() -> None:
    """Nothing is left behind."""
    made = town(c.ArchiveGroup(by="aniyah", group="campaign"), c.DeleteGroup(by="aniyah", id="campaign"))

    made.check()


# Old changes


def _after(made: Engine, passed: dt.timedelta) -> Engine:
    made.apply(c.AddRole(by=HOST, id="late", at=made.view.posts["p-moved"].at + passed))
    return made


@pytest.mark.parametrize(
    ("passed", "keeps", "stays"),
    [
        (KEPT_FOR, (), True),
        (KEPT_FOR + SECOND, (), False),
        (KEPT_FOR + SECOND, (c.Like(by="sofia", item="p-moved"),), True),
        (KEPT_FOR + SECOND, (answers("sofia", "p-moved", "c-1"),), True),
        (KEPT_FOR + SECOND, (answers("sofia", "p-moved", "c-1"), c.Delete(by="sofia", id="c-1")), False),
    ],
    ids=["45 days", "a second more", "liked", "commented on", "no more"],
)
def test_a_change_leaves_the_feeds_after_45_days(
    passed: dt.timedelta, keeps: tuple[c.Command, ...], stays: bool
) -> None:
    """Unless somebody likes it or comments on it; out of every feed, still visible (RULES 5, READINGS 47)."""
    made = _after(town(*keeps), passed)
    for reader, kind, of in (("sofia", "following", None), ("sofia", "record", "gift"), ("sofia", "profile", "jose")):
        assert stays == ("p-moved" in feed(made, reader, kind, of))
    assert made.can_see("sofia", "p-moved")
    assert (stays, "feed.follows_record" if stays else "feed.too_old") == why(made, "sofia", "p-moved")[:2]


def test_what_people_wrote_never_grows_too_old() -> None:
    """Only changes do."""
    made = _after(town(), KEPT_FOR * 9)

    assert "p-gift" in feed(made, "sofia")


# Since following


def test_news_since_following() -> None:
    """By setting, only what came after the follow; where mentions are news, they come all the same."""
    made = town(
        c.Configure(by=HOST, since_follow=True, news_includes_mentions=True),
        *(says("aniyah", "p-1"), says("aniyah", "p-2", text="ask @[lea]")),
        *(c.Follow(by="lea", target="aniyah"), says("aniyah", "p-3")),
    )
    assert ["p-3", "p-2"] == feed(made, "lea")
    assert (False, "feed.before_follow", None) == why(made, "lea", "p-1")

    made.apply(c.Configure(by=HOST, since_follow=False))
    assert ["p-3", "p-2", "p-1", "p-wall"] == feed(made, "lea")


def test_following_again_starts_again() -> None:
    """The last follow counts."""
    made = town(c.Configure(by=HOST, since_follow=True), c.Follow(by="lea", target="aniyah"), says("aniyah", "p-1"))
    assert ["p-1"] == feed(made, "lea")

    made.apply_all([c.Unfollow(by="lea", target="aniyah"), c.Follow(by="lea", target="aniyah")])
    assert [] == feed(made, "lea")


# Relevance


def test_relevance_is_exact_and_told_term_by_term() -> None:
    """Engagement and own ties, times 24 over 24 and the age in whole hours."""
    made = town(c.Follow(by="lea", target="jose"), says("jose", "p-1", text="ask @[lea]"))
    made.apply(c.Like(by="sofia", item="p-1"))
    made.apply(answers("lea", "p-1", "c-1"))
    at = made.view.posts["p-1"].at

    found = relevance(made.view, "lea", "p-1", at + 12 * HOUR - SECOND)
    assert (Fraction((4 + 1 + 2 + 6 + 4 + 8 + 3) * 24, 24 + 11), 11) == (found.score, found.hours)
    assert {term.name for term in TERMS} == {name for name, _ in found.terms}
    assert Fraction(28, 2) == relevance(made.view, "lea", "p-1", at + 24 * HOUR).score
    assert Fraction(28) == relevance(made.view, "lea", "p-1", at - HOUR).score
    told = made.viewer("lea").why_in_feed("p-1").relevance
    assert told is not None
    assert (Fraction(28), found.terms) == (told.score, told.terms)


def test_relevance_is_of_one_reader() -> None:
    """Sofia sees neither Lea's ties nor a comment that waits for approval."""
    made = town(says("jose", "p-1"), answers("aniyah", "p-1", "c-1"), c.Review(by="otto", item="c-1", status="pending"))
    at = made.now()

    assert (("post", 4),) == relevance(made.view, "lea", "p-1", at).terms
    assert (("post", 4), ("comments", 2)) == relevance(made.view, "otto", "p-1", at).terms


def test_equals_stand_by_the_journal() -> None:
    """The later made first, never by id."""
    made = town(says("jose", "z", "carla"), says("jose", "a", "carla"), says("jose", "m", "carla"))

    assert ["m", "a", "z"] == [post for post in feed(made, "lea", "company", sort="relevance") if len(post) == 1]


def test_pages_by_relevance_are_as_of_the_first() -> None:
    """Likes and comments of meanwhile change no later page; what is gone is left out."""
    made = town(*(says("jose", f"m{place}", "carla") for place in range(9)), c.Like(by="sofia", item="m4"))
    whole = feed(made, "lea", "company", sort="relevance")
    first = page(made.view, "lea", "company", sort="relevance", limit=4)
    for command in (c.Like(by="sofia", item="m0"), c.Delete(by="jose", id="m1"), says("jose", "m9", "lea")):
        made.apply(command)
    found = [*first.posts]
    cursor = first.cursor
    while cursor is not None:
        got = page(made.view, "lea", "company", sort="relevance", after=cursor, limit=3)
        found += got.posts
        cursor = got.cursor

    assert [post for post in whole if post != "m1"] == found


def test_an_id_goes_on_in_the_ranking_of_now() -> None:
    """Of a post that stands in it; a deleted one has no place there, a cursor has."""
    made = town(*(says("jose", f"m{place}", "carla") for place in range(5)))
    whole = feed(made, "lea", "company", sort="relevance")

    assert tuple(whole[3:]) == page(made.view, "lea", "company", sort="relevance", after=whole[2]).posts
    made.apply(c.Delete(by="jose", id="m0"))
    for after in ("m0", "nothing", "", page(made.view, "lea", "company", limit=2).cursor, 5):
        with pytest.raises(InvalidError, match="is no cursor"):
            page(made.view, "lea", "company", sort="relevance", after=after)  # type: ignore[arg-type]


def test_a_forged_ranking_shows_nothing_more() -> None:
    """Whatever it names must stand in the feed."""
    made = town(*(says("jose", f"m{place}", "carla") for place in range(5)))
    told = page(
        town(c.AddMember(by="aniyah", group="campaign", user="lea")).view, "lea", "company", sort="relevance", limit=1
    )

    shown = page(made.view, "lea", "company", sort="relevance", after=told.cursor).posts
    assert shown
    assert set(shown) <= made.visible_posts("lea")


@pytest.mark.parametrize("kind", sorted(FEEDS))
def test_where_relevance_is_allowed(kind: str) -> None:
    """In feeds over many places (RULES 6); elsewhere it is refused."""
    of = {"profile": "jose", "record": "gift", "group": "campaign", "topic": "x"}.get(kind)
    made = town(c.Tag(by="jose", post="p-news", topic="x"))
    if kind in ("following", "company", "highlights", "topic"):
        assert page(made.view, "jose", kind, of, "relevance").posts
        return
    with pytest.raises(InvalidError) as found:
        page(made.view, "jose", kind, of, "relevance")
    assert "feed.sort" == found.value.rule


# Updates


def test_updates_are_what_came_since() -> None:
    """By token, by id, by time; newest first, and nothing when nothing came."""
    made = town(says("jose", "p-1", "lea"))
    lea = made.viewer("lea")
    told = lea.updates("following", "2026-01-05T09:00:00Z")
    assert ("p-1",) == told.ids
    assert told.token is not None
    for command in (says("jose", "p-2", "lea"), says("aniyah", "p-3"), says("jose", "p-4", "lea")):
        made.apply(command)
    at = made.view.posts["p-2"].at

    for since in (told.token, "p-1", at, at.isoformat()):
        assert ("p-4", "p-2") == lea.updates("following", since).ids
    assert () == lea.updates("following", "p-4").ids
    assert () == lea.updates("following", lea.updates("following", told.token).token or "").ids


def test_updates_of_a_feed_in_which_nothing_stood() -> None:
    """Its token is a token all the same."""
    made = town()
    token = made.viewer("lea").updates("following", "2026-01-05T09:00:00Z").token
    made.apply(says("jose", "p-1", "lea"))

    assert token is not None
    assert ("p-1",) == made.viewer("lea").updates("following", token).ids


def test_updates_lose_nothing_of_the_same_instant() -> None:
    """Two posts and the question between them happen in one second."""
    made = town(says("jose", "p-1", "lea"))
    at = made.view.now
    token = made.viewer("lea").updates("following", at).token
    made.apply(c.Post(by="jose", id="p-2", to="lea", text="x", at=at))

    assert token is not None
    assert ("p-2",) == made.viewer("lea").updates("following", token).ids
    assert ("p-2", "p-1") == made.viewer("lea").updates("following", at).ids


def test_updates_by_activity_hold_what_got_a_comment() -> None:
    """And by newest only what was made since (RULES 6 [CR-UPD])."""
    made = town(says("jose", "p-1", "lea"), says("jose", "p-2", "lea"))
    token = made.viewer("lea").updates("following", "2026-01-05T09:00:00Z", sort="activity").token
    for command in (answers("jose", "p-1", "c-1"), says("jose", "p-3", "lea"), c.Like(by="jose", item="p-2")):
        made.apply(command)
    lea = made.viewer("lea")

    assert token is not None
    assert ("p-3", "p-1") == lea.updates("following", token, sort="activity").ids
    assert ("p-3",) == lea.updates("following", "p-2").ids
    assert ("p-3",) == lea.updates("following", "c-1").ids == lea.updates("following", "c-1", sort="activity").ids
    assert ("p-3",) == lea.updates("following", "p-1", limit=1, sort="activity").ids


def test_updates_come_in_pages_too() -> None:
    """The cursor goes on, down to what one knew."""
    made = town(*(says("jose", f"m{place}", "lea") for place in range(7)))
    first = updates(made.view, "lea", "following", "m1", limit=3)
    rest = updates(made.view, "lea", "following", "m1", after=first.cursor, limit=3)

    assert (("m6", "m5", "m4"), ("m3", "m2"), None) == (first.posts, rest.posts, rest.cursor)
    assert first.token == rest.token


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"since": "nothing"}, None),
        ({"since": 5}, None),
        ({"since": "p-1", "sort": "relevance"}, "feed.sort"),
        ({"since": "p-1", "limit": 0}, "feed.limit"),
        ({"since": "p-1", "kind": "none"}, "feed.kind"),
        ({"since": "p-1", "of": "jose"}, "feed.of"),
    ],
)
def test_updates_that_make_no_sense(more: dict[str, object], rule: str | None) -> None:
    """What is no time, id or token; an order that has no updates; the rest as for pages."""
    with pytest.raises(InvalidError) as found:
        updates(town().view, "lea", **{"kind": "following", **more})  # type: ignore[arg-type]
    assert rule in (None, found.value.rule)


def test_a_token_of_another_order_is_none() -> None:
    """The two orders have other numbers."""
    made = town(says("jose", "p-1", "lea"))
    token = updates(made.view, "lea", "following", "p-1", sort="activity").token

    assert token is not None
    with pytest.raises(InvalidError):
        updates(made.view, "lea", "following", token)


# Why


def test_why_in_other_feeds() -> None:
    """Of a person: the wall, a mention, a change they made; of a group or record: the place, or nothing."""
    made = town()

    assert (True, "feed.place", "aniyah") == why(made, "sofia", "p-wall", "profile", "aniyah")
    assert (True, "feed.mentions", "sofia") == why(made, "lea", "p-wall", "profile", "sofia")
    assert (True, "feed.change_by", "jose") == why(made, "sofia", "p-moved", "profile", "jose")
    assert (True, "feed.place", "gift") == why(made, "sofia", "p-moved", "record", "gift")
    assert (False, "feed.not_from_here", None) == why(made, "sofia", "p-wall", "record", "gift")
    assert (True, "feed.author", "aniyah") == why(made, "jose", "p-wall", "people")
    assert (False, "feed.change", None) == why(made, "sofia", "p-moved", "company")
    assert (False, "group.members_only", None) == why(made, "lea", "p-ask", "groups")
    assert made.explain_feed("sofia", "p-wall", "profile", "aniyah").relevance is None
    with pytest.raises(NotFoundError):
        made.explain_feed("sofia", "p-wall", "profile", "nothing")


def test_a_viewer_asks_of_feeds_that_are_of_nothing() -> None:
    """The others name a thing, which `feed` is asked for."""
    lea = town().viewer("lea")

    assert InFeed(in_feed=False, rule="feed.not_followed") == lea.why_in_feed("p-wall", "people")
    with pytest.raises(InvalidError):
        lea.why_in_feed("p-wall", "profile")


# Bundles and pins


def test_changes_in_a_row_are_told_together() -> None:
    """A record's feed shows a header, the count and the first three; ids and pages stay as they are."""
    saves = [c.UpdateRecord(by="jose", id="gift", fields={"stage": f"s{n}"}, item=f"t{n}") for n in range(4)]
    made = town(
        *saves, says("jose", "p-1", "gift"), c.UpdateRecord(by="grace", id="gift", fields={"stage": "x"}, item="t4")
    )
    found = made.viewer("sofia").feed("record", "gift")
    (bundle,) = found.bundles

    assert ("t4", "p-1", "t3", "t2", "t1", "t0", "p-moved", "p-gift") == found.ids
    assert ("José updated this record", 5, ("t3", "t2", "t1", "t0", "p-moved"), ("t3", "t2", "t1")) == (
        bundle.header,
        bundle.count,
        bundle.posts,
        bundle.shown,
    )
    assert () == made.viewer("sofia").feed("following").bundles


def test_a_bundle_of_several_people_or_of_nobody_known() -> None:
    """Names are told only to who may know them."""
    save = c.UpdateRecord(by="grace", id="gift", fields={"stage": "x"}, item="t0")
    made = town(save)
    assert ["2 people updated this record"] == [b.header for b in made.viewer("sofia").feed("record", "gift").bundles]

    host = [c.UpdateRecord(by=HOST, id="gift", fields={"stage": f"s{n}"}, item=f"h{n}") for n in range(2)]
    made = town(says("jose", "p-1", "gift"), *host)
    assert ["Somebody updated this record"] == [b.header for b in made.viewer("sofia").feed("record", "gift").bundles]


def test_pinned_posts_of_a_place_come_with_its_feed() -> None:
    """Those the reader may see, the oldest pin first (RULES 2.6)."""
    made = town(c.Pin(by="aniyah", post="p-ask"))

    assert ("p-ask",) == made.viewer("jose").feed("group", "campaign").pinned
    assert () == made.viewer("lea").feed("group", "campaign").pinned
    assert () == made.viewer("jose").feed("following").pinned
