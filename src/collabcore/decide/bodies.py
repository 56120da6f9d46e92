"""What is asked of whatever somebody writes: its text, its mentions, its place."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import Literal

from collabcore import groups, mentioning, text
from collabcore.decide.asking import Ask
from collabcore.model import Audience, Comment, Group, Post, Record, User

__all__ = [
    "audience_of",
    "few_mentions",
    "live",
    "may_mention",
    "mentioned_in",
    "not_closed",
    "open_place",
    "open_to_actor",
    "published",
    "sensible_body",
]


def mentioned_in(ask: Ask, body: str) -> list[User | Group | Record]:
    """Return the things a text mentions, all known to its author (READINGS 36)."""
    return [ask.place(thing) for thing in text.mentions(body)]


def sensible_body(
    ask: Ask, body: str, mentioned: Iterable[User | Group | Record], *, beside: Iterable[object] = ()
) -> None:
    """Refuse a text that is empty with nothing `beside` it, too long, or mentions what cannot be told."""
    ask.sensible(bool(body.strip()) or any(beside), "there is nothing in it: write something", "text.empty")
    ask.sensible(
        len(body) <= text.BODY_LIMIT,
        f"a text has at most `{text.BODY_LIMIT}` characters, not `{len(body)}`",
        "text.too_long",
    )
    for thing in mentioned:
        ask.sensible(
            not isinstance(thing, Record), f"`{thing.id}` is a record: mention people and groups", "mention.kind"
        )
        away = isinstance(thing, User) and not thing.active
        ask.sensible(not away, f"`{thing.id}` is deactivated and cannot be mentioned", "mention.inactive")


def may_mention(ask: Ask, author: str, to: str, mentioned: Iterable[User | Group | Record]) -> None:
    """Refuse a group whose mention would show it to people who do not know it (RULES 1.3, READINGS 36)."""
    for thing in mentioned:
        if isinstance(thing, Group):
            disallowed = mentioning.is_disallowed(ask.view, author, to, thing)
            ask.may(not disallowed, f"`{thing.id}` may not be mentioned here", "mention.disallowed")


def few_mentions(ask: Ask, mentioned: Sized) -> None:
    """Refuse more mentions than one text may have (RULES 1.3)."""
    ask.below(len(mentioned) - 1, text.MENTION_LIMIT, f"`{len(mentioned)}` mentions are too many", "mention.limit")


def open_place(ask: Ask, to: User | Group | Record) -> None:
    """Refuse what is written to somebody away, in an archived group, or in a network that is not live."""
    if isinstance(to, User):
        ask.active(to)
    elif isinstance(to, Group):
        ask.possible(not to.archived, f"`{to.id}` is archived", "group.archived")
        live(ask, to.network)


def live(ask: Ask, network: str | None) -> None:
    """Refuse what is written in a network that is not live."""
    live = network is None or ask.view.networks[network].state == "live"
    ask.possible(live, f"`{network}` is not live", "network.not_live")


def published(ask: Ask, item: Post | Comment) -> None:
    """Refuse what is done with an item that is held back."""
    ask.possible(item.status == "published", f"`{item.id}` is {item.status}", "item.not_published")


def audience_of(author: User, to: User | Group | Record, wanted: Literal["default", "all", "internal"]) -> Audience:
    """Return whom a post is for: on a record insiders write for insiders, unless they say else (RULES 1.6b, C21)."""
    if not groups.is_insider(author):
        return "all"
    if wanted != "default":
        return wanted
    return "internal" if isinstance(to, Record) else "all"


def not_closed(ask: Ask, post: Post) -> None:
    """Refuse an answer or a vote on what is closed, whoever gives it (RULES 4.3)."""
    ask.possible(not post.closed, f"`{post.id}` is closed", "post.closed")


def open_to_actor(ask: Ask, post: Post) -> None:
    """Refuse changes to what is closed, unless by who keeps order there (RULES 4.3)."""
    overruled = ask.actor is None or groups.governs(ask.view, ask.actor, post.to)
    ask.possible(overruled or not post.closed, f"`{post.id}` is closed", "post.closed")
