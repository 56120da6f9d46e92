"""Teams, queues, networks, kinds of people and settings: what is refused, and what repeating does."""

from __future__ import annotations

import pytest
from tests.unit.refusals_teams import ACCOUNT, FREE, LADDERS, NETWORK, PRIVATE, PUBLISH, QUEUE, REFUSALS, TEAM, share
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import outcome, refused, town

from collabcore import HOST
from collabcore import commands as c
from collabcore.events import MemberAdded


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Every way to be refused, by tag and rule, with nothing changed (law 5)."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_precedence(ladder: Ladder) -> None:
    """The worst fault is the one named: not found, invalid, not allowed, conflict (READINGS 19)."""
    made = town(*ladder.after)

    assert [wanted for wanted, _ in ladder.rungs] == [outcome(made, command) for _, command in ladder.rungs]


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
