"""Groups: who makes them, who gets in, who runs them, and who may hand them on."""

from __future__ import annotations

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e

COMMANDS = (
    c.CreateGroup,
    c.UpdateGroup,
    c.JoinGroup,
    c.LeaveGroup,
    c.RequestMembership,
    c.AnswerRequest,
    c.AddMember,
    c.SetMemberRole,
    c.RemoveMember,
    c.SetOwner,
)


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


# Making and changing


def test_who_makes_a_group_owns_it_and_is_in_it() -> None:
    """Exactly one owner, who is the first member; the group has its defaults (RULES 2.2, CONTRACT 3)."""
    made = town(c.CreateGroup(by="lea", id="runners", name="Runners"))
    group = made.view.groups["runners"]

    assert ("lea", "public", "", "") == (group.owner, group.access, group.description, group.information)
    assert {"lea": "owner"} == dict(made.view.members("runners"))


def test_the_longest_texts_are_fine() -> None:
    """40, 1,000 and 4,000 characters are allowed (RULES 2.6)."""
    made = town()
    texts = {"name": "x" * 40, "description": "x" * 1000, "information": "x" * 4000}

    assert "done" == outcome(made, c.CreateGroup(by="lea", id="runners", **texts))  # type: ignore[arg-type]
    assert "done" == outcome(made, c.UpdateGroup(by="lea", id="runners", name="y" * 40))


def test_unlisted_groups_may_share_a_name() -> None:
    """Names need not be unique among unlisted groups, which nobody is told of (RULES 2.1)."""
    made = town(c.CreateGroup(by="lea", id="g1", name="Newsroom", access="unlisted"))

    assert "done" == outcome(made, c.CreateGroup(by="lea", id="g2", name="newsroom", access="unlisted"))
    assert "done" == outcome(made, c.UpdateGroup(by="lea", id="g1", name="Capital Campaign"))


def test_a_name_that_was_given_up_is_free() -> None:
    """Renaming frees the old name; changing only its case is no conflict with oneself."""
    made = town(
        c.UpdateGroup(by="aniyah", id="campaign", name="CAPITAL campaign"),
        c.UpdateGroup(by="aniyah", id="campaign", name="Spring Campaign"),
    )

    assert "done" == outcome(made, c.CreateGroup(by="lea", id="g", name="Capital Campaign"))


def test_public_and_private_change_into_each_other() -> None:
    """Old posts become open, or lost to outsiders, at once (G24, RULES 1.6)."""
    made = town(c.UpdateGroup(by="aniyah", id="campaign", access="public"))
    assert made.can_see("lea", "p-ask")

    made.apply(c.UpdateGroup(by="aniyah", id="campaign", access="private"))
    assert not made.can_see("lea", "p-ask")


@pytest.mark.parametrize("who", ["aniyah", "sofia", "grace"])
def test_owner_managers_and_data_administrators_change_a_group(who: str) -> None:
    """A manager edits settings; so does who may modify all data, without being in it (RULES 2.2, 0.3 C3)."""
    assert "done" == outcome(town(), c.UpdateGroup(by=who, id="campaign", description="raise it", information=""))


def test_only_what_changes_is_an_event() -> None:
    """Fields named with the value they have are not in the event."""
    (event,) = town().apply(c.UpdateGroup(by="aniyah", id="campaign", name="Capital Campaign", description="x"))

    assert isinstance(event, e.GroupUpdated)
    assert {"description": "x"} == event.changes


# Getting in


@pytest.mark.parametrize(
    ("who", "group", "result"),
    [
        ("lea", "newsroom", "done"),
        ("lea", "campaign", "not_allowed"),
        ("vera", "campaign", "not_allowed"),
        ("grace", "campaign", "done"),
        ("ursula", "campaign", "not_allowed"),
        ("lea", "trustees", "not_found"),
        ("grace", "trustees", "not_found"),
        ("ursula", "trustees", "done"),
    ],
)
def test_who_may_simply_join(who: str, group: str, result: str) -> None:
    """Public: everybody; private: modify all data; unlisted: manage unlisted (RULES 2.1, READINGS 11)."""
    assert result == outcome(town(), c.JoinGroup(by=who, group=group))


def test_a_request_waits_until_it_is_answered() -> None:
    """Accepted, she is a member and the request is gone; her words were kept with it (RULES 2.3)."""
    made = town()
    assert {"lea": "may I help?"} == dict(made.view.requests("campaign"))
    assert ["campaign"] == list(made.view.pending("lea"))

    happened = made.apply(c.AnswerRequest(by="sofia", group="campaign", user="lea", accept=True, message="yes!"))
    assert ["request_answered", "member_added"] == [event.tag for event in happened]
    assert "member" == made.view.members("campaign")["lea"]
    assert ({}, []) == (dict(made.view.requests("campaign")), list(made.view.pending("lea")))


def test_whoever_answers_requests_knows_who_asked() -> None:
    """Also where users are private: who asks makes themselves known to owner and managers, and to nobody else."""
    for who in ("aniyah", "sofia", "grace"):
        made = town(c.Configure(by=HOST, user_visibility="private"))
        assert "done" == outcome(made, c.AnswerRequest(by=who, group="campaign", user="lea", accept=True))
        assert "not_found" == outcome(made, c.AnswerRequest(by="aniyah", group="campaign", user="mona", accept=True))


