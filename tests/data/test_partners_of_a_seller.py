"""A hardware seller's customers as partners: who sees which deal, counted by the engine and from the tables alone."""

import csv
import gzip
from collections import Counter
from typing import Literal

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c


@pytest.fixture(scope="module")
def tables(data_dir):
    folder = data_dir / "crm-maven"
    with gzip.open(folder / "sales_pipeline.csv.gz", "rt", encoding="utf-8", newline="") as file:
        deals = [deal for deal in csv.DictReader(file) if deal["account"]]
    with (folder / "sales_teams.csv").open(encoding="utf-8", newline="") as file:
        chiefs = {row["sales_agent"]: row["manager"] for row in csv.DictReader(file)}
    return deals, chiefs


@pytest.fixture(scope="module")
def managers(tables):
    """Return the agent who looks after each customer: who has most deals with it, the first of equals."""
    counts = Counter((deal["account"], deal["sales_agent"]) for deal in tables[0])
    found: dict[str, str] = {}
    for (account, agent), count in counts.items():
        if count > counts.get((account, found.get(account)), 0):
            found[account] = agent
    return found


@pytest.fixture(scope="module")
def engine(tables, managers):
    """Return the seller: agents below managers below the top; a partner for each customer, who owns its deals."""
    deals, chiefs = tables
    made = Engine()
    private: dict[str, Literal["private"]] = dict.fromkeys(("opportunity", "account", "contact"), "private")
    commands: list[c.Command] = [
        c.Configure(by=HOST, record_visibility=private, external_record_visibility=private),
        c.AddRole(by=HOST, id="top"),
        c.AddUser(by=HOST, id="head", role="top"),
        c.EnablePartnerManagement(by=HOST),
        c.AddNetwork(by=HOST, id="site", name="Site", profiles=("partner",)),
        c.PublishNetwork(by=HOST, id="site"),
    ]
    for chief in dict.fromkeys(chiefs.values()):
        commands += [c.AddRole(by=HOST, id=f"r {chief}", parent="top"), c.AddUser(by=HOST, id=chief, role=f"r {chief}")]
    for agent, chief in chiefs.items():
        commands += [c.AddRole(by=HOST, id=f"r {agent}", parent=f"r {chief}")]
        commands += [c.AddUser(by=HOST, id=agent, role=f"r {agent}")]
    for account, agent in managers.items():
        commands += [
            c.AddRecord(by=HOST, id=account, type="account", owner=agent),
            c.EnablePartnerAccount(by=HOST, account=account),
            c.AddRecord(by=HOST, id=f"k {account}", type="contact", parent=account, owner=agent),
            c.EnablePartnerUser(by=HOST, contact=f"k {account}", id=f"p {account}", profile="partner"),
        ]
    for deal in deals:
        owner = f"p {deal['account']}"
        commands.append(c.AddRecord(by=HOST, id=deal["opportunity_id"], type="opportunity", owner=owner))
    made.apply_all(commands)
    return made


def test_every_deal_is_seen_by_its_partner_and_the_line_above(tables, managers, engine):
    """The partner, the agent who looks after it, the agent's manager, the head: and nobody else, of 7,375 deals."""
    deals, chiefs = tables
    for deal in deals:
        agent = managers[deal["account"]]
        assert engine.audience(deal["opportunity_id"]) == {f"p {deal['account']}", agent, chiefs[agent], "head"}
    assert len(deals) == 8_800 - 1_425


def test_grants_counted_two_ways(tables, managers, engine):
    """From the people: what each sees, added up, is four for every deal, however they are spread."""
    deals, chiefs = tables
    of_account = Counter(deal["account"] for deal in deals)
    wanted = Counter({"head": len(deals)})
    for account, count in of_account.items():
        agent = managers[account]
        wanted.update({f"p {account}": count, agent: count, chiefs[agent]: count})
    ids = {deal["opportunity_id"] for deal in deals}
    seen = {user: len(engine.visible_items(user) & ids) for user in engine.view.users}
    assert {user: count for user, count in seen.items() if count} == dict(wanted)
    assert sum(seen.values()) == 4 * len(deals)


def test_an_account_that_changes_hands_takes_its_partner_along(tables, managers, engine):
    """The new owner's line sees every deal of the partner, the old one's none, at once."""
    deals, chiefs = tables
    moved = engine.fork()
    account, old = next(iter(managers.items()))
    new = next(agent for agent, chief in chiefs.items() if chief != chiefs[old])
    moved.apply(c.Transfer(by=HOST, record=account, owner=new))
    mine = [deal["opportunity_id"] for deal in deals if deal["account"] == account]
    for deal in mine:
        assert moved.audience(deal) == {f"p {account}", new, chiefs[new], "head"}
    moved.check()


def test_the_report_of_a_manager_s_territory(managers, tables, engine):
    """One line for each customer that an agent below the manager looks after."""
    _, chiefs = tables
    for chief in dict.fromkeys(chiefs.values()):
        wanted = [account for account, agent in managers.items() if chiefs[agent] == chief]
        today = engine.now().date()
        found = engine.channel(f"r {chief}", today, today.replace(year=today.year + 1))
        assert sorted(found) == sorted(wanted)
        assert all(partner.manager == managers[account] for account, partner in found.items())
