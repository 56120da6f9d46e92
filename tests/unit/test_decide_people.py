"""Settings, roles, people: what is kept, who starts out following whom, and what leaving takes."""

from __future__ import annotations

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import engine, outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Settings

COMMANDS = (
    c.Configure,
    c.AddRole,
    c.MoveRole,
    c.AddUser,
    c.UpdateUser,
    c.DeactivateUsers,
    c.ActivateUser,
    c.AddPermissions,
    c.RemovePermissions,
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


# Settings


def test_the_settings_have_their_defaults() -> None:
    """The defaults are those of the contract (CONTRACT 3)."""
    assert (
        Settings(
            user_visibility="public",
            record_visibility={},
            tracked_fields={},
            unlisted_groups=True,
            follow_limit=500,
            group_limit=300,
            auto_follow_manager=True,
            auto_follow_team=True,
            public_post_requires_membership=False,
            news_includes_mentions=False,
        )
        == engine().view.settings
    )


def test_configure_changes_what_it_names_and_a_mapping_whole() -> None:
    """A mapping given to configure replaces that setting whole; the rest stays (READINGS 40)."""
    made = engine(
        c.Configure(by=HOST, record_visibility={"lead": "read"}, follow_limit=7),
        c.Configure(by=HOST, record_visibility={"case": "edit"}),
    )

    assert ({"case": "edit"}, 7) == (made.view.settings.record_visibility, made.view.settings.follow_limit)


def test_only_what_changes_is_an_event() -> None:
    """Settings named with the value they have are not in the event."""
    (event,) = engine().apply(c.Configure(by=HOST, follow_limit=500, group_limit=5))

    assert isinstance(event, e.Configured)
    assert {"group_limit": 5} == event.changes


def test_exactly_twenty_fields_may_be_tracked() -> None:
    """The limit itself is fine (RULES 5)."""
    assert "done" == outcome(engine(), c.Configure(by=HOST, tracked_fields={"lead": tuple(map(str, range(20)))}))


# Roles


def test_a_branch_moves_with_everything_below_it() -> None:
    """Roles below a moved role stay below it."""
    made = town(c.MoveRole(by=HOST, id="director", parent="office"))

    assert ["director", "office"] == list(made.view.superiors("rep"))
    assert {"director", "rep"} == set(made.view.inferiors("office"))
    assert set() == set(made.view.inferiors("ceo"))


def test_a_role_may_become_a_top_role() -> None:
    """Without a parent it stands on its own."""
    made = town(c.MoveRole(by=HOST, id="rep", parent=None))

    assert [] == list(made.view.superiors("rep"))
    made.check()


# People


def test_who_comes_in_may_create_groups() -> None:
    """Internal people hold create_groups from the start, beside what they are given (READINGS 4)."""
    made = engine(c.AddUser(by=HOST, id="sofia", permissions=("moderate",)))

    assert ("create_groups", "moderate") == made.view.users["sofia"].permissions


def test_who_comes_in_follows_manager_and_team() -> None:
    """Manager first, then those who have the same manager by then; not who has left (SEED 1, READINGS 51)."""
    made = town(
        c.UpdateUser(by=HOST, id="nina", manager="sofia"),
        c.AddUser(by=HOST, id="omar", role="rep", manager="sofia"),
    )

    assert ["sofia", "aniyah", "jose"] == list(made.view.follows("omar"))
    assert ["sofia", "aniyah"] == list(made.view.follows("jose"))
    assert ["sofia"] == list(made.view.follows("aniyah"))
    assert [] == list(made.view.follows("lea"))


@pytest.mark.parametrize(
    ("setting", "followed"),
    [
        (c.Configure(by=HOST, auto_follow_manager=False), ["aniyah", "jose"]),
        (c.Configure(by=HOST, auto_follow_team=False), ["sofia"]),
        (c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False), []),
        (c.Configure(by=HOST, follow_limit=2), ["sofia", "aniyah"]),
        (c.Configure(by=HOST, user_visibility="private"), []),
    ],
    ids=repr,
)
def test_first_follows_keep_to_settings_limits_and_sight(setting: c.Configure, followed: list[str]) -> None:
    """Each can be switched off; automatic follows count (READINGS 71); none of the unseen (RULES 3)."""
    made = town(setting, c.AddUser(by=HOST, id="omar", role="rep", manager="sofia"))

    assert followed == list(made.view.follows("omar"))


