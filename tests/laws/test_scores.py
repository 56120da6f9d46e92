"""The fourteen properties of SCORING 4.1, over histories in which much is paid, taken back, spent and loaded.

What is kept step by step is each time counted again from the ledger or the records alone, by a few plain lines here.
The numbers are those of the page; `tests/README.md` says where else each is tried.
"""

from __future__ import annotations

import datetime as dt
import os
import time
import zoneinfo
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.paying import PEOPLE, paying_histories

from collabcore import HOST, Engine, InvalidError, badges, boards, lots
from collabcore import commands as c
from collabcore.codec import command_from_json
from collabcore.completeness import shown
from collabcore.journal import MemoryJournal
from collabcore.model import Board, Entry, RankKind
from collabcore.testing import restated_recognition, restated_scores
from collabcore.testing.strategies import History, attempt, new_engine

BOARDS = ("all_time", "month", "week", "days", "weeks", "months", "years", "least", "even", "thick")
KATHMANDU = zoneinfo.ZoneInfo("Asia/Kathmandu")


def lines(engine: Engine, user: str) -> list[Entry]:
    """Return somebody's ledger as it was written."""
    return [entry for entry in engine.view.entries.values() if entry.user == user]


def ranked(engine: Engine, user: str) -> int:
    """Return the sum of somebody's rank purse."""
    return sum(entry.points for entry in lines(engine, user) if entry.purse != "spend")


def again(engine: Engine) -> Engine:
    """Return an engine that heard the same journal, at the same moment."""
    return Engine(clock=engine.now, journal=MemoryJournal(engine.events()))


# 1, 14: what is kept is what can be counted again


def counted(engine: Engine, board: Board, at: dt.datetime) -> list[tuple[str, int]]:
    """Return who has how much on a board of people, best first, by sorting all of them (SCORING 2.5)."""
    start, end = boards.window(board.window, at, board.zone)
    found: list[tuple[int, int, int, str]] = []
    for place, user in enumerate(engine.view.users.values()):
        if not user.active or user.kind not in ("internal", "free") or user.id in engine.view.off_boards:
            continue
        points, reached = 0, -1
        for number, entry in enumerate(engine.view.entries.values()):
            inside = (start is None or start <= entry.effective_at) and (end is None or entry.effective_at < end)
            if entry.user == user.id and entry.purse != "spend" and entry.points and inside:
                points, reached = points + entry.points, number
        if points or board.zero == "include":
            found.append((points if board.lower_is_better else -points, reached, place, user.id))
    return [(user, points if board.lower_is_better else -points) for points, _, _, user in sorted(found)]


@given(paying_histories(badges=2))
def test_property_01_what_is_kept_is_what_the_ledger_says(history: History) -> None:
    """Balances, levels, caps, badges and boards, live and heard again; after reversals and loading too."""
    engine = history.engine
    engine.check()
    heard = again(engine)
    assert heard.digest() == engine.digest() == engine.fork().digest()
    for user in engine.view.users:
        mine = lines(engine, user)
        assert engine.view.rank_points(user) == ranked(engine, user)
        assert lots.balance(engine.view.purse(user), engine.now()) == restated_recognition.spendable(mine, engine.now())
        level = engine.view.level(user)
        name = None if level < 0 else engine.view.levels[level].name
        assert name == restated_recognition.level(engine.view.levels, mine)
        assert badges.held(engine.view, user) == badges.held(heard.view, user)
    for bucket in {entry.bucket for entry in engine.view.entries.values() if entry.bucket is not None}:
        shared = [entry for entry in engine.view.entries.values() if entry.bucket == bucket]
        assert engine.view.capped(bucket) == sum(entry.worth for entry in shared)
        rule = engine.view.rules[shared[0].rule or ""]
        assert rule.cap is not None
        gone = {entry.reverses for entry in shared}
        standing = sum(e.worth for e in shared if e.kind == "award" and e.id not in gone)
        assert sum(entry.points for entry in shared) == min(rule.cap.points, standing)  # (P9)


