"""What one field's value is worth: blank, placeholder, invalid or valid.

Rule 1: every decision about a single value lives here, the blank test above all: criteria share it.
Rule 2: this file knows nothing of records as wholes, profiles, weights or time.

How to read it: a value goes through three gates, and the first that stops it names its state (SCORING 1.2).
Is anything written at all?  Is what is written only a filler?  Does the field's check accept it?
A later gate never sees what an earlier one stopped, so a check may assume a real value.
In `seed` mode there is one gate only: None and the empty text are blank, everything else is valid.
Which function a check asks stands in one mapping: `PLAIN` unless the host gives others, such as those of `fieldchecks`.

What it cannot say: whether a valid value is *true*.  That takes an audit, never a formula (SCORING 1.5).
"""

from __future__ import annotations

import functools
import math
import re
import types
from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias, get_args

from collabcore.errors import InvalidError
from collabcore.fillers import PLACEHOLDERS, clean, gate
from collabcore.model import Check, FieldSpec, Mode

__all__ = [
    "PLACEHOLDERS",
    "PLAIN",
    "Checks",
    "FieldCheck",
    "Judge",
    "State",
    "all_checks",
    "clean",
    "country_code",
    "country_of",
    "is_blank",
    "is_placeholder",
    "is_valid",
    "judge",
]

State = Literal["blank", "placeholder", "invalid", "valid", "not_applicable"]
"""What a field is worth; `not_applicable` is given by the profile, never by the value."""

Judge: TypeAlias = Callable[[object, Mapping[str, object]], State]
"""Gives the state of a value, with the record's other fields at hand."""

FieldCheck: TypeAlias = Callable[[str, str], bool]
"""Tells whether a text passes a check, with the two letters of the record's country, empty where none is known.

The text is neither blank nor a placeholder, and in the form of `clean`; phones and postal codes are told a country.
It must be pure: the same text, the same answer, without network, clock or chance.
"""

Checks: TypeAlias = Mapping[Check, FieldCheck]
"""The function that each check asks."""

_LONGEST_NUMBER: Final = 10**15
_PHONE_DIGITS: Final = range(7, 16)

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE: Final = re.compile(r"[0-9+().\-/ ]+")
_URL: Final = re.compile(
    r"https?://(?:[^\s/?#@]*@)?[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+(?::[0-9]+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)

_COUNTRIES: Final = (
    ("es esp spain españa espana", r"(?:0[1-9]|[1-4][0-9]|5[0-2])[0-9]{3}"),
    ("nl nld netherlands nederland holland", r"[1-9][0-9]{3} ?[a-z]{2}"),
    ("pt prt portugal", r"[0-9]{4}-[0-9]{3}"),
    ("fr fra france", r"[0-9]{5}"),
    ("de deu germany deutschland", r"[0-9]{5}"),
    ("it ita italy italia", r"[0-9]{5}"),
    ("be bel belgium belgië belgie belgique", r"[1-9][0-9]{3}"),
    ("gr grc greece ελλάδα", r"[0-9]{3} ?[0-9]{2}"),
    ("br bra brazil brasil", r"[0-9]{5}-?[0-9]{3}"),
    ("us usa", r"[0-9]{5}(?:-[0-9]{4})?"),
    ("gb gbr uk", r"[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}"),
)
_POSTAL: Final[Mapping[str, re.Pattern[str]]] = {
    names.split()[0]: re.compile(pattern, re.IGNORECASE) for names, pattern in _COUNTRIES
}
_CODES: Final[Mapping[str, str]] = {
    **{name: names.split()[0] for names, _ in _COUNTRIES for name in names.split()},
    "the netherlands": "nl",
    "united states": "us",
    "united kingdom": "gb",
    "great britain": "gb",
}
_CODE_LENGTH: Final = 2
_LAST_WORD: Final = re.compile(r"(?:postal_?code|post_?code|zip_?code|zip|phone|mobile|fax)(?:__c)?$", re.IGNORECASE)
_BY_COUNTRY: Final = frozenset({"postal_code", "phone"})
_COUNTRY_TAILS: Final = ("CountryCode", "Country", "country_code", "country")


def is_blank(value: object) -> bool:
    r"""Tell whether nothing is written: None, NaN, an empty collection, or a text with nothing to see.

    `False`, `0`, `0.0` and `"0"` are values.
    This is the blank test of criteria and of strict completeness (SCORING 1.2).

    Cost: O(text) for a text, else O(1).

    >>> [is_blank(value) for value in (None, "", " \u200b", [], 0, False, "0")]
    [True, True, True, True, False, False, False]
    """
    if isinstance(value, str):
        return not clean(value)
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, (list, tuple, set, frozenset, Mapping)) and not value)


