"""What somebody sees of all posts, remembered: brought up to date by talk, begun anew by all else."""

import pytest
from tests.unit.world import town

from collabcore import HOST
from collabcore import commands as c
from collabcore._store import seen
from collabcore.errors import InconsistentError


def test_it_is_the_very_same_while_nothing_is_posted() -> None:
    made = town()
    first = made.visible_posts("lea")
    made.apply(c.Like(by="lea", item="p-wall"))
    assert first is made.visible_posts("lea")


def test_new_posts_join_it_as_far_as_they_are_seen() -> None:
    made = town()
    first = made.visible_posts("lea")
    assert "p-ask" not in first
    made.apply(c.Post(by="sofia", id="p-1", text="x"))
    made.apply(c.Post(by="aniyah", id="p-2", to="campaign", text="x"))
    assert first | {"p-1"} == made.visible_posts("lea")
    made.check()


def test_whatever_else_happens_it_is_begun_anew() -> None:
    made = town()
    first = made.visible_posts("lea")
    made.apply(c.AddMember(by=HOST, group="campaign", user="lea"))
    assert "p-ask" in made.visible_posts("lea") - first
    made.apply(c.Delete(by=HOST, id="p-wall"))
    assert "p-wall" not in made.visible_posts("lea")


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_ROOM", 1)
    made = town()
    first = made.visible_posts("lea")
    assert (first, False) == (made.visible_posts("lea"), first is made.visible_posts("lea"))


def test_what_is_wrong_is_found() -> None:
    made = town()
    made.visible_posts("lea")
    made._store.seen._kept["lea"] = (len(made._store.timelines.newest), frozenset())
    with pytest.raises(InconsistentError, match="visible posts"):
        made.check()
