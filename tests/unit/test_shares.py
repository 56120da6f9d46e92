"""What a share does not carry along: whom the original mentions, what it is about, and files that are gone."""

from __future__ import annotations

from tests.unit.world import town

from collabcore import commands as c

FILE = c.AddFile(by="jose", id="plan", title="Plan", media_type="text/plain", size=7)


def test_a_share_tells_whom_the_original_mentions_and_mentions_nobody() -> None:
    """They are told of it; among what is to them stands the original, and nothing is about its topics anew."""
    made = town(
        c.Post(by="aniyah", id="p-1", text="for @[sofia], on #spring"),
        c.Share(by="lea", id="shared", post="p-1", text="for @[mona], on #gifts"),
    )
    assert [("mention", "shared"), ("mention", "p-1")] == [
        (notice.reason, notice.item) for notice in made.viewer("sofia").notifications()[:2]
    ]
    assert "shared" not in made.viewer("sofia").feed("to_me").ids
    assert ("shared",) == made.viewer("mona").feed("to_me").ids
    assert [("p-1",), ("shared",)] == [made.viewer("sofia").feed("topic", topic).ids for topic in ("spring", "gifts")]
    shown = made.viewer("sofia").get("shared")
    assert (("gifts",), ("spring",)) == (shown.topics, shown.original.topics)  # type: ignore[union-attr]


def test_what_is_shared_is_the_post_as_it_is() -> None:
    """A file that was deleted is on no post any more: what held it is shared without it, before and after."""
    made = town(
        FILE,
        c.Post(by="jose", id="p-1", text="see", files=("plan",)),
        c.Share(by="lea", id="before", post="p-1"),
        c.DeleteFile(by="jose", id="plan"),
        c.Share(by="lea", id="after", post="p-1"),
    )

    for share in ("before", "after"):
        original = made.viewer("sofia").get(share).original  # type: ignore[union-attr]
        assert ("see", ()) == (original.text, original.files)  # type: ignore[union-attr]
    made.check()
