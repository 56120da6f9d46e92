"""How much a system is used: every figure on a small history, and what they have in common."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.adoption import FEATURES, TABLE, Deal, Kpi, Report, Trend, neglected
from collabcore.adoption.champions import betweenness
from collabcore.adoption.history import CONTRIBUTING, PARTICIPATING
from collabcore.adoption.kpis import _CENSORED
from collabcore.errors import InvalidError
from collabcore.events import EVENTS
from collabcore.model import Activity, Record, Settings
from collabcore.testing.strategies import History, histories

NOON = dt.timedelta(hours=12)


def day(text: str) -> dt.datetime:
    """Return noon of a date in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) + NOON


def used(*steps: tuple[str, c.Command]) -> Engine:
    """Return an engine in which commands happened at noon of their dates, in the order of time."""
    engine = Engine()
    engine.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False, at=day("2023-01-01")))
    for date, command in sorted(steps, key=lambda step: step[0]):
        engine.apply(attrs.evolve(command, at=day(date)))
    return engine


def user(name: str, **more: Any) -> c.AddUser:
    """Return the command that adds a person."""
    return c.AddUser(by=HOST, id=name, **more)


def login(name: str) -> c.RecordLogin:
    """Return the command that notes a login."""
    return c.RecordLogin(by=name, user=name)


def value(engine: Engine, name: str, since: str = "2024-03-01", until: str = "2024-04-01") -> Any:
    """Return a figure of everybody in a window."""
    report = engine.adoption(since, until)
    assert isinstance(report, Report)
    return report[name].value


@pytest.fixture(scope="module")
def march() -> Engine:
    """Return the logins of SCORING K1: six people who come and go."""
    return used(
        *(("2024-01-01", user(name)) for name in ("u1", "u2", "u3", "u5", "u6")),
        *((date, login("u1")) for date in ("2024-03-04", "2024-03-05", "2024-03-28")),
        ("2024-03-05", login("u2")),
        ("2024-03-06", login("u3")),
        ("2024-02-10", login("u5")),
        ("2024-02-15", c.DeactivateUsers(by=HOST, ids=("u5",))),
        ("2024-03-10", c.DeactivateUsers(by=HOST, ids=("u3",))),
        ("2024-03-20", user("u4")),
        ("2024-03-25", login("u4")),
    )


class TestLogins:
    """K1, K2: who is counted, and out of whom."""

    def test_login_rate(self, march: Engine) -> None:
        """K1: who was there at any time in the window; who left before it is not."""
        report: Any = march.adoption("2024-03-01", "2024-04-01")

        assert (4, 5) == (report["login_rate"].num, report["login_rate"].den)
        assert Fraction(6, 5) == report["logins_per_user"].value
        assert Fraction(1, 4) == report["never_logged_in"].value
        assert Fraction(2, 4) == report["not_logged_in_7_days"].value
        assert (5, ("2024-03-01", "2024-04-01")) == (report["login_rate"].population, report["login_rate"].window)

    def test_whose_figures_they_are(self, march: Engine) -> None:
        """A figure of the last days is of those days, and of who was there in them; a part is never more than all."""
        report: Any = march.adoption("2024-03-30", "2024-04-01")

        assert (4, ("2024-03-25", "2024-04-01"), 2) == (
            report["wau"].population,
            report["wau"].window,
            report["wau"].num,
        )
        assert (5, ("2024-03-02", "2024-04-01"), 4) == (
            report["mau"].population,
            report["mau"].window,
            report["mau"].num,
        )
        assert (4, 4, 6) == tuple(report[name].population for name in ("penetration", "never_logged_in", "engagement"))

    @pytest.mark.parametrize(
        ("name", "last", "expected"),
        [("dau", "03-05", 2), ("wau", "03-05", 2), ("wau", "03-10", 3), ("wau", "03-28", 2), ("mau", "03-30", 4)],
    )
    def test_active_people(self, march: Engine, name: str, last: str, expected: int) -> None:
        """K2: in one, seven and thirty dates that end with the last of the window."""
        until = (dt.date.fromisoformat(f"2024-{last}") + dt.timedelta(days=1)).isoformat()

        assert expected == value(march, name, "2024-03-01", until)

    def test_stickiness(self, march: Engine) -> None:
        """K2: the mean of the days, out of the month's people."""
        assert Fraction(1, 5) == value(march, "average_dau", until="2024-03-31")
        assert Fraction(1, 20) == value(march, "stickiness", until="2024-03-31")

    def test_dates_are_those_of_the_zone(self) -> None:
        """Half past midnight in Madrid is another day than in UTC."""
        late = dt.datetime(2024, 3, 4, 23, 30, tzinfo=dt.UTC)
        engine = used(("2024-01-01", user("ana")), ("2024-01-02", c.Configure(by=HOST, zone="Europe/Madrid")))
        engine.apply(c.RecordLogin(by="ana", user="ana", at=late))

        assert (0, 1) == tuple(value(engine, "dau", "2024-03-01", f"2024-03-0{date}") for date in (5, 6))


