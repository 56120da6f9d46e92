"""Things as one viewer may read them, and what a person is told."""

from __future__ import annotations

import pytest
from tests.unit.world import town

from collabcore import HOST
from collabcore import commands as c
from collabcore.cards import (
    CommentCard,
    GroupCard,
    PostCard,
    RecordCard,
    UserCard,
    card,
    known_followers,
    known_members,
)
from collabcore.errors import NotFoundError
from collabcore.gates import readable_comments
from collabcore.model import Change
from collabcore.notifications import Notification, notifications

PRIVATE = c.Configure(by=HOST, user_visibility="private")
WHOLE = {"first_name": "Ana", "last_name": "Ruiz", "phone": "+34 600 000 000", "email": "ana@example.org"}

# One card each


def test_a_person() -> None:
    """Name, kind, role and what they tell of themselves (READINGS 78)."""
    wanted = UserCard(
        id="aniyah",
        name="Aniyah",
        kind="internal",
        active=True,
        role="rep",
        manager="sofia",
        details={"phone": "555 0100"},
    )

    assert wanted == card(town().view, "lea", "aniyah")


def test_a_person_who_has_left() -> None:
    """Still known, and shown as away."""
    found = card(town().view, "lea", "nina")

    assert isinstance(found, UserCard)
    assert False is found.active


def test_a_person_known_by_name_alone() -> None:
    """A co-member where users are private: no role, no manager, no details (READINGS 9, 81)."""
    assert UserCard(id="aniyah", name="Aniyah") == card(town(PRIVATE).view, "jose", "aniyah")


def test_a_manager_out_of_sight_is_not_named() -> None:
    """A card names nobody the viewer may not know: Aniyah sees herself, not her manager."""
    made = town(
        c.LeaveGroup(by="sofia", group="campaign"),
        c.RemoveMember(by=HOST, group="trustees", user="aniyah"),
        PRIVATE,
    )
    found = card(made.view, "aniyah", "aniyah")

    assert isinstance(found, UserCard)
    assert None is found.manager


def test_a_group_from_inside() -> None:
    """Its owner, its information, and how many are in it (RULES 2.1)."""
    wanted = GroupCard(
        id="campaign",
        name="Capital Campaign",
        access="private",
        description="",
        owner="aniyah",
        information="the plan",
        members=3,
        archived=False,
        broadcast=False,
        customers=False,
        everyone=False,
    )

    assert wanted == card(town().view, "jose", "campaign") == card(town().view, "vera", "campaign")


def test_a_group_from_outside() -> None:
    """Name, access and description: its shell, and not even who owns it (RULES 0.3 C5)."""
    assert GroupCard(id="campaign", name="Capital Campaign", access="private", description="") == card(
        town().view, "lea", "campaign"
    )


def test_a_group_counts_whom_the_viewer_may_know() -> None:
    """All of them in one's own; from outside only people one sees (READINGS 45); nobody who has left."""
    made = town(c.JoinGroup(by="lea", group="newsroom"), c.JoinGroup(by="carla", group="newsroom"), PRIVATE)
    counts = {}
    for viewer in ("lea", "jose", "carla", "alma"):
        found = card(made.view, viewer, "newsroom")
        assert isinstance(found, GroupCard)
        counts[viewer] = (found.members, found.owner)

    assert {"lea": (3, "sofia"), "jose": (1, "sofia"), "carla": (3, "sofia"), "alma": (3, "sofia")} == counts
    made.apply(c.DeactivateUsers(by="hana", ids=("carla",)))
    assert ["sofia", "lea"] == list(known_members(made.view, "lea", "newsroom"))


def test_an_owner_out_of_sight_is_not_named() -> None:
    """Outside the group, where users are private, nothing says whose it is."""
    found = card(town(PRIVATE).view, "lea", "newsroom")

    assert isinstance(found, GroupCard)
    assert (None, 0) == (found.owner, found.members)


def test_a_record() -> None:
    """Type, owner and fields."""
    made = town()
    gift = made.view.records["gift"]
    wanted = RecordCard(
        id="gift",
        type="opportunity",
        owner="jose",
        fields={"stage": "given", "amount": 50},
        created_at=gift.created_at,
        updated_at=gift.updated_at,
    )

    assert wanted == card(made.view, "sofia", "gift")


