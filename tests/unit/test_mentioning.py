"""Whom a mention would reach, before it is written (RULES 1.3, READINGS 36)."""

from __future__ import annotations

import pytest

from collabcore import HOST, Engine, NotAllowedError, NotFoundError
from collabcore import commands as c
from collabcore.testing.strategies import new_engine


def town() -> Engine:
    """Return ana with a private and an unlisted group, bob outside both, cy deactivated, a customer and a record."""
    engine = new_engine()
    engine.apply_all(
        (
            *(c.AddUser(by=HOST, id=name) for name in ("ana", "bob", "cy")),
            c.AddUser(by=HOST, id="guest", kind="customer"),
            c.CreateGroup(by="ana", id="private", name="Private", access="private", customers=True),
            c.CreateGroup(by="ana", id="unlisted", name="Unlisted", access="unlisted"),
            c.CreateGroup(by="bob", id="theirs", name="Theirs", access="private"),
            c.AddMember(by="ana", group="private", user="guest"),
            c.AddRecord(by="ana", id="deal", type="lead"),
            c.DeactivateUsers(by=HOST, ids=("cy",)),
        )
    )
    return engine


@pytest.mark.parametrize(
    ("to", "mentioned", "reach"),
    [
        ("ana", "bob", "ok"),
        ("private", "bob", "inaccessible"),
        ("private", "guest", "ok"),
        ("ana", "guest", "ok"),
        ("deal", "bob", "inaccessible"),
        ("deal", "guest", "inaccessible"),
        ("ana", "cy", "disallowed"),
        ("ana", "private", "ok"),
        ("ana", "theirs", "disallowed"),
        ("ana", "unlisted", "disallowed"),
        ("unlisted", "unlisted", "ok"),
        ("ana", "deal", "not_found"),
        ("ana", "nothing", "not_found"),
    ],
)
def test_reach(to: str, mentioned: str, reach: str) -> None:
    """The answer is what the post would meet."""
    engine = town()
    assert {mentioned: reach} == engine.viewer("ana").check_mentions(to, (mentioned,))
    if reach == "ok" and mentioned in ("bob", "guest"):
        engine.apply(c.Post(by="ana", id="p", to=to, text=f"see @[{mentioned}]"))
        assert engine.can_see(mentioned, "p")


def test_a_place_one_does_not_know_is_refused() -> None:
    """Exactly as if it were not there."""
    engine = town()
    for place in ("unlisted", "nothing"):
        with pytest.raises(NotFoundError):
            engine.viewer("bob").check_mentions(place, ("ana",))


def test_a_group_known_from_outside_tells_nothing_of_who_is_inside() -> None:
    """A member is `ok` there and a stranger `inaccessible`: to who is outside that would tell them apart (law 2)."""
    with pytest.raises(NotAllowedError, match="only from outside"):
        town().viewer("bob").check_mentions("private", ("ana", "guest"))
