"""How far somebody may go with a record in a whole organisation: literal tables, one line per cause (RULES 8.2)."""

from __future__ import annotations

import pytest
from tests.unit.world import START, engine

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.events import UserAdded
from collabcore.model import Criterion, User
from collabcore.records import causes

WORLD: tuple[c.Command, ...] = (
    c.AddRole(by=HOST, id="ceo"),
    c.AddRole(by=HOST, id="west", parent="ceo"),
    c.AddRole(by=HOST, id="rep", parent="west"),
    c.AddRole(by=HOST, id="east", parent="ceo"),
    c.AddRole(by=HOST, id="agent", parent="east"),
    c.AddUser(by=HOST, id="cleo", role="ceo"),
    c.AddUser(by=HOST, id="wanda", role="west"),
    c.AddUser(by=HOST, id="rita", role="rep"),
    c.AddUser(by=HOST, id="ray", role="rep"),
    c.AddUser(by=HOST, id="edith", role="east"),
    c.AddUser(by=HOST, id="alex", role="agent"),
    c.AddUser(by=HOST, id="lone"),
    c.AddUser(by=HOST, id="vera", permissions=("view_all_data",)),
    c.AddUser(by=HOST, id="grace", permissions=("modify_all_data",)),
    c.AddUser(by=HOST, id="fred", kind="free", permissions=("modify_all_data",)),
    c.AddUser(by=HOST, id="kim", kind="customer"),
    c.AddTeam(by=HOST, id="crew", members=("alex", "lone")),
    c.AddTeam(by=HOST, id="crew-up", members=("alex",), include_superiors=True),
    c.AddTeam(by=HOST, id="outer", members=("crew-up",)),
    c.AddTeam(by=HOST, id="outer-up", members=("crew",), include_superiors=True),
    c.AddTeam(by=HOST, id="roles", members=("role:agent",)),
    c.AddTeam(by=HOST, id="branch", members=("role+:east",)),
    c.AddQueue(by=HOST, id="pile", members=("alex", "crew"), types=("lead", "case")),
    c.AddRecord(by=HOST, id="acme", type="account", owner="rita"),
    c.AddUser(by=HOST, id="cora", kind="community", account="acme", profile="site"),
    c.AddRecord(by=HOST, id="deal", type="opportunity", owner="rita", fields={"city": "Pau"}),
    c.AddRecord(by=HOST, id="hung", type="opportunity", owner="rita", parent="acme"),
    c.AddRecord(by=HOST, id="mary", type="contact", owner="lone", parent="acme"),
    c.AddRecord(by=HOST, id="call", type="case", owner="pile", parent="acme"),
)


def shared(to: str, record: str = "deal", level: str = "read") -> c.ShareRecord:
    """Return a share by the host."""
    return c.ShareRecord(by=HOST, record=record, to=to, level=level)  # type: ignore[arg-type]


def rule(to: str, level: str = "read", **what: object) -> c.AddSharingRule:
    """Return a sharing rule for opportunities."""
    return c.AddSharingRule(by=HOST, id="rule", type="opportunity", to=to, level=level, **what)  # type: ignore[arg-type]


def defaults(inside: dict[str, str], outside: dict[str, str] | None = None) -> c.Configure:
    """Return the settings of what is open to all."""
    return c.Configure(by=HOST, record_visibility=inside, external_record_visibility=outside or {})  # type: ignore[arg-type]


PAU = (Criterion("city", "equals", "Pau"),)

