"""The refusals of bookmarks, mutes and flags: a volume of the tables."""

from __future__ import annotations

from tests.unit.refusing import Ladder, Refusal, ladder, no

from collabcore import HOST
from collabcore import commands as c

__all__ = ["LADDERS", "REFUSALS"]

HIDDEN = "existence.hidden"
_ON_POSTS: tuple[type[c.Bookmark | c.Unbookmark | c.Mute | c.Unmute], ...] = (
    c.Bookmark,
    c.Unbookmark,
    c.Mute,
    c.Unmute,
)

REFUSALS: tuple[Refusal, ...] = (
    *(no(kind(by="lea", post="p-ask"), "not_found", HIDDEN, "the post is out of sight") for kind in _ON_POSTS),
    *(no(kind(by="lea", post="c-wall"), "not_found", HIDDEN, "a comment is no post") for kind in _ON_POSTS),
    *(no(kind(by=HOST, post="p-ask"), "invalid", "host.no_author", "the host keeps nothing") for kind in _ON_POSTS),
    no(c.Flag(by="lea", item="p-ask", reason="spam"), "not_found", HIDDEN, "the post is out of sight"),
    no(c.Flag(by=HOST, item="p-ask", reason="spam"), "invalid", "host.no_author", "the host reports nothing"),
    no(c.Flag(by="lea", item="p-news", reason=" "), "invalid", "flag.reason", "a report says why"),
    no(c.Flag(by="lea", item="p-news", reason="x" * 1001), "invalid", "flag.reason", "in a few words"),
)

LADDERS: tuple[Ladder, ...] = (
    *(
        ladder(
            kind.tag,
            *before,
            not_found=kind(by="lea", post="p-ask"),
            invalid=kind(by=HOST, post="p-news"),
            done=kind(by="lea", post="p-news"),
        )
        for kind, before in (
            (c.Bookmark, ()),
            (c.Unbookmark, (c.Bookmark(by="lea", post="p-news"),)),
            (c.Mute, ()),
            (c.Unmute, (c.Mute(by="lea", post="p-news"),)),
        )
    ),
    ladder(
        "flag",
        not_found=c.Flag(by="lea", item="p-ask", reason=""),
        invalid=c.Flag(by="lea", item="p-news", reason=""),
        done=c.Flag(by="lea", item="p-news", reason="spam"),
    ),
)
