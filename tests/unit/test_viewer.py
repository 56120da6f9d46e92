"""A user's window on the engine: every question there is, and nothing but what the user may know."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from fractions import Fraction

import attrs
import pytest
from tests.unit.world import LEAD_FIELDS, START, town

from collabcore import HOST, Engine, InFeed, Page, Points, Viewer
from collabcore import commands as c
from collabcore.boards import BUILT_IN, Row

PRIVATE = c.Configure(by=HOST, user_visibility="private")
WHOLE = {"first_name": "Ana", "last_name": "Ruiz", "phone": "+34 600 000 000", "email": "ana@example.org"}


def leads(**owners: int) -> Iterator[c.Command]:
    """Yield complete leads, so many for each owner."""
    for owner, number in owners.items():
        for place in range(number):
            yield c.AddRecord(by=owner, id=f"{owner}-{place}", type="lead", fields=WHOLE)


def test_the_questions_there_are() -> None:
    """The public methods of this version; each is under the law of noninterference (CONTRACT 4, DESIGN 5)."""
    asked = {name for name, _ in inspect.getmembers(Viewer, inspect.isfunction) if not name.startswith("_")}

    assert {
        "around",
        "can_see",
        "capabilities",
        "card",
        "check_mentions",
        "comments",
        "completeness",
        "digest",
        "directory",
        "feed",
        "followers",
        "following",
        "get",
        "groups",
        "ideas",
        "influence",
        "lead_inbox",
        "leaderboard",
        "may",
        "members",
        "missing",
        "most_discussed",
        "notifications",
        "points",
        "queue",
        "rank",
        "recommendations",
        "rewards",
        "search",
        "segments",
        "trending",
        "unreached",
        "unread",
        "updates",
        "why_in_feed",
    } == asked


def test_a_viewer_looks_at_the_present() -> None:
    """It is a window, not a picture: what happens later is seen through it."""
    made = town()
    lea = made.viewer("lea")
    assert "Viewer('lea')" == repr(lea)

    made.apply(c.AddMember(by="aniyah", group="campaign", user="lea"))
    assert lea.can_see("p-ask")


def test_a_viewer_outlives_a_refused_batch() -> None:
    """The engine builds its indexes anew after it; the window shows the same as before."""
    made = town()
    lea = made.viewer("lea")
    with pytest.raises(LookupError):
        made.apply_all([c.AddMember(by="aniyah", group="campaign", user="lea"), c.Like(by="lea", item="nothing")])

    assert not lea.can_see("p-ask")


# What is there


def test_things_and_cards() -> None:
    """`get` of anything one may know, `card` of a person."""
    lea = town().viewer("lea")

    assert ("Aniyah", "campaign", "p-wall", "c-wall") == (
        lea.card("aniyah").name,
        lea.get("campaign").id,
        lea.get("p-wall").id,
        lea.get("c-wall").id,
    )


def test_the_directory_by_name_then_by_age() -> None:
    """Active people one may know; part of a name, case aside (READINGS 32)."""
    made = town(c.AddUser(by=HOST, id="a2", name="lea"), c.AddUser(by=HOST, id="a1", name="LEA  "))
    lea = made.viewer("lea")

    assert ["lea", "a2", "a1"] == [person.id for person in lea.directory("LEA")]
    assert "nina" not in {person.id for person in lea.directory()}
    names = [person.name.strip().casefold() for person in lea.directory()]
    assert sorted(names) == names
    assert [] == list(lea.directory("zz"))


def test_the_directory_where_users_are_private() -> None:
    """Oneself, co-members by name, subordinates (RULES 1.2, READINGS 9)."""
    made = town(PRIVATE)

    assert ["lea"] == [person.id for person in made.viewer("lea").directory()]
    assert ["aniyah", "jose", "sofia"] == [person.id for person in made.viewer("jose").directory()]
    assert ["aniyah", "carla", "jose", "sofia"] == [person.id for person in made.viewer("carla").directory()]


def test_the_groups_one_may_know() -> None:
    """Public and private ones, unlisted ones from inside; by name (RULES 2.1)."""
    made = town()

    assert ["campaign", "newsroom"] == [group.id for group in made.viewer("lea").groups()]
    assert ["campaign", "newsroom", "trustees"] == [group.id for group in made.viewer("aniyah").groups()]
    assert ["campaign"] == [group.id for group in made.viewer("lea").groups("capital")]
    assert [] == list(made.viewer("lea").groups("trustees"))


# Feeds


def test_a_page_is_a_sequence_of_posts() -> None:
    """It has a length, places and slices, ids, and the cursor of the page after it."""
    jose = town().viewer("jose")
    page = jose.feed("company", limit=3)

    assert isinstance(page, Page)
    assert (3, "p-gift") == (len(page), page[1].id)
    assert page.ids == tuple(post.id for post in page) == ("p-pending", "p-gift", "p-ask")
    assert ("p-gift", "p-ask") == tuple(post.id for post in page[1:])

    rest = jose.feed("company", after=page.cursor)
    assert (("p-news", "p-wall"), None) == (rest.ids, rest.cursor)
    assert rest.ids == jose.feed("company", after="p-ask").ids


def test_feeds_of_something() -> None:
    """A profile, a record, a group; by activity too."""
    sofia = town(c.Comment(by="sofia", post="p-gift", text="well done")).viewer("sofia")

    assert ("p-wall",) == sofia.feed("profile", "aniyah").ids
    assert ("p-moved", "p-gift") == sofia.feed("record", "gift").ids
    assert ("p-gift", "p-moved") == sofia.feed("record", "gift", sort="activity").ids
    assert ("p-ask",) == sofia.feed("group", of="campaign").ids


def test_why_a_post_is_in_the_news() -> None:
    """Through which followed thing (RULES 1.7)."""
    jose = town().viewer("jose")

    assert InFeed(True, "feed.follows_person", "aniyah") == attrs.evolve(jose.why_in_feed("p-wall"), relevance=None)
    assert not jose.why_in_feed("p-news")


def test_comments_oldest_first() -> None:
    """Those one may see (RULES 0.1)."""
    made = town(c.Comment(by="lea", id="c-1", post="p-wall", text="me too"))

    assert ["c-wall", "c-1"] == [comment.id for comment in made.viewer("carla").comments("p-wall")]
    made.apply(c.Review(by="mona", item="c-wall", status="isolated"))
    assert ["c-1"] == [comment.id for comment in made.viewer("carla").comments("p-wall")]


# Groups and follows


def test_the_members_of_a_group() -> None:
    """From inside all of them by name; from outside of a public one, those one may know (READINGS 45)."""
    made = town(c.JoinGroup(by="lea", group="newsroom"))
    assert (
        {"aniyah", "sofia", "jose"}
        == made.viewer("jose").members("campaign")
        == made.viewer("vera").members("campaign")
    )
    assert {"sofia", "lea"} == made.viewer("jose").members("newsroom")

    made.apply(PRIVATE)
    assert {"sofia", "lea"} == made.viewer("lea").members("newsroom")
    assert {"sofia"} == made.viewer("jose").members("newsroom")


def test_following_and_followers() -> None:
    """What I follow and still see; who follows, as far as I may know them (READINGS 39, 45)."""
    made = town()
    assert {"sofia", "aniyah"} == made.viewer("jose").following()
    assert {"aniyah", "jose"} == made.viewer("lea").followers("sofia")
    assert {"sofia"} == made.viewer("carla").followers("gift")

    made.apply(PRIVATE)
    assert frozenset() == made.viewer("jose").following()


# Scores and points


def test_how_complete_a_record_is() -> None:
    """Exact fractions and what is missing (SCORING 1.3); None for a type without a profile."""
    made = town(c.AddRecord(by="jose", id="lead-1", type="lead", fields={"first_name": "Ana", "email": "no mail"}))
    jose = made.viewer("jose")
    score = jose.completeness("lead-1")

    assert score is not None
    assert Fraction(1, 2) == score.present == score.valid
    assert ("last_name", "phone") == jose.missing("lead-1")
    assert (None, ()) == (jose.completeness("gift"), jose.missing("gift"))
    assert 4 == len(LEAD_FIELDS)


def test_points_of_ones_own() -> None:
    """What was earned; nothing while one is away."""
    made = town(*leads(jose=2))
    jose = made.viewer("jose")
    assert (Points(rank=20, spend=20), Points(rank=0, spend=0)) == (
        jose.points(),
        made.viewer("lea").points(),
    )

    made.apply(c.DeactivateUsers(by="hana", ids=("jose",)))
    assert Points(rank=0, spend=0) == jose.points()


def board() -> Engine:
    """Return a town with a board: Lea 30, José and Sofia 20, Aniyah 10."""
    return town(*leads(jose=2, lea=3, sofia=2, aniyah=1))


def test_the_board_ranks_who_has_points() -> None:
    """Competition ranks; equal points by who reached them first; nobody with zero (SCORING 2.5)."""
    rows = board().viewer("carla").leaderboard()

    assert [("lea", 1), ("jose", 2), ("sofia", 2), ("aniyah", 4)] == [(row.user, row.rank) for row in rows]
    assert ["lea", "jose"] == [row.user for row in board().viewer("carla").leaderboard(top=2)]


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_boards_that_are_there_from_the_start(name: str) -> None:
    """All time, this month, this week; the rest is another moment (CONTRACT 4)."""
    made = board()
    assert 4 == len(made.viewer("lea").leaderboard(name))

    later = made.view.now.replace(year=2027)
    made.apply(c.Post(by="lea", at=later, text="a year later"))
    assert (4 if name == "all_time" else 0) == len(made.viewer("lea").leaderboard(name)) == len(made.leaderboard(name))


def test_a_board_names_only_people_one_may_know() -> None:
    """Ranks count everybody all the same (READINGS 88)."""
    made = board()
    made.apply(PRIVATE)
    aniyah = made.viewer("aniyah")

    assert [("jose", 2), ("sofia", 2), ("aniyah", 4)] == [(row.user, row.rank) for row in aniyah.leaderboard()]
    assert [("lea", 1)] == [(row.user, row.rank) for row in made.viewer("lea").leaderboard()]
    assert (4, 1, None) == (aniyah.rank(), made.viewer("lea").rank(), made.viewer("carla").rank())


def test_the_rows_around_me() -> None:
    """My own and so many before and after; nothing for who has no row."""
    made = board()

    assert [("jose", 2), ("sofia", 2), ("aniyah", 4)] == [
        (row.user, row.rank) for row in made.viewer("sofia").around(k=1)
    ]
    assert () == made.viewer("carla").around()
    assert isinstance(made.viewer("sofia").around()[0], Row)


# News for oneself


def test_notifications_and_how_many_are_unread() -> None:
    """`unread` is the number of the unread ones one still sees (READINGS 16)."""
    made = town(*leads(jose=2))
    jose = made.viewer("jose")

    assert ["jose-1", "jose-0"] == [told.item for told in jose.notifications()]
    assert (2, jose.notifications()) == (jose.unread(), jose.notifications(unread=True))
    made.apply(c.Transfer(by="jose", record="jose-0", owner="lea"))
    assert 1 == jose.unread()


# Who has left


def test_who_has_left_sees_nothing() -> None:
    """Every question answers as for one who sees nothing (READINGS 65)."""
    made = town(*leads(jose=1), c.DeactivateUsers(by="hana", ids=("jose",)))
    jose = made.viewer("jose")

    assert (False, (), (), ()) == (
        jose.can_see("jose"),
        jose.directory(),
        jose.groups(),
        jose.feed("company").ids,
    )
    assert (frozenset(), (), None, (), 0) == (
        jose.following(),
        jose.leaderboard(),
        jose.rank(),
        jose.around(),
        jose.unread(),
    )
    for ask in (jose.get, jose.card, jose.followers):
        with pytest.raises(LookupError):
            ask("jose")
    for ask_post in (jose.comments, jose.why_in_feed):
        with pytest.raises(LookupError):
            ask_post("p-wall")
    for ask_record in (jose.completeness, jose.missing):
        with pytest.raises(LookupError):
            ask_record("jose-0")
    with pytest.raises(LookupError):
        jose.members("campaign")
    with pytest.raises(LookupError):
        jose.feed("profile", "jose")


def test_a_page_shows_itself() -> None:
    """As the call that makes it, with what is usual left out; as a table in a terminal and in a notebook, escaped."""
    engine = Engine(clock=lambda: START)
    engine.apply(c.AddUser(by=HOST, id="ana"))
    assert "posts: none" == str(engine.viewer("ana").feed())
    for number, text in enumerate(("<b>", "words " * 20)):
        engine.apply(c.Post(by="ana", id=f"p{number}", text=text))
    page = engine.viewer("ana").feed()
    assert (
        "PostCard(id='p0', author='ana', to='ana', text='<b>', at='2026-01-05T09:00:00Z', status='published', "
        "likes=0, comments=0)"
    ) == repr(page[1])
    assert f"Page(items={page.items!r}, cursor=None)" == repr(page)
    assert [
        "posts",
        "post  by   on   at                    likes  comments  text",
        f"p1    ana  ana  2026-01-05T09:00:00Z      0         0  {'words ' * 9}…",
        "p0    ana  ana  2026-01-05T09:00:00Z      0         0  <b>",
    ] == str(page).splitlines()
    assert "<td>&lt;b&gt;</td>" in page._repr_html_()
    assert "<caption>posts, and more follow</caption>" in engine.viewer("ana").feed(limit=1)._repr_html_()