def test_a_post() -> None:
    """Likes and comments are counted (READINGS 78)."""
    made = town()
    wanted = PostCard(
        id="p-wall",
        author="aniyah",
        to="aniyah",
        text="worth reading before you call @[sofia]",
        at=made.view.posts["p-wall"].at,
        status="published",
        likes=1,
        comments=1,
    )

    assert wanted == card(made.view, "lea", "p-wall")


def test_a_tracked_change() -> None:
    """What went from what to what (RULES 5)."""
    found = card(town().view, "sofia", "p-moved")

    assert isinstance(found, PostCard)
    assert ("", (Change("stage", "asked", "given"),)) == (found.text, found.tracked)


def test_a_comment() -> None:
    """It names its post."""
    made = town(c.Like(by="lea", item="c-wall"))
    wanted = CommentCard(
        id="c-wall",
        post="p-wall",
        author="jose",
        text="thanks",
        at=made.view.comments["c-wall"].at,
        status="published",
        likes=1,
    )

    assert wanted == card(made.view, "carla", "c-wall")


def test_comments_are_counted_as_they_are_seen() -> None:
    """A comment held back counts for who sees it, and not for others (law 3)."""
    made = town(
        c.Comment(by="lea", id="c-1", post="p-wall", text="really?"),
        c.Review(by="otto", item="c-1", status="pending"),
    )
    counts = {}
    for viewer in ("lea", "jose", "otto"):
        found = card(made.view, viewer, "p-wall")
        assert isinstance(found, PostCard)
        counts[viewer] = found.comments

    assert {"lea": 2, "jose": 1, "otto": 2} == counts
    assert ("c-wall", "c-1") == readable_comments(made.view, "lea", "p-wall")
    assert ("c-wall",) == readable_comments(made.view, "jose", "p-wall")


@pytest.mark.parametrize("thing", ["nothing", "ceo", "full-lead", "gift", "trustees", "p-board", "c-ask"])
def test_no_card_of_what_one_may_not_know(thing: str) -> None:
    """Hidden, unknown, or nothing to be seen: not found (law 2)."""
    with pytest.raises(NotFoundError):
        card(town().view, "lea", thing)


# Followers


def test_followers_are_awake_and_known() -> None:
    """Who sleeps, has left, or is out of sight is not listed (READINGS 39, 45)."""
    made = town(
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Follow(by="lea", target="gift"),
        c.Follow(by="carla", target="gift"),
        c.Follow(by="vera", target="gift"),
    )
    assert ["sofia", "lea", "carla", "vera"] == list(known_followers(made.view, "jose", "gift"))

    made.apply(c.UnshareRecord(by="jose", record="gift", to="lea"))
    made.apply(c.DeactivateUsers(by="hana", ids=("carla",)))
    assert ["sofia", "vera"] == list(known_followers(made.view, "jose", "gift"))

    made.apply(PRIVATE)
    assert ["sofia"] == list(known_followers(made.view, "jose", "gift"))


# What a person is told


def test_earned_points_are_told_while_the_record_is_seen() -> None:
    """One notification per entry, newest first; withdrawn out of sight, back in sight (READINGS 16)."""
    made = town(
        c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE),
        c.AddRecord(by="jose", id="lead-2", type="lead", fields=WHOLE),
    )
    second, first = notifications(made.view, "jose")

    entry = made.ledger("jose")[0]
    told = Notification(id=first.id, reason="points", item="lead-1", at=entry.effective_at, points=10)
    assert told == first
    assert ("lead-2", False, None) == (second.item, second.read, second.by)

    made.apply(c.Transfer(by="jose", record="lead-2", owner="lea"))
    assert (first,) == notifications(made.view, "jose")
    assert () == notifications(made.view, "lea")

    made.apply(c.ShareRecord(by="lea", record="lead-2", to="jose"))
    assert (second, first) == notifications(made.view, "jose")

    made.apply(c.DeactivateUsers(by="hana", ids=("jose",)))
    assert () == notifications(made.view, "jose")


def test_a_quiet_rule_tells_nobody() -> None:
    """A rule made with `alert=False` pays in silence (SCORING 2.2)."""
    quiet = c.AddPointsRule(by=HOST, id="quiet", points=1, when="reached", type="lead", alert=False)
    made = town(c.RetirePointsRule(by=HOST, id="full-lead"), quiet)
    made.apply(c.AddRecord(by="jose", id="lead-1", type="lead", fields=WHOLE))

    assert (1, ()) == (len(made.ledger("jose")), notifications(made.view, "jose"))
