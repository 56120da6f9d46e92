"""Points to spend, in lots: earliest first, back where they came from, owed when taken back too late."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.world import START

from collabcore import HOST
from collabcore import events as e
from collabcore._store import Store
from collabcore.lots import balance, expiries, folded, put, statement
from collabcore.model import Entry, Loss, SpendPurse
from collabcore.testing.reference import Reference
from collabcore.testing.restated_recognition import spendable

DAY = dt.timedelta(days=1)


def line(id_: str, points: int, day: int = 0, **more) -> Entry:
    return Entry(id=id_, user="ana", points=points, effective_at=START + day * DAY, **more)


def until(id_: str, points: int, end: int, day: int = 0) -> Entry:
    return line(id_, points, day, expires=START + end * DAY)


def spent(id_: str, points: int, day: int = 0) -> Entry:
    return line(id_, -points, day, kind="redeem", purse="spend")


def back(id_: str, points: int, of: str, day: int = 0) -> Entry:
    return line(id_, points, day, kind="refund", purse="spend", reverses=of)


def left(purse: SpendPurse) -> dict[str, int]:
    return {lot.id: lot.left for lot in purse.lots}


def test_the_first_to_expire_is_spent_first() -> None:
    """Whatever came first; what never expires is last."""
    purse = folded([line("never", 5), until("late", 5, 9), until("soon", 5, 3), until("late2", 5, 9)])
    assert ["soon", "late", "late2", "never"] == list(left(purse))
    assert {"soon": 0, "late": 3, "late2": 5, "never": 5} == left(put(purse, spent("r", 7)))


@pytest.mark.parametrize(("day", "worth"), [(2, 15), (3, 5)])
def test_a_lot_is_worth_nothing_from_the_instant_it_expires(day: int, worth: int) -> None:
    """No command is needed (READINGS 87)."""
    assert worth == balance(folded([until("soon", 10, 3), line("never", 5)]), START + day * DAY)


def test_only_the_spend_purse_spends() -> None:
    lines = [line("e", 10, purse="rank"), line("nothing", 0)]

    assert (SpendPurse(), 0) == (folded(lines), spendable(lines, START))


def test_a_refund_goes_back_into_the_lots_it_came_from() -> None:
    """And never into another, nor twice."""
    purse = folded([until("soon", 5, 9), line("never", 5), spent("r", 7), back("b", 7, "r")])
    assert ({"soon": 5, "never": 5}, {}) == (left(purse), dict(purse.taken))


def test_what_has_expired_meanwhile_is_not_given_back() -> None:
    """It is noted as lost at the moment it came back."""
    purse = folded([until("soon", 5, 3), line("never", 5), spent("r", 7, 1), back("b", 7, "r", 5)])
    assert {"soon": 0, "never": 5} == left(purse)
    assert (Loss("soon", 5, START + 5 * DAY),) == purse.losses


def test_what_is_taken_back_comes_from_its_own_lot_then_from_the_others() -> None:
    """And what is not there any more is owed, until new points pay for it (SCORING 2.6)."""
    earned = [line("a", 10), line("b", 10)]
    reversal = line("x", -10, kind="reversal", reverses="b")
    assert {"a": 10, "b": 0} == left(folded([*earned, reversal]))
    purse = folded([*earned, spent("r", 15), reversal])
    assert (-5, 5) == (balance(purse, START), purse.debt)
    purse = put(purse, line("c", 8))
    assert (3, 0, 3) == (balance(purse, START), purse.debt, left(purse)["c"])


def test_a_refund_pays_what_is_owed_first() -> None:
    purse = folded([line("a", 10), spent("r", 10), line("x", -4, kind="adjust"), back("b", 10, "r")])
    assert (6, 0) == (balance(purse, START), purse.debt)


def test_a_refund_of_nothing_known_is_a_gift() -> None:
    """A line of the ledger always counts, whoever wrote it."""
    assert 7 == balance(folded([back("b", 7, "nothing")]), START)


def test_expiry_adds_lines_that_nobody_wrote() -> None:
    """They are dated at the lot's end, and have ids of their own."""
    purse = folded([until("soon", 5, 3), spent("r", 2, 1), back("b", 2, "r", 5)])
    (first, second) = expiries(purse, "ana", START + 9 * DAY)
    assert ("soon/expired/1", -3, START + 3 * DAY, "expire") == (first.id, first.points, first.effective_at, first.kind)
    assert ("soon/expired/2", -2, START + 5 * DAY, "spend") == (
        second.id,
        second.points,
        second.effective_at,
        second.purse,
    )
    assert [] == list(expiries(folded([until("soon", 5, 3)]), "ana", START))


