"""What brings posts into a feed: streams of posts, single posts beside them, and when each may bring one.

Rule 1: a source is a stream of the timeline by its name (`on:<place>`, `by:<author>`, `topic:<name>` …).
Rule 2: a source brings a post to a reader only through what the reader may read: a mention or a topic in a comment
held back brings nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

from collabcore import topics, visibility
from collabcore.gates import readable_comments
from collabcore.model import Post
from collabcore.view import View
from collabcore.walking import Part, Streams

__all__ = [
    "PICKED",
    "Brings",
    "awake",
    "bookmarked",
    "came_too_early",
    "commented",
    "directly",
    "everything",
    "files",
    "following",
    "groups",
    "muted",
    "nothing",
    "nothing_picked",
    "number_of",
    "of_group",
    "of_person",
    "of_record",
    "of_topic",
    "people",
    "readably",
    "since_following",
    "to_me",
]

Brings: TypeAlias = Callable[[str, Post], bool]
"""Tells whether a source brings a visible post that it feeds."""

PICKED: Final = "picked:"
"""The name of what brings a single post that is in no stream of the reader's."""


# What brings posts into a feed


def awake(view: View, user: str) -> Iterator[str]:
    """Yield what a user follows and may still see, in the order of following.

    A follow sleeps while its target is out of sight or deactivated; it is kept, and counts (READINGS 39, 82).

    Cost: O(follows).
    """
    return (target for target in view.follows(user) if _is_awake(view, user, target))


def _is_awake(view: View, user: str, target: str) -> bool:
    person = view.users.get(target)
    return (person is None or person.active) and visibility.reads(view, user, target)


def following(view: View, reader: str, of: str) -> Streams:
    """Return what News is made of: one's own wall, what one follows, groups, and by setting mentions (RULES 1.7)."""
    follows = view.follows(reader)
    is_awake = partial(_is_awake, view, reader)
    parts = [
        Part("on", (reader,)),
        Part("on", follows, is_awake),  # of a file, on which nothing stands, it is the posts that hold it
        Part("holds", [target for target in follows if target in view.files] if view.files else (), is_awake),
        Part("topic", view.followed_topics(reader)),
        _groups(view, reader),
    ]
    if view.settings.news_includes_mentions:  # of the reader, or of a group of theirs (RULES 0.3 C6)
        parts.append(Part("mentions", (reader, *view.memberships(reader))))
    return Streams(*parts)


def groups(view: View, reader: str, of: str) -> Streams:
    """Return the groups one is in."""
    return Streams(_groups(view, reader))


def _groups(view: View, reader: str) -> Part:
    return Part("on", view.memberships(reader))


def people(view: View, reader: str, of: str) -> Streams:
    """Return the authors one follows, wherever they write."""
    return Streams(_people(view, reader))


def _people(view: View, reader: str) -> Part:
    users = view.users
    return Part("by", view.follows(reader), lambda target: target in users and _is_awake(view, reader, target))


def files(view: View, reader: str, of: str) -> Streams:
    """Return the people one follows, wherever they write, and the groups one is in: what brings files (RULES 1.7)."""
    return Streams(_people(view, reader), _groups(view, reader))


def to_me(view: View, reader: str, of: str) -> Sequence[str]:
    """Return what may be to oneself: mentions, one's wall, and what one wrote or changed."""
    return (f"mentions:{reader}", f"on:{reader}", f"by:{reader}", f"changes:{reader}")


def of_person(view: View, reader: str, of: str) -> Sequence[str]:
    """Return a wall, what mentions its owner, and the changes they made (RULES 1.7, C9)."""
    return (f"on:{of}", f"mentions:{of}", f"changes:{of}")


def of_record(view: View, reader: str, of: str) -> Sequence[str]:
    """Return what stands on a record."""
    return (f"on:{of}",)


def of_topic(view: View, reader: str, of: str) -> Sequence[str]:
    """Return what carries a topic."""
    return (f"topic:{of}",)


def everything(view: View, reader: str, of: str) -> Sequence[str]:
    """Return everything there is."""
    return ("all",)


def of_group(view: View, reader: str, of: str) -> Sequence[str]:
    """Return what stands in a group, and what mentions it."""
    return (f"on:{of}", f"mentions:{of}")


def nothing_picked(view: View, reader: str) -> Collection[str]:
    """Return no single posts."""
    return ()


def nothing(view: View, reader: str, of: str) -> Sequence[str]:
    """Return no stream at all, for feeds of picked posts."""
    return ("nothing",)


def bookmarked(view: View, reader: str) -> Collection[str]:
    """Return the posts one keeps."""
    return view.bookmarks(reader)


def muted(view: View, reader: str) -> Collection[str]:
    """Return the posts one leaves out."""
    return view.muted(reader)


def commented(view: View, reader: str) -> Collection[str]:
    """Return the posts one has commented on."""
    return view.commented(reader)


# When a source brings a post, for a reader: what is to be known of the reader is read once


def readably(view: View, reader: str) -> Brings:
    """Tell whether a reader may read the mention or topic that brings a post: it may stand in a comment held back."""

    def brings(source: str, post: Post) -> bool:
        kind, _, thing = source.partition(":")
        if kind == "topic":
            return topics.carries(view, reader, post.id, thing)
        if kind != "mentions" or thing in post.mentions:
            return True
        return any(thing in view.comments[c].mentions for c in readable_comments(view, reader, post.id))

    return brings


def since_following(view: View, reader: str) -> Brings:
    """Tell the same, and where the organisation says so, whether the post came after the follow (`since_follow`)."""
    readable = readably(view, reader)
    if not view.settings.since_follow:
        return readable

    def brings(source: str, post: Post) -> bool:
        kind, _, target = source.partition(":")
        if kind == "on" and target in view.follows(reader):
            return number_of(view, post.id) >= view.followed_since(reader, target)
        too_early = kind == "topic" and _came_before(view, reader, target, post)
        return not too_early and readable(source, post)

    return brings


def _came_before(view: View, reader: str, topic: str, post: Post) -> bool:
    return number_of(view, post.id) < view.topic_followed_since(reader, topic)


def came_too_early(view: View, reader: str, sources: Collection[str], post: Post) -> bool:
    """Tell whether what is followed holds or carries a post that none of the sources brought: the follow came later.

    Cost: O(sources + comments).
    """
    if f"on:{post.to}" in sources and post.to in view.follows(reader):
        return True
    about = (source.removeprefix("topic:") for source in sources if source.startswith("topic:"))
    return any(topics.carries(view, reader, post.id, topic) for topic in about)


def directly(view: View, reader: str) -> Brings:
    """Tell whether a post is to its reader: mentions, what others wrote on the wall, one's own once commented on."""
    readable = readably(view, reader)

    def brings(source: str, post: Post) -> bool:
        kind = source.partition(":")[0]
        if kind == "on":
            return post.author != reader
        if kind in ("by", "changes"):
            return bool(readable_comments(view, reader, post.id))
        if kind == "picked":
            return any(view.comments[c].author == reader for c in readable_comments(view, reader, post.id))
        return readable(source, post)

    return brings


def number_of(view: View, post: str) -> int:
    """Return the number of a post among the newest."""
    number = view.timeline("newest").number(post)
    assert number is not None  # noqa: S101 - every post has a number
    return number
