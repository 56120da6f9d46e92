"""The predicate language: what holds of a record, what does not, and what may not even be asked."""

import datetime as dt
import zoneinfo
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore.criteria import failing, holds, reader, validate
from collabcore.errors import InvalidError
from collabcore.model import Criterion, Record

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)
NAN = float("nan")
BLANKS: tuple[Any, ...] = (None, "", "   ", "\u00a0\t", "\u200b", NAN, (), {})
OPERATORS = (
    "equals",
    "not_equals",
    "in",
    "contains",
    "filled",
    "blank",
    "less",
    "greater",
    "younger_than_days",
    "older_than_days",
)


def a_lead(created=NOON, creator=None, **fields):
    return Record(
        id="l1",
        type="lead",
        owner="ana",
        creator=creator,
        fields=fields,
        created_at=created,
        updated_at=created + dt.timedelta(days=1),
    )


def says(found, operator, wanted=None, at=NOON):
    """Tell whether a criterion holds of a record whose field `f` is `found`."""
    return holds([Criterion("f", operator, wanted)], a_lead(f=found), at)


class TestHolds:
    @pytest.mark.parametrize(
        ("found", "operator", "wanted", "answer"),
        [
            ("open", "equals", "open", True),
            ("open", "equals", "Open", False),
            ("open", "not_equals", "open", False),
            ("open", "not_equals", "closed", True),
            (5, "equals", 5.0, True),
            (5, "equals", "5", False),
            (5, "not_equals", "5", True),
            (1, "equals", True, False),
            (True, "equals", 1, False),
            (True, "equals", True, True),
            (False, "equals", False, True),
            (0, "filled", None, True),
            (False, "blank", None, False),
            ("2026-01-05T12:00:00Z", "equals", "2026-01-05T13:00:00+01:00", True),
            ("2026-01-05", "equals", "2026-01-05T00:00:00Z", True),
            ("2026-01-05", "equals", "2026-01-06", False),
            (("a", 1, {"k": 2}), "equals", ["a", 1.0, {"k": 2}], True),
            (("a", 1), "equals", ("a",), False),
            (("a", 1), "equals", "a", False),
            (("a",), "equals", "a", False),
            ("a", "equals", ("a",), False),
            ({"k": 1}, "equals", {"k": 1}, True),
            ({"k": 1}, "equals", {"k": 2}, False),
            ({"k": 1}, "equals", {"j": 1}, False),
            ({"k": 1}, "equals", "k", False),
            ("es", "in", ("es", "nl"), True),
            ("pt", "in", ["es", "nl"], False),
            (2, "in", (1, 2.0), True),
            ("es", "in", "es nl", False),
            ("es", "in", (), False),
            ("acme ltd", "contains", "acme", True),
            ("acme ltd", "contains", "Acme", False),
            ("acme 12", "contains", 12, False),
            (("red", 7), "contains", 7.0, True),
            (("red", 7), "contains", "re", False),
            ({"red": 1}, "contains", "red", False),
            (12, "contains", 1, False),
            (3, "less", 4, True),
            (4, "less", 4, False),
            (4, "less", 4.5, True),
            (5, "greater", 4, True),
            (4, "greater", 4, False),
            (2**53 + 1, "greater", float(2**53), True),
            ("3", "less", 4, False),
            (3, "less", "4", False),
            ("3", "greater", 4, False),
            ("a", "less", "b", False),
            (True, "less", 2, False),
            ("2026-01-05", "less", "2026-01-06", True),
            ("2026-01-05T12:00:00+02:00", "less", "2026-01-05T11:00:00Z", True),
            ("2026-01-06", "greater", "2026-01-05T23:59:59Z", True),
            ("2026-01-05", "less", 20260106, False),
            (20260105, "less", "2026-01-06", False),
            ("2026-01-05T12:00:00", "less", "2026-01-06", False),
            ("2026-13-05", "less", "2026-01-06", False),
            ("20260105", "less", "2026-01-06", False),
            (5, "greater", NAN, False),
        ],
        ids=repr,
    )
    def test_compares_by_kind(self, found, operator, wanted, answer):
        assert says(found, operator, wanted) is answer

    @pytest.mark.parametrize("found", BLANKS, ids=repr)
    @pytest.mark.parametrize("operator", OPERATORS)
    def test_only_blank_and_not_equals_hold_of_a_blank_field(self, found, operator):
        assert says(found, operator, 3) is (operator in {"blank", "not_equals"})

    @pytest.mark.parametrize("operator", OPERATORS)
    def test_a_missing_field_is_blank(self, operator):
        criteria = [Criterion("nowhere", operator, 3)]

        assert holds(criteria, a_lead(f=3), NOON) is (operator in {"blank", "not_equals"})

    def test_a_blank_is_not_equal_to_the_same_blank(self):
        assert not says("", "equals", "")

    def test_all_must_hold(self):
        yes, no = Criterion("f", "equals", 1), Criterion("f", "equals", 2)

        assert holds([], a_lead(f=1), NOON)
        assert holds([yes, yes], a_lead(f=1), NOON)
        assert not holds([yes, no], a_lead(f=1), NOON)
        assert not holds([no, yes], a_lead(f=1), NOON)


