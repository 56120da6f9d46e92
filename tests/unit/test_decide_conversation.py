"""Posts, comments, likes, moderation: where one may write, what a mention costs, who may take it away."""

from __future__ import annotations

import pytest
from tests.unit.refusals import CROWD, about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e

COMMANDS = (c.Post, c.Comment, c.Delete, c.Like, c.Unlike, c.Review)


@pytest.mark.parametrize("refusal", about(*COMMANDS), ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", ladders_of(*COMMANDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Mending one fault shows the next, in the order of READINGS 19."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


# Who may write where

WRITERS = [
    ("lea", "lea", "done", "one's own wall"),
    ("lea", "jose", "done", "another's wall"),
    ("lea", "newsroom", "done", "a public group, without joining"),
    ("jose", "campaign", "done", "a private group one is in"),
    ("lea", "campaign", "not_allowed", "a private group one is not in"),
    ("vera", "campaign", "not_allowed", "one whose posts one may all see"),
    ("grace", "campaign", "done", "one whose data one may all change"),
    ("ursula", "campaign", "not_allowed", "one that is listed, for who manages the unlisted"),
    ("aniyah", "trustees", "done", "an unlisted group one is in"),
    ("lea", "trustees", "not_found", "an unlisted group one is not in"),
    ("grace", "trustees", "not_found", "one, for who may change all data"),
    ("ursula", "trustees", "done", "one, for who manages them"),
    ("sofia", "gift", "done", "a record one may read"),
    ("vera", "gift", "done", "a record one may read and not edit"),
    ("lea", "gift", "not_found", "a record one may not read"),
]
THREADS = {
    "lea": None,
    "jose": None,
    "newsroom": "p-news",
    "campaign": "p-ask",
    "trustees": "p-board",
    "gift": "p-gift",
}


@pytest.mark.parametrize(("who", "to", "result"), [row[:3] for row in WRITERS], ids=[row[3] for row in WRITERS])
def test_who_may_post_where(who: str, to: str, result: str) -> None:
    """Walls and records for who sees them, groups as their access says (RULES 1.6b)."""
    assert result == outcome(town(), c.Post(by=who, to=to, text="hello"))


@pytest.mark.parametrize(
    ("who", "post", "result"),
    [
        ("lea", "p-wall", "done"),
        ("lea", "p-news", "done"),
        ("jose", "p-ask", "done"),
        ("lea", "p-ask", "not_found"),
        ("vera", "p-ask", "not_allowed"),
        ("grace", "p-ask", "done"),
        ("aniyah", "p-board", "done"),
        ("ursula", "p-board", "done"),
        ("grace", "p-board", "not_found"),
        ("vera", "p-gift", "done"),
        ("lea", "p-moved", "not_found"),
        ("sofia", "p-moved", "done"),
    ],
)
def test_who_may_comment(who: str, post: str, result: str) -> None:
    """Whoever sees it, but in private and unlisted groups whoever may post there (RULES 1.6b, READINGS 8)."""
    assert result == outcome(town(), c.Comment(by=who, post=post, text="hello"))


def test_comments_stay_open_where_posting_takes_membership() -> None:
    """The knob is about posts: anyone who sees a public post may answer (RULES 0.3 C4, 1.6b)."""
    made = town(c.Configure(by=HOST, public_post_requires_membership=True))

    assert "not_allowed" == outcome(made, c.Post(by="lea", to="newsroom", text="x"))
    assert "done" == outcome(made, c.Post(by="sofia", to="newsroom", text="x"))
    assert "done" == outcome(made, c.Post(by="grace", to="newsroom", text="x"))
    assert "done" == outcome(made, c.Comment(by="lea", post="p-news", text="x"))


def test_a_post_without_a_place_is_on_ones_own_wall() -> None:
    """`to` left out means one's own profile (CONTRACT 3)."""
    (event,) = town().apply(c.Post(by="lea", id="p-1", text="hello"))

    assert isinstance(event, e.Posted)
    assert ("p-1", "lea", "lea", "hello", ()) == (
        event.post.id,
        event.post.author,
        event.post.to,
        event.post.text,
        event.post.mentions,
    )


def test_ten_thousand_characters_and_twenty_five_mentions_are_fine() -> None:
    """The limits themselves (RULES 4.1); mentioning somebody twice is one mention."""
    made = town(*CROWD)
    few = " ".join(f"@[{guest.id}]" for guest in (*CROWD[:25], *CROWD[:25]))

    assert "done" == outcome(made, c.Post(by="lea", text="x" * 10_000))
    assert "done" == outcome(made, c.Post(by="lea", id="p-25", text=few))
    assert tuple(guest.id for guest in CROWD[:25]) == made.view.posts["p-25"].mentions


@pytest.mark.parametrize(
    ("who", "to", "text", "result"),
    [
        ("lea", "lea", "@[newsroom]", "done"),
        ("lea", "lea", "@[campaign]", "not_allowed"),
        ("jose", "jose", "@[campaign]", "done"),
        ("grace", "grace", "@[campaign]", "not_allowed"),
        ("aniyah", "trustees", "@[trustees]", "done"),
        ("aniyah", "aniyah", "@[trustees]", "not_allowed"),
        ("ursula", "trustees", "@[trustees]", "done"),
        ("lea", "lea", "@[trustees]", "not_found"),
        ("lea", "lea", "@[jose] @[lea]", "done"),
        ("lea", "lea", "@nobody and @ [nobody]", "done"),
    ],
)
def test_which_mentions_are_accepted(who: str, to: str, text: str, result: str) -> None:
    """People one knows; a private group one is in; an unlisted one inside itself (RULES 1.3, READINGS 36)."""
    assert result == outcome(town(), c.Post(by=who, to=to, text=text))


def test_a_mention_of_who_cannot_see_the_place_is_accepted() -> None:
    """It grants nothing: Lea is mentioned in a group she is not in, and learns nothing of it (G13)."""
    made = town(c.Post(by="jose", id="p-1", to="campaign", text="ask @[lea]"))

    assert ("lea",) == made.view.posts["p-1"].mentions
    assert not made.can_see("lea", "p-1")


def test_a_comment_in_an_unlisted_group_may_mention_it() -> None:
    """The place of a comment is the place of its post."""
    assert "done" == outcome(town(), c.Comment(by="aniyah", post="p-board", text="@[trustees] agreed"))


# Taking away

DELETERS = [
    ("aniyah", "p-wall", "done", "its author"),
    ("jose", "p-wall", "not_allowed", "who commented"),
    ("mona", "p-wall", "done", "a moderator"),
    ("grace", "p-wall", "done", "who may modify all data"),
    ("vera", "p-wall", "not_allowed", "who may only view it"),
    ("aniyah", "c-wall", "done", "the wall's owner, a comment of another"),
    ("jose", "c-wall", "done", "a comment's author"),
    ("sofia", "p-news", "done", "the group's owner"),
    ("sofia", "p-ask", "done", "a manager of the group"),
    ("sofia", "c-ask", "done", "a manager, a comment"),
    ("jose", "p-ask", "not_allowed", "a plain member"),
    ("carla", "p-ask", "not_found", "the author's superior"),
    ("sofia", "p-gift", "not_allowed", "the record owner's superior"),
    ("jose", "p-moved", "not_allowed", "who made the tracked change"),
    ("grace", "p-moved", "done", "who may modify all data, a tracked change"),
]


@pytest.mark.parametrize(("who", "item", "result"), [row[:3] for row in DELETERS], ids=[row[3] for row in DELETERS])
def test_who_may_delete(who: str, item: str, result: str) -> None:
    """Author; moderators and administrators who see it; who runs the group; the wall's owner (RULES 4.3)."""
    assert result == outcome(town(), c.Delete(by=who, id=item))


@pytest.mark.parametrize(
    ("member", "more", "result"),
    [
        ("mona", (), "not_allowed"),
        ("grace", (), "not_allowed"),
        ("mona", ("manage_unlisted_groups",), "done"),
        ("grace", ("manage_unlisted_groups",), "done"),
    ],
    ids=[
        "a moderator",
        "an administrator",
        "a moderator of the unlisted",
        "an administrator of the unlisted",
    ],
)
def test_wide_rights_do_not_reach_into_unlisted_groups(member: str, more: tuple[str, ...], result: str) -> None:
    """There the right to delete counts only together with manage_unlisted_groups (RULES 4.3, G46)."""
    made = town(
        c.AddMember(by="sofia", group="trustees", user=member),
        c.AddPermissions(by=HOST, user=member, permissions=more),  # type: ignore[arg-type]
    )

    assert result == outcome(made, c.Delete(by=member, id="p-board"))


def test_a_post_takes_its_comments_and_likes_along() -> None:
    """Hard delete: gone for everybody, as are its comments (RULES 1.6)."""
    made = town(c.Like(by="lea", item="c-wall"), c.Delete(by="aniyah", id="p-wall"))

    assert (None, None) == (made.view.thing("p-wall"), made.view.thing("c-wall"))
    assert (set(), set()) == (set(made.view.likes("p-wall")), set(made.view.likes("c-wall")))
    assert "not_found" == refused(made, c.Comment(by="lea", post="p-wall", text="x")).tag


# Liking


def test_one_like_a_person() -> None:
    """Posts and comments are liked, by those who see them, once each (RULES 4.3)."""
    made = town(c.Like(by="lea", item="p-wall"), c.Like(by="lea", item="c-wall"), c.Like(by="lea", item="p-wall"))

    assert ["sofia", "lea"] == list(made.view.likes("p-wall"))
    assert ["lea"] == list(made.view.likes("c-wall"))

    made.apply(c.Unlike(by="sofia", item="p-wall"))
    assert ["lea"] == list(made.view.likes("p-wall"))


# Reviewing


@pytest.mark.parametrize(
    ("who", "item", "status", "result"),
    [
        ("otto", "p-wall", "pending", "done"),
        ("mona", "p-wall", "pending", "done"),
        ("mona", "p-wall", "isolated", "done"),
        ("otto", "p-wall", "isolated", "not_allowed"),
        ("grace", "p-wall", "pending", "not_allowed"),
        ("otto", "p-pending", "published", "done"),
        ("jose", "p-pending", "published", "not_allowed"),
        ("mona", "p-pending", "published", "not_found"),
        ("grace", "p-isolated", "published", "done"),
        ("grace", "p-isolated", "pending", "done"),
        ("mona", "p-isolated", "published", "not_found"),
        ("otto", "c-wall", "pending", "done"),
        ("mona", "c-wall", "isolated", "done"),
    ],
)
def test_who_may_review(who: str, item: str, status: str, result: str) -> None:
    """Approvers and moderators hold back, moderators isolate, administrators bring back (READINGS 54)."""
    assert result == outcome(town(), c.Review(by=who, item=item, status=status))  # type: ignore[arg-type]


def test_what_waits_takes_neither_likes_nor_comments() -> None:
    """Not even from its author, who sees it (RULES 4.3)."""
    made = town(c.Review(by="otto", item="c-wall", status="pending"))

    assert "conflict" == refused(made, c.Like(by="jose", item="c-wall")).tag
    assert "conflict" == refused(made, c.Comment(by="jose", post="p-pending", text="x")).tag
