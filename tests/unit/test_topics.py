"""Topics: written, put on, taken off, followed; what a reader learns of them comes from what they see."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.unit.refusals_topics import LADDERS, REFUSALS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import HOST, Engine, topics
from collabcore import commands as c
from collabcore.errors import NotFoundError
from collabcore.testing import compare, restated_topics
from collabcore.testing.reference import Reference
from collabcore.topics import TopicCard, Trend

__all__ = ["TOPICS_TOLD"]

TOPICS_TOLD = "topic_added topic_removed topic_followed topic_unfollowed"
"""The events that the twin is told here."""

HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Each with its tag and its rule, and nothing is changed."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_what_outranks_what(ladder: Ladder) -> None:
    """The order of the tags (READINGS 19)."""
    made = town(*ladder.after)

    assert [tag for tag, _ in ladder.rungs] == [outcome(made, command) for _, command in ladder.rungs]


def on(made: Engine, post: str, who: str = "jose") -> tuple[str, ...]:
    """Return the topics on a post as somebody reads it."""
    return made.viewer(who).get(post).topics  # type: ignore[union-attr]


def test_a_topic_is_its_text_folded() -> None:
    """In a text with one word or several, and put on by hand, twice for nothing (READINGS 35)."""
    made = town(c.Post(by="jose", id="p-1", text="#Spring, #[Capital  Campaign] and #spring"))

    assert ("spring", "capital campaign") == on(made, "p-1")
    assert ["nothing", "done", "nothing"] == [
        outcome(made, c.Tag(by="lea", post="p-1", topic=topic)) for topic in (" SPRING", "Events", "events")
    ]
    assert ["done", "nothing"] == [outcome(made, c.Untag(by="lea", post="p-1", topic="Spring")) for _ in range(2)]
    assert ("capital campaign", "events") == on(made, "p-1")


def test_an_edit_reads_the_text_again() -> None:
    """What it has no more goes, what is new comes; what was put on or taken off by hand is left so."""
    made = town(
        c.Post(by="jose", id="p-1", text="#one #two #three"),
        c.Tag(by="lea", post="p-1", topic="four"),
        c.Untag(by="lea", post="p-1", topic="two"),
        c.Edit(by="jose", id="p-1", text="#two #three #five"),
    )

    assert ("three", "four", "five") == on(made, "p-1")
    assert [["p-1"], [], []] == [list(made.viewer("lea").feed("topic", t).ids) for t in ("five", "one", "two")]


def test_whatever_is_written_is_read() -> None:
    """Announcements, shares, thanks and comments, each by who wrote it."""
    made = town(
        c.AddBadge(by=HOST, id="star", name="Star"),
        c.Announce(by="sofia", id="say", group="newsroom", text="#all", until=town().view.now + 9 * HOUR),
        c.Share(by="lea", id="shared", post="p-wall", text="#all"),
        c.Thank(by="lea", id="thanks", users=("jose",), badge="star", text="#all"),
        c.Comment(by="lea", id="c-1", post="p-news", text="#all"),
    )

    assert ("thanks", "shared", "say", "p-news") == made.viewer("jose").feed("topic", "ALL").ids
    assert TopicCard(id="all", posts=4, talking=2, followers=0, followed=False) == made.viewer("jose").get("All")


def test_a_comment_held_back_is_about_nothing() -> None:
    """A topic in it brings its post only to who may read it, and is known to nobody else (law 2)."""
    made = town(c.Comment(by="lea", id="c-1", post="p-news", text="#rumour"), c.Follow(by="jose", target="rumour"))
    assert ("rumour",) == on(made, "p-news")
    assert "p-news" in made.viewer("jose").feed().ids
    made.apply(c.Review(by="otto", item="c-1", status="pending"))

    assert [(), ("rumour",)] == [on(made, "p-news", who) for who in ("aniyah", "otto")]
    assert [(), ("p-news",)] == [made.viewer(who).feed("topic", "rumour").ids for who in ("aniyah", "otto")]
    assert [[], ["rumour"]] == [
        [hit.id for hit in made.viewer(who).search("rum", ("topic",))] for who in ("aniyah", "otto")
    ]
    assert "rumour" not in made.viewer("jose").following()
    with pytest.raises(NotFoundError):
        made.viewer("jose").followers("rumour")
    with pytest.raises(NotFoundError):
        made.viewer("jose").get("rumour")


def test_what_is_gone_is_about_nothing() -> None:
    """A deleted comment takes its topic from the post, unless something else there carries it."""
    made = town(
        c.Comment(by="lea", id="c-1", post="p-news", text="#gift"),
        c.Comment(by="jose", id="c-2", post="p-news", text="#gift"),
        c.Delete(by="lea", id="c-1"),
    )
    made.check()
    assert ("p-news",) == made.viewer("lea").feed("topic", "gift").ids
    made.apply(c.Delete(by="jose", id="c-2"))
    made.check()
    assert () == made.viewer("lea").feed("topic", "gift").ids
    made.apply_all([c.Tag(by="jose", post="p-ask", topic="gift"), c.DeleteGroup(by="aniyah", id="campaign")])
    made.check()
    assert [] == list(made.view.topic_uses())


def test_following_a_topic() -> None:
    """It counts among one's follows, is named among them while one knows it, and may always be dropped."""
    made = town(
        c.Tag(by="jose", post="p-ask", topic="Gifts"),
        c.Follow(by="sofia", target="GIFTS"),
        c.Follow(by="grace", target="gifts", user="jose"),
    )
    sofia = made.viewer("sofia")
    assert {"gift", "gifts"} == sofia.following()
    assert {"sofia", "jose"} == sofia.followers("gifts")
    assert "nothing" == outcome(made, c.Follow(by="sofia", target="gifts"))
    assert "not_allowed" == outcome(made, c.Follow(by="grace", target="gifts", user="lea"))
    assert {"follow", "unfollow"} == sofia.capabilities("gifts")
    assert ("feed.topic", "gifts") == attrs.astuple(made.explain_feed("jose", "p-ask", "topic", "gifts"))[1:3]
    made.apply_all([c.Configure(by=HOST, follow_limit=2), c.Tag(by="jose", post="p-news", topic="more")])
    assert "limit" == outcome(made, c.Follow(by="sofia", target="more"))
    made.apply(c.RemoveMember(by="aniyah", group="campaign", user="sofia"))
    assert [{"gift"}, {"jose"}] == [sofia.following(), made.viewer("jose").followers("gifts")]
    assert ["limit", "done", "done"] == [
        outcome(made, command)
        for command in (
            c.Follow(by="sofia", target="more"),
            c.Unfollow(by="sofia", target="Gifts"),
            c.Follow(by="sofia", target="more"),
        )
    ]


