"""What would be, if: exposure, remedies, and an auditor's questions."""

from __future__ import annotations

import pytest

from collabcore import HOST, Engine, NotAllowedError, NotFoundError
from collabcore import commands as c
from collabcore.audit import Exposure
from collabcore.testing.strategies import new_engine


def office() -> Engine:
    """Return three people: ana above bob, cy in no role; a private group of ana's, and a record of bob's."""
    engine = new_engine()
    engine.apply_all(
        (
            c.AddRole(by=HOST, id="top"),
            c.AddRole(by=HOST, id="low", parent="top"),
            c.AddUser(by=HOST, id="ana", role="top"),
            c.AddUser(by=HOST, id="bob", role="low"),
            c.AddUser(by=HOST, id="cy"),
            c.CreateGroup(by="ana", id="g", name="Group", access="private"),
            c.Post(by="ana", id="p", to="g", text="words"),
            c.AddRecord(by="bob", id="r", type="lead"),
            c.Post(by="bob", id="q", to="r", text="words"),
        )
    )
    return engine


def test_exposure_tells_who_gains_and_loses_and_changes_nothing() -> None:
    """Commands or scenario steps; only what changes is named."""
    engine = office()
    before = engine.digest()
    gained = Exposure(gained=("cy",))
    opened = [{"do": "configure", "record_visibility": {"lead": "read"}}]
    assert {"r": gained, "q": gained} == engine.exposure(opened)
    moved = c.MoveRole(by=HOST, id="low", parent=None)
    assert {"r": Exposure(lost=("ana",)), "q": Exposure(lost=("ana",))} == engine.exposure([moved])
    new = c.Post(by="ana", id="new", to="g", text="words")
    assert {"new": Exposure(gained=("ana",))} == engine.exposure([new])
    assert {} == engine.exposure([])
    assert before == engine.digest()


def test_exposure_of_what_asks_the_same_is_told_of_each() -> None:
    """Two posts in one group have one lock, and each its line."""
    engine = office()
    engine.apply(c.Post(by="ana", id="p2", to="g", text="more words"))
    gained = Exposure(gained=("cy",))
    assert {"p": gained, "p2": gained} == engine.exposure([c.AddMember(by="ana", group="g", user="cy")])


def test_exposure_refuses_as_apply_would() -> None:
    """The first refusal is raised."""
    with pytest.raises(NotAllowedError):
        office().exposure([c.Configure(by="cy", user_visibility="private")])


@pytest.mark.parametrize(
    ("user", "item", "tags", "givers"),
    [
        ("bob", "p", ["add_member", "add_permissions", "update_group"], ("ana",)),
        ("cy", "q", ["share_record", "add_permissions"], ("ana", "bob")),
        ("cy", "cy", [], ()),
    ],
)
def test_remedies_name_single_grants_and_who_can_give_them(
    user: str, item: str, tags: list[str], givers: tuple[str, ...]
) -> None:
    """Each was tried, and flips the verdict by itself; a yes needs none."""
    engine = office()
    found = engine.remedies(user, item)
    assert tags == [remedy.command.tag for remedy in found]
    for remedy in found:
        copy = engine.fork()
        copy.apply(remedy.command)
        assert copy.can_see(user, item)
        assert remedy.command.tag in str(remedy)
    if found:
        assert givers == found[0].givers
        assert "only the host" in str(found[1])


