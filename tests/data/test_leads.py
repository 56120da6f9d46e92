"""9,240 leads: blanks, and the text that only looks like an answer; completeness equal to a count by hand."""

from __future__ import annotations

import csv
import gzip
from fractions import Fraction

import pytest

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import FieldSpec

SELECTED = {
    "How did you hear about X Education": 5_043,
    "Lead Profile": 4_146,
    "City": 2_249,
    "Specialization": 1_942,
}
"""SOURCE.md: how often the placeholder `Select` stands in a field."""

REAL = ("unknown", *(str(digit) * 3 for digit in range(1, 10)), "1111")
"""What looks like a placeholder and is none here: seconds on the site, and a country that is not known."""

BLANK = {
    "Lead Quality": "51.59",
    "Asymmetrique Activity Index": "45.65",
    "Asymmetrique Profile Index": "45.65",
    "Asymmetrique Activity Score": "45.65",
    "Asymmetrique Profile Score": "45.65",
    "Tags": "36.29",
    "What matters most to you in choosing a course": "29.32",
    "Lead Profile": "29.32",
    "What is your current occupation": "29.11",
    "Country": "26.63",
    "How did you hear about X Education": "23.89",
    "Specialization": "15.56",
    "City": "15.37",
    "TotalVisits": "1.48",
    "Page Views Per Visit": "1.48",
    "Last Activity": "1.11",
    "Lead Source": "0.39",
}
"""SOURCE.md: blanks, in percent of the leads."""


@pytest.fixture(scope="module")
def rows(data_dir):
    with gzip.open(data_dir / "leads-xeducation" / "Leads.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def engine(rows):
    """Return an engine with every lead, dealt out to three people."""
    made = Engine()
    for name in ("ana", "bob", "cat"):
        made.apply(c.AddUser(by=HOST, id=name))
    fields = tuple(FieldSpec(name, placeholders=("Select",), placeholders_allowed=REAL) for name in rows[0])
    made.apply(c.SetCompleteness(by=HOST, type="lead", fields=fields))
    for number, row in enumerate(rows):
        owner = ("ana", "bob", "cat")[number % 3]
        made.apply(c.AddRecord(by=HOST, id=row["Prospect ID"], type="lead", owner=owner, fields=row))
    return made


@pytest.fixture(scope="module")
def states(engine):
    """Return, field by field, how many leads have it in each state."""
    counts: dict[str, dict[str, int]] = {}
    for record in engine.view.records:
        for field in engine.completeness(record).fields:
            of_field = counts.setdefault(field.name, {})
            of_field[field.state] = of_field.get(field.state, 0) + 1
    return counts


def test_blanks_are_as_published(states):
    shares = {name: f"{100 * states[name]['blank'] / 9_240:.2f}" for name in BLANK}

    assert shares == BLANK


def test_the_hidden_placeholder_is_as_published(states):
    assert {name: states[name].get("placeholder", 0) for name in SELECTED} == SELECTED


def test_micro_and_macro_equal_a_count_by_hand(engine, rows):
    """Both, by owner and in all; every lead has the same fields, so they are equal to each other too."""

    def filled(row):
        return sum(value.strip() not in {"", "Select"} for value in row.values())

    by_owner = engine.completeness_by("owner")
    for number, owner in enumerate(("ana", "bob", "cat")):
        mine = rows[number::3]
        share = Fraction(sum(map(filled, mine)), len(mine) * len(rows[0]))
        assert (share, share, len(mine)) == (by_owner[owner].micro, by_owner[owner].macro, by_owner[owner].records)
    whole = engine.completeness_by("type")["lead"]
    assert (Fraction(sum(map(filled, rows)), 9_240 * 37), 9_240) == (whole.micro, whole.records)
    complete = [Fraction(sum(filled(row) == 37 for row in rows[n::3]), len(rows[n::3])) for n in range(3)]
    assert complete == [by_owner[owner].share_complete for owner in ("ana", "bob", "cat")]


def test_field_by_field_equals_a_count_by_hand(engine, rows):
    fill = engine.field_fill("lead")

    assert {name: sum(row[name].strip() not in {"", "Select"} for row in rows) for name in rows[0]} == {
        name: measure.num for name, measure in fill.items()
    }
