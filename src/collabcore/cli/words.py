"""How things and verdicts are told to people: names instead of ids, sentences instead of fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console

from collabcore import text, visibility
from collabcore.engine import Engine
from collabcore.model import Comment, Group, Post, Record, User
from collabcore.view import View

__all__ = ["WIDTH", "console", "described", "explanation", "name", "place", "quoted"]

WIDTH: Final = 92
"""The width of what is told, unless the terminal is narrower."""

_QUOTE: Final = 72


def console() -> Console:
    """Return where to tell things: colours on a terminal, plain text elsewhere.

    Cost: O(1).
    """
    found = Console(highlight=False)
    found.width = min(found.width, WIDTH) if found.is_terminal else WIDTH
    return found


def name(view: View, thing: str) -> str:
    """Return how people call a thing: its name, or its id when it has none.

    Cost: O(1).
    """
    found = view.thing(thing)
    if isinstance(found, Record):
        return str(found.fields.get("Name") or found.fields.get("LastName") or found.id)
    return str(getattr(found, "name", "") or thing)


def place(view: View, to: str, author: str | None = None) -> str:
    """Return where a post stands, in words.

    Cost: O(1).
    """
    if to == author:
        return "own profile"
    if to in view.users:
        return f"{name(view, to)}'s profile"
    kind = view.groups[to].access if to in view.groups else view.records[to].type
    return f"{name(view, to)} ({kind})"


def quoted(view: View, body: str) -> str:
    """Return a text between quotation marks, on one line, shortened, with the names of whom it mentions.

    Cost: O(text).
    """
    for thing in text.mentions(body):
        body = body.replace(f"@[{thing}]", f"@{name(view, thing)}")
    line = " ".join(body.split())
    return f"“{line if len(line) <= _QUOTE else line[: _QUOTE - 1] + '…'}”"


def described(view: View, item: str) -> str:
    """Return what an item is, in words.

    Cost: O(1).
    """
    match view.thing(item):
        case Post() as post:
            where = place(view, post.to, post.author)
            return f"a post by {_author(view, post)} on {where}: {_content(view, post)}"
        case Comment() as comment:
            said = quoted(view, comment.text)
            return f"a comment by {name(view, comment.author)} on `{comment.post}`: {said}"
        case User() as user:
            details = [name(view, item), *filter(None, (user.role, "" if user.active else "deactivated"))]
            return f"the person {', '.join(details)}"
        case Group() as group:
            return f"the {group.access} group “{group.name}” of {name(view, group.owner)}"
        case Record() as record:
            return f"the {record.type} “{name(view, item)}” of {name(view, record.owner)}"
        case _:
            return "nothing one can see"


def _author(view: View, post: Post) -> str:
    return "the system" if post.author is None else name(view, post.author)


def _content(view: View, post: Post) -> str:
    changes = ", ".join(f"{change.field} from {change.old} to {change.new}" for change in post.changes)
    return changes or quoted(view, post.text)


def explanation(engine: Engine, user: str, item: str) -> Iterator[str]:
    """Yield whether a user may see an item, by which rule and whence, and the facts, a line each.

    Cost: O(rows + facts); for a no, O(events) for each change tried.

    Raises:
        NotFoundError: There is no such user or item.
    """
    view = engine.view
    verdict = engine.explain(user, item)
    yield f"May {name(view, user)} see `{item}`, {described(view, item)}?"
    yield f"  {'yes' if verdict else 'no'}"
    source = {row.id: row.source for row in visibility.TABLE}.get(verdict.rule)
    yield f"  rule     {verdict.rule}{f' ({source})' if source else ''}"
    for place_, fact in enumerate(verdict.because):
        yield f"  {'because' if place_ == 0 else '    and'}  {fact}"
    if item in view.records:
        yield f"  access   {engine.access(user, item).tag}"
    if verdict and item in view.posts:
        found = engine.explain_feed(user, item)
        through = f"yes, through {name(view, found.source)}" if found.source else "no"
        yield f"  in feed  {through} ({found.rule})"
    for place_, remedy in enumerate(engine.remedies(user, item)):
        yield f"  {'a yes by' if place_ == 0 else '      or'}  {remedy}"
