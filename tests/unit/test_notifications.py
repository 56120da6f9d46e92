"""Who is told of what, and why."""

from __future__ import annotations

import pytest
from tests.unit.world import START

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.notifications import TABLE
from collabcore.viewer import Viewer

PEOPLE = tuple(c.AddUser(by=HOST, id=who, name=who.title()) for who in ("ana", "bo", "cy", "di"))
GROUP = (c.CreateGroup(by="ana", id="g", name="Group", access="private"), c.AddMember(by="ana", group="g", user="bo"))
POST = c.Post(by="ana", id="p", text="words")


def world(*commands: c.Command) -> Engine:
    """Return four people and what some commands made of them."""
    made = Engine(clock=lambda: START)
    made.apply_all([*PEOPLE, *commands])
    return made


def told(made: Engine, user: str) -> list[tuple[str, str, str | None]]:
    """Return what a user is told, oldest first: reason, item, by whom."""
    return [(one.reason, one.item, one.by) for one in reversed(made.viewer(user).notifications())]


def comment(by: str, text: str = "words", id_: str = "c", post: str = "p") -> c.Comment:
    return c.Comment(by=by, id=id_, post=post, text=text)


# Every row of RULES 7.1


@pytest.mark.parametrize(
    ("happened", "reason", "item"),
    [
        ([c.Follow(by="ana", target="bo")], "follow", "ana"),
        ([c.Post(by="ana", id="p", to="bo", text="words")], "wall_post", "p"),
        ([c.Post(by="ana", id="p", text="ask @[bo]")], "mention", "p"),
        ([POST, comment("ana", "ask @[bo]")], "mention", "c"),
        ([c.Post(by="bo", id="p", text="words"), comment("ana")], "comment_on_mine", "c"),
        ([POST, comment("bo", id_="c0"), comment("ana")], "comment_after_mine", "c"),
        ([POST, c.Like(by="bo", item="p"), comment("ana")], "comment_on_liked", "c"),
        ([c.Post(by="bo", id="p", text="words"), c.Like(by="ana", item="p")], "like", "p"),
        ([POST, comment("bo"), c.Like(by="ana", item="c")], "like", "c"),
    ],
)
def test_who_is_told(happened: list[c.Command], reason: str, item: str) -> None:
    """Bo is told of what Ana did last, with the reason and the newest thing it made (READINGS 86)."""
    made = world(*happened)

    assert [(reason, item, "ana")] == told(made, "bo")[-1:]


def test_the_owner_of_a_wall_is_told_of_comments_there() -> None:
    """On somebody else's post, that is; on one's own it is a comment on mine."""
    made = world(c.Post(by="ana", id="p", to="bo", text="words"), comment("cy"))

    assert [("wall_post", "p", "ana"), ("comment_on_my_wall", "c", "cy")] == told(made, "bo")
    assert [("comment_on_mine", "c", "cy")] == told(made, "ana")


def test_a_group_writes_to_those_who_want_every_post() -> None:
    """And to nobody else; being added tells nobody (READINGS 16, 77)."""
    made = world(
        *GROUP,
        c.AddMember(by="ana", group="g", user="cy"),
        c.SetGroupFrequency(by="bo", group="g", frequency="every_post"),
        c.Post(by="cy", id="p", to="g", text="words"),
        c.SetGroupFrequency(by="bo", group="g", frequency="daily"),
        c.Post(by="cy", id="q", to="g", text="words"),
    )

    assert [("group_post", "p", "cy")] == told(made, "bo")
    assert [] == told(made, "ana")
    assert [] == told(made, "cy")


def test_the_default_frequency_is_copied_at_joining() -> None:
    """What is set later changes nothing for those who are in (RULES 2.6)."""
    made = world(
        c.Configure(by=HOST, default_group_frequency="every_post"),
        *GROUP,
        c.Configure(by=HOST, default_group_frequency="never"),
        c.AddMember(by="ana", group="g", user="cy"),
        c.Post(by="ana", id="p", to="g", text="words"),
    )

    assert [("group_post", "p", "ana")] == told(made, "bo")
    assert [] == told(made, "cy")
    made.apply(c.LeaveGroup(by="bo", group="g"))
    made.check()
    made.apply(c.DeleteGroup(by="ana", id="g"))
    made.check()
    assert [] == told(made, "bo")


def test_an_announcement_is_told_to_the_members_and_outranks_the_post_it_is() -> None:
    """A mention in it outranks it in turn; of one post one is told once."""
    made = world(
        *GROUP,
        c.AddMember(by="ana", group="g", user="cy"),
        c.SetGroupFrequency(by="bo", group="g", frequency="every_post"),
        c.Announce(by="ana", id="p", group="g", text="ask @[cy]", until="2026-02-01T00:00:00Z"),  # type: ignore[arg-type]
    )

    assert [("announcement", "p", "ana")] == told(made, "bo")
    assert [("mention", "p", "ana")] == told(made, "cy")
    assert [] == told(made, "ana")


