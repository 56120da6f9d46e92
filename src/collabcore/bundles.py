"""Consecutive changes of a record told together: what a record's feed shows instead of a row for every save.

A bundle is only shown: the changes stay items of the feed with their own ids, pages and comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import attrs

from collabcore import visibility
from collabcore.cards import PostCard
from collabcore.shapes import Told
from collabcore.view import View

__all__ = ["SHOWN", "Bundle", "bundled"]

SHOWN: Final = 3
"""How many changes of a bundle are shown by themselves (RULES 5 [AX-BUN])."""


@attrs.frozen(repr=False)
class Bundle(Told):
    """Changes that follow one another: how they are headed, how many, their posts, and those shown by themselves."""

    header: str
    count: int
    posts: tuple[str, ...]
    shown: tuple[str, ...]


def bundled(view: View, viewer: str, items: Iterable[PostCard]) -> tuple[Bundle, ...]:
    """Return the bundles of a page of a record's feed: every run of two changes or more.

    Cost: O(page).

    Source: RULES 5 [CR], [AX-BUN].
    """
    runs = (list(run) for tracked, run in groupby(items, key=lambda item: bool(item.tracked)) if tracked)
    return tuple(_bundle(view, viewer, run) for run in runs if len(run) > 1)


def _bundle(view: View, viewer: str, run: list[PostCard]) -> Bundle:
    posts = tuple(item.id for item in run)
    return Bundle(f"{_who(view, viewer, run)} updated this record", len(run), posts, posts[:SHOWN])


def _who(view: View, viewer: str, run: list[PostCard]) -> str:
    authors = list(dict.fromkeys(item.author for item in run))
    if len(authors) > 1:
        return f"{len(authors)} people"
    return next(_names(view, viewer, authors), "Somebody")


def _names(view: View, viewer: str, authors: Iterable[str | None]) -> Iterator[str]:
    for author in authors:
        if author is not None and visibility.can_see(view, viewer, author):
            yield view.users[author].name or author
