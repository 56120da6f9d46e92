"""Boards through the engine: SCORING §4's cases B, populations, windows, teams, snapshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.world import engine

from collabcore import HOST, Engine, InconsistentError, InvalidError, NotFoundError, boards, leaderboards
from collabcore import commands as c
from collabcore.boards import NEVER, Score, gap, moved, overtaken, ranking, row
from collabcore.standings import Standing

NAMES = ("ana", "bob", "cat", "dan", "eva")
MADRID = "Europe/Madrid"
YEAR = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def board(**more: Any) -> c.SetBoard:
    return c.SetBoard(**{"by": HOST, "id": "race", "window": "all_time", **more})


def award(user: str, points: int, at: str | None = None, **more: Any) -> c.Award:
    when = None if at is None else dt.datetime.fromisoformat(at)
    return c.Award(**{"by": HOST, "user": user, "points": points, "reason": "x", "at": when, **more})


def b1(*more: c.Command) -> Engine:
    """Return the board of B1: cat reached forty before bob."""
    given_ = (award("ana", 50), award("cat", 40), award("bob", 40), award("dan", 30))
    return engine(*(c.AddUser(by=HOST, id=name) for name in NAMES), *given_, *more)


def ranks(rows: Any) -> list[tuple[str, object]]:
    return [(each.user, each.rank) for each in rows]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("competition", [1, 2, 2, 4, 5]),
        ("dense", [1, 2, 2, 3, 4]),
        ("modified", [1, 3, 3, 4, 5]),
        ("ordinal", [1, 2, 3, 4, 5]),
        ("fractional", [1, Fraction(5, 2), Fraction(5, 2), 4, 5]),
    ],
)
def test_five_kinds_of_rank(kind: Any, numbers: list[object]) -> None:
    """B1, whether the board was there before the points or after."""
    users = [c.AddUser(by=HOST, id=name) for name in NAMES]
    given_ = [award("ana", 50), award("cat", 40), award("bob", 40), award("dan", 30)]
    for made in (b1(board(kind=kind, zero="include")), engine(board(kind=kind, zero="include"), *users, *given_)):
        made.check()
        assert list(zip(("ana", "cat", "bob", "dan", "eva"), numbers, strict=True)) == ranks(made.leaderboard("race"))
        assert numbers[2] == made.viewer("bob").rank("race")
        made.check()
        made.apply(award("eva", 45))
        made.apply(award("ana", -50))
        assert ranks(made.leaderboard("race")) == ranks(made.viewer("ana").leaderboard("race"))
        made.check()


def test_lower_is_better() -> None:
    """B2."""
    made = b1(board(zero="include", lower_is_better=True))

    assert [("eva", 1), ("dan", 2), ("cat", 3), ("bob", 3), ("ana", 5)] == ranks(made.leaderboard("race"))


def test_zero_is_unranked_unless_included() -> None:
    """READINGS 6: also who came back to zero."""
    for zero in ("unranked", "exclude"):
        made = b1(board(zero=zero), award("dan", -30))
        assert ["ana", "cat", "bob"] == [each.user for each in made.leaderboard("race")]
        assert made.viewer("dan").rank("race") is None
        made.check()


def test_opting_out_and_leaving() -> None:
    """B11: bob opted out, ana is deactivated; bob sees his own rank among everybody active."""
    made = b1(board(zero="include"), c.OptOut(by="bob"), c.DeactivateUsers(by=HOST, ids=("ana",)))

    assert [("cat", 1), ("dan", 2), ("eva", 3)] == ranks(made.leaderboard("race"))
    assert 1 == made.viewer("bob").rank("race")
    assert [("cat", 1), ("bob", 1), ("dan", 3)] == ranks(made.viewer("bob").around("race", k=1))
    made.check()
    made.apply(c.OptOut(by="bob", boards=False))
    made.apply(c.ActivateUser(by=HOST, id="ana"))
    made.check()
    assert ["ana", "cat", "bob", "dan", "eva"] == [each.user for each in made.leaderboard("race")]


def test_around_is_cut_at_the_ends() -> None:
    """The rows on either side, fewer at the ends; who has no row sees none."""
    made = b1()

    assert [("ana", 1), ("cat", 2)] == ranks(made.viewer("ana").around(k=1))
    assert [("cat", 2), ("bob", 2), ("dan", 4)] == ranks(made.viewer("bob").around(k=1))
    assert [("bob", 2), ("dan", 4)] == ranks(made.viewer("dan").around(k=1))
    assert () == made.viewer("eva").around(k=1)


def test_who_may_stand() -> None:
    """Internal and free people (READINGS 88)."""
    made = b1(*(c.AddUser(by=HOST, id=kind, kind=kind) for kind in ("free", "customer")))
    for kind in ("free", "customer"):
        made.apply(award(kind, 60))

    assert ["free", "ana"] == [each.user for each in made.leaderboard(top=2)]


def test_iso_weeks_in_a_zone() -> None:
    """B5, B8: the week of a Sunday in Madrid ends at 23:00 UTC; the last days of December are the next year's week."""
    made = engine(
        c.AddUser(by=HOST, id="ana", at=YEAR),
        board(window="week", zone=MADRID, at=YEAR),
    )
    for number, at in enumerate(
        ["2024-02-25T22:59:59Z", "2024-02-25T23:00:00Z", "2024-03-03T22:59:59Z", "2024-03-03T23:00:00Z"]
    ):
        made.apply(award("ana", 10**number, at))

    def shown(at: str) -> list[object]:
        return [each.points for each in made.leaderboard("race", at=at)]

    assert [110] == shown("2024-03-03T22:30:00Z")
    assert [1] == shown("2024-02-25T22:00:00Z")
    assert [1000] == shown("2024-03-03T23:00:00Z")
    made.apply(award("ana", 7, "2024-12-30T11:00:00Z"))
    assert [7] == shown("2025-01-01T12:00:00Z")
    made.check()