def test_records_by_role() -> None:
    """K3: what each role made, a head; what an import job made is nobody's."""
    engine = used(
        ("2024-01-01", c.AddRole(by=HOST, id="sales")),
        ("2024-01-01", c.AddRole(by=HOST, id="support")),
        *(("2024-01-01", user(name, role="sales")) for name in ("ana", "bob")),
        ("2024-01-01", user("cat", role="support")),
        ("2024-01-01", user("job", kind="integration")),
        *(("2024-03-02", c.AddRecord(by="ana", id=f"l{n}", type="lead")) for n in range(3)),
        *(("2024-03-02", c.AddRecord(by="ana", id=f"o{n}", type="opportunity")) for n in range(2)),
        *(("2024-03-02", c.AddRecord(by="cat", id=f"c{n}", type="case")) for n in range(4)),
        *(("2024-03-02", c.AddRecord(by=HOST, id=f"i{n}", type="lead", owner="ana")) for n in range(9)),
    )
    by: Any = engine.adoption("2024-03-01", "2024-04-01", by="role")

    assert ["sales", "support", ""] == list(by)
    assert (Fraction(5, 2), Fraction(1, 2)) == (
        by["sales"]["records_created"].value,
        by["sales"]["creators_rate"].value,
    )
    assert (4, 1) == (by["support"]["records_created"].value, by["support"]["creators_rate"].value)
    assert (None, 0) == (by[""]["records_created"].value, by[""]["records_created"].population)


def test_activities() -> None:
    """K4: of what was due and not cancelled: on time, late, overdue; what is due today is not overdue."""

    def due(name: str, date: str) -> c.LogActivity:
        return c.LogActivity(by="ana", id=name, kind="call", due=day(date))

    engine = used(
        ("2024-02-01", user("ana")),
        *(("2024-03-01", due(f"a{date}", f"2024-03-{date}")) for date in ("05", "06", "07", "20", "09", "08", "10")),
        ("2024-03-04", c.CompleteActivity(by="ana", id="a05")),
        ("2024-03-08", c.CompleteActivity(by="ana", id="a06")),
        ("2024-03-09", c.CompleteActivity(by="ana", id="a09")),
        ("2024-03-09", c.CancelActivity(by="ana", id="a08")),
        ("2024-03-09", c.CancelActivity(by="ana", id="a10")),
    )
    report: Any = engine.adoption("2024-03-01", "2024-03-11")

    assert [2, 1, 1, 3] == [report[name].num for name in ("on_time", "late", "overdue", "completion")]
    assert {4} == {report[name].den for name in ("on_time", "late", "overdue", "completion")}
    assert Fraction(1, 3) == value(engine, "overdue", until="2024-03-08")


