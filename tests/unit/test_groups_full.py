"""Groups in full: customers, broadcasts, everyone, networks, archives; what they announce, pin and show."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.refusals_groups import FULL, LADDERS, LATER, REFUSALS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import SECOND, START, outcome, town

from collabcore import HOST, Engine, groups
from collabcore import commands as c
from collabcore import events as e
from collabcore.cards import Card, GroupCard, PostCard, RecordCard, card

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Mending one fault shows the next, in the order of READINGS 19."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


def members(made: Engine, group: str) -> set[str]:
    """Return the ids of who is in a group."""
    return set(made.view.members(group))


def group_card(made: Engine, viewer: str, group: str) -> GroupCard:
    """Return a group as somebody reads it."""
    found: Card = card(made.view, viewer, group)
    assert isinstance(found, GroupCard)
    return found


# Who can be in a group


@pytest.mark.parametrize(
    ("group", "who"),
    [
        ("newsroom", {"jose", "fay", "petra"}),
        ("donors", {"jose", "fay", "petra", "gus"}),
        ("all", {"jose", "petra"}),
        ("site", {"petra"}),
    ],
)
def test_who_can_be_in_a_group(group: str, who: set[str]) -> None:
    """Customers where they are let in, the members of its network, everyone internal (RULES 1.2, READINGS 52)."""
    view = town(*FULL).view
    people = map(view.users.__getitem__, ("jose", "fay", "petra", "gus"))

    assert who == {user.id for user in people if groups.may_take_in(view, view.groups[group], user)}


def test_a_request_of_somebody_the_group_cannot_have_any_more() -> None:
    """Who asked and then changed to another profile is not let into the network's group."""
    made = town(
        *FULL,
        c.PublishNetwork(by=HOST, id="net"),
        c.UpdateGroup(by="petra", id="site", access="private"),
        c.AddUser(by=HOST, id="pia", profile="site"),
        c.RequestMembership(by="pia", group="site"),
        c.UpdateUser(by=HOST, id="pia", profile="standard"),
    )
    yes = c.AnswerRequest(by=HOST, group="site", user="pia", accept=True)

    assert "conflict" == outcome(made, yes)
    assert "done" == outcome(made, c.AnswerRequest(by=HOST, group="site", user="pia", accept=False))


# Everyone


def test_everyone_is_in_at_once() -> None:
    """Every active internal user and nobody else, whatever the limit says (READINGS 52)."""
    everyone = c.CreateGroup(by="lea", id="g", name="G", everyone=True)
    made = town(c.AddUser(by=HOST, id="fay", kind="free"), c.Configure(by=HOST, group_limit=0), everyone)
    internal = {user.id for user in made.view.users.values() if user.active and user.kind == "internal"}

    assert internal == members(made, "g")
    assert "nina" not in members(made, "g")


def test_who_comes_later_is_in_too() -> None:
    """New people join, and so does who was away when the group was made; who is away stays in (READINGS 52)."""
    made = town(*FULL, c.AddUser(by=HOST, id="ned"), c.ActivateUser(by=HOST, id="nina"))
    assert {"ned", "nina"} <= members(made, "all")

    made.apply(c.DeactivateUsers(by=HOST, ids=("ned",)))
    assert "ned" in members(made, "all")
    assert "ned" not in made.viewer("lea").members("all")
    assert [e.UserActivated] == [type(event) for event in made.apply(c.ActivateUser(by=HOST, id="ned"))]


def test_who_becomes_internal_joins_and_who_stops_being_it_is_out() -> None:
    """Everyone follows the kind of the person."""
    made = town(*FULL)
    made.apply(c.UpdateUser(by=HOST, id="fay", kind="internal"))
    assert "fay" in members(made, "all")

    made.apply(c.UpdateUser(by=HOST, id="fay", kind="free"))
    assert "fay" not in members(made, "all")


def test_a_group_of_everyone_has_managers_and_another_owner() -> None:
    """Roles in it change as in any group, and the owner does not leave either."""
    made = town(*FULL, c.SetMemberRole(by="lea", group="all", user="jose", role="manager"))
    made.apply(c.SetOwner(by="lea", group="all", user="jose"))

    assert ("owner", "manager") == (made.view.members("all")["jose"], made.view.members("all")["lea"])


# Limits


