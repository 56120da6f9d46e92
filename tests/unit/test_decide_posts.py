"""Polls, questions, threads, edits, closing and shares: what the commands do, and for whom."""

from __future__ import annotations

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusals_posts import ANSWER, ASKED, CLOSED, DEEPER, POLL, REPLY
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.cards import ChoiceCard, PollCard, PostCard
from collabcore.mentioning import Segment, Unreached
from collabcore.text import pieces

COMMANDS = (c.Vote, c.ChooseBestAnswer, c.ClearBestAnswer, c.Close, c.Reopen, c.Edit, c.Share)
REFUSED = tuple(about(*COMMANDS))
QUESTION = (ASKED, ANSWER, REPLY)
BEST = (*QUESTION, c.ChooseBestAnswer(by="jose", comment="answer"))
SHARED = c.Share(by="aniyah", id="shared", post="p-news", text="look")


@pytest.mark.parametrize("refusal", REFUSED, ids=str)
def test_refused(refusal: Refusal) -> None:
    """A command that cannot be is refused with its tag, by its rule, and changes nothing."""
    error = refusal.happen()
    assert (error.tag, error.rule) == (refusal.tag, refusal.rule)


@pytest.mark.parametrize("ladder", ladders_of(*COMMANDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Where two refusals fit, the earlier in READINGS 19 is given."""
    made = town(*ladder.after)
    assert [outcome(made, command) for _, command in ladder.rungs] == [rung for rung, _ in ladder.rungs]


def card(engine: Engine, viewer: str, post: str) -> PostCard:
    """Return a post as somebody reads it."""
    found = engine.viewer(viewer).get(post)
    assert isinstance(found, PostCard)
    return found


# Polls


def test_a_vote_can_be_changed_and_counts_once() -> None:
    """A person has one current choice (G43); everybody reads the counts, and their own choice alone."""
    engine = town(POLL, *(c.Vote(by="lea", post="poll", choice=choice) for choice in ("soup", "salad", "salad")))
    engine.apply(c.Vote(by="jose", post="poll", choice="salad"))
    choices = (ChoiceCard("soup", 0), ChoiceCard("salad", 2))
    assert card(engine, "lea", "poll").poll == PollCard(choices, "salad", 2)
    assert card(engine, "sofia", "poll").poll == PollCard(choices, None, 2)


def test_the_same_vote_again_is_nothing() -> None:
    """Asking for what holds makes no event, not even once the poll is closed."""
    engine = town(POLL, c.Vote(by="lea", post="poll", choice="soup"), c.Close(by="jose", post="poll"))
    assert engine.apply(c.Vote(by="lea", post="poll", choice="soup")) == ()


def test_a_closed_poll_may_be_liked() -> None:
    """Closing blocks comments and votes, not likes and shares (G43, RULES 4.3)."""
    engine = town(POLL, c.Close(by="jose", post="poll"))
    assert len(engine.apply(c.Like(by="lea", item="poll"))) == 1
    assert len(engine.apply(c.Share(by="lea", post="poll"))) == 1


def test_who_may_vote_is_offered_it() -> None:
    """The rights of a reader of a poll include voting, of no other post."""
    engine = town(POLL)
    assert engine.viewer("lea").may("vote", "poll")
    assert not engine.viewer("lea").may("vote", "p-news")


# Questions


def test_the_best_answer_is_one_and_told() -> None:
    """Another choice takes the place of the first; its author is told."""
    engine = town(*BEST)
    assert [told.reason for told in engine.viewer("aniyah").notifications()][:1] == ["best_answer"]
    engine.apply(c.ChooseBestAnswer(by="sofia", comment="reply"))
    assert card(engine, "lea", "asked").best_answer == "reply"
    assert engine.apply(c.ChooseBestAnswer(by="sofia", comment="reply")) == ()
    engine.apply(c.ClearBestAnswer(by=HOST, post="asked"))
    assert card(engine, "lea", "asked").best_answer is None
    assert engine.apply(c.ClearBestAnswer(by="jose", post="asked")) == ()


def test_an_answer_that_is_held_back_loses_the_mark_for_good() -> None:
    """Unpublished it is no best answer, and publishing it again does not make it one (RULES 1.6)."""
    engine = town(*BEST, c.Review(by="otto", item="answer", status="pending"))
    assert card(engine, "jose", "asked").best_answer is None
    engine.apply(c.Review(by="otto", item="answer", status="published"))
    assert card(engine, "jose", "asked").best_answer is None


def test_a_deleted_thread_takes_the_mark_along() -> None:
    """Whoever moderates deletes a comment with the replies to it, the best answer among them."""
    engine = town(*QUESTION, DEEPER, c.ChooseBestAnswer(by="jose", comment="deeper"))
    engine.apply(c.Delete(by="mona", id="answer"))
    assert card(engine, "jose", "asked").best_answer is None
    assert engine.viewer("jose").comments("asked") == ()
    engine.check()


# Threads


def test_a_reply_names_what_it_answers_to_who_may_see_that() -> None:
    """A reply stays when the comment above is held back, and names it no more."""
    engine = town(*QUESTION)
    reply = next(found for found in engine.viewer("lea").comments("asked") if found.id == "reply")
    assert reply.reply_to == "answer"
    engine.apply(c.Review(by="mona", item="answer", status="isolated"))
    assert [(found.id, found.reply_to) for found in engine.viewer("lea").comments("asked")] == [("reply", None)]


def test_a_comment_without_visible_replies_is_its_authors_to_delete() -> None:
    """A reply that its author may not know of holds nobody back."""
    engine = town(*QUESTION, c.Review(by="mona", item="reply", status="isolated"))
    assert engine.viewer("aniyah").may("delete", "answer")
    engine.apply(c.Delete(by="aniyah", id="answer"))
    assert "reply" not in engine.view.comments


def test_who_owns_a_wall_deletes_comments_there_whatever_hangs_on_them() -> None:
    """Also below a closed post (RULES 4.3)."""
    engine = town(
        c.Post(by="jose", id="visit", to="aniyah", text="hello"),
        c.Comment(by="lea", id="first", post="visit", text="oh"),
        c.Comment(by="jose", id="second", post="visit", text="yes", reply_to="first"),
        c.Close(by="jose", post="visit"),
    )
    engine.apply(c.Delete(by="aniyah", id="first"))
    assert engine.viewer("lea").comments("visit") == ()


# Edits


def test_an_edit_keeps_what_it_said_before() -> None:
    """The history has the text as it was, by whom and when it was changed; the post moves nowhere."""
    engine = town()
    before = engine.viewer("lea").feed("company", sort="activity").ids
    engine.apply(c.Edit(by="jose", id="p-news", text="a big gift came in"))
    engine.apply(c.Edit(by="mona", id="p-news", text="a gift"))
    assert card(engine, "lea", "p-news").text == "a gift"
    told = [(revision.text, revision.by) for revision in engine.view.revisions("p-news")]
    assert told == [("a gift came in", "jose"), ("a big gift came in", "mona")]
    assert card(engine, "lea", "p-news").edited_at == engine.view.now
    assert engine.viewer("lea").feed("company", sort="activity").ids == before
    assert engine.apply(c.Edit(by="jose", id="p-news", text="a gift")) == ()
    engine.check()


def test_mentions_are_read_again_and_told_once() -> None:
    """Whom an edit mentions for the first time is told, by the editor; whom it mentions no more keeps what was told."""
    engine = town(
        c.Edit(by="mona", id="p-news", text="a gift for @[lea]"),
        c.Edit(by="jose", id="p-news", text="a gift"),
        c.Edit(by="jose", id="p-news", text="a gift for @[lea]"),
    )
    told = [(notice.item, notice.reason, notice.by) for notice in engine.viewer("lea").notifications()]
    assert told == [("p-news", "mention", "mona")]
    assert "p-news" in engine.viewer("sofia").feed("profile", of="lea").ids
    engine.apply(c.Edit(by="jose", id="p-news", text="a gift"))
    assert "p-news" not in engine.viewer("sofia").feed("profile", of="lea").ids
    engine.check()


def test_a_comment_is_edited_alike() -> None:
    """Its mentions count as its post's."""
    engine = town(c.Edit(by="jose", id="c-wall", text="ask @[lea]"))
    assert "p-wall" in engine.viewer("sofia").feed("profile", of="lea").ids
    engine.apply(c.Edit(by="jose", id="c-wall", text="ask"))
    assert "p-wall" not in engine.viewer("sofia").feed("profile", of="lea").ids
    assert next(iter(engine.viewer("lea").comments("p-wall"))).edited_at == engine.view.now
    engine.check()


def test_an_edit_leaves_mentions_that_stood_there_alone() -> None:
    """Somebody mentioned before may have left since; only new mentions are judged."""
    engine = town(c.Post(by="jose", id="old", text="for @[lea]"), c.DeactivateUsers(by=HOST, ids=("lea",)))
    assert len(engine.apply(c.Edit(by="jose", id="old", text="thanks, @[lea]"))) == 1


def test_a_records_owner_edits_what_stands_on_it() -> None:
    """The owner of the record, and no other reader of it (RULES 4.3)."""
    engine = town(c.Post(by="sofia", id="note", to="gift", text="call"))
    assert engine.viewer("jose").may("edit", "note")
    assert not engine.viewer("carla").may("edit", "note")


def test_a_question_may_lose_its_text() -> None:
    """Its title is enough."""
    engine = town(ASKED, c.Edit(by="jose", id="asked", text="soon?"))
    assert len(engine.apply(c.Edit(by="jose", id="asked", text=""))) == 1


def test_closed_is_not_closed_to_who_keeps_order() -> None:
    """Moderators and who runs the group still edit, delete and judge; whoever closed it may reopen it."""
    engine = town(*QUESTION, CLOSED)
    assert engine.viewer("mona").may("edit", "asked")
    assert engine.viewer("sofia").may("delete", "asked")
    assert engine.viewer("sofia").may("choose_best_answer", "answer")
    assert not engine.viewer("jose").may("comment", "asked")
    assert engine.apply(c.Close(by="jose", post="asked")) == ()
    engine.apply(c.Reopen(by="jose", post="asked"))
    assert engine.apply(c.Reopen(by="jose", post="asked")) == ()
    assert engine.viewer("jose").may("comment", "asked")


# Shares


def test_a_share_is_a_new_post_by_reference() -> None:
    """It starts without likes and comments, on the sharer's wall, and tells the author and whom the body mentions."""
    engine = town(
        c.Post(by="jose", id="said", to="newsroom", text="ask @[lea]"),
        c.Comment(by="sofia", post="said", text="and @[carla]"),
        c.Share(by="aniyah", id="shared", post="said"),
    )
    shared = card(engine, "sofia", "shared")
    assert (shared.to, shared.text, shared.comments, shared.type) == ("aniyah", "", 0, "share")
    assert shared.original is not None
    assert (shared.original.id, shared.original.text, shared.original.comments) == ("said", "ask @[lea]", 1)
    told = {notice.to: notice.reason for notice in engine.view.notices.values() if notice.item == "shared"}
    assert told == {"jose": "share", "lea": "mention"}


def test_the_original_shows_to_who_may_see_it() -> None:
    """Where it goes out of sight or is deleted, the share stays and shows nothing of it (RULES 1.4)."""
    engine = town(SHARED, c.UpdateGroup(by="sofia", id="newsroom", access="private"))
    assert card(engine, "lea", "shared").original is None
    assert (original := card(engine, "sofia", "shared").original) is not None
    assert original.id == "p-news"
    engine.apply(c.Delete(by="sofia", id="p-news"))
    assert (card(engine, "sofia", "shared").original, card(engine, "sofia", "shared").text) == (None, "look")


def test_a_share_of_a_share_leads_to_the_root() -> None:
    """Whoever shares it, the original is the first one."""
    engine = town(SHARED, c.Share(by="lea", id="again", post="shared", to="newsroom"))
    assert (original := card(engine, "jose", "again").original) is not None
    assert original.id == "p-news"


def test_a_settings_opens_more_places_to_sharing() -> None:
    """Where posts are shared from is the organisation's choice."""
    engine = town(c.Configure(by=HOST, shareable_from=("record",)))
    assert engine.viewer("jose").may("share", "p-gift")
    assert not engine.viewer("jose").may("share", "p-news")


# Kinds and parts of a text


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"links": ("https://example.org",), "text": ""}, "link"),
        ({"poll": ("a", "b"), "links": ("https://example.org",)}, "poll"),
        ({"question": "why?", "text": ""}, "question"),
        ({}, "text"),
    ],
)
def test_the_type_of_a_post_is_what_it_holds(fields: dict[str, object], kind: str) -> None:
    """A question stays one whatever hangs on it (RULES 4.1)."""
    engine = town(c.Post(**{"by": "jose", "id": "new", "text": "words", **fields}))  # type: ignore[arg-type]
    assert (card(engine, "jose", "new").type, card(engine, "sofia", "p-moved").type) == (kind, "tracked_change")


