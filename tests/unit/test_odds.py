"""Corners that nobody walks into by commands alone, reached through events: partners, and views that note readings."""

from __future__ import annotations

import pytest

from collabcore import HOST, Engine, InvalidError, model
from collabcore import commands as c
from collabcore import events as e
from collabcore._store.noting import Reading
from collabcore.journal import MemoryJournal
from collabcore.testing import restated_access, restatement
from collabcore.testing.reference import START, Reference
from collabcore.testing.strategies import new_engine


def test_a_partner_stays_one() -> None:
    """Kind and account come from the contact, and are not changed by hand (READINGS 50)."""
    partner = model.User(id="pat", kind="partner", added_at=START)
    engine = Engine(journal=MemoryJournal([e.UserAdded(by=HOST, at=START, user=partner)]))
    for change in (c.UpdateUser(by=HOST, id="pat", kind="free"), c.UpdateUser(by=HOST, id="pat", account=None)):
        if change.kind == "free":
            with pytest.raises(InvalidError):
                engine.apply(change)
        else:
            assert engine.apply(change) == ()
    engine.apply(c.AddRole(by=HOST, id="outside"))
    with pytest.raises(InvalidError):
        engine.apply(c.UpdateUser(by=HOST, id="pat", role="outside"))


def test_a_community_user_moves_to_a_role_within_the_account() -> None:
    """The account stays, and is looked at again with the change."""
    engine = new_engine()
    engine.apply_all(
        (
            c.AddRole(by=HOST, id="outside"),
            c.AddUser(by=HOST, id="ana"),
            c.AddRecord(by="ana", id="acme", type="account"),
            c.AddUser(by=HOST, id="com", kind="community", account="acme"),
        )
    )
    assert engine.apply(c.UpdateUser(by=HOST, id="com", role="outside"))


def test_who_reaches_what_in_the_restatement() -> None:
    """Customers are in no network, the inactive in no target, and a partner without an account has no manager."""
    engine = new_engine()
    engine.apply_all(
        (
            c.AddUser(by=HOST, id="ana"),
            c.AddUser(by=HOST, id="bob"),
            c.AddUser(by=HOST, id="cus", kind="customer"),
            c.AddNetwork(by=HOST, id="n", name="Net", profiles=("standard",)),
            c.PublishNetwork(by=HOST, id="n"),
            c.AddRecord(by="ana", id="r", type="lead"),
            c.ShareRecord(by="ana", record="r", to="bob"),
            c.DeactivateUsers(by=HOST, ids=("bob",)),
        )
    )
    twin = Reference(engine.events())
    assert not restated_access.in_live_network(twin, "cus", "n")
    assert restated_access.in_live_network(twin, "ana", "n")
    assert not restated_access.is_in(twin, "bob", "bob")
    assert not restated_access._manages_channel(twin, "ana", None)


def test_what_is_read_is_noted() -> None:
    """An entry by its key, a whole mapping as a whole, a plain answer by its name."""
    engine = new_engine()
    engine.apply(c.AddUser(by=HOST, id="ana"))
    reading = Reading(engine.view)
    assert (1, "ana") == (len(reading.users), reading.users["ana"].id)
    assert {("users", "ana"), ("users",)} == reading.facts()
    assert reading.epoch == 1
    engine.apply(c.AddUser(by=HOST, id="bob"))
    assert (2, ["ana", "bob"]) == (reading.epoch, list(reading.users))
    assert {("epoch",), ("users",)} == reading.facts()
    assert reading.users.get("eve", "nobody") == "nobody"
    assert "eve" not in reading.users
    assert {("users", "eve")} == reading.facts()


def test_a_deleted_record_is_shown_no_more() -> None:
    """Not in the groups it was attached to either."""
    engine = new_engine()
    engine.apply_all(
        (
            c.AddUser(by=HOST, id="ana"),
            c.CreateGroup(by="ana", id="g", name="Group"),
            c.AddRecord(by="ana", id="r", type="lead"),
            c.AttachRecord(by="ana", group="g", record="r"),
        )
    )
    assert {"r"} == set(engine.view.attached("g"))
    engine.apply(c.DeleteRecord(by="ana", id="r"))
    assert not engine.view.attached("g")
    engine.check()


def test_customers_neither_follow_nor_write_on_walls() -> None:
    """RULES 3 and 1.6b, in the restatement's words."""
    engine = new_engine()
    engine.apply_all(
        (
            *(c.AddUser(by=HOST, id=name) for name in ("ana", "bob")),
            c.AddUser(by=HOST, id="cus", kind="customer"),
            c.CreateGroup(by="ana", id="g", name="Group", access="private", customers=True, broadcast=True),
            c.AddMember(by="ana", group="g", user="cus"),
            c.AddMember(by="ana", group="g", user="bob"),
            c.Post(by="ana", id="w", text="words"),
        )
    )
    twin = Reference(engine.events())
    assert not restatement.may_follow(twin, "cus", "ana")
    assert not restatement.may_follow(twin, "ana", "cus")
    assert not restatement.may_post(twin, "cus", "ana")
    assert not restatement.may_comment(twin, "cus", "w")
    assert [True, False] == [restatement.may_post(twin, name, "g") for name in ("ana", "bob")]
