"""The refusals of topics: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
LONG = "x" * 151
MANY = " ".join(f"#t{number}" for number in range(11))
_BOTH: tuple[type[c.Tag | c.Untag], ...] = (c.Tag, c.Untag)

REFUSALS: tuple[Refusal, ...] = (
    *(no(kind(by="lea", post="p-ask", topic="x"), "not_found", HIDDEN, "the post is out of sight") for kind in _BOTH),
    *(no(kind(by="lea", post="c-wall", topic="x"), "not_found", HIDDEN, "a comment is no post") for kind in _BOTH),
    *(no(kind(by="lea", post="p-news", topic=" "), "invalid", "topic.empty", "it has no name") for kind in _BOTH),
    *(no(kind(by="lea", post="p-news", topic=LONG), "invalid", "topic.too_long", "it is too long") for kind in _BOTH),
    *(
        no(kind(by="vera", post="p-ask", topic="x"), "not_allowed", "topic.not_here", "she only reads the group")
        for kind in _BOTH
    ),
    no(c.Tag(by="jose", post="p-pending", topic="x"), "conflict", "item.not_published", "it waits"),
    no(
        c.Untag(by="jose", post="p-news", topic="x"),
        "conflict",
        "item.not_published",
        "it is held back",
        c.Tag(by="jose", post="p-news", topic="x"),
        c.Review(by="otto", item="p-news", status="pending"),
    ),
    no(
        c.Tag(by="jose", post="p-1", topic="x"),
        "limit",
        "topic.limit",
        "ten are enough",
        c.Post(by="jose", id="p-1", text=" ".join(f"#t{number}" for number in range(10))),
    ),
    no(c.Post(by="jose", text=MANY), "limit", "topic.limit", "eleven are too many"),
    no(c.Post(by="jose", text=f"#{LONG}"), "invalid", "topic.too_long", "a name in the text is too long"),
    no(c.Comment(by="jose", post="p-news", text=MANY), "limit", "topic.limit", "eleven topics below a post"),
    no(c.Edit(by="jose", id="p-news", text=MANY), "limit", "topic.limit", "eleven topics after an edit"),
    no(c.Share(by="jose", post="p-wall", text=MANY), "limit", "topic.limit", "eleven topics beside what is shared"),
    no(c.Follow(by="lea", target="spring"), "not_found", HIDDEN, "nothing is about it"),
    no(
        c.Follow(by="lea", target="secret"),
        "not_found",
        HIDDEN,
        "nothing she sees is about it",
        c.Tag(by="jose", post="p-ask", topic="secret"),
    ),
    no(
        c.Follow(by=HOST, target="secret", user="lea"),
        "conflict",
        "follow.no_access",
        "the host knows it, she does not",
        c.Tag(by="jose", post="p-ask", topic="secret"),
    ),
    no(c.Unfollow(by="lea", target="spring"), "not_found", HIDDEN, "she follows no such thing"),
)

LADDERS: tuple[Ladder, ...] = (
    ladder(
        "tag",
        not_found=c.Tag(by="lea", post="p-ask", topic=""),
        invalid=c.Tag(by="vera", post="p-ask", topic=""),
        not_allowed=c.Tag(by="vera", post="p-ask", topic="x"),
        conflict=c.Tag(by="jose", post="p-pending", topic="x"),
        done=c.Tag(by="lea", post="p-news", topic="x"),
    ),
    ladder(
        "untag",
        c.Tag(by="lea", post="p-news", topic="x"),
        not_found=c.Untag(by="lea", post="p-ask", topic=""),
        invalid=c.Untag(by="vera", post="p-ask", topic=""),
        not_allowed=c.Untag(by="vera", post="p-ask", topic="x"),
        done=c.Untag(by="lea", post="p-news", topic="x"),
    ),
    ladder(
        "follow a topic",
        c.Tag(by="lea", post="p-news", topic="x"),
        not_found=c.Follow(by="lea", target="y"),
        not_allowed=c.Follow(by="lea", target="x", user="jose"),
        done=c.Follow(by="lea", target="x"),
    ),
    ladder(
        "unfollow a topic",
        c.Tag(by="lea", post="p-news", topic="x"),
        c.Follow(by="lea", target="x"),
        not_found=c.Unfollow(by="lea", target="y"),
        not_allowed=c.Unfollow(by="jose", target="x", user="lea"),
        done=c.Unfollow(by="lea", target="x"),
    ),
)
