"""One value: blank, placeholder, invalid or valid (SCORING 1.2, cases C7, C8, C10)."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore.fieldstates import PLACEHOLDERS, clean, country_of, is_blank, is_placeholder, is_valid, judge
from collabcore.model import FieldSpec

BLANKS: tuple[Any, ...] = (None, "", "   ", "\u00a0\t", "\u200b", float("nan"), [], {})
MORE_BLANKS: tuple[Any, ...] = ((), set(), frozenset(), "\u200b \u2060\ufeff\u200c\u200d", "\u3000", "\n")
FILLERS = ("-", "...", "N/A", " n/a ", "TEST", "xxx", "--None--")
MORE_FILLERS = (
    "?",
    "na",
    "NONE",
    "null",
    "nil",
    "tbd",
    "ToDo",
    "asdf",
    "Unknown",
    "000",
    "AAAA",
    "\uff2e\uff21",
    "te\u200bst",
)
VALUES = (0, False, 0.0, "0", "Null Island", "Test Valley", "Nan", "X", "NA City")
MORE_VALUES = (True, 111, "11", "aab", "n / a", "ξ", "東京", [0], {"k": None}, float("inf"))


def state_of(value, mode="strict", fields=None, name="f", **spec):
    return judge(FieldSpec(name, **spec), mode)(value, fields or {})


class TestStates:
    @pytest.mark.parametrize("value", BLANKS + MORE_BLANKS, ids=repr)
    def test_blank(self, value):
        """C7, first half."""
        assert state_of(value) == "blank"
        assert is_blank(value)

    @pytest.mark.parametrize("value", FILLERS + MORE_FILLERS, ids=repr)
    def test_placeholder(self, value):
        """C7, second half."""
        assert state_of(value) == "placeholder"
        assert not is_blank(value)

    @pytest.mark.parametrize("value", VALUES + MORE_VALUES, ids=repr)
    def test_valid(self, value):
        """C8."""
        assert state_of(value) == "valid"

    @pytest.mark.parametrize("value", [*BLANKS[:1], ""], ids=repr)
    def test_the_seed_knows_two_blanks(self, value):
        assert state_of(value, mode="seed") == "blank"

    @pytest.mark.parametrize("value", [*BLANKS[2:], *FILLERS, *VALUES], ids=repr)
    def test_everything_else_is_valid_in_the_seed(self, value):
        assert state_of(value, mode="seed", check="email") == "valid"

    @pytest.mark.parametrize(
        ("value", "allowed", "state"),
        [
            ("NA", ("NA",), "valid"),
            (" na ", ("NA",), "valid"),
            ("Null", ("null",), "valid"),
            ("000", ("000",), "valid"),
            ("-", ("-",), "valid"),
            ("n/a", ("NA",), "placeholder"),
            ("", ("",), "blank"),
        ],
        ids=repr,
    )
    def test_a_field_may_allow_a_placeholder(self, value, allowed, state):
        assert state_of(value, placeholders_allowed=allowed) == state

    def test_an_allowed_placeholder_is_still_checked(self):
        assert state_of("NA", placeholders_allowed=("NA",), check="email") == "invalid"

    @pytest.mark.parametrize("check", ["email", "phone", "url", "postal_code"])
    @pytest.mark.parametrize(("value", "state"), [("", "blank"), ("n/a", "placeholder")])
    def test_a_check_never_sees_what_is_not_a_value(self, check, value, state):
        assert state_of(value, check=check) == state

    @given(st.text())
    def test_blank_by_an_independent_reading(self, text):
        left = unicodedata.normalize("NFKC", text)
        left = "".join(char for char in left if char not in "\u200b\u200c\u200d\u2060\ufeff")

        assert is_blank(text) == (left.strip() == "")

    @given(st.text())
    def test_cleaning_leaves_single_spaces_inside(self, text):
        assert clean(text).split(" ") == (clean(text).split() or [""])

    @given(st.sampled_from(sorted(PLACEHOLDERS)), st.sampled_from(["", " ", "\u200b", "\u00a0"]))
    def test_a_placeholder_stays_one_in_any_dress(self, word, space):
        assert is_placeholder(space + word.upper() + space)
        assert not is_placeholder(f"{word} 7")


class TestChecks:
    @pytest.mark.parametrize(
        ("check", "value", "country", "passes"),
        [
            ("email", "ana@acme.example", "", True),
            ("email", "ana@acme", "", False),
            ("email", " ana@acme.example ", "", True),
            ("email", "ana@mail.acme.example", "", True),
            ("email", "ana@acme..example", "", False),
            ("email", "ana@acme.", "", False),
            ("email", "@acme.example", "", False),
            ("email", "ana@b@acme.example", "", False),
            ("email", "ana ruiz@acme.example", "", False),
            ("email", "acme.example", "", False),
            ("phone", "+34 600 000 001", "", True),
            ("phone", "12345", "", False),
            ("phone", "123456", "", False),
            ("phone", "1234567", "", True),
            ("phone", "123456789012345", "", True),
            ("phone", "1234567890123456", "", False),
            ("phone", "(020) 7946-0018", "", True),
            ("phone", "020.7946/0018", "", True),
            ("phone", "0800 CALL NOW 12", "", False),
            ("phone", "600 000 001 x2", "", False),
            ("phone", 34600000001, "", True),
            ("phone", 12345, "", False),
            ("phone", 10**15, "", False),
            ("phone", -34600000001, "", False),
            ("phone", 34600000001.0, "", False),
            ("phone", True, "", False),
            ("phone", ("34600000001",), "", False),
            ("url", "https://acme.example", "", True),
            ("url", "acme.example", "", False),
            ("url", "HTTP://Acme.Example/a?b#c", "", True),
            ("url", "https://ana@acme.example:8080/", "", True),
            ("url", "https://acme.example?q=1", "", True),
            ("url", "https://10.0.0.1/", "", True),
            ("url", "https://acme", "", False),
            ("url", "https://acme..example", "", False),
            ("url", "https://acme.example/a b", "", False),
            ("url", "ftp://acme.example", "", False),
            ("url", "https://", "", False),
            ("postal_code", "28001", "es", True),
            ("postal_code", "53001", "es", False),
            ("postal_code", "00001", "es", False),
            ("postal_code", "52006", "españa", True),
            ("postal_code", 28001, "spain", True),
            ("postal_code", 1001, "es", False),
            ("postal_code", "1012 AB", "nl", True),
            ("postal_code", "0012 AB", "nl", False),
            ("postal_code", "1012ab", "the netherlands", True),
            ("postal_code", "1012", "nederland", False),
            ("postal_code", "1000-205", "pt", True),
            ("postal_code", "1000205", "portugal", False),
            ("postal_code", "75001", "fr", True),
            ("postal_code", "7500", "france", False),
            ("postal_code", "10115", "de", True),
            ("postal_code", "00184", "it", True),
            ("postal_code", "1000", "be", True),
            ("postal_code", "0100", "belgië", False),
            ("postal_code", "104 31", "gr", True),
            ("postal_code", "10431", "ελλάδα", True),
            ("postal_code", "01310-100", "br", True),
            ("postal_code", "94105-1420", "united states", True),
            ("postal_code", "9410", "usa", False),
            ("postal_code", "SW1A 1AA", "united kingdom", True),
            ("postal_code", "28001", "gb", False),
            ("postal_code", "0012 AB", "the netherlands", False),
            ("postal_code", "9410", "united states", False),
            ("postal_code", "28001", "united kingdom", False),
            ("postal_code", "28001", "great britain", False),
            ("postal_code", "anything", "atlantis", True),
            ("postal_code", "anything", "", True),
            ("postal_code", ("28001",), "", False),
            ("postal_code", 0, "", True),
            ("postal_code", -1, "", False),
            ("postal_code", 10**15 - 1, "", True),
            ("postal_code", 10**15, "", False),
        ],
        ids=repr,
    )
    def test_accepts_and_refuses(self, check, value, country, passes):
        """C10 and the edges of each check."""
        assert is_valid(check, value, country) is passes

    @pytest.mark.parametrize(
        ("names", "good", "bad"),
        [
            ("es esp spain españa espana", "52001", "52-01"),
            ("nl nld netherlands nederland holland", "9999zz", "9999 z"),
            ("pt prt portugal", "4000-123", "4000-12"),
            ("fr fra france", "01000", "1000"),
            ("de deu germany deutschland", "01067", "1067"),
            ("it ita italy italia", "00184", "184"),
            ("be bel belgium belgië belgie belgique", "9990", "0990"),
            ("gr grc greece ελλάδα", "10431", "1043"),
            ("br bra brazil brasil", "01310100", "01310-10"),
            ("us usa", "94105", "94105-14"),
            ("gb gbr uk", "m1 1ae", "m1 1a"),
        ],
    )
    def test_a_country_goes_by_several_names(self, names, good, bad):
        found = [(is_valid("postal_code", good, name), is_valid("postal_code", bad, name)) for name in names.split()]

        assert set(found) == {(True, False)}

    @pytest.mark.parametrize(
        ("field", "fields", "country"),
        [
            ("PostalCode", {"Country": "ES"}, "es"),
            ("PostalCode", {"country": " Spain "}, "spain"),
            ("PostalCode", {"country_code": "NL"}, "nl"),
            ("PostalCode", {"CountryCode": "PT", "Country": "Portugal"}, "pt"),
            ("PostalCode", {"BillingCountry": "ES"}, ""),
            ("BillingPostalCode", {"BillingCountry": "ES", "Country": "PT"}, "es"),
            ("BillingPostalCode", {"ShippingCountry": "ES", "Country": "PT"}, "pt"),
            ("BillingPostalCode", {"BillingCountry": " ", "Country": "PT"}, "pt"),
            ("BillingPostalCode", {"BillingCountry": 34, "CountryCode": None}, ""),
            ("mailing_postal_code", {"mailing_country": "BE"}, "be"),
            ("home_zip", {"home_country_code": "US"}, "us"),
            ("ZipCode", {"Country": "US"}, "us"),
            ("postcode", {"country": "uk"}, "uk"),
            ("Postal_Code__c", {"Country": "ES"}, "es"),
            ("area", {"Country": "ES"}, "es"),
            ("area", {}, ""),
        ],
        ids=repr,
    )
    def test_the_country_stands_beside_the_postal_code(self, field, fields, country):
        assert country_of(field, fields) == country

    def test_a_postal_code_is_judged_by_its_country(self):
        assert state_of("53001", name="PostalCode", check="postal_code", fields={"Country": "ES"}) == "invalid"
        assert state_of("53001", name="PostalCode", check="postal_code", fields={"Country": "FR"}) == "valid"
        assert state_of("53001", name="PostalCode", check="postal_code") == "valid"
