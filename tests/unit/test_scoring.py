"""How complete a record is and what that pays: SCORING §4's cases C and P, and §4.1's properties."""

import datetime as dt
import json
import time
import types
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore import scoring
from collabcore.errors import InvalidError
from collabcore.model import HOST, CompletenessProfile, Criterion, FieldSpec, PointsRule, Record
from collabcore.scoring import (
    Award,
    Save,
    award_key,
    awards,
    beneficiary,
    compiled,
    completeness,
    reaches,
    validate_profile,
    validate_rule,
    why_not,
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
BOTH = pytest.mark.parametrize("profile", [SEED, STRICT], ids=["seed", "strict"])


def a_lead(fields=types.MappingProxyType({}), **changes):
    lead = Record(id="l1", type="lead", owner="ana", fields=fields, created_at=NOON, updated_at=NOON)
    return attrs.evolve(lead, **changes)


def filled(count):
    """Return a lead with the first `count` of the eleven fields."""
    return a_lead({name: FULL[name] for name in ELEVEN[:count]})


def a_profile(*fields, mode="strict"):
    return CompletenessProfile(type="lead", fields=fields, mode=mode)


def a_rule(**changes):
    return attrs.evolve(PointsRule(id="full", points=10, when="reached", type="lead"), **changes)


def a_view(*rules, profile=STRICT, users=("ana", "bob"), inactive=(), paid=()) -> Any:
    people = {user: types.SimpleNamespace(active=user not in inactive) for user in users}
    return types.SimpleNamespace(
        rules={rule.id: rule for rule in rules},
        profiles={} if profile is None else {profile.type: profile},
        users=people,
        award=dict.fromkeys(paid, "an entry").get,
    )


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
        assert not reaches(STRICT, a_rule(), None, lead, NOON)
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
        assert not reaches(a_profile(never), a_rule(), None, a_lead(FULL), NOON)

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

    def test_forgets_rather_than_grows(self, monkeypatch):
        monkeypatch.setattr(scoring, "_COMPILED", {})
        monkeypatch.setattr(scoring, "_COMPILED_LIMIT", 2)
        profiles = [a_profile(FieldSpec(name)) for name in "abcde"]

        states, sizes = [], []
        for profile in profiles:
            states.append(compiled(profile)(a_lead({"c": 1}), NOON))
            sizes.append(len(scoring._COMPILED))

        assert states == [("blank",), ("blank",), ("valid",), ("blank",), ("blank",)]
        assert sizes == [1, 2, 1, 2, 1]

    def test_an_id_used_again_is_another_profile(self, monkeypatch):
        old, new = a_profile(FieldSpec("a")), a_profile(FieldSpec("b"))
        monkeypatch.setattr(scoring, "_COMPILED", {id(new): (old, compiled(old))})

        assert compiled(new)(a_lead({"b": 1}), NOON) == ("valid",)


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

        assert (score.present_weight, score.valid_weight, score.weight) == naive(profile, record)

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
    def test_accepts_the_seed_s_eleven(self):
        validate_profile(SEED)
        validate_profile(STRICT)

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


class TestReaches:
    def test_threshold_in_between(self):
        """P23: 80 % of eleven fields is reached with the ninth."""
        rule = a_rule(threshold=Fraction(4, 5))
        ladder = [filled(count) for count in range(12)]
        edges = [reaches(STRICT, rule, *pair, NOON) for pair in zip([None, *ladder], ladder, strict=False)]

        assert edges == [False] * 9 + [True] + [False] * 2

    @pytest.mark.parametrize(
        ("before", "after", "edge"),
        [
            (None, 11, True),
            (None, 10, False),
            (10, 11, True),
            (11, 11, False),
            (11, 10, False),
            (10, 10, False),
            (0, 11, True),
        ],
    )
    def test_is_an_edge(self, before, after, edge):
        """P22: created complete counts."""
        old = None if before is None else filled(before)

        assert reaches(STRICT, a_rule(), old, filled(after), NOON) is edge

    def test_measures_what_the_rule_says(self):
        wrong = a_lead({**FULL, "Email": "sofia@acme"})

        assert not reaches(STRICT, a_rule(), None, wrong, NOON)
        assert reaches(STRICT, a_rule(measure="present"), None, wrong, NOON)
        assert not reaches(STRICT, a_rule(measure="present"), wrong, a_lead(FULL), NOON)

    def test_one_field_of_weight_one_is_enough(self):
        assert reaches(a_profile(FieldSpec("City")), a_rule(), None, a_lead({"City": "Pau"}), NOON)

    def test_time_alone_is_no_edge(self):
        young = FieldSpec("City", applies_when=(Criterion("created_at", "younger_than_days", 1),))
        profile = a_profile(FieldSpec("Title"), young)
        lead = a_lead({"Title": "Director"})

        assert not reaches(profile, a_rule(), None, lead, NOON)
        assert not reaches(profile, a_rule(), lead, lead, NOON + DAY)

    @given(
        profiles(),
        records,
        st.none() | records,
        st.fractions(Fraction(1, 50), 1),
        st.sampled_from(["valid", "present"]),
    )
    def test_equals_the_comparison_of_fractions(self, profile, after, before, threshold, measure):
        def share(record):
            present, valid, total = naive(profile, record)
            return Fraction(valid if measure == "valid" else present, total)

        expected = share(after) >= threshold and (before is None or share(before) < threshold)

        assert reaches(profile, a_rule(threshold=threshold, measure=measure), before, after, NOON) is expected


class TestBeneficiary:
    @pytest.mark.parametrize(
        ("who", "actor", "creator", "earns"),
        [
            ("owner", "bob", "cat", "ana"),
            ("actor", "bob", "cat", "bob"),
            ("creator", "bob", "cat", "cat"),
            ("owner", HOST, None, "ana"),
            ("actor", HOST, "cat", None),
            ("creator", "bob", None, None),
            ("creator", "bob", HOST, None),
        ],
        ids=repr,
    )
    def test_the_host_is_nobody(self, who, actor, creator, earns):
        """READINGS 41."""
        assert beneficiary(a_rule(beneficiary=who), a_lead(creator=creator), actor) == earns


class TestAwardKey:
    @pytest.mark.parametrize(
        ("key", "text"),
        [
            (("rule", "record"), '{"record": "l1", "rule": "full"}'),
            (("record", "rule"), '{"record": "l1", "rule": "full"}'),
            (("rule", "user", "actor"), '{"actor": "bob", "rule": "full", "user": "ana"}'),
            (("rule", "day"), '{"day": "2024-12-30", "rule": "full"}'),
            (("rule", "week"), '{"rule": "full", "week": "2025-W01"}'),
        ],
        ids=repr,
    )
    def test_says_its_parts_by_name(self, key, text):
        """B8 for the week: the ISO year of 30 December 2024 is 2025."""
        at = dt.datetime(2024, 12, 30, 12, tzinfo=dt.UTC)

        assert award_key(a_rule(key=key), a_lead(), "ana", "bob", at) == text

    def test_days_are_dates_in_utc(self):
        at = dt.datetime(2026, 1, 6, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))

        assert json.loads(award_key(a_rule(key=("rule", "day")), a_lead(), "ana", "bob", at))["day"] == "2026-01-05"

    @given(*[st.lists(st.text('",: {}\\é', min_size=1, max_size=4), min_size=4, max_size=4)] * 2)
    def test_different_parts_give_different_texts(self, one, other):
        def key(rule, record, user, actor):
            template = ("rule", "record", "user", "actor")
            return award_key(a_rule(id=rule, key=template), a_lead(id=record), user, actor, NOON)

        assert (key(*one) == key(*other)) is (one == other)


