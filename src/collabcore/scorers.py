"""A completeness profile written out as one function that counts records, which every save and every total asks.

Rule 1: it counts what `completeness.tally` counts, of the states that `fieldstates.judge` gives; it decides nothing.
Of a text without a check it asks what `judge` asks, `fillers.Gate`, at once.
Rule 2: the text that is compiled holds numbers of fields and words of this file, never anything that somebody wrote:
names, weights, checks and conditions are handed to it as values.

It says how much, not why: for the state of every field ask `scoring.compiled`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from collabcore.criteria import holds, is_own, reader
from collabcore.fieldstates import PLAIN, Checks, judge
from collabcore.fillers import gate
from collabcore.latest import lasting
from collabcore.model import CompletenessProfile, FieldSpec, Mode, Record

__all__ = ["Counter", "Counts", "counter", "written_out"]

Counts: TypeAlias = tuple[int, int, int]
"""The weight of the fields that hold something real, of those that are valid, and of all that apply."""

Counter: TypeAlias = Callable[[Record, dt.datetime], Counts]
"""Counts a record at an instant."""


def counter(profile: CompletenessProfile, checks: Checks = PLAIN) -> Counter:
    """Return the function that counts records by a profile, made once per profile and checks.

    Cost: O(1) when remembered, O(fields) the first time; the function it returns costs O(fields).

    >>> noon = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
    >>> specs = (FieldSpec("Email", 5, "email"), FieldSpec("Phone", 3))
    >>> fields = {"Email": "a@b"}
    >>> lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=noon, updated_at=noon)
    >>> counter(CompletenessProfile(type="lead", fields=specs))(lead, noon)
    (5, 0, 8)
    """
    return _counter(profile, checks)


@lasting
def _counter(profile: CompletenessProfile, checks: Checks) -> Counter:
    names: dict[str, Any] = {"holds": holds, "always": 0}
    for place, spec in enumerate(profile.fields):
        names |= {f"{word}{place}": value for word, value in _handed(spec, profile.mode, checks)}
        names["always"] += 0 if spec.applies_when else spec.weight
    exec(compile(written_out(profile), "<a completeness profile>", "exec"), names)  # noqa: S102 - rule 2
    found: Counter = names["count"]
    return found


def _handed(spec: FieldSpec, mode: Mode, checks: Checks) -> Iterator[tuple[str, object]]:
    """Yield what the function knows of a field, each by the word it has in its text."""
    yield "weight", spec.weight
    yield from (("when", spec.applies_when),) if spec.applies_when else ()
    yield from (("read", reader(spec.name)),) if is_own(spec.name) else (("name", spec.name),)
    if mode == "strict":
        yield "judge", judge(spec, mode, checks)
        stops = gate(spec.placeholders_allowed, spec.placeholders)
        yield from (("hollow", stops.hollow), ("heads", stops.heads), ("words", stops.words))


def written_out(profile: CompletenessProfile) -> str:
    """Return the text of the function that counts records by a profile.

    Cost: O(fields).

    >>> print(written_out(CompletenessProfile(type="lead", fields=(FieldSpec("City"),), mode="seed")))
    def count(record, at):
        fields = record.fields
        get, lacking, invalid, applies = fields.get, 0, 0, always
        value = get(name0)
        if not value and (value is None or value == ""):
            lacking += weight0
        valid = applies - lacking
        return valid + invalid, valid, applies
    """
    body = [line for place, spec in enumerate(profile.fields) for line in _lines(place, spec, profile.mode)]
    return "\n".join((_FIRST, *(f"    {line}" for line in body), _LAST))


_FIRST = """def count(record, at):
    fields = record.fields
    get, lacking, invalid, applies = fields.get, 0, 0, always"""
_LAST = """    valid = applies - lacking
    return valid + invalid, valid, applies"""


def _lines(place: int, spec: FieldSpec, mode: Mode) -> Iterator[str]:
    indent = "    " if spec.applies_when else ""
    if spec.applies_when:
        yield f"if holds(when{place}, record, at):"
        yield f"    applies += weight{place}"
    yield indent + (f"value = read{place}(record)" if is_own(spec.name) else f"value = get(name{place})")
    lines = _SEED if mode == "seed" else _CHECKED if spec.check else _STRICT
    yield from (indent + line.format(place) for line in lines)


_SEED = (
    'if not value and (value is None or value == ""):',
    "    lacking += weight{0}",
)
_STRICT = (
    "if value is None:",
    "    lacking += weight{0}",
    "elif value.__class__ is str:",
    "    if value in hollow{0} or not heads{0}[value[:2]] and words{0}[value] is not None:",
    "        lacking += weight{0}",
    'elif judge{0}(value, fields) != "valid":',
    "    lacking += weight{0}",
)
_CHECKED = (
    "state = judge{0}(value, fields)",
    'if state != "valid":',
    "    lacking += weight{0}",
    '    if state == "invalid":',
    "        invalid += weight{0}",
)
