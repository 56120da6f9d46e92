"""Partners: who becomes one, where they stand, what they see, and who sees what is theirs."""

import pytest
from tests.unit.refusals_partners import ACCOUNT, LADDERS, PARTNER, PRM, REFUSALS, made
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import engine, outcome, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Level
from collabcore.testing import compare
from collabcore.testing.reference import Reference

NETWORK = c.AddNetwork(by=HOST, id="site", name="Site", profiles=("outside",))
PUBLISH = c.PublishNetwork(by=HOST, id="site")


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    """Refused as the table says, and nothing has changed."""
    found = refusal.happen()
    assert (refusal.tag, refusal.rule) == (found.tag, found.rule)


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_ladder(ladder: Ladder) -> None:
    """The first reason to refuse is the one that is given."""
    for wanted, command in ladder.rungs:
        assert wanted == outcome(town(*ladder.after), command)


def test_enabling_is_for_good_and_asking_twice_is_nothing() -> None:
    """There is no command that takes partners away; every enabling twice changes nothing."""
    made_twice = town(*PARTNER)

    assert made_twice.view.partner_management
    assert [()] * 3 == [made_twice.apply(command) for command in (PRM, PARTNER[3], made())]
    assert [] == [tag for tag in c.COMMANDS if tag.startswith("disable_partner_m")]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"First Name": "x"}, ""),
        ({"first_name": "Pia", "last_name": "Roy"}, "Pia Roy"),
        ({"LastName": "Roy"}, "Roy"),
        ({"Name": "P. Roy"}, "P. Roy"),
    ],
)
def test_a_user_is_named_like_the_contact(fields: dict[str, str], name: str) -> None:
    """From the fields a name is usually kept in, unless a name is given."""
    contact = c.AddRecord(by=HOST, id="acme-pia", type="contact", owner="jose", parent="acme", fields=fields)
    ready = (PRM, ACCOUNT, contact, PARTNER[3])

    assert name == town(*ready, made()).view.users["pia"].name
    assert "Other" == town(*ready, made(name="Other")).view.users["pia"].name


def test_asked_again_a_user_changes() -> None:
    """Level, profile, right and name; what is the same makes nothing."""
    here = town(*PARTNER)
    here.apply(made(level="executive", super_user=True, name="Pia"))
    pia = here.view.users["pia"]

    assert ("executive", True, "Pia", "outside") == (pia.level, pia.super_user, pia.name, pia.profile)
    assert () == here.apply(made(level="executive", super_user=True))
    assert here.apply(made(id=None, level="user", super_user=False))


def test_the_welcome_waits_for_a_live_network_of_theirs() -> None:
    """Nothing before; once when it goes live, and not again."""
    here = town(*PARTNER, NETWORK)
    assert () == here.viewer("pia").notifications()
    here.apply(PUBLISH)
    here.apply(c.TakeNetworkOffline(by=HOST, id="site"))
    here.apply(PUBLISH)

    assert [("welcome", "pia", None)] == [(one.reason, one.item, one.by) for one in here.viewer("pia").notifications()]


@pytest.mark.parametrize(
    "last",
    [
        (c.UpdateNetwork(by=HOST, id="other", profiles=("outside",)),),
        (c.UpdateUser(by=HOST, id="pia", profile="elsewhere"),),
        (made(profile="elsewhere"),),
    ],
)
def test_whatever_brings_them_in_welcomes_them(last: tuple[c.Command, ...]) -> None:
    """A network that takes the profile, or a profile that a network takes."""
    other = c.AddNetwork(by=HOST, id="other", name="Other", profiles=("elsewhere",))
    here = town(*PARTNER, other, c.PublishNetwork(by=HOST, id="other"))
    assert 0 == here.viewer("pia").unread()
    for command in last:
        here.apply(command)

    assert 1 == here.viewer("pia").unread()


def test_who_was_away_is_welcomed_on_return() -> None:
    """An inactive user is not welcomed; an active one is."""
    here = town(*PARTNER, NETWORK, c.DeactivateUsers(by=HOST, ids=("pia",)), PUBLISH)
    assert not here.view.welcomed
    here.apply(c.ActivateUser(by=HOST, id="pia"))

    assert {"pia"} == here.view.welcomed


