"""The rules once more, said plainly: the independent judge of what the engine decides.

Written from the documents alone, with nested ifs and whole sets, over nothing but the primitive facts of a
`View`: things by id, members, follows, shares. It imports none of the rooms it judges (import-linter sees to
it), and asks the view for no keys, holders, locks or timelines.
Where the engine and this page differ, one of them misread the documents.

How to read it: every function answers one question, one condition a line, each with where it was read.
*R* is RULES, *S* is SCORING, *rd* is READINGS, by section or number, *G* and *P* are their worked cases.
Everything is slow on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from collabcore import events as ev
from collabcore.model import (
    Comment,
    Level,
    Permission,
    Post,
    Record,
)
from collabcore.shapes import EMPTY
from collabcore.view import Order, View

__all__ = [
    "FeedKind",
    "activity_positions",
    "audience",
    "feed",
    "in_feed",
    "may_comment",
    "may_follow",
    "may_post",
    "may_see",
    "record_level",
    "visible_posts",
]

# Who sees what


def may_see(view: View, viewer: str, item: str) -> bool:
    """Tell whether a viewer sees a post, comment or record, or knows of a person or group.

    Cost: O(facts).
    """
    if not _at_work(view, viewer):
        return False  # whoever is not there or inactive sees nothing, not even their own (R 1.1 step 0)
    if item in view.posts:
        return _sees_post(view, viewer, view.posts[item])
    if item in view.comments:
        return _sees_comment(view, viewer, view.comments[item])
    if item in view.users:
        return _knows_person(view, viewer, item)
    if item in view.groups:
        return _knows_group(view, viewer, item)
    return record_level(view, viewer, item) >= Level.READ  # of what is nothing, nobody knows (rd 85)


def visible_posts(view: View, viewer: str) -> frozenset[str]:
    """Return every post the viewer sees: asked one by one.

    Cost: O(posts * facts).
    """
    return frozenset(post for post in view.posts if may_see(view, viewer, post))


def audience(view: View, item: str) -> frozenset[str]:
    """Return every user who sees an item: asked one by one.

    Cost: O(users * facts).
    """
    return frozenset(user for user in view.users if may_see(view, user, item))


def _at_work(view: View, user: str) -> bool:
    return user in view.users and view.users[user].active


def _holds_any(view: View, user: str, *permissions: Permission) -> bool:
    return any(permission in view.users[user].permissions for permission in permissions)


# Everything below is asked for viewers who are at work.


def _sees_post(view: View, viewer: str, post: Post) -> bool:
    if not _passes_place(view, viewer, post.to):
        return False  # the place decides, never author, mention or follow (R 0.1 sentence 1)
    return _passes_status(view, viewer, post)


def _sees_comment(view: View, viewer: str, comment: Comment) -> bool:
    if not may_see(view, viewer, comment.post):
        return False  # a comment is seen where its post is seen (R 0.1 sentence 5)
    return _passes_status(view, viewer, comment)  # and has a status of its own (rd 10)


def _passes_status(view: View, viewer: str, item: Post | Comment) -> bool:
    if item.status == "published":
        return True
    if _holds_any(view, viewer, "modify_all_data"):
        return True  # the only one who sees what is isolated, the author does not (R 1.1 step 2, rd 10)
    if item.status == "pending":
        if viewer == item.author:
            return True  # who waits for the review (rd 10)
        return _holds_any(view, viewer, "approve_posts", "view_all_data")  # who reviews (rd 10)
    return False


def _passes_place(view: View, viewer: str, place: str) -> bool:
    if place in view.users:
        return _reads_wall(view, viewer, place)
    if place in view.groups:
        return _reads_group(view, viewer, place)
    return record_level(view, viewer, place) >= Level.READ


def _reads_wall(view: View, viewer: str, person: str) -> bool:
    if viewer == person:
        return True  # one's own (R 1.1)
    if view.settings.user_visibility == "public":
        return True  # all insiders read each other's walls (R 1.1)
    if _holds_any(view, viewer, "view_all_users", "manage_users"):
        return True  # (R 1.1)
    if _holds_any(view, viewer, "view_all_data", "modify_all_data"):
        return True  # they imply view_all_users (rd 9)
    return _stands_above(view, viewer, view.users[person].role)  # read one's role subordinates (R 1.5, G6)


def _knows_person(view: View, viewer: str, person: str) -> bool:
    if _reads_wall(view, viewer, person):
        return True
    # Co-members know each other by name, all of them, inactive ones too (rd 9, 45, 81).
    return any({viewer, person} <= set(view.members(group)) for group in view.groups)


def _reads_group(view: View, viewer: str, group: str) -> bool:
    if viewer in view.members(group):
        return True  # member, manager or owner (R 1.1)
    if view.groups[group].access == "public":
        return True  # anyone internal, and all are (R 2.1)
    if view.groups[group].access == "private":
        return _holds_any(view, viewer, "view_all_data", "modify_all_data")  # (R 2.1)
    return _holds_any(view, viewer, "manage_unlisted_groups")  # unlisted beats admin (R 0.1 sentence 4)


def _knows_group(view: View, viewer: str, group: str) -> bool:
    if view.groups[group].access == "unlisted":
        return _reads_group(view, viewer, group)  # no list, no search, no shell (R 1.2)
    return True  # a private group's shell is known to every insider (R 0.3 C5, rd 23)


def _stands_above(view: View, viewer: str, role: str | None) -> bool:
    """Tell whether the viewer's role is strictly above this one: the same role is not above itself."""
    mine = view.users[viewer].role
    while mine is not None and role is not None:
        role = view.roles[role].parent
        if role == mine:
            return True
    return False