def is_placeholder(text: str, allowed: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text that is not blank only fills a place.

    It is the whole text that counts, never a part of it: a listed word, no letter or digit at all,
    or three and more of one character.
    What `allowed` holds (case-folded) is never one: Naples is `NA`, and Null is a surname (SCORING 1.2).

    Cost: O(text).

    >>> [is_placeholder(text) for text in ("N/A", "...", "000", "Null Island", "X")]
    [True, True, True, False, False]
    >>> is_placeholder("NA", frozenset({"na"}))
    False
    """
    return gate(tuple(allowed)).stopped_by(text) is not None


def country_of(field: str, fields: Mapping[str, object]) -> str:
    """Return the country, case-folded, that a field of an address or phone belongs to; the empty text if none is said.

    `BillingPostalCode` looks at `BillingCountryCode`, `BillingCountry`, then `CountryCode`, `Country`
    (each also as `country_code`, `country`); the first that is a text and not blank decides.

    Cost: O(1).

    >>> country_of("BillingPostalCode", {"BillingCountry": "España", "Country": "PT"})
    'españa'
    """
    for name in _country_fields(field):
        found = fields.get(name)
        if isinstance(found, str) and not is_blank(found):
            return clean(found).casefold()
    return ""


@functools.lru_cache(maxsize=256)
def _country_fields(field: str) -> tuple[str, ...]:
    tail = _LAST_WORD.search(field)
    prefixes = ("",) if tail is None else dict.fromkeys((field[: tail.start()], ""))
    return tuple(prefix + tail for prefix in prefixes for tail in _COUNTRY_TAILS)


def country_code(name: str) -> str:
    """Return the two letters of a country by its name or code, case-folded; the empty text when it is not known.

    Any two letters of the Latin alphabet are taken as a code.

    Cost: O(1).

    >>> country_code("españa"), country_code("gbr"), country_code("at"), country_code("atlantis")
    ('es', 'gb', 'at', '')
    """
    is_code = len(name) == _CODE_LENGTH and name.isascii() and name.isalpha()
    return _CODES.get(name, name if is_code else "")


# -- checks -----------------------------------------------------------------------------------------------------------


def _is_email(text: str, _country: str) -> bool:
    return _EMAIL.fullmatch(text) is not None


def _is_phone(text: str, _country: str) -> bool:
    return _PHONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) in _PHONE_DIGITS


def _is_url(text: str, _country: str) -> bool:
    return _URL.fullmatch(text) is not None


def _is_postal_code(text: str, country: str) -> bool:
    form = _POSTAL.get(country)
    return form is None or form.fullmatch(text) is not None


PLAIN: Final[Checks] = types.MappingProxyType(
    {"email": _is_email, "phone": _is_phone, "url": _is_url, "postal_code": _is_postal_code}
)
"""The plain checks, which need no library (SCORING 1.2)."""


def is_valid(check: Check, value: object, country: str = "") -> bool:
    """Tell whether a value that is neither blank nor a placeholder passes the plain check (SCORING 1.2).

    E-mail: one `@` and a dotted domain, no spaces.
    Phone: 7 to 15 digits between `+ ( ) . - /` and spaces.
    URL: http or https and a dotted host.
    Postal code: the country's own form; of an unknown country anything.
    A whole number is checked as the text of its digits; other values that are not text never pass.

    Cost: O(text).

    >>> is_valid("email", "ana@acme.example"), is_valid("email", "ana@acme")
    (True, False)
    >>> is_valid("postal_code", "28001", "es"), is_valid("postal_code", "53001", "es")
    (True, False)
    """
    return _is_accepted(PLAIN[check], value, country)


def _is_accepted(accepts: FieldCheck, value: object, country: str) -> bool:
    text = _written(value)
    return text is not None and accepts(text, country_code(country))


def all_checks(given: Mapping[Check, FieldCheck]) -> Checks:
    """Return a function for every check: those given, and the plain one for each check left out.

    Cost: O(checks).

    >>> checks = all_checks({"phone": lambda text, country: text.startswith("+")})
    >>> checks["phone"]("600 000 001", "es"), checks["email"]("ana@acme.example", "")
    (False, True)
    >>> all_checks({"iban": lambda text, country: True})  # type: ignore[dict-item]
    Traceback (most recent call last):
    collabcore.errors.InvalidError: there is no check `iban`: they are email, phone, url, postal_code

    Raises:
        InvalidError: A name that is none of a check.
    """
    for name in given:
        if name not in get_args(Check):
            words = f"there is no check `{name}`: they are {', '.join(get_args(Check))}"
            raise InvalidError(words, rule="completeness.check")
    return given if given is PLAIN else types.MappingProxyType({**PLAIN, **given})


# -- states -----------------------------------------------------------------------------------------------------------


def judge(spec: FieldSpec, mode: Mode, checks: Checks = PLAIN) -> Judge:
    """Return the function that gives the state of this field's values (SCORING 1.2).

    It does not look at `applies_when`: whether the field counts at all is the profile's matter.
    The field's check asks the function it has in `checks`, the plain one unless others are given.

    Cost: O(1); the function it returns costs O(text).

    >>> judge(FieldSpec("Email", check="email"), "strict")("ana@acme", {})
    'invalid'
    >>> judge(FieldSpec("Email", check="email"), "seed")("ana@acme", {})
    'valid'
    """
    return _seed_state if mode == "seed" else _strict_judge(spec, checks)


def _seed_state(value: object, _fields: Mapping[str, object]) -> State:
    return "blank" if value is None or value == "" else "valid"


def _strict_judge(spec: FieldSpec, checks: Checks) -> Judge:
    passes, stopped_by = _passing(spec, checks), gate(spec.placeholders_allowed, spec.placeholders).stopped_by

    def state(value: object, fields: Mapping[str, object]) -> State:
        if isinstance(value, str):
            stopped: State | None = stopped_by(value)
        else:
            stopped = "blank" if is_blank(value) else None
        return stopped or ("valid" if passes is None or passes(value, fields) else "invalid")

    return state


def _passing(spec: FieldSpec, checks: Checks) -> Callable[[object, Mapping[str, object]], bool] | None:
    """Return what tells whether a value of a field passes its check, beside the record's other fields."""
    if spec.check is None:
        return None
    accepts = checks[spec.check]
    if spec.check in _BY_COUNTRY:
        return lambda value, fields: _is_accepted(accepts, value, country_of(spec.name, fields))
    return lambda value, _fields: _is_accepted(accepts, value, "")


def _written(value: object) -> str | None:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LONGEST_NUMBER:
        return str(value)
    return None