class TestAge:
    @pytest.mark.parametrize(
        ("elapsed", "days", "younger", "older"),
        [
            (dt.timedelta(days=3) - TICK, 3, True, False),
            (dt.timedelta(days=3), 3, False, False),
            (dt.timedelta(days=3) + TICK, 3, False, True),
            (dt.timedelta(0), 3, True, False),
            (dt.timedelta(days=-5), 3, True, False),
            (dt.timedelta(hours=12) - TICK, "1/2", True, False),
            (dt.timedelta(hours=12), "1/2", False, False),
            (dt.timedelta(hours=13), "1/2", False, True),
            (dt.timedelta(days=30), 10**12, True, False),
        ],
    )
    def test_is_strict_elapsed_time(self, elapsed, days, younger, older):
        """P1, P2: three days after is no longer younger than three days, and not yet older."""
        record, at = a_lead(), NOON + elapsed

        assert holds([Criterion("created_at", "younger_than_days", days)], record, at) is younger
        assert holds([Criterion("created_at", "older_than_days", days)], record, at) is older

    def test_is_read_from_a_field_with_a_time_or_a_date(self):
        record = a_lead(met="2026-01-05T13:00:00+01:00", due="2026-01-05", said="last week")
        at = NOON + dt.timedelta(days=1)

        assert holds([Criterion("met", "younger_than_days", 2)], record, at)
        assert not holds([Criterion("met", "younger_than_days", 1)], record, at)
        assert holds([Criterion("due", "older_than_days", 1)], record, at)
        assert not holds([Criterion("said", "younger_than_days", 9)], record, at)
        assert not holds([Criterion("said", "older_than_days", 9)], record, at)

    def test_knows_no_wall_clock(self):
        """A day with a clock change has 23 hours; only elapsed hours count."""
        madrid = zoneinfo.ZoneInfo("Europe/Madrid")
        before = dt.datetime(2024, 3, 30, 12, tzinfo=madrid)
        after = dt.datetime(2024, 3, 31, 12, tzinfo=madrid)

        assert holds([Criterion("created_at", "younger_than_days", 1)], a_lead(before), after)

    def test_reads_the_first_instant_there_is(self):
        assert says("0001-01-01T00:00:00+14:00", "older_than_days", 1)


class TestNames:
    def test_the_record_s_own_hide_fields_of_the_same_name(self):
        fields = dict.fromkeys(("created_at", "updated_at", "owner", "creator", "type", "parent"), "?")
        record = attrs.evolve(a_lead(creator="bob"), fields=fields)

        assert record.created_at == reader("created_at")(record)
        assert record.updated_at == reader("updated_at")(record)
        assert reader("owner")(record) == "ana"
        assert reader("creator")(record) == "bob"
        assert reader("type")(record) == "lead"
        assert reader("parent")(record) is None

    def test_own_names_are_compared_like_fields(self):
        record = a_lead()

        assert holds([Criterion("owner", "equals", "ana"), Criterion("type", "in", ("lead",))], record, NOON)
        assert holds([Criterion("creator", "blank"), Criterion("parent", "blank")], record, NOON)
        assert holds([Criterion("created_at", "less", "2026-01-05T12:00:01Z")], record, NOON)
        assert holds([Criterion("updated_at", "equals", "2026-01-06T12:00:00Z")], record, NOON)

    def test_a_field_is_read_by_its_name(self):
        assert reader("City")(a_lead(City="Pau")) == "Pau"
        assert reader("city")(a_lead(City="Pau")) is None


