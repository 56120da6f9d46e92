"""Which events of files the naive twin is told in `test_files`, beside the restatement."""

from __future__ import annotations

from tests.unit.refusals_files import PLAN
from tests.unit.world import town

from collabcore import commands as c
from collabcore.testing.reference import Reference

__all__ = ["FILES_TOLD"]

FILES_TOLD = """
    file_added file_version_added file_updated file_shared file_deleted
    post_bookmarked post_unbookmarked post_muted post_unmuted item_flagged
"""
"""The events that are told here, and in `test_marks`."""


def test_the_twin_holds_files() -> None:
    """What is said of a file, and what holds it, until it is gone."""
    made = town(
        PLAN,
        c.AddFileVersion(by="jose", id="plan", size=8),
        c.UpdateFile(by="jose", id="plan", title="Ours"),
        c.ShareFile(by="jose", id="plan", to="lea"),
        c.Post(by="jose", id="p-1", text="see", files=("plan",)),
    )
    twin = Reference(made.events())
    assert ("Ours", [7, 8], ("lea",)) == (
        twin.files["plan"].title,
        [version.size for version in twin.files["plan"].versions],
        twin.files["plan"].shared,
    )
    assert {"p-1"} == set(twin.holding("plan"))

    for event in made.apply(c.DeleteFile(by="jose", id="plan")):
        twin.apply(event)
    assert ((), None, set()) == (twin.posts["p-1"].files, twin.thing("plan"), set(twin.holding("plan")))
