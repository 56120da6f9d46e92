"""Which posts stand in a feed, in which order, page by page; and through what they came."""

from __future__ import annotations

import base64
import itertools
import json

import attrs
import pytest
from tests.unit.world import engine, town

from collabcore import HOST, Engine, InFeed, walking
from collabcore import commands as c
from collabcore.errors import InvalidError, NotFoundError
from collabcore.feedreasons import why_in_feed
from collabcore.feeds import FEEDS, Slice, awake, in_feed, page

PRIVATE = c.Configure(by=HOST, user_visibility="private")
MENTIONS_IN_NEWS = c.Configure(by=HOST, news_includes_mentions=True)


def feed(made: Engine, reader: str, kind: str = "following", of: str | None = None, sort: str = "newest") -> list[str]:
    """Return a whole feed, which fits on one page."""
    found = page(made.view, reader, kind, of, sort, limit=100)
    assert found.cursor is None
    return list(found.posts)


def without_terms(found: InFeed) -> InFeed:
    """Return why, without how much it matters."""
    return attrs.evolve(found, relevance=None)


def says(by: str, id: str, to: str | None = None, text: str = "x") -> c.Post:
    """Return the command to post."""
    return c.Post(by=by, id=id, to=to, text=text)


# What I follow: where Aniyah posts, and what brings it into Lea's news (SEED 1)

SEED = [
    ("aniyah", "her own profile", (c.Follow(by="lea", target="aniyah"),)),
    ("jose", "somebody else's profile", (c.Follow(by="lea", target="jose"),)),
    ("newsroom", "a public group", (c.JoinGroup(by="lea", group="newsroom"),)),
    ("campaign", "a private group", (c.AddMember(by="aniyah", group="campaign", user="lea"),)),
    ("trustees", "an unlisted group", (c.AddMember(by="sofia", group="trustees", user="lea"),)),
    (
        "gift",
        "a record",
        (c.ShareRecord(by="jose", record="gift", to="lea"), c.Follow(by="lea", target="gift")),
    ),
]


@pytest.mark.parametrize("case", SEED, ids=lambda case: case[1])
def test_the_five_places_of_the_seed(case: tuple[str, str, tuple[c.Command, ...]]) -> None:
    """News is decided by following the place: wall, group, record with access; never the author (G1-G4)."""
    place, _, opens = case
    follows_the_author = () if place == "aniyah" else (c.Follow(by="lea", target="aniyah"),)
    given = c.ShareRecord(by="jose", record="gift", to="aniyah")
    made = town(given, *follows_the_author, says("aniyah", "p-1", place))
    assert "p-1" not in feed(made, "lea")

    for command in opens:
        made.apply(command)
    assert "p-1" in feed(made, "lea")


def test_ones_own_wall_is_in_the_news() -> None:
    """Whoever wrote on it (RULES 1.7); what one writes elsewhere is not, by itself."""
    made = town(says("jose", "p-1", "lea"), says("lea", "p-2"), says("lea", "p-3", "jose"))

    assert ["p-2", "p-1"] == feed(made, "lea")


def test_a_post_of_a_followed_person_on_a_third_wall() -> None:
    """Visible, in People, but in the news only for who follows the wall's owner (G3, G4)."""
    made = town(c.Follow(by="lea", target="aniyah"), says("aniyah", "p-1", "carla"))

    assert (True, False, True) == (
        made.can_see("lea", "p-1"),
        "p-1" in feed(made, "lea"),
        "p-1" in feed(made, "lea", "people"),
    )
    made.apply(c.Follow(by="grace", target="carla"))
    assert (True, False) == ("p-1" in feed(made, "grace"), "p-1" in feed(made, "grace", "people"))


def test_a_feed_holds_only_what_is_visible() -> None:
    """A follow sleeps without access and wakes with it (G17, READINGS 39)."""
    made = town(
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Follow(by="lea", target="gift"),
        c.UnshareRecord(by="jose", record="gift", to="lea"),
    )
    assert ([], []) == (feed(made, "lea"), list(awake(made.view, "lea")))

    made.apply(c.ShareRecord(by="jose", record="gift", to="lea"))
    assert (["p-moved", "p-gift"], ["gift"]) == (feed(made, "lea"), list(awake(made.view, "lea")))


