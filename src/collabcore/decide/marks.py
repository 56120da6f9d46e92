"""What one keeps, leaves out and reports of what one sees; nobody else learns of it but who moderates (RULES 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.model import Post

__all__: list[str] = []

_REASON_LIMIT = 1_000

_Marked: TypeAlias = Callable[[str], AbstractSet[str]]
"""The posts somebody has marked in one way."""


@handles(c.Bookmark)
def bookmark(ask: Ask, command: c.Bookmark) -> Iterator[e.Event]:
    """Keep a post one sees."""
    return _set(ask, command.post, ask.view.bookmarks, e.PostBookmarked, "keep a bookmark")


@handles(c.Unbookmark)
def unbookmark(ask: Ask, command: c.Unbookmark) -> Iterator[e.Event]:
    """Keep it no longer."""
    return _dropped(ask, command.post, ask.view.bookmarks, e.PostUnbookmarked, "drop a bookmark")


@handles(c.Mute)
def mute(ask: Ask, command: c.Mute) -> Iterator[e.Event]:
    """Leave a post one sees out of one's news."""
    return _set(ask, command.post, ask.view.muted, e.PostMuted, "mute a post")


@handles(c.Unmute)
def unmute(ask: Ask, command: c.Unmute) -> Iterator[e.Event]:
    """Let it in again."""
    return _dropped(ask, command.post, ask.view.muted, e.PostUnmuted, "unmute a post")


def _set(ask: Ask, wanted: str, marked: _Marked, kind: type[e.Event], deed: str) -> Iterator[e.Event]:
    """Mark a post one sees, unless it is."""
    post = ask.known(Post, wanted)
    user = ask.person(deed)
    if post.id not in marked(user.id):
        yield ask.event(kind, user=user.id, post=post.id)


def _dropped(ask: Ask, wanted: str, marked: _Marked, kind: type[e.Event], deed: str) -> Iterator[e.Event]:
    """Take a mark off, seen or not: nobody is tied to what they cannot see (READINGS 38, 82)."""
    is_marked = wanted in marked(ask.by)
    if not is_marked:
        ask.known(Post, wanted)
    user = ask.person(deed)
    if is_marked:
        yield ask.event(kind, user=user.id, post=wanted)


@handles(c.Flag)
def flag(ask: Ask, command: c.Flag) -> Iterator[e.Event]:
    """Report what one sees; a second report of one's own replaces the first."""
    item = ask.item(command.item)
    user = ask.person("flag")
    ask.sensible(bool(command.reason.strip()), "say why: a flag needs a reason", "flag.reason")
    fits = len(command.reason) <= _REASON_LIMIT
    ask.sensible(fits, f"a reason has at most `{_REASON_LIMIT}` characters, not `{len(command.reason)}`", "flag.reason")
    if ask.view.flags(item.id).get(user.id) != command.reason:
        yield ask.event(e.ItemFlagged, user=user.id, item=item.id, reason=command.reason)
