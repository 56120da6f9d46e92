"""What happens: which events are only talk is said of every one there is."""

from __future__ import annotations

import datetime as dt

import pytest

from collabcore import events as e
from collabcore.model import HOST, Comment, Post

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)

MAY_TOUCH_ANYTHING = {
    *("configured", "role_added", "role_moved", "team_added", "team_updated"),
    *("user_added", "user_updated", "user_activated", "user_deactivated", "logged_in"),
    *("group_created", "group_updated", "group_archived", "group_unarchived", "group_deleted", "announced"),
    *("member_added", "member_invited", "member_removed", "membership_requested", "request_answered", "owner_set"),
    *("record_added", "record_updated", "record_deleted", "record_attached", "record_opened", "records_merged"),
    *("owner_changed", "record_shared", "record_unshared", "sharing_rule_added", "sharing_rule_removed"),
    *("lead_converted", "assigned", "assignment_rules_set", "absence_set"),
    *("rotation_added", "rotation_turned", "rotation_updated"),
    *("queue_added", "queue_updated", "network_added", "network_updated", "network_state_set"),
    *("partner_account_enabled", "partner_account_disabled", "partner_management_enabled", "partner_welcomed"),
    *("followed", "unfollowed", "topic_followed", "topic_unfollowed", "topic_added", "topic_removed"),
    *("edited", "deleted", "item_reviewed", "audience_set", "item_flagged", "post_pinned", "post_unpinned"),
    *("post_closed", "post_reopened", "voted", "best_answer_chosen", "best_answer_cleared"),
    *("post_bookmarked", "post_unbookmarked", "post_muted", "post_unmuted"),
    *("file_added", "file_shared", "file_updated", "file_version_added", "file_deleted"),
    *("digest_frequency_set", "group_frequency_set", "digest_mailed", "notifications_mailed", "notifications_read"),
    *("activity_logged", "activity_completed", "activity_cancelled"),
    *("completeness_set", "board_set", "boards_opted_out", "import_begun", "import_ended"),
    *("points_rule_added", "points_rule_retired", "points_awarded", "level_reached", "levels_set"),
    *("badge_added", "badge_updated", "badge_granted", "badge_revoked", "endorsed", "thanked"),
    *("reward_added", "reward_updated", "reward_redeemed"),
    *("redemption_approved", "redemption_cancelled", "redemption_fulfilled"),
    *("idea_posted", "idea_voted", "idea_status_set", "ideas_merged"),
}
"""Events across which nothing is remembered: of some it is true, of others nobody looked closer."""


def test_every_event_is_only_talk_or_may_touch_anything() -> None:
    """One or the other is said of each class there is, so that nobody forgets to ask it of a new one."""
    talk = {kind.tag for kind in e.TALK}
    assert e.EVENTS.keys() == talk | MAY_TOUCH_ANYTHING
    assert set() == talk & MAY_TOUCH_ANYTHING


@pytest.mark.parametrize(
    ("event", "touched"),
    [
        (e.Posted(by=HOST, at=NOON, post=Post(id="p", author="ana", to="ana", text="x", at=NOON)), "p"),
        (e.Commented(by="bo", at=NOON, comment=Comment(id="k", author="bo", post="p", text="x", at=NOON)), "p"),
        (e.Liked(by="bo", at=NOON, user="bo", item="k"), "k"),
        (e.Unliked(by="bo", at=NOON, user="bo", item="k"), "k"),
    ],
    ids=str,
)
def test_talk_says_what_it_touches(event: e.Event, touched: str) -> None:
    """A post itself, the post of a comment, whatever is liked."""
    assert touched == e.TALK[type(event)](event)