# Records


def record_level(view: View, user: str, record: str) -> Level:
    """Return how far a user may go with a record: the highest of all reasons.

    Cost: O(shares * roles).
    """
    if record not in view.records or not _at_work(view, user):
        return Level.NONE
    return max(_levels(view, user, view.records[record]))


def _levels(view: View, user: str, record: Record) -> Iterator[Level]:
    default = view.settings.record_visibility.get(record.type, "private")
    yield {"private": Level.NONE, "read": Level.READ, "edit": Level.EDIT}[default]  # (R 8.2)
    if _holds_any(view, user, "view_all_data"):
        yield Level.READ  # (R 8.2)
    if _holds_any(view, user, "modify_all_data"):
        yield Level.ALL  # (R 8.2)
    if user == record.owner:
        yield Level.ALL  # (R 8.1)
    if _stands_above(view, user, view.users[record.owner].role):
        yield Level.ALL  # users above the owner (R 8.1), inactive or not (rd 44)
    for to, level in view.shares(record.id).items():
        if _is_reached(view, user, to):
            yield level


def _is_reached(view: View, user: str, to: str) -> bool:
    """Tell whether a share with `to` works for this user, as target or from above it (rd 73)."""
    if to in view.users:
        if not view.users[to].active:
            return False  # works for nobody, superiors included (rd 44)
        return user == to or _stands_above(view, user, view.users[to].role)
    kind, _, role = to.partition(":")
    mine = view.users[user].role
    if mine == role or _stands_above(view, user, role):
        return True  # who is in the role, and who is above it, whether or not anybody is in it
    return kind == "role+" and role in _way_up(view, mine)  # who is anywhere below it


def _way_up(view: View, role: str | None) -> Iterator[str]:
    while role is not None:
        yield role
        role = view.roles[role].parent


# Where it appears

FeedKind: TypeAlias = Literal["following", "profile", "group", "record", "company", "people"]
"""The feeds there are; `profile`, `group` and `record` are *of* something."""


def in_feed(view: View, viewer: str, kind: FeedKind, of: str | None, post: str) -> bool:
    """Tell whether a post stands in a feed as this viewer reads it.

    Cost: O(facts).
    """
    if post not in view.posts or not may_see(view, viewer, post):
        return False  # always intersected with sight (R 0.1 sentence 3, law 3)
    item = view.posts[post]
    match kind:
        case "following":
            return _in_following(view, viewer, item)
        case "profile":
            return _in_profile(view, viewer, of or "", item)
        case "group":
            return _in_group(view, viewer, of or "", item)
        case "record":
            return item.to == of and of in view.records  # (R 1.7 Record)
        case "company":
            return not item.is_tracked  # everything else one sees (R 1.7, rd 42)
        case _:
            # Whose words they are, wherever they stand; the system wrote the changes (R 1.7 People, G3).
            return not item.is_tracked and _follow_works(view, viewer, item.author)


def feed(
    view: View,
    viewer: str,
    kind: FeedKind,
    of: str | None = None,
    sort: Order = "newest",
    *,
    activity: Mapping[str, int] = EMPTY,
) -> tuple[str, ...]:
    """Return a whole feed, newest first: posts by when they were made, or by their place in `activity`.

    Deleting a comment does not move its post back (R 6), so no fact that is left tells that order:
    take it from the events with `activity_positions`.

    Cost: O(posts * facts).
    """
    # Oldest first; there are no ties, the position in the journal decides (rd 13).
    shown = [post for post in view.posts if in_feed(view, viewer, kind, of, post)]
    if sort == "activity":
        shown.sort(key=activity.__getitem__)
    return tuple(reversed(shown))


