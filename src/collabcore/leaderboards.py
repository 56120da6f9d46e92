"""Who stands on which board now: the population, the window, and the rows; for people and for teams.

Rule 1: a board shows active people of the kinds internal and free who have not opted out; the last still learn
their own rank, among everybody active (SCORING 2.5, READINGS 30, 88).
Rule 2: what a board of people shows now is kept in order entry by entry (`View.standing`); what was known earlier,
windows that slide, and teams are added up from the ledger when asked.
Rule 3: ranks are given in `boards.row`, here as there.

A board as of a moment shows what was known then, in the window of that moment: a snapshot that later entries leave
as it is. Who may stand on it is asked today, so that whoever has left or opted out is on no snapshot either.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from collabcore import boards
from collabcore.boards import Row, Score
from collabcore.errors import not_found
from collabcore.keys import in_team
from collabcore.model import Board, Entry, User, UserId
from collabcore.shapes import read_time
from collabcore.standings import Standing
from collabcore.view import View

__all__ = ["around", "gap", "known_board", "may_stand", "moments", "page", "population", "rank", "row", "rows", "top"]


def known_board(view: View, name: str) -> Board:
    """Return a board.

    Cost: O(1).

    Raises:
        NotFoundError: There is no such board.
    """
    found = view.boards.get(name)
    if found is None:
        raise not_found(name)
    return found


def may_stand(user: User) -> bool:
    """Tell whether somebody may stand on boards, unless they opted out (READINGS 88).

    Cost: O(1).
    """
    return user.active and user.kind in ("internal", "free")


def population(view: View, *, and_user: UserId | None = None) -> Iterator[UserId]:
    """Yield who stands on boards, the earlier added first; with `and_user`, all who could, as that person sees it.

    Cost: O(people).
    """
    everybody = and_user is not None and and_user in view.off_boards
    for user in view.users.values():
        if may_stand(user) and (everybody or user.id not in view.off_boards):
            yield user.id


def rows(
    view: View,
    name: str,
    at: dt.datetime,
    *,
    as_of: dt.datetime | None = None,
    and_user: UserId | None = None,
) -> tuple[Row, ...]:
    """Return every row of a board in the window of a moment, best first (SCORING 2.5).

    Cost: O(people) for what is kept in order, else O(entries + people log people).

    Raises:
        NotFoundError: There is no such board.
    """
    board = known_board(view, name)
    if and_user is None and _is_kept(board, as_of):
        standing = view.standing(name, at)
        return _rows(board, standing, 0, len(standing))
    scores = _team_scores(view, board, at, as_of) if board.teams else _scores(view, board, at, as_of, and_user)
    return boards.ranking(scores, board.kind, lower_is_better=board.lower_is_better)


def _is_kept(board: Board, as_of: dt.datetime | None) -> bool:
    sliding = isinstance(board.window, str) and board.window.startswith("last:")
    return as_of is None and not board.teams and not sliding


def top(view: View, name: str, k: int, at: dt.datetime, as_of: dt.datetime | None = None) -> tuple[Row, ...]:
    """Return the first rows of a board.

    Cost: O(log people + k) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
        InvalidError: `k` is negative.
    """
    board = known_board(view, name)
    if not _is_kept(board, as_of):
        return boards.top(rows(view, name, at, as_of=as_of), k)
    return _rows(board, view.standing(name, at), 0, boards.sensible_size(k))


def page(view: View, name: str, number: int, size: int, at: dt.datetime) -> tuple[Row, ...]:
    """Return one page of a board, the first being number 1; ranks run on across the cut.

    Cost: O(log people + size) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
        InvalidError: `number` is below 1, or `size` negative.
    """
    board = known_board(view, name)
    if not _is_kept(board, None):
        return boards.page(rows(view, name, at), number, size)
    first = boards.sensible_page(number) - 1
    return _rows(board, view.standing(name, at), first * boards.sensible_size(size), number * size)


def _rows(board: Board, standing: Standing, start: int, stop: int) -> tuple[Row, ...]:
    """Return the rows of a board from one position up to another; they are remembered while nobody moves there."""
    return standing.made(start, stop, boards.row, board.kind, grouped=board.kind == "dense")


def around(view: View, name: str, user: UserId, k: int, at: dt.datetime) -> tuple[Row, ...]:
    """Return a person's row with up to `k` rows on either side; nothing when the person has none.

    Who opted out sees their own row as it would be, among the rows of those who did not.

    Cost: O(log people + k) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
        InvalidError: `k` is negative.
    """
    board = known_board(view, name)
    boards.sensible_size(k)
    if not _is_kept(board, None):
        seen = rows(view, name, at, and_user=user)
        return boards.around([row for row in seen if row.user == user or row.user not in view.off_boards], user, k)
    if user in view.off_boards:
        return _around_aside(view, board, user, k, at)
    return view.standing(name, at).made_around(user, k, boards.row, board.kind, grouped=board.kind == "dense")


def _around_aside(view: View, board: Board, user: UserId, k: int, at: dt.datetime) -> tuple[Row, ...]:
    """Return the row of somebody who opted out among those who did not, each as if all who opted out were there."""
    standing, key = view.standing(board.id, at), view.aside(board.id, at).key(user)
    if key is None:
        return ()
    _, place, _ = standing.searched(key)
    before, after = standing.places(place - k, place), standing.places(place, place + k)
    shown = (*(each.user for each in before), user, *(each.user for each in after))
    return tuple(found for each in shown if (found := _row_aside(view, board, each, at)) is not None)


def _row_aside(view: View, board: Board, user: UserId, at: dt.datetime) -> Row | None:
    """Return the row somebody would have if all who opted out were there."""
    standing, aside = view.standing(board.id, at), view.aside(board.id, at)
    place = standing.place_beside(aside, user, grouped=board.kind == "dense")
    return None if place is None else boards.row(place, len(standing) + len(aside), board.kind)


def rank(view: View, name: str, user: UserId, at: dt.datetime) -> int | Fraction | None:
    """Return a person's rank, None when unranked; who opted out is ranked among everybody active.

    Cost: O(log people) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
    """
    board = known_board(view, name)
    if user in view.off_boards or not _is_kept(board, None):
        found = row(view, name, user, at)
        return None if found is None else found.rank
    kind = board.kind
    standing = view.standing(name, at)
    return standing.made_of(user, boards.ranked, kind, grouped=kind == "dense", among=kind == "ordinal")


def row(view: View, name: str, user: UserId, at: dt.datetime) -> Row | None:
    """Return a person's row, with rank and percentile; None when unranked, and as for `rank` who opted out.

    Cost: O(log people) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
    """
    board = known_board(view, name)
    if not _is_kept(board, None):
        return next((found for found in rows(view, name, at, and_user=user) if found.user == user), None)
    if user in view.off_boards:
        return _row_aside(view, board, user, at)
    standing = view.standing(name, at)
    place = standing.place(user, grouped=board.kind == "dense")
    return None if place is None else boards.row(place, len(standing), board.kind)


def gap(view: View, name: str, user: UserId, at: dt.datetime) -> int | Fraction | None:
    """Return how many points lie between a person and the next who stands better; None for the best and the absent.

    Cost: O(log people) for what is kept in order, else that of `rows`.

    Raises:
        NotFoundError: There is no such board.
    """
    board = known_board(view, name)
    if not _is_kept(board, None):
        return boards.gap(rows(view, name, at, and_user=user), user)
    standing, aside = view.standing(name, at), view.aside(name, at)
    seen = (standing, aside) if user in view.off_boards else (standing,)
    key = seen[-1].key(user)
    found = () if key is None else [each.gap(key) for each in seen]
    return min((points for points in found if points is not None), default=None)


def moments(
    as_of: dt.datetime | str | None, at: dt.datetime | str | None, now: dt.datetime
) -> tuple[dt.datetime | None, dt.datetime]:
    """Return what was known when, and which moment's window is meant: `at`, else `as_of`, else now (READINGS 30).

    Cost: O(1).

    Raises:
        InvalidError: One of them is no time.
    """
    known = None if as_of is None else read_time(as_of, "as_of")
    return known, (known or now) if at is None else read_time(at, "at")


# -- adding up -----------------------------------------------------------------------------------------------


def _counted(view: View, board: Board, at: dt.datetime, as_of: dt.datetime | None) -> Iterator[tuple[int, Entry]]:
    """Yield the entries a board counts, each with its place in the ledger."""
    start, end = boards.window(board.window, at, board.zone)
    for position, entry in enumerate(view.entries.values()):
        known = as_of is None or entry.known_at <= as_of
        counts = entry.purse != "spend" and (start is None or start <= entry.effective_at)
        if known and counts and (end is None or entry.effective_at < end):
            yield position, entry


def _scores(
    view: View, board: Board, at: dt.datetime, as_of: dt.datetime | None, and_user: UserId | None
) -> tuple[Score, ...]:
    people = population(view, and_user=and_user)
    return boards.standings(_counted(view, board, at, as_of), people, zero=board.zero)


def _team_scores(view: View, board: Board, at: dt.datetime, as_of: dt.datetime | None) -> Iterator[Score]:
    """Yield what every team has: what people who may stand on boards earned while they were in it."""
    people = set(population(view))
    earned: dict[str, dict[UserId, int]] = {team: {} for team in view.teams}
    reached: dict[str, int] = {}
    for position, entry in _counted(view, board, at, as_of):
        if entry.user in people and entry.points:
            for team in view.teams_at(entry.id):
                earned[team][entry.user] = earned[team].get(entry.user, 0) + entry.points
                reached[team] = position
    for team, by_user in earned.items():
        members = people.intersection(view.holders(in_team(team)))
        points = _team_points(board, by_user, len(members))
        if points is not None and (points or board.zero == "include"):
            yield Score(team, points, reached.get(team, boards.NEVER))


def _team_points(board: Board, by_user: Mapping[UserId, int], members: int) -> int | Fraction | None:
    """Return the points of a team; None for a mean of nobody."""
    if board.mode == "sum":
        return sum(by_user.values())
    if board.mode == "top":
        return sum(_best(by_user.values(), board.top_k or 1))
    people = members if board.mode == "mean" else sum(map(bool, by_user.values()))
    return Fraction(sum(by_user.values()), people) if people else None


def _best(points: Iterable[int], k: int) -> Iterator[int]:
    return itertools.islice(sorted(points, reverse=True), k)