def test_breadth() -> None:
    """K7: the features used, out of those one has; a feature's own share; free users have no records."""
    engine = used(
        *(("2024-01-01", user(name)) for name in ("ana", "bob")),
        ("2024-01-01", user("fay", kind="free")),
        ("2024-03-02", c.Post(by="ana", id="p", text="hello")),
        ("2024-03-02", c.AddRecord(by="ana", type="lead")),
        ("2024-03-03", c.Like(by="bob", item="p")),
        ("2024-03-03", c.Like(by="fay", item="p")),
    )
    report: Any = engine.adoption("2024-03-01", "2024-04-01")
    features = len(set(FEATURES.values()))

    shares = Fraction(2, features) + Fraction(1, features) + Fraction(1, features - 3)
    assert (shares, 3) == (report["feature_breadth"].num, report["feature_breadth"].den)
    assert Fraction(1, 2) == report["feature_record"].value
    assert Fraction(2, 3) == report["feature_like"].value
    assert Fraction(1) == report["penetration"].value == report["participation"].value
    assert (Fraction(1, 3), 0) == (report["contribution"].value, report["lurkers"].value)


def won(name: str, *, amount: int, days: int, stage: str = "Closed Won") -> list[tuple[str, c.Command]]:
    """Return a deal made so many days before it closed, on the tenth of March."""
    made = (dt.date(2024, 3, 10) - dt.timedelta(days=days)).isoformat()
    opened = c.AddRecord(by="ana", id=name, type="opportunity", fields={"Stage": "new", "Amount": amount})
    return [(made, opened), ("2024-03-10", c.UpdateRecord(by="ana", id=name, fields={"Stage": stage}))]


@pytest.fixture(scope="module")
def deals() -> Engine:
    """Return six deals won worth 300, four lost worth 500, and twelve open."""
    return used(
        ("2023-06-01", user("ana")),
        *(step for n in range(6) for step in won(f"w{n}", amount=50, days=40)),
        *(step for n in range(4) for step in won(f"l{n}", amount=125, days=9, stage="closed_lost")),
        *(("2024-03-01", c.AddRecord(by="ana", id=f"o{n}", type="opportunity")) for n in range(12)),
    )


class TestDeals:
    """K9, K10, K12: what was won, how long it took, and how fast it goes."""

    def test_win_rate(self, deals: Engine) -> None:
        """K9: by number and by worth; what is open is in neither."""
        assert (Fraction(6, 10), Fraction(300, 800)) == (value(deals, "win_rate"), value(deals, "win_rate_amount"))
        assert value(deals, "win_rate", "2024-01-01", "2024-02-01") is None

    def test_velocity(self, deals: Engine) -> None:
        """K12: twelve open, three of five won, fifty each, in forty days: nine a day."""
        assert (9, 40, 40) == tuple(value(deals, name) for name in ("velocity", "cycle_mean", "cycle_median"))
        assert value(deals, "velocity", "2024-01-01", "2024-02-01") is None
        assert value(deals, "cycle_median", "2024-01-01", "2024-02-01") is None

    def test_cycles(self) -> None:
        """K10: mean and median of deals won; lost ones took no time."""
        steps = [step for days in (10, 20, 30, 100) for step in won(f"w{days}", amount=1, days=days)]
        engine = used(("2023-06-01", user("ana")), *steps, *won("lost", amount=1, days=5, stage="lost"))

        assert (40, 25) == (value(engine, "cycle_mean"), value(engine, "cycle_median"))

    def test_pipeline(self) -> None:
        """K12: a hundred at ten per cent and two hundred at fifty; a reopened deal is open again."""
        first = c.AddRecord(by="ana", id="a", type="opportunity", fields={"amount": 100, "probability": 10})
        second = c.AddRecord(by="ana", id="b", type="opportunity", fields={"amount": 200, "probability": 50.0})
        third = c.AddRecord(by="ana", id="c", type="opportunity", fields={"amount": True, "stage": "won"})
        engine = used(
            ("2024-01-01", user("ana")),
            *(("2024-03-01", made) for made in (first, second, third)),
            ("2024-03-02", c.UpdateRecord(by="ana", id="c", fields={"amount": "much", "stage": 5})),
            ("2024-03-03", c.AddRecord(by="ana", id="d", type="opportunity", fields={"amount": 7})),
            ("2024-03-04", c.DeleteRecord(by="ana", id="d")),
        )

        assert (110, 300, None) == tuple(value(engine, name) for name in ("weighted_pipeline", "pipeline", "win_rate"))

    def test_a_deal_counts_for_who_owns_it(self) -> None:
        """And its close is not moved by later saves or by a new owner."""
        engine = used(
            *(("2023-06-01", user(name, profile=name)) for name in ("ana", "bob")),
            *won("w", amount=5, days=10),
            ("2024-05-01", c.UpdateRecord(by="ana", id="w", fields={"note": "paid"})),
            ("2024-05-02", c.Transfer(by="ana", record="w", owner="bob")),
        )
        by: Any = engine.adoption("2024-03-01", "2024-06-01", by="profile")

        assert (None, 1) == (by["ana"]["win_rate"].value, by["bob"]["win_rate"].value)
        assert 10 == by["bob"]["cycle_mean"].value