@pytest.mark.parametrize(
    ("window", "points"),
    [
        ("last:7", 6),
        ("day", 4),
        ("month", 7),
        ("quarter", 7),
        ("year", 7),
        ("all_time", 7),
        ({"from": "2024-02-26", "to": "2024-03-01"}, 2),
    ],
    ids=str,
)
def test_windows(window: Any, points: int) -> None:
    """B6: the last seven dates are exactly seven; bounds of one's own count once."""
    users = c.AddUser(by=HOST, id="ana", at=YEAR)
    days = ("2024-02-25", "2024-02-26", "2024-03-03")
    made = engine(users, *(award("ana", 2**place, f"{day}T12:00:00Z") for place, day in enumerate(days)))
    if window == "month":
        made.apply(award("ana", 3, "2024-03-03T13:00:00Z"))
    made.apply(board(window=window))

    assert [points] == [each.points for each in made.leaderboard("race", at="2024-03-03T23:30:00+01:00")]
    assert [points] == [each.points for each in made.viewer("ana").leaderboard("race", at="2024-03-03T23:30:00+01:00")]
    made.check()


@pytest.mark.parametrize(
    ("mode", "rows"),
    [
        ("sum", [("north", 60), ("south", 50)]),
        ("mean", [("south", 50), ("north", 20)]),
        ("mean_scoring", [("south", 50), ("north", 30)]),
        ("top", [("north", 60), ("south", 50)]),
    ],
)
def test_teams(mode: Any, rows: list[tuple[str, int]]) -> None:
    """B10: who joined later is a member without points; who left took nothing along; an empty team has no mean."""
    made = engine(
        *(c.AddUser(by=HOST, id=name) for name in ("n1", "n2", "n3", "s1", "away")),
        c.AddTeam(by=HOST, id="north", members=("n1", "n2", "away")),
        c.AddTeam(by=HOST, id="south", members=("s1",)),
        c.AddTeam(by=HOST, id="empty", members=()),
        board(teams=True, mode=mode, top_k=2 if mode == "top" else None),
        award("n1", 30),
        award("n2", 30),
        award("s1", 50),
        award("n3", 5),
        award("away", 99),
        c.DeactivateUsers(by=HOST, ids=("away",)),
        c.UpdateTeam(by=HOST, id="north", members=("n1", "n2", "n3", "away")),
    )

    assert rows == [(each.user, each.points) for each in made.leaderboard("race")]
    assert rows == [(each.user, each.points) for each in made.viewer("s1").leaderboard("race")]
    assert made.viewer("s1").rank("race") is None
    assert () == made.viewer("s1").around("race")


