"""8,800 deals of a hardware seller: what each manager and agent won, on boards of people and of teams."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import Counter, defaultdict

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c

PER_MANAGER = {
    "Melvin Marxen": 2_251_930,
    "Summer Sewald": 1_964_750,
    "Rocco Neubert": 1_960_545,
    "Celia Rouche": 1_603_897,
    "Cara Losch": 1_130_049,
    "Dustin Brinkmann": 1_094_363,
}
"""SOURCE.md, in the order published."""


@pytest.fixture(scope="module")
def tables(data_dir):
    folder = data_dir / "crm-maven"
    with gzip.open(folder / "sales_pipeline.csv.gz", "rt", encoding="utf-8", newline="") as file:
        deals = list(csv.DictReader(file))
    with (folder / "sales_teams.csv").open(encoding="utf-8", newline="") as file:
        return deals, list(csv.DictReader(file))


@pytest.fixture(scope="module")
def engine(tables):
    """Return an engine in which every deal was closed as the table says: its value in points, by rule."""
    deals, agents = tables
    made = Engine()
    for agent in agents:
        made.apply(c.AddUser(by=HOST, id=agent["sales_agent"]))
    managers = dict.fromkeys(agent["manager"] for agent in agents)
    for manager in managers:
        members = tuple(agent["sales_agent"] for agent in agents if agent["manager"] == manager)
        made.apply(c.AddTeam(by=HOST, id=manager, members=members))
    made.apply(c.AddPointsRule(by=HOST, id="won", when="stage(won)", type="opportunity", points=1, multiplier="Value"))
    made.apply(c.AddPointsRule(by=HOST, id="lost", when="stage(lost)", type="opportunity", points=1, maximum=1))
    made.apply(c.RetirePointsRule(by=HOST, id="lost"))
    made.apply(c.SetBoard(by=HOST, id="managers", window="all_time", teams=True))
    for deal in deals:
        fields = {"StageName": deal["deal_stage"], "Value": int(deal["close_value"] or 0)}
        owner = deal["sales_agent"]
        made.apply(c.AddRecord(by=HOST, id=deal["opportunity_id"], type="opportunity", owner=owner, fields=fields))
    return made


def test_how_many_were_won_and_lost(engine):
    stages = Counter(record.fields["StageName"] for record in engine.view.records.values())

    assert {"Won": 4_238, "Lost": 2_473, "Engaging": 1_589, "Prospecting": 500} == stages
    assert 4_238 == len(engine.view.entries)


def test_the_share_won_of_what_was_closed(engine):
    """The key figures count the same deals, by themselves and by the teams of the managers."""
    today = engine.now().date()
    window = (today - dt.timedelta(days=1), today + dt.timedelta(days=1))
    report, teams = engine.adoption(*window), engine.adoption(*window, by="team")

    assert (4_238, 4_238 + 2_473) == (report["win_rate"].num, report["win_rate"].den)
    assert (4_238, 6_711) == tuple(
        sum(getattr(team["win_rate"], part) for team in teams.values()) for part in ("num", "den")
    )


def test_won_value_per_manager_in_the_published_order(engine):
    rows = engine.leaderboard("managers")

    assert list(PER_MANAGER.items()) == [(row.user, row.points) for row in rows]
    assert [1, 2, 3, 4, 5, 6] == [row.rank for row in rows]


def test_won_value_per_agent(engine, tables):
    deals, agents = tables
    won: dict[str, int] = defaultdict(int)
    for deal in deals:
        if deal["deal_stage"] == "Won":
            won[deal["sales_agent"]] += int(deal["close_value"])
    rows = engine.leaderboard()

    assert ("Darcel Schlecht", 1_153_214) == (rows[0].user, rows[0].points)
    assert sorted(won.values(), reverse=True) == [row.points for row in rows]
    assert dict(won) == {row.user: row.points for row in rows}
    assert (35, 30, 10_005_534) == (len(agents), len(rows), sum(won.values()))
    engine.check()
