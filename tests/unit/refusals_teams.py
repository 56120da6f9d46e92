"""The refusals of teams, queues, networks, kinds of people, settings, sharing and deletion: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c
from collabcore.model import Criterion

__all__ = ["ACCOUNT", "FREE", "LADDERS", "NETWORK", "PRIVATE", "PUBLISH", "QUEUE", "REFUSALS", "TEAM", "share"]

HIDDEN = "existence.hidden"
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


REFUSALS: tuple[Refusal, ...] = (
    no(c.AddTeam(by="hana", members=("nobody",)), "not_found", HIDDEN, "one member is nobody"),
    no(c.AddTeam(by="hana", members=("role:nothing",)), "not_found", HIDDEN, "one role is not there"),
    no(c.AddTeam(by="hana", members=("newsroom",)), "not_found", HIDDEN, "a group is no team"),
    no(c.AddTeam(by="hana", members=("pile",)), "invalid", "set.queue", "a queue is no team", QUEUE),
    no(
        c.AddTeam(by="hana", id="role:rep", members=()),
        "invalid",
        "id.like_a_role",
        "an id like a role's could not be told apart",
    ),
    no(c.AddTeam(by="jose", members=()), "not_allowed", "permission.manage_users", "teams take manage_users"),
    no(c.AddTeam(by="hana", members=("nina",)), "conflict", "user.inactive", "one member has left (READINGS 84)"),
    no(c.AddTeam(by="hana", id="jose", members=()), "conflict", "id.taken", "the id is a person's"),
    no(c.UpdateTeam(by="hana", id="nothing", members=()), "not_found", HIDDEN, "there is no team"),
    no(
        c.UpdateTeam(by="hana", id="crew", members=("crew",)),
        "invalid",
        "team.own_member",
        "a team is not in itself",
        TEAM,
    ),
    no(
        c.UpdateTeam(by="hana", id="crew", members=("nest",)),
        "conflict",
        "team.cycle",
        "nor in one of its own",
        TEAM,
        NEST,
    ),
    no(
        c.UpdateTeam(by="jose", id="crew", members=()),
        "not_allowed",
        "permission.manage_users",
        "changing one takes manage_users",
        TEAM,
    ),
    no(c.AddQueue(by="ines", members=("nobody",), types=("lead",)), "not_found", HIDDEN, "one member is nobody"),
    no(c.AddQueue(by="ines", members=(), types=()), "invalid", "queue.types", "a queue is for some type"),
    no(c.AddQueue(by="ines", members=(), types=(" ",)), "invalid", "queue.types", "of which none is blank"),
    no(
        c.AddQueue(by="ines", members=("pile",), types=("lead",)),
        "invalid",
        "set.queue",
        "a queue is not in a queue",
        QUEUE,
    ),
    no(
        c.AddQueue(by="jose", members=(), types=("lead",)),
        "not_allowed",
        "permission.assign_records",
        "queues take assign_records",
    ),
    no(
        c.UpdateQueue(by="jose", id="pile", members=()),
        "not_allowed",
        "permission.assign_records",
        "changing one takes assign_records",
        QUEUE,
    ),
    no(
        c.UpdateQueue(by="ines", id="pile", members=("nina",)),
        "conflict",
        "user.inactive",
        "one member has left (READINGS 84)",
        QUEUE,
    ),
    no(c.AddNetwork(by="grace", name=" "), "invalid", "network.name", "a network needs a name"),
    no(
        c.AddNetwork(by="jose", name="Site"),
        "not_allowed",
        "permission.modify_all_data",
        "networks take the right to all data",
    ),
    no(c.PublishNetwork(by="grace", id="nothing"), "not_found", HIDDEN, "there is no network"),
    no(
        c.UpdateNetwork(by="jose", id="site", profiles=()),
        "not_allowed",
        "permission.modify_all_data",
        "changing one takes the right to all data",
        NETWORK,
    ),
    no(c.PublishNetwork(by="jose", id="site"), "not_allowed", "permission.modify_all_data", "opening one too", NETWORK),
    no(
        c.TakeNetworkOffline(by="jose", id="site"),
        "not_allowed",
        "permission.modify_all_data",
        "closing one too",
        NETWORK,
        PUBLISH,
    ),
    no(
        c.TakeNetworkOffline(by="grace", id="site"),
        "conflict",
        "network.preview",
        "what was never live does not go offline (RULES 1.5)",
        NETWORK,
    ),
    no(c.AddUser(by="hana", kind="partner"), "invalid", "user.partner", "partners come from contacts (CONTRACT 3)"),
    no(c.AddUser(by="hana", kind="community"), "invalid", "user.account", "outsiders belong to an account"),
    no(c.AddUser(by="hana", kind="community", account="gift"), "not_found", HIDDEN, "an account one does not see"),
    no(c.AddUser(by="grace", kind="community", account="gift"), "invalid", "user.account", "a gift is no account"),
    no(
        c.AddUser(by="grace", kind="customer", account="acme"),
        "invalid",
        "user.no_account",
        "customers belong to none",
        ACCOUNT,
    ),
    no(c.AddUser(by="hana", kind="free", role="rep"), "invalid", "user.no_role", "free users have no role"),
    no(c.AddUser(by="hana", kind="customer", role="rep"), "invalid", "user.no_role", "nor have customers"),
    no(
        c.UpdateUser(by="hana", id="jose", kind="free"),
        "invalid",
        "user.no_role",
        "a person with a role is not made free",
    ),
    no(c.UpdateUser(by="hana", id="lea", kind="partner"), "invalid", "user.partner", "nor is anybody made a partner"),
    no(
        c.UpdateUser(by="hana", id="jose", kind="free", role=None),
        "conflict",
        "user.owns_records",
        "an owner of records works with them",
    ),
    no(
        c.UpdateUser(by="hana", id="sofia", kind="free", role=None),
        "conflict",
        "user.owns_groups",
        "an owner of groups is internal (READINGS 53)",
    ),
    no(
        c.UpdateUser(by=HOST, id="fred", kind="customer"),
        "conflict",
        "user.in_groups",
        "no group of his takes in customers",
        FREE,
        c.JoinGroup(by="fred", group="newsroom"),
    ),
    no(
        c.Configure(by=HOST, external_user_visibility="public"),
        "invalid",
        "settings.external_above_internal",
        "never wider outside than inside",
        PRIVATE,
    ),
    no(
        c.Configure(by=HOST, external_record_visibility={"lead": "edit"}),
        "invalid",
        "settings.external_above_internal",
        "private inside is private outside",
    ),
    no(
        c.Configure(by=HOST, record_visibility={"lead": "read"}, external_record_visibility={"lead": "edit"}),
        "invalid",
        "settings.external_above_internal",
        "reading inside is at most reading outside",
    ),
    no(
        c.Configure(by=HOST, record_visibility={"lead": "edit"}, external_record_visibility={"lead": "parent"}),
        "invalid",
        "settings.external_above_internal",
        "following the parent is no less than editing",
    ),
    no(
        c.Configure(by=HOST, record_visibility={"lead": "parent"}, external_record_visibility={"lead": "read"}),
        "invalid",
        "settings.external_above_internal",
        "nor more than following inside",
    ),
    no(
        c.Configure(by="jose", external_record_visibility={"lead": "edit"}),
        "invalid",
        "settings.external_above_internal",
        "which is so for everybody",
    ),
    no(c.Configure(by=HOST, archive_after_days=0), "invalid", "settings.archive_after_days", "an idle day at least"),
    no(c.AddRecord(by="lea", type="contact", parent="gift"), "not_found", HIDDEN, "the parent is hidden"),
    no(c.AddRecord(by="lea", type="lead", owner="newsroom"), "not_found", HIDDEN, "the owner is a group"),
    no(c.AddRecord(by="lea", type="user"), "invalid", "record.type", "a person is no record"),
    no(c.AddRecord(by="fred", type="lead"), "not_allowed", "record.not_licensed", "free users work with none", FREE),
    no(
        c.AddRecord(by="jose", type="opportunity", fields={"amount": 1}),
        "not_allowed",
        "record.field_hidden",
        "a hidden field is not written",
        HIDE,
    ),
    no(
        c.UpdateRecord(by="jose", id="gift", fields={"amount": 50}),
        "not_allowed",
        "record.field_hidden",
        "nor changed",
        HIDE,
    ),
    no(
        c.AddRecord(by="jose", type="lead", owner="fred"),
        "conflict",
        "record.owner_not_licensed",
        "nor is a free user given one",
        FREE,
    ),
    no(
        c.AddRecord(by="jose", type="case", owner="pile"),
        "conflict",
        "queue.type",
        "the queue takes other types",
        QUEUE,
    ),
    no(c.Transfer(by="jose", record="gift", owner="pile"), "conflict", "queue.type", "nor is one moved there", QUEUE),
    no(
        c.Transfer(by="jose", record="gift", owner="fred"),
        "conflict",
        "record.owner_not_licensed",
        "nor to a free user",
        FREE,
    ),
    no(c.DeleteRecord(by="lea", id="gift"), "not_found", HIDDEN, "it is hidden"),
    no(c.DeleteRecord(by="vera", id="gift"), "not_allowed", "record.level", "reading is not deleting"),
    no(
        c.DeleteRecord(by="jose", id="acme"),
        "conflict",
        "record.has_people",
        "its people are still there",
        ACCOUNT,
        OUTSIDER,
    ),
    no(
        c.ShareRecord(by="lea", record="lea", to="jose", level="edit"),
        "invalid",
        "share.person_level",
        "people are shared to be read",
    ),
    no(
        c.ShareRecord(by="jose", record="lea", to="jose"),
        "not_allowed",
        "permission.manage_users",
        "others share nobody",
    ),
    no(
        c.UnshareRecord(by="jose", record="lea", to="jose"),
        "not_allowed",
        "permission.manage_users",
        "nor take it back",
    ),
    no(c.ShareRecord(by="lea", record="lea", to="nobody"), "not_found", HIDDEN, "there is nobody to share with"),
    no(share(to="nobody"), "not_found", HIDDEN, "the target is nobody"),
    no(share(owned_by="nobody"), "not_found", HIDDEN, "the owner is nobody"),
    no(share(type=" "), "invalid", "sharing.type", "a rule is for some type"),
    no(share(owned_by=None), "invalid", "sharing.whose", "it says whose"),
    no(share(where=PAU), "invalid", "sharing.whose", "in one way, not two"),
    no(
        share(owned_by=None, where=(Criterion("city", "equals"),)),
        "invalid",
        "criteria.value",
        "its criteria are whole",
    ),
    no(share(owned_by=None, where=OLD), "invalid", "sharing.age", "age is no criterion, for a rule does not wait"),
    no(share(type="user", owned_by=None, where=PAU), "invalid", "sharing.people", "people are shared by owner alone"),
    no(share(type="user", level="edit"), "invalid", "share.person_level", "and to be read"),
    no(share(by="jose"), "not_allowed", "permission.modify_all_data", "sharing rules take the right to all data"),
    no(share(to="nina"), "conflict", "user.inactive", "the target has left (READINGS 84)"),
    no(share(id="gift"), "conflict", "id.taken", "the id is a record's"),
    no(c.RemoveSharingRule(by="grace", id="nothing"), "not_found", HIDDEN, "there is no rule"),
    no(
        c.RemoveSharingRule(by="jose", id="rule"),
        "not_allowed",
        "permission.modify_all_data",
        "removing one takes the right to all data",
        share(id="rule"),
    ),
)
"""Every refusal of what was added with kinds of people and sets of them."""

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "add_team",
        not_found=c.AddTeam(by="jose", id="role:x", members=("nobody", "nina")),
        invalid=c.AddTeam(by="jose", id="role:x", members=("nina",)),
        not_allowed=c.AddTeam(by="jose", id="gift", members=("nina",)),
        conflict=c.AddTeam(by="hana", id="gift", members=("nina",)),
        done=c.AddTeam(by="hana", id="crew", members=("lea",)),
    ),
    ladder(
        "update_team",
        *(TEAM, NEST),
        not_found=c.UpdateTeam(by="jose", id="crew", members=("nobody", "crew")),
        invalid=c.UpdateTeam(by="jose", id="crew", members=("crew", "nest")),
        not_allowed=c.UpdateTeam(by="jose", id="crew", members=("nest",)),
        conflict=c.UpdateTeam(by="hana", id="crew", members=("nest",)),
        done=c.UpdateTeam(by="hana", id="crew", members=("lea",), include_superiors=True),
    ),
    ladder(
        "add_queue",
        not_found=c.AddQueue(by="jose", id="gift", members=("nobody", "nina"), types=()),
        invalid=c.AddQueue(by="jose", id="gift", members=("nina",), types=()),
        not_allowed=c.AddQueue(by="jose", id="gift", members=("nina",), types=("lead",)),
        conflict=c.AddQueue(by="ines", id="gift", members=("nina",), types=("lead",)),
        done=c.AddQueue(by="ines", id="pile", members=("lea",), types=("lead",)),
    ),
    ladder(
        "update_queue",
        QUEUE,
        not_found=c.UpdateQueue(by="jose", id="pile", members=("nobody", "pile")),
        invalid=c.UpdateQueue(by="jose", id="pile", members=("pile", "nina")),
        not_allowed=c.UpdateQueue(by="jose", id="pile", members=("nina",)),
        conflict=c.UpdateQueue(by="ines", id="pile", members=("nina",)),
        done=c.UpdateQueue(by="ines", id="pile", members=("lea",)),
    ),
    ladder(
        "add_network",
        invalid=c.AddNetwork(by="jose", id="gift", name=""),
        not_allowed=c.AddNetwork(by="jose", id="gift", name="Site"),
        conflict=c.AddNetwork(by="grace", id="gift", name="Site"),
        done=c.AddNetwork(by="grace", id="site", name="Site"),
    ),
    ladder(
        "update_network",
        NETWORK,
        not_found=c.UpdateNetwork(by="jose", id="nothing", profiles=()),
        not_allowed=c.UpdateNetwork(by="jose", id="site", profiles=()),
        done=c.UpdateNetwork(by="grace", id="site", profiles=()),
    ),
    ladder(
        "publish_network",
        NETWORK,
        not_found=c.PublishNetwork(by="jose", id="nothing"),
        not_allowed=c.PublishNetwork(by="jose", id="site"),
        done=c.PublishNetwork(by="grace", id="site"),
    ),
    ladder(
        "take_network_offline",
        *(NETWORK, c.AddNetwork(by=HOST, id="live", name="Live"), c.PublishNetwork(by=HOST, id="live")),
        not_found=c.TakeNetworkOffline(by="jose", id="nothing"),
        not_allowed=c.TakeNetworkOffline(by="jose", id="site"),
        conflict=c.TakeNetworkOffline(by="grace", id="site"),
        done=c.TakeNetworkOffline(by="grace", id="live"),
    ),
    ladder(
        "delete_record",
        *(ACCOUNT, OUTSIDER),
        not_found=c.DeleteRecord(by="lea", id="acme"),
        not_allowed=c.DeleteRecord(by="vera", id="acme"),
        conflict=c.DeleteRecord(by="jose", id="acme"),
        done=c.DeleteRecord(by="jose", id="gift"),
    ),
    ladder(
        "add_sharing_rule",
        not_found=share(by="jose", to="nobody", type="", id="gift"),
        invalid=share(by="jose", to="nina", type="", id="gift"),
        not_allowed=share(by="jose", to="nina", id="gift"),
        conflict=share(to="nina", id="gift"),
        done=share(id="rule"),
    ),
    ladder(
        "remove_sharing_rule",
        share(id="rule"),
        not_found=c.RemoveSharingRule(by="jose", id="nothing"),
        not_allowed=c.RemoveSharingRule(by="jose", id="rule"),
        done=c.RemoveSharingRule(by="grace", id="rule"),
    ),
)
"""The precedence of those commands (READINGS 19)."""
