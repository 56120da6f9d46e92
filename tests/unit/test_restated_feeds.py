"""The restatement of feeds, over histories told event by event: what only the events tell, and relevance."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from tests.unit.test_restatement import Story, office

from collabcore import events as ev
from collabcore.testing import restated_feeds as placed
from collabcore.testing.reference import START


def kinds_with(world: Story, viewer: str, post: str) -> set[str]:
    """Return the feeds of one's own in which a viewer finds a post."""
    told = placed.told(world.events)
    kinds: tuple[placed.FeedKind, ...] = ("following", "to_me", "company", "highlights", "people", "groups")
    return {kind for kind in kinds if placed.in_feed(world, viewer, kind, None, post, history=told)}


def test_what_is_to_one_and_what_is_worth_a_highlight():
    world = office()
    world.post("p", "ana")
    assert kinds_with(world, "ana", "p") == {"following", "company"}
    world.comment("c", "bob", "p")
    assert kinds_with(world, "ana", "p") == {"following", "company", "to_me", "highlights"}
    assert kinds_with(world, "bob", "p") == {"company", "to_me", "highlights"}
    assert kinds_with(world, "carl", "p") == {"company", "highlights"}
    world.post("wall", "bob", "carl")
    assert kinds_with(world, "carl", "wall") == {"following", "company", "to_me"}


def test_a_mention_in_a_comment_is_to_one():
    world = office()
    world.post("p", "ana")
    world.comment("c", "bob", "p", "see @[carl]")
    assert "to_me" in kinds_with(world, "carl", "p")


def test_an_archived_group_sleeps_until_a_comment():
    world = office()
    world.group("room", "ana", "public")
    world.post("p", "ana", "room")
    world.post("q", "ana", "room")
    world.happens(ev.GroupArchived, id="room")
    assert kinds_with(world, "ana", "p") == set()
    world.comment("c", "ana", "p")
    assert kinds_with(world, "ana", "p") == {"following", "company", "to_me", "highlights", "groups"}
    assert kinds_with(world, "ana", "q") == set()


def test_news_from_the_follow_on():
    world = office()
    world.post("early", "ana")
    world.follows_now("bob", "ana")
    world.post("late", "ana")
    assert world.followed_since("bob", "ana") == 1
    assert placed.feed(world, "bob", history=placed.told(world.events), kind="following") == ("late", "early")
    world.configure(since_follow=True)
    assert placed.feed(world, "bob", history=placed.told(world.events), kind="following") == ("late",)


def test_a_change_fades_after_45_days_unless_somebody_answers():
    world = office()
    world.record("deal", "ana")
    for item in ("old", "liked"):
        world.change(item, "ana", "deal")
    world.happens(ev.Liked, user="ana", item="liked")
    late = dt.timedelta(days=46)
    world.apply(ev.Unliked(by="ana", at=world.now + late, user="ana", item="nothing"))
    assert placed.feed(world, "ana", "record", "deal") == ("liked",)
    assert not placed.in_feed(world, "ana", "record", None, "liked")


def test_relevance_counts_ties_and_halves_in_a_day():
    world = office()
    world.group("room", "ana", "public")
    world.post("p", "ana", "room", text="for @[bob]")
    world.post("q", "ana")
    world.follows_now("bob", "ana")
    world.joins("bob", "room")
    world.comment("c", "bob", "p")
    world.happens(ev.Liked, user="carl", item="p")
    post = world.posts["p"]
    assert placed.relevance(world, "bob", post) == 4 + 1 + 2 + 6 + 4 + 8 + 3
    assert placed.feed(world, "bob", "company", sort="relevance") == ("p", "q")
    world.apply(ev.Unliked(by="ana", at=post.at + dt.timedelta(days=1), user="ana", item="nothing"))
    assert placed.relevance(world, "bob", post) == Fraction(28, 2)
    assert START < world.now
