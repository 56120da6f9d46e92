"""The facts an explanation gives, in words, for every way into a record (RULES 8.2, 8.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from collabcore import events as e
from collabcore import explaining, model, records
from collabcore._store import Store
from collabcore.model import HOST, Level
from collabcore.testing.reference import START


def told(kind: type[e.Event], **fields: Any) -> e.Event:
    """Return an event of the host's."""
    return kind(by=HOST, at=START, **fields)


def user(name: str, **fields: Any) -> e.Event:
    """Return the coming of a person."""
    return told(e.UserAdded, user=model.User(id=name, added_at=START, **fields))


def record(name: str, kind: str, owner: str, parent: str | None = None) -> e.Event:
    """Return the coming of a record."""
    made = model.Record(id=name, type=kind, owner=owner, parent=parent, created_at=START, updated_at=START)
    return told(e.RecordAdded, record=made)


def world(*more: e.Event) -> Store:
    """Return a director above ana; an account of ana's, with a contact; a partner of the account; bob beside."""
    roles = (model.Role(id="director"), model.Role(id="officer", parent="director"))
    start: Iterable[e.Event] = (
        *(told(e.RoleAdded, role=role) for role in roles),
        user("dora", role="director"),
        user("ana", role="officer"),
        user("bob"),
        record("acme", "account", "ana"),
        record("carl", "contact", "ana", "acme"),
        user("pat", kind="partner", account="acme", profile="partners"),
    )
    return Store((*start, *more))


@pytest.mark.parametrize(
    ("viewer", "item", "more", "fact"),
    [
        ("ana", "acme", (), "`ana` owns `acme`"),
        ("dora", "acme", (), "`dora` is in role `director`, above `ana`, which gives all"),
        ("pat", "acme", (), "`pat` is a partner of `acme`, for read"),
        (
            "bob",
            "acme",
            (told(e.Configured, changes={"record_visibility": {"account": "read"}}),),
            "every account is open by default for read",
        ),
        (
            "bob",
            "acme",
            (told(e.RecordShared, record="carl", to="bob", level="edit"),),
            "`bob` was granted `carl`, which hangs on it, for read",
        ),
        (
            "bob",
            "carl",
            (
                told(e.Configured, changes={"record_visibility": {"contact": "parent"}}),
                told(e.RecordShared, record="acme", to="bob", level="read"),
            ),
            "`carl` follows `acme`, which gives read",
        ),
        (
            "bob",
            "acme",
            (told(e.RecordShared, record="acme", to="bob", level="read"),),
            "`acme` is shared with `bob` for read",
        ),
        (
            "bob",
            "pile",
            (
                told(e.QueueAdded, queue=model.Queue(id="desk", members=("bob",), types=("lead",))),
                record("pile", "lead", "desk"),
            ),
            "`pile` waits in queue `desk`, whose members have edit",
        ),
        (
            "bob",
            "acme",
            (told(e.SharingRuleAdded, rule=model.SharingRule(id="r", type="account", to="bob", owned_by="ana")),),
            "rule `r` gives `bob` read on every account owned by `ana`",
        ),
        (
            "bob",
            "acme",
            (
                told(e.TeamAdded, team=model.Team(id="north", members=("bob",))),
                told(
                    e.SharingRuleAdded,
                    rule=model.SharingRule(
                        id="r", type="account", to="north", where=(model.Criterion("owner", "equals", "ana"),)
                    ),
                ),
            ),
            "rule `r` gives team `north` read on every account that meets its criteria",
        ),
        (
            "bob",
            "acme",
            (told(e.UserUpdated, id="bob", changes={"permissions": ["view_all_data"]}),),
            "`bob` holds view_all_data, which gives read",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_way_into_a_record_is_told(viewer: str, item: str, more: tuple[e.Event, ...], fact: str) -> None:
    """The first fact is the strongest grant."""
    verdict = explaining.explain(world(*more), viewer, item)
    assert (True, "record.read", fact) == (verdict.allowed, verdict.rule, verdict.because[0])


def test_whose_partners_a_channel_manager_has() -> None:
    """Over what a partner owns: the role of the account's owner, and those above it (RULES 8.3, READINGS 73)."""
    view = world(record("deal", "opportunity", "pat"))
    levels = {name: records.access(view, name, view.records["deal"]) for name in ("pat", "ana", "dora", "bob")}
    assert {"pat": Level.ALL, "ana": Level.ALL, "dora": Level.ALL, "bob": Level.NONE} == levels


def test_the_links_between_people_and_what_they_are_given() -> None:
    """A rule for a team is told link by link: who is in it through which role, whose records it speaks of, and why."""
    rule = model.SharingRule(id="r2", type="opportunity", to="all", owned_by="role+:director")
    view = world(
        told(e.RoleAdded, role=model.Role(id="desk", parent="officer")),
        user("luc", role="desk"),
        told(e.TeamAdded, team=model.Team(id="north", members=("role+:officer",))),
        told(e.TeamAdded, team=model.Team(id="all", members=("north",))),
        told(e.SharingRuleAdded, rule=rule),
        record("deal", "opportunity", "ana"),
    )
    assert (
        "rule `r2` gives team `all` read on every opportunity owned by role `director` and those below",
        "`luc` is in role `desk`, below `officer`",
        "role `officer` and those below is in team `north`",
        "team `north` is in team `all`",
        "`ana` owns `deal`",
        "`ana` is in role `officer`, below `director`",
        "`luc` may read `deal`",
    ) == explaining.explain(view, "luc", "deal").because


def test_the_links_of_criteria_queues_and_owners_without_a_role() -> None:
    """A record meets criteria, lies in a queue, or is owned by somebody who is in no role."""
    criteria = model.SharingRule(id="r1", type="lead", to="bob", where=(model.Criterion("type", "equals", "lead"),))
    pile = model.SharingRule(id="r2", type="lead", to="dora", owned_by="desk")
    view = world(
        told(e.QueueAdded, queue=model.Queue(id="desk", members=("ana",), types=("lead",))),
        record("cold", "lead", "desk"),
        record("deal", "opportunity", "bob"),
        told(e.SharingRuleAdded, rule=criteria),
        told(e.SharingRuleAdded, rule=pile),
    )
    assert "`cold` meets them" == explaining.explain(view, "bob", "cold").because[1]
    assert "`desk` owns `cold`" in explaining.explain(view, "dora", "cold").because
    assert explaining.explain(view, "ana", "deal").because == (
        "`ana` has no access to `deal`",
        "`bob` owns `deal`",
        "by default records of type opportunity are set to private",
        "nothing shares it with `ana`, who is above nobody it is shared with",
    )


def test_how_somebody_stands_to_a_network() -> None:
    """By profile, and by whether the network is live."""
    group = model.Group(id="g", name="G", owner="ana", network="n", created_at=START)
    network = model.Network(id="n", name="N", profiles=("partners",))
    view = world(
        told(e.NetworkAdded, network=network),
        told(e.GroupCreated, group=group),
        user("far", kind="community", account="acme"),
    )
    assert [
        ("profile `partners` of `pat` is in network `n`, which is preview",),
        ("profile `standard` of `far` is not in network `n`, which is preview",),
    ] == [explaining.explain(view, name, "g").because[2:] for name in ("pat", "far")]


def test_who_is_in_no_live_network_is_told_their_profile() -> None:
    """A post on a record is in every live network; whoever is in none has a profile that no live one takes in."""
    post = model.Post(id="p", author="ana", to="acme", text="words", at=START, audience="all")
    view = world(told(e.Posted, post=post))
    assert "`pat` has profile `partners`" == explaining.explain(view, "pat", "p").because[-1]