def activity_positions(events: Iterable[ev.Event]) -> dict[str, int]:
    """Return the position in the journal of each post's last post or comment, likes not counted (R 6 bump).

    Cost: O(events).
    """
    last: dict[str, int] = {}
    for position, event in enumerate(events):
        match event:
            case ev.Posted(post=post):
                last[post.id] = position
            case ev.Commented(comment=comment):
                last[comment.post] = position
            case _:
                pass
    return last


def _in_following(view: View, viewer: str, post: Post) -> bool:
    if post.is_tracked and post.author == viewer:
        return False  # one's own changes never (R 5, G36)
    if post.to == viewer:
        return True  # one's own wall (R 1.7 News)
    if post.to in view.groups and viewer in view.members(post.to):
        return True  # a group one is in (R 1.7 News)
    if _follow_works(view, viewer, post.to):
        return True  # the wall's owner or the record is followed, not the author (R 1.7 News, G3, G4)
    if view.settings.news_includes_mentions:
        # me, or a group I am in (R 0.3 C6)
        return any(_mentions(view, viewer, post, whom) for whom in (viewer, *view.memberships(viewer)))
    return False


def _in_profile(view: View, viewer: str, person: str, post: Post) -> bool:
    if person not in view.users or not may_see(view, viewer, person):
        return False  # nobody there for this viewer (rd 22); their name is enough, posts are judged (rd 81)
    if post.to == person:
        return True  # the wall (R 1.7 UserProfile)
    if post.is_tracked and post.author == person:
        return True  # the changes they made (R 1.7 UserProfile, G36)
    return _mentions(view, viewer, post, person)  # (R 1.7 UserProfile)


def _in_group(view: View, viewer: str, group: str, post: Post) -> bool:
    if group not in view.groups or not _reads_group(view, viewer, group):
        return False  # of a group known by its shell only, an empty page (rd 22)
    if post.to == group:
        return True  # (R 1.7 Record)
    return _mentions(view, viewer, post, group)  # mentions of a group come in here (R 1.7 Record, G16)


def _mentions(view: View, viewer: str, post: Post, whom: str) -> bool:
    """Tell whether `whom` is mentioned in a post or its comments, as far as this viewer may read them."""
    if whom in post.mentions:
        return True
    for comment in view.comments.values():
        if comment.post == post.id and whom in comment.mentions and may_see(view, viewer, comment.id):
            return True  # a comment the viewer may not see moves nothing (law 2)
    return False


def _follow_works(view: View, viewer: str, target: str | None) -> bool:
    if target is None or target not in view.follows(viewer):
        return False
    return may_follow(view, viewer, target)  # a follow sleeps while it could not be made (R 3, rd 39, 81)


# Who may do what


def may_follow(view: View, user: str, target: str) -> bool:
    """Tell whether a user may follow a target, limits aside.

    Cost: O(facts).
    """
    if not _at_work(view, user) or user == target:
        return False
    if target in view.users:
        # A name known from a group is not enough (rd 81), and nobody aims at the inactive (rd 44, 84).
        return _at_work(view, target) and _reads_wall(view, user, target)
    return record_level(view, user, target) >= Level.READ  # a group is joined, not followed (rd 62)


def may_post(view: View, user: str, to: str) -> bool:
    """Tell whether a user may post somewhere, limits aside.

    Cost: O(facts).
    """
    if not _at_work(view, user):
        return False  # (rd 84)
    if to in view.users:
        # Anyone who may see that user (R 1.6b); nobody aims at the inactive (rd 84).
        return _at_work(view, to) and _reads_wall(view, user, to)
    if to in view.groups:
        if view.groups[to].access == "public" and not view.settings.public_post_requires_membership:
            return True  # any internal user (R 1.6b, C4)
        return _belongs(view, user, to)
    return record_level(view, user, to) >= Level.READ  # read on the record is enough (R 1.6b)


def may_comment(view: View, user: str, post: str) -> bool:
    """Tell whether a user may comment on a post, limits aside.

    Cost: O(facts).
    """
    if post not in view.posts or not may_see(view, user, post):
        return False
    if view.posts[post].status != "published":
        return False  # blocked while it waits (R 4.3), and no less when it was taken out
    place = view.posts[post].to
    if place in view.groups and view.groups[place].access != "public":
        return _belongs(view, user, place)  # view_all_data reads and does not comment (rd 8)
    return True  # anyone who sees it (R 1.6b)


def _belongs(view: View, user: str, group: str) -> bool:
    """Tell whether a user is a member, or may do what members do (R 1.6b, rd 8)."""
    if user in view.members(group):
        return True
    if view.groups[group].access == "unlisted":
        return _holds_any(view, user, "manage_unlisted_groups")
    return _holds_any(view, user, "modify_all_data")
