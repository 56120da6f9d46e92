"""Counting states: exact shares, and texts that never claim too much (SCORING 1.3, C4, C5, C6, C17)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore.completeness import Completeness, FieldScore, macro, micro, shown, tally
from collabcore.errors import InvalidError
from collabcore.model import FieldSpec

STATES = ("blank", "placeholder", "invalid", "valid", "not_applicable")

fields = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(STATES)), max_size=12)
shares = st.integers(1, 2000).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den)))


def scored(*rows):
    """Tally rows of weight and state, named a, b, c …."""
    specs = [FieldSpec(chr(ord("a") + place), weight) for place, (weight, _) in enumerate(rows)]
    return tally(specs, [state for _, state in rows])


def of(num, den):
    """Tally `den` fields of which `num` are valid."""
    return scored(*[(1, "valid")] * num, *[(1, "blank")] * (den - num))


def text(*share, places=0) -> Any:
    """Return how a share is shown that has a text."""
    num, den = share
    return shown(num, den, places)


class TestShown:
    def test_ladder_without_decimals(self):
        """C4."""
        expected = "0 9 18 27 36 45 55 64 73 82 91 100"

        assert " ".join(text(k, 11) for k in range(12)) == expected

    def test_ladder_with_two_decimals(self):
        """C5."""
        expected = "0.00 9.09 18.18 27.27 36.36 45.45 54.55 63.64 72.73 81.82 90.91 100.00"

        assert " ".join(text(k, 11, places=2) for k in range(12)) == expected

    @pytest.mark.parametrize(
        ("num", "den", "places", "expected"),
        [
            (999, 1000, 0, "99"),
            (199, 200, 0, "99"),
            (1, 1000, 0, "1"),
            (0, 1000, 0, "0"),
            (1999, 2000, 1, "99.9"),
            (1, 2000, 1, "0.1"),
            (1, 200, 0, "1"),
            (1, 8, 0, "13"),
            (1, 8, 1, "12.5"),
            (1, 8, 2, "12.50"),
            (1, 80, 1, "1.3"),
            (31, 33, 2, "93.94"),
            (13, 22, 2, "59.09"),
            (5, 5, 3, "100.000"),
            (0, 0, 2, None),
        ],
    )
    def test_never_claims_all_or_nothing(self, num, den, places, expected):
        """C6, and half up."""
        assert shown(num, den, places) == expected

    @given(shares, st.integers(0, 4))
    def test_is_100_only_for_all_and_0_only_for_nothing(self, share, places):
        """Property 6, first half."""
        num, den = share
        percent = Fraction(text(num, den, places=places))

        assert (percent == 100) is (num == den)
        assert (percent == 0) is (num == 0)

    @given(shares, shares, st.integers(0, 4))
    def test_rises_with_the_share(self, one, other, places):
        """Property 6, second half."""
        low, high = sorted((one, other), key=lambda share: Fraction(*share))

        assert Fraction(text(*low, places=places)) <= Fraction(text(*high, places=places))

    @given(shares, st.integers(0, 4))
    def test_is_within_one_unit_of_the_last_place(self, share, places):
        percent = Fraction(text(*share, places=places))

        assert abs(percent - 100 * Fraction(*share)) < Fraction(1, 10**places)

    @pytest.mark.parametrize(("num", "den"), [(-1, 2), (3, 2), (1, 0), (0, -1)])
    def test_refuses_what_is_no_share(self, num, den):
        with pytest.raises(InvalidError, match=f"`{num}/{den}` is not a share") as refusal:
            shown(num, den)

        assert refusal.value.rule == "completeness.share"

    def test_refuses_less_than_no_decimals(self):
        with pytest.raises(InvalidError, match="no `-1` decimals") as refusal:
            shown(1, 2, -1)

        assert refusal.value.rule == "completeness.places"


class TestTally:
    def test_two_numerators_over_one_denominator(self):
        score = scored((5, "valid"), (3, "invalid"), (2, "placeholder"), (1, "blank"), (7, "not_applicable"))

        assert (score.present_weight, score.valid_weight, score.weight) == (8, 5, 11)
        assert score.present == Fraction(8, 11)
        assert score.valid == Fraction(5, 11)
        assert score.validity == Fraction(5, 8)
        assert score.shown == "45"
        assert not score.is_complete

    def test_fields_and_gains(self):
        score = scored((5, "valid"), (3, "invalid"), (7, "not_applicable"), (2, "blank"))

        assert score.fields == (
            FieldScore("a", "valid", Fraction(0)),
            FieldScore("b", "invalid", Fraction(3, 10)),
            FieldScore("c", "not_applicable", Fraction(0)),
            FieldScore("d", "blank", Fraction(1, 5)),
        )

    def test_missing_by_gain_then_profile_order(self):
        score = scored((1, "blank"), (3, "invalid"), (1, "placeholder"), (3, "blank"), (9, "not_applicable"))

        assert score.missing == ("b", "d", "a", "c")
        assert score.next_best == "b"

    @pytest.mark.parametrize("rows", [(), ((3, "not_applicable"),)], ids=repr)
    def test_no_score_where_nothing_applies(self, rows):
        """C14."""
        score = scored(*rows)

        assert (score.present, score.valid, score.validity, score.shown) == (None, None, None, None)
        assert not score.is_complete
        assert score.missing == ()
        assert score.next_best is None
        assert all(field.gain == 0 for field in score.fields)

    def test_no_validity_where_nothing_is_present(self):
        assert of(0, 3).validity is None
        assert of(0, 3).valid == 0

    def test_all_valid_is_complete(self):
        assert of(1, 1).is_complete
        assert of(3, 3).is_complete
        assert of(3, 3).missing == ()

    def test_is_a_value(self):
        assert of(1, 2) == of(1, 2)
        assert len({of(1, 2), of(1, 2), of(2, 2)}) == 2
        assert repr(of(1, 1)) == (
            "Completeness(names=('a',), weights=(1,), states=('valid',), present_weight=1, valid_weight=1, weight=1)"
        )

    @given(fields)
    def test_gains_are_what_is_missing(self, rows):
        score = scored(*rows)

        assert sum((field.gain for field in score.fields), score.valid or Fraction(0)) == (1 if score.weight else 0)
        assert sum(field.gain > 0 for field in score.fields) == len(score.missing)

    @given(fields)
    def test_holds_only_whole_numbers(self, rows):
        score = scored(*rows)

        assert 0 <= score.valid_weight <= score.present_weight <= score.weight
        assert {type(score.valid_weight), type(score.present_weight), type(score.weight)} == {int}


class TestMeans:
    def test_quality_by_owner(self):
        """C17: ana, bob, and cat who has none."""
        ana, bob = [of(11, 11), of(11, 11), of(9, 11)], [of(2, 11), of(11, 11)]

        assert micro(ana) == Fraction(31, 33)
        assert micro(bob) == Fraction(13, 22)
        assert micro([]) is None
        assert macro(bob) == Fraction(13, 22)
        assert macro([]) is None

    def test_differ_where_profiles_differ_in_size(self):
        assert micro([of(1, 1), of(0, 2)]) == Fraction(1, 3)
        assert macro([of(1, 1), of(0, 2)]) == Fraction(1, 2)

    def test_leave_out_what_has_no_score(self):
        nothing = Completeness((), (), (), 0, 0, 0)

        assert micro([nothing, of(1, 2)]) == macro([nothing, of(1, 2)]) == Fraction(1, 2)
        assert micro([nothing]) is None
        assert macro([nothing]) is None

    @given(st.lists(fields, max_size=6))
    def test_lie_between_the_least_and_the_greatest(self, records):
        """Property 7."""
        scores = [scored(*rows) for rows in records]
        ratios = [score.valid for score in scores if score.valid is not None]

        assert (micro(scores) is None) is (not ratios)
        for mean in (micro(scores), macro(scores)):
            assert mean is None or min(ratios) <= mean <= max(ratios)