class TestAwards:
    @pytest.mark.parametrize(
        ("at", "points"),
        [
            (dt.datetime(2024, 3, 4, 8, 59, 59, tzinfo=dt.UTC), 10),
            (dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC) - TICK, 10),
            (dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC), 0),
            (dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC), 10),
        ],
        ids=str,
    )
    def test_younger_than_three_days(self, at, points):
        """P1."""
        created = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
        rule = a_rule(where=(Criterion("created_at", "younger_than_days", 3),))
        before, after = a_lead(created_at=created), a_lead(FULL, created_at=created)

        assert sum(award.points for award in awards(a_view(rule), before, after, "ana", at)) == points

    def test_once_per_record(self):
        """P3, in parts: saved complete again, and completed again under the new owner bob."""
        first = awards(a_view(a_rule()), filled(10), filled(11), "ana", NOON)
        paid = [award.key for award in first]
        view = a_view(a_rule(), paid=paid)

        assert first == (Award("full", "ana", 10, paid[0], "l1", alert=True),)
        assert awards(view, filled(11), filled(11), "ana", NOON) == ()
        assert awards(view, filled(10), filled(11), "ana", NOON) == ()
        assert awards(view, filled(10), attrs.evolve(filled(11), owner="bob"), "ana", NOON) == ()

    def test_once_per_record_and_user(self):
        """P4, in parts: with the user in the key, the new owner earns too."""
        rule = a_rule(key=("rule", "record", "user"))
        (first,) = awards(a_view(rule), filled(10), filled(11), "ana", NOON)
        (second,) = awards(
            a_view(rule, paid=[first.key]), filled(10), attrs.evolve(filled(11), owner="bob"), "ana", NOON
        )

        assert (first.user, second.user) == ("ana", "bob")

    def test_created_complete(self):
        """P22."""
        (award,) = awards(a_view(a_rule()), None, filled(11), "ana", NOON)

        assert (award.points, award.alert) == (10, True)

    def test_threshold_in_between(self):
        """P23: one award on the way up, at nine of eleven, however many saves follow."""
        rule = a_rule(threshold=Fraction(80, 100))
        paid: list[str] = []
        steps = []
        for count in (8, 9, 10, 11):
            earned = awards(a_view(rule, paid=paid), filled(count - 1), filled(count), "ana", NOON)
            steps.append(sum(award.points for award in earned))
            paid += [award.key for award in earned]

        assert steps == [0, 10, 0, 0]

    def test_every_rule_pays_in_order(self):
        rules = a_rule(id="z", points=1), a_rule(id="a", points=-2, beneficiary="actor", alert=False)
        other = a_rule(id="b", type="account"), a_rule(id="c", retired=True)
        earned = awards(a_view(*rules, *other), None, filled(11), "bob", NOON)

        assert [(a.rule, a.user, a.points, a.alert) for a in earned] == [
            ("z", "ana", 1, True),
            ("a", "bob", -2, False),
        ]

    @pytest.mark.parametrize(
        ("rule", "world", "save", "reasons"),
        [
            ({}, {}, {}, ()),
            ({"retired": True}, {}, {}, ("retired",)),
            ({"type": "account"}, {}, {}, ("other_type",)),
            ({"type": "account", "retired": True}, {}, {}, ("retired", "other_type")),
            ({}, {"profile": None}, {}, ("no_profile",)),
            ({}, {}, {"after": filled(10)}, ("below_threshold",)),
            ({}, {}, {"before": filled(11), "after": filled(10)}, ("below_threshold",)),
            ({}, {}, {"before": filled(11)}, ("already_reached",)),
            ({"where": (Criterion("City", "equals", "Pau"),)}, {}, {}, ("not_eligible",)),
            ({"beneficiary": "actor"}, {}, {"actor": HOST}, ("nobody",)),
            ({"beneficiary": "creator"}, {}, {}, ("nobody",)),
            ({}, {"users": ("bob",)}, {}, ("nobody",)),
            ({}, {"inactive": ("ana",)}, {}, ("nobody",)),
            ({}, {"paid": ['{"record": "l1", "rule": "full"}']}, {}, ("already_paid",)),
            (
                {"where": (Criterion("City", "equals", "Pau"),)},
                {"paid": ['{"record": "l1", "rule": "full"}']},
                {"before": filled(11)},
                ("already_reached", "not_eligible", "already_paid"),
            ),
        ],
        ids=str,
    )
    def test_says_why_not(self, rule, world, save, reasons):
        rule, view = a_rule(**rule), a_view(a_rule(**rule), **world)
        save = Save(**{"before": filled(10), "after": filled(11), "actor": "bob", "at": NOON, **save})

        assert why_not(view, rule, save) == reasons
        assert bool(awards(view, save.before, save.after, save.actor, save.at)) is (reasons == ())

    @given(st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["ana", "bob", "eva"])), max_size=12))
    def test_at_most_one_award_per_key_whatever_happens(self, saves):
        """Property 4, in parts: over any history of saves a key pays at most once, and at the first edge."""
        paid: list[str] = []
        before = None
        for count, owner in saves:
            after = attrs.evolve(filled(count), owner=owner)
            paid += [a.key for a in awards(a_view(a_rule(), paid=paid), before, after, owner, NOON)]
            before = after
        complete = [owner for count, owner in saves if count == 11]

        assert len(paid) <= 1
        assert bool(paid) or not complete or complete[0] == "eva"

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the process zone cannot be changed here")
    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "UTC"])
    def test_the_zone_of_the_process_changes_nothing(self, zone, monkeypatch):
        """Property 13."""
        rule = a_rule(key=("rule", "day", "week"), where=(Criterion("created_at", "younger_than_days", 1),))
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            (award,) = awards(a_view(rule), None, filled(11), "ana", NOON + DAY - TICK)
            late = awards(a_view(rule), None, filled(11), "ana", NOON + DAY)
        time.tzset()

        assert award.key == '{"day": "2026-01-06", "rule": "full", "week": "2026-W02"}'
        assert late == ()