def test_a_follow_of_who_has_left_sleeps() -> None:
    """What is on her wall stays visible and leaves the news; on return it is back (READINGS 39)."""
    made = town(c.Follow(by="lea", target="aniyah"), c.DeactivateUsers(by="hana", ids=("aniyah",)))
    assert (True, []) == (made.can_see("lea", "p-wall"), feed(made, "lea"))

    made.apply(c.ActivateUser(by="hana", id="aniyah"))
    assert ["p-wall"] == feed(made, "lea")


def test_who_has_left_reads_nothing() -> None:
    """An inactive reader's feeds are empty (READINGS 65)."""
    made = town(c.DeactivateUsers(by="hana", ids=("aniyah",)))

    assert ([], []) == (feed(made, "aniyah"), feed(made, "aniyah", "company"))


def test_ones_own_changes_never_enter_ones_news() -> None:
    """They stand in one's profile and the record's feed, in other followers' news, never in Company (G36)."""
    made = town(c.Follow(by="jose", target="gift"))

    assert "p-moved" not in feed(made, "jose")
    assert "p-moved" in feed(made, "sofia")
    assert "p-moved" in feed(made, "jose", "record", "gift")
    assert "p-moved" in feed(made, "sofia", "profile", "jose")
    assert "p-moved" not in feed(made, "sofia", "company")
    assert "p-moved" not in feed(made, "sofia", "people")


def test_the_host_s_changes_are_nobodys_own() -> None:
    """A tracked change without author is in the news of every follower of the record."""
    made = town(
        c.Follow(by="jose", target="gift"),
        c.UpdateRecord(by=HOST, id="gift", fields={"stage": "lost"}, item="p-1"),
    )

    assert "p-1" in feed(made, "jose")


# Mentions in feeds


def test_a_mention_is_no_news_unless_the_organisation_says_so() -> None:
    """Mentions of oneself or of a group one is in, where the reader may see them (RULES 0.3 C6)."""
    before = (says("aniyah", "p-1", "jose", "ask @[lea]"), says("jose", "p-2", "carla", "see @[newsroom]"))
    hidden = says("aniyah", "p-3", "campaign", "ask @[lea]")
    made = town(c.JoinGroup(by="lea", group="newsroom"), *before, hidden)
    assert ["p-news"] == feed(made, "lea")

    made.apply(MENTIONS_IN_NEWS)
    assert ["p-2", "p-1", "p-news"] == feed(made, "lea")


def test_a_group_mentioned_elsewhere_shows_it_in_its_own_feed() -> None:
    """The audience stays that of the place (G16)."""
    made = town(says("jose", "p-1", "jose", "see @[campaign]"), says("aniyah", "p-2", "trustees", "@[trustees]"))

    assert ["p-1", "p-ask"] == feed(made, "sofia", "group", "campaign")
    assert ["p-2", "p-board"] == feed(made, "sofia", "group", "trustees")
    assert made.can_see("lea", "p-1")


def test_a_mention_in_a_comment_counts_while_the_comment_is_there() -> None:
    """Profile and group feeds find the post by its comments too (RULES 1.7); deleted, the mention is gone."""
    made = town(
        c.Comment(by="lea", id="c-1", post="p-wall", text="@[carla] and @[newsroom]"),
        c.Comment(by="lea", id="c-2", post="p-wall", text="@[carla] again"),
    )
    assert ["p-wall"] == feed(made, "lea", "profile", "carla")
    assert "p-wall" in feed(made, "lea", "group", "newsroom")

    made.apply(c.Delete(by="lea", id="c-1"))
    assert ["p-wall"] == feed(made, "lea", "profile", "carla")
    assert "p-wall" not in feed(made, "lea", "group", "newsroom")

    made.apply(c.Delete(by="lea", id="c-2"))
    assert [] == feed(made, "lea", "profile", "carla")


def test_a_mention_in_a_comment_held_back_brings_nothing_to_who_cannot_read_it() -> None:
    """What is not seen leaves no trace (law 2): for others the post is not in that feed."""
    made = town(
        c.Comment(by="lea", id="c-1", post="p-wall", text="@[carla]"),
        c.Review(by="otto", item="c-1", status="pending"),
    )

    assert ["p-wall"] == feed(made, "lea", "profile", "carla")
    assert [] == feed(made, "jose", "profile", "carla")


