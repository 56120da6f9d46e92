"""What a refusal looks like.

Every refusal is one of five leaves of `CollabError`.
Each leaf is also the closest builtin error, carries the id of the rule that refused,
and an HTTP status a host may answer with.
A message is one line in domain words, with the offending value in backticks.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, ClassVar, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "REFUSALS",
    "CollabError",
    "ConflictError",
    "InconsistentError",
    "InvalidError",
    "LimitError",
    "NotAllowedError",
    "NotFoundError",
    "Problem",
    "not_found",
    "unknown_word",
]


class CollabError(Exception):
    """The base of every error this library raises; it is never raised itself.

    Attributes:
        tag: The refusal's word in scenario files.
        status_hint: The HTTP status a host may answer with.
        rule: The id of the rule that decided.
        message: One line, lower case, in domain words.
    """

    tag: ClassVar[str] = ""
    status_hint: ClassVar[int] = 500

    def __init__(self, message: str, *, rule: str) -> None:
        if type(self) is CollabError:
            raise TypeError("raise a leaf of CollabError, not the base")
        # One line, whatever line breaks an id or a value brings along.
        self.message = " ".join(message.splitlines())
        super().__init__(self.message)
        self.rule = rule

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by message and rule, so that a refusal crosses a process border whole."""
        return _rebuild, (type(self), self.message, self.rule)


def _rebuild(kind: type[CollabError], message: str, rule: str) -> CollabError:
    return kind(message, rule=rule)


class NotFoundError(CollabError, LookupError):
    """There is no such thing, or the actor may not know of it: the two are never told apart."""

    tag = "not_found"
    status_hint = 404


class NotAllowedError(CollabError, PermissionError):
    """The actor sees the thing but may not do this to it."""

    tag = "not_allowed"
    status_hint = 403


class ConflictError(CollabError, ValueError):
    """The present state forbids the wish: an id or name taken, an account deactivated, a group archived."""

    tag = "conflict"
    status_hint = 409


class LimitError(CollabError, ValueError):
    """A stated limit is reached."""

    tag = "limit"
    status_hint = 429


class InvalidError(CollabError, ValueError):
    """The command or question makes no sense by itself, whatever the state."""

    tag = "invalid"
    status_hint = 422


class InconsistentError(CollabError, RuntimeError):
    """An index disagrees with the journal: a defect of this library, never of the caller."""

    tag = "inconsistent"
    status_hint = 500


REFUSALS: Final[Mapping[str, type[CollabError]]] = {
    leaf.tag: leaf for leaf in (NotFoundError, InvalidError, NotAllowedError, ConflictError, LimitError)
}
"""The five refusals by tag, in the order in which they outrank each other."""


def not_found(thing: str) -> NotFoundError:
    """Return the one refusal for what does not exist and for what the actor may not know of.

    >>> not_found("p1").message
    'nothing known as `p1`'
    """
    return NotFoundError(f"nothing known as `{thing}`", rule="existence.hidden")


def unknown_word(noun: str, word: object, words: Collection[str], rule: str) -> InvalidError:
    """Return the refusal of a word that is none of a closed list: with the nearest one, else with all if they are few.

    >>> print(unknown_word("feed", "follow", ("following", "company"), "feed.kind"))
    there is no feed `follow`: did you mean `following`?
    >>> print(unknown_word("feed", "x", ("following", "company"), "feed.kind"))
    there is no feed `x`: there are following, company
    """
    near = difflib.get_close_matches(word, words, 1, _NEAR) if isinstance(word, str) else ()
    told = f": did you mean `{near[0]}`?" if near else f": there are {', '.join(words)}" if len(words) <= _FEW else ""
    return InvalidError(f"there is no {noun} `{word}`{told}", rule=rule)


_FEW: Final = 16
"""How many words are listed where none is near."""

_NEAR: Final = 0.75
"""The share of letters in common by which a word is near."""


@attrs.frozen
class Problem:
    """One thing wrong in a batch, with its place; batches collect these instead of stopping.

    >>> str(Problem("step 3", "invalid", "shape.unknown_field", "`post` has no field `txt`"))
    'step 3: invalid (shape.unknown_field): `post` has no field `txt`'
    """

    where: str
    tag: str
    rule: str
    message: str

    def __str__(self) -> str:
        """Return place, tag, rule and message on one line."""
        return f"{self.where}: {self.tag} ({self.rule}): {self.message}"

    @classmethod
    def of(cls, where: str, error: CollabError) -> Problem:
        """Return the problem that `error` is at `where`."""
        return cls(where, error.tag, error.rule, error.message)
