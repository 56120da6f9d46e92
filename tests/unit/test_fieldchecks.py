"""Checks of fields by libraries: where they differ from the plain ones, and an engine that was given some."""

from __future__ import annotations

import socket
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.unit.world import ticking

from collabcore import HOST, Engine, fieldchecks
from collabcore import commands as c
from collabcore._store.state import state
from collabcore.errors import InvalidError
from collabcore.fieldstates import PLAIN, all_checks, country_code, country_of
from collabcore.journal import MemoryJournal
from collabcore.model import FieldSpec
from collabcore.testing import compare
from collabcore.testing.reference import Reference

BOTH, NEITHER, PLAIN_ONLY, LIBRARY_ONLY = (True, True), (False, False), (True, False), (False, True)

TABLE = (
    ("email", "ana@acme.example", "", BOTH),
    ("email", "aña@acme.example", "", BOTH),
    ("email", "ana@mail.acme.example", "", BOTH),
    ("email", "ana@acme", "", NEITHER),
    ("email", "Ana <ana@acme.example>", "", NEITHER),
    ("email", '"ana ruiz"@acme.example', "", NEITHER),
    ("email", "ana..ruiz@acme.example", "", PLAIN_ONLY),
    ("email", ".ana@acme.example", "", PLAIN_ONLY),
    ("email", "ana,ruiz@acme.example", "", PLAIN_ONLY),
    ("email", "ana@-acme.example", "", PLAIN_ONLY),
    ("email", "ana@acme.1", "", PLAIN_ONLY),
    ("email", "ana@[10.0.0.1]", "", PLAIN_ONLY),
    ("email", "ana@acme.test", "", PLAIN_ONLY),
    ("email", "ana@acme.local", "", PLAIN_ONLY),
    ("email", "a" * 65 + "@acme.example", "", PLAIN_ONLY),
    ("phone", "+34 600 000 001", "", BOTH),
    ("phone", "+34 600 000 001", "pt", BOTH),
    ("phone", "600 000 001", "es", BOTH),
    ("phone", "00 34 600 000 001", "es", BOTH),
    ("phone", "(020) 7946 0958", "gb", BOTH),
    ("phone", "06 12345678", "nl", BOTH),
    ("phone", "600 000 001", "", BOTH),
    ("phone", "(020) 7946 0958", "xx", BOTH),
    ("phone", "12345", "es", NEITHER),
    ("phone", "12345", "", NEITHER),
    ("phone", "0800 CALL NOW 12", "", NEITHER),
    ("phone", "(020) 7946 0958", "es", PLAIN_ONLY),
    ("phone", "0900 123 4567", "es", PLAIN_ONLY),
    ("phone", "+34 123 456 789", "", PLAIN_ONLY),
    ("phone", "+1 555 0100", "", PLAIN_ONLY),
    ("phone", "+999 1234567", "", PLAIN_ONLY),
    ("phone", "1-800-FLOWERS", "us", LIBRARY_ONLY),
    ("phone", "+34 600 000 001 ext. 5", "", LIBRARY_ONLY),
    ("url", "https://acme.example", "", BOTH),
    ("url", "HTTP://ACME.EXAMPLE:8080/a?b#c", "", BOTH),
    ("url", "https://ana:pw@acme.example/", "", BOTH),
    ("url", "http://10.0.0.1/", "", BOTH),
    ("url", "acme.example", "", NEITHER),
    ("url", "http://acme", "", NEITHER),
    ("url", "ftp://acme.example", "", NEITHER),
    ("url", "https://acme..example", "", NEITHER),
    ("url", "http://256.1.1.1/", "", PLAIN_ONLY),
    ("url", "https://acme_.example", "", PLAIN_ONLY),
    ("url", "https://-acme.example", "", PLAIN_ONLY),
    ("url", "https://acme.example:99999/", "", PLAIN_ONLY),
    ("url", "https://acme.example:0/", "", PLAIN_ONLY),
    ("url", "https://acme.e", "", PLAIN_ONLY),
    ("url", "https://ανδρα.example/", "", BOTH),
    ("url", "https://acme.example/<x>", "", PLAIN_ONLY),
    ("url", "http://[::1]/", "", LIBRARY_ONLY),
    ("postal_code", "28001", "es", BOTH),
    ("postal_code", "53001", "es", NEITHER),
)
"""A check, a text, a country, and which of the plain check and the library's accepts it."""


@pytest.fixture
def checks() -> Any:
    return fieldchecks.library_checks()


