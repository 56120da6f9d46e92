"""How the commands about follows, posts and comments are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore import model
from collabcore.testing.builders.pool import Builder

__all__ = ["ADMINISTRATION", "BUILDERS"]

BUILDERS: Final[Mapping[str, Builder]] = {
    "follow": lambda p: {"target": p.place(), "user": p.draw(st.none() | st.just(p.person()))},
    "unfollow": lambda p: {"target": p.place()},
    "post": lambda p: {
        "id": p.new_id("p"),
        "to": p.place(),
        "text": p.text(),
        "audience": p.draw(st.sampled_from(["default", "default", "all", "internal"])),
        "network": p.draw(st.sampled_from([None, None, None, *p.view.networks])),
    },
    "comment": lambda p: {"id": p.new_id("c"), "post": p.one(p.view.posts), "text": p.text()},
    "delete": lambda p: {"id": p.item()},
    "like": lambda p: {"item": p.item()},
    "unlike": lambda p: {"item": p.item()},
    "review": lambda p: {"item": p.item(), "status": p.of(model.Status)},
    "set_audience": lambda p: {"post": p.one(p.view.posts), "audience": p.of(model.Audience)},
    "pin": lambda p: {"post": p.one(p.view.posts)},
    "unpin": lambda p: {"post": p.one(p.view.posts)},
}

ADMINISTRATION: Final = frozenset(["review"])