def test_what_counts_towards_the_limit() -> None:
    """Memberships and waiting requests; neither archived groups nor those of everyone (RULES 2.5, 2.6)."""
    made = town(*FULL)
    before = groups.counted_memberships(made.view, "lea")
    assert 2 == before  # donors, and the request for the campaign

    made.apply(c.ArchiveGroup(by="lea", group="donors"))
    assert 1 == groups.counted_memberships(made.view, "lea")
    made.apply(c.Configure(by=HOST, group_limit=1))
    assert "done" == outcome(made, c.UnarchiveGroup(by="lea", group="donors"))
    assert "limit" == outcome(made, c.JoinGroup(by="lea", group="newsroom"))


def test_an_archived_group_is_joined_past_the_limit() -> None:
    """It does not count, so there is always room in it."""
    made = town(c.ArchiveGroup(by="sofia", group="newsroom"), c.Configure(by=HOST, group_limit=0))

    assert "done" == outcome(made, c.JoinGroup(by="carla", group="newsroom"))


# Inviting


def test_an_invitation_opens_nothing_until_it_is_followed() -> None:
    """Not even the shell of an unlisted group; followed, it is used up (READINGS 11)."""
    made = town(c.Invite(by="sofia", group="trustees", user="lea"))
    assert not made.can_see("lea", "trustees")

    made.apply(c.AcceptInvitation(by="lea", group="trustees"))
    assert made.can_see("lea", "p-board")
    assert not made.view.invitations("trustees")
    assert "not_found" == outcome(made, c.AcceptInvitation(by="lea", group="trustees"))


def test_following_an_invitation_answers_the_request() -> None:
    """Who waits and is invited waits no more, and needs no second place."""
    made = town(c.Configure(by=HOST, group_limit=1), c.Invite(by="sofia", group="campaign", user="lea"))
    made.apply(c.AcceptInvitation(by="lea", group="campaign"))

    assert {} == made.view.requests("campaign")


def test_who_is_in_or_invited_is_not_invited_again() -> None:
    """Nothing happens (READINGS 1)."""
    made = town(c.Invite(by="grace", group="campaign", user="carla"))

    assert "nothing" == outcome(made, c.Invite(by="aniyah", group="campaign", user="carla"))
    assert "nothing" == outcome(made, c.Invite(by="aniyah", group="campaign", user="jose"))


# Archiving


@pytest.mark.parametrize(("idle", "archived"), [(90 * DAY - dt.timedelta(seconds=1), False), (90 * DAY, True)])
def test_ninety_days_of_silence(idle: dt.timedelta, *, archived: bool) -> None:
    """Not a second earlier (G27); a like is no talk."""
    made = town()
    then = made.view.last_talk("newsroom")
    made.apply(c.Like(by="lea", item="p-news", at=then + DAY))
    made.apply(c.ArchiveIdleGroups(by=HOST, at=then + idle))

    assert archived == made.view.groups["newsroom"].archived


def test_the_scan_leaves_out_who_asked_to_be_left_out() -> None:
    """Groups without auto_archive stay, and so do all where archiving is switched off; others take the days set."""
    made = town(
        c.UpdateGroup(by="sofia", id="newsroom", auto_archive=False),
        c.Configure(by=HOST, group_archiving=False, archive_after_days=30),
    )
    later = START + 60 * DAY
    assert "nothing" == outcome(made, c.ArchiveIdleGroups(by=HOST, at=later))
    assert "not_allowed" == outcome(made, c.ArchiveIdleGroups(by="grace", at=later))

    made.apply(c.Configure(by=HOST, group_archiving=True, at=later))
    made.apply(c.ArchiveIdleGroups(by="grace", at=later))
    assert {"campaign", "trustees"} == {group.id for group in made.view.groups.values() if group.archived}


def test_archiving_changes_nobodys_sight() -> None:
    """Law 7, property (g): the same posts before, during and after."""
    made = town()
    before = {user: made.visible_posts(user) for user in made.view.users}
    made.apply(c.ArchiveGroup(by="aniyah", group="campaign"))
    assert before == {user: made.visible_posts(user) for user in made.view.users}

    assert "done" == outcome(made, c.Comment(by="jose", post="p-ask", text="still here"))
    assert "nothing" == outcome(made, c.ArchiveGroup(by="sofia", group="campaign"))
    assert "done" == outcome(made, c.UnarchiveGroup(by="sofia", group="campaign"))
    assert "nothing" == outcome(made, c.UnarchiveGroup(by="sofia", group="campaign"))
    assert before == {user: made.visible_posts(user) for user in made.view.users}


