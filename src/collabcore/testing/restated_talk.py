"""What people may do with posts that stand already, said plainly once more: the judge of polls, edits and shares.

Like `testing.restatement`, it is written from the documents alone, and imports nothing that it judges.
*R* is RULES, *rd* is READINGS, by section or number, *G* are the worked cases.
"""

from __future__ import annotations

from collections.abc import Mapping

from collabcore.model import Comment, Permission, Post
from collabcore.testing.restated_access import holds_any
from collabcore.testing.restatement import may_post, may_see
from collabcore.view import View

__all__ = [
    "may_choose",
    "may_close",
    "may_delete",
    "may_edit",
    "may_share",
    "may_vote",
    "original_shown",
    "tally",
    "unreached",
]


def may_vote(view: View, user: str, post: str) -> bool:
    """Tell whether a user may give a poll some vote that they did not give already.

    Cost: O(facts).
    """
    if not may_see(view, user, post) or not view.posts[post].poll:
        return False
    return view.posts[post].status == "published" and not view.posts[post].closed  # (R 4.3, G43)


def tally(view: View, post: str) -> Mapping[str, int]:
    """Return how many people have each choice of a poll now.

    Cost: O(choices * votes).
    """
    given = list(view.ballots(post).values())
    return {choice: given.count(choice) for choice in view.posts[post].poll}


def may_choose(view: View, user: str, comment: str) -> bool:
    """Tell whether a user may make a comment, which is not it already, the best answer.

    Cost: O(facts).
    """
    if not may_see(view, user, comment):
        return False
    post = view.posts[view.comments[comment].post]
    if post.question is None or view.comments[comment].status != "published":
        return False
    if _keeps_order(view, user, post.to):
        return True  # moderators, admins, who runs the group
    return post.author == user and not post.closed  # the asker, but not once it is closed (R 4.3)


def may_close(view: View, user: str, post: str) -> bool:
    """Tell whether a user may close or reopen a post.

    Cost: O(facts).
    """
    if not may_see(view, user, post):
        return False
    if view.posts[post].author == user or _runs_group(view, user, view.posts[post].to):
        return True  # (rd 54)
    return _counts(view, user, view.posts[post].to, "moderate")  # (rd 54)


def may_edit(view: View, user: str, item: str) -> bool:
    """Tell whether a user may write plain words in the place of an item's text.

    Cost: O(facts).
    """
    if not may_see(view, user, item):
        return False
    found, post = _item(view, item)
    if found is post and post.changes:
        return False  # nobody wrote it
    if _counts(view, user, post.to, "moderate") or _counts(view, user, post.to, "modify_all_data"):
        return True  # (R 4.3)
    if post.closed and not _runs_group(view, user, post.to):
        return False  # blocked to the author, not to who moderates (R 4.3 close)
    if found.author == user:
        return True  # (R 4.3)
    return post.to in view.records and view.records[post.to].owner == user  # (R 4.3)


def may_delete(view: View, user: str, item: str) -> bool:
    """Tell whether a user may delete a post or comment.

    Cost: O(facts).
    """
    if not may_see(view, user, item):
        return False
    found, post = _item(view, item)
    if _counts(view, user, post.to, "modify_all_data"):
        return True
    if found is post and post.changes:
        return False  # tracked changes: modify all data only (R 4.3)
    if _keeps_order(view, user, post.to):
        return True
    if found is not post and post.to == user:
        return True  # the wall's owner, for comments there (R 4.3)
    if found.author != user or post.closed:
        return False
    replies = (reply.id for reply in view.comments.values() if reply.reply_to == item)
    return not any(may_see(view, user, reply) for reply in replies)  # nested content: only who moderates (R 4.3)


def may_share(view: View, user: str, post: str, to: str) -> bool:
    """Tell whether a user may share a post somewhere, without a word.

    Cost: O(facts).
    """
    if not may_see(view, user, post) or not may_see(view, user, to) or not may_post(view, user, to):
        return False
    root = view.posts[post].original or post
    if not may_see(view, user, root):
        return False  # deleted, or out of sight: there is nothing to share
    held_back = {view.posts[post].status, view.posts[root].status} != {"published"}  # (R 1.4)
    if held_back or view.posts[root].changes:
        return False  # the system's posts are not shared (R 1.4)
    group = view.groups.get(to)
    if group is not None and group.network is not None and view.networks[group.network].state != "live":
        return False  # nobody writes there (R 1.6b)
    return _kind_of_place(view, view.posts[root].to) in view.settings.shareable_from  # as it is now (rd 12)


def original_shown(view: View, viewer: str, share: str) -> str | None:
    """Return the original that a share shows a viewer who sees the share, None where it is not available.

    Cost: O(facts).
    """
    original = view.posts[share].original
    return original if original is not None and may_see(view, viewer, original) else None  # (R 1.4)


def unreached(view: View, viewer: str, item: str) -> set[str]:
    """Return the people mentioned in an item who cannot see it, of those the viewer knows.

    Cost: O(mentions).
    """
    people = (user for user in _item(view, item)[0].mentions if user in view.users)
    return {user for user in people if not may_see(view, user, item) and may_see(view, viewer, user)}  # (R 1.3)


def _item(view: View, item: str) -> tuple[Post | Comment, Post]:
    if item in view.posts:
        return view.posts[item], view.posts[item]
    return view.comments[item], view.posts[view.comments[item].post]


def _kind_of_place(view: View, place: str) -> str:
    if place in view.users:
        return "user"
    return "record" if place in view.records else f"{view.groups[place].access}_group"


def _counts(view: View, user: str, place: str, permission: Permission) -> bool:
    """Tell whether a right over everything counts in a place: not in an unlisted group by itself (R 4.3)."""
    if place in view.groups and view.groups[place].access == "unlisted":
        return holds_any(view, user, permission) and holds_any(view, user, "manage_unlisted_groups")
    return holds_any(view, user, permission)


def _runs_group(view: View, user: str, place: str) -> bool:
    return place in view.groups and view.members(place).get(user) in {"owner", "manager"}


def _keeps_order(view: View, user: str, place: str) -> bool:
    if _runs_group(view, user, place) or _counts(view, user, place, "moderate"):
        return True
    return _counts(view, user, place, "modify_all_data")
