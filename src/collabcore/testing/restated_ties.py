"""Proposals restated: whom to follow, which groups to join, which records to watch, reason by reason.

Read it like `restatement`. Points are the decision "recommendations"; what may be proposed is what could be done now.
"""

from __future__ import annotations

from collections import Counter

from collabcore.model import Level
from collabcore.testing.restatement import may_follow, may_see, reads_group, record_level
from collabcore.view import View

__all__ = ["recommended"]


def recommended(view: View, viewer: str) -> dict[str, int]:
    """Return what is proposed to a viewer with the sum of its points, the most there are aside.

    Cost: O(things * people * facts).
    """
    if not may_see(view, viewer, viewer):
        return {}  # who is away is told nothing (rd 65)
    full = _follows_enough(view, viewer)
    friends = [one for one in view.follows(viewer) if one in view.users and may_follow(view, viewer, one)]
    points: Counter[str] = Counter()
    for person in () if full else view.users:
        if person != viewer and person not in view.follows(viewer) and may_follow(view, viewer, person):
            points[person] = _in_line(view, viewer, person) + 2 * _followers(view, friends, person)
    for record in () if full else view.records:
        if record not in view.follows(viewer) and record_level(view, viewer, record) >= Level.READ:
            owned = 3 if view.records[record].owner == viewer else 0
            shown = sum(record in view.attached(group) for group in view.memberships(viewer))
            points[record] = owned + shown + 2 * _followers(view, friends, record)
    for group in () if _is_in_enough(view, viewer) else view.groups:
        if _could_join(view, viewer, group):
            points[group] = 2 * sum(friend in view.members(group) for friend in friends)
    return {thing: number for thing, number in points.items() if number > 0}


def _follows_enough(view: View, viewer: str) -> bool:
    """Tell whether a viewer can follow nothing more: sleeping follows count, those of who is away do not (rd 39)."""
    away = [one for one in view.follows(viewer) if one in view.users and not view.users[one].active]
    return len(view.follows(viewer)) - len(away) >= view.settings.follow_limit


def _is_in_enough(view: View, viewer: str) -> bool:
    """Tell whether a viewer can join nothing more: requests count, archived groups and everyone's do not (R 2.6)."""
    inside = [group for group in view.groups.values() if viewer in view.members(group.id)]
    counted = [group for group in inside if not group.archived and not group.everyone]
    asked = sum(viewer in view.requests(group) for group in view.groups)
    return len(counted) + asked >= view.settings.group_limit


def _in_line(view: View, viewer: str, person: str) -> int:
    """Return the points for who leads whom, as far as the viewer knows who that is."""
    manager = view.users[viewer].manager
    if manager is not None and not may_see(view, viewer, manager):
        manager = None
    points = 8 if person == manager else 0
    if view.users[person].manager == viewer:
        return points + 5
    return points + (4 if manager is not None and view.users[person].manager == manager else 0)


def _followers(view: View, friends: list[str], target: str) -> int:
    """Return how many friends follow a target and still may (rd 39)."""
    return sum(target in view.follows(friend) and may_follow(view, friend, target) for friend in friends)


def _could_join(view: View, viewer: str, group: str) -> bool:
    """Tell whether a group is one to join oneself, and can have the viewer (R 2.1, R 1.2)."""
    facts, person = view.groups[group], view.users[viewer]
    if viewer in view.members(group) or facts.archived or not reads_group(view, viewer, group):
        return False
    if facts.everyone and person.kind != "internal":
        return False  # (rd 52)
    # A network's group is for people of the network; outsiders are in no other, and customers come by invitation.
    outsider = person.kind not in {"internal", "free", "integration"}
    foreign = facts.network is not None and person.profile not in view.networks[facts.network].profiles
    if not facts.everyone and (person.kind == "customer" or foreign or (facts.network is None and outsider)):
        return False
    if facts.access == "public":
        return True
    permission = "modify_all_data" if facts.access == "private" else "manage_unlisted_groups"
    return permission in person.permissions  # they join directly (R 2.1, rd 11)
