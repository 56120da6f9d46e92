"""Who may write where, and who may do what in a group (RULES 1.6b, 2.1, 2.2).

Rule 1: these judgments come after sight; each assumes that the actor sees what it is about.
Rule 2: the host is refused nothing here; the callers ask only about users.
"""

from __future__ import annotations

from typing import Literal

from collabcore import records
from collabcore.model import Comment, Group, Level, Post, User
from collabcore.view import View

__all__ = [
    "administers",
    "counted_memberships",
    "governs",
    "is_insider",
    "may_answer_for",
    "may_close",
    "may_comment",
    "may_delete_item",
    "may_edit",
    "may_join",
    "may_pin",
    "may_post",
    "may_post_in",
    "may_review",
    "may_set_audience",
    "may_share",
    "may_take_in",
    "moderates",
    "oversees",
    "permits",
    "runs",
]


def permits(user: User, permission: str) -> bool:
    """Tell whether a user holds a permission. Cost: O(permissions)."""
    return permission in user.permissions


def is_insider(user: User) -> bool:
    """Tell whether a user is one of the organisation's own people, free users among them. Cost: O(1)."""
    return user.kind in ("internal", "free", "integration")


def administers(user: User, group: Group) -> bool:
    """Tell whether a user has an administrator's full rights in a group without being in it.

    Modify all data in public and private groups, manage unlisted groups in unlisted ones (RULES 0.3 C2, C3).

    Cost: O(1).
    """
    return permits(user, "manage_unlisted_groups" if group.access == "unlisted" else "modify_all_data")


def _has_part(view: View, user: User, group: Group) -> bool:
    return view.members(group.id).get(user.id) in ("owner", "manager")


def runs(view: View, user: User, group: Group) -> bool:
    """Tell whether a user is the owner or a manager of a group, or administers it. Cost: O(1)."""
    return _has_part(view, user, group) or administers(user, group)


def may_take_in(view: View, group: Group, user: User) -> bool:
    """Tell whether a group can have a user in it: customers where they are let in, outsiders of its network.

    Cost: O(1).

    Source: RULES 1.2, 2.1 [BLOG-LIC].
    """
    if group.everyone:
        return user.kind == "internal"
    if user.kind == "customer":
        return group.customers and group.network is None
    if group.network is not None:
        return user.profile in view.networks[group.network].profiles
    return is_insider(user)


def counted_memberships(view: View, user: str) -> int:
    """Return how many groups count towards a user's limit: those waited for too, none that is archived or everyone's.

    Cost: O(memberships).

    Source: RULES 2.5, 2.6, READINGS 52.
    """
    inside = (view.groups[group] for group in view.memberships(user))
    return len(view.pending(user)) + sum(not (group.archived or group.everyone) for group in inside)


def may_join(user: User, group: Group) -> bool:
    """Tell whether a user may become a member without being asked in (RULES 2.1, READINGS 11). Cost: O(1)."""
    return group.access == "public" or administers(user, group)


def may_post_in(view: View, user: User, group: Group) -> bool:
    """Tell whether a user may write a post in a group (RULES 1.6b, C4); in a broadcast group few may.

    Cost: O(1).
    """
    return runs(view, user, group) if group.broadcast else _may_talk_in(view, user, group)


def _may_talk_in(view: View, user: User, group: Group) -> bool:
    if user.id in view.members(group.id) or administers(user, group):
        return True
    if group.access != "public" or view.settings.public_post_requires_membership:
        return False
    return group.network is None or may_take_in(view, group, user)


def may_post(view: View, user: User, to: str) -> bool:
    """Tell whether a user who knows of `to` may post there: a wall, a group or a record.

    Cost: O(1).
    """
    if to in view.groups:
        return may_post_in(view, user, view.groups[to])
    # Reading a record is enough to write on it; a wall needs more than knowing the person by name (READINGS 81),
    # and customers write on none (RULES 1.6b) [BLOG-LIC].
    if to in view.records:
        return True
    return user.kind != "customer" and view.lock("profile", to).opens(view.keys(user.id))


def may_comment(view: View, user: User, post: Post) -> bool:
    """Tell whether a user who sees a post may comment on it (RULES 1.6b, READINGS 8).

    Cost: O(1).
    """
    group = view.groups.get(post.to)
    return group is None or group.access == "public" or _may_talk_in(view, user, group)