def test_a_team_keeps_what_was_earned_in_it() -> None:
    """Membership counts at the time of the entry (SCORING 2.5)."""
    made = engine(
        c.AddUser(by=HOST, id="ana"),
        c.AddTeam(by=HOST, id="t", members=("ana",)),
        board(teams=True, zero="include"),
        award("ana", 10),
        c.UpdateTeam(by=HOST, id="t", members=()),
        award("ana", 7),
    )

    assert [("t", 10)] == [(each.user, each.points) for each in made.leaderboard("race")]


def test_a_snapshot_stays() -> None:
    """A late reversal changes the live board, not what was known then; the window is that moment's."""
    made = engine(c.AddUser(by=HOST, id="ana"), c.AddUser(by=HOST, id="bob"), award("ana", 10, id="e"), award("bob", 5))
    then = made.view.now
    made.apply(c.Reverse(by=HOST, entry="e", reason="x", at=then + dt.timedelta(days=40)))

    assert [("bob", 1)] == ranks(made.leaderboard("all_time"))
    assert [("ana", 1), ("bob", 2)] == ranks(made.leaderboard("month", as_of=then))
    assert [("bob", 1)] == ranks(made.leaderboard("month", at=then))
    assert [("ana", 1)] == ranks(made.viewer("bob").leaderboard("month", top=1, as_of=then))
    assert [] == ranks(made.leaderboard("month"))


def test_board_questions_refuse_what_is_none() -> None:
    """Unknown boards, rows below none, moments that are none."""
    made = b1()
    with pytest.raises(NotFoundError):
        made.leaderboard("nowhere")
    for ask in (
        lambda: made.leaderboard(top=-1),
        lambda: made.viewer("ana").around(k=-1),
        lambda: made.leaderboard(at="x"),
    ):
        with pytest.raises(InvalidError):
            ask()


ASKED: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("page 1", lambda view, name, at: leaderboards.page(view, name, 1, 2, at)),
    ("page 2", lambda view, name, at: leaderboards.page(view, name, 2, 2, at)),
    ("page 9", lambda view, name, at: leaderboards.page(view, name, 9, 2, at)),
    *(
        (f"row of {user}", partial(lambda user, view, name, at: leaderboards.row(view, name, user, at), user))
        for user in NAMES
    ),
    *(
        (f"gap of {user}", partial(lambda user, view, name, at: leaderboards.gap(view, name, user, at), user))
        for user in NAMES
    ),
    *(
        (f"rank of {user}", partial(lambda user, view, name, at: leaderboards.rank(view, name, user, at), user))
        for user in NAMES
    ),
)


@pytest.mark.parametrize("lower", [False, True])
def test_every_question_is_a_slice_of_all_rows(lower: bool) -> None:
    """Kept in order, sliding, and with somebody who opted out, the answers are those of one list of rows."""
    made = b1(board(zero="include", lower_is_better=lower), board(id="slid", window="last:9"), c.OptOut(by="dan"))
    view, now = made.view, made.now()
    for name in ("race", "slid", "all_time"):
        shown = {user: leaderboards.rows(view, name, now, and_user=user) for user in NAMES}
        rows = leaderboards.rows(view, name, now)
        wanted: dict[str, object] = {f"page {number}": boards.page(rows, number, 2) for number in (1, 2, 9)}
        wanted |= {f"row of {user}": next((r for r in of if r.user == user), None) for user, of in shown.items()}
        wanted |= {f"gap of {user}": gap(of, user) for user, of in shown.items()}
        wanted |= {f"rank of {user}": boards.rank(of, user) for user, of in shown.items()}

        assert wanted == {words: ask(view, name, now) for words, ask in ASKED}
    for number, size in ((0, 2), (1, -1)):
        with pytest.raises(InvalidError):
            leaderboards.page(view, "race", number, size, now)


POINTS = st.lists(st.integers(-1, 3), min_size=5, max_size=5)


