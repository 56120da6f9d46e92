"""The refusals of groups in full and of what a post is given: a volume of `tests.unit.refusals`.

Told in the same town, in which there are two customers' groups, a broadcast, a network and a group of everyone more.
"""

from __future__ import annotations

import datetime as dt

from tests.unit.refusing import Ladder, Refusal, ladder, no
from tests.unit.world import START

from collabcore import HOST
from collabcore import commands as c

__all__ = ["FULL", "LADDERS", "LATER", "REFUSALS"]

HIDDEN = "existence.hidden"
LATER = START + dt.timedelta(days=30)
EARLIER = START - dt.timedelta(days=30)

FULL: tuple[c.Command, ...] = (
    c.AddUser(by=HOST, id="gus", kind="customer"),
    c.AddUser(by=HOST, id="fay", kind="free"),
    c.AddNetwork(by=HOST, id="net", name="Partners", profiles=("site",)),
    c.AddUser(by=HOST, id="petra", profile="site"),
    c.CreateGroup(by="lea", id="donors", name="Donors", access="private", customers=True),
    c.AddMember(by="lea", group="donors", user="gus", role="manager"),
    c.CreateGroup(by="lea", id="all", name="All", access="private", everyone=True),
    c.CreateGroup(by="petra", id="site", name="Site", network="net"),
)
"""What the town has more, where a line says so."""

ARCHIVED = c.ArchiveGroup(by="sofia", group="newsroom")
PINNED = tuple(
    command
    for number in "123"
    for command in (
        c.Post(by="jose", id=f"n-{number}", to="newsroom", text="news"),
        c.Pin(by="sofia", post=f"n-{number}"),
    )
)
NO_GUESTS = c.Configure(by=HOST, customers_in_groups=False)
INTERNAL_OUTSIDE = (
    c.AddRecord(by=HOST, id="acc", type="account", owner="jose"),
    c.AddUser(by=HOST, id="olga", kind="community", account="acc", profile="site"),
    c.AddNetwork(by=HOST, id="net", name="Partners", profiles=("site",)),
    c.PublishNetwork(by=HOST, id="net"),
    c.Configure(by=HOST, record_visibility={"opportunity": "read"}, external_record_visibility={"opportunity": "read"}),
)


def announce(by: str, until: dt.datetime = LATER, **more: str) -> c.Announce:
    """Return an announcement in the newsroom, unless another group is named."""
    return c.Announce(by=by, until=until, **{"id": "a", "group": "newsroom", "text": "gala", **more})  # type: ignore[arg-type]


MAKING = (
    no(c.CreateGroup(by="lea", id="g", name="G", network="nowhere"), "not_found", HIDDEN, "the network is not there"),
    no(
        c.CreateGroup(by="lea", id="g", name="G", customers=True),
        "invalid",
        "group.customers_private",
        "customers are not let into public groups (READINGS 19)",
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G", access="private", customers=True, everyone=True),
        "invalid",
        "group.everyone_inside",
        "everyone is everyone inside (READINGS 52)",
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G", access="private", customers=True),
        "not_allowed",
        "group.customers_off",
        "customers in groups are switched off",
        NO_GUESTS,
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G", network="net"),
        "not_allowed",
        "group.not_for_them",
        "she is not in the network",
        *FULL,
    ),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", access="public", customers=True),
        "invalid",
        "group.customers_private",
        "customers are not let into public groups (READINGS 19)",
    ),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", customers=True),
        "conflict",
        "group.customers_private",
        "it is public, and would have to be made private first",
    ),
    no(
        c.UpdateGroup(by="aniyah", id="campaign", customers=True),
        "not_allowed",
        "group.customers_off",
        "customers in groups are switched off",
        NO_GUESTS,
    ),
    no(
        c.UpdateGroup(by="lea", id="donors", customers=False),
        "conflict",
        "group.customers_stay",
        "customers are never shut out again (G29)",
        *FULL,
    ),
    no(
        c.UpdateGroup(by="lea", id="donors", access="public"),
        "conflict",
        "group.access_frozen",
        "with customers the access is frozen (G29)",
        *FULL,
    ),
    no(
        c.UpdateGroup(by="lea", id="all", customers=True),
        "conflict",
        "group.everyone_inside",
        "everyone is everyone inside",
        *FULL,
    ),
    no(c.DeleteGroup(by="jose", id="trustees"), "not_found", HIDDEN, "he knows of no such group"),
    no(c.DeleteGroup(by="sofia", id="campaign"), "not_allowed", "group.owner_only", "a manager may not (RULES 2.2)"),
    no(c.ArchiveGroup(by="lea", group="trustees"), "not_found", HIDDEN, "she knows of no such group"),
    no(c.ArchiveGroup(by="jose", group="campaign"), "not_allowed", "group.managers_only", "a plain member may not"),
    no(
        c.ArchiveGroup(by="sofia", group="newsroom"),
        "not_allowed",
        "group.archiving_off",
        "archiving is switched off",
        c.Configure(by=HOST, group_archiving=False),
    ),
    no(c.UnarchiveGroup(by="lea", group="trustees"), "not_found", HIDDEN, "she knows of no such group"),
    no(
        c.UnarchiveGroup(by="lea", group="newsroom"),
        "not_allowed",
        "group.managers_only",
        "who reads it may not open it again",
        ARCHIVED,
    ),
    no(c.ArchiveIdleGroups(by="sofia"), "not_allowed", "permission.modify_all_data", "the scan is an administrator's"),
    no(c.AttachRecord(by="jose", group="trustees", record="gift"), "not_found", HIDDEN, "he knows of no such group"),
    no(c.AttachRecord(by="lea", group="newsroom", record="gift"), "not_found", HIDDEN, "the record is hidden"),
    no(
        c.AttachRecord(by="vera", group="campaign", record="gift"),
        "not_allowed",
        "post.not_here",
        "who may not post there shows nothing there",
    ),
    no(
        c.AttachRecord(by="jose", group="newsroom", record="gift"),
        "conflict",
        "group.archived",
        "an archived group takes nothing new (RULES 2.5)",
        ARCHIVED,
    ),
)