@given(paying_histories())
def test_property_14_a_board_is_what_sorting_says(history: History) -> None:
    """Every board, in the window of now and in those of every day with an entry."""
    engine = history.engine
    days = {entry.effective_at.date(): entry.effective_at for entry in engine.view.entries.values()}
    for name in BOARDS:
        board = engine.view.boards[name]
        for at in [engine.now(), *days.values()] if board.window != "all_time" else [engine.now()]:
            rows = engine.leaderboard(name, at=at)
            assert [(row.user, row.points) for row in rows] == counted(engine, board, at), (name, at)


# 2, 4: once


REPEATABLE = (
    *("update_record", "transfer", "like", "unlike", "vote", "choose_best_answer", "clear_best_answer"),
    *("endorse", "vote_idea", "set_idea_status", "complete_activity", "reverse", "delete", "delete_record"),
    *("cancel", "opt_out", "retire_points_rule", "deactivate_users", "activate_user", "merge_records"),
)


@given(paying_histories(), st.data())
def test_property_02_the_same_again_changes_nothing(history: History, data: st.DataObject) -> None:
    """A wish that holds already, repeated at once and as often as one likes, pays nobody and takes nothing back."""
    engine = new_engine()
    for command in history.commands:
        accepted = attempt(engine, command) is None
        if accepted and command.tag in REPEATABLE:
            before = engine.digest()
            for _ in range(data.draw(st.integers(1, 2))):
                attempt(engine, command)
            assert engine.digest() == before, command
    assert engine.digest() == history.engine.digest()
    heard = [*engine.events()]
    assert [*again(again(engine)).events()] == heard


@given(paying_histories())
def test_property_04_a_key_is_paid_once_and_taken_back_once(history: History) -> None:
    """For every key the sum is nothing or one award, at every moment; and what takes back is not taken back."""
    engine, standing = history.engine, dict[str, Entry]()
    for entry in engine.view.entries.values():
        if entry.rule is not None and entry.kind == "award":
            assert entry.key not in standing
            standing[entry.key] = entry
        elif entry.rule is not None:
            first = standing.pop(entry.key)
            assert (entry.reverses, entry.worth) == (first.id, -first.worth)
    for entry in [one for one in engine.view.entries.values() if one.kind == "reversal"]:
        with pytest.raises(InvalidError, match="cannot be reversed"):
            engine.apply(c.Reverse(by=HOST, entry=entry.id, reason="x"))


# 3: the order of events does not matter below a cap


@given(
    st.integers(1, 60),
    st.lists(st.tuples(st.sampled_from(["ana", "cat", "dan"]), st.integers(0, 3)), max_size=12, unique=True),
    st.sets(st.integers(0, 3)),
    st.randoms(use_true_random=False),
)
def test_property_03_no_order_of_events_matters_below_a_cap(
    cap: int, likes: list[tuple[str, int]], gone: set[int], random: Any
) -> None:
    """Likes of four posts, some of which are deleted later, in two orders: the lesser of the cap and what stands."""

    def bobs(order: Iterable[tuple[str, int]]) -> int:
        engine = new_engine()
        for name in ("ana", "bob", "cat", "dan"):
            engine.apply(c.AddUser(by=HOST, id=name))
        bounds: Any = {"group": "likes", "per": "total", "points": cap}
        wire = {"do": "add_points_rule", "id": "r", "points": 7, "when": "was_liked", "clawback": "on_delete"}
        engine.apply(command_from_json({**wire, "cap": bounds}))
        for number in range(4):
            engine.apply(c.Post(by="bob", id=f"p{number}", text="x"))
        for name, number in order:
            engine.apply(c.Like(by=name, item=f"p{number}"))
        for number in random.sample(sorted(gone), len(gone)):
            engine.apply(c.Delete(by="bob", id=f"p{number}"))
        return engine.viewer("bob").points().rank

    other = random.sample(likes, len(likes))
    standing = sum(number not in gone for _, number in likes)
    assert bobs(likes) == bobs(other) == min(cap, 7 * standing)