def test_a_deleted_group_leaves_nothing() -> None:
    """Posts, comments, requests, invitations: all gone, and its name is free (RULES 1.6)."""
    made = town(c.Invite(by="sofia", group="campaign", user="carla"), c.DeleteGroup(by="aniyah", id="campaign"))

    assert not {"p-ask", "c-ask"} & {*made.view.posts, *made.view.comments}
    assert not made.view.pending("lea")
    assert "done" == outcome(made, c.CreateGroup(by="lea", id="new", name="Capital Campaign"))
    made.check()


def test_the_host_deletes_a_group() -> None:
    """Roles never refuse the host (READINGS 41)."""
    assert "done" == outcome(town(), c.DeleteGroup(by=HOST, id="trustees"))


# Posts in groups, on walls, on records


def test_a_broadcast() -> None:
    """Owner, managers and administrators post, members comment (G28)."""
    made = town(c.UpdateGroup(by="sofia", id="campaign", broadcast=True))
    results = {who: outcome(made, c.Post(by=who, to="campaign", text="x")) for who in ("aniyah", "sofia", "jose")}

    assert {"aniyah": "done", "sofia": "done", "jose": "not_allowed"} == results
    assert "done" == outcome(made, c.Post(by="grace", to="campaign", text="x"))
    assert "done" == outcome(made, c.Comment(by="jose", post="p-ask", text="x"))


def test_a_networks_group_gives_its_network_to_its_posts() -> None:
    """Without being told, to announcements too (READINGS 67)."""
    made = town(*FULL, c.PublishNetwork(by=HOST, id="net"))
    made.apply(c.Post(by="petra", id="s-1", to="site", text="hello"))
    made.apply(c.Announce(by="petra", id="s-2", group="site", text="hello", until=LATER))

    assert ("net", "net") == (made.view.posts["s-1"].network, made.view.posts["s-2"].network)


def test_who_looks_in_from_outside_the_network_does_not_post() -> None:
    """Whoever may view all data reads a network's public group, and writes nothing in it."""
    made = town(*FULL, c.PublishNetwork(by=HOST, id="net"))

    assert made.can_see("vera", "site")
    assert "not_allowed" == outcome(made, c.Post(by="vera", to="site", text="x"))
    assert "done" == outcome(made, c.Post(by="grace", to="site", text="x"))


def test_nobody_comments_in_a_network_that_is_offline() -> None:
    """RULES 1.6b: nobody writes there until it is live again."""
    made = town(*FULL, c.PublishNetwork(by=HOST, id="net"), c.Post(by="petra", id="s-1", to="site", text="x"))
    made.apply(c.TakeNetworkOffline(by=HOST, id="net"))

    assert "conflict" == outcome(made, c.Comment(by="petra", post="s-1", text="x"))


@pytest.mark.parametrize(
    ("to", "given", "audience"),
    [
        (None, "default", "all"),
        ("newsroom", "default", "all"),
        ("gift", "default", "internal"),
        ("gift", "all", "all"),
        ("newsroom", "internal", "internal"),
    ],
)
def test_whom_a_post_is_for(to: str | None, given: str, audience: str) -> None:
    """Internal on records, all elsewhere, unless it is said (RULES 1.6b, C21)."""
    made = town(c.Post(by="jose", id="p", to=to, text="x", audience=given))  # type: ignore[arg-type]

    assert audience == made.view.posts["p"].audience


@pytest.mark.parametrize("who", ["jose", "carla", "grace", HOST])
def test_who_sets_whom_a_post_on_a_record_is_for(who: str) -> None:
    """Its author, the record's owner, whoever is above, administrators, the host (READINGS 54)."""
    made = town()
    made.apply(c.SetAudience(by=who, post="p-gift", audience="all"))

    assert "all" == made.view.posts["p-gift"].audience
    assert "nothing" == outcome(made, c.SetAudience(by=who, post="p-gift", audience="all"))


def test_pins_come_and_go() -> None:
    """Pinning twice is nothing; a deleted post frees its pin; the host pins too."""
    made = town(c.Pin(by="sofia", post="p-news"))
    assert "nothing" == outcome(made, c.Pin(by="grace", post="p-news"))
    assert "done" == outcome(made, c.Unpin(by=HOST, post="p-news"))
    assert "nothing" == outcome(made, c.Unpin(by="sofia", post="p-news"))

    made.apply(c.Pin(by=HOST, post="p-news"))
    made.apply(c.Delete(by="jose", id="p-news"))
    assert not made.view.pins("newsroom")


# Cards


