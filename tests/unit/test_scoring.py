"""How complete a record is: SCORING §4's cases C, and §4.1's properties."""

import datetime as dt
import types
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore import scoring
from collabcore.errors import InvalidError
from collabcore.model import CompletenessProfile, Criterion, FieldSpec, PointsRule, Record
from collabcore.scorers import counter, written_out
from collabcore.scoring import (
    compiled,
    completeness,
    is_reached,
    validate_profile,
)

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TICK = dt.timedelta(microseconds=1)

FULL = {
    "FirstName": "Sofia",
    "LastName": "Ruiz",
    "Company": "Acme",
    "Title": "Director",
    "Phone": "+34 600 000 001",
    "Email": "sofia@acme.example",
    "Street": "Calle Mayor 1",
    "City": "Madrid",
    "State": "Madrid",
    "PostalCode": "28001",
    "Website": "https://acme.example",
}
ELEVEN = tuple(FULL)
CHECKS = {"Phone": "phone", "Email": "email", "PostalCode": "postal_code", "Website": "url"}
SEED = CompletenessProfile(type="lead", mode="seed", fields=tuple(map(FieldSpec, ELEVEN)))
STRICT = CompletenessProfile(
    type="lead",
    fields=tuple(FieldSpec(name, check=CHECKS.get(name)) for name in ELEVEN),  # type: ignore[arg-type]
)
FULL_LEAD = PointsRule(id="full", points=10, when="reached", type="lead")
BOTH = pytest.mark.parametrize("profile", [SEED, STRICT], ids=["seed", "strict"])


def a_lead(fields=types.MappingProxyType({}), **changes):
    lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=NOON, updated_at=NOON)
    return attrs.evolve(lead, **changes)


def filled(count):
    """Return a lead with the first `count` of the eleven fields."""
    return a_lead({name: FULL[name] for name in ELEVEN[:count]})


def a_profile(*fields, mode="strict"):
    return CompletenessProfile(type="lead", fields=fields, mode=mode)