def test_an_account_that_is_no_partner_any_more_has_no_people() -> None:
    """They are deactivated with it, follows between them gone; enabled again, they can come back one by one."""
    pim = c.AddRecord(by=HOST, id="acme-pim", type="contact", owner="jose", parent="acme")
    public = c.Configure(by=HOST, external_user_visibility="public")
    here = town(*PARTNER, pim, made(contact="acme-pim", id="pim"), public, c.Follow(by="pim", target="pia"))
    happened = here.apply(c.DisablePartnerAccount(by="jose", account="acme"))

    assert [e.PartnerAccountDisabled, e.UserDeactivated, e.Unfollowed, e.UserDeactivated] == list(map(type, happened))
    assert () == here.apply(c.DisablePartnerAccount(by="jose", account="acme"))
    here.apply(c.EnablePartnerAccount(by="jose", account="acme"))
    assert not here.view.users["pia"].active
    here.apply(c.ActivateUser(by=HOST, id="pia"))
    assert here.view.users["pia"].active


def test_logins_are_kept() -> None:
    """Every one, by oneself or by who manages users."""
    here = town(c.RecordLogin(by="lea", user="lea"), c.RecordLogin(by="hana", user="lea"))

    assert 2 == len(here.view.logins("lea"))
    assert () == here.view.logins("jose")


# Where partners stand: the account of jose (rep, below director, below ceo), four people, and a rival

PEOPLE = (("low", "user", False), ("peer", "user", True), ("mid", "manager", True), ("top", "executive", False))
TYPES = ("lead", "opportunity", "case", "widget", "account", "contact")


def partners() -> tuple[c.Command, ...]:
    """Return two partners with people at every level, each of whom owns a record of every type."""
    told: list[c.Command] = [*PARTNER[:2], PARTNER[3]]
    told += [c.AddRecord(by=HOST, id="rival", type="account", owner="lea")]
    told += [c.EnablePartnerAccount(by=HOST, account="rival")]
    for account, people in (("acme", PEOPLE), ("rival", (("riva", "executive", True),))):
        for who, level, super_user in people:
            told += [c.AddRecord(by=HOST, id=f"contact-{who}", type="contact", owner="carla", parent=account)]
            told += [made(contact=f"contact-{who}", id=who, level=level, super_user=super_user)]
            told += [c.AddRecord(by=HOST, id=f"{who}-{kind}", type=kind, owner=who) for kind in TYPES]
    return tuple(told)


SUPER = {
    # owner: who sees a lead, opportunity, case or custom record of theirs; who sees an account or contact of theirs
    "low": ({"low", "peer", "mid", "top"}, {"low", "mid", "top"}),
    "peer": ({"peer", "mid", "top"}, {"peer", "mid", "top"}),
    "mid": ({"mid", "top"}, {"mid", "top"}),
    "top": ({"top"}, {"top"}),
    "riva": ({"riva"}, {"riva"}),
}


@pytest.mark.parametrize("owner", SUPER)
@pytest.mark.parametrize("kind", TYPES)
def test_super_users_reach_their_level_and_below_of_their_account_in_four_types(owner: str, kind: str) -> None:
    """G53, as a table: peers through the right alone, those above by the hierarchy, nobody of another account."""
    here = town(*partners())
    outside = {who for who, _, _ in PEOPLE} | {"riva"}
    wanted = SUPER[owner][kind in ("account", "contact")]

    assert wanted == here.audience(f"{owner}-{kind}") & outside
    assert {Level.ALL} == {here.access(who, f"{owner}-{kind}") for who in wanted}


BRANCHES = {
    # owner of the account: who of the people inside sees what a partner's user owns
    "jose": {"jose", "aniyah", "sofia", "carla"},
    "sofia": {"sofia", "carla"},
    "carla": {"carla"},
    "lea": {"lea"},
}


@pytest.mark.parametrize("owner", BRANCHES)
def test_the_partners_branch_moves_with_the_owner_of_the_account(owner: str) -> None:
    """Partners stand below the role of whoever owns the account: its holders and those above see what they own."""
    here = town(*partners(), c.Transfer(by=HOST, record="acme", owner=owner))
    inside = {"carla", "sofia", "aniyah", "jose", "lea", "ines"}

    assert BRANCHES[owner] == here.audience("low-lead") & inside
    assert BRANCHES[owner] <= here.audience("low")
    here.check()


def test_the_branch_moves_with_the_owners_role_and_with_the_role() -> None:
    """No command about partners is needed."""
    here = town(*partners())
    here.apply(c.UpdateUser(by=HOST, id="jose", role="office"))
    assert {"jose", "lea"} == here.audience("low-lead") & {"jose", "lea", "aniyah", "sofia", "carla"}
    here.apply(c.MoveRole(by=HOST, id="office", parent="director"))

    assert {"jose", "lea", "sofia", "carla"} == here.audience("low-lead") & {"jose", "lea", "aniyah", "sofia", "carla"}
    here.check()