# The other kinds


def test_company_is_everything_one_sees_but_tracked_changes() -> None:
    """Also for administrators (READINGS 42, RULES 0.3 C7)."""
    made = town()
    for reader in ("lea", "sofia", "grace", "vera"):
        wanted = [post.id for post in made.view.posts.values() if made.can_see(reader, post.id) and not post.is_tracked]
        assert wanted[::-1] == feed(made, reader, "company")
    assert ["p-news", "p-wall"] == feed(made, "lea", "company")


def test_people_are_the_authors_one_follows() -> None:
    """Wherever they wrote, as far as one sees it (RULES 1.7)."""
    made = town(c.Follow(by="lea", target="jose"), says("jose", "p-1", "carla"))

    assert ["p-1", "p-news"] == feed(made, "lea", "people")


def test_a_profile_is_wall_mentions_and_changes() -> None:
    """What stands on it, what mentions its person, what they changed; not all they wrote (RULES 0.3 C9)."""
    made = town(says("sofia", "p-1", "jose"), says("lea", "p-2", "lea", "ask @[jose]"))

    assert ["p-2", "p-1", "p-moved"] == feed(made, "sofia", "profile", "jose")
    assert ["p-2", "p-1"] == feed(made, "lea", "profile", "jose")


def test_a_profile_known_by_name_is_judged_post_by_post() -> None:
    """Of a co-member's private wall nothing is shown; what mentions them elsewhere is (READINGS 81)."""
    made = town(says("aniyah", "p-1", "campaign", "ask @[jose]"), says("jose", "p-2"), PRIVATE)

    assert ["p-1"] == feed(made, "aniyah", "profile", "jose")


def test_a_record_feed_is_what_stands_on_it() -> None:
    """Posts and tracked changes alike (RULES 1.7)."""
    assert ["p-moved", "p-gift"] == feed(town(), "sofia", "record", "gift")


def test_the_feed_of_a_group_known_by_its_shell_is_empty() -> None:
    """From outside nothing is shown, whatever mentions the group (READINGS 22)."""
    made = town(says("jose", "p-1", "jose", "see @[campaign]"))

    assert made.can_see("lea", "p-1")
    assert [] == feed(made, "lea", "group", "campaign")


@pytest.mark.parametrize(
    ("kind", "of"),
    [
        ("record", "gift"),
        ("group", "trustees"),
        ("profile", "nobody"),
        ("record", "jose"),
        ("profile", "newsroom"),
    ],
)
def test_a_feed_of_what_one_does_not_know(kind: str, of: str) -> None:
    """Hidden, unknown, or of another kind: not found (READINGS 22)."""
    with pytest.raises(NotFoundError):
        page(town().view, "lea", kind, of)


def test_pending_posts_stand_in_the_feeds_of_those_who_see_them() -> None:
    """The author and the approver find it, others do not (READINGS 70)."""
    made = town()

    assert ["p-pending", "p-news"] == [p for p in feed(made, "jose", "company") if p.startswith(("p-pend", "p-news"))]
    assert "p-pending" in feed(made, "otto", "company")
    assert "p-pending" not in feed(made, "sofia", "company")


# Order


def test_newest_first_by_the_journal_never_by_id() -> None:
    """At the same instant the later made stands first (READINGS 13)."""
    made = town()
    at = made.view.now
    for id_ in ("b", "c", "a"):
        made.apply(c.Post(by="lea", at=at, id=id_, text="x"))

    assert ["a", "c", "b"] == feed(made, "lea")
    assert ["a", "c", "b"] == feed(made, "lea", sort="activity")


def test_only_comments_bring_a_post_to_the_top() -> None:
    """In activity order a comment does; a like, a review, deleting the comment do not (RULES 6, G39)."""
    made = town(says("lea", "p-1"), says("lea", "p-2"))
    assert ["p-2", "p-1"] == feed(made, "lea", sort="activity")

    made.apply(c.Like(by="jose", item="p-1"))
    assert ["p-2", "p-1"] == feed(made, "lea", sort="activity")

    made.apply(c.Comment(by="jose", id="c-1", post="p-1", text="x"))
    assert ["p-1", "p-2"] == feed(made, "lea", sort="activity")
    assert ["p-2", "p-1"] == feed(made, "lea")

    made.apply(c.Delete(by="jose", id="c-1"))
    assert ["p-1", "p-2"] == feed(made, "lea", sort="activity")