def test_trend() -> None:
    """K13: relative to before; from nothing it is no share; a rate moves in points."""

    def report(**values: Fraction | int) -> Report:
        window = ("2024-03-01", "2024-04-01")
        return Report({name: Kpi(num=number, den=1, window=window, population=1) for name, number in values.items()})

    then = report(up=80, down=100, new=0, still=0, rate=Fraction(60, 100), gone=1)
    now = report(up=100, down=80, new=5, still=0, rate=Fraction(75, 100), other=1)
    assert {
        "up": Trend(Fraction(20), Fraction(1, 4)),
        "down": Trend(Fraction(-20), Fraction(-1, 5)),
        "new": Trend(Fraction(5), None),
        "still": Trend(Fraction(0), None),
        "rate": Trend(Fraction(15, 100), Fraction(1, 4)),
    } == now.trend(then)
    none = Report({"up": Kpi(num=0, den=0, window=("", ""), population=0)})
    assert {"up": Trend(None, None)} == now.trend(none) | none.trend(now)


def test_weeks() -> None:
    """K15: new, returning, resurrected, dormant; who is active is one of the first three; and who came back."""
    weeks = {"a": (0, 1, 2), "b": (0, 1), "c": (0, 2), "d": (0,), "e": (1, 2), "f": (1,)}
    start = dt.date(2024, 3, 4)
    engine = used(
        *(("2024-01-01", user(name)) for name in weeks),
        *(
            ((start + dt.timedelta(days=7 * week)).isoformat(), login(name))
            for name, active in weeks.items()
            for week in active
        ),
    )
    kinds = ("new", "returning", "resurrected", "dormant")
    found: list[Any] = []
    for week in range(3):
        until = (start + dt.timedelta(days=7 * week + 7)).isoformat()
        found.append(tuple(value(engine, kind, start.isoformat(), until) for kind in kinds))
        assert sum(found[-1][:3]) == value(engine, "wau", start.isoformat(), until)

    assert [(4, 0, 0, 0), (2, 2, 0, 2), (0, 2, 1, 2)] == found
    assert Fraction(2, 4) == value(engine, "retention", "2024-03-04", "2024-03-25")


@pytest.mark.parametrize(
    ("idle", "done", "due", "expected"),
    [(30, None, None, False), (31, None, None, True), (31, 1, None, False), (31, None, 7, False), (31, None, 8, True)],
)
def test_neglect(idle: int, done: int | None, due: int | None, expected: bool) -> None:
    """More than the idle days without anything done, and nothing planned soon (SCORING 1.5)."""
    now = day("2024-03-31")
    record = Record(
        id="x", type="lead", owner="ana", created_at=now - dt.timedelta(days=idle), updated_at=now, fields={}
    )
    activities = []
    if done is not None:
        activities.append(_activity(done=now - dt.timedelta(days=done), at=now))
    if due is not None:
        activities.append(_activity(due=now + dt.timedelta(days=due), at=now))

    assert expected == neglected(record, activities, now)
    assert neglected(record, activities, now, Settings(idle_days={"lead": 0}, planned_days={"lead": 0})) == (done != 0)