# Who, which record, how far, after what, in words.
LEVELS: list[tuple[str, str, str, tuple[c.Command, ...], str]] = [
    ("rita", "deal", "all", (), "the owner"),
    ("wanda", "deal", "all", (), "above the owner"),
    ("cleo", "deal", "all", (), "far above the owner"),
    ("ray", "deal", "none", (), "beside the owner"),
    ("edith", "deal", "none", (), "on another branch"),
    ("vera", "deal", "read", (), "view_all_data"),
    ("grace", "deal", "all", (), "modify_all_data"),
    ("fred", "deal", "none", (shared("fred"), defaults({"opportunity": "edit"})), "free users work with no records"),
    ("kim", "deal", "none", (shared("kim"), defaults({"opportunity": "edit"})), "nor do customers"),
    ("rita", "deal", "none", (c.DeactivateUsers(by=HOST, ids=("rita",)),), "the owner is away"),
    ("wanda", "deal", "all", (c.DeactivateUsers(by=HOST, ids=("rita",)),), "those above keep what the absent own"),
    # Defaults
    ("lone", "deal", "read", (defaults({"opportunity": "read"}),), "default read"),
    ("lone", "deal", "edit", (defaults({"opportunity": "edit"}),), "default edit"),
    ("cora", "deal", "none", (defaults({"opportunity": "edit"}),), "the default inside is not the one outside"),
    ("cora", "deal", "read", (defaults({"opportunity": "edit"}, {"opportunity": "read"}),), "default outside"),
    ("lone", "deal", "none", (defaults({"lead": "edit"}),), "another type's default"),
    # Shares and who is above their targets
    ("alex", "deal", "edit", (shared("alex", level="edit"),), "a share"),
    ("edith", "deal", "edit", (shared("alex", level="edit"),), "above a share's recipient"),
    ("edith", "deal", "none", (shared("alex"), c.DeactivateUsers(by=HOST, ids=("alex",))), "through one who is away"),
    ("alex", "deal", "read", (shared("role:agent"),), "a role"),
    ("edith", "deal", "read", (shared("role:agent"),), "above a role"),
    ("alex", "deal", "none", (shared("role:east"),), "below a role"),
    ("alex", "deal", "read", (shared("role+:east"),), "a role and those below"),
    ("cleo", "mary", "read", (shared("role+:east", "mary"),), "above a role and those below"),
    # Teams
    ("lone", "deal", "read", (shared("crew"),), "in a team"),
    ("edith", "deal", "none", (shared("crew"),), "above somebody in a team"),
    ("edith", "deal", "read", (shared("crew-up"),), "above somebody in a team that includes superiors"),
    ("alex", "deal", "read", (shared("outer"),), "in a team in a team"),
    ("edith", "deal", "read", (shared("outer"),), "a nested team follows its own flag: on"),
    ("edith", "deal", "none", (shared("outer-up"),), "a nested team follows its own flag: off"),
    ("lone", "deal", "read", (shared("outer-up"),), "whoever is in it is in"),
    ("alex", "deal", "read", (shared("roles"),), "a team of a role"),
    ("edith", "deal", "none", (shared("roles"),), "above a team of a role"),
    ("edith", "deal", "read", (shared("branch"),), "a team of a branch"),
    ("lone", "deal", "none", (shared("crew"), c.UpdateTeam(by=HOST, id="crew", members=("alex",))), "put out of it"),
    # Queues
    ("alex", "call", "edit", (), "takes from the queue"),
    ("lone", "call", "edit", (), "through a team in the queue"),
    ("edith", "call", "edit", (), "above who takes from the queue"),
    ("ray", "call", "none", (), "not in the queue"),
    ("ray", "call", "edit", (c.UpdateQueue(by=HOST, id="pile", members=("ray",)),), "put into the queue"),
    ("alex", "call", "none", (c.UpdateQueue(by=HOST, id="pile", members=("ray",)),), "put out of the queue"),
    # Sharing rules
    ("alex", "deal", "edit", (rule("alex", "edit", owned_by="rita"),), "what somebody owns"),
    ("alex", "deal", "read", (rule("alex", owned_by="role:rep"),), "what a role owns"),
    ("alex", "deal", "read", (rule("alex", owned_by="role+:west"),), "what a branch owns"),
    ("alex", "deal", "none", (rule("alex", owned_by="role:west"),), "what the role above owns"),
    ("edith", "deal", "read", (rule("alex", owned_by="role:rep"),), "above a rule's target"),
    (
        "alex",
        "deal",
        "none",
        (rule("alex", owned_by="role:rep"), c.Transfer(by=HOST, record="deal", owner="lone")),
        "given away",
    ),
    ("alex", "deal", "read", (rule("alex", where=PAU),), "what meets the criteria"),
    ("alex", "hung", "none", (rule("alex", where=PAU),), "what does not"),
    (
        "alex",
        "deal",
        "none",
        (rule("alex", where=PAU), c.UpdateRecord(by=HOST, id="deal", fields={"city": "Ulm"})),
        "no more",
    ),
    (
        "alex",
        "hung",
        "read",
        (rule("alex", where=PAU), c.UpdateRecord(by=HOST, id="hung", fields={"city": "Pau"})),
        "now",
    ),
    ("alex", "deal", "none", (rule("alex", where=PAU), c.RemoveSharingRule(by=HOST, id="rule")), "the rule is gone"),
    (
        "alex",
        "deal",
        "read",
        (
            rule("alex", owned_by="role:rep"),
            c.UpdateUser(by=HOST, id="lone", role="rep"),
            c.Transfer(by=HOST, record="deal", owner="lone"),
        ),
        "the new owner is in the role",
    ),
    # Up: the account of what one was granted (G52)
    ("alex", "acme", "read", (shared("alex", "hung", "edit"),), "a child was shared"),
    ("edith", "acme", "read", (shared("alex", "hung"),), "above who was granted a child"),
    ("lone", "acme", "read", (), "owns a child"),
    ("alex", "acme", "read", (), "takes a child from a queue"),
    ("ray", "acme", "none", (defaults({"opportunity": "edit", "contact": "read"}),), "a default is no grant"),
    (
        "lone",
        "acme",
        "none",
        (c.DeleteRecord(by=HOST, id="mary"), c.DeleteRecord(by=HOST, id="call")),
        "the last child is gone",
    ),
    ("lone", "acme", "read", (c.DeleteRecord(by=HOST, id="mary"),), "the last but one is gone"),
    (
        "lone",
        "acme",
        "none",
        (c.DeleteRecord(by=HOST, id="call"), defaults({"contact": "parent"})),
        "it follows its parent",
    ),
    ("rita", "mary", "none", (), "nothing goes down from the account"),
    # Controlled by parent
    ("rita", "mary", "all", (defaults({"contact": "parent"}),), "access to the parent is access to it"),
    ("lone", "mary", "all", (defaults({"contact": "parent"}),), "whoever owns it keeps it: the highest grant counts"),
    ("ray", "mary", "read", (defaults({"contact": "parent", "account": "read"}),), "the parent's default"),
    ("vera", "mary", "read", (defaults({"contact": "parent"}),), "view_all_data stays"),
    (
        "rita",
        "mary",
        "none",
        (
            defaults({"contact": "parent"}),
            c.DeleteRecord(by=HOST, id="hung"),
            c.Transfer(by=HOST, record="acme", owner="ray"),
        ),
        "the parent is another's",
    ),
]


