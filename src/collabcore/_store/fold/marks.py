"""What events about bookmarks, mutes and flags do to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabcore import events as e
from collabcore._store.fold.table import on

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["unmark"]


@on(e.PostBookmarked)
def post_bookmarked(store: Store, event: e.PostBookmarked) -> None:
    """A bookmark is kept from both ends."""
    store.bookmarks_of.setdefault(event.user, {})[event.post] = None
    store.bookmarkers_of.setdefault(event.post, {})[event.user] = None


@on(e.PostUnbookmarked)
def post_unbookmarked(store: Store, event: e.PostUnbookmarked) -> None:
    """And dropped from both."""
    del store.bookmarks_of[event.user][event.post]
    del store.bookmarkers_of[event.post][event.user]


@on(e.PostMuted)
def post_muted(store: Store, event: e.PostMuted) -> None:
    """A mute too."""
    store.mutes_of.setdefault(event.user, {})[event.post] = None
    store.muters_of.setdefault(event.post, {})[event.user] = None


@on(e.PostUnmuted)
def post_unmuted(store: Store, event: e.PostUnmuted) -> None:
    """And taken back."""
    del store.mutes_of[event.user][event.post]
    del store.muters_of[event.post][event.user]


@on(e.ItemFlagged)
def item_flagged(store: Store, event: e.ItemFlagged) -> None:
    """One flag of each person's, with the latest reason."""
    store.flags_of.setdefault(event.item, {})[event.user] = event.reason


def unmark(store: Store, item: str) -> None:
    """Forget how a deleted post or comment was marked. Cost: O(its marks)."""
    for user in store.bookmarkers_of.pop(item, ()):
        del store.bookmarks_of[user][item]
    for user in store.muters_of.pop(item, ()):
        del store.mutes_of[user][item]
    store.flags_of.pop(item, None)