@given(
    POINTS,
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.sampled_from(["competition", "dense", "ordinal"]),
    st.booleans(),
)
def test_who_stays_off_stands_where_all_rows_say(points: list[int], off: set[str], kind: Any, lower: bool) -> None:
    """Whoever opted out sees their row, the gap before it and who is around as adding everything up shows them."""
    made = engine(*(c.AddUser(by=HOST, id=name) for name in NAMES))
    for zero in ("include", "unranked"):
        made.apply(board(id=zero, kind=kind, zero=zero, lower_is_better=lower))
    made.apply_all(award(name, number) for name, number in zip(NAMES, points, strict=True) if number)
    made.apply_all(c.OptOut(by=name) for name in sorted(off))
    made.check()
    view, now = made.view, made.now()
    for name in ("include", "unranked"):
        for user in sorted(off):
            rows = leaderboards.rows(view, name, now, and_user=user)
            near = [each for each in rows if each.user == user or each.user not in off]

            assert leaderboards.row(view, name, user, now) == next((each for each in rows if each.user == user), None)
            assert leaderboards.gap(view, name, user, now) == gap(rows, user)
            assert leaderboards.around(view, name, user, 1, now) == boards.around(near, user, 1)


def test_rows_are_remembered_while_nobody_moves_there() -> None:
    """The same rows are handed out again until somebody in or before them moves, comes or goes."""
    made = b1()
    first = made.leaderboard(top=2)
    made.apply(award("dan", 5))
    assert made.leaderboard(top=2)[0] is first[0]
    made.check()
    made.apply(award("dan", 10))
    assert ["ana", "dan"] == [each.user for each in made.leaderboard(top=2)]
    made.apply(award("eva", 1))
    assert [Fraction(1), Fraction(3, 4)] == [each.percentile for each in made.leaderboard(top=2)]
    made.check()


def test_what_stands_beside_somebody_is_remembered_while_nobody_moves_there() -> None:
    """My row with its neighbours and my rank, until somebody moves among them or in front."""
    made = b1()
    cat, dan = made.viewer("cat"), made.viewer("dan")
    beside, near = made.view.standing("all_time", YEAR).beside.made, cat.around(k=1)
    assert ((2, 4), near) == ((cat.rank(), dan.rank()), cat.around(k=1))
    kept = dict(beside)
    made.apply(award("dan", -5))
    assert {} == beside
    assert ((2, 4), kept["cat", 1, "competition"]) == ((cat.rank(), dan.rank()), cat.around(k=1))
    made.apply(award("eva", 1))
    assert ((2, 4), {5}) == ((cat.rank(), dan.rank()), {len(made.leaderboard())})
    before = beside["dan", None, "competition"], len(beside)
    made.apply(award("eva", 1))
    assert (4, before) == (dan.rank(), (beside["dan", None, "competition"], len(beside)))
    made.apply(award("eva", 99))
    assert ((3, 5), ["eva", "ana", "cat"]) == ((cat.rank(), dan.rank()), [each.user for each in cat.around(k=2)][:3])
    made.check()


def test_only_so_many_rows_are_remembered() -> None:
    """Neither many slices nor long ones are kept."""
    kept = Standing()
    for number in range(300):
        kept.put(f"u{number}", number, number, number)
    asked = [(start, start + 3) for start in range(100)]
    made = [kept.made(*each, lambda place, people, kind: (place.user, people, kind), "words") for each in asked]

    assert 100 - 64 == len(kept.slices.made)
    assert (("u299", 300, "words"), ("u298", 300, "words"), ("u297", 300, "words")) == made[0]
    assert 300 == len(kept.made(0, 300, lambda place, _people, _kind: place.user, "all"))
    assert (0, 300, "all") not in kept.slices.made
    assert {} == kept.copy().slices.made


def test_only_so_many_people_are_remembered() -> None:
    """Neither what stands around very many is kept, nor many neighbours; who stands nowhere has none."""
    kept = Standing()
    for number in range(1_100):
        kept.put(f"u{number}", number, number, number)
    for number in range(1_100):
        assert number + 1 == 1_100 - (kept.made_of(f"u{number}", lambda place, _kind: place.above, "above") or 0)
    many = kept.made_around("u50", 6, lambda place, _people, _kind: place.user, "name")

    assert (1_100 - 1_024, 13) == (len(kept.beside.made), len(many))
    assert ("u1", "u0") == kept.made_around("u0", 1, lambda place, _people, _kind: place.user, "name")
    assert ("u0", 1, "name") in kept.beside.made
    assert {} == kept.copy().beside.made
    assert () == kept.made_around("nobody", 1, lambda place, _people, _kind: place.user, "name")
    assert None is kept.made_of("nobody", lambda place, _kind: place.above, "above")


