"""The judge of polls, edits and shares, over worlds written by hand: what it says, and that the engine says so too."""

from __future__ import annotations

import itertools

from tests.unit.world import town

from collabcore import HOST, Engine, rights
from collabcore import commands as c
from collabcore.testing import restated_talk, restatement

TALKED = (
    c.Configure(by=HOST, shareable_from=("user", "public_group", "record")),
    c.Post(by="jose", id="poll", to="newsroom", text="lunch?", poll=("soup", "salad")),
    c.Vote(by="lea", post="poll", choice="soup"),
    c.Post(by="jose", id="shut", to="newsroom", poll=("soup", "salad"), question="and now?"),
    c.Comment(by="lea", id="late", post="shut", text="yes"),
    c.Close(by="jose", post="shut"),
    c.Post(by="aniyah", id="asked", to="trustees", question="who calls?"),
    c.Comment(by="aniyah", id="answer", post="asked", text="me"),
    c.Comment(by="sofia", id="reply", post="asked", text="good", reply_to="answer"),
    c.Post(by="lea", id="visit", to="aniyah", text="hello"),
    c.Comment(by="jose", id="greeting", post="visit", text="hi"),
    c.Comment(by="lea", id="again", post="visit", text="hi", reply_to="greeting"),
    c.Share(by="jose", id="shared", post="p-news"),
    c.Share(by="lea", id="orphan", post="visit"),
    c.Delete(by="mona", id="visit"),
    c.Post(by="sofia", id="on-gift", to="gift", text="call"),
    c.AddMember(by="sofia", group="trustees", user="mona"),
    c.AddPermissions(by=HOST, user="ursula", permissions=("moderate",)),
    c.AddNetwork(by=HOST, id="guild", name="Guild", profiles=("standard",)),
    c.CreateGroup(by="sofia", id="guilds", name="Guilds", network="guild"),
    c.Share(by="jose", id="moved", post="p-gift"),
)


def accepted(engine: Engine, command: c.Command) -> bool:
    """Tell whether a command would be accepted now."""
    return rights.accepted(engine.view, command, engine.view.now)


def test_the_engine_agrees_about_posts() -> None:
    """About who may close, share and vote, for everybody and every post of the town."""
    engine = town(*TALKED)
    view = engine.view
    for user, post in itertools.product(view.users, view.posts.values()):
        closed = restated_talk.may_close(view, user, post.id)
        assert closed == accepted(engine, c.Close(by=user, post=post.id)), (user, post.id)
        voted = c.Vote(by=user, post=post.id, choice="salad")
        assert accepted(engine, voted) == restated_talk.may_vote(view, user, post.id), (user, post.id)
        for to in (user, "newsroom", "campaign", "gift", "guilds"):
            shared = c.Share(by=user, post=post.id, to=to)
            assert accepted(engine, shared) == restated_talk.may_share(view, user, post.id, to), shared


def test_the_engine_agrees_about_items() -> None:
    """About who may edit and delete, and which answers who may call the best."""
    engine = town(*TALKED)
    view = engine.view
    for user, item in itertools.product(view.users, (*view.posts, *view.comments)):
        edited = c.Edit(by=user, id=item, text="other words")
        assert accepted(engine, edited) == restated_talk.may_edit(view, user, item), edited
        deleted = c.Delete(by=user, id=item)
        assert accepted(engine, deleted) == restated_talk.may_delete(view, user, item), deleted
    for user, comment in itertools.product(view.users, view.comments):
        chosen = c.ChooseBestAnswer(by=user, comment=comment)
        assert accepted(engine, chosen) == restated_talk.may_choose(view, user, comment), chosen


def test_what_it_says() -> None:
    """A wall's owner deletes what was answered there, a vote is counted, an original is shown or not."""
    engine = town(*TALKED[:12])
    assert restated_talk.may_delete(engine.view, "aniyah", "greeting")
    assert not restated_talk.may_delete(engine.view, "jose", "greeting")
    view = town(*TALKED).view
    assert restated_talk.tally(view, "poll") == {"soup": 1, "salad": 0}
    shown = [restated_talk.original_shown(view, "lea", share) for share in ("shared", "orphan", "moved", "poll")]
    assert shown == ["p-news", None, None, None]


def test_whom_a_mention_does_not_reach() -> None:
    """Of those one knows: the engine warns of the same."""
    made = town(c.Post(by="aniyah", id="new", to="campaign", text="@[lea], @[jose] and @[newsroom]"))
    assert restated_talk.unreached(made.view, "aniyah", "new") == {"lea"}
    assert [warning.user for warning in made.viewer("aniyah").unreached("new")] == ["lea"]


def test_nobody_comments_on_what_is_closed() -> None:
    """Whoever runs the place or not."""
    made = town(*TALKED)
    assert not any(restatement.may_comment(made.view, user, "shut") for user in made.view.users)
    assert restatement.may_comment(made.view, "lea", "poll")