def test_a_declined_request_may_be_made_again() -> None:
    """Declined, she is not a member and may ask once more."""
    made = town(c.AnswerRequest(by="aniyah", group="campaign", user="lea", accept=False, message="not yet"))

    assert "lea" not in made.view.members("campaign")
    assert "done" == outcome(made, c.RequestMembership(by="lea", group="campaign"))


def test_leaving_withdraws_a_request() -> None:
    """Who waits and leaves waits no more."""
    made = town()
    (event,) = made.apply(c.LeaveGroup(by="lea", group="campaign"))

    assert isinstance(event, e.RequestAnswered)
    assert "withdrawn" == event.answer
    assert {} == dict(made.view.requests("campaign"))


def test_being_added_answers_a_request() -> None:
    """Who was asked in waits no more; her place was counted already (RULES 2.3)."""
    made = town(
        c.Configure(by=HOST, group_limit=1),
        c.AddMember(by="aniyah", group="campaign", user="lea", role="manager"),
    )

    assert "manager" == made.view.members("campaign")["lea"]
    assert {} == dict(made.view.requests("campaign"))


def test_a_group_that_opens_is_joined_past_the_request() -> None:
    """The request made while it was private is answered by joining, without another place being counted."""
    made = town(c.UpdateGroup(by="aniyah", id="campaign", access="public"), c.Configure(by=HOST, group_limit=1))

    assert "done" == outcome(made, c.JoinGroup(by="lea", group="campaign"))
    assert {} == dict(made.view.requests("campaign"))


def test_the_limit_counts_owned_joined_and_waiting() -> None:
    """An owned group counts (READINGS 71), a waiting request does (RULES 2.6), a group one left does not."""
    made = town(c.Configure(by=HOST, group_limit=2), c.CreateGroup(by="lea", id="g1", name="G1"))
    assert "limit" == outcome(made, c.CreateGroup(by="lea", id="g2", name="G2"))

    made.apply(c.LeaveGroup(by="lea", group="campaign"))
    assert "done" == outcome(made, c.CreateGroup(by="lea", id="g2", name="G2"))


def test_who_is_in_takes_no_second_place() -> None:
    """At the limit a member may still become manager, whichever way it is said (RULES 2.6)."""
    for made in (town(c.Configure(by=HOST, group_limit=1)), town(c.Configure(by=HOST, group_limit=0))):
        assert "done" == outcome(made, c.AddMember(by="aniyah", group="campaign", user="jose", role="manager"))
        assert "done" == outcome(made, c.SetMemberRole(by="aniyah", group="campaign", user="jose", role="member"))


# Running it


def test_a_member_becomes_manager_and_back() -> None:
    """Managers change member roles (RULES 2.2); adding somebody who is in changes the role too."""
    made = town(c.SetMemberRole(by="sofia", group="campaign", user="jose", role="manager"))
    assert "manager" == made.view.members("campaign")["jose"]

    made.apply(c.SetMemberRole(by="jose", group="campaign", user="sofia", role="member"))
    made.apply(c.AddMember(by="jose", group="campaign", user="carla"))
    made.apply(c.AddMember(by="jose", group="campaign", user="carla", role="manager"))
    assert ["owner", "member", "manager", "manager"] == list(made.view.members("campaign").values())


def test_who_is_taken_out_loses_even_their_own_posts() -> None:
    """A former member sees nothing of a private group, what he wrote included (RULES 1.6)."""
    made = town(c.Post(by="jose", id="p-mine", to="campaign", text="mine"))
    made.apply(c.RemoveMember(by="sofia", group="campaign", user="jose"))

    assert not made.can_see("jose", "p-mine")
    assert "not_found" == outcome(made, c.Delete(by="jose", id="p-mine"))


def test_anybody_may_take_themselves_out() -> None:
    """Removing oneself is leaving."""
    assert "done" == outcome(town(), c.RemoveMember(by="jose", group="campaign", user="jose"))


def test_the_owner_before_stays_as_manager() -> None:
    """Exactly one owner at all times; who hands over may then leave (READINGS 53)."""
    made = town(c.SetOwner(by="aniyah", group="campaign", user="jose"))

    assert {"aniyah": "manager", "sofia": "manager", "jose": "owner"} == dict(made.view.members("campaign"))
    assert "jose" == made.view.groups["campaign"].owner
    assert "done" == outcome(made, c.LeaveGroup(by="aniyah", group="campaign"))


def test_an_owner_who_has_left_still_owns() -> None:
    """A manager cannot take over; who may modify all data can (G48)."""
    made = town(c.DeactivateUsers(by="hana", ids=("aniyah",)))

    assert "aniyah" == made.viewer("sofia").get("campaign").owner  # type: ignore[union-attr]
    assert "not_allowed" == refused(made, c.SetOwner(by="sofia", group="campaign", user="sofia")).tag
    assert "done" == outcome(made, c.SetOwner(by="grace", group="campaign", user="sofia"))