class TestCompleteness:
    @BOTH
    def test_all_eleven(self, profile):
        """C1."""
        score = completeness(profile, a_lead(FULL), NOON)

        assert (score.valid_weight, score.weight) == (11, 11)
        assert score.is_complete
        assert score.shown == "100"

    def test_the_seed_s_own_arithmetic_claims_too_much(self):
        """C1: what must not be used. Doubles give more than 100 % for a full lead."""
        assert sum([1] * 11) * ((100 / 11) * 0.01) == 1.0000000000000002

    @BOTH
    def test_one_missing(self, profile):
        """C2."""
        score = completeness(profile, a_lead({**FULL, "Website": ""}), NOON)

        assert score.valid == Fraction(10, 11)
        assert score.shown == "91"
        assert scoring.shown(score.valid_weight, score.weight, 2) == "90.91"
        assert score.missing == ("Website",)
        assert not score.is_complete

    @BOTH
    def test_least_that_can_be_saved(self, profile):
        """C3."""
        score = completeness(profile, a_lead({"LastName": "Ruiz", "Company": "Acme"}), NOON)

        assert score.valid == Fraction(2, 11)
        assert score.shown == "18"
        assert scoring.shown(score.valid_weight, score.weight, 2) == "18.18"
        assert score.missing == tuple(name for name in ELEVEN if name not in {"LastName", "Company"})

    @BOTH
    def test_ladder(self, profile):
        """C4."""
        ladder = [completeness(profile, filled(count), NOON).shown for count in range(12)]

        assert " ".join(map(str, ladder)) == "0 9 18 27 36 45 55 64 73 82 91 100"

    def test_not_counted_as_filled(self):
        """C7."""
        blanks: tuple[Any, ...] = (None, "", "   ", "\u00a0\t", "\u200b", float("nan"), (), {})
        fillers = ("-", "...", "N/A", " n/a ", "TEST", "xxx", "--None--")
        names = [f"f{place}" for place in range(15)]
        profile = a_profile(*map(FieldSpec, names))
        score = completeness(profile, a_lead(dict(zip(names, blanks + fillers, strict=True))), NOON)

        assert score.states == ("blank",) * 8 + ("placeholder",) * 7
        assert (score.present_weight, score.valid_weight, score.weight) == (0, 0, 15)

    def test_counted_as_filled(self):
        """C8."""
        values = (0, False, 0.0, "0", "Null Island", "Test Valley", "Nan", "X", "NA City")
        names = [f"f{place}" for place in range(9)]
        profile = a_profile(*map(FieldSpec, names))

        assert completeness(profile, a_lead(dict(zip(names, values, strict=True))), NOON).is_complete

    def test_two_numerators(self):
        """C11."""
        lead = a_lead({**FULL, "Email": "sofia@acme", "Website": "n/a"})
        score = completeness(STRICT, lead, NOON)

        assert score.present == Fraction(10, 11)
        assert score.validity == Fraction(9, 10)
        assert score.valid == Fraction(9, 11)
        assert score.shown == "82"
        assert not is_reached(score.counts, FULL_LEAD)
        assert completeness(SEED, lead, NOON).is_complete

    def test_weights(self):
        """C12."""
        profile = a_profile(FieldSpec("Email", 5), FieldSpec("Phone", 3), FieldSpec("Company", 2))
        score = completeness(profile, a_lead({"Email": "x", "Company": "y"}), NOON)

        assert score.valid == Fraction(7, 10)
        assert score.shown == "70"
        assert score.next_best == "Phone"
        assert score.fields[1].gain == Fraction(3, 10)

    def test_a_field_applies_only_where_its_conditions_hold(self):
        lost = FieldSpec("LossReason", 3, applies_when=(Criterion("Stage", "equals", "lost"),))
        profile = a_profile(FieldSpec("Stage"), lost)

        assert completeness(profile, a_lead({"Stage": "won"}), NOON).valid == 1
        assert completeness(profile, a_lead({"Stage": "lost"}), NOON).valid == Fraction(1, 4)
        assert completeness(profile, a_lead({"Stage": "won"}), NOON).states == ("valid", "not_applicable")

    def test_conditions_are_judged_at_the_instant_asked(self):
        old = FieldSpec("City", applies_when=(Criterion("created_at", "older_than_days", 1),))

        assert completeness(a_profile(old), a_lead(), NOON).valid is None
        assert completeness(a_profile(old), a_lead(), NOON + 2 * DAY).valid == 0

    def test_nothing_applies(self):
        """C14."""
        never = FieldSpec("City", applies_when=(Criterion("type", "equals", "account"),))
        score = completeness(a_profile(never), a_lead(FULL), NOON)

        assert (score.valid, score.present, score.shown) == (None, None, None)
        assert not is_reached(score.counts, FULL_LEAD)

    def test_own_names_are_read_as_criteria_read_them(self):
        profile = a_profile(FieldSpec("owner"), FieldSpec("created_at"), FieldSpec("creator"))

        assert completeness(profile, a_lead({"creator": "?"}), NOON).states == ("valid", "valid", "blank")


class TestReadable:
    def test_only_over_fields_one_may_read(self):
        """READINGS 46."""
        lead = a_lead({"FirstName": "Sofia", "Phone": "12345"})
        score = completeness(STRICT, lead, NOON, {"FirstName", "City"}.__contains__)

        assert score.names == ("FirstName", "City")
        assert score.valid == Fraction(1, 2)
        assert score.missing == ("City",)

    def test_nothing_readable_is_no_score(self):
        assert completeness(STRICT, a_lead(FULL), NOON, lambda _: False).valid is None

    def test_everything_readable_changes_nothing(self):
        lead = a_lead({**FULL, "Email": "sofia@acme"})

        assert completeness(STRICT, lead, NOON, lambda _: True) == completeness(STRICT, lead, NOON)

    @pytest.mark.parametrize("secret", [{}, {"Stage": "lost"}, {"Stage": "won", "Country": "ES"}, {"Country": "FR"}])
    def test_a_hidden_field_tells_nothing_through_others(self, secret):
        """Neither by a condition on it, nor as the country of a postal code."""
        lost = FieldSpec("LossReason", applies_when=(Criterion("Stage", "equals", "lost"),))
        profile = a_profile(lost, FieldSpec("PostalCode", check="postal_code"), FieldSpec("Stage"))
        lead = a_lead({"PostalCode": "53001", **secret})
        seen = completeness(profile, lead, NOON, lambda name: name not in {"Stage", "Country"})

        assert seen.names == ("LossReason", "PostalCode")
        assert seen.states == ("not_applicable", "valid")


