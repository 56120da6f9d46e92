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
            "`pile` waits in queue `desk`, which `bob` is in, for edit",
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
            "`bob` is in `north`; rule `r` gives `north` read on every account that meet its criteria",
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