def moderates(view: View, user: User, to: str, permission: Literal["moderate", "modify_all_data"]) -> bool:
    """Tell whether an organisation-wide right over posts counts in a place.

    In an unlisted group only together with manage_unlisted_groups (RULES 4.3) `[OR:FeedItem]`.

    Cost: O(1).
    """
    group = view.groups.get(to)
    if group is not None and group.access == "unlisted" and not permits(user, "manage_unlisted_groups"):
        return False
    return permits(user, permission)


def may_delete_item(view: View, user: User, item: str) -> bool:
    """Tell whether a user who sees a post or comment may delete it (RULES 4.3) `[OR:FeedComment]`.

    Cost: O(1).
    """
    comment = view.comments.get(item)
    post = view.posts[comment.post if comment else item]
    if moderates(view, user, post.to, "modify_all_data"):
        return True
    if comment is None and post.is_tracked:
        return False
    wall_owner = comment is not None and post.to == user.id
    author = (comment or post).author == user.id
    return author or wall_owner or moderates(view, user, post.to, "moderate") or _runs_place(view, user, post.to)


def _runs_place(view: View, user: User, to: str) -> bool:
    return to in view.groups and _has_part(view, user, view.groups[to])


def governs(view: View, user: User, to: str) -> bool:
    """Tell whether a user keeps order in a place: moderators, data administrators, who runs the group.

    A closed post is closed to its author, and not to them (RULES 4.3).

    Cost: O(1).
    """
    return (
        moderates(view, user, to, "moderate")
        or moderates(view, user, to, "modify_all_data")
        or _runs_place(view, user, to)
    )


def may_edit(view: View, user: User, item: Post | Comment) -> bool:
    """Tell whether a user who sees a post or comment may change its text: its author, the record's owner, moderators.

    Cost: O(1).

    Source: RULES 4.3 [MD].
    """
    to = item.to if isinstance(item, Post) else view.posts[item.post].to
    if item.author == user.id or moderates(view, user, to, "moderate") or moderates(view, user, to, "modify_all_data"):
        return True
    return to in view.records and view.records[to].owner == user.id


def may_close(view: View, user: User, post: Post) -> bool:
    """Tell whether a user who sees a post may close and reopen it: its author, moderators, who runs the group.

    Cost: O(1).

    Source: READINGS 54.
    """
    return post.author == user.id or moderates(view, user, post.to, "moderate") or _runs_place(view, user, post.to)


def may_answer_for(view: View, user: User, post: Post) -> bool:
    """Tell whether a user who sees a question may say which answer is the best: the asker, and who keeps order there.

    Cost: O(1).

    Source: RULES 4.3 [OR:FeedItem].
    """
    return post.author == user.id or governs(view, user, post.to)


def may_share(view: View, original: Post) -> bool:
    """Tell whether a post may be shared from where it stands, as its place is open now (RULES 1.4, READINGS 12).

    Cost: O(1).
    """
    group = view.groups.get(original.to)
    place = "record" if original.to in view.records else "user" if group is None else f"{group.access}_group"
    return not original.is_tracked and place in view.settings.shareable_from


def oversees(view: View, user: User, to: str) -> bool:
    """Tell whether a user looks after what is said in a place: moderators there, and who runs the group.

    Cost: O(1).

    Source: RULES 4.2 [OR:NetworkModeration].
    """
    return user.active and (moderates(view, user, to, "moderate") or _runs_place(view, user, to))


def may_review(user: User, was: str, wanted: str) -> bool:
    """Tell whether a user may give an item a status (READINGS 54).

    Cost: O(1).
    """
    if was == "isolated":
        return permits(user, "modify_all_data")
    return permits(user, "moderate") or (wanted != "isolated" and permits(user, "approve_posts"))


def may_pin(view: View, user: User, post: Post) -> bool:
    """Tell whether a user may pin a post in its feed: whoever runs the group, owns the wall or record, or moderates.

    Cost: O(1).

    Source: RULES 2.6.
    """
    if post.to in view.groups:
        return runs(view, user, view.groups[post.to])
    owns = post.to == user.id or (post.to in view.records and _owns(view, user, post.to))
    return owns or moderates(view, user, post.to, "moderate") or permits(user, "modify_all_data")


def may_set_audience(view: View, user: User, post: Post) -> bool:
    """Tell whether a user may set who outside sees a record's post: its author from inside, or full access.

    Cost: O(grants).

    Source: READINGS 54.
    """
    return (post.author == user.id and is_insider(user)) or _owns(view, user, post.to)


def _owns(view: View, user: User, record: str) -> bool:
    return records.access(view, user.id, view.records[record]) >= Level.ALL
