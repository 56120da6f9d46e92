"""Feeds once more, as a plain merge of heaps: the second implementation that the machine of feeds compares with.

It knows the facts and the rule table, and none of the engine's timelines, streams, cursors or gates. Each source is a
list of posts, latest first; a feed is their merge, each post once, less what its reader does not see or is spared.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Mapping

from collabcore import visibility
from collabcore.model import Post
from collabcore.testing.restated_feeds import Told
from collabcore.view import Place, View

__all__ = ["KINDS", "merged"]

KINDS = ("following", "people", "groups", "company")
"""The feeds that are a merge of sources."""

_LONG = dt.timedelta(days=45)


def merged(view: View, told: Told, reader: str, kind: str, sort: str) -> list[str]:
    """Return a whole feed, merged from its sources."""
    places = told.activity if sort == "activity" else told.said
    streams = [_stream(posts, places) for posts in _sources(view, reader, kind)]
    found = dict.fromkeys(post for _, post in heapq.merge(*streams, reverse=True))
    return [post for post in found if _is_shown(view, told, reader, kind, view.posts[post])]


def _stream(posts: Iterable[Post], places: Mapping[str, int]) -> list[tuple[int, str]]:
    return sorted(((places[post.id], post.id) for post in posts), reverse=True)


def _sources(view: View, reader: str, kind: str) -> Iterator[list[Post]]:
    posts = list(view.posts.values())
    if kind == "company":
        yield posts
    if kind in ("following", "groups"):
        for group in view.memberships(reader):
            yield [post for post in posts if post.to == group]
    if kind == "people":
        for author in filter(view.users.__contains__, _followed(view, reader)):
            yield [post for post in posts if post.author == author and not post.changes]
    if kind == "following":
        yield [post for post in posts if post.to == reader]
        for target in _followed(view, reader):
            yield [post for post in posts if post.to == target]
        if view.settings.news_includes_mentions:
            mine = {reader, *view.memberships(reader)}
            yield [post for post in posts if mine & _mentioned(view, reader, post)]


def _followed(view: View, reader: str) -> Iterator[str]:
    """Yield what a reader follows and could follow now."""
    for target in view.follows(reader):
        place: Place = "record" if target in view.records else "profile"
        away = target in view.users and not view.users[target].active
        if not away and view.lock(place, target).opens(view.keys(reader)):
            yield target


def _mentioned(view: View, reader: str, post: Post) -> set[str]:
    return {*post.mentions}.union(*(view.comments[c].mentions for c in _comments(view, reader, post)))


def _comments(view: View, reader: str, post: Post) -> list[str]:
    return [c for c in view.comments_on(post.id) if visibility.can_see(view, reader, c)]


def _is_shown(view: View, told: Told, reader: str, kind: str, post: Post) -> bool:
    if not visibility.can_see(view, reader, post.id):
        return False
    answered = bool(view.likes(post.id) or _comments(view, reader, post))
    if post.changes and (kind in ("company", "people") or (view.now - post.at > _LONG and not answered)):
        return False
    if kind == "following" and post.changes and post.author == reader:
        return False
    if kind == "following" and view.settings.since_follow and not _came_after(view, told, reader, post):
        return False
    group = view.groups.get(post.to)
    if kind == "people" or group is None or not group.archived:
        return True
    return any(told.said[c] > told.archived[group.id] for c in _comments(view, reader, post))


def _came_after(view: View, told: Told, reader: str, post: Post) -> bool:
    if post.to not in view.follows(reader) or told.said[post.id] > told.followed[reader, post.to]:
        return True
    mine = {reader, *view.memberships(reader)} if view.settings.news_includes_mentions else set[str]()
    return bool(mine & _mentioned(view, reader, post))