def test_requests_and_their_answers() -> None:
    """Owner and managers are told who asks; answered, the request is read for all of them (CASES H23)."""
    made = world(
        *GROUP,
        c.SetMemberRole(by="ana", group="g", user="bo", role="manager"),
        c.AddMember(by="ana", group="g", user="di"),
        c.RequestMembership(by="cy", group="g"),
    )
    assert [("membership_request", "g", "cy")] == told(made, "ana") == told(made, "bo")
    assert [] == told(made, "di")
    assert (1, 1) == (made.viewer("ana").unread(), made.viewer("bo").unread())

    made.apply(c.AnswerRequest(by="ana", group="g", user="cy", accept=False))
    assert [("membership_answer", "g", "ana")] == told(made, "cy")
    assert (0, 0) == (made.viewer("ana").unread(), made.viewer("bo").unread())


def test_a_withdrawn_request_is_answered_to_nobody() -> None:
    """Who withdraws it knows."""
    made = world(*GROUP, c.RequestMembership(by="cy", group="g"), c.LeaveGroup(by="cy", group="g"))

    assert [] == told(made, "cy")


def test_an_invitation() -> None:
    """Told to whom it is for, where they may know of the group."""
    made = world(*GROUP, c.Invite(by="ana", group="g", user="cy"))

    assert [("invitation", "g", "ana")] == told(made, "cy")


# Silence (RULES 7.2, 7.4)


def test_who_was_only_mentioned_hears_no_more() -> None:
    """Until they comment themselves (G41)."""
    made = world(c.Post(by="ana", id="p", text="ask @[bo]"), comment("cy", id_="c1"))
    assert [("mention", "p", "ana")] == told(made, "bo")

    made.apply_all([comment("bo", id_="c2"), comment("cy", id_="c3")])
    assert [("mention", "p", "ana"), ("comment_after_mine", "c3", "cy")] == told(made, "bo")


def test_nobody_is_told_of_what_they_did() -> None:
    """Mentioning, liking or answering oneself tells nobody."""
    made = world(
        c.Post(by="ana", id="p", text="I, @[ana]"),
        comment("ana", "I again, @[ana]"),
        c.Like(by="ana", item="p"),
        comment("ana", id_="c2"),
    )

    assert [] == told(made, "ana")


def test_mentioning_a_group_tells_none_of_its_members() -> None:
    """Its own frequency aside, which is about posts in it (RULES 7.2)."""
    made = world(
        *GROUP,
        c.SetGroupFrequency(by="bo", group="g", frequency="every_post"),
        c.Post(by="ana", id="p", text="ask @[g]"),
    )

    assert [] == told(made, "bo")


def test_a_bare_name_is_no_mention() -> None:
    """Pasted text mentions nobody (RULES 7.2)."""
    assert [] == told(world(c.Post(by="ana", id="p", text="ask @bo")), "bo")


def test_who_cannot_see_it_is_not_told() -> None:
    """Not when it happens, nor later when they can: what was not told stays untold (G13)."""
    made = world(*GROUP, c.Post(by="ana", id="p", to="g", text="ask @[cy]"))
    assert [] == told(made, "cy")

    made.apply(c.AddMember(by="ana", group="g", user="cy"))
    assert [] == told(made, "cy")


def test_who_was_away_is_not_told() -> None:
    """Deactivated people are told nothing, on their return neither; what they knew is there again."""
    made = world(c.Post(by="ana", id="p", to="bo", text="words"))
    made.apply(c.DeactivateUsers(by=HOST, ids=("bo",)))
    made.apply(c.Follow(by="cy", target="ana"))
    made.apply(comment("cy"))
    assert [] == told(made, "bo")

    made.apply(c.ActivateUser(by=HOST, id="bo"))
    assert [("wall_post", "p", "ana")] == told(made, "bo")


def test_what_goes_out_of_sight_is_withdrawn_and_comes_back() -> None:
    """Counter and list alike (CASES H37)."""
    made = world(*GROUP, c.Post(by="ana", id="p", to="g", text="ask @[bo]"))
    assert 1 == made.viewer("bo").unread()

    made.apply(c.RemoveMember(by="ana", group="g", user="bo"))
    assert (0, ()) == (made.viewer("bo").unread(), made.viewer("bo").notifications())

    made.apply(c.AddMember(by="ana", group="g", user="bo"))
    assert 1 == made.viewer("bo").unread()
    made.apply(c.Delete(by="ana", id="p"))
    assert 0 == made.viewer("bo").unread()