@pytest.mark.parametrize("case", LEVELS, ids=lambda case: f"{case[0]} on {case[1]}: {case[4]}")
def test_level(case: tuple[str, str, str, tuple[c.Command, ...], str]) -> None:
    """The highest of all grants one profits from; asked for one, for all and as a question of sight alike."""
    who, record, level, more, _ = case
    made = engine(*WORLD, *more)

    assert level == made.access(who, record).tag
    assert (level != "none") is made.can_see(who, record) is (who in made.audience(record))
    made.check()


def with_partner() -> Engine:
    """Return the world with a partner of Acme, who comes from a contact and not by `add_user`."""
    made = engine(*WORLD)
    partner = User(id="pia", kind="partner", profile="site", account="acme", added_at=START)
    event = UserAdded(by=HOST, at=made.now(), user=partner)
    made._journal.append((event,), at=len(list(made.events())))
    made._fold((event,))
    return made


@pytest.mark.parametrize(("record", "level"), [("acme", "read"), ("mary", "read"), ("hung", "none"), ("call", "none")])
def test_a_partner_reads_their_account_and_its_contacts(record: str, level: str) -> None:
    """And nothing else that hangs on it (READINGS 50)."""
    assert level == with_partner().access("pia", record).tag


def test_a_new_owner_drops_what_was_shared_by_hand_and_nothing_else() -> None:
    """READINGS 68: rules and defaults stay."""
    made = engine(
        *WORLD, shared("alex", level="edit"), rule("lone", where=PAU), c.Transfer(by=HOST, record="deal", owner="ray")
    )

    assert ("none", "read", "all") == tuple(made.access(who, "deal").tag for who in ("alex", "lone", "ray"))


def test_every_cause_is_listed_the_strongest_first() -> None:
    """Not only the one that counts (RULES 8.2)."""
    made = engine(*WORLD, shared("wanda"), rule("role:west", "edit", where=PAU), defaults({"opportunity": "read"}))
    found = causes(made.view, "wanda", made.view.records["deal"])

    assert [("all", "hierarchy"), ("edit", "rule"), ("read", "share"), ("read", "default")] == [
        (grant.level.tag, grant.cause) for grant in found
    ]