def test_names_of_topics_are_apart_from_ids() -> None:
    """What has an id is nearer than a topic of that name, and only for who knows of it."""
    made = town(
        c.Tag(by="jose", post="p-news", topic="trustees"),
        c.Tag(by="jose", post="p-news", topic="lea"),
        c.Pin(by="sofia", post="p-board"),
    )

    assert ["topic", "group"] == [made.viewer(who).get("trustees").kind for who in ("jose", "sofia")]
    assert ("p-news",) == made.viewer("sofia").feed("topic", "trustees").ids
    assert () == made.viewer("sofia").feed("topic", "trustees").pinned
    assert ["internal", "topic"] == [hit.kind for hit in made.viewer("jose").search("lea")][::-1]
    made.apply(c.Follow(by="jose", target="lea"))
    assert ("lea", ()) == (tuple(made.view.follows("jose"))[-1], tuple(made.view.followed_topics("jose")))


def test_only_what_came_after_the_follow_is_news() -> None:
    """Where the organisation says so (`since_follow`)."""
    made = town(
        c.Configure(by=HOST, since_follow=True),
        c.Post(by="jose", id="p-1", text="#spring"),
        c.Follow(by="lea", target="spring"),
        c.Post(by="jose", id="p-2", text="#spring"),
    )

    assert ("p-2",) == made.viewer("lea").feed().ids
    assert "feed.before_follow" == made.viewer("lea").why_in_feed("p-1").rule
    assert "feed.not_followed" == made.viewer("lea").why_in_feed("p-news").rule
    assert ("p-2", "p-1") == made.viewer("lea").feed("topic", "spring").ids


def risen(made: Engine, who: str, at: dt.datetime) -> list[tuple[str, int]]:
    """Return what rises for somebody at a moment."""
    return [(trend.topic, trend.value) for trend in topics.trending(made.view, who, at)]


