"""A student network's messages of half a year: who was active, how often, and who came back, counted two ways."""

from __future__ import annotations

import datetime as dt
import gzip
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c

PEOPLE, MESSAGES, DATES = 1_899, 59_835, 193
DAY = dt.timedelta(days=1)

Days: TypeAlias = Mapping[dt.date, set[str]]


@pytest.fixture(scope="module")
def messages(data_dir: Path) -> list[tuple[dt.datetime, str, str]]:
    """When, from whom, to whom; in the order of time."""
    with gzip.open(data_dir / "collegemsg" / "CollegeMsg.txt.gz", "rt", encoding="utf-8") as lines:
        told = (line.split() for line in lines)
        return sorted((dt.datetime.fromtimestamp(int(at), dt.UTC), one, two) for one, two, at in told)


@pytest.fixture(scope="module")
def days(messages: list[tuple[dt.datetime, str, str]]) -> Days:
    """Who wrote on which date."""
    found: dict[dt.date, set[str]] = defaultdict(set)
    for at, one, _ in messages:
        found[at.date()].add(one)
    return found


@pytest.fixture(scope="module")
def network(messages: list[tuple[dt.datetime, str, str]]) -> Engine:
    """Everybody is there before the first message, and each message is a post on the wall of whom it is for."""
    made = Engine(clock=lambda: messages[0][0])
    people = dict.fromkeys(name for _, one, two in messages for name in (one, two))
    made.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False))
    made.apply_all(c.AddUser(by=HOST, id=name) for name in people)
    made.apply_all(
        c.Post(by=one, id=f"m{number}", to=two, text="words", at=at) for number, (at, one, two) in enumerate(messages)
    )
    return made


def test_the_set_is_the_published_one(messages: list[tuple[dt.datetime, str, str]], network: Engine) -> None:
    """People, messages and days as its authors give them."""
    assert (PEOPLE, MESSAGES) == (len(network.view.users), len(network.view.posts))
    assert DATES == (messages[-1][0] - messages[0][0]).days


@pytest.mark.parametrize("after", [0, 6, 29, 60, 120, 192])
def test_active_people_in_a_day_a_week_a_month(network: Engine, days: Days, after: int) -> None:
    """DAU, WAU, MAU and stickiness equal counting the dates of the file."""
    last = min(days) + after * DAY
    report: Any = network.adoption(last, last + DAY)
    active = [len(set[str]().union(*(days.get(last - n * DAY, set()) for n in range(size)))) for size in (1, 7, 30)]
    daily = sum(len(days.get(last - n * DAY, ())) for n in range(30))

    assert active == [report[name].value for name in ("dau", "wau", "mau")]
    assert Fraction(daily, 30) / active[2] == report["stickiness"].value


@pytest.mark.parametrize("week", [1, 2, 4, 8])
def test_who_came_back(network: Engine, days: Days, week: int) -> None:
    """Of those whose first week was the second of the network, who wrote in a later one."""
    monday = min(days) - min(days).weekday() * DAY + 7 * DAY
    weeks: dict[int, set[str]] = defaultdict(set)
    for date, people in days.items():
        weeks[(date - monday).days // 7] |= people
    cohort = weeks[0] - weeks[-1]
    report: Any = network.adoption(monday, monday + (week + 1) * 7 * DAY)

    assert (len(cohort & weeks[week]), len(cohort)) == (report["retention"].num, report["retention"].den)
    assert not report["retention"].censored
    whole: Any = network.adoption(monday, monday + (week + 1) * 7 * DAY, follow_until=max(days) + DAY)
    later = set[str]().union(*(people for number, people in weeks.items() if number >= week))
    assert len(cohort & later) == whole["retention_unbounded"].num > len(cohort & weeks[week])