@st.composite
def ledgers(draw) -> list[Entry]:
    """Ledgers of what may happen: points, redemptions one can pay for, refunds, points taken back; time goes on."""
    lines: list[Entry] = []
    day = 0
    for number in range(draw(st.integers(0, 9))):
        day += draw(st.integers(0, 3))
        purse, now = folded(lines), START + day * DAY
        held, redeemed = max(0, balance(purse, now)), list(purse.taken)
        taken_back = {one.reverses for one in lines}
        awards = [one for one in lines if one.points > 0 and one.kind == "award" and one.id not in taken_back]
        id_ = f"e{number}"
        points = draw(st.integers(1, 9))
        kinds = ["award", "award", "adjust", *(["redeem"] if held else []), *(["refund"] if redeemed else [])]
        match draw(st.sampled_from([*kinds, *(["reversal"] if awards else [])])):
            case "award":
                end = draw(st.none() | st.integers(1, 9))
                lines.append(line(id_, points, day) if end is None else until(id_, points, day + end, day))
            case "adjust":
                lines.append(line(id_, -points, day, kind="adjust"))
            case "redeem":
                lines.append(spent(id_, min(points, held), day))
            case "refund":
                of = draw(st.sampled_from(redeemed))
                lines.append(back(id_, -next(one.points for one in lines if one.id == of), of, day))
            case _:
                of_ = draw(st.sampled_from(awards))
                lines.append(line(id_, -of_.points, day, kind="reversal", reverses=of_.id))
    return lines


@given(ledgers(), st.integers(0, 40))
def test_lots_are_what_points_one_by_one_would_be(lines: list[Entry], day: int) -> None:
    """The purse equals the restatement, which moves every point by itself; store, twin and ledger say so too."""
    now = max(START + day * DAY, *(one.effective_at for one in lines), START)
    events = [e.PointsAwarded(by=HOST, at=one.effective_at, entry=one) for one in lines]
    purse = folded(lines)
    assert purse == Store(events).purse("ana") == Reference(events).purse("ana")
    assert spendable(lines, now) == balance(purse, now)
    told = sum(one.points for one in lines) + sum(one.points for one in expiries(purse, "ana", now))
    assert told == balance(purse, now)
    assert purse.debt == 0 or all(lot.left == 0 for lot in purse.lots if lot.expires is None)


@pytest.mark.parametrize(
    ("before", "worth"),
    [([], 5), ([spent("r", 4, 1)], 1), ([spent("r", 10, 1)], -5), ([spent("r", 14, 1)], -9)],
    ids=["nothing spent", "some spent", "all spent", "more spent"],
)
def test_what_expired_unspent_is_not_taken_a_second_time(before: list[Entry], worth: int) -> None:
    """Reversed after its end, a lot costs only what was spent of it; the lines of the ledger come to the same."""
    taken = line("taken", -10, 5, kind="reversal", reverses="soon")
    lines = [until("soon", 10, 3), line("never", 5), *before, taken]
    purse = folded(lines)

    assert worth == balance(purse, START + 5 * DAY)
    assert worth == spendable(lines, START + 5 * DAY)
    assert worth == sum(entry.points for entry in statement(lines, purse, "ana", START + 5 * DAY))