# 5, 6, 7: completeness


NAMES = ("A", "B", "C")
FILLED = st.sampled_from(["x", "Pau", 0, False, 7])
BLANK = st.sampled_from([None, "", " ", "n/a"])


@given(
    st.lists(st.integers(1, 5), min_size=3, max_size=3),
    st.dictionaries(st.sampled_from(NAMES), FILLED | BLANK),
    st.sampled_from(NAMES),
    FILLED,
    BLANK,
)
def test_property_05_filling_never_lowers_and_blanking_never_raises(
    weights: list[int], fields: dict[str, Any], name: str, value: Any, blank: Any
) -> None:
    """And only the profile's fields count."""
    engine = new_engine()
    engine.apply(c.AddUser(by=HOST, id="ana"))
    specs = [{"name": each, "weight": weight} for each, weight in zip(NAMES, weights, strict=True)]
    engine.apply(command_from_json({"do": "set_completeness", "type": "lead", "fields": specs}))
    engine.apply(c.AddRecord(by="ana", id="l", type="lead", fields=fields))

    def score() -> Fraction:
        found = engine.completeness("l")
        assert found is not None
        assert found.valid is not None
        return found.valid

    start = score()
    engine.apply(c.UpdateRecord(by="ana", id="l", fields={"Other": value}))
    assert score() == start
    engine.apply(c.UpdateRecord(by="ana", id="l", fields={name: value}))
    full = score()
    assert full >= start
    engine.apply(c.UpdateRecord(by="ana", id="l", fields={name: blank}))
    assert score() == full - Fraction(weights[NAMES.index(name)], sum(weights))


@given(st.integers(1, 400), st.data(), st.integers(0, 3))
def test_property_06_a_hundred_is_shown_for_all_and_nothing_else(den: int, data: st.DataObject, places: int) -> None:
    """And the text grows with the share."""
    one, other = sorted((data.draw(st.integers(0, den)), data.draw(st.integers(0, den))))
    low, high = shown(one, den, places), shown(other, den, places)
    assert low is not None
    assert high is not None

    assert Fraction(low) <= Fraction(high)
    assert (Fraction(high) == 100) is (other == den)
    assert (Fraction(low) == 0) is (one == 0)


@given(paying_histories(rules=1))
def test_property_07_sums_of_scores_lie_between_the_least_and_the_greatest(history: History) -> None:
    """Kept as records change, and the same as counted from all records now; equal scores have them as their mean."""
    engine = history.engine
    for by in ("owner", "type"):
        groups: dict[str, list[tuple[int, int]]] = {}
        for record in engine.view.records.values():
            profile = engine.view.profiles.get(record.type)
            if profile is not None:
                _, valid, weight = restated_scores.completeness(profile, record, engine.now())
                groups.setdefault(getattr(record, by), []).extend([(valid, weight)] if weight else [])
        found = engine.completeness_by(by)
        assert {group for group, scores in groups.items() if scores} == set(found)
        for group, sums in found.items():
            shares = [Fraction(valid, weight) for valid, weight in groups[group]]
            assert sums.micro is not None
            assert sums.macro is not None
            assert sums.micro == Fraction(sum(v for v, _ in groups[group]), sum(w for _, w in groups[group]))
            assert sums.macro == sum(shares, Fraction(0)) / len(shares)
            assert sums.share_complete == Fraction(sum(share == 1 for share in shares), len(shares))
            assert min(shares) <= sums.micro <= max(shares)
            assert min(shares) <= sums.macro <= max(shares)


# 8, 9, 12: boards


