"""Laws of the conversation: what may be done with a post is what the restatement says, and shares give nothing away."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore import events as e
from collabcore import rights
from collabcore.cards import PostCard
from collabcore.engine import Engine
from collabcore.talkcards import is_same_for_all, post_card
from collabcore.testing import restated_talk
from collabcore.testing.strategies import History, attempt, commands, histories

TALK = ("post", "comment", "share", "edit", "vote", "close", "choose_best_answer", "review", "delete")
WORDS = "words that nobody wrote"


def accepted(engine: Engine, command: c.Command) -> bool:
    """Tell whether a command would be accepted now."""
    return rights.accepted(engine.view, command, engine.view.now)


@given(histories(min_size=5, max_size=25, tags=(*TALK, "add_permissions", "reopen", "add_member", "update_group")))
def test_law_01_rights_over_posts_are_as_restated(history: History) -> None:
    """Who may vote, edit, delete, close, judge answers and share is what the rules, said plainly, say."""
    engine = history.engine
    view = engine.view
    for user, post in itertools.product(view.users, view.posts.values()):
        by, poll = user, post.poll or ("none",)
        fresh = next(choice for choice in (*poll, "none") if choice != view.ballots(post.id).get(user))
        may_vote = restated_talk.may_vote(view, user, post.id)
        assert accepted(engine, c.Vote(by=by, post=post.id, choice=fresh)) == may_vote
        assert accepted(engine, c.Close(by=by, post=post.id)) == restated_talk.may_close(view, user, post.id)
        assert accepted(engine, c.Reopen(by=by, post=post.id)) == restated_talk.may_close(view, user, post.id)
        for to in (user, "jose", "g_public", "a_lead"):
            shared = c.Share(by=by, post=post.id, to=to)
            assert accepted(engine, shared) == restated_talk.may_share(view, user, post.id, to), shared


@given(histories(min_size=5, max_size=25, tags=(*TALK, "add_permissions", "reopen", "add_member", "update_group")))
def test_law_01_rights_over_items_are_as_restated(history: History) -> None:
    """The same for posts and comments alike, and for answers."""
    engine = history.engine
    view = engine.view
    for user, item in itertools.product(view.users, (*view.posts, *view.comments)):
        edited, deleted = c.Edit(by=user, id=item, text=WORDS), c.Delete(by=user, id=item)
        assert accepted(engine, edited) == restated_talk.may_edit(view, user, item), edited
        assert accepted(engine, deleted) == restated_talk.may_delete(view, user, item), deleted
    for user, comment in itertools.product(view.users, view.comments.values()):
        if view.posts[comment.post].best_answer != comment.id:
            chosen = c.ChooseBestAnswer(by=user, comment=comment.id)
            assert accepted(engine, chosen) == restated_talk.may_choose(view, user, comment.id), chosen


@given(histories(min_size=5, max_size=25, tags=(*TALK, "add_member", "leave_group", "update_group", "configure")))
def test_law_10_a_share_shows_the_original_to_who_may_see_it(history: History) -> None:
    """A share shows the original only to those who may see it; a poll's counts are its votes, and its mark is below."""
    engine = history.engine
    for user in engine.view.users:
        viewer = engine.viewer(user)
        for post in engine.visible_posts(user):
            card = viewer.get(post)
            assert isinstance(card, PostCard)
            shown = restated_talk.original_shown(engine.view, user, post)
            assert (None if card.original is None else card.original.id) == shown
            if card.poll is not None:
                tally = restated_talk.tally(engine.view, post)
                assert {choice.text: choice.votes for choice in card.poll.choices} == tally
                assert card.poll.total == sum(tally.values()) == len(engine.view.ballots(post))
            if card.best_answer is not None:
                assert engine.view.comments[card.best_answer].status == "published"
                assert card.best_answer in [comment.id for comment in viewer.comments(post)]


@given(histories(min_size=5, max_size=25, tags=(*TALK, "add_member", "follow")))
def test_law_10_a_thread_stays_below_its_post(history: History) -> None:
    """A reply answers a comment of the same post, three levels deep at most."""
    view = history.engine.view
    for comment in view.comments.values():
        above, level = comment.reply_to, 1
        while above is not None:
            assert view.comments[above].post == comment.post
            above, level = view.comments[above].reply_to, level + 1
        assert level <= 3


@given(
    histories(
        min_size=5, max_size=25, tags=(*TALK, "add_member", "leave_group", "configure", "deactivate_users", "thank")
    )
)
def test_law_10_a_warning_names_whom_a_mention_does_not_reach(history: History) -> None:
    """Whoever is mentioned and cannot see it is warned of, to who knows them; and nobody else is."""
    engine = history.engine
    for user in engine.view.users:
        viewer = engine.viewer(user)
        for item in filter(viewer.can_see, (*engine.view.posts, *engine.view.comments)):
            warned = {warning.user for warning in viewer.unreached(item)}
            assert warned == restated_talk.unreached(engine.view, user, item)


REACHING = (
    *("like", "like", "unlike", "tag", "untag", "follow", "unfollow", "mute", "bookmark", "record_login", "award"),
    *("add_user", "update_user", "create_group", "update_group", "add_member", "leave_group", "request_membership"),
    *("add_record", "update_record", "share_record", "unshare_record", "transfer", "mark_read"),
)


@given(histories(min_size=5, max_size=15), st.data())
def test_law_04_no_event_reaches_further_than_is_said(history: History, data: st.DataObject) -> None:
    """What leaves sight alone changes nobody's of anything there was; shared cards change by talk of the post alone."""
    engine = history.engine
    for _ in range(data.draw(st.integers(1, 8))):
        before, known = engine.fork(), len(list(engine.events()))
        attempt(engine, data.draw(commands(engine.view, (*TALK, *REACHING))))
        made = list(itertools.islice(engine.events(), known, None))
        kinds = {type(event) for event in made}
        if kinds <= e.LEAVE_SIGHT:
            assert {item: before.audience(item) for item in before.view.posts} == {
                item: engine.audience(item) for item in before.view.posts
            }
        if kinds <= e.LEAVE_SIGHT | e.ELSEWHERE:
            touched = {e.TALK[type(event)](event) for event in made if type(event) in e.TALK}
            for post in before.view.posts.keys() - touched:
                assert shared(before, post) == shared(engine, post)


def shared(engine: Engine, post: str) -> PostCard | None:
    """Return the card that everybody who sees a post is given, None where they differ."""
    found = engine.view.posts[post]
    return post_card(engine.view, found.author or "", found) if is_same_for_all(engine.view, found) else None