def test_a_superior_who_comes_in_sees_whom_to_follow() -> None:
    """Where users are private, a new director sees the reps below her role, not the director beside her."""
    private = c.Configure(by=HOST, user_visibility="private")
    made = town(private, c.AddUser(by=HOST, id="omar", role="director", manager="sofia"))

    assert ["aniyah", "jose"] == list(made.view.follows("omar"))


def test_everyone_keeps_their_own_name_and_details() -> None:
    """Both are one's own to change; details are merged key by key, null clearing (READINGS 40)."""
    made = town(
        c.UpdateUser(by="aniyah", id="aniyah", name="Aniyah T.", details={"phone": None, "town": "Lille"}),
        c.UpdateUser(by="aniyah", id="aniyah", details={"skill": "grants"}),
    )
    aniyah = made.view.users["aniyah"]

    assert ("Aniyah T.", {"town": "Lille", "skill": "grants"}) == (aniyah.name, aniyah.details)


def test_a_null_among_a_new_persons_details_is_nothing() -> None:
    """What is cleared from the start is not there."""
    made = engine(c.AddUser(by=HOST, id="sofia", details={"phone": "1", "fax": None}))

    assert {"phone": "1"} == made.view.users["sofia"].details


def test_null_clears_role_and_manager() -> None:
    """A field left out stays, a field that is null is cleared (READINGS 40)."""
    made = town(c.UpdateUser(by="hana", id="jose", role=None, manager=None))
    jose = made.view.users["jose"]

    assert (None, None, "José") == (jose.role, jose.manager, jose.name)


def test_permissions_are_a_set() -> None:
    """Given twice or in another order, they are the same permissions."""
    made = town(c.UpdateUser(by="hana", id="lea", permissions=("moderate", "approve_posts", "moderate")))

    assert ("approve_posts", "moderate") == made.view.users["lea"].permissions


def test_permissions_come_and_go() -> None:
    """Adding keeps what is held, removing leaves the rest."""
    made = town(c.AddPermissions(by="hana", user="lea", permissions=("moderate",)))
    assert ["create_groups", "moderate"] == list(made.view.users["lea"].permissions)

    made.apply(c.RemovePermissions(by="hana", user="lea", permissions=("create_groups", "approve_posts")))
    assert ["moderate"] == list(made.view.users["lea"].permissions)


def test_losing_the_right_to_create_groups_takes_no_group() -> None:
    """Ownership stays; only new groups are out of reach (RULES 2.2)."""
    made = town(c.RemovePermissions(by="hana", user="aniyah", permissions=("create_groups",)))

    assert "aniyah" == made.view.groups["campaign"].owner
    assert "not_allowed" == outcome(made, c.CreateGroup(by="aniyah", name="Runners"))


# Leaving and coming back


def test_leaving_keeps_everything_but_works_for_nobody() -> None:
    """Memberships, follows, shares, ownerships stay as facts, and work again on return (READINGS 44, 74)."""
    made = town(c.ShareRecord(by="jose", record="gift", to="aniyah"), c.DeactivateUsers(by="hana", ids=("aniyah",)))
    view = made.view

    assert "owner" == view.members("campaign")["aniyah"]
    assert ["sofia"] == list(view.follows("aniyah"))
    assert ["aniyah"] == list(view.shares("gift"))
    assert frozenset() == made.visible_posts("aniyah")
    assert "aniyah" not in made.audience("p-ask")
    assert frozenset({"sofia", "jose"}) == made.viewer("jose").members("campaign")

    made.apply(c.ActivateUser(by="hana", id="aniyah"))
    assert {"p-wall", "p-ask", "p-board", "p-gift"} <= made.visible_posts("aniyah")
    assert frozenset({"aniyah", "sofia", "jose"}) == made.viewer("jose").members("campaign")