ENTERING = (
    no(c.JoinGroup(by="grace", group="site"), "not_allowed", "group.not_for_them", "she is not in its network", *FULL),
    no(c.LeaveGroup(by="jose", group="all"), "conflict", "group.everyone", "nobody leaves it (READINGS 52)", *FULL),
    no(
        c.RequestMembership(by="fay", group="all"),
        "not_allowed",
        "group.not_for_them",
        "everyone is everyone internal",
        *FULL,
    ),
    no(
        c.RemoveMember(by="lea", group="all", user="jose"),
        "conflict",
        "group.everyone",
        "nobody is taken out (READINGS 52)",
        *FULL,
    ),
    no(
        c.AddMember(by="aniyah", group="campaign", user="gus"),
        "conflict",
        "group.not_for_them",
        "it takes in no customers",
        *FULL,
        c.CreateGroup(by="lea", id="talk", name="Talk", access="private", customers=True),
        c.AddMember(by="lea", group="talk", user="aniyah"),
    ),
    no(
        c.AddMember(by="lea", group="donors", user="kim"),
        "not_allowed",
        "group.customers_off",
        "customers in groups are switched off",
        *FULL,
        c.AddUser(by=HOST, id="kim", kind="customer"),
        NO_GUESTS,
    ),
    no(
        c.SetOwner(by="lea", group="donors", user="gus"),
        "conflict",
        "group.may_not_own",
        "an owner is one of the organisation's own (READINGS 53)",
        *FULL,
        c.AddPermissions(by=HOST, user="gus", permissions=("create_groups",)),
    ),
    no(c.Invite(by="sofia", group="campaign", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.Invite(by="jose", group="campaign", user="lea"),
        "not_allowed",
        "group.managers_only",
        "a plain member invites nobody (READINGS 11)",
    ),
    no(
        c.Invite(by="sofia", group="campaign", user="nina"),
        "conflict",
        "user.inactive",
        "she has left (READINGS 84)",
    ),
    no(c.Invite(by="lea", group="all", user="fay"), "conflict", "group.not_for_them", "free users are not in", *FULL),
    no(c.AcceptInvitation(by="lea", group="campaign"), "not_found", HIDDEN, "she was not invited (READINGS 83)"),
    no(
        c.AcceptInvitation(by=HOST, group="campaign"),
        "invalid",
        "host.no_author",
        "the host is in no group (READINGS 41)",
    ),
    no(
        c.AcceptInvitation(by="carla", group="newsroom"),
        "limit",
        "group.limit",
        "one membership too many",
        c.Configure(by=HOST, group_limit=0),
        c.Invite(by="sofia", group="newsroom", user="carla"),
    ),
)

POSTING = (
    no(c.Post(by="lea", id="p", text="x", network="nowhere"), "not_found", HIDDEN, "the network is not there"),
    no(
        c.Post(by="lea", id="p", text="x", to="newsroom", network="net"),
        "invalid",
        "post.network_given",
        "a group's posts are where the group is (READINGS 67)",
        *FULL,
    ),
    no(
        c.Post(by="olga", id="p", text="x", to="gift", audience="internal"),
        "not_allowed",
        "post.internal_only",
        "outsiders write for all (G21)",
        *INTERNAL_OUTSIDE,
    ),
    no(
        c.Post(by="lea", id="p", text="x", network="net"),
        "not_allowed",
        "post.not_in_network",
        "she is not in the network",
        *FULL,
    ),
    no(
        c.Post(by="sofia", id="p", text="x", to="newsroom"),
        "conflict",
        "group.archived",
        "an archived group takes no posts (G25)",
        ARCHIVED,
    ),
    no(
        c.Post(by="petra", id="p", text="x", to="site"),
        "conflict",
        "network.not_live",
        "the network is still in preview (RULES 1.6b)",
        *FULL,
    ),
    no(announce("jose", group="trustees"), "not_found", HIDDEN, "he knows of no such group"),
    no(announce(HOST), "invalid", "host.no_author", "the host says nothing (READINGS 41)"),
    no(announce("sofia", text=" "), "invalid", "text.empty", "it has to say something"),
    no(announce("sofia", EARLIER), "invalid", "announcement.over", "it would be over before it began"),
    no(announce("jose", group="campaign"), "not_allowed", "group.managers_only", "a plain member announces nothing"),
    no(announce("sofia", id="gift"), "conflict", "id.taken", "the id is a record's"),
    no(announce("sofia"), "conflict", "group.archived", "an archived group announces nothing", ARCHIVED),
    no(c.SetAudience(by="lea", post="p-gift", audience="all"), "not_found", HIDDEN, "she sees no such post"),
    no(
        c.SetAudience(by="jose", post="p-news", audience="internal"),
        "invalid",
        "post.not_on_a_record",
        "only posts on records (READINGS 54)",
    ),
    no(
        c.SetAudience(by="vera", post="p-gift", audience="all"),
        "not_allowed",
        "post.not_yours",
        "neither its author nor the record's owner",
    ),
    no(c.Pin(by="lea", post="p-ask"), "not_found", HIDDEN, "she sees no such post"),
    no(c.Pin(by="jose", post="p-news"), "not_allowed", "post.not_a_pinner", "an author pins nothing in a group"),
    no(
        c.Pin(by="sofia", post="p-pending"),
        "conflict",
        "item.not_published",
        "what is not published is not pinned",
        c.AddPermissions(by=HOST, user="sofia", permissions=("approve_posts",)),
    ),
    no(c.Pin(by="sofia", post="p-news"), "limit", "post.pins", "three are enough (RULES 2.6)", *PINNED),
    no(c.Unpin(by="lea", post="p-ask"), "not_found", HIDDEN, "she sees no such post"),
    no(c.Unpin(by="jose", post="n-1"), "not_allowed", "post.not_a_pinner", "nor takes a pin out", *PINNED),
)

REFUSALS: tuple[Refusal, ...] = (*MAKING, *ENTERING, *POSTING)
"""Every refusal that `tests.unit.refusals` does not have yet."""

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "create_group, in full",
        NO_GUESTS,
        c.Configure(by=HOST, group_limit=2),
        not_found=c.CreateGroup(by="lea", id="gift", name="newsroom", network="net", customers=True),
        invalid=c.CreateGroup(by="lea", id="gift", name="newsroom", customers=True),
        not_allowed=c.CreateGroup(by="lea", id="gift", name="newsroom", access="private", customers=True),
        conflict=c.CreateGroup(by="lea", id="gift", name="Runners", access="private"),
        done=c.CreateGroup(by="lea", id="runners", name="Runners", access="private"),
    ),
    ladder(
        "update_group, in full",
        *FULL,
        not_found=c.UpdateGroup(by="jose", id="trustees", access="public", customers=True),
        invalid=c.UpdateGroup(by="jose", id="donors", access="public", customers=True),
        not_allowed=c.UpdateGroup(by="jose", id="donors", access="public"),
        conflict=c.UpdateGroup(by="lea", id="donors", access="public"),
        done=c.UpdateGroup(by="lea", id="donors", broadcast=True),
    ),
    ladder(
        "delete_group",
        not_found=c.DeleteGroup(by="jose", id="trustees"),
        not_allowed=c.DeleteGroup(by="grace", id="campaign"),
        done=c.DeleteGroup(by="aniyah", id="campaign"),
    ),
    ladder(
        "invite",
        *FULL,
        not_found=c.Invite(by="jose", group="all", user="nobody"),
        not_allowed=c.Invite(by="jose", group="all", user="fay"),
        conflict=c.Invite(by="lea", group="all", user="fay"),
        done=c.Invite(by="lea", group="donors", user="fay"),
    ),
    ladder(
        "accept_invitation",
        c.Invite(by="sofia", group="trustees", user="lea"),
        c.Invite(by="sofia", group="newsroom", user="lea"),
        c.Invite(by="sofia", group="newsroom", user="carla"),
        c.Configure(by=HOST, group_limit=1),
        not_found=c.AcceptInvitation(by="carla", group="trustees"),
        invalid=c.AcceptInvitation(by=HOST, group="trustees"),
        limit=c.AcceptInvitation(by="lea", group="trustees"),
        done=c.AcceptInvitation(by="carla", group="newsroom"),
    ),
    ladder(
        "archive_group",
        not_found=c.ArchiveGroup(by="jose", group="trustees"),
        not_allowed=c.ArchiveGroup(by="jose", group="newsroom"),
        done=c.ArchiveGroup(by="sofia", group="newsroom"),
    ),
    ladder(
        "unarchive_group",
        ARCHIVED,
        not_found=c.UnarchiveGroup(by="jose", group="trustees"),
        not_allowed=c.UnarchiveGroup(by="jose", group="newsroom"),
        done=c.UnarchiveGroup(by="grace", group="newsroom"),
    ),
    ladder(
        "archive_idle_groups",
        not_allowed=c.ArchiveIdleGroups(by="sofia", at=LATER + dt.timedelta(days=90)),
        done=c.ArchiveIdleGroups(by="grace", at=LATER + dt.timedelta(days=90)),
    ),
    ladder(
        "attach_record",
        ARCHIVED,
        not_found=c.AttachRecord(by="vera", group="trustees", record="gift"),
        not_allowed=c.AttachRecord(by="vera", group="campaign", record="gift"),
        conflict=c.AttachRecord(by="vera", group="newsroom", record="gift"),
        done=c.AttachRecord(by="jose", group="campaign", record="gift"),
    ),
    ladder(
        "announce",
        ARCHIVED,
        not_found=announce("jose", EARLIER, group="trustees"),
        invalid=announce("jose", EARLIER),
        not_allowed=announce("jose"),
        conflict=announce("sofia"),
        done=announce("sofia", group="campaign"),
    ),
    ladder(
        "post, in full",
        *INTERNAL_OUTSIDE,
        ARCHIVED,
        not_found=c.Post(by="olga", text="x", to="newsroom", network="net", audience="internal"),
        invalid=c.Post(by="olga", text="x", to="gift", network="net", audience="internal"),
        not_allowed=c.Post(by="olga", text="x", to="gift", audience="internal"),
        conflict=c.Post(by="sofia", text="x", to="newsroom"),
        done=c.Post(by="olga", text="x", to="gift"),
    ),
    ladder(
        "set_audience",
        not_found=c.SetAudience(by="lea", post="p-gift", audience="all"),
        invalid=c.SetAudience(by="lea", post="p-news", audience="all"),
        not_allowed=c.SetAudience(by="vera", post="p-gift", audience="all"),
        done=c.SetAudience(by="jose", post="p-gift", audience="all"),
    ),
    ladder(
        "pin",
        *PINNED,
        not_found=c.Pin(by="jose", post="p-board"),
        not_allowed=c.Pin(by="jose", post="p-news"),
        limit=c.Pin(by="sofia", post="p-news"),
        done=c.Pin(by="sofia", post="p-ask"),
    ),
    ladder(
        "unpin",
        *PINNED,
        not_found=c.Unpin(by="jose", post="p-board"),
        not_allowed=c.Unpin(by="jose", post="n-1"),
        done=c.Unpin(by="sofia", post="n-1"),
    ),
)
"""The precedence of the commands that the town had not met."""