# Pages


def walk(made: Engine, limit: int, sort: str = "newest", kind: str = "company") -> list[str]:
    """Return a feed read page by page, checking that every page but the last is full."""
    found: list[str] = []
    cursor = None
    while True:
        got: Slice = page(made.view, "lea", kind, sort=sort, after=cursor, limit=limit)
        found += got.posts
        if got.cursor is None:
            return found
        assert limit == len(got.posts)
        cursor = got.cursor


def chatter(number: int) -> list[c.Command]:
    """Return posts on walls and in groups, with a comment on an old one now and then."""
    places = ("lea", "jose", "newsroom", "carla", "sofia")
    writers = ("jose", "lea", "sofia")
    found: list[c.Command] = []
    for place in range(number):
        found.append(says(writers[place % 3], f"m{place}", places[place % 5]))
        if place % 7 == 6:
            found.append(c.Comment(by="lea", id=f"n{place}", post=f"m{place // 2}", text="x"))
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("sort", ["newest", "activity"])
def test_the_pages_together_are_the_feed(limit: int, sort: str) -> None:
    """Nothing twice, nothing left out, whatever the size of the pages (law 13)."""
    made = town(*chatter(30))

    assert feed(made, "lea", "company", sort=sort) == walk(made, limit, sort)


def test_a_page_may_have_one_to_a_hundred_posts() -> None:
    """25 unless asked otherwise (RULES 6, READINGS 21)."""
    made = town(*chatter(120))

    assert 25 == len(page(made.view, "lea", "company").posts)
    assert (1, 100) == tuple(len(page(made.view, "lea", "company", limit=limit).posts) for limit in (1, 100))


def test_a_page_that_is_just_full_is_the_last() -> None:
    """No cursor leads to an empty page."""
    made = town(says("lea", "p-1"), says("lea", "p-2"))

    assert Slice(("p-2", "p-1"), None) == page(made.view, "lea", limit=2)


@pytest.mark.parametrize("sort", ["newest", "activity"])
def test_later_posts_and_comments_change_no_later_page(sort: str) -> None:
    """The feed is read as it stood at the first page (READINGS 14); read anew, it has them."""
    made = town(*chatter(12))
    whole = feed(made, "lea", "company", sort=sort)
    first = page(made.view, "lea", "company", sort=sort, limit=5)
    made.apply(says("lea", "p-late"))
    made.apply(c.Comment(by="lea", id="c-late", post=whole[8], text="x"))
    second = page(made.view, "lea", "company", sort=sort, after=first.cursor, limit=100)

    assert whole == [*first.posts, *second.posts]
    assert "p-late" in feed(made, "lea", "company", sort=sort)


@pytest.mark.parametrize("sort", ["newest", "activity"])
@pytest.mark.parametrize("gone", [0, 4, 6], ids=["the newest", "the last shown", "one to come"])
def test_deleting_a_post_repeats_and_skips_nothing(sort: str, gone: int) -> None:
    """The next page goes on where the last one ended, though that post is gone (READINGS 21)."""
    made = town(*chatter(12))
    whole = feed(made, "lea", "company", sort=sort)
    first = page(made.view, "lea", "company", sort=sort, limit=5)
    made.apply(c.Delete(by=HOST, id=whole[gone]))
    second = page(made.view, "lea", "company", sort=sort, after=first.cursor, limit=100)

    assert [post for post in whole[5:] if post != whole[gone]] == list(second.posts)


def test_losing_sight_repeats_and_skips_nothing() -> None:
    """What is out of sight by then is left out (law 13)."""
    made = town(*chatter(12))
    whole = feed(made, "lea", "company")
    first = page(made.view, "lea", "company", limit=5)
    made.apply(c.UpdateGroup(by="sofia", id="newsroom", access="private"))
    second = page(made.view, "lea", "company", after=first.cursor, limit=100)

    assert [post for post in whole[5:] if made.can_see("lea", post)] == list(second.posts)
    assert len(second.posts) < len(whole) - 5