def test_remedies_for_people_places_and_what_is_held_back() -> None:
    """Every kind of no has its own proposals; what cannot be done is not proposed."""
    engine = office()
    engine.apply_all(
        (
            c.AddNetwork(by=HOST, id="n", name="Partners"),
            c.AddRecord(by="bob", id="acc", type="account"),
            c.AddUser(by=HOST, id="ext", kind="community", account="acc", profile="outside"),
            c.AddTeam(by=HOST, id="t", members=("bob",)),
            c.AddRecord(by="ana", id="r2", type="lead"),
            c.ShareRecord(by="ana", record="r2", to="t"),
            c.Post(by="ana", id="w", text="words"),
            c.CreateGroup(by="ana", id="u", name="Quiet", access="unlisted"),
        )
    )
    assert "update_team" in [remedy.command.tag for remedy in engine.remedies("cy", "r2")]
    assert ["add_member", "add_permissions"] == [remedy.command.tag for remedy in engine.remedies("cy", "u")]

    engine.apply(c.Configure(by=HOST, user_visibility="private"))
    assert ["share_record", "add_permissions", "configure"] == [r.command.tag for r in engine.remedies("cy", "w")]

    engine.apply(c.Review(by=HOST, item="p", status="pending"))
    engine.apply(c.AddMember(by=HOST, group="g", user="cy"))
    assert {"review", "add_permissions"} == {remedy.command.tag for remedy in engine.remedies("cy", "p")}

    engine.apply(c.ShareRecord(by=HOST, record="r2", to="ext"))
    engine.apply(c.Post(by="ana", id="x", to="r2", text="words"))
    assert () == engine.remedies("ext", "x")  # it takes two: an open post, and a live network
    engine.apply(c.UpdateNetwork(by=HOST, id="n", profiles=("outside",)))
    engine.apply(c.PublishNetwork(by=HOST, id="n"))
    assert ["set_audience"] == [remedy.command.tag for remedy in engine.remedies("ext", "x")]
    engine.apply(c.SetAudience(by=HOST, post="x", audience="all"))
    engine.apply(c.TakeNetworkOffline(by=HOST, id="n"))
    assert ["publish_network"] == [remedy.command.tag for remedy in engine.remedies("ext", "x")]

    engine.apply(c.DeactivateUsers(by=HOST, ids=("cy",)))
    assert ["activate_user"] == [remedy.command.tag for remedy in engine.remedies("cy", "cy")]


def test_remedies_for_the_unknown_are_refused() -> None:
    """Like every question of the host."""
    with pytest.raises(NotFoundError):
        office().remedies("cy", "nothing")


def test_an_auditor_asks_from_both_ends() -> None:
    """What two people both see, what one sees beyond the other, who sees all of a type."""
    engine = office()
    ana, bob = engine.visible_items("ana"), engine.visible_items("bob")
    assert {"p"} == ana - bob
    assert {"r", "q"} <= ana & bob
    assert {"ana", "bob"} == engine.sees_all("lead")
    assert {"ana", "bob", "cy"} == engine.sees_all("case")
    with pytest.raises(NotFoundError):
        engine.visible_items("nobody")


def test_a_verdict_reads_well_in_a_notebook() -> None:
    """Escaped, with its facts as a list."""
    shown = office().explain("bob", "p")._repr_html_()
    assert "<b>no</b>" in shown
    assert "<li>" in shown
    assert "<b>yes</b>" in office().explain("ana", "p")._repr_html_()


def test_what_two_people_both_see_and_what_only_one_sees() -> None:
    """Ana alone sees her group's post, both see bob's record; nobody unknown is asked about."""
    engine = office()
    assert {"p"} == engine.only_sees("ana", "bob")
    assert frozenset() == engine.only_sees("bob", "ana")
    assert {"ana", "bob", "cy", "g", "r", "q"} == engine.both_see("ana", "bob")
    for question in (engine.both_see, engine.only_sees):
        with pytest.raises(NotFoundError):
            question("ana", "nobody")


def test_exposure_and_remedies_show_themselves_in_a_notebook() -> None:
    """As tables, everything in them escaped."""
    engine = office()
    assert "<td>cy, &lt;b&gt;</td><td>–</td>" in Exposure(gained=("cy", "<b>"))._repr_html_()
    assert "<td>–</td><td>cy</td>" in Exposure(lost=("cy",))._repr_html_()
    opened = engine.exposure([c.Configure(by=HOST, record_visibility={"lead": "read"})])
    assert "things that change their audience\nitem  gained  lost\nr     cy      –\nq     cy      –" == str(opened)
    assert "<caption>things that change their audience</caption>" in opened._repr_html_()
    nothing = engine.exposure([])
    assert "things that change their audience: none" == str(nothing) == repr(nothing)
    assert "<p>things that change their audience: none</p>" == nothing._repr_html_()
    add, permit, *_ = engine.remedies("bob", "p")
    assert "<td>add_member</td><td>group g, user bob</td><td>ana</td>" in add._repr_html_()
    assert "<td>host</td>" in permit._repr_html_()
