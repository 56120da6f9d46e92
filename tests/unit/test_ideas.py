"""Ideas: votes, totals, merging, order, and for whom they are (RULES 10, READINGS 58, 88)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.unit.refusals_ideas import GUEST, IDEA, LADDERS, OTHER, REFUSALS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import HOST, InvalidError, NotFoundError
from collabcore import commands as c
from collabcore.ideas import popularity, total, united
from collabcore.model import IdeaVote

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
UP, DOWN = IdeaVote(up=True, at=NOON), IdeaVote(up=False, at=NOON)


def vote(by: str, idea: str, *, up: bool = True) -> c.VoteIdea:
    return c.VoteIdea(by=by, idea=idea, up=up)


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("steps", LADDERS, ids=str)
def test_order_of_refusals(steps: Ladder) -> None:
    made = town(*steps.after)

    assert [rung for rung, _ in steps.rungs] == [outcome(made, command) for _, command in steps.rungs]


def test_an_idea_starts_with_its_authors_vote() -> None:
    """Ten points, and nothing happens when the author votes for it again (RULES 10)."""
    made = town(IDEA)
    (idea,) = made.viewer("lea").ideas()

    assert ("longer", "Longer days", "jose", "new") == (idea.id, idea.title, idea.author, idea.status)
    assert (10, 1, 0, None, None) == (idea.total, idea.up, idea.down, idea.mine, idea.parent)
    assert "nothing" == outcome(made, vote("jose", "longer"))
    assert True is made.viewer("jose").ideas()[0].mine


def test_ideas_stand_by_their_total_then_the_oldest_first() -> None:
    """READINGS 32."""
    made = town(IDEA, OTHER, c.PostIdea(by="lea", id="third", title="A third"), vote("sofia", "third"))

    assert ["third", "longer", "shorter"] == [idea.id for idea in made.viewer("vera").ideas()]
    made.apply(vote("carla", "longer", up=False))
    assert ["third", "shorter", "longer"] == [idea.id for idea in made.viewer("vera").ideas()]
    assert ["third", "shorter", "longer"] == [idea.id for idea in made.viewer("vera").ideas("newest")]


def test_popularity_fades_and_the_order_may_turn() -> None:
    """Two old votes are worth less than one new one after two half-lives."""
    made = town(IDEA, vote("lea", "longer"), c.Configure(by=HOST, idea_half_life_days=1))
    made.apply(c.PostIdea(by="lea", id="late", title="Late", at=made.view.now + 2 * DAY))

    assert ["longer", "late"] == [idea.id for idea in made.viewer("vera").ideas()]
    assert ["late", "longer"] == [idea.id for idea in made.viewer("vera").ideas("popularity")]


@pytest.mark.parametrize(
    ("days", "left"), [(0, 10), (1, Fraction(15, 2)), (2, 5), (3, Fraction(15, 4)), (4, Fraction(5, 2))]
)
def test_a_vote_halves_with_every_half_life(days: int, left: Fraction) -> None:
    assert left == popularity({"ana": UP}, NOON + days * DAY, 2 * DAY)


def test_a_vote_of_a_moment_to_come_is_whole() -> None:
    """A question about the past never makes a vote more than it is."""
    assert -10 == popularity({"ana": DOWN}, NOON - DAY, DAY)


def test_the_votes_of_merged_ideas_are_one_persons_each() -> None:
    """Everybody's vote on the surviving idea counts first (READINGS 58)."""
    assert 0 == total(united({"ana": UP}, {"ana": DOWN, "bob": DOWN}))


def test_a_merged_idea_goes_on_in_another() -> None:
    """It is not listed, get shows where it went, and its voters have voted there."""
    made = town(IDEA, OTHER, vote("sofia", "longer"), vote("lea", "longer", up=False))
    made.apply(c.MergeIdeas(by="mona", idea="longer", into="shorter"))
    viewer = made.viewer("sofia")

    assert ["shorter"] == [idea.id for idea in viewer.ideas()]
    assert ("shorter", 10) == (viewer.get("longer").parent, viewer.get("longer").total)  # type: ignore[union-attr]
    assert 30 == viewer.get("shorter").total  # type: ignore[union-attr]
    assert ["nothing", "conflict"] == [outcome(made, vote("sofia", "shorter", up=up)) for up in (True, False)]
    assert "nothing" == outcome(made, c.MergeIdeas(by="mona", idea="longer", into="shorter"))
    assert "nothing" == outcome(made, c.SetIdeaStatus(by="mona", idea="shorter", status="new"))
    with pytest.raises(InvalidError, match="`taste`"):
        viewer.ideas("taste")


def test_what_is_retired_leaves_the_list() -> None:
    """Any other answer, a refusal too, leaves it there."""
    made = town(IDEA, OTHER)
    made.apply(c.SetIdeaStatus(by="mona", idea="shorter", status="declined"))
    made.apply(c.SetIdeaStatus(by="mona", idea="longer", status="retired"))

    assert [("shorter", "declined")] == [(idea.id, idea.status) for idea in made.viewer("jose").ideas()]


def test_ideas_are_for_internal_and_free_people() -> None:
    """Nobody else learns that there are any (READINGS 88)."""
    made = town(IDEA, GUEST, c.AddUser(by=HOST, id="fred", kind="free"))

    assert "done" == outcome(made, vote("fred", "longer"))
    assert () == made.viewer("gus").ideas()
    with pytest.raises(NotFoundError):
        made.viewer("gus").get("longer")
    assert "recognition.outsider" == made.explain("gus", "longer").rule
    assert "recognition.insiders" == made.explain("fred", "longer").rule
    assert "gus" not in made.audience("longer")
    assert ["update_user"] == [remedy.command.tag for remedy in made.remedies("gus", "longer")]


def test_an_author_one_may_not_know_is_not_named() -> None:
    """Where people are private the idea is there, and whose it is, is not (READINGS 72)."""
    made = town(IDEA, c.Configure(by=HOST, user_visibility="private"))

    assert None is made.viewer("lea").ideas()[0].author
    assert "jose" == made.viewer("jose").ideas()[0].author