def test_liking_twice_tells_once() -> None:
    """Like, unlike, like: one notice (CASES H10); so it is with following."""
    made = world(POST, *[kind(by="bo", item="p") for kind in (c.Like, c.Unlike, c.Like)])
    made.apply_all([kind(by="bo", target="ana") for kind in (c.Follow, c.Unfollow, c.Follow)])

    assert [("like", "p", "bo"), ("follow", "bo", "bo")] == told(made, "ana")


def test_being_made_to_follow_tells_nobody() -> None:
    """Neither does the system when somebody starts out following their team."""
    made = world(c.AddUser(by=HOST, id="ed", manager="ana"), c.Follow(by=HOST, target="ana", user="bo"))

    assert {"ed", "bo"} == made.viewer("ana").followers("ana")
    assert [] == told(made, "ana")


def test_published_at_last_it_tells_whom_it_should_have() -> None:
    """Whoever was told before is told no second time (RULES 7.4, CASES R10)."""
    made = world(*GROUP, c.Post(by="ana", id="p", to="g", text="ask @[bo] and @[cy]"), comment("ana", "@[cy]"))
    for item in ("p", "c"):
        made.apply(c.Review(by=HOST, item=item, status="pending"))
    made.apply(c.AddMember(by="ana", group="g", user="cy"))
    assert [] == told(made, "bo")
    assert [] == told(made, "cy")

    made.apply(c.Review(by=HOST, item="p", status="published"))
    made.apply(c.Review(by=HOST, item="c", status="published"))
    assert [("mention", "p", "ana")] == told(made, "bo")
    assert [("mention", "p", "ana"), ("mention", "c", "ana")] == told(made, "cy")


def test_opened_to_outsiders_a_post_tells_those_it_mentions() -> None:
    """What was for insiders alone told no outsider (CASES R10)."""
    made = world(
        c.AddNetwork(by=HOST, id="n", name="Net", profiles=("guild",)),
        c.PublishNetwork(by=HOST, id="n"),
        c.AddRecord(by=HOST, id="a", type="account", owner="ana"),
        c.AddUser(by=HOST, id="zoe", kind="community", account="a", profile="guild"),
        c.Configure(by=HOST, external_user_visibility="public"),
        c.ShareRecord(by="ana", record="a", to="zoe"),
        c.Post(by="ana", id="p", to="a", text="ask @[zoe]"),
        comment("ana", "do, @[zoe]"),
    )
    assert [] == told(made, "zoe")

    made.apply(c.SetAudience(by="ana", post="p", audience="all"))
    assert [("mention", "p", "ana"), ("mention", "c", "ana")] == told(made, "zoe")


# Reading


def test_marking_read_is_counted_at_once_and_makes_no_second_event() -> None:
    """Some, then all; everybody their own alone (CASES H20, H33)."""
    made = world(c.Post(by="ana", id="p", to="bo", text="words"), c.Post(by="ana", id="q", to="bo", text="words"))
    bo: Viewer = made.viewer("bo")
    newest, oldest = bo.notifications()
    assert ("q", "p") == (newest.item, oldest.item)

    made.apply(c.MarkRead(by="bo", notifications=(oldest.id, oldest.id)))
    assert (1, [newest]) == (bo.unread(), list(bo.notifications(unread=True)))
    assert [False, True] == [one.read for one in bo.notifications()]

    assert 1 == len(made.apply(c.MarkRead(by="bo")))
    assert () == made.apply(c.MarkRead(by="bo")) == made.apply(c.MarkRead(by="bo", notifications=(newest.id,)))
    assert 0 == bo.unread()


# Who is named


def test_who_did_it_is_named_as_far_as_one_may_know_them() -> None:
    """Where users are private: the author of what one reads, and who asks to be let in; nobody else."""
    made = world(
        *GROUP,
        c.SetMemberRole(by="ana", group="g", user="bo", role="manager"),
        c.RequestMembership(by="cy", group="g"),
        c.Configure(by=HOST, user_visibility="private", record_visibility={"lead": "read"}),
        c.AddRecord(by="ana", id="r", type="lead", owner="ana"),
        c.Post(by="ana", id="p", to="r", text="words"),
        comment("di"),
        c.Like(by="di", item="p"),
    )
    assert [("membership_request", "g", "cy"), ("comment_on_mine", "c", "di"), ("like", "p", None)] == told(made, "ana")

    made.apply(c.SetMemberRole(by="ana", group="g", user="bo", role="member"))
    assert [("membership_request", "g", None)] == told(made, "bo")


# The table


def test_the_rows_of_one_event_stand_together() -> None:
    """So that the most specific reason is found by reading down."""
    events = [row.event for row in TABLE]

    assert sorted(set(events), key=events.index) == list(dict.fromkeys(events))
    assert all(row.source for row in TABLE)
