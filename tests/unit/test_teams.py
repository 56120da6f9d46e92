"""Teams, queues, networks, kinds of people and settings: what is refused, and what repeating does."""

from __future__ import annotations

import pytest
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore.events import MemberAdded
from collabcore.model import Criterion

TEAM = c.AddTeam(by=HOST, id="crew", members=("jose", "role:rep"))
NEST = c.AddTeam(by=HOST, id="nest", members=("crew",))
QUEUE = c.AddQueue(by=HOST, id="pile", members=("jose",), types=("lead",))
NETWORK = c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",))
ACCOUNT = c.AddRecord(by=HOST, id="acme", type="account", owner="jose")
OUTSIDER = c.AddUser(by=HOST, id="cora", kind="community", account="acme", profile="outside")
FREE = c.AddUser(by=HOST, id="fred", kind="free")
PAU = (Criterion("city", "equals", "Pau"),)
OLD = (Criterion("created_at", "older_than_days", 3),)
HIDE = c.Configure(by=HOST, hidden_fields={"standard": {"opportunity": ("amount",)}})
PUBLISH = c.PublishNetwork(by=HOST, id="site")
PRIVATE = c.Configure(by=HOST, user_visibility="private")


def share(**what: object) -> c.AddSharingRule:
    """Return a sharing rule, for leads of José's to Lea unless said otherwise."""
    return c.AddSharingRule(**{"by": "grace", "type": "lead", "to": "lea", "owned_by": "jose", **what})  # type: ignore[arg-type]


