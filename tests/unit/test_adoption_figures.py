"""Key figures of work and talk (SCORING 3): each from a small office, exact, with what it is made of."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import attrs
import pytest
from tests.unit.world import engine

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.adoption import Report
from collabcore.adoption.deals import word_of
from collabcore.errors import InvalidError
from collabcore.model import Criterion, FieldSpec

START = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
FIRST = START.date()


def office(*more: c.Command) -> Engine:
    """Return four people who may do anything, and one who has left before the window."""
    names = ("ana", "bob", "cat", "dan", "eva")
    founded = [
        c.AddUser(by=HOST, id=name, permissions=("modify_all_data", "moderate"), at=START - 9 * DAY) for name in names
    ]
    gone = c.DeactivateUsers(by=HOST, ids=("eva",), at=START - 8 * DAY)
    return engine(*founded, gone, *more)


def figures(made: Engine, *, days: int = 7, since: dt.date = FIRST, **more: Any) -> Report:
    found = made.adoption(since, since + days * DAY, **more)
    assert isinstance(found, Report)
    return found


def later(made: Engine) -> Engine:
    """Return the same, asked when everything is over."""
    return made.fork(clock=lambda: START + 99 * DAY)


def counted(made: Engine, name: str, **more: Any) -> tuple[Any, Any]:
    """Return what a figure is made of."""
    return figures(made, **more)[name].num, figures(made, **more)[name].den


def at(days: float, command: c.Command) -> c.Command:
    return attrs.evolve(command, at=START + days * DAY)


def deal(name: str, by: str = "ana", **fields: object) -> c.AddRecord:
    return c.AddRecord(by=by, id=name, type="opportunity", fields=fields)


# Presence


def test_days_with_a_login() -> None:
    """Two logins on one day are one day; nobody who has left is counted."""
    logins = [at(days, c.RecordLogin(by=HOST, user="ana")) for days in (0, 0.1, 2)]

    assert (2, 4) == counted(office(*logins), "login_days_per_user")


def test_week_against_month_and_engagement() -> None:
    """Who was active this week, of this month; and in the window, of everybody who was ever there."""
    made = office(
        *(at(days, c.RecordLogin(by=HOST, user=user)) for days, user in ((-3, "bob"), (1, "ana"), (2, "cat")))
    )

    assert (2, 3) == counted(made, "wau_mau")
    assert (2, 5) == counted(made, "engagement")


def test_retention_without_an_end() -> None:
    """Came in the first week, and was there in the last one or after; exactly then is the bounded one."""
    made = office(*(at(days, c.RecordLogin(by=HOST, user=user)) for days, user in ((0, "ana"), (1, "bob"), (8, "ana"))))

    assert (1, 2) == counted(made, "retention_unbounded", days=14)
    assert (0, 2) == counted(later(made), "retention_unbounded", days=21)
    assert (0, 0) == counted(made, "retention_unbounded", days=21) == counted(made, "retention", days=21)  # to come


def test_weeks_and_people_followed_further() -> None:
    """Who stayed away for a week and came back is kept without an end, as far as it is followed."""
    made = later(
        office(*(at(days, c.RecordLogin(by=HOST, user=user)) for days, user in ((0, "ana"), (1, "bob"), (15, "ana"))))
    )

    def kept(name: str, **more: Any) -> Any:
        return counted(made, name, days=14, **more)

    assert ((0, 2), (0, 2)) == (kept("retention"), kept("retention_unbounded"))
    assert (1, 2) == kept("retention_unbounded", follow_until=START.date() + 16 * DAY)
    assert (0, 2) == kept("retention_unbounded", follow_until="2026-01-20")
    assert (0, 2) == kept("retention", follow_until=START.date() + 16 * DAY)


WEEKS = ("retention", "new", "returning", "resurrected", "dormant")
COHORTS = ("conversion", "calls_to_won", "retention_unbounded")


@pytest.mark.parametrize(
    ("now", "days", "followed", "open_"),
    [
        (7, 7, None, ()),
        (6.5, 7, None, (*WEEKS, *COHORTS)),
        (7, 6, None, WEEKS),
        (30, 8, None, WEEKS),
        (30, 14, 30, ()),
        (30, 14, 31, COHORTS),
    ],
)
def test_what_is_not_over_says_so(now: float, days: int, followed: int | None, open_: tuple[str, ...]) -> None:
    """Cohorts whose window, or what follows it, was not over; weeks not wholly seen; in value and display."""
    made = office(at(0, c.RecordLogin(by=HOST, user="ana")))
    asked = made.fork(clock=lambda: START.replace(hour=0) + now * DAY)
    more = {} if followed is None else {"follow_until": START.date() + followed * DAY}
    report = figures(asked, days=days, **more)

    assert set(open_) == {name for name, kpi in report.items() if kpi.censored}
    assert all(str(kpi).endswith(", so far") == kpi.censored for kpi in report.values())
    is_open = "conversion" in open_
    assert (is_open, is_open) == (report.censored, report.title.endswith(", so far"))


def test_a_report_cannot_follow_backwards() -> None:
    with pytest.raises(InvalidError) as found:
        figures(office(), days=7, follow_until="2026-01-11")

    assert "adoption.window" == found.value.rule


def test_what_makes_somebody_active() -> None:
    """A set of features of the host's choice; what people did is counted as ever."""
    made = office(
        at(0, c.RecordLogin(by=HOST, user="ana")),
        c.Post(by="bob", id="p", text="x"),
        c.Like(by="cat", item="p"),
    )

    assert [(3, 1), (2, 1), (0, 1)] == [
        counted(made, "wau", features=features) for features in (None, ("login", "post"), ())
    ]
    assert (2, 4) == counted(made, "penetration", features=("login", "like"))
    assert (2, 4) == counted(made, "participation", features=("login",))
    with pytest.raises(InvalidError, match="there is no feature `dance`") as found:
        figures(made, features=("dance",))
    assert "adoption.feature" == found.value.rule