@given(paying_histories())
def test_property_08_ranks(history: History) -> None:
    """What each kind of rank says of who stands above: dense, competition, ordinal, modified, each at most the next."""
    engine, seen = history.engine, dict[str, dict[str, Any]]()
    for kind in get_args(RankKind):
        engine.apply(c.SetBoard(by=HOST, id="k", window="all_time", kind=kind, zero="include"))
        rows = engine.leaderboard("k")
        seen[kind] = {row.user: row.rank for row in rows}
        for place, row in enumerate(rows):
            around = engine.viewer(row.user).around("k", 1)
            assert around == rows[max(place - 1, 0) : place + 2]
            assert engine.viewer(row.user).rank("k") == row.rank
        assert [row for k in range(len(rows)) for row in boards.page(rows, k + 1, 1)] == [*rows]
        assert all(rows[:k] == engine.leaderboard("k", k) for k in range(len(rows) + 1))
    points = {row.user: row.points for row in engine.leaderboard("k")}
    for user, mine in points.items():
        above = sum(other > mine for other in points.values())
        equal = sum(other == mine for other in points.values())
        assert seen["competition"][user] == 1 + above
        assert seen["modified"][user] == above + equal
        assert seen["dense"][user] == 1 + len({other for other in points.values() if other > mine})
        assert seen["fractional"][user] == Fraction(2 * above + 1 + equal, 2)
        assert seen["dense"][user] <= seen["competition"][user] <= seen["ordinal"][user] <= seen["modified"][user]
    assert sorted(seen["ordinal"].values()) == list(range(1, len(points) + 1))


@given(paying_histories())
def test_property_09_days_add_up_to_months_and_years(history: History) -> None:
    """No award is in two days, and none in no day: the boards of a year's days come to its own."""
    engine = history.engine
    moments = {entry.effective_at for entry in engine.view.entries.values()}

    def sums(board: str, key: str) -> dict[str, int]:
        """Add up a board over one moment of each of its windows."""
        windows = {moment.astimezone(KATHMANDU).strftime(key): moment for moment in moments}
        total = dict.fromkeys(engine.view.users, 0)
        for moment in windows.values():
            for row in engine.leaderboard(board, at=moment):
                total[row.user] += int(row.points)
        return total

    shown = {user.id for user in engine.view.users.values() if user.active and user.kind == "internal"}
    shown -= set(engine.view.off_boards)
    everything = {user: ranked(engine, user) if user in shown else 0 for user in engine.view.users}
    assert sums("days", "%F") == sums("weeks", "%G-%V") == sums("months", "%Y-%m") == sums("years", "%Y") == everything


@given(paying_histories())
def test_property_12_who_stays_off_boards_stands_on_none(history: History) -> None:
    """Neither do those who have left, nor machines; to nobody, and in no window."""
    engine = history.engine
    hidden = {user.id for user in engine.view.users.values() if not user.active or user.kind == "integration"}
    hidden |= set(engine.view.off_boards)
    for board in BOARDS:
        rows = [*engine.leaderboard(board), *engine.leaderboard(board, as_of=engine.now())]
        for user in PEOPLE:
            around = [row for row in engine.viewer(user).around(board) if row.user != user]  # one's own is private
            rows += [*engine.viewer(user).leaderboard(board), *around]
        assert hidden.isdisjoint(row.user for row in rows)


# 10: what is spent