# What comes out, by which rule, of what, after what.
REFUSED: list[tuple[str, str, c.Command, tuple[c.Command, ...]]] = [
    # Teams
    ("not_found", "existence.hidden", c.AddTeam(by="hana", members=("nobody",)), ()),
    ("not_found", "existence.hidden", c.AddTeam(by="hana", members=("role:nothing",)), ()),
    ("not_found", "existence.hidden", c.AddTeam(by="hana", members=("newsroom",)), ()),
    ("invalid", "set.queue", c.AddTeam(by="hana", members=("pile",)), (QUEUE,)),
    ("invalid", "id.like_a_role", c.AddTeam(by="hana", id="role:rep", members=()), ()),
    ("not_allowed", "permission.manage_users", c.AddTeam(by="jose", members=()), ()),
    ("conflict", "user.inactive", c.AddTeam(by="hana", members=("nina",)), ()),
    ("conflict", "id.taken", c.AddTeam(by="hana", id="jose", members=()), ()),
    ("not_found", "existence.hidden", c.UpdateTeam(by="hana", id="nothing", members=()), ()),
    ("invalid", "team.own_member", c.UpdateTeam(by="hana", id="crew", members=("crew",)), (TEAM,)),
    ("conflict", "team.cycle", c.UpdateTeam(by="hana", id="crew", members=("nest",)), (TEAM, NEST)),
    ("not_allowed", "permission.manage_users", c.UpdateTeam(by="jose", id="crew", members=()), (TEAM,)),
    # Queues
    ("not_found", "existence.hidden", c.AddQueue(by="ines", members=("nobody",), types=("lead",)), ()),
    ("invalid", "queue.types", c.AddQueue(by="ines", members=(), types=()), ()),
    ("invalid", "queue.types", c.AddQueue(by="ines", members=(), types=(" ",)), ()),
    ("invalid", "set.queue", c.AddQueue(by="ines", members=("pile",), types=("lead",)), (QUEUE,)),
    ("not_allowed", "permission.assign_records", c.AddQueue(by="jose", members=(), types=("lead",)), ()),
    ("not_allowed", "permission.assign_records", c.UpdateQueue(by="jose", id="pile", members=()), (QUEUE,)),
    ("conflict", "user.inactive", c.UpdateQueue(by="ines", id="pile", members=("nina",)), (QUEUE,)),
    # Networks
    ("invalid", "network.name", c.AddNetwork(by="grace", name=" "), ()),
    ("not_allowed", "permission.modify_all_data", c.AddNetwork(by="jose", name="Site"), ()),
    ("not_found", "existence.hidden", c.PublishNetwork(by="grace", id="nothing"), ()),
    ("not_allowed", "permission.modify_all_data", c.UpdateNetwork(by="jose", id="site", profiles=()), (NETWORK,)),
    ("not_allowed", "permission.modify_all_data", c.PublishNetwork(by="jose", id="site"), (NETWORK,)),
    ("not_allowed", "permission.modify_all_data", c.TakeNetworkOffline(by="jose", id="site"), (NETWORK, PUBLISH)),
    ("conflict", "network.preview", c.TakeNetworkOffline(by="grace", id="site"), (NETWORK,)),
    # Kinds of people
    ("invalid", "user.partner", c.AddUser(by="hana", kind="partner"), ()),
    ("invalid", "user.account", c.AddUser(by="hana", kind="community"), ()),
    ("not_found", "existence.hidden", c.AddUser(by="hana", kind="community", account="gift"), ()),
    ("invalid", "user.account", c.AddUser(by="grace", kind="community", account="gift"), ()),
    ("invalid", "user.no_account", c.AddUser(by="grace", kind="customer", account="acme"), (ACCOUNT,)),
    ("invalid", "user.no_role", c.AddUser(by="hana", kind="free", role="rep"), ()),
    ("invalid", "user.no_role", c.AddUser(by="hana", kind="customer", role="rep"), ()),
    ("invalid", "user.no_role", c.UpdateUser(by="hana", id="jose", kind="free"), ()),
    ("invalid", "user.partner", c.UpdateUser(by="hana", id="lea", kind="partner"), ()),
    ("conflict", "user.owns_records", c.UpdateUser(by="hana", id="jose", kind="free", role=None), ()),
    ("conflict", "user.owns_groups", c.UpdateUser(by="hana", id="sofia", kind="free", role=None), ()),
    (
        "conflict",
        "user.in_groups",
        c.UpdateUser(by=HOST, id="fred", kind="customer"),
        (FREE, c.JoinGroup(by="fred", group="newsroom")),
    ),
    # Settings
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by=HOST, external_user_visibility="public"),
        (PRIVATE,),
    ),
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by=HOST, external_record_visibility={"lead": "edit"}),
        (),
    ),
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by=HOST, record_visibility={"lead": "read"}, external_record_visibility={"lead": "edit"}),
        (),
    ),
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by=HOST, record_visibility={"lead": "edit"}, external_record_visibility={"lead": "parent"}),
        (),
    ),
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by=HOST, record_visibility={"lead": "parent"}, external_record_visibility={"lead": "read"}),
        (),
    ),
    (
        "invalid",
        "settings.external_above_internal",
        c.Configure(by="jose", external_record_visibility={"lead": "edit"}),
        (),
    ),
    ("invalid", "settings.archive_after_days", c.Configure(by=HOST, archive_after_days=0), ()),
    # Records
    ("not_found", "existence.hidden", c.AddRecord(by="lea", type="contact", parent="gift"), ()),
    ("not_found", "existence.hidden", c.AddRecord(by="lea", type="lead", owner="newsroom"), ()),
    ("invalid", "record.type", c.AddRecord(by="lea", type="user"), ()),
    ("not_allowed", "record.not_licensed", c.AddRecord(by="fred", type="lead"), (FREE,)),
    ("not_allowed", "record.field_hidden", c.AddRecord(by="jose", type="opportunity", fields={"amount": 1}), (HIDE,)),
    ("not_allowed", "record.field_hidden", c.UpdateRecord(by="jose", id="gift", fields={"amount": 50}), (HIDE,)),
    ("conflict", "record.owner_not_licensed", c.AddRecord(by="jose", type="lead", owner="fred"), (FREE,)),
    ("conflict", "queue.type", c.AddRecord(by="jose", type="case", owner="pile"), (QUEUE,)),
    ("conflict", "queue.type", c.Transfer(by="jose", record="gift", owner="pile"), (QUEUE,)),
    ("conflict", "record.owner_not_licensed", c.Transfer(by="jose", record="gift", owner="fred"), (FREE,)),
    ("not_found", "existence.hidden", c.DeleteRecord(by="lea", id="gift"), ()),
    ("not_allowed", "record.level", c.DeleteRecord(by="vera", id="gift"), ()),
    ("conflict", "record.has_people", c.DeleteRecord(by="jose", id="acme"), (ACCOUNT, OUTSIDER)),
    # Sharing people and rules
    ("invalid", "share.person_level", c.ShareRecord(by="lea", record="lea", to="jose", level="edit"), ()),
    ("not_allowed", "permission.manage_users", c.ShareRecord(by="jose", record="lea", to="jose"), ()),
    ("not_allowed", "permission.manage_users", c.UnshareRecord(by="jose", record="lea", to="jose"), ()),
    ("not_found", "existence.hidden", c.ShareRecord(by="lea", record="lea", to="nobody"), ()),
    ("not_found", "existence.hidden", share(to="nobody"), ()),
    ("not_found", "existence.hidden", share(owned_by="nobody"), ()),
    ("invalid", "sharing.type", share(type=" "), ()),
    ("invalid", "sharing.whose", share(owned_by=None), ()),
    ("invalid", "sharing.whose", share(where=PAU), ()),
    ("invalid", "criteria.value", share(owned_by=None, where=(Criterion("city", "equals"),)), ()),
    ("invalid", "sharing.age", share(owned_by=None, where=OLD), ()),
    ("invalid", "sharing.people", share(type="user", owned_by=None, where=PAU), ()),
    ("invalid", "share.person_level", share(type="user", level="edit"), ()),
    ("not_allowed", "permission.modify_all_data", share(by="jose"), ()),
    ("conflict", "user.inactive", share(to="nina"), ()),
    ("conflict", "id.taken", share(id="gift"), ()),
    ("not_found", "existence.hidden", c.RemoveSharingRule(by="grace", id="nothing"), ()),
    ("not_allowed", "permission.modify_all_data", c.RemoveSharingRule(by="jose", id="rule"), (share(id="rule"),)),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[1]} {case[2]!r}")