def test_subordinates_include_the_partners_below() -> None:
    """What is shared with a role and its subordinates reaches partners below it; with the role alone it does not."""
    for to, reached in (("role+:rep", True), ("role+:director", True), ("role:rep", False), ("role+:office", False)):
        here = town(*partners(), c.ShareRecord(by="jose", record="gift", to=to))
        assert reached == here.can_see("low", "gift"), to
        here.check()


def test_what_a_partner_is_given_reaches_their_super_users_and_superiors() -> None:
    """Shared with or owned by is one for the hierarchy; a share with somebody away reaches nobody."""
    here = town(*partners(), c.ShareRecord(by="jose", record="gift", to="low"))
    assert {"low", "peer", "mid", "top"} == here.audience("gift") & {"low", "peer", "mid", "top", "riva"}
    assert "peer" in str(here.explain("peer", "gift"))
    here.apply(c.DeactivateUsers(by=HOST, ids=("low",)))

    assert set() == here.audience("gift") & {"low", "peer", "mid", "top", "riva"}


@pytest.mark.parametrize(
    ("viewer", "item", "word"),
    [
        ("mid", "low-lead", "manager of partner `acme`, above `low`"),
        ("peer", "low-lead", "user of partner `acme`, and super user beside `low`"),
        ("jose", "low-lead", "in role `rep`, above `low`"),
        ("mid", "low", "above every user of `acme`"),
    ],
)
def test_it_is_explained(viewer: str, item: str, word: str) -> None:
    """By where the viewer stands."""
    assert word in str(town(*partners()).explain(viewer, item))


def test_a_share_below_a_role_is_explained_to_a_partner() -> None:
    """By the role that they stand below."""
    here = town(*partners(), c.ShareRecord(by="jose", record="gift", to="role+:director"))
    assert "`low` is a partner of `acme`, below role `rep`, below `director`" in here.explain("low", "gift").because


def test_a_partner_reads_their_account_and_its_contacts() -> None:
    """READINGS 50: and nothing else of the organisation's."""
    here = town(*partners())
    mine = {"acme", *(f"contact-{who}" for who, _, _ in PEOPLE)}

    assert mine | {f"low-{kind}" for kind in TYPES} == here.visible_items("low") & set(here.view.records)
    assert Level.READ == here.access("low", "acme") == here.access("low", "contact-top")


def test_the_twin_and_the_restatement_say_the_same() -> None:
    """Of every partner's sight, with something shared by hand and by a rule at every place around them."""
    shared = (
        c.ShareRecord(by="jose", record="gift", to="low"),
        c.ShareRecord(by="carla", record="contact-mid", to="peer"),
        c.ShareRecord(by=HOST, record="lea", to="role+:rep"),
        c.AddSharingRule(by=HOST, id="to-mid", type="lead", to="mid", owned_by="riva"),
        c.AddSharingRule(by=HOST, id="of-branch", type="case", to="lea", owned_by="role+:rep"),
        c.AddQueue(by=HOST, id="pile", members=("low",), types=("lead",)),
        c.AddRecord(by=HOST, id="waits", type="lead", owner="pile"),
        c.Configure(by=HOST, user_visibility="private"),
        c.DeactivateUsers(by=HOST, ids=("top",)),
    )
    here = town(*partners(), *shared)
    compare.agree(here, Reference(here.events()), readers=())


def test_an_empty_organisation_has_no_partners() -> None:
    """Until they are allowed."""
    assert not engine().view.partner_management


def test_a_partner_changes_like_anybody_but_in_kind_account_and_role() -> None:
    """What makes them a partner comes from the contact; a name and permissions do not."""
    here = town(*partners())
    here.apply(c.UpdateUser(by=HOST, id="low", name="Lo"))
    assert here.view.users["low"].name == "Lo"


def test_whoever_managed_a_partner_and_lost_their_role_is_above_nobody() -> None:
    """It takes an account that is no partner any more; what its people own stays, and is out of the owner's sight."""
    here = town(*partners(), c.Configure(by=HOST, record_visibility={"lead": "private"}))
    owner = here.view.records["acme"].owner
    assert here.can_see(owner, "low-lead")
    here.apply(c.DisablePartnerAccount(by=HOST, account="acme"))
    assert here.can_see(owner, "low-lead")
    here.apply(c.UpdateUser(by=HOST, id=owner, role=None))
    assert not here.can_see(owner, "low-lead")
    compare.agree(here, Reference(here.events()), readers=())