def _activity(at: dt.datetime, done: dt.datetime | None = None, due: dt.datetime | None = None) -> Activity:
    return Activity(id="a", user="ana", kind="call", record="x", done=done, due=due, logged_at=at)


def test_neglected_records_are_counted() -> None:
    """Accounts, contacts and closed deals wait for nothing."""
    engine = used(
        ("2023-06-01", user("ana")),
        *(("2024-01-01", c.AddRecord(by="ana", id=kind, type=kind)) for kind in ("lead", "account", "case")),
        ("2024-01-01", c.AddRecord(by="ana", id="won", type="opportunity", fields={"stage": "won"})),
        ("2024-03-20", c.LogActivity(by="ana", kind="call", record="case", done=True)),
    )

    assert Fraction(1, 2) == value(engine, "neglect_rate")


def test_an_open_deal_has_no_cycle() -> None:
    """It has not come to its end."""
    assert Deal(id="d", owner="ana", created_at=day("2024-01-01")).cycle is None


# Champions


def test_champions() -> None:
    """K16: who stands in the middle, and one of each department first."""
    edges = [("ana", "bob"), ("ana", "cat"), ("ana", "dan"), ("dan", "eva"), ("eva", "fay")]
    homes = {"ana": "sales", "bob": "sales", "cat": "sales", "dan": "office", "eva": "office", "fay": "board"}
    engine = used(
        *(("2024-01-01", user(name, details={"department": home})) for name, home in homes.items()),
        *(("2024-01-02", c.Post(by=one, id=f"{one}{two}", text="hello")) for one, two in edges),
        *(("2024-01-03", c.Comment(by=two, post=f"{one}{two}", text="yes")) for one, two in edges),
        ("2024-01-04", c.Like(by="ana", item="anabob")),
    )
    found = {one.user: one for one in engine.champions(10)}

    assert ["ana", "dan", "fay", "eva", "bob", "cat"] == list(found)
    degrees = {name: one.degree * 5 for name, one in found.items()}
    assert {"ana": 3, "bob": 1, "cat": 1, "dan": 2, "eva": 2, "fay": 1} == degrees
    between = {name: one.betweenness * 10 for name, one in found.items()}
    assert {"ana": 7, "bob": 0, "cat": 0, "dan": 6, "eva": 4, "fay": 0} == between
    assert (3, 1) == (found["ana"].strength, found["ana"].departments)
    assert ("ana", "dan") == tuple(one.id for one in engine.champions(2))


def test_mentions_make_ties_and_strangers_none() -> None:
    """Talking to oneself is no tie; without a department the role stands in."""
    engine = used(
        ("2024-01-01", c.AddRole(by=HOST, id="reps")),
        ("2024-01-01", user("ana", role="reps")),
        *(("2024-01-01", user(name)) for name in ("bob", "cat")),
        ("2024-01-01", c.CreateGroup(by="ana", id="g", name="All")),
        ("2024-01-02", c.Post(by="ana", id="p", text="see @[bob] and @[g]")),
        ("2024-01-03", c.Comment(by="ana", post="p", text="again")),
        ("2024-01-03", c.Like(by="cat", item="p")),
        ("2024-01-04", c.DeactivateUsers(by=HOST, ids=("cat",))),
        ("2024-01-04", user("dan")),
    )

    assert [("ana", "reps"), ("bob", "")] == [(one.user, one.department) for one in engine.champions()]


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])))
def test_betweenness_by_its_definition(pairs: set[tuple[int, int]]) -> None:
    """The share of shortest ways between two others that lead through somebody, by listing all ways."""
    people = [str(number) for number in range(6)]
    graph = {one: {two for two in people if _tied(pairs, one, two)} for one in people}
    expected = dict.fromkeys(people, Fraction(0))
    for one in people:
        for two in people:
            ways = _shortest(graph, one, two) if one != two else []
            for person in people:
                if ways and person not in (one, two):
                    expected[person] += Fraction(sum(person in way for way in ways), len(ways))

    assert {person: share / 20 for person, share in expected.items()} == betweenness(graph)


