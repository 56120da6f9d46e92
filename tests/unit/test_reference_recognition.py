"""The naive twin of recognition, over worlds written by hand: ideas and levels."""

from __future__ import annotations

from tests.unit.world import START

from collabcore import HOST, model
from collabcore import events as ev
from collabcore.testing.reference import Reference

__all__ = ["RECOGNITION_TOLD"]

RECOGNITION_TOLD = """
    idea_posted idea_voted idea_status_set ideas_merged levels_set level_reached
    badge_added badge_updated badge_granted badge_revoked thanked endorsed boards_opted_out
    reward_added reward_updated reward_redeemed redemption_approved redemption_fulfilled redemption_cancelled
"""
"""The events that are told in this file."""


def told(kind: type[ev.Event], **fields: object) -> ev.Event:
    return kind(by=HOST, at=START, **fields)


PEOPLE = [told(ev.UserAdded, user=model.User(id=user, added_at=START)) for user in ("ana", "bob")]


def test_votes_of_merged_ideas() -> None:
    """The surviving idea's own votes stand first, and a voter's vote on it counts."""
    ideas = [model.Idea(id=id_, title="x", author=author, at=START) for id_, author in (("i1", "ana"), ("i2", "bob"))]
    world = Reference(
        [
            *(told(ev.IdeaPosted, idea=idea) for idea in ideas),
            told(ev.IdeaVoted, idea="i1", user="bob", up=False),
            told(ev.IdeaVoted, idea="i1", user="cat", up=False),
            told(ev.IdeasMerged, idea="i1", into="i2"),
            told(ev.IdeaStatusSet, idea="i2", status="planned"),
        ]
    )

    assert [("bob", True), ("ana", True), ("cat", False)] == [(u, v.up) for u, v in world.idea_votes("i2").items()]
    assert ["ana", "bob", "cat"] == list(world.idea_votes("i1"))
    assert {} == world.idea_votes("nothing")
    assert ("i2", "planned") == (world.ideas["i1"].merged_into, world.ideas["i2"].status)


def test_levels_are_folded_from_the_ledger() -> None:
    """The levels set last hold for the whole ledger; news of a level changes nothing."""
    line = model.Entry(id="e1", user="ana", points=60, effective_at=START)
    spent = model.Entry(id="e2", user="ana", points=-60, purse="spend", effective_at=START)
    world = Reference([told(ev.PointsAwarded, entry=line), told(ev.PointsAwarded, entry=spent)])
    assert ((), -1, 60) == (world.levels, world.level("ana"), world.rank_points("ana"))
    for points in (100, 50):
        world.apply(told(ev.LevelsSet, levels=(model.PointsLevel("known", points),)))
    world.apply(told(ev.LevelReached, user="ana", level="known"))

    assert (0, -1) == (world.level("ana"), world.level("bob"))


def test_badges_granted_and_revoked() -> None:
    """The last one that was earned is revoked, never one that came with thanks."""
    earned = model.BadgeGrant(badge="b", user="ana", at=START)
    given = model.BadgeGrant(badge="b", user="ana", at=START, thanks="t")
    thanks = model.Thanks(id="t", giver="bob", users=("ana",), badge="b", at=START)
    world = Reference(
        [
            *PEOPLE,
            told(ev.BadgeAdded, badge=model.Badge(id="b", name="B", when="created")),
            told(ev.BadgeUpdated, id="b", changes={"count": 2}),
            told(ev.BadgeGranted, user="ana", grant=earned),
            told(ev.BadgeGranted, user="ana", grant=given),
            told(ev.Thanked, thanks=thanks),
            told(ev.BadgeRevoked, user="ana", badge="b"),
            told(ev.Endorsed, user="ana", skill="grants"),
            told(ev.BoardsOptedOut, user="ana", boards=True),
            told(ev.BoardsOptedOut, user="bob", boards=True),
            told(ev.BoardsOptedOut, user="ana", boards=False),
        ]
    )

    assert [True, False] == [grant.revoked for grant in world.grants("ana")]
    assert ((), ["t"], []) == (tuple(world.grants("bob")), world.thanks_by("bob"), world.thanks_by("ana"))
    assert (2, {"bob"}) == (world.badges["b"].count, world.off_boards)
    assert {"grants": {HOST}} == {skill: set(by) for skill, by in world.skills("ana").items()}
    assert {"endorsed", "thanked"} == set(world.deeds("ana"))
    assert ({}, set()) == (world.deeds("bob"), world.doers("nothing"))


def test_redemptions_and_what_is_left() -> None:
    """Cancelled ones are not out."""
    made = [
        model.Redemption(id=id_, reward="w", user="ana", cost=1, status="requested", entry="e", at=START)
        for id_ in ("r1", "r2")
    ]
    world = Reference(
        [
            told(ev.RewardAdded, reward=model.Reward(id="w", name="W", cost=1)),
            told(ev.RewardUpdated, id="w", changes={"cost": 3}),
            *(told(ev.RewardRedeemed, redemption=one) for one in made),
            told(ev.RedemptionApproved, redemption="r1"),
            told(ev.RedemptionFulfilled, redemption="r1"),
            told(ev.RedemptionCancelled, redemption="r2"),
        ]
    )

    assert (["r1", "r2"], []) == (world.redemptions_of("ana"), world.redemptions_of("bob"))
    assert (1, 3) == (world.redeemed("w"), world.rewards["w"].cost)
    assert ["fulfilled", "cancelled"] == [one.status for one in world.redemptions.values()]
    assert model.SpendPurse() == world.purse("ana")


def test_what_was_reached_is_undone_when_it_is_left() -> None:
    """By everybody whose deed it was; what else they did with it stays."""
    whole = model.CompletenessProfile(type="lead", fields=(model.FieldSpec("City"),))
    fields: dict[str, object] = {"City": "Pau"}
    lead = model.Record(
        id="l", type="lead", owner="ana", creator="bob", fields=fields, created_at=START, updated_at=START
    )
    world = Reference([*PEOPLE, told(ev.CompletenessSet, profile=whole), told(ev.RecordAdded, record=lead)])
    assert {"ana", "bob"} == world.doers("l")
    world.apply(told(ev.RecordUpdated, id="l", fields={"City": None}))

    assert ({"bob", "ana"}, {"reached": {}, "left": {"l": "l"}}) == (set(world.doers("l")), world.deeds("ana"))