class TestValidateRule:
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"points": -2},
            {"threshold": Fraction(1, 100)},
            {"key": ("rule",)},
            {"key": ("user", "rule", "day")},
        ],
        ids=str,
    )
    def test_accepts(self, changes):
        validate_rule(a_rule(**changes))

    @pytest.mark.parametrize(
        ("changes", "rule", "message"),
        [
            ({"points": 0}, "points.amount", "`full` needs points other than `0`"),
            ({"points": 1.5}, "points.amount", "`full` needs points other than `1.5`"),
            ({"type": ""}, "points.type", "`full` needs a type of record, not ``"),
            ({"threshold": Fraction(0)}, "points.threshold", None),
            ({"threshold": Fraction(-1, 2)}, "points.threshold", None),
            (
                {"threshold": Fraction(12, 11)},
                "points.threshold",
                "the threshold of `full` must be above 0 and at most 1, not `12/11`",
            ),
            (
                {"key": ("record",)},
                "points.key",
                "the key of `full` must name `rule`, and nothing twice, not `record`",
            ),
            ({"key": ()}, "points.key", None),
            ({"key": ("rule", "day", "day")}, "points.key", None),
            ({"where": (Criterion("City", "in", "Pau"),)}, "criteria.value", None),
        ],
        ids=str,
    )
    def test_refuses(self, changes, rule, message):
        with pytest.raises(InvalidError) as refusal:
            validate_rule(a_rule(**changes))

        assert refusal.value.rule == rule
        assert message is None or refusal.value.message == message
