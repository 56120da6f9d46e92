"""Finding what one may see by the words in it (READINGS 57).

Rule 1: a thing is found by text the asker may read, and only if they see the thing; so a count is the length of a list.
Rule 2: all words must occur, each whole or as the beginning of a word; what stands in quotes occurs as it stands.
Case and accents are nothing; no character is a wildcard.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Literal, TypeAlias, get_args

from collabcore import records, topics, visibility
from collabcore.errors import InvalidError
from collabcore.model import Comment, File, Group, Post, Record, User
from collabcore.text import plain
from collabcore.view import View

__all__ = ["KINDS", "SearchKind", "Term", "hits", "search", "terms"]

SearchKind: TypeAlias = Literal["post", "comment", "user", "group", "record", "file", "topic"]
KINDS: Final[tuple[SearchKind, ...]] = get_args(SearchKind)

_TERM: Final = re.compile(r'"([^"]*\S[^"]*)"|(\S+)')

Term: TypeAlias = tuple[str, bool]
"""Words to find, folded, and whether they end where a word ends."""


def terms(text: str) -> tuple[Term, ...]:
    """Return what a text asks for: single words, and in quotes words in a row.

    Cost: O(text).

    >>> terms('Été "capital  campaign" 50%')
    (('ete', False), ('capital campaign', True), ('50%', False))
    """
    return tuple((plain(quoted or word), bool(quoted)) for quoted, word in _TERM.findall(text))


def _occurs(term: Term, text: str) -> bool:
    """Tell whether words occur in a folded text, from where a word begins."""
    words, whole = term
    return any(
        _is_border(text, start) and not (whole and not _is_border(text, start + len(words)))
        for start in _places(words, text)
    )


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _is_border(text: str, place: int) -> bool:
    """Tell whether a place is not inside a word."""
    return not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())


def search(view: View, asker: str, text: str, kinds: Sequence[str] | None = None) -> tuple[str, ...]:
    """Return the ids of what an asker may see and may read all the wanted words of, newest first; topics by name.

    Cost: O(texts of the kinds).

    Source: RULES 1.7, READINGS 32, 57.

    Raises:
        InvalidError: There is no such kind.
    """
    return tuple(thing for _, thing in hits(view, asker, text, kinds))


def hits(view: View, asker: str, text: str, kinds: Sequence[str] | None = None) -> tuple[tuple[SearchKind, str], ...]:
    """Return the kind and id of what an asker may see and may read all the wanted words of, newest first.

    A topic is as new as its latest use that the asker sees; nothing is found for no words.

    Cost: O(texts of the kinds).

    Source: RULES 1.7, READINGS 32, 57.

    Raises:
        InvalidError: There is no such kind.
    """
    for kind in kinds or ():
        if kind not in KINDS:
            raise InvalidError(f"`{kind}` is no kind of thing to search for", rule="search.kind")
    wanted = terms(text)
    found: list[tuple[dt.datetime, SearchKind, str]] = []
    for kind in KINDS if wanted else ():
        if kinds is None or kind in kinds:
            found += ((at, kind, thing) for at, thing in _found(view, asker, kind, wanted))
    found.sort(key=lambda hit: hit[0])  # equally old ones stay as the journal has them
    return tuple((kind, thing) for _, kind, thing in reversed(found))


def _found(view: View, asker: str, kind: SearchKind, wanted: Sequence[Term]) -> Iterator[tuple[dt.datetime, str]]:
    if kind == "topic":
        yield from _topics(view, asker, wanted)
        return
    things, at, told = _READERS[kind]
    for thing in things(view):
        if visibility.can_see(view, asker, thing.id):
            text = plain("\n".join(told(view, asker, thing)))
            if all(_occurs(term, text) for term in wanted):
                yield at(thing), thing.id


def _topics(view: View, asker: str, wanted: Sequence[Term]) -> Iterator[tuple[dt.datetime, str]]:
    """Yield the topics an asker knows with all the words in their names, the one used last at the end."""
    for topic, use in reversed(topics.known(view, asker).items()):  # equally old ones come in the order of use
        if all(_occurs(term, plain(topic)) for term in wanted):
            yield use.at, topic


# What may be read of each kind


def _of_post(view: View, asker: str, post: Post) -> Iterator[str]:
    """Yield a post's words, those of its question and choices, and the original's of a share to who may see that."""
    yield post.text
    yield post.question or ""
    yield from post.poll
    if post.original is not None and visibility.can_see(view, asker, post.original):
        yield view.posts[post.original].text


def _of_comment(view: View, asker: str, comment: Comment) -> Sequence[str]:
    return (comment.text,)


def _active(view: View) -> Iterator[User]:
    return (user for user in view.users.values() if user.active)


def _of_user(view: View, asker: str, user: User) -> Sequence[str]:
    return (user.name,)


def _of_group(view: View, asker: str, group: Group) -> Sequence[str]:
    """Return a group's name and description; its information only for members."""
    inside = asker in view.members(group.id)
    return (group.name, group.description, *((group.information,) if inside else ()))


def _of_record(view: View, asker: str, record: Record) -> Sequence[str]:
    """Return the texts in the fields that the asker's profile may read."""
    hidden = records.hidden_fields(view, view.users[asker], record.type)
    return [value for name, value in record.fields.items() if name not in hidden and isinstance(value, str)]


def _of_file(view: View, asker: str, file: File) -> Sequence[str]:
    return (file.title, file.description, *file.tags)


_Reader: TypeAlias = tuple[
    Callable[[View], Iterator[Any]], Callable[[Any], dt.datetime], Callable[[View, str, Any], Iterable[str]]
]

_READERS: Final[dict[SearchKind, _Reader]] = {
    "user": (_active, lambda user: user.added_at, _of_user),
    "group": (lambda view: iter(view.groups.values()), lambda group: group.created_at, _of_group),
    "record": (lambda view: iter(view.records.values()), lambda record: record.created_at, _of_record),
    "file": (lambda view: iter(view.files.values()), lambda file: file.versions[0].at, _of_file),
    "post": (lambda view: iter(view.posts.values()), lambda post: post.at, _of_post),
    "comment": (lambda view: iter(view.comments.values()), lambda comment: comment.at, _of_comment),
}