class TestCompiled:
    def test_is_made_once_per_profile(self):
        twin = attrs.evolve(STRICT)

        assert compiled(STRICT) is compiled(STRICT)
        assert compiled(twin) is not compiled(STRICT)
        assert compiled(twin)(filled(5), NOON) == compiled(STRICT)(filled(5), NOON)

    def test_conditions_need_not_be_hashable(self):
        listed = FieldSpec("City", applies_when=(Criterion("Tags", "equals", ["a", {"b": 1}]),))

        assert compiled(a_profile(listed))(a_lead({"Tags": ["a", {"b": 1}]}), NOON) == ("blank",)

    def test_forgets_rather_than_grows(self):
        """The profiles of the last few hundred are compiled once, of more the first are compiled again."""
        profiles = [a_profile(FieldSpec(name)) for name in "abc"]
        first, second, third = (compiled(profile) for profile in profiles)
        others = [compiled(a_profile(FieldSpec(f"x{number}"))) for number in range(254)]

        assert len({id(each) for each in others}) == 254
        assert (compiled(profiles[1]), compiled(profiles[2])) == (second, third)
        assert compiled(profiles[0]) is not first

    def test_an_id_used_again_is_another_profile(self):
        """Profiles made and thrown away one after the other are never taken for one another."""
        for number in range(600):
            profile = a_profile(FieldSpec(f"f{number}"))
            assert compiled(profile)(a_lead({f"f{number}": 1}), NOON) == ("valid",)


class TestCounter:
    def test_counts_what_the_states_say(self):
        """Fields that are the record's own, conditions that hold and that do not, checks, in both modes."""
        young, old = Criterion("created_at", "younger_than_days", 3), Criterion("created_at", "older_than_days", 3)
        specs = (
            FieldSpec("owner", 2),
            FieldSpec("Email", 3, "email", applies_when=(young,)),
            FieldSpec("Phone", 5, "phone", applies_when=(old,)),
            FieldSpec("parent", 7, applies_when=(young,)),
        )
        for mode, counts in (("strict", (5, 2, 12)), ("seed", (5, 5, 12))):
            profile, lead = a_profile(*specs, mode=mode), a_lead({"Email": "ana@acme", "Phone": "600 000 001"})
            assert counter(profile)(lead, NOON) == counts == completeness(profile, lead, NOON).counts

    def test_what_somebody_wrote_is_never_run(self):
        """Names of fields are handed to the function as values, whatever they look like."""
        name = '"); raise SystemExit("'
        profile = a_profile(FieldSpec(name), FieldSpec("x\ny"))

        assert name not in written_out(profile)
        assert counter(profile)(a_lead({name: "here"}), NOON) == (1, 1, 2)


NAMES = ("a", "b", "c", "d")
VALUES = (None, "", "\u200b", "n/a", "--", "x", "home", 0, False, "ana@acme.example", "ana@acme")
GOOD = ("home", 7, "ana@acme.example")

records = st.dictionaries(st.sampled_from((*NAMES, "other")), st.sampled_from(VALUES)).map(a_lead)


@st.composite
def profiles(draw, checks=(None, "email")):
    specs = [
        FieldSpec(name, draw(st.integers(1, 5)), draw(st.sampled_from(checks)))
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    ]
    return a_profile(*specs, mode=draw(st.sampled_from(["seed", "strict"])))