class TestFailing:
    def test_names_what_does_not_hold_in_order(self):
        yes, no, never = Criterion("f", "equals", 1), Criterion("f", "less", 0), Criterion("g", "filled")

        assert failing([no, yes, never], a_lead(f=1), NOON) == (no, never)
        assert failing([yes], a_lead(f=1), NOON) == ()

    @given(
        st.lists(
            st.builds(
                Criterion,
                st.sampled_from(["f", "g", "owner"]),
                st.sampled_from(OPERATORS[:8]),
                st.sampled_from([1, 2, "ana", "2026-01-05", (1, "ana"), None]),
            ),
        ),
        st.sampled_from([1, 2, "ana", "2026-01-06", None, (1, 2)]),
    )
    def test_is_empty_exactly_when_all_hold(self, criteria, found):
        record = a_lead(f=found)

        assert holds(criteria, record, NOON) == (failing(criteria, record, NOON) == ())


class TestValidate:
    @pytest.mark.parametrize(
        ("field", "operator", "value"),
        [
            ("f", "equals", 0),
            ("f", "equals", False),
            ("f", "not_equals", "closed"),
            ("f", "in", ()),
            ("f", "in", ["a", 1]),
            ("f", "contains", "a"),
            ("f", "filled", None),
            ("f", "filled", True),
            ("f", "blank", None),
            ("f", "less", 3),
            ("f", "less", -0.5),
            ("f", "greater", "2026-01-05"),
            ("f", "greater", "2026-01-05T09:00:00Z"),
            ("created_at", "younger_than_days", 3),
            ("updated_at", "older_than_days", "1/2"),
            ("CloseDate", "older_than_days", 90),
        ],
        ids=repr,
    )
    def test_accepts_what_can_mean_something(self, field, operator, value):
        """And nothing less: the same with an operator there is not is refused."""
        criterion = Criterion(field, operator, value)
        validate([criterion])
        with pytest.raises(InvalidError, match="there is no operator"):
            validate([criterion, attrs.evolve(criterion, operator="matches")])  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("field", "operator", "value", "rule", "message"),
        [
            ("", "filled", None, "criteria.field", "a criterion needs a field, not ``"),
            ("\u200b", "filled", None, "criteria.field", "a criterion needs a field, not `\u200b`"),
            ("f", "matches", ".*", "criteria.operator", "there is no operator `matches`"),
            (
                "f",
                "equals",
                None,
                "criteria.value",
                "`f equals` needs a value (`blank` and `filled` ask for none), not `None`",
            ),
            ("f", "not_equals", "", "criteria.value", None),
            ("f", "contains", " ", "criteria.value", None),
            ("f", "in", "es", "criteria.value", "`f in` needs a list, not `'es'`"),
            ("f", "in", None, "criteria.value", None),
            ("f", "filled", False, "criteria.value", "`f filled` needs no value, not `False`"),
            ("f", "blank", "x", "criteria.value", None),
            ("f", "less", "five", "criteria.value", "`f less` needs a number or a time, not `'five'`"),
            ("f", "less", True, "criteria.value", None),
            ("f", "greater", NAN, "criteria.value", None),
            ("f", "greater", "2026-01-05T09:00:00", "criteria.value", None),
            (
                "created_at",
                "younger_than_days",
                0,
                "criteria.value",
                "`created_at younger_than_days` needs a number of days above zero, not `0`",
            ),
            ("created_at", "younger_than_days", -1, "criteria.value", None),
            ("created_at", "younger_than_days", 0.5, "criteria.value", None),
            ("created_at", "younger_than_days", True, "criteria.value", None),
            ("created_at", "older_than_days", None, "criteria.value", None),
            ("created_at", "older_than_days", "three", "criteria.value", None),
            ("owner", "younger_than_days", 3, "criteria.field", "`owner` is never a time and has no age"),
            ("creator", "older_than_days", 3, "criteria.field", None),
            ("type", "younger_than_days", 3, "criteria.field", None),
            ("parent", "older_than_days", 3, "criteria.field", None),
        ],
        ids=repr,
    )
    def test_refuses_what_never_could(self, field, operator, value, rule, message):
        with pytest.raises(InvalidError) as refusal:
            validate([Criterion("f", "filled"), Criterion(field, operator, value)])

        assert refusal.value.rule == rule
        assert message is None or refusal.value.message == message
