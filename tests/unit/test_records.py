"""How far somebody may go with a record: by every cause, alone and together; roles move, people leave."""

from __future__ import annotations

import pytest
from tests.unit.world import town

from collabcore import HOST, Level
from collabcore import commands as c
from collabcore.records import Grant, access, causes, grants, readers


def opened(level: str) -> c.Configure:
    """Return the setting that opens every opportunity to insiders."""
    return c.Configure(by=HOST, record_visibility={"opportunity": level})  # type: ignore[dict-item]


def shared(to: str, level: str = "read") -> c.ShareRecord:
    """Return a share of José's gift."""
    return c.ShareRecord(by="jose", record="gift", to=to, level=level)  # type: ignore[arg-type]


CAUSES = [
    ("jose", Level.ALL, (), "the owner"),
    ("sofia", Level.ALL, (), "the role right above the owner's"),
    ("carla", Level.ALL, (), "a role further above"),
    ("aniyah", Level.NONE, (), "the same role as the owner's"),
    ("lea", Level.NONE, (), "another branch"),
    ("grace", Level.ALL, (), "modify_all_data"),
    ("vera", Level.READ, (), "view_all_data"),
    ("alma", Level.NONE, (), "view_all_users is about people"),
    ("ursula", Level.NONE, (), "manage_unlisted_groups is about groups"),
    ("lea", Level.READ, (opened("read"),), "the type's default is read"),
    ("lea", Level.EDIT, (opened("edit"),), "the type's default is edit"),
    ("lea", Level.NONE, (opened("private"),), "the type's default is private"),
    (
        "lea",
        Level.NONE,
        (c.Configure(by=HOST, record_visibility={"lead": "edit"}),),
        "another type's default",
    ),
    ("lea", Level.READ, (shared("lea"),), "a share with her for read"),
    ("lea", Level.EDIT, (shared("lea", "edit"),), "a share with her for edit"),
    ("aniyah", Level.NONE, (shared("lea", "edit"),), "a share with somebody else"),
    ("sofia", Level.ALL, (shared("sofia"),), "a lower share takes nothing away"),
    ("vera", Level.EDIT, (shared("vera", "edit"),), "the higher of right and share"),
    ("lea", Level.READ, (shared("role:office"),), "a share with her role"),
    ("lea", Level.READ, (shared("role+:office"),), "a share with her branch"),
    ("aniyah", Level.READ, (shared("role:rep"),), "a share with the owner's role"),
    ("aniyah", Level.NONE, (shared("role:ceo"),), "a share with a role above reaches nobody below"),
    ("aniyah", Level.READ, (shared("role+:ceo"),), "a share with the branch from there does"),
    ("nina", Level.NONE, (shared("role:rep"), opened("edit")), "who has left has nothing"),
]


@pytest.mark.parametrize("case", CAUSES, ids=lambda case: f"{case[0]}: {case[3]}")
def test_access_from_every_cause(case: tuple[str, Level, tuple[c.Command, ...], str]) -> None:
    """The highest of all grants one profits from (RULES 8.2)."""
    who, level, before, _ = case
    made = town(*before)

    assert level is made.access(who, "gift")
    assert (level >= Level.READ) == made.can_see(who, "gift") == made.can_see(who, "p-gift")


# Shares climb

LEAS = c.AddRecord(by="lea", id="case-1", type="case")


@pytest.mark.parametrize(
    ("to", "reached"),
    [
        ("jose", {"jose", "sofia", "carla"}),
        ("sofia", {"sofia", "carla"}),
        ("carla", {"carla"}),
        ("alma", {"alma"}),
        ("role:rep", {"jose", "aniyah", "sofia", "carla"}),
        ("role:director", {"sofia", "carla"}),
        ("role+:director", {"jose", "aniyah", "sofia", "carla"}),
        ("role:ceo", {"carla"}),
    ],
)
def test_a_share_climbs_the_hierarchy(to: str, reached: set[str]) -> None:
    """Whoever is above the target has it too (READINGS 73); a user without a role has nobody above."""
    made = town(LEAS, c.ShareRecord(by="lea", record="case-1", to=to))

    assert {"lea", "vera", "grace"} | reached == made.audience("case-1")


def test_a_share_works_for_people_who_come_into_the_role_later() -> None:
    """The role is the target, not who was in it; above it, also where nobody is in it."""
    made = town(c.AddRole(by=HOST, id="intern", parent="rep"), LEAS)
    made.apply(c.ShareRecord(by="lea", record="case-1", to="role:intern"))
    assert {"lea", "vera", "grace", "jose", "aniyah", "sofia", "carla"} == made.audience("case-1")

    made.apply(c.AddUser(by=HOST, id="omar", role="intern"))
    assert made.can_see("omar", "case-1")


# Roles and people move