def naive(profile, record):
    """Score by the words of SCORING 1.2: the numbers present, valid and in all."""
    present = valid = total = 0
    for spec in profile.fields:
        value = record.fields.get(spec.name)
        total += spec.weight
        if profile.mode == "seed":
            present += spec.weight * (value not in (None, "") or value is False)
            valid += spec.weight * (value not in (None, "") or value is False)
        elif value not in (None, "", "\u200b", "n/a", "--"):
            present += spec.weight
            valid += spec.weight * (spec.check is None or value == "ana@acme.example")
    return present, valid, total


class TestProperties:
    @given(profiles(), records)
    def test_equals_a_naive_loop(self, profile, record):
        score = completeness(profile, record, NOON)

        assert score.counts == naive(profile, record)
        assert counter(profile)(record, NOON) == score.counts

    @given(profiles(checks=(None,)), records, st.sampled_from(NAMES), st.sampled_from(GOOD))
    def test_filling_never_lowers_and_blanking_never_raises(self, profile, record, name, value):
        """Property 5: of profiles whose fields always apply."""
        before = completeness(profile, record, NOON)
        more = completeness(profile, attrs.evolve(record, fields={**record.fields, name: value}), NOON)
        less = completeness(profile, attrs.evolve(record, fields={**record.fields, name: None}), NOON)

        assert less.weight == before.weight == more.weight
        assert less.present_weight <= before.present_weight <= more.present_weight
        assert less.valid_weight <= before.valid_weight <= more.valid_weight

    @given(profiles(), records, st.sampled_from(VALUES))
    def test_depends_on_the_profile_s_fields_only(self, profile, record, value):
        """Property 5, last part."""
        other = attrs.evolve(record, fields={**record.fields, "other": value}, owner="bob", id="l2")

        assert completeness(profile, other, NOON) == completeness(profile, record, NOON)

    @given(profiles(), records)
    def test_shows_100_only_for_complete(self, profile, record):
        """Property 6."""
        score = completeness(profile, record, NOON)

        assert (score.shown == "100") is score.is_complete

    @given(profiles(), records, st.sets(st.sampled_from(NAMES)))
    def test_a_viewer_s_score_does_not_depend_on_hidden_fields(self, profile, record, hidden):
        bare = {name: value for name, value in record.fields.items() if name not in hidden}
        without = attrs.evolve(record, fields=bare)

        def readable(name):
            return name not in hidden

        assert completeness(profile, record, NOON, readable) == completeness(profile, without, NOON, readable)


class TestValidateProfile:
    @pytest.mark.parametrize("profile", [SEED, STRICT], ids=["seed", "strict"])
    def test_accepts_the_seed_s_eleven(self, profile):
        """What is accepted scores: eleven of eleven, and none of an empty record."""
        validate_profile(profile)
        whole, empty = (completeness(profile, a_lead(fields), NOON) for fields in (FULL, {}))

        assert [(whole.valid_weight, whole.weight), (empty.valid_weight, empty.weight)] == [(11, 11), (0, 11)]

    @pytest.mark.parametrize(
        ("profile", "rule"),
        [
            (a_profile(), "completeness.empty"),
            (CompletenessProfile(type=" ", fields=(FieldSpec("a"),)), "completeness.type"),
            (a_profile(FieldSpec("a"), FieldSpec(" ")), "completeness.field"),
            (a_profile(FieldSpec("a"), FieldSpec("b"), FieldSpec("a", 2)), "completeness.duplicate"),
            (a_profile(FieldSpec("a", 0)), "completeness.weight"),
            (a_profile(FieldSpec("a"), FieldSpec("b", -1)), "completeness.weight"),
            (a_profile(FieldSpec("a", True)), "completeness.weight"),
            (a_profile(FieldSpec("a", 1.5)), "completeness.weight"),  # type: ignore[arg-type]
            (a_profile(FieldSpec("a", applies_when=(Criterion("b", "in", "c"),))), "criteria.value"),
        ],
        ids=["empty", "untyped", "unnamed", "twice", "weightless", "negative", "true", "half", "condition"],
    )
    def test_refuses(self, profile, rule):
        with pytest.raises(InvalidError) as refusal:
            validate_profile(profile)

        assert refusal.value.rule == rule