def test_the_card_of_a_group_in_full() -> None:
    """Its flags from inside; from outside its shell, which tells none of them (READINGS 78)."""
    made = town(*FULL)
    inside, outside = group_card(made, "lea", "donors"), group_card(made, "jose", "donors")

    assert (False, False, True, False) == (inside.archived, inside.broadcast, inside.customers, inside.everyone)
    assert (None, None, None, None) == (outside.archived, outside.broadcast, outside.customers, outside.everyone)
    assert (None, "net") == (inside.network, group_card(made, "petra", "site").network)


def test_the_card_of_a_group_announces_until_it_is_over() -> None:
    """Until its moment, until it is deleted, and only to who sees it (RULES 2.6)."""
    made = town(c.Announce(by="sofia", id="a", group="newsroom", text="gala", until=START + DAY))
    assert "a" == group_card(made, "lea", "newsroom").announcement

    held_back = made.fork()
    held_back.apply(c.Review(by="mona", item="a", status="isolated"))
    assert None is group_card(held_back, "lea", "newsroom").announcement
    assert "a" == group_card(held_back, "grace", "newsroom").announcement

    made.apply(c.Like(by="lea", item="a", at=START + DAY))
    assert None is group_card(made, "lea", "newsroom").announcement
    made.apply(c.Announce(by="sofia", id="b", group="newsroom", text="again", until=LATER))
    made.apply(c.Delete(by="sofia", id="b"))
    assert None is group_card(made, "lea", "newsroom").announcement


def test_an_announcement_is_over_by_the_clock_of_who_asks() -> None:
    """Whether or not anything happened since (law 2: hidden deeds move nothing)."""
    made = town(c.Announce(by="sofia", id="a", group="newsroom", text="gala", until=START + DAY))
    before, after = (
        card(made.view, "lea", "newsroom", START + DAY - SECOND),
        card(made.view, "lea", "newsroom", START + DAY),
    )

    assert isinstance(before, GroupCard)
    assert isinstance(after, GroupCard)
    assert ("a", None) == (before.announcement, after.announcement)


def test_the_card_of_a_group_shows_the_records_one_may_read() -> None:
    """Attaching opens nothing, and happens once (RULES 2.6)."""
    made = town(c.AttachRecord(by="jose", group="newsroom", record="gift"))

    assert "nothing" == outcome(made, c.AttachRecord(by="sofia", group="newsroom", record="gift"))
    assert ("gift",) == group_card(made, "jose", "newsroom").records
    assert () == group_card(made, "lea", "newsroom").records
    assert not made.can_see("lea", "gift")


def test_the_card_of_a_post_in_full() -> None:
    """Whom it is for, in which network, and whether it is pinned."""
    made = town(c.Pin(by="jose", post="p-gift"))
    found = card(made.view, "sofia", "p-gift")

    assert isinstance(found, PostCard)
    assert ("internal", None, True) == (found.audience, found.network, found.pinned)


def test_hidden_fields_are_nowhere() -> None:
    """Not on the record, not in a change, not in a score (G37, READINGS 46)."""
    made = town(
        c.UpdateUser(by=HOST, id="sofia", profile="light"),
        c.Configure(
            by=HOST,
            hidden_fields={"light": {"opportunity": ("amount",)}},
            tracked_fields={"opportunity": ("amount", "stage")},
        ),
        c.SetCompleteness(by=HOST, type="opportunity", fields=("stage", "amount", "close")),  # type: ignore[arg-type]
        c.UpdateRecord(by="jose", id="gift", fields={"amount": None, "stage": "thanked"}, item="both"),
        c.UpdateRecord(by="jose", id="gift", fields={"amount": 9}, item="one"),
    )
    seen: dict[str, tuple[set[str], list[str]]] = {}
    for who in ("sofia", "carla"):
        record, change = card(made.view, who, "gift"), card(made.view, who, "both")
        assert isinstance(record, RecordCard)
        assert isinstance(change, PostCard)
        seen[who] = set(record.fields), [each.field for each in change.tracked]

    assert (({"stage"}, ["stage"]), ({"stage", "amount"}, ["amount", "stage"])) == (seen["sofia"], seen["carla"])
    assert (False, True) == (made.can_see("sofia", "one"), made.can_see("carla", "one"))
    made.apply(c.UpdateRecord(by="jose", id="gift", fields={"amount": None}))
    assert (("close",), ("amount", "close")) == (
        made.viewer("sofia").missing("gift"),
        made.viewer("carla").missing("gift"),
    )