@pytest.mark.parametrize("sort", ["newest", "activity"])
def test_an_id_goes_on_after_that_post(sort: str) -> None:
    """Also when it was deleted meanwhile, or is out of sight (READINGS 21, 79)."""
    made = town(*chatter(12))
    whole = feed(made, "lea", "company", sort=sort)
    made.apply(c.Delete(by=HOST, id=whole[3]))

    for place in (3, 5):
        assert (
            tuple(whole[place + 1 :])
            == page(made.view, "lea", "company", sort=sort, after=whole[place], limit=100).posts
        )
    assert () == page(made.view, "lea", after="p-wall").posts


def test_a_cursor_tells_nothing_about_posts_out_of_sight() -> None:
    """It names what the reader was shown, not how much there is (law 2)."""
    more = [says("sofia", f"s{place}", "trustees") for place in range(9)]
    made, busier = town(*chatter(12)), town(*more, *chatter(12))

    assert page(made.view, "lea", "company", limit=5) == page(busier.view, "lea", "company", limit=5)


def _packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "page 2",
        "ünïcode",
        "====",
        "AAAA",
        "c-wall",
        _packed(),
        _packed(1),
        _packed(*[None] * 6),
        _packed(*[["m3"]] * 6),
        base64.urlsafe_b64encode(b"5").decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_a_cursor_that_is_none_of_ours(cursor: str) -> None:
    """Garbage, whatever it decodes to: invalid."""
    with pytest.raises(InvalidError) as found:
        page(town(*chatter(12)).view, "lea", "company", after=cursor)

    assert "feed.cursor" == found.value.rule


def test_a_cursor_that_was_damaged() -> None:
    """One of ours with something added or taken away: invalid."""
    made = town(*chatter(12))
    cursor = page(made.view, "lea", "company", limit=5).cursor
    assert cursor is not None
    parts = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    forged = [
        _packed(*parts[:place], wrong, *parts[place + 1 :])
        for place in range(len(parts))
        for wrong in (2, "activity", "m3", "nothing", None, ["m3"])
        if wrong != parts[place]
    ]
    for damaged in (f"{cursor}x", cursor[:-4], cursor[1:], cursor.swapcase(), _packed(*parts, 1), *forged):
        with pytest.raises(InvalidError, match="is no cursor of this feed"):
            page(made.view, "lea", "company", after=damaged)


def test_a_cursor_is_of_one_order() -> None:
    """By activity there are other numbers: a cursor of the newest order is none there, and the other way round."""
    made = town(*chatter(12))
    for sort, other in (("newest", "activity"), ("activity", "newest")):
        cursor = page(made.view, "lea", "company", sort=sort, limit=5).cursor
        with pytest.raises(InvalidError):
            page(made.view, "lea", "company", sort=other, after=cursor)


@pytest.mark.parametrize(
    "more",
    [{"after": base64.urlsafe_b64encode(b"[" * 9999).decode()}, {"after": 5}, {"limit": 2.0}, {"limit": True}],
    ids=["a cursor nested too deep", "one that is no text", "a limit that is no whole number", "one that is a truth"],
)
def test_odd_arguments_are_refused_like_all_others(more: dict[str, object]) -> None:
    """Whatever a request brings is answered or refused, never an error of ours."""
    with pytest.raises(InvalidError):
        page(town().view, "lea", "company", **more)  # type: ignore[arg-type]


# The walk down the timeline takes another way for one source, for few numbers and for many: the answer is one


@pytest.mark.parametrize("limit", [1, 3, 100])
@pytest.mark.parametrize("follows", [0, 1, 3, 200])
def test_a_long_timeline_is_walked_to_its_end(follows: int, limit: int) -> None:
    """Few sources or many, sparse or dense: the feed is what a scan of every post finds."""
    people = [c.AddUser(by=HOST, id=f"u{place}") for place in range(200)]
    posts = [says(f"u{place % 200}", f"m{place}") for place in range(0, 900, 3)]
    made = engine(c.AddUser(by=HOST, id="lea"), *people, *posts)
    for place in range(follows):
        made.apply(c.Follow(by="lea", target=f"u{place}"))

    followed = made.view.follows("lea")
    wanted = [post.id for post in made.view.posts.values() if post.to in followed][::-1]
    assert wanted == walk(made, limit, kind="following")
    assert wanted == walk(made, limit, kind="people")


# Why


