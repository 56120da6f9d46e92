"""How far each event reaches: what may be remembered across it hangs on this table.

Rule 1: talk makes things, and changes nobody's sight of anything there was; it touches one post or comment.
Rule 2: what is one's own, a follow, a mute, a bookmark, changes what one person's feeds hold, and nobody's sight.
Rule 3: what is quiet changes neither sight nor feeds.
Rule 4: what is elsewhere may change sight and feeds, but not what a post says of itself: its text and its marks.
An event that stands nowhere here may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from collabcore.events.activities import LoggedIn
from collabcore.events.base import Event
from collabcore.events.conversation import Commented, Followed, Liked, Posted, Unfollowed, Unliked
from collabcore.events.groups import (
    GroupCreated,
    GroupUpdated,
    MemberAdded,
    MemberInvited,
    MemberRemoved,
    MembershipRequested,
    RequestAnswered,
)
from collabcore.events.marks import PostBookmarked, PostMuted, PostUnbookmarked, PostUnmuted
from collabcore.events.news import DigestFrequencySet, DigestMailed, NotificationsMailed, NotificationsRead
from collabcore.events.people import UserAdded, UserUpdated
from collabcore.events.recognition import LevelReached
from collabcore.events.records import OwnerChanged, RecordAdded, RecordShared, RecordUnshared, RecordUpdated
from collabcore.events.scoring import PointsAwarded
from collabcore.events.topics import TopicAdded, TopicFollowed, TopicUnfollowed

__all__ = ["ELSEWHERE", "LEAVE_SIGHT", "OWN", "QUIET", "TALK"]

TALK: Final[Mapping[type[Event], Callable[[Any], str]]] = {
    Posted: lambda event: event.post.id,
    Commented: lambda event: event.comment.post,
    Liked: lambda event: event.item,
    Unliked: lambda event: event.item,
    TopicAdded: lambda event: event.item,
}
"""For each event that is only talk, how to read from it the post or comment that it touches."""

OWN: Final[frozenset[type[Event]]] = frozenset(
    (Followed, Unfollowed, TopicFollowed, TopicUnfollowed, PostBookmarked, PostUnbookmarked, PostMuted, PostUnmuted)
)
"""Events that change what the feeds of their `user` hold."""

QUIET: Final[frozenset[type[Event]]] = frozenset(
    (LoggedIn, NotificationsRead, NotificationsMailed, DigestMailed, DigestFrequencySet, PointsAwarded, LevelReached)
)
"""Events that change neither sight nor feeds."""

ELSEWHERE: Final[frozenset[type[Event]]] = frozenset(
    (
        UserAdded,
        UserUpdated,
        GroupCreated,
        GroupUpdated,
        MemberAdded,
        MemberInvited,
        MemberRemoved,
        MembershipRequested,
        RequestAnswered,
        RecordAdded,
        RecordUpdated,
        RecordShared,
        RecordUnshared,
        OwnerChanged,
    )
)
"""Events that may change who sees what, and no post's own text and marks."""

LEAVE_SIGHT: Final[frozenset[type[Event]]] = frozenset((*TALK, *OWN, *QUIET))
"""Events after which everybody sees of what there was what they saw before."""