def test_sight_moves_with_the_role() -> None:
    """A branch under another parent: who stood above loses, who stands above now gains (law 7)."""
    made = town(c.AddUser(by=HOST, id="omar", role="office"))
    assert (Level.ALL, Level.NONE) == (made.access("sofia", "gift"), made.access("omar", "gift"))

    made.apply(c.MoveRole(by=HOST, id="rep", parent="office"))
    assert (Level.NONE, Level.NONE) == (made.access("sofia", "gift"), made.access("carla", "gift"))
    assert (Level.ALL, Level.ALL) == (made.access("omar", "gift"), made.access("lea", "gift"))

    made.apply(c.MoveRole(by=HOST, id="rep", parent="director"))
    assert (Level.ALL, Level.NONE) == (made.access("sofia", "gift"), made.access("omar", "gift"))


def test_a_new_role_between_changes_nobodys_access() -> None:
    """Above the role between is still above the one below."""
    made = town(c.AddRole(by=HOST, id="lead-rep", parent="director"), c.MoveRole(by=HOST, id="rep", parent="lead-rep"))

    assert (Level.ALL, Level.ALL) == (made.access("sofia", "gift"), made.access("carla", "gift"))


def test_sight_moves_with_the_person() -> None:
    """The owner in another role has other superiors; without one, none."""
    made = town(c.UpdateUser(by=HOST, id="jose", role="office"))
    assert (Level.NONE, Level.NONE) == (made.access("sofia", "gift"), made.access("lea", "gift"))

    made.apply(c.UpdateUser(by=HOST, id="lea", role="ceo"))
    assert Level.NONE is made.access("lea", "gift")

    made.apply(c.UpdateUser(by=HOST, id="jose", role=None))
    assert {"jose", "vera", "grace"} == made.audience("gift")

    made.apply(c.UpdateUser(by=HOST, id="jose", role="rep"))
    assert {"jose", "sofia", "carla", "lea", "vera", "grace"} == made.audience("gift")


def test_a_share_follows_its_target_to_another_role() -> None:
    """Who is above the target now has it."""
    made = town(LEAS, c.ShareRecord(by="lea", record="case-1", to="jose"))
    assert made.can_see("sofia", "case-1")

    made.apply(c.UpdateUser(by=HOST, id="jose", role="ceo"))
    assert (False, True) == (made.can_see("sofia", "case-1"), made.can_see("jose", "case-1"))


# Leaving and coming back


def test_a_share_sleeps_while_its_target_is_away() -> None:
    """It works neither for him nor through him; on return it does (READINGS 44)."""
    made = town(LEAS, c.ShareRecord(by="lea", record="case-1", to="jose"))
    before = made.audience("case-1")

    made.apply(c.DeactivateUsers(by=HOST, ids=("jose",)))
    assert {"lea", "vera", "grace"} == made.audience("case-1")

    made.apply(c.ActivateUser(by=HOST, id="jose"))
    assert before == made.audience("case-1")


# The grants themselves


def test_the_grants_of_a_record_name_key_level_cause_and_origin() -> None:
    """The same grants answer for one user, for everyone and for an explanation."""
    view = town(shared("lea", "edit"), shared("role:office"), opened("read")).view
    gift = view.records["gift"]

    assert [
        Grant("user:jose", Level.ALL, "owner", "jose"),
        Grant("above:rep", Level.ALL, "hierarchy", "jose"),
        Grant("user:lea", Level.EDIT, "share", "lea"),
        Grant("above:office", Level.EDIT, "hierarchy", "lea"),
        Grant("role:office", Level.READ, "share", "role:office"),
        Grant("above:office", Level.READ, "hierarchy", "role:office"),
        Grant("permission:modify_all_data", Level.ALL, "administrator"),
        Grant("licensed", Level.READ, "default"),
        Grant("permission:view_all_data", Level.READ, "administrator"),
    ] == list(grants(view, gift))
    assert {grant.key for grant in grants(view, gift)} == readers(view, gift) == view.lock("record", "gift").grants
    assert [Level.EDIT, Level.READ, Level.READ] == [grant.level for grant in causes(view, "lea", gift)]
    assert ((), Level.NONE) == (causes(view, "nina", gift), access(view, "nina", gift))


@pytest.mark.parametrize(
    "share", [shared("lea"), shared("role:office"), shared("role+:office", "edit"), opened("edit")]
)
def test_a_grant_only_ever_opens(share: c.Command) -> None:
    """Adding one lowers nobody's access (RULES 8.2, law 7)."""
    before, after = town(), town(share)

    for user in before.view.users:
        assert before.access(user, "gift") <= after.access(user, "gift")


def test_the_levels_rise() -> None:
    """None, read, edit, delete, transfer, all (RULES 8.1); each has its word."""
    assert ["none", "read", "edit", "delete", "transfer", "all"] == [level.tag for level in sorted(Level)]