@given(paying_histories())
def test_property_10_what_is_left_is_what_was_not_spent(history: History) -> None:
    """Points to spend are what is in the lots; stock is never below nothing; calling all off restores both."""
    engine = history.engine
    for user in PEOPLE:
        purse, at = engine.view.purse(user), engine.now()
        told = sum(entry.points for entry in engine.ledger(user) if entry.purse != "rank")
        assert (
            lots.balance(purse, at) == told == engine.viewer(user).points().spend or not engine.view.users[user].active
        )
        takes = any(e.kind in ("reversal", "adjust") or (e.points < 0 and e.rule) for e in lines(engine, user))
        assert lots.balance(purse, at) >= 0 or takes
    for reward in engine.view.rewards.values():
        out = engine.view.redeemed(reward.id)
        assert 0 <= out
        assert reward.stock is None or out <= reward.stock
    before = {user: engine.viewer(user).points().spend for user in PEOPLE}
    paid = dict.fromkeys(PEOPLE, 0)
    for one in [*engine.view.redemptions.values()]:
        if one.status not in ("cancelled", "fulfilled"):
            lasting = all(entry.expires is None for entry in lines(engine, one.user))
            assert attempt(engine, c.Cancel(by=HOST, redemption=one.id)) is None
            paid[one.user] = paid[one.user] + one.cost if lasting else -(10**6)
    for user in PEOPLE:
        if engine.view.users[user].active and paid[user] >= 0:
            assert engine.viewer(user).points().spend == before[user] + paid[user]
    assert all(engine.view.redeemed(reward) == 0 for reward in engine.view.rewards)


# 11: key figures


RATES = (
    *("login_rate", "never_logged_in", "not_logged_in_7_days", "creators_rate", "on_time", "late", "overdue"),
    *("completion", "neglect_rate", "feature_breadth", "penetration", "participation", "contribution", "lurkers"),
    *("win_rate", "win_rate_amount", "stickiness", "retention"),
)


@given(paying_histories(rules=2), st.integers(1, 40))
def test_property_11_rates_are_shares_and_classes_part_people(history: History, days: int) -> None:
    """Every rate lies between nothing and all; who takes part, only looks on or is away are everybody, once."""
    engine = history.engine
    until = engine.now().date() + dt.timedelta(days=1)
    report: Any = engine.adoption(until - dt.timedelta(days=days), until)
    for name in RATES:
        value = report[name].value
        assert value is None or 0 <= value <= 1, name
    figures: dict[str, Any] = {name: kpi.num for name, kpi in report.items()}
    assert figures["participation"] + figures["lurkers"] == figures["penetration"] <= report["penetration"].den
    assert figures["contribution"] <= figures["participation"]
    weekly = until - dt.timedelta(days=until.weekday() or 7)
    week: Any = engine.adoption(weekly - dt.timedelta(days=7), weekly)
    living = sum(int(week[kind].num) for kind in ("new", "returning", "resurrected"))
    assert living == week["wau"].num
    assert report == again(engine).adoption(until - dt.timedelta(days=days), until)
    assert all(report[name].num <= report[name].population for name in ("dau", "wau", "mau", "penetration"))


# 13: the zone of the process


def _answers(engine: Engine) -> Iterator[object]:
    until = engine.now().date() + dt.timedelta(days=1)
    yield engine.digest()
    yield engine.adoption(until - dt.timedelta(days=30), until)
    yield [engine.leaderboard(board) for board in BOARDS]
    yield [engine.ledger(user) for user in PEOPLE]
    yield engine.quality("lead")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the process zone cannot be changed here")
@given(paying_histories(badges=1))
def test_property_13_the_zone_of_the_process_changes_nothing(history: History) -> None:
    """The same history, asked on a machine in Tokyo, Los Angeles or Kathmandu: the same ledger, boards and figures."""
    kept, wanted = os.environ.get("TZ"), [*_answers(history.engine)]
    try:
        for zone in ("Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu"):
            os.environ["TZ"] = zone
            time.tzset()
            assert [*_answers(history.replayed())] == wanted
    finally:
        os.environ.pop("TZ", None)
        if kept is not None:
            os.environ["TZ"] = kept
        time.tzset()


def test_there_are_fourteen() -> None:
    """All of the page, each once."""
    assert [f"{number:02}" for number in range(1, 15)] == sorted(
        name.split("_")[2] for name in globals() if name.startswith("test_property_")
    )
