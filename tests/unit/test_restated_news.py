"""The plain restatement of who is told of what, over histories written by hand, against the engine's table."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from tests.unit.world import START, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.testing.reference import Reference
from collabcore.testing.restated_news import Ear

UNTIL = START + dt.timedelta(days=9)
WHOLE = dict.fromkeys(("first_name", "last_name"), "Ana") | {"phone": "+34 600 000 000", "email": "a@example.org"}

TALK: tuple[Command, ...] = (
    c.Configure(by=HOST, default_group_frequency="every_post"),
    c.AddUser(by=HOST, id="ed", name="Ed", manager="jose"),
    c.AddMember(by="aniyah", group="campaign", user="ed"),
    c.SetMemberRole(by="aniyah", group="campaign", user="ed", role="manager"),
    c.Post(by="aniyah", id="p1", to="jose", text="ask @[sofia]"),
    c.Post(by="jose", id="p2", to="campaign", text="words"),
    c.Announce(by="aniyah", id="p3", group="campaign", text="ask @[jose]", until=UNTIL),
    c.Comment(by="lea", id="c1", post="p1", text="words"),
    c.Like(by="carla", item="p1"),
    c.Comment(by="lea", id="c2", post="p1", text="@[jose]"),
    c.Comment(by="carla", id="c3", post="p1", text="words"),
    c.Like(by="carla", item="c2"),
    c.Follow(by="carla", target="jose"),
    c.Follow(by="grace", target="jose", user="lea"),
    c.RequestMembership(by="carla", group="campaign"),
    c.AnswerRequest(by="aniyah", group="campaign", user="carla", accept=False),
    c.RequestMembership(by="carla", group="campaign"),
    c.LeaveGroup(by="carla", group="campaign"),
    c.Invite(by="aniyah", group="campaign", user="carla"),
    c.SetLevels(by=HOST, levels=({"name": "helper", "from": 5},)),  # type: ignore[arg-type]
    c.AddBadge(by=HOST, id="kind", name="Kind"),
    c.Thank(by="sofia", id="t1", users=("jose",), badge="kind", text="thank you, @[jose]", points=1),
    c.Endorse(by="sofia", user="jose", skill="asking"),
    c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE),
    c.Share(by="carla", id="s1", post="p1", to="newsroom"),
    c.Edit(by="aniyah", id="p1", text="ask @[sofia] and @[ed]"),
    c.Edit(by="lea", id="c1", text="ask @[carla]"),
    c.Comment(by="jose", id="c9", post="p1", text="why?", reply_to="c1"),
    c.Post(by="carla", id="q", text="words", question="who?"),
    c.Comment(by="jose", id="best", post="q", text="me"),
    c.ChooseBestAnswer(by="carla", comment="best"),
    c.Review(by=HOST, item="p2", status="pending"),
    c.Review(by=HOST, item="c1", status="pending"),
    c.Review(by=HOST, item="p2", status="published"),
    c.Review(by=HOST, item="c1", status="published"),
    c.Comment(by="sofia", id="c4", post="p-gift", text="words"),
    c.SetAudience(by="jose", post="p-gift", audience="all"),
    c.MarkRead(by="jose"),
)
MAIL: tuple[Command, ...] = (
    c.SetGroupFrequency(by="jose", group="campaign", frequency="daily"),
    c.Follow(by="lea", target="jose"),
    c.Post(by="aniyah", id="q1", to="campaign", text="words"),
    c.Post(by="jose", id="q2", text="words"),
    c.Announce(by="aniyah", id="q3", group="campaign", text="words", until=UNTIL),
    c.MarkSent(by=HOST, items=("q2",)),
    c.Post(by="jose", id="q4", text="words"),
    c.SetDigestFrequency(by="lea", frequency="never"),
    c.Post(by="jose", id="q5", text="words"),
    c.SetDigestFrequency(by="lea", frequency="daily"),
    c.Post(by="jose", id="q6", text="words"),
    c.RemoveMember(by="aniyah", group="campaign", user="sofia"),
)


def heard(made: Engine) -> tuple[Reference, Ear]:
    """Return the twin of an engine, and what an ear heard beside it."""
    twin, ear = Reference(), Ear()
    for event in made.events():
        twin.apply(event)
        ear.take(twin, event)
    return twin, ear


@pytest.mark.parametrize("more", [(), TALK, MAIL], ids=["town", "talk", "mail"])
def test_table_and_restatement_tell_the_same(more: tuple[Command, ...]) -> None:
    """Notices by whom, of what, to whom, why and when; and digests, people's own and groups'."""
    made = town(*more)
    twin, ear = heard(made)
    told = [(one.to, one.reason, one.item, one.by, one.at) for one in made.view.notices.values()]

    assert Counter(told) == Counter(ear.heard.values())
    for user in (user.id for user in made.view.users.values() if user.active):
        digest = made.viewer(user).digest("daily")
        assert ear.digest(twin, user, None) == digest.items
        assert {group.group: group.items for group in digest.groups} == {
            group.group: ear.digest(twin, user, group.group) for group in digest.groups
        }


def test_the_histories_tell_of_everything_there_is_a_row_for() -> None:
    """So that the comparison is about something."""
    reasons = {notice.reason for notice in town(*TALK).view.notices.values()}

    assert {
        *("mention", "wall_post", "comment_on_mine", "comment_on_my_wall", "comment_after_mine", "comment_on_liked"),
        *("like", "follow", "group_post", "announcement", "membership_request", "membership_answer", "invitation"),
        *("points", "level", "thanks", "endorsement", "share", "best_answer"),
    } == reasons