def _tied(pairs: set[tuple[int, int]], one: str, two: str) -> bool:
    return (int(one), int(two)) in pairs or (int(two), int(one)) in pairs


def _shortest(graph: dict[str, set[str]], one: str, two: str) -> list[list[str]]:
    ways = [[one]]
    while ways:
        arrived = [way for way in ways if way[-1] == two]
        if arrived:
            return arrived
        ways = [[*way, tie] for way in ways for tie in graph[way[-1]] if tie not in way]
    return []


# What all figures have in common


@given(histories(max_size=30))
def test_figures_hold_together(history: History) -> None:
    """Every rate is between nothing and one; participation is nested; the teams' figures are of the team's people."""
    engine = history.engine
    report: Any = engine.adoption("2026-01-01", "2026-02-01")
    counts = ("average_dau", "logins", "records_", "activities_done", "calls", "ideas_posted", "cycle_mean", "velocity")
    for name, kpi in report.items():
        assert (kpi.value is None) == (kpi.den == 0)
        assert name.startswith(counts) or kpi.den in (0, 1) or 0 <= kpi.value <= 1, (name, kpi)
    assert report["contribution"].num <= report["participation"].num <= report["penetration"].num
    assert report["lurkers"].num == report["penetration"].num - report["participation"].num
    assert report["dau"].num <= report["wau"].num <= report["mau"].num
    by: Any = engine.adoption("2026-01-01", "2026-02-01", by="profile")
    assert report["penetration"].num == sum(part["penetration"].num for part in by.values())
    teams: Any = engine.adoption("2026-01-01", "2026-02-01", by="team")
    assert set(teams) <= set(engine.view.teams)
    assert Engine.adoption(engine.fork(), "2026-01-01", "2026-02-01") == report
    each: Any = engine.adoption("2026-01-01", "2026-02-01", by="user")
    for name in ("penetration", "calls", "activities_done", "records_created", "ideas_voted", "poll_turnout"):
        assert report[name].num >= sum(part[name].num for part in each.values())


@given(histories(max_size=30))
def test_figures_counted_again(history: History) -> None:
    """Turnout, calls and what was made, from the journal and from what everybody can see, by loops of their own."""
    engine, events = history.engine, list(history.engine.events())
    report: Any = engine.adoption("2026-01-01", engine.now().date() + dt.timedelta(days=1))
    people = {name for name, one in engine.view.users.items() if one.kind != "integration"}
    polls = [e.post for e in events if e.tag == "posted" and e.post.poll and e.post.author in people]  # type: ignore[attr-defined]
    voted = {(e.post, e.user) for e in events if e.tag == "voted"}  # type: ignore[attr-defined]
    cast = able = 0
    for poll in polls:
        if poll.id in engine.view.posts:
            cast += sum((poll.id, one) in voted for one in people)
            able += sum((poll.id, one) in voted or engine.can_see(one, poll.id) for one in people)
    assert (cast, able) == (report["poll_turnout"].num, report["poll_turnout"].den)

    done = [a.kind for a in engine.view.activities.values() if a.done is not None and a.user in people]
    kinds = {
        name.removeprefix("activities_done_"): kpi.num for name, kpi in report.items() if "activities_done_" in name
    }
    assert Counter(kind.casefold() for kind in done) == Counter({kind: num for kind, num in kinds.items() if num})
    assert sum(kind.casefold() == "call" for kind in done) == report["calls"].num

    made, loading = 0, False
    for event in events:
        loading = event.tag == "import_begun" or (loading and event.tag != "import_ended")
        made += event.tag == "record_added" and event.by in people and not loading
    assert made == report["records_created"].num