def test_what_is_remembered_is_checked() -> None:
    """Rows and ranks that are remembered and wrong are found."""
    made = b1()
    ana = made.viewer("ana")
    ana.leaderboard(), ana.around(), ana.rank()
    made.check()
    window = made.view.standing("all_time", YEAR)
    remembered: list[dict[Any, Any]] = [window.slices.made, window.beside.made]
    assert [1, 2] == list(map(len, remembered))
    for told, asked in [(kept, asked) for kept in remembered for asked in kept]:
        found = told[asked]
        told[asked] = found + 1 if isinstance(found, int) else found[1:]
        with pytest.raises(InconsistentError, match="rows told of board all_time"):
            made.check()
        told[asked] = found
    made.check()


def test_between_two_boards() -> None:
    """How far to the next, who rose, who was overtaken."""
    before = ranking([Score("ana", 30, 1), Score("bob", 20, 2), Score("cat", 20, 3)])
    after = ranking([Score("cat", 40, 4), Score("ana", 30, 1), Score("bob", 20, 2), Score("dan", 1, 5)])

    assert (None, 10, 10, None) == tuple(gap(before, user) for user in ("ana", "bob", "cat", "dan"))
    assert {"cat": 2, "ana": -1, "bob": -1} == moved(before, after)
    assert ("ana", "bob") == overtaken(before, after, "cat")
    assert () == overtaken(before, after, "nobody")


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-4, 4), st.booleans()), max_size=40), st.booleans())
def test_kept_in_order_equals_sorted(steps: list[tuple[int, int, bool]], lower: bool) -> None:
    """Property 14: after any puts and drops, the places are those of sorting; slices are slices."""
    made, scores = Standing(lower), dict[str, Score]()
    for position, (number, points, drops) in enumerate(steps):
        user = f"u{number}"
        if drops:
            made.drop(user)
            scores.pop(user, None)
        else:
            reached = position if points else NEVER
            made.put(user, points, reached, number)
            scores[user] = Score(user, points, reached)
    given_ = sorted(scores.values(), key=lambda score: score.user)
    wanted = ranking(given_, "dense", lower_is_better=lower)
    twin = made.copy()
    places = twin.places(-1, 99, grouped=True)

    assert wanted == tuple(row(place, len(twin), "dense") for place in places)
    assert places[1:3] == made.places(1, 3, grouped=True)
    for position, place in enumerate(places):
        found = made.place(place.user, grouped=True)
        assert (place, position, True) == (found, made.position(place.user), place.user in made)
        assert made.gap(made.key(place.user) or 0) == gap(wanted, place.user)
    assert (None, None, None) == (made.place("nobody"), made.position("nobody"), made.key("nobody"))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3), st.integers(0, 3), st.booleans()), max_size=30))
def test_what_is_remembered_would_be_made_again(steps: list[tuple[int, int, int, bool]]) -> None:
    """After every put and drop, in both directions, every slice asked for is that of the places."""
    for lower in (False, True):
        made = Standing(lower)
        for position, (number, points, start, drops) in enumerate(steps):
            made.drop(f"u{number}") if drops else made.put(f"u{number}", points, position, number)
            for slice_ in ((0, 2), (start, start + 2), (0, 9)):
                told = made.made(*slice_, lambda place, people, _kind: (place, people), "all", grouped=True)
                assert told == tuple((place, len(made)) for place in made.places(*slice_, grouped=True))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3), st.integers(0, 3), st.booleans()), max_size=30))
@example([(0, 2, 0, False), (1, 3, 0, False), (1, 2, 0, False)])
def test_what_is_remembered_beside_somebody_would_be_made_again(steps: list[tuple[int, int, int, bool]]) -> None:
    """After every put and drop, in both directions, whoever stands around somebody, and where one stands alone."""
    for lower, k in ((False, 1), (True, 0), (True, None)):
        made = Standing(lower)
        for position, (number, points, asked, drops) in enumerate(steps):
            made.drop(f"u{number}") if drops else made.put(f"u{number}", points, position, number)
            user, where = f"u{asked}", made.position(f"u{asked}")
            if k is None:
                assert made.place(user) == made.made_of(user, lambda place, _kind: place, "all")
                continue
            near = () if where is None else made.places(where - k, where + k + 1, grouped=True)
            found = made.made_around(user, k, lambda place, people, _kind: (place, people), "all", grouped=True)
            assert found == tuple((place, len(made)) for place in near)
