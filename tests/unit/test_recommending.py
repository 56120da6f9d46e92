"""Whom to follow, which groups to join, which records to watch."""

from __future__ import annotations

from tests.unit.world import town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.recommending import MOST
from collabcore.testing.restated_ties import recommended


def proposed(made: Engine, user: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return what is proposed to somebody with the reasons, having asked the restatement too."""
    found = made.viewer(user).recommendations()
    assert {one.id: one.points for one in found} == recommended(made.view, user)
    assert sorted((one.points for one in found), reverse=True) == [one.points for one in found]
    return {one.id: one.because for one in found}


def test_manager_reports_and_team() -> None:
    """Of those one does not follow yet: at the start one follows manager and team (RULES 3)."""
    made = town()
    assert {"aniyah", "jose"} <= set(proposed(made, "sofia"))
    assert (("report", 5),) == proposed(made, "sofia")["aniyah"]
    assert "sofia" not in proposed(made, "jose")  # followed from the start

    made.apply(c.Unfollow(by="jose", target="sofia"))
    assert (("manager", 8), ("followed", 2)) == proposed(made, "jose")["sofia"]  # Aniyah follows her too
    made.apply(c.AddUser(by=HOST, id="rosa", manager="sofia"))
    assert (("teammate", 4),) == proposed(made, "jose")["rosa"]


def test_what_those_i_follow_follow_and_are_in() -> None:
    """Each counts; a group that could only be asked to let one in is none, nor is an archived one."""
    made = town(c.Follow(by="lea", target="sofia"), c.Follow(by="sofia", target="carla"))

    assert {"carla": (("followed", 2),), "newsroom": (("member", 2),)} == proposed(made, "lea")
    made.apply(c.Follow(by="lea", target="carla"))
    assert {"newsroom": (("member", 2),)} == proposed(made, "lea")
    made.apply(c.ArchiveGroup(by="sofia", group="newsroom"))
    assert {} == proposed(made, "lea")


def test_records_i_own_that_my_groups_show_and_that_those_i_follow_watch() -> None:
    """As far as I may read them."""
    made = town(
        c.ShareRecord(by="jose", record="gift", to="aniyah"),
        c.AttachRecord(by="jose", group="campaign", record="gift"),
        c.Follow(by="aniyah", target="sofia"),
        c.Follow(by="lea", target="sofia"),
    )
    assert (("owner", 3), ("attached", 1)) == tuple(
        reason for reason in proposed(made, "jose")["gift"] if reason[0] != "followed"
    )
    assert (("followed", 2), ("attached", 1)) == proposed(made, "aniyah")["gift"]
    assert "gift" not in proposed(made, "lea")


def test_nothing_is_proposed_of_who_is_out_of_sight_or_away() -> None:
    """Nor to who is away."""
    made = town(
        *(c.Follow(by="lea", target="sofia"), c.Follow(by="sofia", target="carla")),
        c.DeactivateUsers(by="hana", ids=("carla",)),
    )
    assert {"newsroom"} == set(proposed(made, "lea"))
    made.apply(c.Configure(by=HOST, user_visibility="private"))
    assert {} == proposed(made, "lea")
    assert {} == proposed(made, "nina")


def test_a_manager_one_does_not_know_leads_to_no_team() -> None:
    """Where users are private and the manager is hidden, so is who else is on the team (law 2)."""
    made = town(
        c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False),
        *(c.AddUser(by=HOST, id=user, manager="lea") for user in ("rosa", "tom")),
        c.Configure(by=HOST, user_visibility="private"),
        c.ShareRecord(by=HOST, record="rosa", to="tom"),
    )
    assert {} == proposed(made, "tom")
    made.apply(c.ShareRecord(by=HOST, record="lea", to="tom"))
    assert {"lea": (("manager", 8),), "rosa": (("teammate", 4),)} == proposed(made, "tom")


def test_there_are_not_too_many() -> None:
    """The best first."""
    made = town(*(c.AddUser(by=HOST, id=f"u{n}", manager="carla") for n in range(MOST + 9)))

    assert MOST == len(made.viewer("carla").recommendations())


def test_a_new_employee_starts_in_the_groups_of_everyone_and_with_manager_and_team() -> None:
    """And is proposed what they watch (RULES 3, READINGS 51, 52)."""
    made = town(c.CreateGroup(by="grace", id="all", name="All", everyone=True), c.Follow(by="sofia", target="carla"))
    made.apply(c.AddUser(by=HOST, id="rosa", name="Rosa", manager="sofia"))

    assert {"sofia", "aniyah", "jose"} == made.viewer("rosa").following()
    assert "rosa" in made.viewer("rosa").members("all")
    assert {"carla", "newsroom"} == set(proposed(made, "rosa"))


def test_to_everybody_what_they_could_do() -> None:
    """Guests, outsiders and free users are proposed no more than they may follow or join, by the restatement."""
    made = town(
        c.Configure(by=HOST, follow_limit=500),
        c.AddUser(by=HOST, id="cus", kind="customer"),
        c.AddUser(by=HOST, id="fay", kind="free"),
        c.AddRecord(by="jose", id="acme", type="account"),
        c.AddUser(by=HOST, id="com", kind="community", account="acme", profile="outside"),
        c.AddUser(by=HOST, id="odd", kind="community", account="acme", profile="elsewhere"),
        c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside", "standard")),
        c.PublishNetwork(by=HOST, id="site"),
        c.CreateGroup(by="sofia", id="hall", name="Hall", network="site"),
        c.CreateGroup(by="grace", id="all", name="All", everyone=True),
        c.AddUser(by=HOST, id="all_seeing", kind="community", account="acme", permissions=("view_all_data",)),
        c.UpdateUser(by=HOST, id="vera", profile="none of these"),
        c.Follow(by="lea", target="sofia"),
        c.Follow(by="vera", target="sofia"),
    )
    for user in ("cus", "fay", "com", "odd", "lea", "grace", "vera", "all_seeing"):
        proposed(made, user)
