r"""Whether a text says anything: blank, a filler, or real.

Rule 1: it is the whole text that counts, in its one form (`clean`), never a part of it (SCORING 1.2).
Rule 2: what is remembered are answers of pure functions, each bounded in number: nothing ever makes one wrong.

How to read it: `Gate.stopped_by` decides; `Gate.judged` is where its answers come from the first time.
Most texts are real, and their first two characters say so (`Gate.heads`): `Ac` begins neither a filler, nor a text of
one character alone. Of the others what was found is remembered by the text (`Gate.words`), for fillers are few.
"""

from __future__ import annotations

import functools
import unicodedata
from typing import Final, Literal, TypeAlias

import attrs

__all__ = ["PLACEHOLDERS", "Gate", "Stop", "clean", "gate"]

PLACEHOLDERS: Final = frozenset(
    {"n/a", "na", "none", "null", "nil", "test", "tbd", "todo", "xxx", "asdf", "unknown", "--none--"},
)
"""What people write when they have nothing to say, case-folded; only ever compared with a whole value."""

Stop: TypeAlias = Literal["blank", "placeholder"]
"""Why a text is no value."""

_ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_REPEATED: Final = 3
_HEAD: Final = 2
_MOST: Final = 4_096
_LONGEST: Final = 64


def clean(text: str) -> str:
    r"""Return `text` in the one form in which values are compared.

    That is NFKC without zero-width characters and with single spaces; case is kept (SCORING 1.2).

    Cost: O(text).

    >>> clean(" Ana\u200b   Ruiz\u00a0")
    'Ana Ruiz'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = text if text.isprintable() else text.translate(_ZERO_WIDTH)  # what has no width is not printable
    return " ".join(text.split())


class _Heads(dict[str, bool]):
    """By its first two characters, whether a text is sure to be real."""

    def __init__(self, fillers: frozenset[str]) -> None:
        super().__init__()
        self._fillers = fillers

    def __missing__(self, head: str) -> bool:
        if len(self) >= _MOST:
            self.clear()
        found = self[head] = self._is_sure(head)
        return found

    def _is_sure(self, head: str) -> bool:
        """Tell whether a text cannot be blank, without letters and digits, of one character, or any of the fillers.

        Of two plain characters the first stays as it is in the text's one form, and so does the second, or else it
        becomes one with a mark that follows, and is no plain character any more.
        """
        start = head.lower()
        if len(start) != _HEAD or not start.isascii() or start[0] == start[1] or any(map(str.isspace, start)):
            return False
        return any(map(str.isalnum, start)) and not any(_may_become(start, filler) for filler in self._fillers)


def _may_become(start: str, filler: str) -> bool:
    return filler.startswith(start) or (filler[:1] == start[0] and not filler[1:2].isascii())


class _Words(dict[str, "Stop | None"]):
    """By the whole text, what stops it; those that anything stops stand among the `hollow` as well."""

    def __init__(self, fillers: frozenset[str], allowed: frozenset[str]) -> None:
        super().__init__()
        self.hollow: set[str] = set()
        self._fillers, self._allowed = fillers, allowed

    def __missing__(self, text: str) -> Stop | None:
        found = self.judged(clean(text).casefold())
        if len(text) <= _LONGEST:
            self._remember(text, found)
        return found

    def judged(self, word: str) -> Stop | None:
        """Return what stops a text in its one form, case-folded. Cost: O(text)."""
        if not word:
            return "blank"
        return "placeholder" if word in self._fillers or self._is_filler(word) else None

    def _is_filler(self, word: str) -> bool:
        if word in self._allowed:
            return False
        repeated = len(word) >= _REPEATED and word.count(word[0]) == len(word)
        return repeated or word in PLACEHOLDERS or not (word[:1].isalnum() or any(map(str.isalnum, word)))

    def _remember(self, text: str, found: Stop | None) -> None:
        if len(self) >= _MOST:
            self.clear()
            self.hollow.clear()
        self[text] = found
        if found is not None:
            self.hollow.add(text)


@attrs.frozen
class Gate:
    """Stops the texts that are no value.

    Attributes:
        heads: By the first two characters of a text, whether nothing stops it for certain.
        words: By the whole text, what stops it.
        hollow: Texts that are known to be stopped; by far not all of them.
    """

    heads: _Heads
    words: _Words
    hollow: set[str]

    def stopped_by(self, text: str) -> Stop | None:
        """Return what stops a text, None for a real one.

        Cost: O(1) for what begins like no filler, or was seen lately, else O(text).

        >>> [gate().stopped_by(text) for text in (" ", "N/A", "Null Island")]
        ['blank', 'placeholder', None]
        """
        return None if self.heads[text[:_HEAD]] else self.words[text]


def gate(allowed: tuple[str, ...] = (), fillers: tuple[str, ...] = ()) -> Gate:
    """Return the gate that stops fillers, and some more, but for what is allowed, which is never one.

    Gates of equal words are one gate, so that what one field has shown another knows.

    Cost: O(words) the first time, then O(1).

    >>> gate(("NA",), ("later",)).stopped_by("na"), gate(("NA",), ("later",)).stopped_by("Later ")
    (None, 'placeholder')
    """
    return _gate(*(frozenset(clean(word).casefold() for word in words) for words in (allowed, fillers)))


@functools.lru_cache(maxsize=256)
def _gate(allowed: frozenset[str], fillers: frozenset[str]) -> Gate:
    words = _Words(fillers, allowed)
    return Gate(_Heads(PLACEHOLDERS | fillers), words, words.hollow)