@pytest.mark.parametrize(("check", "text", "country", "accepted"), TABLE, ids=repr)
def test_plain_and_library(checks, check, text, country, accepted):
    assert (PLAIN[check](text, country), checks[check](text, country)) == accepted


@pytest.mark.parametrize("check", ["email", "phone", "url"])
def test_every_difference_is_in_the_table(check):
    """Each check that a library makes is shown to differ, so that the mapping is known to be used."""
    found = {accepted for name, _, _, accepted in TABLE if name == check}

    assert {BOTH, NEITHER, PLAIN_ONLY} <= found


def test_nothing_is_asked_of_the_network_or_the_environment(checks, monkeypatch):
    def no_network(*_asked: object) -> None:
        raise AssertionError("a check went to the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setenv("RAISE_VALIDATION_ERROR", "True")

    assert [(name, text, checks[name](text, country)) for name, text, country, _ in TABLE] == [
        (name, text, library) for name, text, _, (_, library) in TABLE
    ]


@pytest.mark.parametrize("package", ["email_validator", "phonenumbers", "validators"])
def test_without_the_extra(package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)

    with pytest.raises(ImportError, match=r"pip install collabcore\[checks\]"):
        fieldchecks.library_checks()


def test_the_core_imports_no_library():
    heavy = "{'email_validator', 'phonenumbers', 'validators'} & set(sys.modules)"
    script = f"import sys, collabcore.fieldchecks, collabcore.engine; print({heavy})"

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "set()\n" == found.stdout


# -- the mapping -----------------------------------------------------------------------------------------------------


def test_what_is_left_out_is_plain():
    made = all_checks({"url": lambda text, _country: text == "ours"})

    assert made["url"]("ours", "")
    assert made["email"] is PLAIN["email"]
    assert all_checks(PLAIN) is PLAIN


def test_a_check_that_is_none_is_refused():
    with pytest.raises(InvalidError, match="there is no check `iban`") as refused:
        Engine(checks={"iban": lambda _text, _country: True})  # type: ignore[dict-item]

    assert "completeness.check" == refused.value.rule


@pytest.mark.parametrize(
    ("name", "code"),
    [("spain", "es"), ("the netherlands", "nl"), ("uk", "gb"), ("at", "at"), ("ελ", ""), ("a1", ""), ("peru", "")],
)
def test_countries_have_two_letters(name, code):
    assert code == country_code(name)


@pytest.mark.parametrize(
    ("field", "fields", "country"),
    [
        ("Phone", {"Country": "ES"}, "es"),
        ("HomePhone", {"HomeCountry": "PT", "Country": "ES"}, "pt"),
        ("shipping_mobile", {"shipping_country": "NL"}, "nl"),
        ("Fax", {}, ""),
    ],
)
def test_the_country_stands_beside_the_phone(field, fields, country):
    assert country == country_of(field, fields)


# -- an engine -------------------------------------------------------------------------------------------------------

FIELDS = (FieldSpec("Email", check="email"), FieldSpec("Phone", check="phone"), FieldSpec("Name"))
LOOSE = {"Name": "Ana", "Email": "ana..ruiz@acme.example", "Phone": "600 000 001", "Country": "ES"}
RIGHT = {**LOOSE, "Email": "ana.ruiz@acme.example"}


def story(made: Engine) -> Engine:
    """Tell a journal of two leads: one whose address only the plain check accepts, and one that is right."""
    for command in (
        c.AddUser(by=HOST, id="ana", permissions=("modify_all_data",)),
        c.SetCompleteness(by=HOST, type="lead", fields=FIELDS),
        c.AddPointsRule(by=HOST, id="full", points=10, when="reached", type="lead", clawback="on_degrade"),
        c.AddRecord(by="ana", id="loose", type="lead", fields=LOOSE),
        c.AddRecord(by="ana", id="right", type="lead", fields=RIGHT),
    ):
        made.apply(command)
    return made


def opened(events: Any, **more: Any) -> Engine:
    return Engine(clock=ticking(), journal=MemoryJournal(events), **more)


def shares(made: Engine) -> list[Fraction | None]:
    made.check()
    return [score.valid for record in ("loose", "right") if (score := made.completeness(record)) is not None]


def paid(made: Engine) -> list[tuple[str | None, int]]:
    return [(entry.record, entry.points) for entry in made.ledger("ana")]


def test_scores_points_and_questions_use_the_engines_checks(checks):
    plain, strict = story(Engine(clock=ticking())), story(Engine(clock=ticking(), checks=checks))

    assert [1, 1] == shares(plain)
    assert [Fraction(2, 3), 1] == shares(strict)
    assert [("loose", 10), ("right", 10)] == paid(plain)
    assert [("right", 10)] == paid(strict)
    for made, complete in ((plain, 2), (strict, 1)):
        assert Fraction(complete, 2) == made.completeness_by("owner")["ana"].share_complete
        assert (complete, 2) == ((fill := made.field_fill("lead")["Email"]).num, fill.den)
        assert 4 + complete == made.quality("lead")["validity"].num
        assert Fraction(complete, 2) == made.adoption("2026-01-05", "2026-01-06")["complete_share"].value  # type: ignore[union-attr]
    assert ("Email",) == strict.viewer("ana").missing("loose")


def test_a_phone_is_judged_by_the_records_country(checks):
    made = story(Engine(clock=ticking(), checks=checks))

    made.apply(c.UpdateRecord(by="ana", id="right", fields={"Country": "United Kingdom"}))

    assert ("Phone",) == made.viewer("ana").missing("right")


def test_copies_and_moments_keep_the_checks(checks):
    made = story(Engine(clock=ticking(), checks=checks))
    moment = list(made.events())[-1].at

    for other in (made.fork(), made.as_of(moment), made.as_of(moment).fork()):
        assert [Fraction(2, 3), 1] == shares(other)
    assert 5 == made.quality("lead", as_of=moment)["validity"].num
    made.apply(c.UpdateRecord(by="ana", id="loose", fields={"City": "Pau"}))
    assert 5 == made.quality("lead", as_of=moment)["validity"].num


def test_a_refused_batch_is_folded_anew_with_the_checks(checks):
    made = story(Engine(clock=ticking(), checks=checks))

    with pytest.raises(InvalidError):
        made.apply_all([c.AddRecord(by="ana", id="more", type="lead", fields=LOOSE), c.Post(by="ana", text="")])

    assert [Fraction(2, 3), 1] == shares(made)


def test_a_journal_keeps_what_was_paid_whatever_it_is_opened_with(checks, tmp_path: Path):
    """The points are events; scores and what badges count are by the present checks, and no key is paid twice."""
    path = tmp_path / "org.db"
    with Engine.open(path, clock=ticking()) as plain:
        facts = state(story(plain).view)
    with Engine.open(path, clock=ticking(), checks=checks) as strict:
        assert [Fraction(2, 3), 1] == shares(strict)
        now = state(strict.view)
        assert ["deeds"] == [name for name, fact in facts.items() if now[name] != fact]  # what badges count
        assert [("loose", 10), ("right", 10)] == paid(strict)
        strict.apply(c.UpdateRecord(by="ana", id="loose", fields={"Email": RIGHT["Email"]}))
        assert [("loose", 10), ("right", 10)] == paid(strict)


def test_other_checks_pay_at_the_next_edge_alone():
    """A lead that the old checks refused and the new ones accept is paid when a save brings it there, not before."""
    strict = story(Engine(clock=ticking(), checks={"email": lambda text, _country: ".." not in text}))
    plain = opened(strict.events())

    plain.apply(c.UpdateRecord(by="ana", id="loose", fields={"City": "Pau"}))
    assert [("right", 10)] == paid(plain)
    plain.apply_all([c.UpdateRecord(by="ana", id="loose", fields={"Name": name}) for name in ("", "Ana")])

    assert [("right", 10), ("loose", 10)] == paid(plain)


def test_what_was_paid_by_other_checks_is_taken_back_on_degrading(checks):
    """By the present checks: what they find incomplete already cannot leave, and its points stay."""
    strict = opened(story(Engine(clock=ticking())).events(), checks=checks)

    strict.apply(c.UpdateRecord(by="ana", id="loose", fields={"Name": ""}))
    strict.apply(c.UpdateRecord(by="ana", id="right", fields={"Name": ""}))

    assert [("loose", 10), ("right", 10), ("right", -10)] == paid(strict)


def test_the_twin_takes_the_same_checks(checks):
    made = story(Engine(clock=ticking(), checks=checks))

    compare.agree(made, Reference(made.events(), made.view.checks))
    assert made.view.scores("owner") == Reference(made.events(), made.view.checks).scores("owner")
    assert made.view.scores("owner") != Reference(made.events()).scores("owner")
