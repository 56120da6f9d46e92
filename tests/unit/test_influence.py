"""Influence: what somebody writes and what comes back, as a percentile (RULES 10 [CR-INF])."""

from __future__ import annotations

from fractions import Fraction

from tests.unit.world import engine, town

from collabcore import HOST
from collabcore import commands as c

FIVE = tuple(c.AddUser(by=HOST, id=user) for user in ("ana", "bob", "cat", "dan", "eva"))


def test_the_top_fifth_the_active_and_those_who_watch() -> None:
    """Five people: the lower bound belongs to a band, and nobody is more than an observer by nothing."""
    made = engine(
        *FIVE,
        c.Post(by="ana", id="p1", text="x"),
        c.Comment(by="bob", id="c1", post="p1", text="x"),
        c.Comment(by="bob", id="c2", post="p1", text="x"),
        c.Comment(by="ana", id="c3", post="p1", text="x"),
        c.Like(by="cat", item="p1"),
        c.Like(by="ana", item="p1"),
        c.Like(by="cat", item="c1"),
        c.Post(by="cat", id="p2", text="x"),
    )
    rows = {row.user: row for row in made.influence()}

    ana = rows["ana"]
    assert (1, 1, 2, 1, 5) == (ana.posts, ana.comments, ana.comments_received, ana.likes_received, ana.score)
    assert ["ana", "bob", "cat", "dan", "eva"] == [row.user for row in made.influence()]
    assert [1, Fraction(3, 4), Fraction(1, 2), 0] == [rows[user].percentile for user in list(rows)[:4]]
    assert ["top", "active", "active", "observer", "observer"] == [row.band for row in rows.values()]
    assert rows["bob"] == made.viewer("bob").influence()


def test_alone_nobody_has_a_percentile() -> None:
    made = engine(FIVE[0], c.Post(by="ana", text="x"))

    assert (None, "observer", 1) == ((row := made.viewer("ana").influence()).percentile, row.band, row.posts)


def test_tracked_changes_are_nobodys_voice() -> None:
    """And who comments on one gives nothing to who saved (town: José moved the gift)."""
    made = town()
    before = made.influence()
    made.apply(c.Comment(by="carla", id="c9", post="p-moved", text="well done"))
    after = {row.user: row for row in made.influence()}

    assert after["jose"].comments_received == next(row for row in before if row.user == "jose").comments_received
    assert 1 == after["carla"].comments


def test_what_one_does_not_see_counts_for_nothing() -> None:
    """Law 2: talk in a group I am not in moves no percentile of mine; the host counts all."""
    made = town()
    before = made.viewer("lea").influence()
    hidden = made.influence()
    made.apply(c.Post(by="aniyah", to="campaign", text="x"))

    assert before == made.viewer("lea").influence()
    assert hidden != made.influence()


def test_whoever_is_away_or_outside_has_none() -> None:
    """It is for internal and free people (READINGS 88)."""
    made = town(c.AddUser(by=HOST, id="gus", kind="customer"))

    for user in ("nina", "gus"):
        assert (0, "observer") == ((row := made.viewer(user).influence()).score, row.band)
        assert user not in {row.user for row in made.influence()}


def test_what_those_write_who_are_gone_counts_for_those_who_stay() -> None:
    """Nina has left: her comment is still one that José received."""
    made = town(c.ActivateUser(by=HOST, id="nina"), c.Comment(by="nina", id="c9", post="p-news", text="x"))
    made.apply(c.DeactivateUsers(by=HOST, ids=("nina",)))

    assert 1 == next(row for row in made.influence() if row.user == "jose").comments_received
