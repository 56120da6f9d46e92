"""The twin told of edits, votes, best answers and closing, over worlds written by hand."""

from __future__ import annotations

import datetime as dt

from collabcore import events as ev
from collabcore import model
from collabcore.testing.reference import Reference

__all__ = ["TALK_TOLD"]

TALK_TOLD = "edited voted best_answer_chosen best_answer_cleared post_closed post_reopened"
"""The events that are told here."""

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def told(*events: ev.Event) -> Reference:
    """Return a world with a question that is a poll, a comment, a reply, and what happened to them."""
    post = model.Post(id="p", author="ana", to="ana", text="hm", at=START, poll=("a", "b"), question="which?")
    world = Reference([ev.Posted(by="ana", at=START, post=post)])
    for name, above in (("c", None), ("r", "c"), ("rr", "r")):
        made = model.Comment(id=name, post="p", author="bob", text="x", at=START, reply_to=above)
        world.apply(ev.Commented(by="bob", at=START, comment=made))
    for event in events:
        world.apply(event)
    return world


def test_an_edit_is_kept_beside_what_it_changed() -> None:
    """The text and the mentions are new; what it said before is a revision, of comments too."""
    edits = [ev.Edited(by="mod", at=START, id=item, text="new", mentions=("bob",)) for item in ("p", "c")]
    world = told(*edits)
    assert (world.posts["p"].text, world.comments["c"].mentions) == ("new", ("bob",))
    assert world.revisions("p") == (model.Revision(text="hm", by="mod", at=START),)
    assert world.revisions("r") == ()


def test_votes_are_one_each() -> None:
    """A later vote takes the place of the earlier, in the earlier one's order."""
    votes = [("bob", "a"), ("cy", "a"), ("bob", "b")]
    world = told(*(ev.Voted(by=user, at=START, user=user, post="p", choice=choice) for user, choice in votes))
    assert list(world.ballots("p").items()) == [("bob", "b"), ("cy", "a")]


def test_the_mark_and_the_door() -> None:
    """A best answer is chosen and cleared, a post closed and reopened."""
    world = told(
        ev.BestAnswerChosen(by="ana", at=START, post="p", comment="c"), ev.PostClosed(by="ana", at=START, id="p")
    )
    assert (world.posts["p"].best_answer, world.posts["p"].closed) == ("c", True)
    world.apply(ev.BestAnswerCleared(by="ana", at=START, post="p"))
    world.apply(ev.PostReopened(by="ana", at=START, id="p"))
    assert (world.posts["p"].best_answer, world.posts["p"].closed) == (None, False)


def test_a_deleted_comment_takes_its_thread_along() -> None:
    """Replies, and the replies to them."""
    world = told(ev.Deleted(by="mod", at=START, id="c"))
    assert world.comments == {}
