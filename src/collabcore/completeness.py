"""How complete a record is: an exact share of a declared list of fields.

Rule 1: numerators and denominator stay whole numbers to the end; the denominator comes from the list alone.
Rule 2: a `Fraction` is made only for an answer, a text only for a reader, and no float ever.
Rule 3: this file knows neither records nor time: it counts states that others have given.

How to read it: `tally` counts the states of the fields into a `Completeness`, which answers everything else.
The weights of the fields that apply are the denominator;
those *present* (valid or invalid) and those *valid* are the two numerators (SCORING 1.2, 1.3).
When nothing applies there is no score: None, which is neither 0 nor 100.

What it cannot say: why a field has its state; `fieldstates` and the profile's conditions decide that.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import attrs

from collabcore.errors import InvalidError
from collabcore.fieldstates import State
from collabcore.model import FieldSpec

__all__ = ["Completeness", "FieldScore", "Summary", "band", "macro", "micro", "shown", "summary", "tally"]

_NO_GAIN: Final = frozenset({"valid", "not_applicable"})


@attrs.frozen
class FieldScore:
    """One field of a scored record: its state, and what making it valid would add to the valid score."""

    name: str
    state: State
    gain: Fraction


@attrs.frozen
class Completeness:
    """How complete one record is: whole numbers inside, exact fractions at the edge.

    The score: `valid`, `present`, `validity`, `is_complete`, `shown`.
    The way to a better one: `fields`, `missing`, `next_best`.

    Attributes:
        names: The fields that were looked at, in the profile's order; never one the asker may not read.
        weights: The weight of each.
        states: The state of each.
        present_weight: The weight of the fields that hold something real, valid or not.
        valid_weight: The weight of the valid fields.
        weight: The weight of all fields that apply: the denominator.
    """

    names: tuple[str, ...]
    weights: tuple[int, ...]
    states: tuple[State, ...]
    present_weight: int
    valid_weight: int
    weight: int

    @property
    def present(self) -> Fraction | None:
        """The share of applicable fields that hold something real; None when nothing applies."""
        return _ratio(self.present_weight, self.weight)

    @property
    def valid(self) -> Fraction | None:
        """The share of applicable fields that are valid; None when nothing applies."""
        return _ratio(self.valid_weight, self.weight)

    @property
    def validity(self) -> Fraction | None:
        """The share of present fields that are valid; None when none is present."""
        return _ratio(self.valid_weight, self.present_weight)

    @property
    def counts(self) -> tuple[int, int, int]:
        """The three weights: present, valid, and all."""
        return self.present_weight, self.valid_weight, self.weight

    @property
    def is_complete(self) -> bool:
        """Whether something applies and all of it is valid."""
        return self.valid_weight == self.weight > 0

    @property
    def shown(self) -> str | None:
        """The *valid* score as whole percent; in seed mode present and valid are the same (SCORING 1.3)."""
        return shown(self.valid_weight, self.weight)

    @property
    def fields(self) -> tuple[FieldScore, ...]:
        """Every field with its state and gain, in the profile's order."""
        return tuple(
            FieldScore(name, state, Fraction(0 if state in _NO_GAIN else weight, self.weight or 1))
            for name, weight, state in self._rows()
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The applicable fields that are not valid: the greatest gain first, then in the profile's order."""
        wanted = [(-weight, name) for name, weight, state in self._rows() if state not in _NO_GAIN]
        return tuple(name for _, name in sorted(wanted, key=operator.itemgetter(0)))

    @property
    def next_best(self) -> str | None:
        """The field that would add most; None when nothing is missing."""
        return next(iter(self.missing), None)

    def _rows(self) -> Iterator[tuple[str, int, State]]:
        return zip(self.names, self.weights, self.states, strict=True)


def tally(specs: Sequence[FieldSpec], states: Sequence[State]) -> Completeness:
    """Count the states of fields, one for each, by weight (SCORING 1.3).

    Cost: O(fields).

    >>> tally((FieldSpec("Email", 5), FieldSpec("Phone", 3)), ("valid", "blank")).valid
    Fraction(5, 8)
    """
    names, weights = tuple([spec.name for spec in specs]), tuple([spec.weight for spec in specs])
    held: dict[State, int] = {"blank": 0, "placeholder": 0, "invalid": 0, "valid": 0, "not_applicable": 0}
    for weight, state in zip(weights, states, strict=True):
        held[state] += weight
    present = held["valid"] + held["invalid"]
    applicable = present + held["blank"] + held["placeholder"]
    return Completeness(names, weights, tuple(states), present, held["valid"], applicable)


def _ratio(num: int, den: int) -> Fraction | None:
    return Fraction(num, den) if den else None


def shown(num: int, den: int, places: int = 0) -> str | None:
    """Return a share as percent with `places` decimals; None when the denominator is 0.

    Half up, then clamped: `100` is shown only for all, `0` only for nothing (SCORING 1.3).

    Cost: O(1).

    >>> shown(10, 11), shown(10, 11, 2), shown(999, 1000), shown(1, 1000), shown(0, 0)
    ('91', '90.91', '99', '1', None)

    Raises:
        InvalidError: Not a share (`num` is below 0 or above `den`), or fewer than no decimals.
    """
    if places < 0:
        raise InvalidError(f"a text has no `{places}` decimals", rule="completeness.places")
    if not 0 <= num <= den:
        raise InvalidError(f"`{num}/{den}` is not a share", rule="completeness.share")
    if den == 0:
        return None
    whole = 100 * 10**places
    units = (2 * num * whole + den) // (2 * den)
    if 0 < num < den:
        units = min(max(units, 1), whole - 1)
    percent, decimals = divmod(units, 10**places)
    return f"{percent}.{decimals:0{places}}" if places else str(percent)


def micro(scores: Iterable[Completeness]) -> Fraction | None:
    """Return the valid weight of all records over their applicable weight; None when nothing applies.

    Records with more fields count for more (SCORING 1.4).

    Cost: O(scores).

    >>> small = tally((FieldSpec("Email"),), ("valid",))
    >>> large = tally((FieldSpec("Email"), FieldSpec("City")), ("blank", "blank"))
    >>> micro([small, large])
    Fraction(1, 3)
    """
    pairs = [(score.valid_weight, score.weight) for score in scores]
    return _ratio(sum(num for num, _ in pairs), sum(den for _, den in pairs))


def macro(scores: Iterable[Completeness]) -> Fraction | None:
    """Return the mean of the records' valid scores, leaving out those without one; None when none has.

    Every record counts the same (SCORING 1.4).

    Cost: O(scores).

    >>> small = tally((FieldSpec("Email"),), ("valid",))
    >>> large = tally((FieldSpec("Email"), FieldSpec("City")), ("blank", "blank"))
    >>> macro([small, large])
    Fraction(1, 2)
    """
    ratios = [valid for score in scores if (valid := score.valid) is not None]
    return sum(ratios, Fraction(0)) / len(ratios) if ratios else None


@attrs.frozen
class Summary:
    """The scores of a group of records, in three ways that differ as soon as their profiles do (SCORING 1.4).

    Attributes:
        micro: The valid weight of all over their applicable weight; None of none.
        macro: The mean of their scores.
        share_complete: The share of those that are complete.
        records: How many have a score.
    """

    micro: Fraction | None
    macro: Fraction | None
    share_complete: Fraction | None
    records: int


def summary(counts: Iterable[tuple[tuple[int, int], int]]) -> Summary:
    """Add up scores (valid and applicable weight), each with how many records have it.

    Cost: O(different scores).

    >>> summary([((1, 1), 1), ((0, 2), 1)])
    Summary(micro=Fraction(1, 3), macro=Fraction(1, 2), share_complete=Fraction(1, 2), records=2)
    """
    valid = weight = records = complete = 0
    shares: dict[int, int] = {}
    for (num, den), count in counts:
        valid, weight, records = valid + num * count, weight + den * count, records + count
        complete += count if num == den else 0
        shares[den] = shares.get(den, 0) + num * count
    total = sum((Fraction(num, den) for den, num in shares.items()), Fraction(0))
    return Summary(_ratio(valid, weight), total / records if records else None, _ratio(complete, records), records)


_BANDS: Final = (("good", Fraction(4, 5)), ("fair", Fraction(1, 2)), ("poor", Fraction(0)))


def band(score: Fraction | None, bands: Sequence[tuple[str, Fraction]] = _BANDS) -> str | None:
    """Return the name of the band a score is in, each from a share on; only all of it is `complete` (SCORING 1.3).

    Cost: O(bands).

    >>> [band(Fraction(num, 11)) for num in (0, 5, 6, 8, 9, 10, 11)]
    ['poor', 'poor', 'fair', 'fair', 'good', 'good', 'complete']
    """
    if score is None or score == 1:
        return None if score is None else "complete"
    return next((name for name, start in bands if score >= start), None)
