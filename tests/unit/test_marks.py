"""Bookmarks, mutes and flags: one's own, and gone with what they are on."""

from __future__ import annotations

import pytest
from tests.unit.refusals_marks import LADDERS, REFUSALS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import commands as c
from collabcore.marks import FlagCard
from collabcore.testing import compare
from collabcore.testing.reference import Reference


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


def test_a_mark_twice_is_nothing() -> None:
    """Keeping and dropping, muting and unmuting, the same report (READINGS 1)."""
    made = town(c.Flag(by="lea", item="p-news", reason="spam"))

    for command in (
        c.Bookmark(by="lea", post="p-news"),
        c.Mute(by="lea", post="p-news"),
        c.Unbookmark(by="lea", post="p-news"),
        c.Unmute(by="lea", post="p-news"),
        c.Flag(by="lea", item="p-news", reason="rude"),
    ):
        assert ["done", "nothing"] == [outcome(made, command), outcome(made, command)]


def test_flags_are_for_who_looks_after_the_place() -> None:
    """Moderators and who runs the group see and are told; unlisted groups take more (RULES 4.2, 4.3)."""
    made = town(
        c.Flag(by="jose", item="p-ask", reason="rude"),
        c.Flag(by="jose", item="c-wall", reason="spam"),
        c.Flag(by="aniyah", item="p-board", reason="wrong"),
        c.AddMember(by="sofia", group="trustees", user="mona"),
    )

    def flags(who: str, item: str) -> tuple[FlagCard, ...]:
        return made.viewer(who).get(item).flags  # type: ignore[union-attr]

    rude = (FlagCard(by="jose", reason="rude"),)
    assert [rude, rude, rude, ()] == [flags(who, "p-ask") for who in ("jose", "sofia", "aniyah", "vera")]
    assert ["jose"] == [flag.by for flag in flags("mona", "c-wall")]
    assert [(), ("aniyah",)] == [tuple(flag.by for flag in flags(who, "p-board")) for who in ("mona", "sofia")]
    assert [("flag", "p-board"), ("flag", "p-ask")] == [
        (notice.reason, notice.item) for notice in made.viewer("sofia").notifications() if notice.reason == "flag"
    ]
    assert ["c-wall"] == [notice.item for notice in made.viewer("mona").notifications()]


def test_the_twin_and_the_restatement_agree() -> None:
    """All marks, told to the naive twin; what is on something deleted goes with it."""
    made = town(
        c.Bookmark(by="sofia", post="p-ask"),
        c.Bookmark(by="lea", post="p-news"),
        c.Bookmark(by="jose", post="p-news"),
        c.Unbookmark(by="jose", post="p-news"),
        c.Mute(by="sofia", post="p-wall"),
        c.Mute(by="lea", post="p-news"),
        c.Mute(by="jose", post="p-news"),
        c.Unmute(by="jose", post="p-news"),
        c.Flag(by="lea", item="p-news", reason="spam"),
        c.Flag(by="lea", item="c-wall", reason="spam"),
    )
    compare.agree(made, Reference(made.events()), ("sofia", "lea"))
    assert (("p-ask",), ("p-wall",)) == (
        made.viewer("sofia").feed("bookmarks").ids,
        made.viewer("sofia").feed("muted").ids,
    )
    assert (frozenset({"lea"}), {"lea": "spam"}) == (made.view.bookmarkers("p-news"), made.view.flags("p-news"))
    for gone in (c.Delete(by="jose", id="p-news"), c.Delete(by="jose", id="c-wall")):
        made.apply(gone)
        compare.agree(made, Reference(made.events()), ("sofia", "lea"))
    assert () == made.viewer("lea").feed("muted").ids
