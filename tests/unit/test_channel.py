"""A channel manager's view: every number of it counted once more from the story that the world was made of."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from tests.unit.world import engine

from collabcore import HOST, Engine, InvalidError, NotFoundError
from collabcore import commands as c
from collabcore.adoption import Report
from collabcore.model import Criterion, FieldSpec

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
MARCH = ("2026-03-01", "2026-04-01")


def channel() -> Engine:
    """Return two partners below one channel manager and one below somebody else, and a month of work with leads."""
    made = engine(
        c.AddRole(by=HOST, id="vp", at=START - 30 * DAY),
        c.AddRole(by=HOST, id="south", parent="vp"),
        c.AddRole(by=HOST, id="desk", parent="vp"),
        c.AddUser(by=HOST, id="cher", role="south"),
        c.AddUser(by=HOST, id="ivan", role="desk"),
        c.EnablePartnerManagement(by=HOST),
        c.AddNetwork(by=HOST, id="site", name="Site", profiles=("partner",)),
        c.PublishNetwork(by=HOST, id="site"),
        c.SetCompleteness(by=HOST, type="lead", fields=(FieldSpec("phone"), FieldSpec("email"))),
        c.AddPointsRule(by=HOST, id="whole", when="reached", type="lead", points=20),
        c.AddRecord(by="cher", id="plain", type="account"),
    )
    for account, owner, people in (
        ("acme", "cher", ("pia", "max")),
        ("zest", "cher", ()),
        ("globex", "ivan", ("oli",)),
    ):
        made.apply(c.AddRecord(by=owner, id=account, type="account"))
        made.apply(c.EnablePartnerAccount(by=owner, account=account))
        for name in people:
            made.apply(c.AddRecord(by=owner, id=f"k-{name}", type="contact", parent=account))
            made.apply(c.EnablePartnerUser(by=HOST, contact=f"k-{name}", id=name, profile="partner"))
            made.apply(c.RecordLogin(by=HOST, user=name))
    made.apply(c.AddQueue(by=HOST, id="q", members=("pia", "max", "oli"), types=("lead",)))
    for day, lead in enumerate(("l1", "l2", "l3")):
        made.apply(c.AddRecord(by="cher", id=lead, type="lead", fields={"phone": "1"}, at=START + day * DAY))
        made.apply(c.Assign(by="cher", record=lead, to="q"))
    made.apply(c.Accept(by="pia", record="l1", at=START + 3 * DAY))  # after three days in the queue
    made.apply(c.Accept(by="max", record="l2", at=START + 3 * DAY + 6 * HOUR))  # after two and a quarter
    made.apply(c.Accept(by="oli", record="l3", at=START + 4 * DAY))
    made.apply(c.UpdateRecord(by="pia", id="l1", fields={"email": "a@example.org"}))
    made.apply(c.ConvertLead(by="max", record="l2", at=START + 5 * DAY))
    return made


def test_each_partner_of_the_territory_has_a_line() -> None:
    """Who owns the account decides, and roles below count; other accounts and other branches do not."""
    made = channel()
    assert list(made.channel("south", *MARCH)) == ["acme", "zest"]
    assert list(made.channel("vp", *MARCH)) == ["acme", "zest", "globex"]
    assert len(made.channel("desk", *MARCH)) == 1


def test_every_number_of_a_partner() -> None:
    """Leads left and their age, hours in the queue, completeness, points: by hand from the story above."""
    acme = channel().channel("vp", *MARCH)["acme"]
    end = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)

    assert (acme.account, acme.manager, acme.people) == ("acme", "cher", ("pia", "max"))
    assert (acme.leads.num, acme.leads.population, acme.leads.window) == (1, 2, ("2026-03-01", "2026-04-01"))
    assert acme.lead_age.value == Fraction(int((end - START).total_seconds()), 24 * 3600)
    assert (acme.acceptance.num, acme.acceptance.den) == (72 + 24 + 24 + 6, 2)
    assert acme.points.num == 20
    assert acme.completeness is not None
    assert (acme.completeness.micro, acme.completeness.records) == (Fraction(3, 4), 2)


def test_use_is_that_of_adoption() -> None:
    """The same figures of the same people as by any other door."""
    made = channel()
    everybody = made.adoption(*MARCH)
    assert isinstance(everybody, Report)
    partners = made.channel("vp", *MARCH)
    assert sum(partner.use["records_updated"].num for partner in partners.values()) == everybody["records_updated"].num
    assert partners["acme"].use["mau"].num == 2
    assert partners["acme"].use.title == "adoption from 2026-03-01 to 2026-03-31, partner acme, so far"


def test_nothing_counted_is_none() -> None:
    """A partner without people has no rates, and a dash in the table."""
    zest = channel().channel("south", *MARCH)["zest"]
    assert zest.leads.value == 0
    assert zest.lead_age.value is None
    assert zest.acceptance.value is None
    assert zest.completeness is None
    assert zest.row() == ("zest", "cher", "0", "0", "0", "–", "–", "–", "0")


def test_before_the_window_nothing_had_been_taken() -> None:
    """What happened later is not in it, but who is whose partner is as it stands now."""
    acme = channel().channel("vp", "2026-02-01", "2026-03-01")["acme"]
    assert (acme.leads.num, acme.acceptance.den, acme.points.num) == (0, 0, 0)


def test_it_is_a_table() -> None:
    """In a terminal and in a notebook."""
    found = channel().channel("south", *MARCH)
    assert repr(found) == str(found)
    assert str(found).splitlines() == [
        "partners below south, from 2026-03-01 to 2026-03-31",
        "partner  manager  people  active  leads  days old  hours to accept  complete  points",
        "acme     cher     2       2       1      29.6      63.0             75.0 %    20",
        "zest     cher     0       0       0      –         –                –         0",
    ]
    assert "<td>acme</td><td>cher</td><td>2</td>" in found._repr_html_()


def test_scores_by_account() -> None:
    """Of records whose owners belong to one; those whose score changes with time are scored when asked."""
    made = channel()
    made.apply(c.AddRecord(by=HOST, id="own", type="lead", owner="cher", fields={"phone": "1"}))
    young = FieldSpec("phone", applies_when=(Criterion("created_at", "younger_than_days", 1),))
    made.apply(c.SetCompleteness(by=HOST, type="case", fields=(young,)))
    made.apply(c.AddRecord(by="oli", id="case", type="case"))
    assert {account: found.records for account, found in made.completeness_by("account").items()} == {
        "acme": 2,
        "globex": 2,
    }
    later = made.fork()
    later.apply(c.RecordLogin(by=HOST, user="oli", at=made.now() + 2 * DAY))
    assert later.completeness_by("account")["globex"].records == 1


@pytest.mark.parametrize(
    ("role", "window", "error"),
    [
        ("nowhere", MARCH, NotFoundError),
        ("vp", ("2026-04-01", "2026-03-01"), InvalidError),
        ("vp", ("soon", "2026-03-01"), InvalidError),
    ],
)
def test_what_is_refused(role: str, window: tuple[str, str], error: type[Exception]) -> None:
    """A role that is not there, and what is no window."""
    with pytest.raises(error):
        channel().channel(role, *window)
