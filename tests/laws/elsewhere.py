"""What somebody else may do out of one's sight beside talking, for law 2: ties, groups, places, taking back."""

from __future__ import annotations

from tests.laws.recognition import touched_recognition

from collabcore import events as e
from collabcore.engine import Engine
from collabcore.testing import restatement

__all__ = ["ELSEWHERE", "is_inside", "touched_elsewhere"]

ELSEWHERE = (
    *("unlike", "unfollow", "unbookmark", "unmute", "pin", "unpin", "set_audience", "mark_read"),
    *("join_group", "request_membership", "answer_request", "invite", "accept_invitation", "remove_member"),
    *("set_member_role", "set_owner", "update_group", "archive_group", "unarchive_group", "delete_group"),
    *("attach_record", "unshare_record", "delete_record", "merge_records", "award", "reverse"),
    *("complete_activity", "cancel_activity", "update_badge", "update_reward", "fulfil"),
)
"""The commands, beside those that talk, hand on or recognise."""


def is_inside(engine: Engine, viewer: str, group: str) -> bool:
    """Tell whether a viewer reads a group, as a post in it tells; of a group without one, that they may."""
    known = f"in_{group[2:]}"
    return known not in engine.view.posts or viewer in restatement.audience(engine.view, known)


def touched_elsewhere(engine: Engine, viewer: str, event: e.Event) -> list[str]:
    """Return the things whose contents an event changes; the viewer themselves for what touches everybody."""
    match event:
        case e.Unfollowed(target=target):
            return [target]
        case e.PostPinned(id=item) | e.PostUnpinned(id=item) | e.AudienceSet(id=item):
            return [item]
        case e.RecordUnshared(record=item) | e.RecordDeleted(id=item) | e.RewardUpdated(id=item):
            return [item]
        case e.MembershipRequested(group=group) | e.RequestAnswered(group=group) | e.MemberInvited(group=group):
            return [viewer] if is_inside(engine, viewer, group) else []
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
            return touched_recognition(viewer, event)
