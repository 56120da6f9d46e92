"""Following: what may be followed, by whom, how much; and that nobody is tied to what they cannot see."""

from __future__ import annotations

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e

COMMANDS = (c.Follow, c.Unfollow)
PRIVATE = c.Configure(by=HOST, user_visibility="private")


@pytest.mark.parametrize("refusal", about(*COMMANDS), ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", ladders_of(*COMMANDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Mending one fault shows the next, in the order of READINGS 19."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


def test_a_follow_is_known_from_both_ends() -> None:
    """No approval by the followed is needed (RULES 3)."""
    made = town()
    (event,) = made.apply(c.Follow(by="lea", target="jose"))

    assert e.Followed(by="lea", at=event.at, user="lea", target="jose") == event
    assert ["jose"] == list(made.view.follows("lea"))
    assert ["lea"] == list(made.view.followers("jose"))

    made.apply(c.Unfollow(by="lea", target="jose"))
    assert ([], []) == (list(made.view.follows("lea")), list(made.view.followers("jose")))


def test_an_administrator_makes_others_follow_what_they_may_read() -> None:
    """Who may modify all data follows and unfollows for others; naming oneself needs no right (RULES 3)."""
    made = town(c.Follow(by="grace", target="gift", user="carla"), c.Follow(by="lea", target="jose", user="lea"))

    assert ["gift"] == list(made.view.follows("carla"))
    assert ["jose"] == list(made.view.follows("lea"))
    assert "done" == outcome(made, c.Unfollow(by="grace", target="gift", user="carla"))
    assert "done" == outcome(made, c.Unfollow(by="lea", target="jose", user="lea"))


def test_a_sleeping_follow_may_always_be_ended_by_its_owner() -> None:
    """Out of sight, the record is unknown to every other command, but not to unfollow (READINGS 38, 82)."""
    made = town(
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Follow(by="lea", target="gift"),
        c.UnshareRecord(by="jose", record="gift", to="lea"),
    )

    assert "not_found" == refused(made, c.Follow(by="lea", target="gift", user="jose")).tag
    assert "done" == outcome(made, c.Unfollow(by="lea", target="gift"))
    assert "not_found" == refused(made, c.Unfollow(by="lea", target="gift")).tag


@pytest.mark.parametrize(
    ("before", "result"),
    [
        ((), "limit"),
        ((c.Unfollow(by="lea", target="jose"),), "done"),
        ((c.UnshareRecord(by="jose", record="gift", to="lea"),), "limit"),
        ((c.DeactivateUsers(by="hana", ids=("jose",)),), "done"),
    ],
    ids=["both awake", "one ended", "one asleep", "one of a person who left"],
)
def test_which_follows_count(before: tuple[c.Command, ...], result: str) -> None:
    """Awake and sleeping follows count; those of people who have left do not (READINGS 39, 82)."""
    made = town(
        c.Configure(by=HOST, follow_limit=2),
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Follow(by="lea", target="jose"),
        c.Follow(by="lea", target="gift"),
        *before,
    )

    assert result == outcome(made, c.Follow(by="lea", target="carla"))


def test_a_group_full_of_follows_is_still_open() -> None:
    """Groups are counted apart: with no follow left, joining is fine (G32)."""
    made = town(c.Configure(by=HOST, follow_limit=0))

    assert "done" == outcome(made, c.JoinGroup(by="lea", group="newsroom"))


def test_following_changes_nobodys_sight() -> None:
    """Follow, and what follows from it, never opens anything (law 7)."""
    made = town()
    before = {user: made.visible_posts(user) for user in made.view.users}
    made.apply(c.Follow(by="lea", target="jose"))
    made.apply(c.Follow(by="carla", target="gift"))

    assert before == {user: made.visible_posts(user) for user in made.view.users}


def test_only_those_one_may_see_are_followed_where_users_are_private() -> None:
    """A director follows the rep below her; the rep cannot follow her (RULES 3, G5)."""
    made = town(PRIVATE)

    assert "done" == outcome(made, c.Follow(by="carla", target="jose"))
    assert "not_found" == outcome(made, c.Follow(by="lea", target="carla"))
