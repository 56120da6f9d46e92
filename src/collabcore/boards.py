"""Who stands where: one rank function for lists, pages, a person's own row and everybody's.

Rule 1: a rank is only ever given by `ranked`; every other question is a slice of the rows made with it,
so that no two of them can disagree.
Rule 2: the order is total and never by id: better points, then reached earlier, then given earlier.
Rule 3: this file does not choose who takes part; opting out and activity are the caller's population.

How to read it: ledger entries are folded to scores (`standings`), within a window of time (`window`);
scores become rows (`ranking`); rows are cut (`top`, `page`, `around`, `rank`).
The five kinds of rank are one table, each a formula over where a group of equal scores starts and its size
(SCORING 2.5, READINGS 13).

Boards kept up to date entry by entry (`standings.Standing`) tell where somebody stands, and get their rank here too.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from collabcore.errors import InvalidError
from collabcore.model import Board, Entry, RankKind, UserId, Zero
from collabcore.standings import NEVER, Place
from collabcore.windows import Window, block, window

__all__ = [
    "BUILT_IN",
    "NEVER",
    "RankKind",
    "Row",
    "Score",
    "Window",
    "Zero",
    "around",
    "block",
    "gap",
    "moved",
    "overtaken",
    "page",
    "rank",
    "ranked",
    "ranking",
    "row",
    "sensible_page",
    "sensible_size",
    "standings",
    "top",
    "window",
]

BUILT_IN: Final[Mapping[str, Board]] = {name: Board(id=name, window=name) for name in ("all_time", "month", "week")}
"""The boards that exist from the start (CONTRACT 4)."""


@attrs.frozen
class Score:
    """What somebody has, and the position in the journal of the entry that made it so."""

    user: UserId
    points: int | Fraction
    reached: int = NEVER


@attrs.frozen(slots=False)  # made by the dozen and thrown away: half the time of one with slots
class Row:
    """One line of a board: a person or a team."""

    user: UserId
    rank: int | Fraction | None
    points: int | Fraction
    percentile: Fraction | None


# -- from entries to scores ----------------------------------------------------------------------------------


def standings(
    entries: Iterable[tuple[int, Entry]],
    population: Iterable[UserId],
    within: Window = (None, None),
    zero: Zero = "unranked",
) -> tuple[Score, ...]:
    """Add up the entries of a population that count within a window, in the order of the population.

    Entries of others are passed over, which is how somebody opts out, and so is what is spent (SCORING 2.5,
    READINGS 6, 13, 76).

    Cost: O(entries + population).

    >>> standings([], ["ana", "bob"], zero="include")
    (Score(user='ana', points=0, reached=-1), Score(user='bob', points=0, reached=-1))

    Args:
        entries: Lines of the ledger, each with its position in the journal, in that order.
        population: Who takes part, the earlier added first.
        within: The instants that count, by when an entry takes effect.
        zero: Whether people with a score of zero are kept; kept they are only by `include`.
    """
    scores = {user: Score(user, 0) for user in population}
    for position, entry in entries:
        old = scores.get(entry.user)
        if old is not None and entry.points and entry.purse != "spend" and _is_within(entry.effective_at, within):
            scores[entry.user] = Score(entry.user, old.points + entry.points, position)
    return tuple(score for score in scores.values() if score.points or zero == "include")


def _is_within(moment: dt.datetime, within: Window) -> bool:
    start, end = within
    return (start is None or start <= moment) and (end is None or moment < end)


# -- from scores to rows -------------------------------------------------------------------------------------

_RANKS: Final[Mapping[str, Callable[[int, int, int, int], int | Fraction]]] = {
    "competition": lambda start, _size, _group, _place: start + 1,
    "dense": lambda _start, _size, group, _place: group + 1,
    "modified": lambda start, size, _group, _place: start + size,
    "ordinal": lambda start, _size, _group, place: start + place + 1,
    "fractional": lambda start, size, _group, _place: Fraction(2 * start + size + 1, 2),
}


def ranking(
    scores: Iterable[Score], kind: RankKind = "competition", *, lower_is_better: bool = False
) -> tuple[Row, ...]:
    """Return the rows of a board, best first.

    The percentile is the share of the others who stand strictly worse; alone on a board nobody has one.
    Equal points are ordered by who reached them earlier, then as given (SCORING 2.5, READINGS 13).

    Cost: O(scores log scores).

    >>> [(row.user, row.rank) for row in ranking([Score("ana", 40, 2), Score("bob", 40, 1), Score("cat", 9)])]
    [('bob', 1), ('ana', 1), ('cat', 3)]

    Raises:
        InvalidError: An unknown kind of rank.
    """
    if kind not in _RANKS:
        raise InvalidError(f"there is no kind of rank `{kind}`", rule="board.kind")
    sign = 1 if lower_is_better else -1
    ordered = sorted(scores, key=lambda score: (sign * score.points, score.reached))
    return tuple(_rows(ordered, kind))


def _rows(ordered: Sequence[Score], kind: RankKind) -> Iterator[Row]:
    start = 0
    for group, (points, equals) in enumerate(itertools.groupby(ordered, key=lambda score: score.points)):
        tied = tuple(equals)
        for within, score in enumerate(tied):
            yield row(Place(score.user, points, start, len(tied), group, within), len(ordered), kind)
        start += len(tied)


def row(place: Place, people: int, kind: RankKind) -> Row:
    """Return the line of somebody who stands somewhere among so many.

    The percentile is the share of the others who stand strictly worse; alone on a board nobody has one.

    Cost: O(1).

    >>> row(Place("bob", 40, 1, 2, 1, 0), 5, "fractional")
    Row(user='bob', rank=Fraction(5, 2), points=40, percentile=Fraction(1, 2))
    """
    worse = people - place.above - place.equals
    return Row(place.user, ranked(place, kind), place.points, _share(worse, people - 1) if people > 1 else None)


def ranked(place: Place, kind: RankKind) -> int | Fraction:
    """Return the rank of somebody who stands somewhere: the one place where ranks are given.

    Cost: O(1).

    >>> ranked(Place("bob", 40, 1, 2, 1, 0), "modified")
    3
    """
    _, _, above, equals, group, within = place
    return _RANKS[kind](above, equals, group, within)


@functools.lru_cache(maxsize=4096)
def _share(worse: int, others: int) -> Fraction:
    return Fraction(worse, others)


def top(rows: Sequence[Row], k: int) -> tuple[Row, ...]:
    """Return the first `k` rows, fewer when there are fewer (SCORING 2.5).

    Cost: O(k).

    >>> [row.user for row in top(ranking([Score("ana", 1), Score("bob", 2)]), 1)]
    ['bob']

    Raises:
        InvalidError: `k` is negative.
    """
    return tuple(rows[: sensible_size(k)])


def page(rows: Sequence[Row], number: int, size: int) -> tuple[Row, ...]:
    """Return one page of rows, the first being number 1; ranks run on across the cut (SCORING 2.5).

    Cost: O(size).

    >>> [row.user for row in page(ranking([Score("ana", 1), Score("bob", 2)]), 2, 1)]
    ['ana']

    Raises:
        InvalidError: `number` is below 1, or `size` negative.
    """
    first = sensible_page(number) - 1
    return tuple(rows[first * sensible_size(size) : number * size])


def around(rows: Sequence[Row], user: UserId, k: int) -> tuple[Row, ...]:
    """Return a person's row with up to `k` rows on either side; nothing when the person has none.

    At the ends there are fewer rows; it does not make up for them on the other side (SCORING 2.5).

    Cost: O(rows).

    >>> [row.user for row in around(ranking([Score("ana", 3), Score("bob", 2), Score("cat", 1)]), "ana", 1)]
    ['ana', 'bob']

    Raises:
        InvalidError: `k` is negative.
    """
    reach = sensible_size(k)
    place = next((place for place, row in enumerate(rows) if row.user == user), None)
    return () if place is None else tuple(rows[max(place - reach, 0) : place + reach + 1])


def rank(rows: Iterable[Row], user: UserId) -> int | Fraction | None:
    """Return a person's rank; None when the person is unranked (SCORING 2.5, READINGS 6).

    Cost: O(rows).

    >>> rank(ranking([Score("ana", 3), Score("bob", 2)]), "bob")
    2
    """
    return next((row.rank for row in rows if row.user == user), None)


def gap(rows: Sequence[Row], user: UserId) -> int | Fraction | None:
    """Return how many points lie between a person and the next who stands better; None for the best and the absent.

    Cost: O(rows).

    >>> gap(ranking([Score("ana", 3), Score("bob", 1)]), "bob")
    2
    """
    own = next((row.points for row in rows if row.user == user), None)
    better = [row.points for row in itertools.takewhile(lambda row: row.points != own, rows)]
    return None if own is None or not better else max(better[-1] - own, own - better[-1])


def moved(before: Sequence[Row], after: Sequence[Row]) -> dict[UserId, int]:
    """Return by how many places everybody on both boards has risen; below zero for who has fallen.

    Cost: O(rows).

    >>> moved(ranking([Score("ana", 3), Score("bob", 1)]), ranking([Score("ana", 3), Score("bob", 4)]))
    {'bob': 1, 'ana': -1}
    """
    places = {row.user: place for place, row in enumerate(before)}
    return {row.user: places[row.user] - place for place, row in enumerate(after) if row.user in places}


def overtaken(before: Sequence[Row], after: Sequence[Row], user: UserId) -> tuple[UserId, ...]:
    """Return whom a person stands before now and did not stand before earlier, best first.

    Cost: O(rows).

    >>> overtaken(ranking([Score("ana", 3), Score("bob", 1)]), ranking([Score("ana", 3), Score("bob", 4)]), "bob")
    ('ana',)
    """
    names = [row.user for row in before], [row.user for row in after]
    behind = [set(listed[listed.index(user) + 1 :]) if user in listed else set() for listed in names]
    return tuple(row.user for row in after if row.user in behind[1] - behind[0] and row.user in names[0])


def sensible_page(number: int) -> int:
    """Return the number of a page, having checked that it is one.

    Cost: O(1).

    Raises:
        InvalidError: It is below 1, or no whole number.
    """
    if type(number) is not int or number < 1:
        raise InvalidError(f"pages are numbered from 1, not from `{number}`", rule="board.page")
    return number


def sensible_size(k: int) -> int:
    """Return a number of rows, having checked that it is one.

    Cost: O(1).

    Raises:
        InvalidError: It is negative, or no whole number.
    """
    if type(k) is not int or k < 0:
        raise InvalidError(f"a number of rows must be 0 or more, not `{k}`", rule="board.size")
    return k
