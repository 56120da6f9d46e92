"""What one keeps, leaves out and reports of what one sees; nobody else learns of it but who moderates (RULES 4.2)."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.model import Post

__all__: list[str] = []

_REASON_LIMIT = 1_000


@handles(c.Bookmark)
def bookmark(ask: Ask, command: c.Bookmark) -> Iterator[e.Event]:
    """Keep a post one sees."""
    post = ask.known(Post, command.post)
    user = ask.person("keep a bookmark")
    if post.id not in ask.view.bookmarks(user.id):
        yield ask.event(e.PostBookmarked, user=user.id, post=post.id)


@handles(c.Unbookmark)
def unbookmark(ask: Ask, command: c.Unbookmark) -> Iterator[e.Event]:
    """Keep it no longer; nobody is tied to what they cannot see (READINGS 38, 82)."""
    kept = command.post in ask.view.bookmarks(ask.by)
    if not kept:
        ask.known(Post, command.post)
    user = ask.person("drop a bookmark")
    if kept:
        yield ask.event(e.PostUnbookmarked, user=user.id, post=command.post)


@handles(c.Mute)
def mute(ask: Ask, command: c.Mute) -> Iterator[e.Event]:
    """Leave a post one sees out of one's news."""
    post = ask.known(Post, command.post)
    user = ask.person("mute a post")
    if post.id not in ask.view.muted(user.id):
        yield ask.event(e.PostMuted, user=user.id, post=post.id)


@handles(c.Unmute)
def unmute(ask: Ask, command: c.Unmute) -> Iterator[e.Event]:
    """Let it in again, as with bookmarks."""
    muted = command.post in ask.view.muted(ask.by)
    if not muted:
        ask.known(Post, command.post)
    user = ask.person("unmute a post")
    if muted:
        yield ask.event(e.PostUnmuted, user=user.id, post=command.post)


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
