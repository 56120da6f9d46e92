"""Who stands where: SCORING §4's cases B as tables, and the laws of ranks and windows (§4.1)."""

import datetime as dt
import time
import zoneinfo
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabcore.boards import NEVER, Row, Score, around, page, rank, ranking, standings, top, window
from collabcore.codec import command_from_json
from collabcore.errors import InvalidError
from collabcore.model import Entry

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
SUNDAY = dt.datetime(2024, 3, 3, 22, 30, tzinfo=dt.UTC)  # 23:30 in Madrid
KINDS = ("competition", "dense", "modified", "ordinal", "fractional")
TABLE = (Score("ana", 50, 1), Score("bob", 40, 5), Score("cat", 40, 4), Score("dan", 30, 2), Score("eva", 0))

scores = st.lists(
    st.builds(Score, st.integers(0, 99).map("u{}".format), st.integers(-3, 3), st.integers(NEVER, 9)),
    unique_by=lambda score: score.user,
    max_size=12,
)
instants = st.datetimes(
    dt.datetime(1990, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    dt.datetime(2037, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
    timezones=st.just(dt.UTC),
)
zones = st.sampled_from(["UTC", "Europe/Madrid", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "Asia/Beirut"])
CALENDAR = ("day", "week", "month", "quarter", "year")


def utc(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def bounds(name, now, zone) -> Any:
    """Return a window that is known to have two bounds."""
    return window(name, now, zone)


def an_entry(number, user, points, at=NOON):
    return Entry(id=f"e{number}", user=user, points=points, key=f"k{number}", rule="full", record="l1", effective_at=at)


class TestRanking:
    @pytest.mark.parametrize(
        ("kind", "ranks"),
        [
            ("competition", [1, 2, 2, 4, 5]),
            ("dense", [1, 2, 2, 3, 4]),
            ("modified", [1, 3, 3, 4, 5]),
            ("ordinal", [1, 2, 3, 4, 5]),
            ("fractional", [1, Fraction(5, 2), Fraction(5, 2), 4, 5]),
        ],
        ids=KINDS,
    )
    def test_five_kinds(self, kind, ranks):
        """B1: cat reached 40 earlier than bob."""
        rows = ranking(TABLE, kind)

        assert [row.user for row in rows] == ["ana", "cat", "bob", "dan", "eva"]
        assert [row.rank for row in rows] == ranks
        assert {type(row.rank) for row in rows} == {Fraction if kind == "fractional" else int}

    def test_lower_is_better(self):
        """B2: cat, who reached 40 earlier, still stands before bob."""
        rows = ranking(TABLE, lower_is_better=True)

        assert [(row.user, row.rank) for row in rows] == [
            ("eva", 1),
            ("dan", 2),
            ("cat", 3),
            ("bob", 3),
            ("ana", 5),
        ]

    def test_percentile_is_the_share_of_the_others_strictly_below(self):
        expected = [Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(1, 4), Fraction(0)]

        assert [row.percentile for row in ranking(TABLE)] == expected
        assert [row.percentile for row in ranking(TABLE, lower_is_better=True)] == [
            Fraction(1),
            Fraction(3, 4),
            Fraction(1, 4),
            Fraction(1, 4),
            Fraction(0),
        ]

    def test_alone_nobody_has_a_percentile(self):
        assert ranking([Score("ana", 3)]) == (Row("ana", 1, 3, None),)
        assert ranking([]) == ()

    def test_what_was_given_earlier_breaks_the_last_tie(self):
        """READINGS 13: never the id."""
        rows = ranking([Score("zoe", 0), Score("ana", 0), Score("bob", 0)])

        assert [row.user for row in rows] == ["zoe", "ana", "bob"]

    def test_refuses_an_unknown_kind(self):
        with pytest.raises(InvalidError, match="no kind of rank `olympic`") as refusal:
            ranking([], "olympic")  # type: ignore[arg-type]

        assert refusal.value.rule == "board.kind"

    @given(scores, st.booleans())
    def test_ranks_by_their_definitions(self, given_scores, lower):
        """Property 8, each kind restated by counting."""
        points = {score.user: score.points * (-1 if lower else 1) for score in given_scores}
        boards: dict[str, dict[str, Any]] = {
            kind: {row.user: row.rank for row in ranking(given_scores, kind, lower_is_better=lower)}  # type: ignore[arg-type]
            for kind in KINDS
        }

        for user, mine in points.items():
            above = sum(other > mine for other in points.values())
            level = sum(other == mine for other in points.values())
            assert boards["competition"][user] == 1 + above
            assert boards["modified"][user] == above + level
            assert boards["dense"][user] == 1 + len({other for other in points.values() if other > mine})
            assert boards["fractional"][user] == Fraction(sum(range(above + 1, above + level + 1)), level)
            assert boards["dense"][user] <= boards["competition"][user] <= boards["ordinal"][user]
            assert boards["ordinal"][user] <= boards["modified"][user]
        assert sorted(boards["ordinal"].values()) == list(range(1, len(points) + 1))

    @given(scores, st.booleans())
    def test_order_and_percentile_by_their_definitions(self, given_scores, lower):
        """Property 14, in parts: the same as sorting by all criteria written out."""
        rows = ranking(given_scores, lower_is_better=lower)
        worth = [(score.points if lower else -score.points) for score in given_scores]
        order = sorted(range(len(worth)), key=lambda place: (worth[place], given_scores[place].reached, place))

        assert [row.user for row in rows] == [given_scores[place].user for place in order]
        for row in rows:
            own = row.points if lower else -row.points
            worse = sum(other > own for other in worth)
            assert row.percentile == (Fraction(worse, len(rows) - 1) if len(rows) > 1 else None)


class TestSlices:
    def test_page_two_of_size_three(self):
        """B4: ranks run on across the page cut."""
        board = [Score("u00", 9, 1), Score("u01", 8, 2), Score("u02", 8, 3), Score("u03", 8, 4)]
        rows = ranking([*board, Score("u04", 7, 5), Score("u05", 6, 6), Score("u06", 5, 7)])

        assert [(row.user, row.rank) for row in page(rows, 2, 3)] == [("u03", 2), ("u04", 5), ("u05", 6)]

    def test_opting_out_and_leaving(self):
        """B11: ana is deactivated, bob opted out and still sees his own rank."""
        public = ranking([score for score in TABLE if score.user not in {"ana", "bob"}])
        private = ranking([score for score in TABLE if score.user != "ana"])

        assert [(row.user, row.rank) for row in public] == [("cat", 1), ("dan", 2), ("eva", 3)]
        assert (rank(private, "bob"), len(private)) == (1, 4)
        assert rank(private, "cat") == 1
        assert rank(public, "bob") is None

    @pytest.mark.parametrize(
        ("user", "k", "users"),
        [
            ("bob", 1, ["cat", "bob", "dan"]),
            ("ana", 1, ["ana", "cat"]),
            ("eva", 2, ["bob", "dan", "eva"]),
            ("bob", 0, ["bob"]),
            ("bob", 9, ["ana", "cat", "bob", "dan", "eva"]),
            ("nobody", 2, []),
        ],
    )
    def test_around_is_clipped_at_the_ends(self, user, k, users):
        assert [row.user for row in around(ranking(TABLE), user, k)] == users

    def test_top(self):
        rows = ranking(TABLE)

        assert top(rows, 0) == ()
        assert top(rows, 2) == rows[:2]
        assert top(rows, 99) == rows

    @pytest.mark.parametrize(
        ("ask", "rule"),
        [
            (lambda rows: top(rows, -1), "board.size"),
            (lambda rows: top(rows, "5"), "board.size"),  # type: ignore[arg-type]
            (lambda rows: page(rows, "1", 3), "board.page"),  # type: ignore[arg-type]
            (lambda rows: around(rows, "ana", -1), "board.size"),
            (lambda rows: page(rows, 1, -1), "board.size"),
            (lambda rows: page(rows, 0, 3), "board.page"),
        ],
        ids=["top", "a text", "a page of text", "around", "page_size", "page_number"],
    )
    def test_refuses_what_is_no_number_of_rows(self, ask, rule):
        with pytest.raises(InvalidError) as refusal:
            ask(ranking(TABLE))

        assert refusal.value.rule == rule

    @given(scores, st.integers(1, 5), st.integers(0, 5))
    def test_slices_are_the_list(self, given_scores, size, k):
        """Property 8, last part: pages concatenate to the whole, around is a piece of it."""
        rows = ranking(given_scores)
        pages = [page(rows, number, size) for number in range(1, len(rows) + 2)]

        assert sum(pages, ()) == rows
        for place, row in enumerate(rows):
            assert around(rows, row.user, k) == rows[max(0, place - k) : place + k + 1]
            assert rank(rows, row.user) == row.rank


class TestStandings:
    def test_adds_up_and_remembers_when(self):
        entries = enumerate([an_entry(1, "ana", 10), an_entry(2, "bob", 5), an_entry(3, "ana", -4)])

        assert standings(entries, ["bob", "ana"]) == (Score("bob", 5, 1), Score("ana", 6, 2))

    def test_an_entry_of_no_points_reaches_nothing(self):
        entries = enumerate([an_entry(1, "ana", 10), an_entry(2, "ana", 0)])

        assert standings(entries, ["ana"]) == (Score("ana", 10, 0),)

    def test_only_the_population_counts(self):
        entries = enumerate([an_entry(1, "ana", 10), an_entry(2, "bob", 5)])

        assert standings(entries, ["bob"]) == (Score("bob", 5, 1),)

    def test_only_the_window_counts(self):
        hours = [NOON + dt.timedelta(hours=hour) for hour in range(4)]
        entries = [(place, an_entry(place, "ana", 10**place, at)) for place, at in enumerate(hours)]

        def within(start, end):
            return standings(entries, ["ana"], (start, end))

        assert within(None, None) == (Score("ana", 1111, 3),)
        assert within(hours[1], hours[3]) == (Score("ana", 110, 2),)
        assert within(hours[2], None) == (Score("ana", 1100, 3),)
        assert within(None, hours[1]) == (Score("ana", 1, 0),)

    @pytest.mark.parametrize(
        ("zero", "users"),
        [
            ("unranked", ["bob", "cat"]),
            ("exclude", ["bob", "cat"]),
            ("include", ["ana", "bob", "cat", "dan"]),
        ],
    )
    def test_zero_has_a_row_only_when_included(self, zero, users):
        """READINGS 6; a score that came back to zero is zero, one below it is not."""
        entries = [
            an_entry(1, "bob", 5),
            an_entry(2, "dan", 5),
            an_entry(3, "dan", -5),
            an_entry(4, "cat", -1),
        ]

        assert [score.user for score in standings(enumerate(entries), ["ana", "bob", "cat", "dan"], zero=zero)] == users

    def test_who_never_moved_reached_zero_first(self):
        entries = enumerate([an_entry(1, "ana", 5), an_entry(2, "ana", -5)])
        rows = ranking(standings(entries, ["ana", "bob"], zero="include"))

        assert [row.user for row in rows] == ["bob", "ana"]

    @given(
        st.lists(
            st.tuples(st.sampled_from(["ana", "bob", "cat"]), st.integers(-3, 3), st.integers(0, 5)),
            max_size=20,
        ),
        st.none() | st.integers(0, 5),
        st.none() | st.integers(0, 5),
    )
    def test_equals_adding_up_by_hand(self, lines, first, last):
        start, end = (None if hour is None else NOON + dt.timedelta(hours=hour) for hour in (first, last))
        ledger = [an_entry(n, user, points, NOON + dt.timedelta(hours=h)) for n, (user, points, h) in enumerate(lines)]
        found = standings(enumerate(ledger), ["ana", "bob"], (start, end), zero="include")

        for score in found:
            hits = [
                (place, points)
                for place, (user, points, hour) in enumerate(lines)
                if user == score.user and points and (first is None or hour >= first) and (last is None or hour < last)
            ]
            assert score.points == sum(points for _, points in hits)
            assert score.reached == max((place for place, _ in hits), default=NEVER)


class TestWindow:
    @pytest.mark.parametrize(
        ("name", "start", "end"),
        [
            ("day", "2024-03-02T23:00", "2024-03-03T23:00"),
            ("week", "2024-02-25T23:00", "2024-03-03T23:00"),
            ("last:7", "2024-02-25T23:00", "2024-03-03T23:00"),
            ("last:1", "2024-03-02T23:00", "2024-03-03T23:00"),
            ("month", "2024-02-29T23:00", "2024-03-31T22:00"),
            ("quarter", "2023-12-31T23:00", "2024-03-31T22:00"),
            ("year", "2023-12-31T23:00", "2024-12-31T23:00"),
        ],
    )
    def test_by_the_calendar_of_the_zone(self, name, start, end):
        """B5, B6, and the clock change at the end of March 2024."""
        assert window(name, SUNDAY, "Europe/Madrid") == (utc(start), utc(end))

    def test_last_seven_days_are_seven_dates(self):
        """B6: a comparison with `today - 1 week` would take eight."""
        start, end = bounds("last:7", SUNDAY, "Europe/Madrid")
        madrid = zoneinfo.ZoneInfo("Europe/Madrid")
        hours = [start + dt.timedelta(hours=hour) for hour in range(int((end - start).total_seconds() // 3600))]
        dates = {hour.astimezone(madrid).date() for hour in hours}

        assert sorted(dates) == [dt.date(2024, 2, 26) + dt.timedelta(days=day) for day in range(7)]

    def test_the_iso_year_s_edge(self):
        """B8: 30 December 2024 is in the first week of 2025 and in December."""
        at = utc("2024-12-30T12:00")

        assert window("week", at) == (utc("2024-12-30T00:00"), utc("2025-01-06T00:00"))
        assert window("month", at) == (utc("2024-12-01T00:00"), utc("2025-01-01T00:00"))
        assert window("quarter", at) == (utc("2024-10-01T00:00"), utc("2025-01-01T00:00"))

    def test_all_time_has_no_bounds(self):
        assert window("all_time", NOON, "Europe/Madrid") == (None, None)

    @pytest.mark.parametrize(
        ("own", "start", "end"),
        [
            ({"from": "2024-03-31", "to": "2024-04-01"}, "2024-03-30T23:00", "2024-03-31T22:00"),
            ({"from": "2024-03-31T09:00:00Z", "to": None}, "2024-03-31T09:00", None),
            ({"to": "2024-03-31T09:00:00+02:00", "from": None}, None, "2024-03-31T07:00"),
            ({"from": NOON, "to": NOON + dt.timedelta(days=1)}, "2026-01-05T12:00", "2026-01-06T12:00"),
            ({"from": None, "to": None}, None, None),
        ],
        ids=["dates", "from", "to", "times", "neither"],
    )
    def test_bounds_of_one_s_own(self, own, start, end):
        expected = tuple(None if text is None else utc(text) for text in (start, end))

        assert window(own, NOON, "Europe/Madrid") == expected

    def test_a_midnight_that_does_not_exist(self):
        """In Sao Paulo the clocks went from 0:00 to 1:00 on 4 November 2018: the day began at 3:00 in UTC."""
        start, end = window("day", utc("2018-11-04T12:00"), "America/Sao_Paulo")

        assert (start, end) == (utc("2018-11-04T03:00"), utc("2018-11-05T02:00"))

    @pytest.mark.parametrize(
        ("name", "zone", "rule"),
        [
            ("fortnight", "UTC", "board.window"),
            ("", "UTC", "board.window"),
            ("last:", "UTC", "board.window"),
            ("last:0", "UTC", "board.window"),
            ("last:-1", "UTC", "board.window"),
            ("last:1.5", "UTC", "board.window"),
            ("last:٣", "UTC", "board.window"),
            ("last:100000", "UTC", "board.window"),
            ({}, "UTC", "board.window"),
            ({"from": None}, "UTC", "board.window"),
            ({"from": None, "to": None, "via": 1}, "UTC", "board.window"),
            ({"from": "2024-03-02", "to": "2024-03-01"}, "UTC", "board.window"),
            ({"from": "2024-03-02", "to": "2024-03-02"}, "UTC", "board.window"),
            ({"from": "2024-13-02", "to": None}, "UTC", "shape.wrong_type"),
            ({"from": "2024-03-02T09:00:00", "to": None}, "UTC", "time.naive"),
            ({"from": 3, "to": None}, "UTC", "shape.wrong_type"),
            ("all_time", "Europe/Atlantis", "board.zone"),
            ("week", "", "board.zone"),
            ("week", "Europe", "board.zone"),
            ("week", "../etc/passwd", "board.zone"),
            ("week", "/etc/localtime", "board.zone"),
            ("week", "a\0b", "board.zone"),
            ("week", None, "board.zone"),
            ("week", 3, "board.zone"),
        ],
        ids=repr,
    )
    def test_refuses(self, name, zone, rule):
        with pytest.raises(InvalidError) as refusal:
            window(name, NOON, zone)

        assert refusal.value.rule == rule

    def test_shows_what_it_refuses(self):
        with pytest.raises(InvalidError, match=r"^there is no time zone `Europe/Atlantis`$"):
            window("week", NOON, "Europe/Atlantis")
        with pytest.raises(InvalidError, match=r"^a window needs `from` and `to`, not `since`$"):
            window({"since": None}, NOON)
        with pytest.raises(InvalidError, match=r"^`from` must be a time, not `3`$"):
            window({"from": 3, "to": None}, NOON)
        with pytest.raises(InvalidError, match=r"^`to` must be a time, not `3`$"):
            window({"from": None, "to": 3}, NOON)

    @given(instants, zones, st.sampled_from(CALENDAR))
    def test_holds_the_instant_it_is_asked_for(self, now, zone, name):
        start, end = bounds(name, now, zone)

        assert start <= now < end
        assert (start.tzinfo, end.tzinfo) == (dt.UTC, dt.UTC)

    @given(instants, zones, st.sampled_from(CALENDAR))
    def test_windows_of_a_kind_follow_without_gap_or_overlap(self, now, zone, name):
        """Property 9, in parts."""
        start, end = bounds(name, now, zone)
        tick = dt.timedelta(microseconds=1)

        assert bounds(name, end, zone)[0] == end
        assert bounds(name, start, zone) == bounds(name, end - tick, zone) == (start, end)

    @given(instants, zones, st.sampled_from(["week", "month", "quarter", "year"]))
    def test_days_partition_every_longer_window(self, now, zone, name):
        """Property 9: the day boards of a month sum to the month's."""
        start, end = bounds(name, now, zone)
        edge = start
        while edge < end:
            assert edge == bounds("day", edge, zone)[0]
            edge = bounds("day", edge, zone)[1]

        assert edge == end

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="the process zone cannot be changed here")
    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
    def test_the_zone_of_the_process_changes_nothing(self, zone, monkeypatch):
        """Property 13."""
        places = "UTC", "Europe/Madrid"
        expected = [window(name, SUNDAY, place) for name in CALENDAR for place in places]
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            found = [window(name, SUNDAY, place) for name in CALENDAR for place in places]
        time.tzset()

        assert found == expected


def test_a_window_is_a_name_or_two_moments():
    """Anything else is no window, whoever asks."""
    with pytest.raises(InvalidError, match="a window: its name, or `from` and `to`"):
        command_from_json({"do": "set_board", "id": "b", "window": 7})
