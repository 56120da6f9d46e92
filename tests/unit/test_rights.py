"""What somebody may do: offered exactly when the command would be accepted."""

from __future__ import annotations

import pytest

from collabcore import HOST, Engine, InvalidError, NotFoundError
from collabcore import commands as c
from collabcore.errors import CollabError
from collabcore.testing.strategies import founding, new_engine


def founded() -> Engine:
    """Return the founding organisation."""
    engine = new_engine()
    for command in founding():
        engine.apply(command)
    return engine


def accepts(engine: Engine, command: c.Command) -> bool:
    """Tell whether a command is accepted, on a copy."""
    try:
        engine.fork().apply(command)
    except CollabError:
        return False
    return True


@pytest.mark.parametrize("user", ["aniyah", "jose", "luc"])
def test_what_is_offered_on_a_post_is_what_is_accepted(user: str) -> None:
    """The actions with one field say it directly (READINGS 24, 80)."""
    engine = founded()
    viewer = engine.viewer(user)
    for post in ("in_public", "of_jose", "on_lead"):
        for kind in (c.Like, c.Unlike):
            assert accepts(engine, kind(by=user, item=post)) == viewer.may(kind.tag, post)
        for remove in (c.Delete, c.Pin, c.Unpin):
            field = "id" if remove is c.Delete else "post"
            assert accepts(engine, remove(by=user, **{field: post})) == viewer.may(remove.tag, post)  # type: ignore[arg-type]
        assert accepts(engine, c.Comment(by=user, post=post, text="words")) == viewer.may("comment", post)


def test_capabilities_are_the_actions_that_may_be() -> None:
    """And nothing is asked of what one may not know of."""
    viewer = founded().viewer("jose")
    offered = viewer.capabilities("g_private")
    assert {"add_member", "post", "update_group", "delete_group"} <= offered
    assert offered == {action for action in c.COMMANDS if viewer.may(action, "g_private")}
    assert "set_owner" in offered
    with pytest.raises(NotFoundError):
        viewer.capabilities("g_unlisted")
    assert not viewer.may("join_group", "g_unlisted")
    assert not viewer.may("configure", "g_private")


def test_a_second_person_is_thought_of() -> None:
    """An answer to a request is offered while somebody waits."""
    engine = founded()
    assert not engine.viewer("jose").may("answer_request", "g_private")
    engine.apply(c.RequestMembership(by="luc", group="g_private"))
    assert engine.viewer("jose").may("answer_request", "g_private")
    assert not engine.viewer("aniyah").may("answer_request", "g_private")


def test_several_people_at_once() -> None:
    """A command that takes a list takes the target alone."""
    engine = founded()
    assert not engine.viewer("luc").may("deactivate_users", "jose")
    engine.apply(c.AddPermissions(by=HOST, user="luc", permissions=("manage_users",)))
    assert engine.viewer("luc").may("deactivate_users", "jose")
    assert engine.viewer("luc").may("update_user", "jose")


def test_an_unknown_action_is_refused() -> None:
    """Words for actions are tags of commands."""
    with pytest.raises(InvalidError):
        founded().viewer("luc").may("applaud", "of_luc")
