"""The naive twin of recognition, over worlds written by hand: ideas and levels."""

from __future__ import annotations

from tests.unit.world import START

from collabcore import HOST, model
from collabcore import events as ev
from collabcore.testing.reference import Reference

__all__ = ["RECOGNITION_TOLD"]

RECOGNITION_TOLD = """
    idea_posted idea_voted idea_status_set ideas_merged levels_set level_reached
"""
"""The events that are told in this file."""


def told(kind: type[ev.Event], **fields: object) -> ev.Event:
    return kind(by=HOST, at=START, **fields)


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
