"""Where a post appears, restated: every kind of feed and every order, from the documents alone.

Read it like `restatement`: one condition a line, each with where it was read. What the present facts no longer tell
(when somebody began to follow, what was said before and after a group was archived) is taken from the events: `told`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import events as ev
from collabcore.model import Post
from collabcore.shapes import EMPTY
from collabcore.testing.restated_topics import carries
from collabcore.testing.restatement import may_follow, may_see, reads_group
from collabcore.view import View

__all__ = ["FeedKind", "Told", "feed", "in_feed", "relevance", "told"]

_OwnKind: TypeAlias = Literal[
    "following", "to_me", "company", "highlights", "people", "groups", "files", "bookmarks", "muted"
]
FeedKind: TypeAlias = Literal[_OwnKind, "profile", "record", "group", "topic"]
"""The feeds there are; `profile`, `group`, `record` and `topic` are *of* something."""

_KEPT: Final = dt.timedelta(days=45)
_RANKED: Final = 100


@attrs.frozen
class Told:
    """What only the events tell: positions in the journal of what was said, followed and archived."""

    activity: Mapping[str, int] = EMPTY
    said: Mapping[str, int] = EMPTY
    followed: Mapping[tuple[str, str], int] = EMPTY  # type: ignore[assignment]
    archived: Mapping[str, int] = EMPTY


def told(events: Iterable[ev.Event]) -> Told:
    """Return what the events tell: of each post its last post or comment too, likes not counted (R 6 bump).

    Cost: O(events).
    """
    activity: dict[str, int] = {}
    said: dict[str, int] = {}
    followed: dict[tuple[str, str], int] = {}
    archived: dict[str, int] = {}
    for position, event in enumerate(events):
        match event:
            case ev.Posted(post=post):
                activity[post.id] = said[post.id] = position
            case ev.Commented(comment=comment):
                activity[comment.post] = said[comment.id] = position
            case ev.Followed(user=user, target=target):
                followed[user, target] = position
            case ev.TopicFollowed(user=user, topic=topic):
                followed[user, f"#{topic}"] = position
            case ev.GroupArchived(id=group):
                archived[group] = position
            case _:
                pass
    return Told(activity, said, followed, archived)


def feed(
    view: View,
    viewer: str,
    kind: FeedKind,
    of: str | None = None,
    sort: str = "newest",
    *,
    history: Told = Told(),
) -> tuple[str, ...]:
    """Return a whole feed: by when posts were made, by their last post or comment, or by relevance.

    Cost: O(posts * facts).
    """
    # Oldest first; there are no ties, the position in the journal decides (rd 13).
    shown = [post for post in view.posts if in_feed(view, viewer, kind, of, post, history=history)]
    if sort == "activity":
        shown.sort(key=history.activity.__getitem__)
    if sort == "relevance":
        # The later made wins among equals; the latest hundred are ranked (decision "relevance").
        shown = sorted(shown[-_RANKED:], key=lambda post: relevance(view, viewer, view.posts[post]))
    return tuple(reversed(shown))


def in_feed(
    view: View,
    viewer: str,
    kind: FeedKind,
    of: str | None,
    post: str,
    *,
    history: Told = Told(),
) -> bool:
    """Tell whether a post stands in a feed as this viewer reads it.

    Cost: O(facts).
    """
    if post not in view.posts or not may_see(view, viewer, post):
        return False  # always intersected with sight (R 0.1 sentence 3, law 3)
    item = view.posts[post]
    if _has_faded(view, viewer, item):
        return False  # out of every feed after 45 days (R 5, rd 47)
    if kind in {"following", "company", "highlights", "groups"} and _sleeps(view, viewer, item, history):
        return False  # the archive gate is for these (R 1.7 News, rd 43)
    if of is not None:
        return _OF[kind](view, viewer, of, item)
    return _OWN[kind](view, viewer, item, history)


# What is left out


def _readable(view: View, viewer: str, post: str) -> list[str]:
    return [c.id for c in view.comments.values() if c.post == post and may_see(view, viewer, c.id)]


def _is_engaged(view: View, viewer: str, post: Post) -> bool:
    return len(view.likes(post.id)) > 0 or _readable(view, viewer, post.id) != []


def _has_faded(view: View, viewer: str, post: Post) -> bool:
    """Tell whether it is a change older than 45 days, neither liked nor commented on (R 5, rd 47)."""
    return post.is_tracked and view.now > post.at + _KEPT and not _is_engaged(view, viewer, post)


def _sleeps(view: View, viewer: str, post: Post, history: Told) -> bool:
    """Tell whether its group is archived, and nothing the viewer may read was said below it since (rd 43)."""
    if post.to not in view.groups or not view.groups[post.to].archived:
        return False
    since = history.archived.get(post.to, -1)
    return all(history.said[comment] < since for comment in _readable(view, viewer, post.id))


# Feeds of oneself


def _in_following(view: View, viewer: str, post: Post, history: Told) -> bool:
    if post.is_tracked and post.author == viewer:
        return False  # one's own changes never (R 5, G36)
    if post.id in view.muted(viewer):
        return False  # mute drops it from News (R 4.2)
    if post.to == viewer:
        return True  # one's own wall (R 1.7 News)
    if post.to in view.groups and viewer in view.members(post.to):
        return True  # a group one is in (R 1.7 News)
    if _follow_works(view, viewer, post.to) and not _came_before(view, viewer, post, history):
        return True  # the wall's owner or the record is followed, not the author (R 1.7 News, G3, G4)
    if any(_follow_works(view, viewer, file) for file in post.files):
        return True  # a file that is followed (R 1.7 News)
    if any(_is_about_news(view, viewer, post, topic, history) for topic in view.followed_topics(viewer)):
        return True  # a topic that is followed (R 1.7 News, rd 35)
    if view.settings.news_includes_mentions:
        # me, or a group I am in (R 0.3 C6)
        return any(_mentions(view, viewer, post, whom) for whom in (viewer, *view.memberships(viewer)))
    return False


def _is_about_news(view: View, viewer: str, post: Post, topic: str, history: Told) -> bool:
    """Tell whether it carries a followed topic and, where only what comes after a follow is news, came after it."""
    late = history.said[post.id] > history.followed[viewer, f"#{topic}"] if view.settings.since_follow else True
    return late and carries(view, viewer, post.id, topic)


def _came_before(view: View, viewer: str, post: Post, history: Told) -> bool:
    """Tell whether only what comes after a follow is news, and this came before it (issue 4, E1 of the cases)."""
    return view.settings.since_follow and history.said[post.id] < history.followed[viewer, post.to]


def _in_to_me(view: View, viewer: str, post: Post, history: Told) -> bool:
    """Tell whether it is to the viewer, as both versions of the page have it (R 0.3 C8)."""
    if _mentions(view, viewer, post, viewer):
        return True  # in the post or in a comment
    if post.to == viewer and post.author != viewer:
        return True  # what others put on my wall
    comments = _readable(view, viewer, post.id)
    if any(view.comments[comment].author == viewer for comment in comments):
        return True  # what I commented on
    return post.author == viewer and comments != []  # mine, once commented on by anyone, me included


def _in_company(view: View, viewer: str, post: Post, history: Told) -> bool:
    return not post.is_tracked  # everything else one sees (R 1.7, rd 42)


def _in_highlights(view: View, viewer: str, post: Post, history: Told) -> bool:
    return not post.is_tracked and _is_engaged(view, viewer, post)  # of the same set (R 1.7)


def _in_people(view: View, viewer: str, post: Post, history: Told) -> bool:
    # Whose words they are, wherever they stand; the system wrote the changes (R 1.7 People, G3).
    return not post.is_tracked and _follow_works(view, viewer, post.author)


def _in_files(view: View, viewer: str, post: Post, history: Told) -> bool:
    # Items with files by people or in groups one follows (R 1.7 Files).
    known = _follow_works(view, viewer, post.author) or _in_groups(view, viewer, post, history)
    return post.files != () and known


def _in_groups(view: View, viewer: str, post: Post, history: Told) -> bool:
    return post.to in view.groups and viewer in view.members(post.to)  # (R 1.7 Groups)


# Feeds of something


def _in_profile(view: View, viewer: str, person: str, post: Post) -> bool:
    if person not in view.users or not may_see(view, viewer, person):
        return False  # nobody there for this viewer (rd 22); their name is enough, posts are judged (rd 81)
    if post.to == person:
        return True  # the wall (R 1.7 UserProfile)
    if post.is_tracked and post.author == person:
        return True  # the changes they made (R 1.7 UserProfile, G36)
    return _mentions(view, viewer, post, person)  # (R 1.7 UserProfile)


def _in_group(view: View, viewer: str, group: str, post: Post) -> bool:
    if group not in view.groups or not reads_group(view, viewer, group):
        return False  # of a group known by its shell only, an empty page (rd 22)
    if post.to == group:
        return True  # (R 1.7 Record)
    return _mentions(view, viewer, post, group)  # mentions of a group come in here (R 1.7 Record, G16)


def _in_record(view: View, viewer: str, record: str, post: Post) -> bool:
    return post.to == record and record in view.records  # (R 1.7 Record)


def _in_topic(view: View, viewer: str, topic: str, post: Post) -> bool:
    return carries(view, viewer, post.id, topic.casefold())  # each re-checked (R 1.7 Topics)


def _of_nothing(view: View, viewer: str, post: Post, history: Told) -> bool:
    return False  # a feed of something, and nothing named


_OWN: Final[Mapping[str, Callable[[View, str, Post, Told], bool]]] = {
    "following": _in_following,
    "to_me": _in_to_me,
    "company": _in_company,
    "highlights": _in_highlights,
    "people": _in_people,
    "groups": _in_groups,
    "bookmarks": lambda view, viewer, post, history: post.id in view.bookmarks(viewer),  # (R 1.7)
    "muted": lambda view, viewer, post, history: post.id in view.muted(viewer),  # (R 1.7)
    "files": _in_files,
    "profile": _of_nothing,
    "record": _of_nothing,
    "group": _of_nothing,
    "topic": _of_nothing,
}
_OF: Final[Mapping[str, Callable[[View, str, str, Post], bool]]] = {
    "profile": _in_profile,
    "record": _in_record,
    "group": _in_group,
    "topic": _in_topic,
}


def _mentions(view: View, viewer: str, post: Post, whom: str) -> bool:
    """Tell whether `whom` is mentioned in a post or its comments, as far as this viewer may read them."""
    if whom in post.mentions:
        return True
    # A comment the viewer may not see moves nothing (law 2).
    return any(whom in view.comments[comment].mentions for comment in _readable(view, viewer, post.id))


def _follow_works(view: View, viewer: str, target: str | None) -> bool:
    if target is None or target not in view.follows(viewer):
        return False
    return may_follow(view, viewer, target)  # a follow sleeps while it could not be made (R 3, rd 39, 81)


# How much it matters


def relevance(view: View, viewer: str, post: Post) -> Fraction:
    """Return how much a post matters to a viewer now: engagement and ties, halved by a day (decision "relevance").

    Cost: O(facts).
    """
    comments = _readable(view, viewer, post.id)
    follows, inside = view.follows(viewer), view.memberships(viewer)
    weight = 4 + len(view.likes(post.id)) + 2 * len(comments)
    if post.author in follows:
        weight += 6
    if post.to == viewer or post.to in follows or post.to in inside:
        weight += 4
    if viewer in post.mentions:
        weight += 8
    if viewer == post.author or viewer in view.likes(post.id) or viewer in {view.comments[c].author for c in comments}:
        weight += 3
    seconds = int((view.now - post.at).total_seconds())
    return Fraction(weight, 1) / (1 + Fraction(seconds // 3600, 24))
