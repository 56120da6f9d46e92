"""Checks of fields by well-kept libraries: e-mail addresses, phone numbers, and addresses of the web.

Rule 1: this is an edge: nothing below imports it, and a host hands what it gives to `Engine(checks=…)`.
Rule 2: nothing is asked of a network, a clock or the environment: the same text gets the same answer, as long as the
same versions of the libraries are installed (the data of phone numbers grow with every release).
Rule 3: the libraries (the extra `checks`) are imported when the checks are made, and never before.

How to read it: `library_checks` gives the mapping; each function below is one of its entries.
Postal codes stay with the plain check.

What it cannot say: whether anybody reads that mailbox, or answers that phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from collabcore.fieldstates import PLAIN, Checks, all_checks

__all__ = ["library_checks"]

_SCHEMES: Final = frozenset({"http", "https"})
_FORBIDDEN: Final = re.compile(r'[\s<>"{}|\\^`]')


def library_checks() -> Checks:
    """Return the checks of fields by libraries: stricter than the plain ones, and told the country of a phone number.

    E-mail: `email-validator`, syntax alone, no DNS; internationalised addresses pass, quoted ones, bare IP addresses
    and reserved names such as `.test` or `.local` do not.
    Phone: `phonenumbers`; a number that is in use somewhere, in the record's country when it has no `+`.
    Without a `+` in a country that is not known, the plain check decides.
    URL: http or https, a host that is a domain or an IP address by `validators`, and no character that must be written
    otherwise.
    Postal code: the plain check.

    Cost: O(1) after the first time; a check costs O(text).

    >>> checks = library_checks()
    >>> checks["phone"]("+34 600 000 001", ""), checks["phone"]("+34 123 456 789", "")
    (True, False)
    >>> checks["phone"]("0900 123 4567", "es"), checks["phone"]("600 000 001", "es")
    (False, True)
    >>> checks["email"]("ana..ruiz@acme.example", ""), checks["url"]("https://acme_.example", "")
    (False, False)

    Raises:
        ImportError: The extra `checks` is not installed.
    """
    try:
        import email_validator as _mail  # noqa: F401, PLC0415
        import phonenumbers as _phones  # noqa: F401, PLC0415
        import validators as _web  # noqa: F401, PLC0415
    except ImportError as missing:
        raise ImportError("checks by libraries need the extra `checks`: pip install collabcore[checks]") from missing
    return all_checks({"email": _is_email, "phone": _is_phone, "url": _is_url})


def _is_email(text: str, _country: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    try:
        validate_email(
            text,
            allow_smtputf8=True,
            allow_empty_local=False,
            allow_quoted_local=False,
            allow_domain_literal=False,
            allow_display_name=False,
            strict=True,
            check_deliverability=False,
            test_environment=False,
            globally_deliverable=True,
        )
    except EmailNotValidError:
        return False
    return True


def _is_phone(text: str, country: str) -> bool:
    import phonenumbers  # noqa: PLC0415

    region = country.upper()
    if region not in phonenumbers.SUPPORTED_REGIONS and "+" not in text:
        return PLAIN["phone"](text, country)
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region or None))
    except phonenumbers.NumberParseException:
        return False


def _is_url(text: str, _country: str) -> bool:
    try:
        parts = urlsplit(text)
        whole = parts.scheme in _SCHEMES and parts.port != 0  # a port that is none raises
    except ValueError:
        return False
    return whole and _FORBIDDEN.search(text) is None and _is_host(parts.hostname or "")


def _is_host(name: str) -> bool:
    import validators  # noqa: PLC0415

    return any(map(_holds, (validators.domain, validators.ipv4, validators.ipv6), (name, name, name)))


def _holds(validator: Callable[[str], object], name: str) -> bool:
    """Ask a validator that says no by a return or, where a variable of the environment wants it, by an error."""
    import validators  # noqa: PLC0415

    try:
        return validator(name) is True
    except validators.ValidationError:
        return False
