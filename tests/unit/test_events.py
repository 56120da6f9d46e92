"""What happens: how far it reaches is said of every event there is."""

from __future__ import annotations

import datetime as dt

import pytest

from collabcore import events as e
from collabcore.model import HOST, Comment, Post
from collabcore.shapes import fields_of

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)

MAY_TOUCH_ANYTHING = {
    *("configured", "role_added", "role_moved", "team_added", "team_updated"),
    *("user_activated", "user_deactivated"),
    *("group_archived", "group_unarchived", "group_deleted", "announced"),
    *("owner_set",),
    *("record_deleted", "record_attached", "record_opened", "records_merged"),
    *("sharing_rule_added", "sharing_rule_removed"),
    *("lead_converted", "assigned", "assignment_rules_set", "absence_set"),
    *("rotation_added", "rotation_turned", "rotation_updated"),
    *("queue_added", "queue_updated", "network_added", "network_updated", "network_state_set"),
    *("partner_account_enabled", "partner_account_disabled", "partner_management_enabled", "partner_welcomed"),
    *("topic_removed",),
    *("edited", "deleted", "item_reviewed", "audience_set", "item_flagged", "post_pinned", "post_unpinned"),
    *("post_closed", "post_reopened", "voted", "best_answer_chosen", "best_answer_cleared"),
    *("file_added", "file_shared", "file_updated", "file_version_added", "file_deleted"),
    *("group_frequency_set",),
    *("activity_logged", "activity_completed", "activity_cancelled"),
    *("completeness_set", "board_set", "boards_opted_out", "import_begun", "import_ended"),
    *("points_rule_added", "points_rule_retired", "levels_set"),
    *("badge_added", "badge_updated", "badge_granted", "badge_revoked", "endorsed", "thanked"),
    *("reward_added", "reward_updated", "reward_redeemed"),
    *("redemption_approved", "redemption_cancelled", "redemption_fulfilled"),
    *("idea_posted", "idea_voted", "idea_status_set", "ideas_merged"),
}
"""Events across which nothing is remembered: of some it is true, of others nobody looked closer."""


def test_how_far_every_event_reaches_is_said_once() -> None:
    """One thing or another is said of each class there is, so that nobody forgets to ask it of a new one."""
    said = [kind.tag for table in (e.TALK, e.OWN, e.QUIET, e.ELSEWHERE) for kind in table]
    assert sorted(e.EVENTS) == sorted([*said, *MAY_TOUCH_ANYTHING])


def test_what_is_ones_own_says_whose() -> None:
    """By its field `user`."""
    assert {True} == {"user" in fields_of(kind) for kind in e.OWN}


@pytest.mark.parametrize(
    ("event", "touched"),
    [
        (e.Posted(by=HOST, at=NOON, post=Post(id="p", author="ana", to="ana", text="x", at=NOON)), "p"),
        (e.Commented(by="bo", at=NOON, comment=Comment(id="k", author="bo", post="p", text="x", at=NOON)), "p"),
        (e.Liked(by="bo", at=NOON, user="bo", item="k"), "k"),
        (e.Unliked(by="bo", at=NOON, user="bo", item="k"), "k"),
        (e.TopicAdded(by="bo", at=NOON, item="k", topic="t"), "k"),
    ],
    ids=str,
)
def test_talk_says_what_it_touches(event: e.Event, touched: str) -> None:
    """A post itself, the post of a comment, whatever is liked."""
    assert touched == e.TALK[type(event)](event)
