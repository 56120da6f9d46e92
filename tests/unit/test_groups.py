"""Who may write where, and who may do what in a group, once they see it."""

from __future__ import annotations

import pytest
from tests.unit.world import HOLDERS, town

from collabcore import HOST, groups
from collabcore import commands as c

CLOSED = c.Configure(by=HOST, public_post_requires_membership=True)
GROUPS = ("newsroom", "campaign", "trustees")


def test_a_permission_is_held_or_not() -> None:
    """A right is a word on the person."""
    users = town().view.users

    assert groups.permits(users["mona"], "moderate")
    assert not groups.permits(users["lea"], "moderate")


@pytest.mark.parametrize(("group", "who"), [("newsroom", {"grace"}), ("campaign", {"grace"}), ("trustees", {"ursula"})])
def test_who_administers_a_group_from_outside(group: str, who: set[str]) -> None:
    """Modify all data the listed, manage unlisted groups the unlisted, neither the other (RULES 0.3 C2)."""
    view = town().view

    assert who == {user.id for user in view.users.values() if groups.administers(user, view.groups[group])}


@pytest.mark.parametrize(
    ("group", "who"),
    [
        ("newsroom", {"sofia", "grace"}),
        ("campaign", {"aniyah", "sofia", "grace"}),
        ("trustees", {"sofia", "ursula"}),
    ],
)
def test_who_runs_a_group(group: str, who: set[str]) -> None:
    """Owner, managers, administrators (RULES 2.2)."""
    view = town().view

    assert who == {user.id for user in view.users.values() if groups.runs(view, user, view.groups[group])}


@pytest.mark.parametrize(
    ("group", "who"), [("newsroom", "everybody"), ("campaign", {"grace"}), ("trustees", {"ursula"})]
)
def test_who_may_join_unasked(group: str, who: object) -> None:
    """Public groups are open; the others to their administrators (RULES 2.1)."""
    view = town().view
    may = {user.id for user in view.users.values() if groups.may_join(user, view.groups[group])}

    assert (set(view.users) if who == "everybody" else who) == may


@pytest.mark.parametrize(
    ("group", "open_to", "closed_to"),
    [
        ("newsroom", "everybody", {"sofia", "grace"}),
        ("campaign", {"aniyah", "sofia", "jose", "grace"}, {"aniyah", "sofia", "jose", "grace"}),
        ("trustees", {"sofia", "aniyah", "ursula"}, {"sofia", "aniyah", "ursula"}),
    ],
)
def test_who_may_post_in_a_group(group: str, open_to: object, closed_to: set[str]) -> None:
    """Members and administrators; in public ones everybody, unless membership is asked (RULES 1.6b, C4)."""
    for settings, wanted in (((), open_to), ((CLOSED,), closed_to)):
        view = town(*settings).view
        may = {user.id for user in view.users.values() if groups.may_post_in(view, user, view.groups[group])}
        assert (set(view.users) if wanted == "everybody" else wanted) == may


def test_reading_a_record_is_enough_to_write_on_it() -> None:
    """It is asked only of who knows of it (RULES 1.6b)."""
    view = town().view

    assert groups.may_post(view, view.users["vera"], "gift")


def test_a_wall_takes_more_than_knowing_a_name() -> None:
    """Where users are private, a co-member's wall is shut (READINGS 81); one's own is not."""
    view = town(c.Configure(by=HOST, user_visibility="private")).view

    assert groups.may_post(view, view.users["jose"], "jose")
    assert groups.may_post(view, view.users["sofia"], "jose")
    assert not groups.may_post(view, view.users["jose"], "aniyah")


@pytest.mark.parametrize("group", GROUPS)
def test_the_org_wide_rights_stop_at_unlisted_groups(group: str) -> None:
    """There they count only together with manage_unlisted_groups (RULES 4.3)."""
    both = c.AddPermissions(by=HOST, user="mona", permissions=("manage_unlisted_groups",))
    for view, holder in ((town().view, False), (town(both).view, True)):
        wanted = group != "trustees" or holder
        assert wanted == groups.moderates(view, view.users["mona"], group, "moderate")
    assert groups.moderates(view, view.users["mona"], "jose", "moderate")
    assert not groups.moderates(view, view.users["lea"], "jose", "moderate")


@pytest.mark.parametrize(
    ("was", "wanted", "who"),
    [
        ("published", "pending", {"moderate", "approve_posts"}),
        ("published", "isolated", {"moderate"}),
        ("pending", "published", {"moderate", "approve_posts"}),
        ("pending", "isolated", {"moderate"}),
        ("isolated", "published", {"modify_all_data"}),
        ("isolated", "pending", {"modify_all_data"}),
        ("isolated", "isolated", {"modify_all_data"}),
    ],
)
def test_who_may_review(was: str, wanted: str, who: set[str]) -> None:
    """From one status to the other, by right (READINGS 54)."""
    users = town().view.users

    assert who == {word for word, user in HOLDERS.items() if groups.may_review(users[user], was, wanted)}
