"""Two partners: what one's people do inside their own account, the other's people never notice; and opening up to them.

The world is written down here, dense on both sides; what is drawn is which side acts, and what its people do to what is
theirs. The two sides share a network, a channel manager's boss and every setting, and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.conversion import OUTSIDE
from collabcore.model import FieldSpec
from collabcore.testing import compare, restatement
from collabcore.testing.strategies import History, attempt, commands, histories, new_engine

SIDES = {"acme": "carl", "rival": "dora"}
"""The two accounts, and who manages each."""

PEOPLE: tuple[tuple[str, Literal["user", "manager", "executive"], bool], ...] = (
    ("low", "user", False),
    ("peer", "user", True),
    ("top", "executive", False),
)
TYPES = ("lead", "widget")


def people(side: str) -> tuple[str, ...]:
    """Return the people of an account."""
    return tuple(f"{side}-{who}" for who, _, _ in PEOPLE)


def _organisation() -> Iterator[c.Command]:
    yield c.AddRole(by=HOST, id="sales")
    for side, manager in SIDES.items():
        yield c.AddRole(by=HOST, id=f"to-{side}", parent="sales")
        yield c.AddUser(by=HOST, id=manager, role=f"to-{side}", profile="inside")
    yield c.EnablePartnerManagement(by=HOST)
    yield c.AddNetwork(by=HOST, id="site", name="Site", profiles=("partner", "inside"))
    yield c.PublishNetwork(by=HOST, id="site")
    yield c.Configure(by=HOST, tracked_fields=dict.fromkeys(TYPES, ("stage", "owner")))
    yield c.SetCompleteness(by=HOST, type="lead", fields=(FieldSpec("name"), FieldSpec("phone")))
    yield c.AddPointsRule(by=HOST, id="full", points=10, when="reached", type="lead", cap=None)
    for side in SIDES:
        yield from _account(side)
    yield c.AddRotation(by=HOST, id="turns", targets=("acme-low", "rival-low"))


def _account(side: str) -> Iterator[c.Command]:
    manager, low, top = SIDES[side], f"{side}-low", f"{side}-top"
    yield c.AddRecord(by=manager, id=side, type="account", fields={"name": side})
    yield c.EnablePartnerAccount(by=manager, account=side)
    for who, level, super_user in PEOPLE:
        user = f"{side}-{who}"
        yield c.AddRecord(by=manager, id=f"k-{user}", type="contact", parent=side, fields={"name": user})
        yield c.EnablePartnerUser(
            by=HOST, contact=f"k-{user}", id=user, profile="partner", level=level, super_user=super_user
        )
        yield c.RecordLogin(by=HOST, user=user)
        yield c.AddRecord(by=user, id=f"{user}-lead", type="lead", fields={"name": "words"})
        yield c.AddRecord(by=HOST, id=f"{user}-widget", type="widget", owner=user, fields={"name": "words"})
    yield c.ShareRecord(by=HOST, record=f"{top}-widget", to=low)
    yield c.Post(by=low, id=f"{side}-said", to=f"{low}-lead", text="words")
    yield c.Comment(by=top, id=f"{side}-answer", post=f"{side}-said", text="words")
    yield c.CreateGroup(by=manager, id=f"{side}-group", name=f"Of {side}", access="unlisted", network="site")
    yield from (c.AddMember(by=manager, group=f"{side}-group", user=user) for user in people(side))
    yield c.Post(by=low, id=f"{side}-talk", to=f"{side}-group", text="words #plans")
    yield c.AddFile(by=low, id=f"{side}-file", title="Plan", media_type="text/plain", size=7, on=f"{low}-lead")
    yield c.AddQueue(by=HOST, id=f"{side}-queue", members=(low,), types=("lead",), notify=True)
    yield c.AddRecord(by=manager, id=f"{side}-waits", type="lead", owner=f"{side}-queue")
    yield c.LogActivity(by=low, id=f"{side}-call", kind="call", record=f"{low}-lead")


@cache
def _founded() -> Engine:
    engine = new_engine()
    for command in _organisation():
        engine.apply(command)
    return engine


def world() -> Engine:
    """Return a copy of an organisation with two partners."""
    return _founded().fork()


def deeds(side: str, by: str, other: str, kind: str, new: str) -> tuple[c.Command, ...]:
    """Return everything somebody of an account may do to what is theirs, and what may be done to the account."""
    record, manager = f"{other}-{kind}", SIDES[side]
    return (
        c.AddRecord(by=by, id=new, type=kind, fields={"name": "words", "phone": "+1 202 555 0143"}),
        c.UpdateRecord(by=by, id=record, fields={"stage": new, "phone": "+1 202 555 0143"}, item=new),
        c.ShareRecord(by=by, record=record, to=f"{side}-low"),
        c.UnshareRecord(by=by, record=record, to=f"{side}-low"),
        c.Transfer(by=by, record=record, owner=by, notify=True, item=new),
        c.Transfer(by=by, record=record, owner=f"{side}-top", notify=True, item=new),
        c.DeleteRecord(by=by, id=record),
        c.ConvertLead(by=by, record=f"{other}-lead", opportunity=new),
        c.OpenRecord(by=by, record=record),
        c.Accept(by=by, record=f"{side}-waits", item=new),
        c.Post(by=by, id=new, to=record, text="words @[" + other + "] #plans"),
        c.Post(by=by, id=new, to=f"{side}-group", text="words #plans", poll=("yes", "no")),
        c.Post(by=by, id=new, text="words"),
        c.Comment(by=by, id=new, post=f"{side}-said", text="words", files=(f"{side}-file",)),
        c.Edit(by=by, id=f"{side}-said", text="other words"),
        c.Delete(by=by, id=f"{side}-said"),
        c.Like(by=by, item=f"{side}-said"),
        c.Bookmark(by=by, post=f"{side}-said"),
        c.Mute(by=by, post=f"{side}-talk"),
        c.Flag(by=by, item=f"{side}-talk", reason="words"),
        c.Follow(by=by, target=record),
        c.LeaveGroup(by=by, group=f"{side}-group"),
        c.AddFile(by=by, id=new, title="Plan", media_type="text/plain", size=7, on=record),
        c.UpdateFile(by=by, id=f"{side}-file", title="words"),
        c.AddFileVersion(by=by, id=f"{side}-file", size=8),
        c.ShareFile(by=by, id=f"{side}-file", to=other),
        c.DeleteFile(by=by, id=f"{side}-file"),
        c.LogActivity(by=by, id=new, kind="call", record=record),
        c.CompleteActivity(by=by, id=f"{side}-call"),
        c.RecordLogin(by=HOST, user=by),
        c.UpdateUser(by=by, id=by, name="words"),
        c.SetAbsence(by=by, user=by, absent=True),
        c.Assign(by=manager, record=f"{side}-low-{kind}", to=f"{side}-top"),
        c.Transfer(by=manager, record=side, owner="dora" if manager == "carl" else "carl"),
        c.EnablePartnerUser(by=HOST, contact=f"k-{by}", profile="partner", level="executive", super_user=True),
        c.DeactivateUsers(by=HOST, ids=(by,)),
        c.DisablePartnerAccount(by=HOST, account=side),
    )


def differences(before: Engine, after: Engine, viewers: Sequence[str]) -> list[str]:
    """Return where the answers of some people differ between two engines, to all there is to ask in either."""
    asked = dict.fromkeys(itertools.chain(compare.questions(before.view), compare.questions(after.view)))
    found = []
    for viewer in viewers:
        mine, later = (compare.observe(engine, viewer, asked) for engine in (before, after))
        found += compare.differences(mine, later)
    return found


@given(st.data(), st.sampled_from(tuple(SIDES)))
def test_law_02_partners_notice_nothing_of_each_other(data: st.DataObject, side: str) -> None:
    """What a partner's people do inside their account changes no answer to another partner's, super user or not."""
    before = world()
    after = before.fork(clock=lambda: before.view.now)
    for number in range(data.draw(st.integers(1, 5))):
        by, other = data.draw(st.sampled_from(people(side))), data.draw(st.sampled_from(people(side)))
        able = deeds(side, by, other, data.draw(st.sampled_from(TYPES)), f"new-{number}")
        attempt(after, data.draw(st.sampled_from(able)))
    viewer = data.draw(st.sampled_from(people(next(other for other in SIDES if other != side))))
    assert differences(before, after, (viewer,)) == []


@pytest.mark.parametrize("number", range(len(deeds("acme", "x", "x", "x", "x"))))
def test_every_deed_can_be_done(number: int) -> None:
    """None of them is refused to everybody, or nothing to everybody: each changes something."""
    for by, other, kind in itertools.product(people("acme"), people("acme"), TYPES):
        engine = world()
        before = engine.digest()
        if attempt(engine, deeds("acme", by, other, kind, "new")[number]) is None and engine.digest() != before:
            return
    raise AssertionError(deeds("acme", "low", "low", "lead", "new")[number])


@pytest.mark.parametrize(
    "leak",
    [
        c.ShareRecord(by=HOST, record="acme-low-lead", to="rival-peer"),
        c.Transfer(by=HOST, record="acme-low-widget", owner="rival-low"),
        c.AddMember(by="carl", group="acme-group", user="rival-low"),
        c.Configure(by=HOST, record_visibility={"widget": "read"}, external_record_visibility={"widget": "read"}),
        c.Configure(by=HOST, external_user_visibility="public"),
        c.ShareFile(by=HOST, id="acme-file", to="rival-low"),
    ],
    ids=str,
)
def test_a_leak_is_noticed(leak: c.Command) -> None:
    """What does reach the other side differs in their answers."""
    before = world()
    after = before.fork(clock=lambda: before.view.now)
    after.apply(leak)
    assert differences(before, after, ("rival-peer",) if "rival-low" not in str(leak) else people("rival"))


@given(histories(max_size=8), st.data())
def test_law_01_a_conversion_shows_what_applying_it_does(history: History, data: st.DataObject) -> None:
    """What outsiders would gain and anybody would lose is what the rules, said apart, say of the world that follows."""
    engine = history.engine
    changes = data.draw(st.lists(commands(engine.view), max_size=4))
    shown = engine.conversion(changes)
    before = sights(engine)
    if shown.problems:
        assert len(shown.problems) <= len(changes)
        return
    shown.apply()
    after, view = sights(engine), engine.view
    gained = {(user, item) for user, item in after - before if view.users[user].kind in OUTSIDE and user != item}
    assert gained == {(sight.reader, sight.item) for sight in shown.gained}
    assert before - after == {(sight.reader, sight.item) for sight in shown.lost}
    engine.check()


def sights(engine: Engine) -> set[tuple[str, str]]:
    """Return who may see or know of what, by the restatement."""
    view, things = engine.view, compare.things(engine.view)[:-1]
    return {
        (user, item) for user, item in itertools.product(view.users, things) if restatement.may_see(view, user, item)
    }
