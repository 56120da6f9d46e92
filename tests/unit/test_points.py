"""What pays, to whom, and once: SCORING §4's cases P at the level of rules, and §4.1's properties."""

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
from tests.unit.test_scoring import (
    DAY,
    FULL,
    NOON,
    STRICT,
    TICK,
    a_lead,
    a_profile,
    filled,
    naive,
    profiles,
    records,
)

from collabcore import points, triggers
from collabcore.errors import InvalidError
from collabcore.fieldstates import PLAIN
from collabcore.model import HOST, Criterion, FieldSpec, PointsRule
from collabcore.points import Tally, award_key, beneficiary, why_not
from collabcore.rulebook import validate_rule
from collabcore.triggers import Occasion


def a_rule(**changes):
    rule = PointsRule(id="full", points=10, when="reached", type="lead", key=("rule", "record"))
    return attrs.evolve(rule, **changes)


def a_view(*rules, profile=STRICT, users=("ana", "bob"), inactive=(), paid=()) -> Any:
    people = {user: types.SimpleNamespace(active=user not in inactive, kind="internal") for user in users}
    return types.SimpleNamespace(
        rules={rule.id: rule for rule in rules},
        profiles={} if profile is None else {profile.type: profile},
        checks=PLAIN,
        users=people,
        award=dict.fromkeys(paid, "an entry").get,
    )


def save(before, after, actor="ana", at=NOON):
    """Return the occasion of a save."""
    who = {"owner": after.owner, "author": after.creator, "creator": after.creator}
    return Occasion(actor=actor, object=after.id, subject=after, before=before, at=at, **who)


def awards(view, before, after, actor, at):
    """Return what a save pays under the rules of a view."""
    tally = Tally(view)
    earned = [points._award(view, rule, save(before, after, actor, at), tally) for rule in view.rules.values()]
    return tuple(award for award in earned if award is not None)


def reaches(profile, rule, before, after, at):
    """Tell whether a save takes a record over a threshold."""
    return triggers.fires(a_view(rule, profile=profile), rule, save(before, after, at=at))


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
        assert beneficiary(a_rule(beneficiary=who), save(None, a_lead(creator=creator), actor)) == earns


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

        assert award_key(a_rule(key=key), save(None, a_lead(), "bob", at), "ana") == text

    def test_days_are_dates_in_utc(self):
        at = dt.datetime(2026, 1, 6, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))

        assert (
            json.loads(award_key(a_rule(key=("rule", "day")), save(None, a_lead(), "bob", at), "ana"))["day"]
            == "2026-01-05"
        )

    @given(*[st.lists(st.text('",: {}\\é', min_size=1, max_size=4), min_size=4, max_size=4)] * 2)
    def test_different_parts_give_different_texts(self, one, other):
        def key(rule, record, user, actor):
            template = ("rule", "record", "user", "actor")
            return award_key(a_rule(id=rule, key=template), save(None, a_lead(id=record), actor), user)

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

        assert [("full", "ana", 10, 10, "l1", True)] == [
            (one.rule, one.user, one.points, one.amount, one.object, one.alert) for one in first
        ]
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
        ("rule", "world", "saved", "reasons"),
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
    def test_says_why_not(self, rule, world, saved, reasons):
        rule, view = a_rule(**rule), a_view(a_rule(**rule), **world)
        told = {"before": filled(10), "after": filled(11), "actor": "bob", "at": NOON, **saved}

        assert why_not(view, rule, save(**told)) == reasons
        assert bool(awards(view, **told)) is (reasons == ())

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
        """It is declared as it was told, and pays by what it says."""
        rule = a_rule(**changes)
        validate_rule(rule)
        (award,) = awards(a_view(rule), None, filled(11), "ana", NOON)

        assert (award.points, award.rule) == (rule.points, "full")
        assert set(json.loads(award.key)) == set(rule.key)

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