def test_what_is_loaded_is_nobodys_use() -> None:
    """An import by a person counts as what the host does; what they do before and after counts."""
    made = office(
        at(0, c.AddRecord(by="ana", id="a", type="lead")),
        c.BeginImport(by=HOST),
        *(c.AddRecord(by="ana", id=f"l{number}", type="lead") for number in range(5)),
        c.UpdateRecord(by="ana", id="l0", fields={"City": "Pau"}),
        c.EndImport(by=HOST),
        c.UpdateRecord(by="ana", id="l0", fields={"City": "Lugo"}),
    )

    assert ((1, 4), (1, 4), (1, 1)) == tuple(
        counted(made, name) for name in ("records_created", "records_updated_lead", "own_edits")
    )
    assert (0, 6) == counted(made, "conversion")


# Calls


def test_calls_by_their_kind() -> None:
    """Every kind in the host's own words; a call is what has the word in its kind."""
    kinds = ("call", "Inbound call", "inbound-call", "outbound call", "meeting", "recall")
    made = office(
        *(at(0, c.LogActivity(by="ana", kind=kind, done=START)) for kind in kinds),
        c.LogActivity(by="bob", kind="call", due=START + DAY),
        at(8, c.LogActivity(by="ana", kind="call", done=START + 8 * DAY)),
    )

    assert (4, 4) == counted(made, "calls")
    assert [1, 2, 1, 1, 1] == [
        counted(made, f"activities_done_{kind}")[0]
        for kind in ("call", "inbound_call", "outbound_call", "meeting", "recall")
    ]
    assert (6, 4) == counted(made, "activities_done")


def test_calls_and_what_came_of_them() -> None:
    """Of the deals called about, those won since; a call on a lead is one on its deal; and how many a win takes."""
    made = office(
        at(0, deal("a", Stage="open")),
        deal("b", Stage="open"),
        c.AddRecord(by="ana", id="l", type="lead"),
        c.AddRecord(by="ana", id="k", type="lead"),
        *(c.LogActivity(by="ana", kind="call", record=record, done=START) for record in ("a", "a", "b", "l", "k")),
        c.LogActivity(by="ana", kind="call", done=START),
        c.LogActivity(by="bob", kind="call", record="b", due=START + DAY),
        c.LogActivity(by="cat", kind="meeting", record="b", done=START),
        at(1, c.UpdateRecord(by="ana", id="a", fields={"Stage": "won"})),
        c.ConvertLead(by="ana", record="l", opportunity="o"),
        at(9, c.UpdateRecord(by="ana", id="o", fields={"Stage": "won"})),
    )

    assert (1, 3) == counted(made, "calls_to_won")
    assert (2, 3) == counted(made, "calls_to_won", follow_until=START.date() + 10 * DAY)
    assert (2, 1) == counted(made, "calls_for_won")
    assert (3, 2) == counted(made, "calls_for_won", days=10)


