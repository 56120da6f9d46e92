"""What people write: mentions, topics and links in the text of posts and comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

import attrs

__all__ = [
    "BODY_LIMIT",
    "LINK_LIMIT",
    "MENTION_LIMIT",
    "TITLE_LIMIT",
    "TOPIC_LIMIT",
    "TOPIC_NAME_LIMIT",
    "Piece",
    "folded",
    "is_address",
    "mentions",
    "pieces",
    "plain",
    "topics",
]

BODY_LIMIT: Final = 10_000
"""The longest body of a post or comment, in characters (RULES 4.1)."""

MENTION_LIMIT: Final = 25
"""The most mentions in one body (RULES 1.3)."""

TITLE_LIMIT: Final = 255
"""The longest title of a question, in characters (RULES 4.1)."""

LINK_LIMIT: Final = 1
"""The most links beside one post (RULES 4.1)."""

TOPIC_LIMIT: Final = 10
"""The most topics on one post or comment (RULES 4.1)."""

TOPIC_NAME_LIMIT: Final = 150
"""The longest name of a topic, in characters (RULES 4.1)."""

_ADDRESS_LIMIT: Final = 1000
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_PIECE: Final = re.compile(
    r"@\[(?P<mention>[^\[\]]+)\]"
    r"|(?<![\w#&])#(?:\[(?P<words>[^\[\]]+)\]|(?P<word>\w+))"
    r"|(?P<link>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'])"
)
_MENTION: Final = re.compile(r"@\[([^\[\]]+)\]")


def mentions(text: str) -> tuple[str, ...]:
    """Return the ids mentioned in `text` as `@[id]`, each once, in the order of first mention.

    A bare `@name` is text, not a mention.

    Cost: O(text).

    >>> mentions("ask @[sofia] and @[jose], then @[sofia] again; @nobody is text")
    ('sofia', 'jose')
    """
    return tuple(dict.fromkeys(_MENTION.findall(text))) if "@[" in text else ()


def folded(name: str) -> str:
    """Return a name as it is compared: case aside, white space at the ends and in a row aside.

    Cost: O(name).

    >>> folded("  Capital  Campaign ") == folded("capital campaign")
    True
    """
    return " ".join(name.split()).casefold()


def is_address(link: str) -> bool:
    """Tell whether a text is an address of the web, not too long, and nothing else.

    Cost: O(text).

    >>> is_address("https://example.org/a?b=c"), is_address("javascript:alert(1)")
    (True, False)
    """
    return len(link) <= _ADDRESS_LIMIT and _ADDRESS.fullmatch(link) is not None


@attrs.frozen
class Piece:
    """A part of a text: plain, or a mention, topic or link with what it leads to (None: plain)."""

    kind: Literal["text", "mention", "topic", "link"]
    text: str
    target: str | None = None


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a text cut into plain words, mentions `@[id]`, topics `#word` or `#[two words]`, and links.

    Put together again, the texts of the pieces are the text.

    Cost: O(text).

    >>> for piece in pieces("@[sofia]: see https://example.org, #Spring"):
    ...     print(piece.kind, repr(piece.text), piece.target)
    mention '@[sofia]' sofia
    text ': see ' None
    link 'https://example.org' https://example.org
    text ', ' None
    topic '#Spring' spring
    """
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for found in _PIECE.finditer(text):
        if found.start() > done:
            yield Piece("text", text[done : found.start()])
        yield _piece(found)
        done = found.end()
    if done < len(text):
        yield Piece("text", text[done:])


def _piece(found: re.Match[str]) -> Piece:
    mention, link = found["mention"], found["link"]
    if mention is not None:
        return Piece("mention", found[0], mention)
    if link is not None:
        return Piece("link", link, link)
    return Piece("topic", found[0], folded(found["words"] or found["word"]))


def topics(text: str) -> tuple[str, ...]:
    """Return the topics of a text, `#word` or `#[two words]`, by their folded names, each once, in order.

    Cost: O(text).

    Source: READINGS 35.

    >>> topics("#Spring and #[Capital  Campaign], then #spring; not C#, not https://example.org/#part")
    ('spring', 'capital campaign')
    """
    if "#" not in text:
        return ()
    found = (piece.target for piece in pieces(text) if piece.kind == "topic")
    return tuple(dict.fromkeys(filter(None, found)))


def plain(text: str) -> str:
    """Return a text as it is searched: case, accents and the width of white space aside.

    Cost: O(text).

    >>> plain("  Crème   BRÛLÉE ") == plain("creme brulee")
    True
    """
    parts = unicodedata.normalize("NFKD", text)
    return folded("".join(part for part in parts if not unicodedata.combining(part)))
