"""What people keep, leave out and report, as others meet it: who is told, who is not, and who sees a report.

Rule 1: bookmarks and mutes are nobody else's business; nothing here shows them to anybody.
Rule 2: a report is seen by who made it, and by who looks after the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from collabcore import events as e
from collabcore import groups
from collabcore.shapes import Told
from collabcore.view import View

__all__ = ["FlagCard", "flags_seen", "is_muted", "keepers", "overseers"]


@attrs.frozen(kw_only=True, repr=False)
class FlagCard(Told):
    """A report of a post or comment, as shown to who made it and to who looks after the place."""

    by: str
    reason: str


def flags_seen(view: View, viewer: str, item: str) -> tuple[FlagCard, ...]:
    """Return the reports of a post or comment that a viewer may see, oldest first.

    Cost: O(flags).

    Source: RULES 4.2 [OR:NetworkModeration].
    """
    flags = view.flags(item)
    if not flags:
        return ()
    all_of_them = groups.oversees(view, view.users[viewer], _place(view, item))
    return tuple(FlagCard(by=user, reason=why) for user, why in flags.items() if all_of_them or user == viewer)


def _place(view: View, item: str) -> str:
    return view.posts[_post(view, item)].to


def _post(view: View, item: str) -> str:
    comment = view.comments.get(item)
    return item if comment is None else comment.post


def is_muted(view: View, user: str, item: str) -> bool:
    """Tell whether a user has muted a post, or the post that a comment is below.

    Cost: O(1).
    """
    return _post(view, item) in view.muted(user)


def keepers(view: View, event: e.Commented) -> Iterable[str]:
    """Return who keeps the post that is commented on.

    Cost: O(1).
    """
    return view.bookmarkers(event.comment.post)


def overseers(view: View, event: e.ItemFlagged) -> Iterator[str]:
    """Yield who may do something about a report: moderators of the place, and who runs the group.

    Cost: O(users).
    """
    to = _place(view, event.item)
    return (user.id for user in view.users.values() if groups.oversees(view, user, to))