# Deals against a target, and who they are of


def test_what_is_open_against_what_is_to_be_won() -> None:
    """Coverage is of a target that somebody says; without one there is none."""
    made = office(at(0, deal("a", amount=100)), deal("b", "bob", amount=50))
    by: Any = made.adoption(START.date(), START.date() + 7 * DAY, "user", target={"ana": 400, "bob": "1/2"})

    assert Fraction(3, 4) == figures(made, target=200)["coverage"].value
    assert None is figures(made)["coverage"].value is figures(made, target=0)["coverage"].value
    assert [Fraction(1, 4), 100, None] == [by[name]["coverage"].value for name in ("ana", "bob", "cat")]
    assert [(1, 1), (1, 1), (0, 1)] == [
        (by[name]["records_created_opportunity"].num, by[name]["records_created_opportunity"].den)
        for name in ("ana", "bob", "cat")
    ]


@pytest.mark.parametrize(
    ("by", "target", "rule"),
    [
        (None, {"ana": 1}, "adoption.target"),
        ("role", 5, "adoption.target"),
        (None, -1, "adoption.target"),
        (None, 0.5, None),
    ],
)
def test_targets_that_make_no_sense(by: Any, target: Any, rule: str | None) -> None:
    with pytest.raises(InvalidError) as found:
        office().adoption(START.date(), START.date() + DAY, by, target=target)

    assert rule in (None, found.value.rule)


# Records and deals


def test_records_by_type_and_whose_are_edited() -> None:
    """Of the edits, those of one's own records."""
    made = office(
        c.AddRecord(by="ana", id="l", type="lead", at=START),
        c.AddRecord(by="ana", id="a", type="account"),
        deal("o"),
        c.UpdateRecord(by="ana", id="l", fields={"City": "Pau"}),
        c.UpdateRecord(by="bob", id="l", fields={"City": "Lugo"}),
        c.UpdateRecord(by=HOST, id="l", fields={"City": "Vigo"}),
    )

    assert [(1, 4), (1, 4), (1, 4), (0, 4), (0, 4)] == [
        counted(made, f"records_created_{kind}") for kind in ("lead", "account", "opportunity", "contact", "case")
    ]
    assert (1, 2) == counted(made, "own_edits")


def test_dates_of_closing() -> None:
    """Open deals whose date is over; and how often a date was put off."""
    made = office(
        at(0, deal("a", CloseDate="2026-01-10")),
        deal("b", close_date="2026-02-01"),
        deal("c"),
        deal("d", CloseDate="2026-01-10", Stage="won"),
        c.UpdateRecord(by="ana", id="b", fields={"close_date": "2026-03-01"}),
        c.UpdateRecord(by="ana", id="b", fields={"close_date": "2026-01-20"}),
        c.UpdateRecord(by="ana", id="c", fields={"CloseDate": "2026-01-20"}),
    )

    assert (1, 3) == counted(made, "past_close_date")
    assert (1, 1) == counted(made, "close_date_pushes")


def test_moves_with_something_done_or_said_before() -> None:
    """An activity or a post on the deal within a week before it moves on."""
    made = office(
        at(0, deal("a", Stage="open")),
        deal("b", Stage="open"),
        deal("c", Stage="open"),
        deal("d", Stage="open"),
        c.Post(by="bob", to="a", text="x"),
        c.LogActivity(by="ana", id="call", kind="call", record="b"),
        c.LogActivity(by="ana", id="old", kind="call", record="d"),
        c.LogActivity(by="ana", kind="call"),
        at(1, c.UpdateRecord(by="ana", id="a", fields={"Stage": "won"})),
        c.UpdateRecord(by="ana", id="c", fields={"Stage": "won"}),
        at(2, c.CompleteActivity(by="ana", id="call")),
        at(9, c.UpdateRecord(by="ana", id="b", fields={"Stage": "won"})),
        at(9, c.UpdateRecord(by="ana", id="d", fields={"Stage": "won"})),
    )

    assert (2, 4) == counted(made, "documented_moves", days=14)
    assert (1, 4) == counted(made, "activities_done", days=14)


