"""What somebody else may do out of one's sight beside talking, for law 2: ties, groups, places, taking back."""

from __future__ import annotations

from tests.laws.recognition import touched_recognition

from collabcore import commands as c
from collabcore import events as e
from collabcore.engine import Engine
from collabcore.testing import restatement
from collabcore.testing.strategies import attempt

__all__ = ["ELSEWHERE", "of_both", "of_member", "thickened", "touched_elsewhere"]

ELSEWHERE = (
    *("follow", "follow", "unfollow", "unfollow"),
    *("unlike", "unbookmark", "unmute", "pin", "unpin", "set_audience", "mark_read"),
    *("join_group", "request_membership", "answer_request", "invite", "accept_invitation", "remove_member"),
    *("set_member_role", "set_owner", "update_group", "archive_group", "unarchive_group", "delete_group"),
    *("attach_record", "unshare_record", "delete_record", "merge_records", "award", "reverse"),
    *("complete_activity", "cancel_activity", "update_badge", "update_reward", "fulfil"),
)
"""The commands, beside those that talk, hand on or recognise."""


PEOPLE = ("aniyah", "jose", "sofia", "luc", "fay", "cleo", "coco", "pia", "pim", "rik")
PLACES = ("a_account", "a_lead", "a_opportunity", "a_case", "f_home", "f_own", "g_public", "g_private", "g_guild")


def thickened(engine: Engine) -> Engine:
    """Return a copy in which people follow, join, ask, like and keep what they can: where ties could show."""
    copy = engine.fork()
    for number, who in enumerate(PEOPLE):
        for target in (*PEOPLE[number + 1 :: 3], *PLACES[number % 3 :: 2]):
            attempt(
                copy, c.JoinGroup(by=who, group=target) if target.startswith("g_") else c.Follow(by=who, target=target)
            )
        attempt(copy, c.RequestMembership(by=who, group="g_private"))
        for post in list(copy.view.posts)[number % 4 :: 4]:
            attempt(copy, c.Like(by=who, item=post))
            attempt(copy, c.Bookmark(by=who, post=post))
    return copy


def of_both(engine: Engine, viewer: str, user: str, thing: str) -> list[str]:
    """Return the person, where a viewer sees the thing they are tied to: the tie shows to who sees both."""
    return [user] if restatement.may_see(engine.view, viewer, thing) else []


def of_member(engine: Engine, viewer: str, user: str, group: str) -> list[str]:
    """Return what tells a viewer of a member: inside, being a member too; outside, seeing both."""
    return [viewer] if viewer in engine.view.members(group) else of_both(engine, viewer, user, group)


def touched_elsewhere(engine: Engine, viewer: str, event: e.Event) -> list[str]:
    """Return the things whose contents an event changes; the viewer themselves for what touches everybody."""
    match event:
        case e.Unfollowed(user=user, target=target):
            return of_both(engine, viewer, user, target)
        case e.PostPinned(id=item) | e.PostUnpinned(id=item) | e.AudienceSet(id=item):
            return [item]
        case e.RecordUnshared(record=item) | e.RecordDeleted(id=item) | e.RewardUpdated(id=item):
            return [item]
        case e.MembershipRequested(group=group) | e.RequestAnswered(group=group) | e.MemberInvited(group=group):
            return [viewer] if engine.view.members(group).get(viewer, "member") != "member" else []
        case e.OwnerSet(group=thing) | e.GroupUpdated(id=thing) | e.GroupDeleted(id=thing):
            return [thing]
        case e.GroupArchived(id=thing) | e.GroupUnarchived(id=thing):
            return [thing]
        case e.RecordAttached(group=group, record=record):
            return [group, record]
        case e.RedemptionFulfilled(redemption=redemption) | e.RedemptionApproved(redemption=redemption):
            return [redemption]
        case e.NotificationsRead():
            return []  # one's own
        case _:
            return _touched_by_running(engine, viewer, event)


def _touched_by_running(engine: Engine, viewer: str, event: e.Event) -> list[str]:
    """Return what an event about the organisation changes but who sees what, which is looked at by itself."""
    match event:
        case e.UserAdded(user=user):
            return [user.id]
        case e.UserUpdated(id=user_id) | e.UserDeactivated(id=user_id) | e.UserActivated(id=user_id):
            mine = engine.view.memberships(user_id) & engine.view.memberships(viewer)
            return [user_id, *(viewer for _ in mine)]
        case e.RoleAdded() | e.RoleMoved() | e.TeamAdded() | e.TeamUpdated() | e.QueueAdded() | e.QueueUpdated():
            return []
        case e.SharingRuleAdded() | e.SharingRuleRemoved() | e.RotationAdded() | e.RotationUpdated():
            return []
        case e.AbsenceSet() | e.AssignmentRulesSet() | e.NetworkAdded() | e.NetworkUpdated() | e.NetworkStateSet():
            return []
        case _:
            return touched_recognition(viewer, event)