def test_the_parts_of_a_text_say_whom_a_mention_reaches() -> None:
    """A mention is accessible where the mentioned see the post; links and topics lead somewhere."""
    words = "@[lea] and @[jose], see https://example.org/x. #Spring #[Two  words]"
    engine = town(c.Post(by="aniyah", id="new", to="campaign", text=words))
    found = engine.viewer("jose").segments("new")
    assert "".join(segment.text for segment in found) == words
    assert found[0] == Segment("mention", "@[lea]", "lea", "Lea", accessible=False)
    assert found[2] == Segment("mention", "@[jose]", "jose", "José", accessible=True)
    assert [segment.target for segment in found[4::2]] == ["https://example.org/x", "spring", "two words"]


def test_a_mentioned_group_is_named_to_who_knows_it() -> None:
    """A private group's name is known to every insider."""
    engine = town(c.Post(by="sofia", id="new", text="@[campaign]"))
    assert engine.viewer("lea").segments("new")[0].name == "Capital Campaign"


def test_a_mention_of_what_one_may_not_know_has_no_name() -> None:
    """Users who became private since are ids."""
    engine = town(c.Post(by="jose", id="new", to="newsroom", text="@[lea]"))
    engine.apply(c.Configure(by=HOST, user_visibility="private"))
    assert engine.viewer("jose").segments("new") == (Segment("mention", "@[lea]", "lea", accessible=False),)


def test_who_is_mentioned_in_vain_is_a_warning() -> None:
    """The author learns it in words, and only of people the author knows (RULES 1.3)."""
    engine = town(c.Post(by="aniyah", id="new", to="campaign", text="@[lea], @[jose], @[campaign] and @[lea] again"))
    warning = Unreached("new", "lea", "Lea")
    assert engine.viewer("aniyah").unreached("new") == (warning,)
    assert str(warning) == "Lea is mentioned in `new`, cannot see it, and is not told."
    engine.apply(c.AddMember(by="aniyah", group="campaign", user="lea"))
    assert engine.viewer("aniyah").unreached("new") == ()
    engine.apply(c.RemoveMember(by="aniyah", group="campaign", user="lea"))
    engine.apply(c.Configure(by=HOST, user_visibility="private"))
    assert engine.viewer("jose").unreached("new") == ()


def test_a_plain_text_is_one_piece() -> None:
    """And nothing is in pieces of nothing."""
    assert ([piece.kind for piece in pieces("a & b &#38; c")], pieces("")) == (["text"], ())