def test_the_reference_names_every_figure() -> None:
    """And no other; a feature has one by its name."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "figures.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = [name for cell in cells for name in re.findall(r"`(.*?)`", cell)]
    patterns = {"feature_<name>", "records_created_<type>", "records_updated_<type>", "activities_done_<kind>"}
    features = {f"feature_{name}" for name in FEATURES.values()}

    assert sorted(named) == sorted({*TABLE} - features | patterns)
    assert all(f"`{name}`" in page for name in FEATURES.values())
    marked = {name for cell in cells if "⧗" in cell for name in re.findall(r"`(.*?)`", cell)}
    assert set(_CENSORED) == marked


def test_features_are_events() -> None:
    """Every kind of participation is a feature, and every figure has a name."""
    assert PARTICIPATING | CONTRIBUTING <= set(FEATURES.values())
    assert {f"feature_{name}" for name in FEATURES.values()} <= set(TABLE)
    assert len(set(FEATURES) & set(EVENTS)) > 10


def test_managers_and_dates() -> None:
    """People stand with their manager; a window may be named by dates or moments; a return counts."""
    engine = used(
        ("2024-01-01", user("mia")),
        ("2024-01-01", user("ana", manager="mia")),
        ("2024-01-02", c.DeactivateUsers(by=HOST, ids=("ana",))),
        ("2024-03-02", c.ActivateUser(by=HOST, id="ana")),
        ("2024-03-03", c.UpdateUser(by=HOST, id="ana", kind="free")),
        ("2024-03-03", c.UpdateUser(by=HOST, id="ana", name="Ana")),
    )
    by: Any = engine.adoption(dt.date(2024, 3, 1), day("2024-04-01"), by="manager")

    assert {"": 1, "mia": 1} == {name: report["login_rate"].den for name, report in by.items()}


@pytest.mark.parametrize(
    ("since", "until", "by", "rule"),
    [
        ("2024-03-01", "2024-03-01", None, "adoption.window"),
        ("2024-13-01", "2024-03-01", None, "adoption.date"),
        ("yesterday", "2024-03-01", None, "adoption.date"),
        ("the day before", "2024-03-01", None, "shape.wrong_type"),
        ("2024-03-01", "2024-03-02", "mood", "adoption.by"),
    ],
)
def test_what_makes_no_sense(since: str, until: str, by: Any, rule: str) -> None:
    """A window that is none, a date that is none, a grouping that is none."""
    with pytest.raises(InvalidError) as found:
        Engine().adoption(since, until, by)

    assert rule == found.value.rule


def test_a_report_is_a_table(march: Engine) -> None:
    """In a terminal and in a notebook, with what each figure was counted from."""
    report: Any = march.adoption("2024-03-01", "2024-04-01")
    lines = repr(report).splitlines()

    assert "adoption from 2024-03-01 to 2024-03-31, everybody" == lines[0]
    assert (dt.date(2024, 1, 30), dt.date(2024, 3, 1)) == report.before
    with pytest.raises(InvalidError):
        _ = Report({}).before
    assert ["figure", "value"] == lines[1].split()
    assert ["login_rate", "0.8", "(4", "of", "5)"] == lines[2].split()
    assert "<td>login_rate</td><td>0.8 (4 of 5)</td>" in report._repr_html_()
    assert "– (0 of 0)" == str(report["win_rate"])
    assert "0.05 (0.2 of 4)" == str(Kpi(num=Fraction(1, 5), den=4, window=("", ""), population=4))
    assert len(TABLE) + 10 == len(report) == len(list(report))  # five types of records, made and changed
