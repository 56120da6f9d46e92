"""Cases of other systems that a scenario file cannot say, or only at length (`docs/explanation/cases.md`)."""

from __future__ import annotations

from tests.unit.world import town

from collabcore import Engine
from collabcore import commands as c

WRITTEN = tuple(f"{(number * 67) % 151:03}" for number in range(1, 151))
"""A hundred and fifty ids, in no order."""

CUTS = (slice(10), slice(1, 9), slice(5, None))


def written(*more: c.Command) -> Engine:
    """Return a town in which Lea has written them all."""
    return town(*(c.Post(by="lea", id=f"post-{name}", text="words") for name in WRITTEN), *more)


def test_a_hundred_and_fifty_posts() -> None:
    """D22: every post has its place, and every slice is newest first, though the ids are scrambled."""
    viewer = written().viewer("lea")
    first = viewer.feed(limit=100)
    rest = viewer.feed(limit=100, after=first.cursor)
    newest = [f"post-{name}" for name in reversed(WRITTEN)]

    assert newest == [post.id for post in (*first, *rest)]
    assert newest[110] == rest[10].id
    assert [newest[:10], newest[1:9], newest[5:100]] == [[post.id for post in first[cut]] for cut in CUTS]
    assert rest.cursor is None
