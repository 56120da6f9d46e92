"""Why an answer about sight came out as it did: the engine's explanation, of whom and what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from collabcore.engine import Engine
from collabcore.errors import NotFoundError
from collabcore.shapes import Json
from collabcore.testing.normal import plain
from collabcore.testing.steps import Ask

__all__ = ["because"]

_ABOUT: Final[Mapping[str, str]] = {"can_see": "item", "explain": "item", "explain_access": "record"}
"""The questions about one user's sight of one thing, and the argument that names the thing."""


def because(engine: Engine, step: Ask, answer: object = ()) -> Iterator[str]:
    """Yield the engine's explanation of what differs in an answer about sight, a line per user and item.

    Cost: the explanations'.
    """
    following = step.question == "feed" and step.arguments.get("kind", "following") == "following"
    for user, item in _pairs(step, answer):
        try:
            told = _in_feed(engine, user, item) if following else str(engine.explain(user, item))
        except NotFoundError as error:
            told = error.message
        yield f"{user}, {item}: {told}"


def _pairs(step: Ask, answer: object) -> Iterable[tuple[str, str]]:
    """Return whose sight of what decides the answer to a question; nothing for other questions."""
    asker = str(step.viewer or step.arguments.get("user"))
    if step.question in _ABOUT:
        return [(asker, str(step.arguments.get(_ABOUT[step.question])))]
    if step.question == "audience":
        return [(one, str(step.arguments.get("item"))) for one in _difference(step.answer, answer)]
    if step.question in ("visible_posts", "feed"):
        return [(asker, one) for one in _difference(step.answer, answer)]
    return []


def _difference(expected: Json, answer: object) -> list[str]:
    """Return the ids that stand in one of two lists only; none where the expected things are not named."""
    wanted = list(map(_id, expected)) if isinstance(expected, list) else []
    got = list(map(_id, told)) if isinstance(told := plain(answer), list) else []
    if None in wanted:
        return []
    both = dict.fromkeys([*wanted, *got])
    return [one for one in both if one is not None and (one in wanted) != (one in got)]


def _id(one: Json) -> str | None:
    named = one.get("id") if isinstance(one, dict) else one
    return named if isinstance(named, str) else None


def _in_feed(engine: Engine, user: str, post: str) -> str:
    found = engine.explain_feed(user, post)
    if found:
        return f"in the feed ({found.rule}), through `{found.source}`"
    return f"not in the feed ({found.rule})"