def test_what_trends_is_told_by_change() -> None:
    """Three uses by three people in four hours, more than in the four before; what nobody sees counts for nobody."""
    made = town()
    start = made.view.now + HOUR
    said = [("jose", 0), ("lea", 0), ("mona", 4), ("jose", 5), ("lea", 6), ("sofia", 7)]
    for number, (who, hours) in enumerate(said):
        made.apply(c.Post(by=who, id=f"t-{number}", text="#spring", at=start + hours * HOUR))
        made.apply(c.Post(by="jose", id=f"j-{number}", text="#mine", at=start + hours * HOUR))
    now = start + 7 * HOUR

    assert [("spring", 2)] == risen(made, "alma", now)  # four uses after 3 o'clock, two before
    assert [] == risen(made, "alma", start + 11 * HOUR)
    made.apply(c.Review(by="mona", item="t-5", status="isolated", at=now))
    assert [("spring", 1)] == risen(made, "alma", now)
    assert made.viewer("alma").trending() == topics.trending(made.view, "alma", made.now())


def test_the_windows_have_edges() -> None:
    """A use four hours old is of the window before, one of eight hours of none."""
    made = town()
    start = made.view.now + HOUR
    for who in ("jose", "lea", "mona"):
        made.apply(c.Post(by=who, text="#spring", at=start))

    ages = (0 * HOUR, 4 * HOUR - dt.timedelta.resolution, 4 * HOUR, 8 * HOUR)
    assert [[("spring", 3)], [("spring", 3)], [], []] == [risen(made, "alma", start + age) for age in ages]
    again = made.fork()
    for who in ("jose", "lea", "mona", "sofia"):
        again.apply(c.Post(by=who, text="#spring", at=start + 5 * HOUR))
    ends = (7 * HOUR, 8 * HOUR - dt.timedelta.resolution, 8 * HOUR)
    assert [[("spring", 1)], [("spring", 1)], [("spring", 4)]] == [risen(again, "alma", start + end) for end in ends]


def test_of_equals_the_one_used_last_stands_first() -> None:
    """By the journal, not by name."""
    made = town(*(c.Post(by=who, text="#b #a") for who in ("jose", "lea", "mona")))
    assert [("a", 3), ("b", 3)] == risen(made, "alma", made.view.now)
    assert {"a": 3, "b": 3} == restated_topics.rising(made.view, "alma", made.view.now)
    made.apply_all([c.Untag(by="lea", post=post, topic="a") for post in list(made.view.posts)[-1:]])
    assert [("b", 3)] == risen(made, "alma", made.view.now)


def test_a_topic_put_on_by_the_host_is_used_by_nobody() -> None:
    """It is a use, by no person."""
    made = town(*(c.Tag(by=HOST, post=post, topic="x") for post in ("p-wall", "p-news", "p-gift")))

    assert [] == risen(made, "jose", made.view.now)
    card = made.viewer("jose").get("x")
    assert (3, 0) == (card.posts, card.talking)  # type: ignore[union-attr]


def test_what_is_discussed() -> None:
    """By the comments of a week that one sees, each for every topic its post carries."""
    made = town(
        c.Tag(by="jose", post="p-news", topic="news"),
        c.Tag(by="jose", post="p-ask", topic="ask"),
        c.Comment(by="lea", id="c-1", post="p-news", text="#gift"),
        c.Comment(by="lea", id="c-2", post="p-news", text="more"),
        c.Comment(by="lea", id="c-3", post="p-news", text="hm"),
        c.Review(by="otto", item="c-3", status="pending"),
    )

    assert (Trend(topic="news", value=2), Trend(topic="gift", value=2)) == made.viewer("mona").most_discussed()
    assert ["news", "gift", "ask"] == [trend.topic for trend in made.viewer("jose").most_discussed()]
    assert () == topics.most_discussed(made.view, "jose", made.view.now + topics.WEEK)


def test_the_twin_is_told() -> None:
    """Every event of topics, and all that is kept of it, until it is gone."""
    made = town(
        c.Post(by="jose", id="p-1", text="#spring"),
        c.Follow(by="lea", target="spring"),
        c.Tag(by=HOST, post="p-news", topic="spring"),
        c.Untag(by="lea", post="p-1", topic="spring"),
        c.Follow(by="jose", target="spring"),
        c.Unfollow(by="jose", target="spring"),
    )
    compare.agree(made, Reference(made.events()))

    assert {"lea"} == Reference(made.events()).topic_followers("spring")
    assert set(TOPICS_TOLD.split()) <= {event.tag for event in made.events()}
    assert made.digest() == made.fork().digest()
    before = made.digest()
    made.apply(c.Delete(by="jose", id="p-news"))
    assert before != made.digest()
    compare.agree(made, Reference(made.events()))