def test_refused(case: tuple[str, str, c.Command, tuple[c.Command, ...]]) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    tag, rule, command, before = case
    error = refused(town(*before), command)

    assert (tag, rule) == (error.tag, error.rule)


HOLDS: list[tuple[c.Command, tuple[c.Command, ...]]] = [
    (c.UpdateTeam(by="hana", id="crew", members=("role:rep", "jose", "jose")), (TEAM,)),
    (c.UpdateTeam(by="hana", id="crew", include_superiors=False), (TEAM,)),
    (c.UpdateQueue(by="ines", id="pile", members=("jose",)), (QUEUE,)),
    (c.UpdateNetwork(by="grace", id="site", profiles=("outside",)), (NETWORK,)),
    (c.PublishNetwork(by="grace", id="site"), (NETWORK, PUBLISH)),
    (c.TakeNetworkOffline(by="grace", id="site"), (NETWORK, PUBLISH, c.TakeNetworkOffline(by="grace", id="site"))),
    (c.UpdateUser(by="hana", id="jose", kind="internal"), ()),
    (c.ShareRecord(by="lea", record="lea", to="lea"), ()),
    (c.ShareRecord(by="lea", record="lea", to="jose"), (c.ShareRecord(by="hana", record="lea", to="jose"),)),
    (c.UnshareRecord(by="lea", record="lea", to="jose"), ()),
    (c.ShareRecord(by="jose", record="gift", to="jose", level="edit"), ()),
]


@pytest.mark.parametrize("case", HOLDS, ids=lambda case: repr(case[0]))
def test_what_holds_already_makes_no_event(case: tuple[c.Command, tuple[c.Command, ...]]) -> None:
    """READINGS 1."""
    command, before = case

    assert outcome(town(*before), command) == "nothing"


@pytest.mark.parametrize(
    ("kind", "account", "creates"),
    [
        ("internal", None, True),
        ("free", None, False),
        ("customer", None, False),
        ("community", "acme", False),
        ("integration", None, False),
    ],
)
def test_only_internal_people_create_groups_from_the_start(kind: str, account: str | None, creates: bool) -> None:
    """READINGS 4."""
    made = town(ACCOUNT, c.AddUser(by=HOST, id="new", kind=kind, account=account))  # type: ignore[arg-type]

    assert creates is ("create_groups" in made.view.users["new"].permissions)


def test_a_network_goes_from_preview_to_live_and_offline_and_back() -> None:
    """It is never in preview again (RULES 1.5)."""
    made = town(NETWORK)
    states = [made.view.networks["site"].state]
    for step in (c.PublishNetwork, c.TakeNetworkOffline, c.PublishNetwork):
        made.apply(step(by=HOST, id="site"))
        states.append(made.view.networks["site"].state)

    assert ["preview", "live", "offline", "live"] == states


def test_somebody_new_is_in_the_groups_of_everyone() -> None:
    """Of internal people only; back from another kind too (READINGS 52)."""
    made = town(c.CreateGroup(by="grace", id="all", name="All", everyone=True))
    made.apply(FREE)

    assert "fred" not in made.view.members("all")
    assert [MemberAdded] == [type(event) for event in made.apply(c.UpdateUser(by=HOST, id="fred", kind="internal"))][1:]
    made.apply(c.AddUser(by=HOST, id="new"))
    assert {"fred", "new"} <= made.view.members("all").keys()


def test_a_person_who_is_shared_is_known_to_the_target_and_to_those_above() -> None:
    """READINGS 34, 73: by hand and by rule, where users are private."""
    made = town(PRIVATE, c.ShareRecord(by="hana", record="lea", to="jose"))

    assert [True, True, False] == [made.can_see(who, "lea") for who in ("jose", "sofia", "aniyah")]
    made.apply(c.UnshareRecord(by="hana", record="lea", to="jose"))
    made.apply(share(type="user", owned_by="role:office", to="role:rep", id="rule"))
    assert [True, True, True] == [made.can_see(who, "lea") for who in ("jose", "aniyah", "sofia")]
    made.apply(c.RemoveSharingRule(by="grace", id="rule"))
    assert [False, False] == [made.can_see(who, "lea") for who in ("jose", "aniyah")]


def test_a_deleted_record_takes_its_posts_and_follows_and_leaves_its_children() -> None:
    """READINGS 69; its id stays used."""
    made = town(c.AddRecord(by="jose", id="deal", type="opportunity", parent="gift"))
    made.apply(c.DeleteRecord(by="jose", id="gift"))

    assert made.view.records["deal"].parent is None
    assert "p-gift" not in made.view.posts
    assert "gift" not in made.view.follows("sofia")
    assert refused(made, c.AddRecord(by="jose", id="gift", type="lead")).rule == "id.taken"
    made.check()
