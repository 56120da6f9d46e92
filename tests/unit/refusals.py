"""Every refusal of every command, one line each, and the order in which refusals outrank each other.

`REFUSALS` is told in the town of `tests.unit.world`: the command, its refusal's tag and rule, why, and what
had to happen first. Each line is a test of its own in `test_decide_*.py`, and the texts stand in
`tests/snapshots/refusals.txt`; to write that file anew: `python -m tests.unit.refusals`.

`MISSHAPEN` are commands and events that are refused before anybody is asked: a wrong field, a wrong type.
`ASKED` are questions that are refused.

`LADDERS` are the precedence (READINGS 19): the first command of a ladder has several faults; each rung mends
the one that the rung before was refused for, so that the next shows, down to a command that is done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.unit import (
    refusals_activities,
    refusals_badges,
    refusals_files,
    refusals_groups,
    refusals_ideas,
    refusals_marks,
    refusals_news,
    refusals_partners,
    refusals_points,
    refusals_posts,
    refusals_rewards,
    refusals_routing,
    refusals_teams,
    refusals_topics,
)
from tests.unit.refusing import Ladder, Question, Refusal, ladder, no

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.codec import command_from_json, event_from_json
from collabcore.errors import CollabError
from collabcore.journal import MemoryJournal
from collabcore.model import Criterion, FieldSpec

__all__ = [
    "ASKED",
    "LADDERS",
    "MISSHAPEN",
    "REFUSALS",
    "SNAPSHOT",
    "Ladder",
    "Question",
    "Refusal",
    "about",
    "ladders_of",
    "rendered",
]

VOLUMES = (
    refusals_topics,
    refusals_activities,
    refusals_badges,
    refusals_files,
    refusals_marks,
    refusals_groups,
    refusals_ideas,
    refusals_news,
    refusals_partners,
    refusals_points,
    refusals_posts,
    refusals_rewards,
    refusals_routing,
    refusals_teams,
)
"""The other volumes of the tables."""

SNAPSHOT = Path(__file__).parents[1] / "snapshots" / "refusals.txt"


HIDDEN = "existence.hidden"
CROWD = tuple(c.AddUser(by=HOST, id=f"guest-{number}") for number in range(26))
EVERYONE_AT_ONCE = " ".join(f"@[{guest.id}]" for guest in CROWD)
PRIVATE = c.Configure(by=HOST, user_visibility="private")
NO_GROUPS = c.RemovePermissions(by=HOST, user="lea", permissions=("create_groups",))
NO_FOLLOWS = c.Configure(by=HOST, follow_limit=0)
ONE_GROUP = c.Configure(by=HOST, group_limit=1)
BAD_MAIL = Criterion("email", "in", "not a list")

ORGANISATION = (
    no(c.Configure(by=HOST, follow_limit=-1), "invalid", "settings.limit", "there are no negative limits"),
    no(c.Configure(by=HOST, group_limit=-1), "invalid", "settings.limit", "nor of groups"),
    no(
        c.Configure(by=HOST, tracked_fields={"lead": tuple(map(str, range(21)))}),
        "invalid",
        "settings.tracked_fields",
        "a type tracks at most 20 fields (RULES 5)",
    ),
    no(
        c.Configure(by="sofia", follow_limit=3),
        "not_allowed",
        "permission.modify_all_data",
        "settings take the right to all data",
    ),
    no(c.AddRole(by=HOST, id="vp", parent="nowhere"), "not_found", HIDDEN, "the role above is not there"),
    no(c.AddRole(by="sofia", id="vp"), "not_allowed", "permission.manage_users", "roles take manage_users"),
    no(
        c.AddRole(by=HOST, id="jose"),
        "conflict",
        "id.taken",
        "ids are unique across all kinds of thing (CONTRACT 1)",
    ),
    no(c.MoveRole(by=HOST, id="nowhere", parent=None), "not_found", HIDDEN, "the role is not there"),
    no(c.MoveRole(by=HOST, id="rep", parent="jose"), "not_found", HIDDEN, "a person is no role"),
    no(
        c.MoveRole(by=HOST, id="rep", parent="rep"),
        "invalid",
        "role.own_parent",
        "a role is not above itself",
    ),
    no(
        c.MoveRole(by="sofia", id="rep", parent="office"),
        "not_allowed",
        "permission.manage_users",
        "moving roles takes manage_users",
    ),
    no(c.MoveRole(by=HOST, id="ceo", parent="rep"), "conflict", "role.cycle", "nor is one below it"),
)

PEOPLE = (
    no(c.AddUser(by=HOST, id="new", role="nowhere"), "not_found", HIDDEN, "the role is not there"),
    no(c.AddUser(by=HOST, id="new", manager="nobody"), "not_found", HIDDEN, "the manager is not there"),
    no(c.AddUser(by="sofia", id="new", manager="lea"), "not_found", HIDDEN, "the manager is hidden", PRIVATE),
    no(c.AddUser(by="sofia", id="new"), "not_allowed", "permission.manage_users", "people take manage_users"),
    no(
        c.AddUser(by=HOST, id="new", manager="nina"),
        "conflict",
        "user.inactive",
        "the manager has left (READINGS 84)",
    ),
    no(c.AddUser(by=HOST, id="p-wall"), "conflict", "id.taken", "the id is a post's (READINGS 5)"),
    no(
        c.AddUser(by=HOST, id="p-news"),
        "conflict",
        "id.taken",
        "the id was a post's (READINGS 75)",
        c.Delete(by="jose", id="p-news"),
    ),
    no(c.UpdateUser(by="hana", id="nobody", name="x"), "not_found", HIDDEN, "there is nobody"),
    no(c.UpdateUser(by="hana", id="lea", role="nowhere"), "not_found", HIDDEN, "the role is not there"),
    no(c.UpdateUser(by="hana", id="lea", manager="nobody"), "not_found", HIDDEN, "the manager is not there"),
    no(
        c.UpdateUser(by="hana", id="lea", manager="lea"),
        "invalid",
        "user.own_manager",
        "nobody is their own manager",
    ),
    no(
        c.UpdateUser(by="sofia", id="lea", name="x"),
        "not_allowed",
        "permission.manage_users",
        "others take manage_users",
    ),
    no(
        c.UpdateUser(by="lea", id="lea", role="ceo"),
        "not_allowed",
        "permission.manage_users",
        "nobody promotes themselves",
    ),
    no(
        c.UpdateUser(by="hana", id="lea", manager="nina"),
        "conflict",
        "user.inactive",
        "the manager has left (READINGS 84)",
    ),
    no(c.DeactivateUsers(by="hana", ids=("lea", "nobody")), "not_found", HIDDEN, "one of them is nobody"),
    no(
        c.DeactivateUsers(by="sofia", ids=("jose",)),
        "not_allowed",
        "permission.manage_users",
        "a superior may not",
    ),
    no(c.ActivateUser(by="hana", id="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(c.ActivateUser(by="sofia", id="nina"), "not_allowed", "permission.manage_users", "a superior may not"),
    no(
        c.AddPermissions(by="hana", user="nobody", permissions=("moderate",)),
        "not_found",
        HIDDEN,
        "there is nobody",
    ),
    no(
        c.AddPermissions(by="lea", user="lea", permissions=("moderate",)),
        "not_allowed",
        "permission.manage_users",
        "nobody gives themselves a right",
    ),
    no(
        c.RemovePermissions(by="hana", user="nobody", permissions=("moderate",)),
        "not_found",
        HIDDEN,
        "there is nobody",
    ),
    no(
        c.RemovePermissions(by="lea", user="mona", permissions=("moderate",)),
        "not_allowed",
        "permission.manage_users",
        "nor takes another's",
    ),
)

GROUPS = (
    no(
        c.CreateGroup(by=HOST, id="g", name="G"),
        "invalid",
        "host.no_author",
        "the host owns no group (READINGS 41)",
    ),
    no(c.CreateGroup(by="lea", id="g", name="  "), "invalid", "group.name", "a group needs a name"),
    no(c.CreateGroup(by="lea", id="g", name="x" * 41), "invalid", "group.name", "of at most 40 characters"),
    no(
        c.CreateGroup(by="lea", id="g", name="G", description="x" * 1001),
        "invalid",
        "group.description",
        "its description has at most 1,000",
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G", information="x" * 4001),
        "invalid",
        "group.information",
        "its information at most 4,000",
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G"),
        "not_allowed",
        "permission.create_groups",
        "the right was taken away (READINGS 4)",
        NO_GROUPS,
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="G", access="unlisted"),
        "not_allowed",
        "group.unlisted_off",
        "unlisted groups are switched off",
        c.Configure(by=HOST, unlisted_groups=False),
    ),
    no(
        c.CreateGroup(by="lea", id="g", name="capital  CAMPAIGN"),
        "conflict",
        "group.name_taken",
        "names of public and private groups are unique, their case and spacing aside (RULES 2.1)",
    ),
    no(c.CreateGroup(by="lea", id="gift", name="G"), "conflict", "id.taken", "the id is a hidden record's"),
    no(
        c.CreateGroup(by="lea", id="g", name="G"),
        "limit",
        "group.limit",
        "requests count as memberships (RULES 2.6)",
        ONE_GROUP,
    ),
    no(c.UpdateGroup(by="sofia", id="nowhere", name="x"), "not_found", HIDDEN, "there is no group"),
    no(
        c.UpdateGroup(by="jose", id="trustees", name="x"),
        "not_found",
        HIDDEN,
        "an unlisted one is nothing to others",
    ),
    no(c.UpdateGroup(by="sofia", id="newsroom", name=""), "invalid", "group.name", "it keeps a name"),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", description="x" * 1001),
        "invalid",
        "group.description",
        "a description has at most 1,000 characters",
    ),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", information="x" * 4001),
        "invalid",
        "group.information",
        "information at most 4,000",
    ),
    no(
        c.UpdateGroup(by="jose", id="campaign", name="x"),
        "not_allowed",
        "group.managers_only",
        "a plain member may not (RULES 2.2)",
    ),
    no(
        c.UpdateGroup(by="vera", id="campaign", name="x"),
        "not_allowed",
        "group.managers_only",
        "nor who may see all data but not change it (RULES 0.3 C3)",
    ),
    no(
        c.UpdateGroup(by="grace", id="trustees", name="x"),
        "not_found",
        HIDDEN,
        "unlisted beats the administrator (RULES 0.1)",
    ),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", access="unlisted"),
        "conflict",
        "group.unlisted_stays",
        "listed groups stay listed (RULES 2.4)",
    ),
    no(
        c.UpdateGroup(by="sofia", id="trustees", access="private"),
        "conflict",
        "group.unlisted_stays",
        "unlisted ones unlisted (RULES 2.4)",
    ),
    no(
        c.UpdateGroup(by="sofia", id="newsroom", name="capital campaign"),
        "conflict",
        "group.name_taken",
        "the name is another group's",
    ),
    no(c.JoinGroup(by="lea", group="nowhere"), "not_found", HIDDEN, "there is no group"),
    no(c.JoinGroup(by="lea", group="trustees"), "not_found", HIDDEN, "an unlisted one is nothing to others"),
    no(c.JoinGroup(by=HOST, group="newsroom"), "invalid", "host.no_author", "the host is nobody to join"),
    no(
        c.JoinGroup(by="lea", group="campaign"),
        "not_allowed",
        "group.request_first",
        "a private group is asked first (RULES 2.1)",
    ),
    no(
        c.JoinGroup(by="vera", group="campaign"),
        "not_allowed",
        "group.request_first",
        "also by who may see all data (RULES 0.3 C3)",
    ),
    no(c.JoinGroup(by="lea", group="newsroom"), "limit", "group.limit", "one membership too many", ONE_GROUP),
    no(
        c.LeaveGroup(by="lea", group="trustees"),
        "not_found",
        HIDDEN,
        "an unlisted group is nothing to others",
    ),
    no(c.LeaveGroup(by=HOST, group="newsroom"), "invalid", "host.no_author", "the host is in no group"),
    no(
        c.LeaveGroup(by="aniyah", group="campaign"),
        "conflict",
        "group.owner_stays",
        "the owner cannot leave (READINGS 53)",
    ),
    no(
        c.RequestMembership(by="lea", group="trustees"),
        "not_found",
        HIDDEN,
        "an unlisted group is nothing to others",
    ),
    no(c.RequestMembership(by=HOST, group="campaign"), "invalid", "host.no_author", "the host does not ask"),
    no(
        c.RequestMembership(by="ursula", group="trustees"),
        "not_allowed",
        "group.invitation_only",
        "an unlisted group takes no requests (RULES 2.1)",
    ),
    no(
        c.RequestMembership(by="lea", group="newsroom"),
        "conflict",
        "group.open",
        "a public group is simply joined",
    ),
    no(
        c.RequestMembership(by="carla", group="campaign"),
        "limit",
        "group.limit",
        "a request counts like a membership (RULES 2.3)",
        ONE_GROUP,
        c.JoinGroup(by="carla", group="newsroom"),
    ),
    no(
        c.AnswerRequest(by="sofia", group="nowhere", user="lea", accept=True),
        "not_found",
        HIDDEN,
        "there is no group",
    ),
    no(
        c.AnswerRequest(by="sofia", group="campaign", user="nobody", accept=True),
        "not_found",
        HIDDEN,
        "there is nobody",
    ),
    no(
        c.AnswerRequest(by="sofia", group="campaign", user="carla", accept=True),
        "not_found",
        HIDDEN,
        "nobody asked (READINGS 83)",
    ),
    no(
        c.AnswerRequest(by="jose", group="campaign", user="lea", accept=True),
        "not_allowed",
        "group.managers_only",
        "a plain member does not answer",
    ),
    no(
        c.AnswerRequest(by="jose", group="campaign", user="carla", accept=True),
        "not_allowed",
        "group.managers_only",
        "nor does he learn who asked: the refusal is the same where nobody did",
    ),
    no(
        c.AnswerRequest(by="jose", group="campaign", user="lea", accept=True),
        "not_found",
        HIDDEN,
        "nor that somebody did whom he does not know",
        PRIVATE,
    ),
    no(
        c.AnswerRequest(by="sofia", group="campaign", user="lea", accept=True),
        "conflict",
        "user.inactive",
        "who asked has left since (READINGS 84)",
        c.DeactivateUsers(by=HOST, ids=("lea",)),
    ),
    no(c.AddMember(by="sofia", group="nowhere", user="lea"), "not_found", HIDDEN, "there is no group"),
    no(c.AddMember(by="sofia", group="campaign", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.AddMember(by="jose", group="campaign", user="carla"),
        "not_allowed",
        "group.managers_only",
        "a plain member may not (RULES 2.2)",
    ),
    no(c.AddMember(by="sofia", group="campaign", user="nina"), "conflict", "user.inactive", "Nina has left"),
    no(
        c.AddMember(by="sofia", group="campaign", user="carla"),
        "limit",
        "group.limit",
        "one membership too many for her",
        ONE_GROUP,
        c.JoinGroup(by="carla", group="newsroom"),
    ),
    no(
        c.SetMemberRole(by="sofia", group="campaign", user="nobody", role="manager"),
        "not_found",
        HIDDEN,
        "there is nobody",
    ),
    no(
        c.SetMemberRole(by="jose", group="campaign", user="jose", role="manager"),
        "not_allowed",
        "group.managers_only",
        "nobody promotes themselves",
    ),
    no(
        c.SetMemberRole(by="sofia", group="campaign", user="carla", role="manager"),
        "conflict",
        "group.not_a_member",
        "she is not in it",
    ),
    no(
        c.SetMemberRole(by="sofia", group="campaign", user="aniyah", role="member"),
        "conflict",
        "group.owner_stays",
        "the owner stays owner (RULES 2.2)",
    ),
    no(
        c.SetMemberRole(by="sofia", group="campaign", user="jose", role="manager"),
        "conflict",
        "user.inactive",
        "who has left gets no new role (READINGS 84)",
        c.DeactivateUsers(by=HOST, ids=("jose",)),
    ),
    no(c.RemoveMember(by="sofia", group="campaign", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.RemoveMember(by="jose", group="campaign", user="sofia"),
        "not_allowed",
        "group.managers_only",
        "a plain member may not (RULES 2.2)",
    ),
    no(
        c.RemoveMember(by="sofia", group="campaign", user="aniyah"),
        "conflict",
        "group.owner_stays",
        "nobody removes the owner (READINGS 53)",
    ),
    no(c.SetOwner(by="aniyah", group="campaign", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.SetOwner(by="sofia", group="campaign", user="sofia"),
        "not_allowed",
        "group.owner_only",
        "a manager cannot change the owner (RULES 2.2)",
    ),
    no(
        c.SetOwner(by="aniyah", group="campaign", user="jose"),
        "conflict",
        "user.inactive",
        "a new owner is active (READINGS 53)",
        c.DeactivateUsers(by=HOST, ids=("jose",)),
    ),
    no(
        c.SetOwner(by="aniyah", group="campaign", user="carla"),
        "conflict",
        "group.not_a_member",
        "a new owner is a member (READINGS 53)",
    ),
    no(
        c.SetOwner(by="aniyah", group="campaign", user="jose"),
        "conflict",
        "group.may_not_own",
        "a new owner may create groups (RULES 2.2)",
        c.RemovePermissions(by=HOST, user="jose", permissions=("create_groups",)),
    ),
)

FOLLOWS = (
    no(c.Follow(by="lea", target="nowhere"), "not_found", HIDDEN, "there is no such thing"),
    no(c.Follow(by="lea", target="gift"), "not_found", HIDDEN, "a record one may not read is nothing"),
    no(c.Follow(by="lea", target="trustees"), "not_found", HIDDEN, "an unlisted group is nothing to others"),
    no(
        c.Follow(by="lea", target="jose"),
        "not_found",
        HIDDEN,
        "a person out of sight is nothing (G5)",
        PRIVATE,
    ),
    no(
        c.Follow(by="grace", target="gift", user="nobody"),
        "not_found",
        HIDDEN,
        "there is nobody to follow it",
    ),
    no(
        c.Follow(by=HOST, target="gift"),
        "invalid",
        "host.no_author",
        "the host follows nothing (READINGS 41)",
    ),
    no(
        c.Follow(by="lea", target="newsroom"),
        "invalid",
        "follow.join_group",
        "a group is joined instead (READINGS 62)",
    ),
    no(c.Follow(by="lea", target="lea"), "invalid", "follow.self", "nobody follows themselves"),
    no(
        c.Follow(by="lea", target="guest-1"),
        "not_allowed",
        "follow.customer",
        "customers neither follow nor are followed (RULES 3)",
        c.AddUser(by=HOST, id="guest-1", kind="customer"),
    ),
    no(
        c.Follow(by="sofia", target="gift", user="jose"),
        "not_allowed",
        "permission.modify_all_data",
        "for somebody else it takes the right to all data (RULES 3)",
    ),
    no(
        c.Follow(by="jose", target="carla"),
        "not_allowed",
        "follow.no_access",
        "a member of one's group is known by name, not followed (READINGS 81)",
        c.AddMember(by="aniyah", group="campaign", user="carla"),
        PRIVATE,
    ),
    no(
        c.Follow(by="grace", target="gift", user="lea"),
        "not_allowed",
        "follow.no_access",
        "nobody is made to follow what they may not read (RULES 3)",
    ),
    no(
        c.Follow(by=HOST, target="gift", user="lea"),
        "conflict",
        "follow.no_access",
        "not even by the host, whom the state refuses (READINGS 41)",
    ),
    no(
        c.Follow(by=HOST, target="sofia", user="nina"),
        "conflict",
        "user.inactive",
        "Nina has left and follows nobody",
    ),
    no(c.Follow(by="lea", target="nina"), "conflict", "user.inactive", "nor does anybody begin to follow her"),
    no(c.Follow(by="lea", target="jose"), "limit", "follow.limit", "one follow too many (G32)", NO_FOLLOWS),
    no(c.Unfollow(by="lea", target="nowhere"), "not_found", HIDDEN, "there is no such thing"),
    no(c.Unfollow(by="lea", target="gift"), "not_found", HIDDEN, "a record one neither follows nor reads"),
    no(c.Unfollow(by="grace", target="gift", user="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.Unfollow(by="lea", target="gift", user="sofia"),
        "not_found",
        HIDDEN,
        "whether another follows a hidden thing is not told",
    ),
    no(c.Unfollow(by=HOST, target="jose"), "invalid", "host.no_author", "the host follows nothing"),
    no(
        c.Unfollow(by="jose", target="gift", user="sofia"),
        "not_allowed",
        "permission.modify_all_data",
        "for somebody else it takes the right to all data (RULES 3)",
    ),
)

CONVERSATION = (
    no(c.Post(by="lea", id="p", to="nowhere", text="x"), "not_found", HIDDEN, "there is no such place"),
    no(
        c.Post(by="lea", id="p", to="gift", text="x"),
        "not_found",
        HIDDEN,
        "a record one may not read is no place",
    ),
    no(
        c.Post(by="lea", id="p", to="trustees", text="x"),
        "not_found",
        HIDDEN,
        "nor an unlisted group one is not in",
    ),
    no(c.Post(by="lea", id="p", to="jose", text="x"), "not_found", HIDDEN, "nor a hidden wall", PRIVATE),
    no(
        c.Post(by="lea", id="p", text="ask @[nobody]"),
        "not_found",
        HIDDEN,
        "a mention of nobody (READINGS 36)",
    ),
    no(
        c.Post(by="lea", id="p", text="ask @[trustees]"),
        "not_found",
        HIDDEN,
        "a mention of a hidden group (READINGS 36)",
    ),
    no(c.Post(by="lea", id="p", text="see @[p-wall]"), "not_found", HIDDEN, "a post is not mentioned"),
    no(c.Post(by=HOST, id="p", text="x"), "invalid", "host.no_author", "the host has no wall (READINGS 41)"),
    no(c.Post(by=HOST, id="p", to="jose", text="x"), "invalid", "host.no_author", "and writes on nobody's"),
    no(c.Post(by="lea", id="p", text=" \n\t"), "invalid", "text.empty", "an empty post"),
    no(
        c.Post(by="lea", id="p", text="x" * 10_001),
        "invalid",
        "text.too_long",
        "10,001 characters (RULES 4.1)",
    ),
    no(
        c.Post(by="jose", id="p", text="see @[gift]"),
        "invalid",
        "mention.kind",
        "people and groups are mentioned, records are not (RULES 1.3)",
    ),
    no(
        c.Post(by="lea", id="p", text="ask @[nina]"),
        "invalid",
        "mention.inactive",
        "nor is who has left (READINGS 36)",
    ),
    no(
        c.Post(by="lea", id="p", to="campaign", text="x"),
        "not_allowed",
        "post.not_here",
        "only members post in a private group (RULES 1.6b)",
    ),
    no(
        c.Post(by="vera", id="p", to="campaign", text="x"),
        "not_allowed",
        "post.not_here",
        "who may see all data reads and does not write (READINGS 8)",
    ),
    no(
        c.Post(by="lea", id="p", to="newsroom", text="x"),
        "not_allowed",
        "post.not_here",
        "nor in a public one, where that is set (RULES 0.3 C4)",
        c.Configure(by=HOST, public_post_requires_membership=True),
    ),
    no(
        c.Post(by="jose", id="p", to="carla", text="x"),
        "not_allowed",
        "post.not_here",
        "on the wall of somebody known by name alone (READINGS 81)",
        c.AddMember(by="aniyah", group="campaign", user="carla"),
        PRIVATE,
    ),
    no(
        c.Post(by="lea", id="p", text="see @[campaign]"),
        "not_allowed",
        "mention.disallowed",
        "a private group one is not in (G15)",
    ),
    no(
        c.Post(by="aniyah", id="p", text="see @[trustees]"),
        "not_allowed",
        "mention.disallowed",
        "an unlisted group outside itself (RULES 1.3)",
    ),
    no(c.Post(by="lea", id="p", to="nina", text="x"), "conflict", "user.inactive", "the wall of who has left"),
    no(
        c.Post(by="lea", id="p-ask", text="x"),
        "conflict",
        "id.taken",
        "the id is a hidden post's (READINGS 5)",
    ),
    no(
        c.Post(by="lea", id="p", text=EVERYONE_AT_ONCE),
        "limit",
        "mention.limit",
        "26 mentions (RULES 1.3)",
        *CROWD,
    ),
    no(c.Comment(by="lea", id="c", post="nowhere", text="x"), "not_found", HIDDEN, "there is no post"),
    no(c.Comment(by="lea", id="c", post="p-ask", text="x"), "not_found", HIDDEN, "the post is out of sight"),
    no(c.Comment(by="lea", id="c", post="c-wall", text="x"), "not_found", HIDDEN, "a comment is no post"),
    no(
        c.Comment(by="lea", id="c", post="p-wall", text="@[nobody]"),
        "not_found",
        HIDDEN,
        "a mention of nobody",
    ),
    no(
        c.Comment(by="jose", id="c", post="p-isolated", text="x"),
        "not_found",
        HIDDEN,
        "one's own post, out of sight since it was isolated (G45)",
    ),
    no(
        c.Comment(by=HOST, id="c", post="p-wall", text="x"),
        "invalid",
        "host.no_author",
        "the host writes nothing",
    ),
    no(c.Comment(by="lea", id="c", post="p-wall", text=""), "invalid", "text.empty", "an empty comment"),
    no(
        c.Comment(by="lea", id="c", post="p-wall", text="x" * 10_001),
        "invalid",
        "text.too_long",
        "10,001 characters",
    ),
    no(
        c.Comment(by="lea", id="c", post="p-wall", text="@[nina]"),
        "invalid",
        "mention.inactive",
        "a mention of who has left",
    ),
    no(
        c.Comment(by="vera", id="c", post="p-ask", text="x"),
        "not_allowed",
        "comment.not_here",
        "who may see all data does not comment in a private group (READINGS 8)",
    ),
    no(
        c.Comment(by="lea", id="c", post="p-wall", text="@[campaign]"),
        "not_allowed",
        "mention.disallowed",
        "a mention of a private group one is not in",
    ),
    no(
        c.Comment(by="jose", id="c", post="p-pending", text="x"),
        "conflict",
        "item.not_published",
        "the post waits for approval (RULES 4.3)",
    ),
    no(
        c.Comment(by="lea", id="p-ask", post="p-wall", text="x"),
        "conflict",
        "id.taken",
        "the id is a hidden post's",
    ),
    no(
        c.Comment(by="lea", id="c", post="p-wall", text=EVERYONE_AT_ONCE),
        "limit",
        "mention.limit",
        "26 mentions",
        *CROWD,
    ),
    no(c.Delete(by="lea", id="nowhere"), "not_found", HIDDEN, "there is no such thing"),
    no(c.Delete(by="mona", id="p-ask"), "not_found", HIDDEN, "a moderator deletes only what she sees (G46)"),
    no(
        c.Delete(by="grace", id="p-board"),
        "not_found",
        HIDDEN,
        "unlisted beats the administrator (RULES 0.1)",
    ),
    no(
        c.Delete(by="jose", id="p-isolated"),
        "not_found",
        HIDDEN,
        "the author of what was isolated (READINGS 38)",
    ),
    no(c.Delete(by="sofia", id="gift"), "not_found", HIDDEN, "a record is no post"),
    no(c.Delete(by="lea", id="p-wall"), "not_allowed", "item.not_yours", "somebody else's post"),
    no(
        c.Delete(by="sofia", id="c-wall"),
        "not_allowed",
        "item.not_yours",
        "a comment on somebody else's wall",
    ),
    no(
        c.Delete(by="jose", id="p-moved"),
        "not_allowed",
        "item.not_yours",
        "a tracked change, even one's own (RULES 5)",
    ),
    no(c.Like(by="lea", item="p-ask"), "not_found", HIDDEN, "a post out of sight"),
    no(c.Like(by="lea", item="jose"), "not_found", HIDDEN, "a person is not liked"),
    no(c.Like(by=HOST, item="p-wall"), "invalid", "host.no_author", "the host likes nothing (READINGS 41)"),
    no(
        c.Like(by="jose", item="p-pending"),
        "conflict",
        "item.not_published",
        "the post waits for approval (RULES 4.3)",
    ),
    no(c.Unlike(by="lea", item="p-ask"), "not_found", HIDDEN, "a post out of sight"),
    no(
        c.Unlike(by="jose", item="p-ask"),
        "not_found",
        HIDDEN,
        "one's own like, out of sight now (READINGS 38)",
        c.Like(by="jose", item="p-ask"),
        c.RemoveMember(by="aniyah", group="campaign", user="jose"),
    ),
    no(c.Unlike(by=HOST, item="p-wall"), "invalid", "host.no_author", "the host likes nothing"),
    no(c.Review(by="mona", item="p-ask"), "not_found", HIDDEN, "a post out of sight"),
    no(
        c.Review(by="mona", item="p-pending"),
        "not_found",
        HIDDEN,
        "a moderator does not see what waits (READINGS 10)",
    ),
    no(
        c.Review(by="aniyah", item="p-wall", status="pending"),
        "not_allowed",
        "item.not_a_reviewer",
        "the author does not review",
    ),
    no(
        c.Review(by="otto", item="p-wall", status="isolated"),
        "not_allowed",
        "item.not_a_reviewer",
        "who approves does not isolate (READINGS 54)",
    ),
    no(
        c.Review(by="grace", item="p-wall", status="isolated"),
        "not_allowed",
        "item.not_a_reviewer",
        "nor who may modify all data, but does not moderate (READINGS 54)",
    ),
    no(
        c.Review(by="mona", item="p-isolated"),
        "not_found",
        HIDDEN,
        "who isolated it sees it no more (READINGS 10)",
    ),
)

RECORDS = (
    no(c.AddRecord(by=HOST, id="r", type="lead"), "invalid", "host.no_author", "the host owns nothing"),
    no(
        c.AddRecord(by="jose", id="r", type="lead", owner="nobody"),
        "not_found",
        HIDDEN,
        "there is no such owner",
    ),
    no(c.AddRecord(by="jose", id="r", type=" "), "invalid", "record.type", "a record has a type"),
    no(
        c.AddRecord(by="jose", id="r", type="lead", owner="nina"),
        "conflict",
        "user.inactive",
        "the owner has left",
    ),
    no(c.AddRecord(by="jose", id="p-ask", type="lead"), "conflict", "id.taken", "the id is a post's"),
    no(c.UpdateRecord(by="jose", id="nowhere", fields={}), "not_found", HIDDEN, "there is no record"),
    no(
        c.UpdateRecord(by="lea", id="gift", fields={"amount": 1}),
        "not_found",
        HIDDEN,
        "a record one may not read",
    ),
    no(c.UpdateRecord(by="jose", id="jose", fields={}), "not_found", HIDDEN, "a person is no record"),
    no(
        c.UpdateRecord(by="vera", id="gift", fields={"amount": 1}),
        "not_allowed",
        "record.level",
        "reading is not editing (RULES 8.1)",
    ),
    no(
        c.UpdateRecord(by="jose", id="gift", fields={"stage": "asked"}, item="p-ask"),
        "conflict",
        "id.taken",
        "the id for the tracked change is a post's",
    ),
    no(c.Transfer(by="lea", record="gift", owner="lea"), "not_found", HIDDEN, "a record one may not read"),
    no(c.Transfer(by="jose", record="gift", owner="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.Transfer(by="lea", record="gift", owner="lea"),
        "not_allowed",
        "record.level",
        "editing is not owning (READINGS 48)",
        c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),
    ),
    no(
        c.Transfer(by="jose", record="gift", owner="nina"),
        "conflict",
        "user.inactive",
        "the new owner has left",
    ),
    no(
        c.Transfer(by="jose", record="gift", owner="lea", item="p-ask"),
        "conflict",
        "id.taken",
        "the id for the tracked change is a post's",
    ),
    no(c.ShareRecord(by="lea", record="gift", to="lea"), "not_found", HIDDEN, "a record one may not read"),
    no(c.ShareRecord(by="jose", record="gift", to="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.ShareRecord(by="jose", record="gift", to="role:nowhere"),
        "not_found",
        HIDDEN,
        "there is no such role",
    ),
    no(
        c.ShareRecord(by="jose", record="gift", to="above:rep"),
        "not_found",
        HIDDEN,
        "the roles above are no target",
    ),
    no(
        c.ShareRecord(by="lea", record="gift", to="carla"),
        "not_allowed",
        "record.level",
        "who was given it does not pass it on (READINGS 48)",
        c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),
    ),
    no(c.ShareRecord(by="jose", record="gift", to="nina"), "conflict", "user.inactive", "Nina has left"),
    no(c.UnshareRecord(by="lea", record="gift", to="lea"), "not_found", HIDDEN, "a record one may not read"),
    no(c.UnshareRecord(by="jose", record="gift", to="nobody"), "not_found", HIDDEN, "there is nobody"),
    no(
        c.UnshareRecord(by="lea", record="gift", to="carla"),
        "not_allowed",
        "record.level",
        "nor takes it from another",
        c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),
        c.ShareRecord(by="jose", record="gift", to="carla"),
    ),
    no(
        c.UnshareRecord(by="lea", record="gift", to="carla"),
        "not_found",
        HIDDEN,
        "nor learns to which hidden person it is shared",
        c.ShareRecord(by="jose", record="gift", to="lea", level="edit"),
        c.ShareRecord(by="jose", record="gift", to="carla"),
        PRIVATE,
    ),
)


def _rule(**fields: object) -> c.AddPointsRule:
    wanted = {"by": "paulo", "id": "r", "points": 5, "when": "reached", "type": "lead", **fields}
    return c.AddPointsRule(**wanted)  # type: ignore[arg-type]


def _profile(*fields: FieldSpec, by: str = "paulo", type: str = "lead") -> c.SetCompleteness:
    return c.SetCompleteness(by=by, type=type, fields=fields)


SCORING = (
    no(_profile(FieldSpec("email"), type=" "), "invalid", "completeness.type", "a profile is of a type"),
    no(_profile(), "invalid", "completeness.empty", "a profile has a field"),
    no(_profile(FieldSpec(" ")), "invalid", "completeness.field", "a field has a name"),
    no(
        _profile(FieldSpec("email"), FieldSpec("email")),
        "invalid",
        "completeness.duplicate",
        "a field counts once",
    ),
    no(
        _profile(FieldSpec("email", 0)),
        "invalid",
        "completeness.weight",
        "a field weighs something (SCORING 1.3)",
    ),
    no(
        _profile(FieldSpec("email", applies_when=(BAD_MAIL,))),
        "invalid",
        "criteria.value",
        "a condition means something",
    ),
    no(
        _profile(FieldSpec("email"), by="sofia"),
        "not_allowed",
        "permission.manage_points",
        "profiles take manage_points or modify_all_data",
    ),
    no(_rule(points=0), "invalid", "points.amount", "a rule pays something"),
    no(_rule(type=""), "invalid", "points.type", "a rule is for a type"),
    no(_rule(threshold="0/1"), "invalid", "points.threshold", "a threshold is above nothing"),
    no(_rule(threshold="3/2"), "invalid", "points.threshold", "and at most everything"),
    no(_rule(key=("record",)), "invalid", "points.key", "a key names its rule"),
    no(_rule(where=(BAD_MAIL,)), "invalid", "criteria.value", "a condition means something"),
    no(_rule(by="sofia"), "not_allowed", "permission.manage_points", "rules take manage_points"),
    no(_rule(id="p-ask"), "conflict", "id.taken", "the id is a post's"),
    no(c.RetirePointsRule(by="paulo", id="nowhere"), "not_found", HIDDEN, "there is no rule"),
    no(
        c.RetirePointsRule(by="sofia", id="full-lead"),
        "not_allowed",
        "permission.manage_points",
        "rules take manage_points",
    ),
)

REFUSALS = (
    *(*ORGANISATION, *PEOPLE, *GROUPS, *FOLLOWS, *CONVERSATION, *RECORDS, *SCORING),
    *(each for volume in VOLUMES for each in volume.REFUSALS),
)
"""Every refusal of every command."""


def _said(**wire: object) -> Callable[[Engine], object]:
    return lambda _: command_from_json(wire)


def _happened(**wire: object) -> Callable[[Engine], object]:
    return lambda _: event_from_json(wire)


MISSHAPEN = (
    Question("no command named", _said(by="sofia"), "invalid", "shape.unknown_command"),
    Question("an unknown command", _said(do="dance"), "invalid", "shape.unknown_command"),
    Question("a command named by a number", _said(do=5), "invalid", "shape.unknown_command"),
    Question("an unknown field", _said(do="post", txt="x"), "invalid", "shape.unknown_field"),
    Question("a missing field", _said(do="follow", by="sofia"), "invalid", "shape.missing_field"),
    Question("an actor that is no text", _said(do="post", by=5), "invalid", "shape.wrong_type"),
    Question("an empty id", _said(do="post", id=""), "invalid", "shape.wrong_type"),
    Question("a text that is a number", _said(do="post", text=5), "invalid", "shape.wrong_type"),
    Question("a number that is a truth", _said(do="configure", follow_limit=True), "invalid", "shape.wrong_type"),
    Question("a truth that is a text", _said(do="configure", unlisted_groups="no"), "invalid", "shape.wrong_type"),
    Question("a list that is a text", _said(do="deactivate_users", ids="nina"), "invalid", "shape.wrong_type"),
    Question(
        "a mapping that is a list",
        _said(do="update_record", id="gift", fields=["stage"]),
        "invalid",
        "shape.wrong_type",
    ),
    Question(
        "a value that is no JSON",
        _said(do="update_record", id="gift", fields={"a": b"x"}),
        "invalid",
        "shape.wrong_type",
    ),
    Question("a kind of user not listed", _said(do="add_user", kind="robot"), "invalid", "shape.wrong_type"),
    Question("a permission not listed", _said(do="add_user", permissions=["fly"]), "invalid", "shape.wrong_type"),
    Question("a time that is no time", _said(do="post", at="soon"), "invalid", "shape.wrong_type"),
    Question("a time that is a number", _said(do="post", at=5), "invalid", "shape.wrong_type"),
    Question("a time without zone", _said(do="post", at="2026-01-05T09:00:00"), "invalid", "time.naive"),
    Question("a time before time", _said(do="post", at="0001-01-01T00:00:00+01:00"), "invalid", "shape.wrong_type"),
    Question(
        "a fraction that is a float",
        _said(do="add_points_rule", points=1, when="reached", type="lead", threshold=0.5),
        "invalid",
        "shape.wrong_type",
    ),
    Question(
        "a condition that is no list",
        _said(do="add_points_rule", points=1, when="reached", type="lead", where=["email"]),
        "invalid",
        "criteria.shape",
    ),
    Question(
        "a field that is a number",
        _said(do="set_completeness", type="lead", fields=[5]),
        "invalid",
        "completeness.field",
    ),
    Question("an unknown event", _happened(event="danced"), "invalid", "shape.unknown_event"),
    Question(
        "an event without time",
        _happened(event="user_activated", id="nina"),
        "invalid",
        "shape.missing_field",
    ),
    Question(
        "an event whose thing is a text",
        _happened(event="role_added", at="2026-01-05T09:00:00Z", role="ceo"),
        "invalid",
        "shape.wrong_type",
    ),
)
"""What is refused for its shape."""


def _engine(name: str, *args: object) -> Callable[[Engine], object]:
    return lambda made: getattr(made, name)(*args)


def _viewer(user: str, name: str, *args: object, **more: object) -> Callable[[Engine], object]:
    return lambda made: getattr(made.viewer(user), name)(*args, **more)


ASKED = (
    Question("the viewer of nobody", _engine("viewer", "nobody"), "not_found", HIDDEN),
    Question("why nobody sees", _engine("explain", "nobody", "p-wall"), "not_found", HIDDEN),
    Question("why somebody sees nothing", _engine("explain", "sofia", "nowhere"), "not_found", HIDDEN),
    Question("who sees what is not there", _engine("audience", "nowhere"), "not_found", HIDDEN),
    Question("who sees a role", _engine("audience", "ceo"), "not_found", HIDDEN),
    Question("what nobody sees", _engine("visible_posts", "nobody"), "not_found", HIDDEN),
    Question("how far nobody may go", _engine("access", "nobody", "gift"), "not_found", HIDDEN),
    Question("how far one may go with nothing", _engine("access", "sofia", "nowhere"), "not_found", HIDDEN),
    Question("why nobody may go far", _engine("explain_access", "nobody", "gift"), "not_found", HIDDEN),
    Question("why one may go far with nothing", _engine("explain_access", "sofia", "nowhere"), "not_found", HIDDEN),
    Question("whether nobody's feed has it", _engine("explain_feed", "nobody", "p-wall"), "not_found", HIDDEN),
    Question("whether a feed has a comment", _engine("explain_feed", "sofia", "c-wall"), "not_found", HIDDEN),
    Question("how complete nothing is", _engine("completeness", "nowhere"), "not_found", HIDDEN),
    Question("what nobody earned", _engine("ledger", "nobody"), "not_found", HIDDEN),
    Question("an unknown board", _engine("leaderboard", "by_height"), "not_found", HIDDEN),
    Question("what is not there", _viewer("lea", "get", "nowhere"), "not_found", HIDDEN),
    Question("what is out of sight", _viewer("lea", "get", "gift"), "not_found", HIDDEN),
    Question("a role", _viewer("lea", "get", "ceo"), "not_found", HIDDEN),
    Question("the card of a group", _viewer("lea", "card", "newsroom"), "not_found", HIDDEN),
    Question("comments out of sight", _viewer("lea", "comments", "p-ask"), "not_found", HIDDEN),
    Question("comments of a comment", _viewer("lea", "comments", "c-wall"), "not_found", HIDDEN),
    Question("members of a hidden group", _viewer("lea", "members", "trustees"), "not_found", HIDDEN),
    Question(
        "members of a private group, from outside",
        _viewer("lea", "members", "campaign"),
        "not_allowed",
        "group.members_only",
    ),
    Question("followers of a hidden record", _viewer("lea", "followers", "gift"), "not_found", HIDDEN),
    Question("followers of a post", _viewer("lea", "followers", "p-wall"), "not_found", HIDDEN),
    Question("why a hidden post is in the feed", _viewer("lea", "why_in_feed", "p-ask"), "not_found", HIDDEN),
    Question("how complete a hidden record is", _viewer("lea", "completeness", "gift"), "not_found", HIDDEN),
    Question("what a hidden record lacks", _viewer("lea", "missing", "gift"), "not_found", HIDDEN),
    Question("an unknown board of one's own", _viewer("lea", "rank", "by_height"), "not_found", HIDDEN),
    Question("the first none of a board", _viewer("lea", "leaderboard", top=0), "invalid", "board.top"),
    Question("the first 101 of a board", _viewer("lea", "leaderboard", top=101), "invalid", "board.top"),
    Question("fewer than none around me", _viewer("lea", "around", k=-1), "invalid", "board.size"),
    Question("an unknown feed", _viewer("lea", "feed", "gossip"), "invalid", "feed.kind"),
    Question("an unknown order", _viewer("lea", "feed", sort="loudest"), "invalid", "feed.sort"),
    Question("a page of none", _viewer("lea", "feed", limit=0), "invalid", "feed.limit"),
    Question("a page of 101", _viewer("lea", "feed", limit=101), "invalid", "feed.limit"),
    Question("a page of a text", _viewer("lea", "feed", limit="ten"), "invalid", "feed.limit"),
    Question("the feed of no group", _viewer("lea", "feed", "group"), "invalid", "feed.of"),
    Question("my feed of somebody", _viewer("lea", "feed", "following", "jose"), "invalid", "feed.of"),
    Question("the feed of a hidden group", _viewer("lea", "feed", "group", "trustees"), "not_found", HIDDEN),
    Question("the group feed of a person", _viewer("lea", "feed", "group", "jose"), "not_found", HIDDEN),
    Question("a cursor that is none", _viewer("lea", "feed", after="page 2"), "invalid", "feed.cursor"),
    Question(
        "a journal that has grown meanwhile",
        lambda made: MemoryJournal(made.events()).append((), at=3),
        "conflict",
        "journal.position",
    ),
)
"""What is refused to who asks."""


LADDERS = (
    ladder(
        "configure",
        invalid=c.Configure(by="sofia", follow_limit=-1),
        not_allowed=c.Configure(by="sofia", follow_limit=3),
        done=c.Configure(by="grace", follow_limit=3),
    ),
    ladder(
        "add_role",
        not_found=c.AddRole(by="sofia", id="jose", parent="nowhere"),
        not_allowed=c.AddRole(by="sofia", id="jose", parent="office"),
        conflict=c.AddRole(by="hana", id="jose", parent="office"),
        done=c.AddRole(by="hana", id="clerk", parent="office"),
    ),
    ladder(
        "move_role, under itself",
        not_found=c.MoveRole(by="sofia", id="nowhere", parent="nowhere"),
        invalid=c.MoveRole(by="sofia", id="ceo", parent="ceo"),
        not_allowed=c.MoveRole(by="sofia", id="ceo", parent="rep"),
        conflict=c.MoveRole(by="hana", id="ceo", parent="rep"),
        done=c.MoveRole(by="hana", id="ceo", parent="office"),
    ),
    ladder(
        "add_user",
        not_found=c.AddUser(by="sofia", id="jose", role="nowhere", manager="nina"),
        not_allowed=c.AddUser(by="sofia", id="jose", role="rep", manager="nina"),
        conflict=c.AddUser(by="hana", id="jose", role="rep", manager="nina"),
        done=c.AddUser(by="hana", id="omar", role="rep", manager="sofia"),
    ),
    ladder(
        "update_user",
        not_found=c.UpdateUser(by="sofia", id="lea", manager="lea", role="nowhere"),
        invalid=c.UpdateUser(by="sofia", id="lea", manager="lea", role="rep"),
        not_allowed=c.UpdateUser(by="sofia", id="lea", manager="nina", role="rep"),
        conflict=c.UpdateUser(by="hana", id="lea", manager="nina", role="rep"),
        done=c.UpdateUser(by="hana", id="lea", manager="sofia", role="rep"),
    ),
    ladder(
        "deactivate_users",
        not_found=c.DeactivateUsers(by="sofia", ids=("jose", "nobody")),
        not_allowed=c.DeactivateUsers(by="sofia", ids=("jose",)),
        done=c.DeactivateUsers(by="hana", ids=("jose",)),
    ),
    ladder(
        "activate_user",
        not_found=c.ActivateUser(by="sofia", id="nobody"),
        not_allowed=c.ActivateUser(by="sofia", id="nina"),
        done=c.ActivateUser(by="hana", id="nina"),
    ),
    ladder(
        "add_permissions",
        not_found=c.AddPermissions(by="lea", user="nobody", permissions=("moderate",)),
        not_allowed=c.AddPermissions(by="lea", user="lea", permissions=("moderate",)),
        done=c.AddPermissions(by="hana", user="lea", permissions=("moderate",)),
    ),
    ladder(
        "remove_permissions",
        not_found=c.RemovePermissions(by="lea", user="nobody", permissions=("moderate",)),
        not_allowed=c.RemovePermissions(by="lea", user="mona", permissions=("moderate",)),
        done=c.RemovePermissions(by="hana", user="mona", permissions=("moderate",)),
    ),
    ladder(
        "create_group",
        ONE_GROUP,
        c.RemovePermissions(by=HOST, user="jose", permissions=("create_groups",)),
        invalid=c.CreateGroup(by="jose", id="gift", name=""),
        not_allowed=c.CreateGroup(by="jose", id="gift", name="Newsroom"),
        conflict=c.CreateGroup(by="aniyah", id="gift", name="Newsroom"),
        limit=c.CreateGroup(by="aniyah", id="runners", name="Runners"),
        done=c.CreateGroup(by="carla", id="runners", name="Runners"),
    ),
    ladder(
        "update_group",
        not_found=c.UpdateGroup(by="lea", id="trustees", name="", access="public"),
        invalid=c.UpdateGroup(by="lea", id="newsroom", name="", access="unlisted"),
        not_allowed=c.UpdateGroup(by="lea", id="newsroom", name="News", access="unlisted"),
        conflict=c.UpdateGroup(by="sofia", id="newsroom", name="News", access="unlisted"),
        done=c.UpdateGroup(by="sofia", id="newsroom", name="News", access="private"),
    ),
    ladder(
        "join_group",
        ONE_GROUP,
        not_found=c.JoinGroup(by="lea", group="trustees"),
        not_allowed=c.JoinGroup(by="lea", group="campaign"),
        limit=c.JoinGroup(by="lea", group="newsroom"),
        done=c.JoinGroup(by="carla", group="newsroom"),
    ),
    ladder(
        "join_group, by the host",
        not_found=c.JoinGroup(by=HOST, group="nowhere"),
        invalid=c.JoinGroup(by=HOST, group="newsroom"),
        done=c.JoinGroup(by="lea", group="newsroom"),
    ),
    ladder(
        "leave_group",
        not_found=c.LeaveGroup(by=HOST, group="nowhere"),
        invalid=c.LeaveGroup(by=HOST, group="campaign"),
        conflict=c.LeaveGroup(by="aniyah", group="campaign"),
        done=c.LeaveGroup(by="jose", group="campaign"),
    ),
    ladder(
        "request_membership",
        c.Configure(by=HOST, group_limit=0),
        not_found=c.RequestMembership(by=HOST, group="nowhere"),
        invalid=c.RequestMembership(by=HOST, group="trustees"),
        not_allowed=c.RequestMembership(by="ursula", group="trustees"),
        conflict=c.RequestMembership(by="ursula", group="newsroom"),
        limit=c.RequestMembership(by="ursula", group="campaign"),
        nothing=c.RequestMembership(by="lea", group="campaign"),
    ),
    ladder(
        "answer_request",
        c.DeactivateUsers(by=HOST, ids=("lea",)),
        not_found=c.AnswerRequest(by="jose", group="campaign", user="nobody", accept=True),
        not_allowed=c.AnswerRequest(by="jose", group="campaign", user="lea", accept=True),
        conflict=c.AnswerRequest(by="sofia", group="campaign", user="lea", accept=True),
        done=c.AnswerRequest(by="sofia", group="campaign", user="lea", accept=False),
    ),
    ladder(
        "add_member",
        c.Configure(by=HOST, group_limit=0),
        not_found=c.AddMember(by="jose", group="campaign", user="nobody"),
        not_allowed=c.AddMember(by="jose", group="campaign", user="nina"),
        conflict=c.AddMember(by="sofia", group="campaign", user="nina"),
        limit=c.AddMember(by="sofia", group="campaign", user="carla"),
        nothing=c.AddMember(by="sofia", group="campaign", user="jose"),
    ),
    ladder(
        "set_member_role",
        not_found=c.SetMemberRole(by="jose", group="campaign", user="nobody", role="manager"),
        not_allowed=c.SetMemberRole(by="jose", group="campaign", user="carla", role="manager"),
        conflict=c.SetMemberRole(by="sofia", group="campaign", user="carla", role="manager"),
        done=c.SetMemberRole(by="sofia", group="campaign", user="jose", role="manager"),
    ),
    ladder(
        "remove_member",
        not_found=c.RemoveMember(by="jose", group="campaign", user="nobody"),
        not_allowed=c.RemoveMember(by="jose", group="campaign", user="aniyah"),
        conflict=c.RemoveMember(by="sofia", group="campaign", user="aniyah"),
        done=c.RemoveMember(by="sofia", group="campaign", user="jose"),
    ),
    ladder(
        "set_owner",
        not_found=c.SetOwner(by="sofia", group="campaign", user="nobody"),
        not_allowed=c.SetOwner(by="sofia", group="campaign", user="nina"),
        conflict=c.SetOwner(by="aniyah", group="campaign", user="nina"),
        done=c.SetOwner(by="aniyah", group="campaign", user="jose"),
    ),
    ladder(
        "follow",
        NO_FOLLOWS,
        not_found=c.Follow(by="sofia", target="nowhere", user="jose"),
        invalid=c.Follow(by="sofia", target="jose", user="jose"),
        not_allowed=c.Follow(by="sofia", target="nina", user="jose"),
        conflict=c.Follow(by="grace", target="nina", user="jose"),
        limit=c.Follow(by="grace", target="lea", user="jose"),
        nothing=c.Follow(by="grace", target="sofia", user="jose"),
    ),
    ladder(
        "unfollow, for another",
        not_found=c.Unfollow(by="jose", target="nowhere", user="sofia"),
        not_allowed=c.Unfollow(by="jose", target="gift", user="sofia"),
        done=c.Unfollow(by="grace", target="gift", user="sofia"),
    ),
    ladder(
        "unfollow, by the host",
        not_found=c.Unfollow(by=HOST, target="nowhere", user="nobody"),
        invalid=c.Unfollow(by=HOST, target="gift"),
        done=c.Unfollow(by=HOST, target="gift", user="sofia"),
    ),
    ladder(
        "post, in a group",
        *CROWD,
        not_found=c.Post(by="lea", id="gift", to="campaign", text="@[nobody]"),
        invalid=c.Post(by="lea", id="gift", to="campaign", text=""),
        not_allowed=c.Post(by="lea", id="gift", to="campaign", text=EVERYONE_AT_ONCE),
        conflict=c.Post(by="lea", id="gift", to="newsroom", text=EVERYONE_AT_ONCE),
        limit=c.Post(by="lea", id="p", to="newsroom", text=EVERYONE_AT_ONCE),
        done=c.Post(by="lea", id="p", to="newsroom", text="hello"),
    ),
    ladder(
        "post, on a wall",
        not_found=c.Post(by="lea", id="p", to="nina", text="@[nobody] @[nina] @[campaign]"),
        invalid=c.Post(by="lea", id="p", to="nina", text="@[nina] @[campaign]"),
        not_allowed=c.Post(by="lea", id="p", to="nina", text="@[campaign]"),
        conflict=c.Post(by="lea", id="p", to="nina", text="hello"),
        done=c.Post(by="lea", id="p", to="jose", text="hello"),
    ),
    ladder(
        "comment",
        *CROWD,
        c.Review(by="otto", item="p-wall", status="pending"),
        c.AddPermissions(by=HOST, user="lea", permissions=("approve_posts",)),
        not_found=c.Comment(by="lea", id="gift", post="p-wall", text="@[nobody] @[campaign]"),
        invalid=c.Comment(by="lea", id="gift", post="p-wall", text="@[nina] @[campaign]"),
        not_allowed=c.Comment(by="lea", id="gift", post="p-wall", text=f"{EVERYONE_AT_ONCE} @[campaign]"),
        conflict=c.Comment(by="lea", id="gift", post="p-wall", text=EVERYONE_AT_ONCE),
        limit=c.Comment(by="lea", id="c", post="p-news", text=EVERYONE_AT_ONCE),
        done=c.Comment(by="lea", id="c", post="p-news", text="hello"),
    ),
    ladder(
        "delete",
        not_found=c.Delete(by="lea", id="p-ask"),
        not_allowed=c.Delete(by="lea", id="p-wall"),
        done=c.Delete(by="aniyah", id="p-wall"),
    ),
    ladder(
        "like",
        not_found=c.Like(by=HOST, item="nowhere"),
        invalid=c.Like(by=HOST, item="p-pending"),
        conflict=c.Like(by="jose", item="p-pending"),
        done=c.Like(by="jose", item="p-news"),
    ),
    ladder(
        "unlike",
        not_found=c.Unlike(by=HOST, item="nowhere"),
        invalid=c.Unlike(by=HOST, item="p-wall"),
        done=c.Unlike(by="sofia", item="p-wall"),
    ),
    ladder(
        "review",
        not_found=c.Review(by="otto", item="p-ask", status="isolated"),
        not_allowed=c.Review(by="otto", item="p-wall", status="isolated"),
        done=c.Review(by="otto", item="p-wall", status="pending"),
    ),
    ladder(
        "add_record",
        not_found=c.AddRecord(by="jose", id="p-ask", type="", owner="nobody"),
        invalid=c.AddRecord(by="jose", id="p-ask", type="", owner="nina"),
        conflict=c.AddRecord(by="jose", id="p-ask", type="lead", owner="lea"),
        done=c.AddRecord(by="jose", id="r", type="lead", owner="lea"),
    ),
    ladder(
        "update_record",
        not_found=c.UpdateRecord(by="lea", id="gift", fields={"stage": "lost"}, item="p-ask"),
        not_allowed=c.UpdateRecord(by="vera", id="gift", fields={"stage": "lost"}, item="p-ask"),
        conflict=c.UpdateRecord(by="sofia", id="gift", fields={"stage": "lost"}, item="p-ask"),
        done=c.UpdateRecord(by="sofia", id="gift", fields={"stage": "lost"}, item="p-lost"),
    ),
    ladder(
        "transfer",
        not_found=c.Transfer(by="vera", record="gift", owner="nobody"),
        not_allowed=c.Transfer(by="vera", record="gift", owner="nina"),
        conflict=c.Transfer(by="sofia", record="gift", owner="nina"),
        done=c.Transfer(by="sofia", record="gift", owner="aniyah"),
    ),
    ladder(
        "share_record",
        not_found=c.ShareRecord(by="vera", record="gift", to="nobody"),
        not_allowed=c.ShareRecord(by="vera", record="gift", to="nina"),
        conflict=c.ShareRecord(by="sofia", record="gift", to="nina"),
        done=c.ShareRecord(by="sofia", record="gift", to="lea"),
    ),
    ladder(
        "unshare_record",
        c.ShareRecord(by="jose", record="gift", to="lea"),
        not_found=c.UnshareRecord(by="vera", record="gift", to="nobody"),
        not_allowed=c.UnshareRecord(by="vera", record="gift", to="lea"),
        done=c.UnshareRecord(by="sofia", record="gift", to="lea"),
    ),
    ladder(
        "set_completeness",
        invalid=_profile(by="sofia"),
        not_allowed=_profile(FieldSpec("email"), by="sofia"),
        done=_profile(FieldSpec("email")),
    ),
    ladder(
        "add_points_rule",
        invalid=_rule(by="sofia", points=0, id="p-ask"),
        not_allowed=_rule(by="sofia", id="p-ask"),
        conflict=_rule(id="p-ask"),
        done=_rule(),
    ),
    ladder(
        "retire_points_rule",
        not_found=c.RetirePointsRule(by="sofia", id="nowhere"),
        not_allowed=c.RetirePointsRule(by="sofia", id="full-lead"),
        done=c.RetirePointsRule(by="paulo", id="full-lead"),
    ),
    *(each for volume in VOLUMES for each in volume.LADDERS),
)
"""What outranks what, command by command (READINGS 19)."""


def about(*kinds: type[c.Command]) -> list[Refusal]:
    """Return the refusals of some commands."""
    return [refusal for refusal in REFUSALS if isinstance(refusal.command, kinds)]


def ladders_of(*kinds: type[c.Command]) -> list[Ladder]:
    """Return the ladders of some commands."""
    return [ladder for ladder in LADDERS if isinstance(ladder.rungs[0][1], kinds)]


def _line(error: CollabError) -> str:
    return f"  {error.status_hint} {error.tag} ({error.rule}): {error.message}"


def rendered() -> str:
    """Return every refusal as text: a heading for each command, a line for each text it is refused with."""
    texts: dict[str, dict[str, None]] = {tag: {} for tag in c.COMMANDS}
    for refusal in REFUSALS:
        texts[refusal.command.tag][_line(refusal.happen())] = None
    texts["(misshapen)"] = {_line(question.happen()): None for question in MISSHAPEN}
    texts["(asked)"] = {_line(question.happen()): None for question in ASKED}
    return "\n".join(line for tag, lines in texts.items() for line in (tag, *lines, ""))


if __name__ == "__main__":
    SNAPSHOT.write_text(rendered(), encoding="utf-8")
    sys.stdout.write(f"{len(REFUSALS) + len(MISSHAPEN) + len(ASKED)} refusals in {SNAPSHOT.name}\n")
