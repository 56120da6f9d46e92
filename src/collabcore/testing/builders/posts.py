"""How the commands about posts that stand already are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS", "extras"]

CHOICES: Final = ("tea", "coffee", "water")


def extras(pool: Pool) -> Mapping[str, object]:
    """Draw what may stand beside the text of a new post."""
    kinds: list[Mapping[str, object]] = [{}, {}, {"poll": CHOICES[:2]}, {"poll": CHOICES}, {"question": "What now?"}]
    kinds += [{"links": ["https://example.org"]}, {"poll": CHOICES[:1]}, {"links": ["nowhere"]}]
    return pool.draw(st.sampled_from(kinds))  # type: ignore[no-any-return]


def _vote(pool: Pool) -> Mapping[str, object]:
    polls = [post.id for post in pool.view.posts.values() if post.poll]
    return {"post": pool.one([*polls, *polls, *pool.view.posts]), "choice": pool.draw(st.sampled_from(CHOICES))}


def _asked(pool: Pool) -> list[str]:
    return [post.id for post in pool.view.posts.values() if post.question]


def _answer(pool: Pool) -> Mapping[str, object]:
    asked = _asked(pool)
    answers = [comment.id for comment in pool.view.comments.values() if comment.post in asked]
    return {"comment": pool.one([*answers, *answers, *pool.view.comments])}


def _to(pool: Pool) -> str | None:
    return pool.draw(st.none() | st.just(pool.place()))  # type: ignore[no-any-return]


BUILDERS: Final[Mapping[str, Builder]] = {
    "edit": lambda p: {"id": p.item(), "text": p.text()},
    "vote": _vote,
    "choose_best_answer": _answer,
    "clear_best_answer": lambda p: {"post": p.one([*_asked(p), *p.view.posts])},
    "close": lambda p: {"post": p.one(p.view.posts)},
    "reopen": lambda p: {"post": p.one(p.view.posts)},
    "share": lambda p: {"id": p.new_id("p"), "post": p.one(p.view.posts), "to": _to(p), "text": p.text()},
}

ADMINISTRATION: Final = frozenset[str]()
"""Nothing of this is the host's."""
