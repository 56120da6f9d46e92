"""How the commands about follows, posts and comments are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder, Pool
from collabcore.testing.builders.posts import extras

__all__ = ["ADMINISTRATION", "BUILDERS"]


def _comment(pool: Pool) -> Mapping[str, object]:
    """Draw a comment, now and then an answer to one there, or to one elsewhere."""
    post = pool.one(pool.view.posts)
    above = [*pool.view.comments_on(post), *list(pool.view.comments)[:1]]
    reply_to = pool.draw(st.sampled_from([None, None, *above]))
    return {"id": pool.new_id("c"), "post": post, "text": pool.text(), "reply_to": reply_to, "files": pool.files()}


def _followed(pool: Pool) -> Sequence[Iterable[str]]:
    """Return what somebody follows: people, records and files, and topics, the one as likely as the other."""
    things = dict.fromkeys(thing for user in pool.view.users for thing in pool.view.follows(user))
    topics = dict.fromkeys(topic for user in pool.view.users for topic in pool.view.followed_topics(user))
    return [found for found in (things, topics) if found] or [pool.view.users]


BUILDERS: Final[Mapping[str, Builder]] = {
    "follow": lambda p: {
        "target": p.place(*p.view.files, "spring", "Big Plan"),
        "user": p.draw(st.none() | st.just(p.person())),
    },
    "unfollow": lambda p: {"target": p.one(p.draw(st.sampled_from(_followed(p))))},
    "post": lambda p: {
        "id": p.new_id("p"),
        "to": p.place(),
        "text": p.text(),
        "audience": p.draw(st.sampled_from(["default", "default", "all", "internal"])),
        "network": p.draw(st.sampled_from([None, None, None, *p.view.networks])),
        "files": p.files(),
        **extras(p),
    },
    "comment": _comment,
    "delete": lambda p: {"id": p.item()},
    "like": lambda p: {"item": p.item()},
    "unlike": lambda p: {"item": p.item()},
    "review": lambda p: {"item": p.item(), "status": p.of(model.Status)},
    "set_audience": lambda p: {"post": p.one(p.view.posts), "audience": p.of(model.Audience)},
    "pin": lambda p: {"post": p.one(p.view.posts)},
    "unpin": lambda p: {"post": p.one(p.view.posts)},
}

ADMINISTRATION: Final = frozenset(["review"])
