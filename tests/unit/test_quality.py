"""The quality of data in its dimensions, and completeness by group: exact, kept entry by entry, through the engine."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from tests.unit.world import engine

from collabcore import HOST, Engine, InvalidError
from collabcore import commands as c
from collabcore.model import Timeliness
from collabcore.quality import Measure, composite

DAY = dt.timedelta(days=1)
ELEVEN = tuple(f"f{number:02}" for number in range(11))
START = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)


def lead(id_: str, owner: str, filled: int = 11, **fields: object) -> c.AddRecord:
    return c.AddRecord(
        by=HOST, id=id_, type="lead", owner=owner, fields={**dict.fromkeys(ELEVEN[:filled], "x"), **fields}
    )


def office(*more: c.Command) -> Engine:
    """Return the office of C17: Ana with three leads, Bob with two, Cat with none."""
    people = (c.AddUser(by=HOST, id=name, at=START) for name in ("ana", "bob", "cat"))
    profile = c.SetCompleteness(by=HOST, type="lead", fields=ELEVEN, at=START)  # type: ignore[arg-type]
    leads = (lead("a1", "ana"), lead("a2", "ana"), lead("a3", "ana", 9), lead("b1", "bob", 2), lead("b2", "bob"))
    made = engine(*people, profile)
    for command in (*leads, *more):
        made.apply(command)
    made.check()
    return made


def told(made: Engine, group_by: Any) -> dict[str, tuple[object, ...]]:
    return {
        key: (each.micro, each.macro, each.share_complete, each.records)
        for key, each in made.completeness_by(group_by).items()
    }


def test_accuracy_is_what_an_audit_found() -> None:
    """Q3: added up over the fields looked at, with its part in the composite."""
    made = office()
    found = made.quality("lead", audited={"f00": (46, 50), "f01": (0, 0), "f02": (5, 10)})

    assert Measure(51, 60) == found["accuracy"]
    assert made.quality("lead")["composite"] != found["composite"]
    assert (
        None
        is made.quality("lead")["accuracy"].value
        is made.quality("lead", audited={"f00": (0, 0)})["accuracy"].value
    )


@pytest.mark.parametrize("found", [(51, 50), (-1, 5), (1,), (1, 2, 3), (0.5, 1), (True, 1), ("1", 2)])
def test_an_audit_is_a_share(found: Any) -> None:
    with pytest.raises(InvalidError) as refused:
        office().quality("lead", audited={"f00": found})

    assert "quality.audited" == refused.value.rule


def test_by_owner() -> None:
    """C17."""
    assert {
        "ana": (Fraction(31, 33), Fraction(31, 33), Fraction(2, 3), 3),
        "bob": (Fraction(13, 22), Fraction(13, 22), Fraction(1, 2), 2),
    } == told(office(), "owner")


def test_by_type_micro_and_macro_differ() -> None:
    """Profiles of different lengths: every record counts the same in one, every field in the other."""
    short = c.SetCompleteness(by=HOST, type="task", fields=("a", "b"))  # type: ignore[arg-type]
    web = c.SetCompleteness(by=HOST, type="lead", fields=("Email",), record_type="web")  # type: ignore[arg-type]
    made = office(short, web, c.AddRecord(by=HOST, id="t", type="task", owner="ana", fields={"a": 1}))
    made.apply(lead("w", "bob", 0, RecordType="web"))
    made.apply(c.AddRecord(by=HOST, id="u", type="other", owner="ana"))
    made.check()

    assert {
        "lead": (Fraction(44, 56), Fraction(44, 11 * 6), Fraction(3, 6), 6),
        "task": (Fraction(1, 2), Fraction(1, 2), Fraction(0), 1),
    } == told(made, "type")


def test_by_team_counts_a_record_once_per_team() -> None:
    """READINGS 59; a team without records has none of the ratios."""
    teams = (
        c.AddTeam(by=HOST, id="all", members=("ana", "bob")),
        c.AddTeam(by=HOST, id="west", members=("bob",)),
        c.AddTeam(by=HOST, id="none", members=("cat",)),
    )

    assert {
        "all": (Fraction(44, 55), Fraction(44, 55), Fraction(3, 5), 5),
        "west": (Fraction(13, 22), Fraction(13, 22), Fraction(1, 2), 2),
        "none": (None, None, None, 0),
    } == told(office(*teams), "team")


def test_it_follows_every_change() -> None:
    """Saves, new owners, deletions, merges and new profiles, kept as they happen."""
    made = office(
        c.UpdateRecord(by=HOST, id="b1", fields=dict.fromkeys(ELEVEN, "x")),
        c.Transfer(by=HOST, record="a3", owner="cat"),
        c.DeleteRecord(by=HOST, id="a1"),
        c.MergeRecords(by=HOST, record="b2", into="b1"),
    )
    assert {"ana": 1, "bob": 1, "cat": Fraction(9, 11)} == {key: row[0] for key, row in told(made, "owner").items()}
    made.apply(c.SetCompleteness(by=HOST, type="lead", fields=("f10",)))  # type: ignore[arg-type]
    made.check()
    assert {"ana": 1, "bob": 1, "cat": 0} == {key: row[0] for key, row in told(made, "owner").items()}


def test_conditions_on_age_are_judged_when_asked() -> None:
    """A field that applies to young records only falls out of the score by itself."""
    young = {"name": "Phone", "applies_when": [["created_at", "younger_than_days", 1]]}
    made = office(c.SetCompleteness(by=HOST, type="lead", fields=("f00", young)))  # type: ignore[arg-type]
    assert Fraction(1, 2) == told(made, "owner")["bob"][0]
    made.apply(c.RecordLogin(by=HOST, user="ana", at=made.view.now + DAY))
    made.check()

    assert 1 == told(made, "owner")["bob"][0]


def test_an_unknown_grouping_is_refused() -> None:
    with pytest.raises(InvalidError):
        office().completeness_by("mood")  # type: ignore[arg-type]


def test_field_by_field() -> None:
    """Counted over applicable, as in the scores (SCORING 1.4)."""
    made = office()

    assert (Fraction(1), Fraction(4, 5)) == tuple(made.field_fill("lead")[name].value for name in ("f01", "f02"))
    assert {} == made.field_fill("other")


def test_every_dimension() -> None:
    """Each with its denominator; what is declared nowhere has none (SCORING 1.5)."""
    made = office(
        c.AddUser(by=HOST, id="gone"),
        lead("g", "gone", Email="A@x.example", State="won", Close="2024-01-01", Ref="nowhere", Verified="2025-12-01"),
        lead("h", "ana", Email=" a@x.example", State="won", Ref="ana", Verified="2023-01-01T00:00:00Z"),
        lead("i", "ana", Email="b@x.example"),
        c.DeactivateUsers(by=HOST, ids=("gone",)),
    )
    plain = made.quality("lead")
    assert [(77, 88), (77, 77), (7, 8)] == [
        (plain[name].num, plain[name].den) for name in ("completeness", "validity", "integrity")
    ]
    assert {(0, 0)} == {(plain[n].num, plain[n].den) for n in ("timeliness", "uniqueness", "consistency", "accuracy")}
    made.apply(
        c.Configure(
            by=HOST,
            timeliness={"lead": {"field": "Verified", "days": 90}},  # type: ignore[dict-item]
            unique_keys={"lead": ("Email",)},
            consistency={"lead": ({"where": [["State", "equals", "won"]], "then": [["Close", "filled"]]},)},  # type: ignore[dict-item]
            references={"lead": ("Ref",)},
            quality_weights={"uniqueness": 3},
        )
    )
    found = made.quality("lead")

    assert [(77, 88), (77, 77), (1, 8), (2, 3), (1, 2), (8, 10), (0, 0)] == [
        (found[name].num, found[name].den) for name in list(found)[:-1]
    ]
    ratios = [Fraction(77, 88), Fraction(1), Fraction(1, 8), *[Fraction(2, 3)] * 3, Fraction(1, 2), Fraction(8, 10)]
    assert sum(ratios) / len(ratios) == found["composite"].value
    assert found == made.quality("lead", as_of=made.view.now + DAY)


def test_as_of_a_moment() -> None:
    """The records as they were then."""
    made = office()
    before = made.view.now
    made.apply(c.DeleteRecord(by=HOST, id="b1", at=before + DAY))

    moments = (None, before + 2 * DAY, before)
    assert [42, 42, 44] == [made.quality("lead", as_of=moment)["completeness"].num for moment in moments]


def test_freshness_to_the_day() -> None:
    """Q1: exactly ninety days is fresh, never is stale and counted."""
    held_to = c.Configure(by=HOST, timeliness={"visit": Timeliness("on", 90)})
    made = office(held_to)
    for number, date in enumerate(("2026-03-31", "2025-12-31", "2025-12-30", None)):
        made.apply(c.AddRecord(by=HOST, id=f"v{number}", type="visit", owner="ana", fields={"on": date}))
    found = made.quality("visit", as_of="2026-03-31T00:00:00Z")["timeliness"]

    assert (2, 4) == (found.num, found.den)


def test_a_composite_of_nothing_is_none() -> None:
    assert composite({}, {}).value is None
    assert Measure(0, 0) == composite({"validity": Measure(1, 2)}, {"validity": 0})