@pytest.mark.parametrize(
    ("reader", "post", "answer"),
    [
        ("sofia", "p-gift", InFeed(True, "feed.follows_record", "gift")),
        ("aniyah", "p-wall", InFeed(True, "feed.own_wall", "aniyah")),
        ("jose", "p-wall", InFeed(True, "feed.follows_person", "aniyah")),
        ("jose", "p-ask", InFeed(True, "feed.member", "campaign")),
        ("jose", "p-news", InFeed(False, "feed.not_followed")),
        ("jose", "p-moved", InFeed(False, "feed.own_change")),
        ("sofia", "p-moved", InFeed(True, "feed.follows_record", "gift")),
    ],
)
def test_why_a_post_is_in_the_news(reader: str, post: str, answer: InFeed) -> None:
    """Through which followed thing it came, or why it did not (RULES 1.7)."""
    made = town()

    assert answer == without_terms(why_in_feed(made.view, reader, post))
    assert answer.in_feed == bool(answer) == (post in feed(made, reader))


def test_a_mention_is_a_reason_where_mentions_are_news() -> None:
    """The source is who was mentioned (RULES 0.3 C6)."""
    made = town(MENTIONS_IN_NEWS, says("jose", "p-1", "carla", "ask @[lea]"))

    assert InFeed(True, "feed.mentions", "lea") == without_terms(why_in_feed(made.view, "lea", "p-1"))


@pytest.mark.parametrize("post", ["p-ask", "nothing", "c-wall", "jose"])
def test_why_is_told_of_visible_posts_only(post: str) -> None:
    """Hidden, unknown, or no post: not found (READINGS 22)."""
    with pytest.raises(NotFoundError):
        why_in_feed(town().view, "lea", post)


READERS = ("aniyah", "jose", "sofia", "carla", "lea", "nina", "grace")
SUBJECTS = [
    ("following", None),
    ("company", None),
    ("people", None),
    ("profile", "jose"),
    ("record", "gift"),
    ("group", "campaign"),
]


@pytest.mark.parametrize(("reader", "subject"), list(itertools.product(READERS, SUBJECTS)))
def test_one_post_in_one_feed(reader: str, subject: tuple[str, str | None]) -> None:
    """`in_feed` and the pages answer alike (law 4), and both only of what is visible (law 3)."""
    kind, of = subject
    made = town(MENTIONS_IN_NEWS, says("jose", "p-1", "carla", "ask @[lea] in @[campaign]"))
    if of is not None and not made.can_see(reader, of):
        return
    found = feed(made, reader, kind, of)

    assert set(found) <= made.visible_posts(reader)
    assert set(found) == {post for post in made.view.posts if in_feed(made.view, reader, post, kind, of)}
    assert not in_feed(made.view, reader, "nothing", kind, of)


def test_every_kind_of_feed_says_whence_it_comes() -> None:
    """Thirteen kinds in this version, each with its source, its gates' too."""
    own = ["following", "to_me", "company", "highlights", "people", "groups", "files", "bookmarks", "muted"]
    kinds = [*own, "profile", "record", "group", "topic"]
    assert kinds == list(FEEDS)
    assert all(definition.source.startswith("RULES") for definition in FEEDS.values())


@pytest.mark.parametrize("reader", ["lea", "jose", "sofia", "aniyah"])
def test_whoever_follows_very_many_is_given_the_same(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What brings posts is not listed then: the latest posts are asked for it one by one, and the rest by streams."""
    view = town().view
    kinds = [kind for kind, definition in FEEDS.items() if definition.subject is None]
    listed = [page(view, reader, kind, sort=order) for kind in kinds for order in ("newest", "activity")]
    why = [why_in_feed(view, reader, post) for post in listed[0].posts]
    monkeypatch.setattr(walking, "_MANY", 0)
    assert listed == [page(view, reader, kind, sort=order) for kind in kinds for order in ("newest", "activity")]
    assert why == [why_in_feed(view, reader, post) for post in listed[0].posts]


def test_few_names_of_streams_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond that, one begins anew, and they are the same."""
    monkeypatch.setattr(walking, "_MOST_NAMES", 1)
    view = town().view
    kept = [page(view, reader).posts for reader in view.users]
    walking._named("on").clear()
    assert kept == [page(view, reader).posts for reader in view.users]
    assert len(walking._named("on")) <= 1