def test_leads_that_came_and_were_converted() -> None:
    """The cohort of the window by its end; the funnel goes on to what was won."""
    leads = [at(days, c.AddRecord(by="ana", id=f"l{days}", type="lead")) for days in (-2, 0, 1, 2)]
    made = office(*leads)
    made.apply(at(3, c.ConvertLead(by="ana", record="l-2", opportunity="old")))
    made.apply(c.ConvertLead(by="ana", record="l0", opportunity="o"))
    made.apply(c.ConvertLead(by="ana", record="l1"))
    made.apply(at(8, c.UpdateRecord(by="ana", id="o", fields={"Stage": "won"})))
    made.apply(at(20, c.ConvertLead(by="ana", record="l2")))

    assert (2, 3) == counted(made, "conversion")
    assert (3, 1) == counted(made, "leads_converted")
    assert 3 == counted(made, "conversion", days=30)[0] == counted(made, "conversion", follow_until="2026-02-04")[0]
    assert 1 == figures(made, follow_until="2026-01-15").funnel["won"]
    assert {"leads": 3, "converted": 2, "opportunities": 1, "won": 0} == figures(made).funnel
    assert 1 == figures(made, days=10).funnel["won"]


def test_quality_of_what_is_worked_on() -> None:
    """Open records with a profile, by what held at the end of the window."""
    made = office(
        at(0, c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone"))),  # type: ignore[arg-type]
        c.AddRecord(by="ana", id="l", type="lead", fields={"City": "Pau", "Phone": "+34 600 000 001"}),
        c.AddRecord(by="bob", id="m", type="lead", fields={"City": "Pau"}),
        c.AddRecord(by="bob", id="n", type="case"),
        at(9, c.SetCompleteness(by=HOST, type="lead", fields=("City",))),  # type: ignore[arg-type]
    )

    assert ((3, 4), (1, 2)) == (counted(made, "data_quality"), counted(made, "complete_share"))
    assert ((2, 2), (2, 2)) == (counted(made, "data_quality", days=14), counted(made, "complete_share", days=14))
    why = FieldSpec("Why", applies_when=(Criterion("Kind", "equals", "odd"),))
    made.apply(at(10, c.SetCompleteness(by=HOST, type="case", fields=(why,))))
    assert (2, 2) == counted(made, "data_quality", days=14)


def test_quality_by_the_profile_of_the_record_type() -> None:
    """A record type with a profile of its own is held to that one alone."""
    made = office(
        at(0, c.SetCompleteness(by=HOST, type="lead", fields=("City", "Phone"))),  # type: ignore[arg-type]
        c.SetCompleteness(by=HOST, type="lead", record_type="donor", fields=("Gift",)),  # type: ignore[arg-type]
        c.AddRecord(by="ana", id="l", type="lead", fields={"RecordType": "donor", "Gift": "5 euros"}),
        c.AddRecord(by="ana", id="m", type="lead", fields={"RecordType": "other", "City": "Pau"}),
    )

    assert ((2, 3), (1, 2)) == (counted(made, "data_quality"), counted(made, "complete_share"))


# Talk


def test_what_is_answered_and_how_soon() -> None:
    """By somebody else than the author; the median of the hours until then."""
    made = office(
        at(0, c.Post(by="ana", id="p1", text="x")),
        at(0, c.Post(by="ana", id="p2", text="x")),
        at(0, c.Post(by="bob", id="p3", text="x")),
        at(0, c.Post(by="bob", id="p4", text="x")),
        c.Delete(by="bob", id="p4"),
        c.Comment(by="ana", post="p1", text="x"),
        c.Comment(by="bob", post="p1", text="x", at=START + 2 * HOUR),
        c.Comment(by="cat", post="p1", text="x", at=START + 3 * HOUR),
        c.Comment(by="cat", post="p2", text="x", at=START + 5 * HOUR),
    )

    assert (2, 3) == counted(made, "response_rate")
    assert Fraction(7, 2) == figures(made)["first_answer_hours"].value
    assert (0, 0) == counted(office(), "first_answer_hours")


def test_questions_polls_and_ideas() -> None:
    """Best answers that stand, votes of everybody, and what somebody else said of an idea."""
    made = office(
        at(0, c.Post(by="ana", id="q1", question="what?")),
        c.Post(by="ana", id="q2", question="why?"),
        c.Comment(by="bob", id="k1", post="q1", text="x"),
        c.Comment(by="bob", id="k2", post="q2", text="x"),
        c.ChooseBestAnswer(by="ana", comment="k1"),
        c.ChooseBestAnswer(by="ana", comment="k2"),
        c.ClearBestAnswer(by="ana", post="q2"),
        c.Post(by="ana", id="poll", text="x", poll=("tea", "soup")),
        c.Vote(by="bob", post="poll", choice="tea"),
        c.Vote(by="bob", post="poll", choice="soup"),
        c.Vote(by="cat", post="poll", choice="tea"),
        c.PostIdea(by="ana", id="i1", title="x"),
        c.PostIdea(by="ana", id="i2", title="x"),
        c.SetIdeaStatus(by="ana", idea="i1", status="planned"),
        c.SetIdeaStatus(by="bob", idea="i2", status="retired"),
        c.SetIdeaStatus(by="bob", idea="i2", status="planned"),
    )

    assert (1, 2) == counted(made, "questions_solved")
    assert (2, 4) == counted(made, "poll_turnout")
    assert ((2, 4), (1, 2)) == (counted(made, "ideas_posted"), counted(made, "ideas_answered"))
    for name in ("bob", "cat"):
        made.apply(c.VoteIdea(by=name, idea="i1", up=True))
    made.apply(c.VoteIdea(by="bob", idea="i2", up=False))
    assert (2, 4) == counted(made, "ideas_voted")


def test_turnout_is_of_those_who_could_vote() -> None:
    """Who sees a poll now, and who has voted in it; a poll that is gone tells nothing."""
    made = engine(
        *(c.AddUser(by=HOST, id=name) for name in ("ana", "bob", "cat", "dan")),
        c.CreateGroup(by="ana", id="few", name="Few", access="private"),
        c.AddMember(by="ana", group="few", user="bob"),
        c.AddMember(by="ana", group="few", user="cat"),
        c.Post(by="ana", id="inside", to="few", text="x", poll=("tea", "soup")),
        c.Vote(by="bob", post="inside", choice="tea"),
        c.Vote(by="cat", post="inside", choice="tea"),
    )

    assert (2, 3) == counted(made, "poll_turnout")
    made.apply(c.LeaveGroup(by="cat", group="few"))
    assert (2, 3) == counted(made, "poll_turnout")
    made.apply(c.Post(by="ana", id="outside", text="x", poll=("tea", "soup")))
    assert (2, 7) == counted(made, "poll_turnout")
    week = START.date() + 7 * DAY
    made.apply(c.Delete(by="ana", id="inside", at=START + 8 * DAY))
    assert (0, 4) == counted(made, "poll_turnout")
    assert (0, 0) == counted(made, "poll_turnout", since=week)


@pytest.mark.parametrize(
    ("posts", "few"), [("aaaaaaaabc", (1, 3)), ("aabbcc", (3, 3)), ("aaabbbbb", (2, 2)), ("", (0, 0))]
)
def test_how_few_write_most(posts: str, few: tuple[int, int]) -> None:
    """The fewest authors of four fifths of the posts, of all authors."""
    names = {"a": "ana", "b": "bob", "c": "cat"}

    assert few == counted(office(*(at(0, c.Post(by=names[who], text="x")) for who in posts)), "four_fifths_of_posts")


def test_what_the_system_writes_is_nobodys() -> None:
    made = office(
        c.Configure(by=HOST, tracked_fields={"opportunity": ("Stage",)}),
        at(0, deal("o", Stage="open")),
        c.UpdateRecord(by="ana", id="o", fields={"Stage": "won"}, item="moved"),
        c.Comment(by="bob", post="moved", text="x"),
    )

    assert (0, 0) == counted(made, "response_rate")


def test_words_of_fields() -> None:
    assert ("", "won", "") == (
        word_of({}, "stage"),
        word_of({"StageName": "won"}, "stage"),
        word_of({"CloseDate": 7}, "closedate"),
    )