def test_superiors_keep_what_the_person_who_left_owns() -> None:
    """What comes from his owning goes up as before; what came by a share to him does not (READINGS 44)."""
    made = town(
        c.AddRecord(by="lea", id="case-1", type="case"),
        c.ShareRecord(by="lea", record="case-1", to="jose", level="edit"),
    )
    assert ("all", "edit") == (made.access("sofia", "gift").tag, made.access("sofia", "case-1").tag)

    made.apply(c.DeactivateUsers(by="hana", ids=("jose",)))
    assert ("all", "none") == (made.access("sofia", "gift").tag, made.access("sofia", "case-1").tag)


def test_follows_between_people_who_leave_together_are_gone_for_good() -> None:
    """In one batch, in either direction, in the order of following; other follows sleep (READINGS 44)."""
    made = town(c.Follow(by="sofia", target="jose"), c.Follow(by="sofia", target="aniyah"))
    happened = made.apply(c.DeactivateUsers(by="hana", ids=("jose", "sofia", "aniyah", "jose")))

    assert [
        e.Unfollowed(by="hana", at=happened[0].at, user="jose", target="sofia"),
        e.Unfollowed(by="hana", at=happened[0].at, user="jose", target="aniyah"),
        e.UserDeactivated(by="hana", at=happened[0].at, id="jose"),
        e.Unfollowed(by="hana", at=happened[0].at, user="sofia", target="jose"),
        e.Unfollowed(by="hana", at=happened[0].at, user="sofia", target="aniyah"),
        e.UserDeactivated(by="hana", at=happened[0].at, id="sofia"),
        e.Unfollowed(by="hana", at=happened[0].at, user="aniyah", target="sofia"),
        e.UserDeactivated(by="hana", at=happened[0].at, id="aniyah"),
    ] == list(happened)
    assert ["gift"] == list(made.view.follows("sofia"))


def test_people_who_leave_one_after_the_other_keep_their_follows() -> None:
    """Two commands are two batches: the follow sleeps and wakes (READINGS 44)."""
    made = town(
        c.DeactivateUsers(by="hana", ids=("jose",)),
        c.DeactivateUsers(by="hana", ids=("sofia",)),
        c.ActivateUser(by="hana", id="jose"),
    )
    assert frozenset({"aniyah"}) == made.viewer("jose").following()

    made.apply(c.ActivateUser(by="hana", id="sofia"))
    assert frozenset({"aniyah", "sofia"}) == made.viewer("jose").following()


def test_who_left_before_is_no_part_of_the_batch() -> None:
    """Naming somebody who has left already touches none of their follows."""
    made = town(c.Follow(by="lea", target="jose"), c.DeactivateUsers(by="hana", ids=("jose",)))
    happened = made.apply(c.DeactivateUsers(by="hana", ids=("jose", "lea")))

    assert ["user_deactivated"] == [event.tag for event in happened]


def test_what_may_still_be_done_with_who_has_left() -> None:
    """Accounts are kept in order, people taken out of places; nothing new is given to them (READINGS 84)."""
    made = town(c.DeactivateUsers(by="hana", ids=("jose",)))

    fine: list[c.Command] = [
        c.UpdateUser(by="hana", id="jose", name="José (left)", role=None),
        c.AddPermissions(by="hana", user="jose", permissions=("moderate",)),
        c.RemovePermissions(by="hana", user="jose", permissions=("moderate",)),
        c.RemoveMember(by="aniyah", group="campaign", user="jose"),
        c.Unfollow(by=HOST, target="sofia", user="jose"),
        c.Transfer(by=HOST, record="gift", owner="sofia"),
    ]
    new: list[c.Command] = [
        c.AddMember(by="aniyah", group="campaign", user="jose"),
        c.Follow(by="lea", target="jose"),
        c.Post(by="lea", to="jose", text="farewell"),
        c.ShareRecord(by="sofia", record="gift", to="jose"),
        c.AddRecord(by="sofia", type="case", owner="jose"),
        c.AddUser(by="hana", manager="jose"),
    ]

    assert ["done"] * len(fine) == [outcome(made, command) for command in fine]
    assert {"conflict"} == {refused(made, command).tag for command in new}
