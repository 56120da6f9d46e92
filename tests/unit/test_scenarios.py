"""The scenario runner: reading files, the clock, commands, questions, comparing, writing."""

import datetime as dt
import enum
import itertools
import json
from fractions import Fraction

import attrs
import pytest

from collabcore import HOST, Engine, Level
from collabcore import commands as c
from collabcore.errors import REFUSALS, Problem
from collabcore.shapes import Json
from collabcore.testing import scenarios, steps
from collabcore.testing.normal import plain, same, shaped
from collabcore.testing.scenarios import Runner, dump, load, parse, run, save, text

ANA = {"do": "add_user", "id": "ana"}
BOB = {"do": "add_user", "id": "bob"}
POST = {"do": "post", "by": "ana", "id": "p", "text": "words"}


def report(*wires, **head):
    return run(parse({**head, "steps": list(wires)}))


def lines(*wires, **head):
    return list(report(*wires, **head).lines())


def at_of(engine, post):
    return engine.view.posts[post].at.strftime("%H:%M:%S")


# What a file can say


def test_the_contracts_example():
    """The example of the contract comes out as it says."""
    found = report(
        {"do": "add_user", "id": "aniyah"},
        {"do": "add_user", "id": "sofia"},
        {"do": "create_group", "by": "aniyah", "id": "campaign", "name": "Campaign", "access": "private"},
        {"do": "follow", "by": "sofia", "target": "aniyah"},
        {"do": "post", "by": "aniyah", "id": "p1", "to": "campaign", "text": "the ask is 50k"},
        {"ask": "can_see", "as": "sofia", "item": "p1", "answer": False},
        {
            "ask": "explain",
            "user": "sofia",
            "item": "p1",
            "answer": {"allowed": False, "rule": "group.members_only"},
        },
        {"ask": "feed", "as": "sofia", "answer": []},
        {"do": "comment", "by": "sofia", "post": "p1", "id": "c1", "text": "hm", "refused": "not_found"},
        {"ask": "audience", "item": "p1", "answer": ["aniyah"]},
        title="a private group's posts stay inside",
        source="RULES 1.2",
    )
    assert found
    assert [outcome.status for outcome in found.outcomes] == ["ok"] * 10
    assert (found.scenario.title, found.scenario.source) == (
        "a private group's posts stay inside",
        "RULES 1.2",
    )
    assert list(found.lines()) == []


@pytest.mark.parametrize(
    ("obj", "expected"),
    [
        ([], "file: invalid (scenario.shape): a scenario is one JSON object"),
        ({}, "file: invalid (scenario.steps): `steps` must be a list of steps"),
        ({"steps": {}}, "file: invalid (scenario.steps): `steps` must be a list of steps"),
        ({"steps": [], "author": "x"}, "file: invalid (scenario.unknown_key): unknown key `author`"),
        ({"steps": [], "title": 5}, "file: invalid (shape.wrong_type): `title` must be a text, not `5`"),
        (
            {"steps": [], "start": "2026-01-05T09:00:00"},
            "file: invalid (time.naive): `start` needs a time zone: `2026-01-05T09:00:00` has none",
        ),
    ],
)
def test_wrong_as_a_whole(obj, expected):
    """What is wrong with the file as a whole is said once, and makes the report false."""
    found = run(parse(obj))
    assert [str(problem) for problem in found.problems] == [expected]
    assert list(found.lines()) == [expected]
    assert not found


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("post", "(scenario.step): a step is a JSON object"),
        ({}, "(scenario.step): a step has one of `do`, `do_all` and `ask`, or `at` alone"),
        (
            {"do": "post", "ask": "feed"},
            "(scenario.step): a step has one of `do`, `do_all` and `ask`, or `at` alone",
        ),
        ({"at": "soon"}, "(shape.wrong_type): `at` must be a time in ISO 8601, not `'soon'`"),
        ({"at": "2026-01-06T09:00:00Z", "note": "x"}, "(scenario.unknown_key): unknown key `note`"),
        ({"do": "shout"}, "(shape.unknown_command): there is no command `shout`"),
        ({"do": ["post"]}, "(shape.unknown_command): there is no command `['post']`"),
        ({**POST, "txt": "x"}, "(shape.unknown_field): `post` has no field `txt`"),
        ({**POST, "text": 5}, "(shape.wrong_type): `text` must be a text, not `5`"),
        ({"do": "comment", "by": "ana", "text": "x"}, "(shape.missing_field): `comment` needs `post`"),
        (
            {**POST, "at": "2026-01-05T09:00:00"},
            "(time.naive): `at` needs a time zone: `2026-01-05T09:00:00` has none",
        ),
        ({**POST, "rule": "text.empty"}, "(scenario.refused): `rule` needs `refused` beside it"),
        (
            {**POST, "refused": ["limit"]},
            f"(scenario.refused): `refused` must be true or one of {', '.join(REFUSALS)}, not `['limit']`",
        ),
        (
            {**POST, "refused": "nope"},
            f"(scenario.refused): `refused` must be true or one of {', '.join(REFUSALS)}, not `nope`",
        ),
        (
            {
                "do": "set_completeness",
                "type": "lead",
                "fields": [{"name": "City", "wait": 5}],
                "refused": True,
            },
            "(shape.unknown_field): `fields[0]` has no field `wait`",
        ),
        (
            {"ask": "leaderbord", "answer": []},
            "(scenario.unknown_question): the engine is not asked `leaderbord`",
        ),
        ({"ask": None, "answer": []}, "(scenario.unknown_question): the engine is not asked `None`"),
        (
            {"ask": "horoscope", "answer": {}},
            "(scenario.unknown_question): the engine is not asked `horoscope`",
        ),
        ({"ask": "check", "answer": None}, "(scenario.unknown_question): the engine is not asked `check`"),
        (
            {"ask": "audience", "as": "ana", "item": "p", "answer": []},
            "(scenario.unknown_question): a viewer is not asked `audience`",
        ),
        (
            {"ask": "feed", "as": "ana", "sorted": "newest", "answer": []},
            "(scenario.unknown_key): `feed` has no argument `sorted`",
        ),
        (
            {"ask": "feed", "as": "ana", "limit": "3", "answer": []},
            "(shape.wrong_type): `limit` must be a whole number, not `'3'`",
        ),
        (
            {"ask": "can_see", "as": "ana", "answer": True},
            "(shape.missing_field): `can_see` needs `item`",
        ),
        ({"ask": "feed", "as": 5, "answer": []}, "(shape.wrong_type): `as` must be a text, not `5`"),
        ({"ask": "feed", "as": "ana"}, "(scenario.answer): a question needs either `answer` or `refused`"),
        (
            {"ask": "feed", "as": "ana", "answer": [], "refused": "invalid"},
            "(scenario.answer): a question needs either `answer` or `refused`",
        ),
        ({"do_all": "post"}, "(scenario.steps): `do_all` must be a list of steps"),
        ({"do_all": [POST], "by": "ana"}, "(scenario.unknown_key): unknown key `by`"),
        ({"do_all": [{"at": "2026-01-06T09:00:00Z"}]}, "(scenario.batch): a batch holds `do` steps only"),
        (
            {"do_all": [{**POST, "refused": True}], "refused": True},
            "(scenario.batch): a batch is refused once: say so at one step, or at the batch",
        ),
    ],
)
def test_wrong_in_a_step(wire, expected):
    """What is wrong in a step is reported with its number, the step is not run, and the rest still is."""
    found = report(ANA, wire, {"ask": "can_see", "as": "ana", "item": "p", "answer": False}, POST)
    assert [str(problem) for problem in found.problems] == [f"step 2: invalid {expected}"]
    assert [outcome.status for outcome in found.outcomes] == ["ok", "broken", "ok", "ok"]
    assert list(found.lines()) == [f"step 2: invalid {expected}"]
    assert not found


def test_all_that_is_wrong_in_a_step():
    """A step with several mistakes reports each."""
    wire = {"do": "post", "by": "ana", "txt": "x", "two": "p", "text": 5, "rule": 5}
    assert [problem.rule for problem in parse({"steps": [wire]}).problems] == [
        "shape.wrong_type",
        "scenario.refused",
        "shape.unknown_field",
        "shape.unknown_field",
        "shape.wrong_type",
    ]


def test_wrong_inside_a_batch():
    """A mistake in a batch is reported with both numbers, and nothing of the batch happens."""
    found = report(ANA, {"do_all": [POST, {**POST, "id": "q", "txt": "x"}]}, {**POST, "id": "r"})
    assert list(found.lines()) == ["step 2.2: invalid (shape.unknown_field): `post` has no field `txt`"]
    runner = Runner()
    for step in found.scenario.steps:
        runner.step(step)
    assert list(runner.engine.view.posts) == ["r"]
    assert at_of(runner.engine, "r") == "09:00:03"


def test_nested_too_deeply():
    """A value that is nested without end is a mistake of the file, not of the reader."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    wire = {"do": "add_record", "by": "ana", "type": "lead", "fields": {"x": deep}}
    assert [problem.rule for problem in parse({"steps": [wire]}).problems] == ["scenario.depth"]


def test_load(tmp_path):
    """A file is read; one that holds no JSON, or no text, is a file with a problem."""
    good, bad, odd = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "odd.json"
    good.write_text(json.dumps({"steps": [ANA]}))
    bad.write_text('{"steps": [')
    odd.write_bytes(b"\xff\xfe\x00")
    assert run(load(good))
    assert [problem.rule for problem in load(str(bad)).problems] == ["scenario.json"]
    assert str(load(bad).problems[0]).startswith("file: invalid (scenario.json): not JSON: Expecting value")
    assert [problem.rule for problem in load(odd).problems] == ["scenario.json"]
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json")


# The clock


def test_clock():
    """It starts at the start, a second for every command, refused or broken ones too, none for questions."""
    story = parse(
        {
            "start": "2026-01-05T09:30:00Z",
            "steps": [
                ANA,
                {**POST, "id": "a"},
                {"ask": "can_see", "as": "ana", "item": "a", "answer": True},
                {**POST, "id": "a", "refused": "conflict"},
                {**POST, "txt": "x"},
                {**POST, "id": "b"},
                {"at": "2026-01-05T10:00:00Z"},
                {**POST, "id": "c"},
                {**POST, "id": "d"},
                {**POST, "id": "e", "at": "2026-01-05T12:00:00+01:00"},
                {"do_all": [{**POST, "id": "f"}, {**POST, "id": "g"}]},
                {"do_all": [{**POST, "id": "h"}], "at": "2026-01-05T13:00:00Z"},
                {**POST, "id": "i"},
            ],
        }
    )
    runner = Runner(story.start)
    for step in story.steps:
        runner.step(step)
    times = {post: at_of(runner.engine, post) for post in runner.engine.view.posts}
    assert times == {
        "a": "09:30:01",
        "b": "09:30:04",
        "c": "10:00:00",
        "d": "10:00:01",
        "e": "11:00:00",
        "f": "11:00:01",
        "g": "11:00:02",
        "h": "13:00:00",
        "i": "13:00:01",
    }


@pytest.mark.parametrize(
    ("wire", "where", "next_at"),
    [
        ({"at": "2026-01-05T08:00:00Z"}, "step 3", "09:00:02"),
        ({**POST, "id": "q", "at": "2026-01-05T09:00:00Z"}, "step 3", "09:00:03"),
        ({**POST, "id": "q", "at": "2026-01-05T09:00:00Z", "refused": "invalid"}, "step 3", "09:00:03"),
        ({"do_all": [{**POST, "id": "q", "at": "2026-01-05T09:00:00Z"}]}, "step 3.1", "09:00:03"),
    ],
)
def test_time_backwards(wire, where, next_at):
    """A time before the last event is a mistake of the file; the clock goes on as if it were not there."""
    story = parse({"steps": [ANA, POST, wire, {**POST, "id": "r"}]})
    runner = Runner()
    outcomes = [runner.step(step) for step in story.steps]
    last = "earlier than the last event, at `2026-01-05T09:00:01Z`"
    assert outcomes[2].problems == (Problem(where, "invalid", "time.backwards", last),)
    assert outcomes[2].status == "broken"
    assert list(runner.engine.view.posts) == ["p", "r"]
    assert at_of(runner.engine, "r") == next_at


def test_time_may_go_back_to_the_last_event():
    """Where commands made no event since, the clock may go back to the last one."""
    assert report(ANA, {**POST, "by": "bob", "refused": True}, {"at": "2026-01-05T09:00:00Z"}, POST)


# Commands


@pytest.mark.parametrize(
    ("wire", "tag", "rule"),
    [
        ({**BOB, "id": "ana"}, "conflict", "id.taken"),
        ({"do": "add_role", "id": "ana"}, "conflict", "id.taken"),
        ({**POST, "text": ""}, "invalid", "text.empty"),
        ({**POST, "text": "a" * 10_001}, "invalid", "text.too_long"),
        ({**POST, "by": "old"}, "not_allowed", "viewer.inactive"),
    ],
)
def test_refused_unexpectedly(wire, tag, rule):
    """A command that is refused though the file does not say so differs, and the rest still runs."""
    away = [{"do": "add_user", "id": "old"}, {"do": "deactivate_users", "ids": ["old"]}]
    found = report(ANA, *away, wire, {**POST, "id": "q"})
    (failure,) = found.failures
    assert failure.where == "step 4"
    assert failure.expected == "done"
    assert (failure.got["refused"], failure.got["rule"]) == (tag, rule)
    assert found.outcomes[4].status == "ok"
    (line,) = found.lines()
    assert line.startswith(f"step 4: do {wire['do']} ")
    assert line.endswith(f'expected "done", got {json.dumps(failure.got)}')


def test_a_long_value_is_told_short():
    """A line stays a line, however long the text of a post is."""
    (line,) = lines(ANA, {**POST, "text": "a" * 10_001})
    assert f"text={'a' * 59}…: expected" in line


def test_expected_refusals():
    """A refusal must have the tag, and the rule if one is named; true takes any."""
    empty = {**POST, "text": ""}
    assert report(
        ANA,
        {**empty, "refused": "invalid"},
        {**empty, "refused": True},
        {**empty, "refused": "invalid", "rule": "text.empty"},
        {**empty, "refused": True, "rule": "text.empty"},
    )
    told = lines(
        ANA,
        {**POST, "id": "ana", "refused": "invalid"},
        {**POST, "id": "ana", "refused": True, "rule": "text.empty"},
        {**POST, "refused": "limit"},
    )
    taken = '{"refused": "conflict", "rule": "id.taken", "message": "id taken: `ana`"}'
    other = '{"refused": true, "rule": "text.empty"}'
    assert told == [
        f'step 2: do post by=ana id=ana text=words: expected {{"refused": "invalid"}}, got {taken}',
        f"step 3: do post by=ana id=ana text=words: expected {other}, got {taken}",
        'step 4: do post by=ana id=p text=words: expected {"refused": "limit"}, got "done"',
    ]


def test_wrong_types_may_be_expected():
    """A value of the wrong type, or none, is no mistake of the file where it says that it must be refused."""
    assert report(
        ANA,
        {**POST, "text": 5, "refused": "invalid", "rule": "shape.wrong_type"},
        {**POST, "at": "2026-01-05T09:00:00", "refused": "invalid", "rule": "time.naive"},
        {"do": "comment", "by": "ana", "post": "p", "refused": True},
        {"ask": "feed", "as": "ana", "limit": "3", "refused": "invalid"},
        {"ask": "can_see", "as": "ana", "refused": "invalid"},
        {"do_all": [POST, {**POST, "text": 5, "refused": "invalid"}]},
        {"ask": "can_see", "as": "ana", "item": "p", "answer": False},
    )


def test_a_batch_happens_whole_or_not_at_all():
    """A batch that is refused leaves nothing; which step refuses may be said."""
    first, again, other = {**POST, "id": "q"}, {**POST, "id": "q"}, {**POST, "id": "r"}
    gone = {"ask": "visible_posts", "user": "ana", "answer": []}
    assert report(
        ANA,
        {"do_all": [first, again, other], "refused": "conflict"},
        gone,
        {"do_all": [first, {**again, "refused": "conflict", "rule": "id.taken"}, other]},
        gone,
        {"do_all": []},
        {"do_all": [first, other]},
        {"ask": "visible_posts", "user": "ana", "answer": ["q", "r"]},
    )
    taken = '{"refused": "conflict", "rule": "id.taken", "message": "id taken: `q`"}'
    assert lines(
        ANA,
        {"do_all": [first, again, {**other, "refused": "conflict"}]},
        {"do_all": [{**other, "refused": "conflict"}]},
    ) == [
        f'step 2: do_all of 3: expected {{"refused": "conflict"}}, got {taken}',
        "    refused at step 2.2",
        'step 3: do_all of 1: expected {"refused": "conflict"}, got "done"',
    ]


def test_ids_left_out_are_counted():
    """An id that the file leaves open is the same every time."""
    runner = Runner()
    for step in parse({"steps": [ANA, {"do": "post", "by": "ana", "text": "x"}]}).steps:
        runner.step(step)
    assert list(runner.engine.view.posts) == ["generated-1"]


def test_run_on_a_given_engine():
    """A scenario may go on where another engine stands."""
    engine = Engine()
    engine.apply(c.AddUser(by=HOST, id="ana", at=steps.START - dt.timedelta(days=1)))
    assert run(parse({"steps": [POST, {"ask": "audience", "item": "p", "answer": ["ana"]}]}), engine)
    assert list(engine.view.posts) == ["p"]


# Questions


def test_questions_are_found_by_reflection():
    """Every public method of a viewer is a question; of the engine, all but those that change it."""
    assert {"can_see", "feed", "get", "points", "unread"} <= steps.VIEWER_QUESTIONS.keys()
    assert {"can_see", "explain", "audience", "ledger"} <= steps.ENGINE_QUESTIONS.keys()
    others = {"apply", "apply_all", "check", "digest", "events", "fork", "view", "viewer"}
    assert not others & steps.ENGINE_QUESTIONS.keys()
    assert not [name for name in (*steps.VIEWER_QUESTIONS, *steps.ENGINE_QUESTIONS) if name.startswith("_")]


def test_rich_arguments_are_the_questions_own_affair():
    """Only plain arguments are checked by the runner; what else a question may take, it judges itself."""

    class Door:
        def window(self, when: dict[str, str], top: int, kind: str = "x") -> None: ...

    question = steps._questions(Door)["window"]
    names = {name: shape and shape.name for name, shape in question.arguments.items()}
    assert names == {"when": None, "top": "a whole number", "kind": "a text"}
    assert question.required == {"when", "top"}
    given: dict[str, Json] = {"when": {"from": "2026-01-05"}, "top": 3}
    assert steps._fitting("window", question, given) == given


def test_refused_questions():
    """A question may have to be refused; a refusal nobody expects differs, and so does a missing one."""
    unknown = {"ask": "get", "as": "ana", "id": "nothing"}
    assert report(ANA, {**unknown, "refused": "not_found"}, {**unknown, "as": "nobody", "refused": "not_found"})
    message = "nothing known as `nothing`"
    hidden = json.dumps({"refused": "not_found", "rule": "existence.hidden", "message": message})
    assert lines(ANA, {**unknown, "answer": {}}, {**unknown, "id": "ana", "refused": "not_found"}) == [
        f"step 2: ask get as ana id=nothing: expected {{}}, got {hidden}",
        'step 3: ask get as ana id=ana: expected {"refused": "not_found"}, got "ana"',
    ]


def test_after_is_the_last_item_of_an_earlier_page():
    """A page goes on where the one before ended, though that post is gone; a question has its own pages."""
    five = [{**POST, "id": f"p{number}"} for number in range(1, 6)]
    feed = {"ask": "feed", "as": "ana"}
    assert report(
        ANA,
        *five,
        {**feed, "limit": 2, "answer": ["p5", "p4"]},
        {"do": "delete", "by": "ana", "id": "p4"},
        {**POST, "id": "p6"},
        {"do": "comment", "by": "ana", "id": "c", "post": "p1", "text": "up"},
        {**feed, "limit": 1, "after": "p4", "answer": ["p3"]},
        {**feed, "after": "p3", "answer": ["p2", "p1"]},
        {**feed, "after": "p2", "answer": ["p1"]},
        {**feed, "sort": "activity", "limit": 1, "answer": ["p1"]},
        {**feed, "sort": "activity", "after": "p1", "answer": ["p6", "p5", "p3", "p2"]},
    )


def test_the_cursor_of_the_page_is_passed():
    """It is the page's own cursor that goes on, not the id: what came since stays out of later pages."""
    feed = {"ask": "feed", "as": "ana", "sort": "activity"}
    assert report(
        ANA,
        *({**POST, "id": f"p{number}"} for number in range(1, 5)),
        {**feed, "limit": 2, "answer": ["p4", "p3"]},
        {"do": "comment", "by": "ana", "id": "c", "post": "p3", "text": "up"},
        {**feed, "limit": 2, "after": "p3", "answer": ["p2", "p1"]},
    )


# Why


def test_explanations():
    """An answer about sight that differs comes with the engine's reasons, one for each difference."""
    world = [
        ANA,
        BOB,
        {"do": "create_group", "by": "ana", "id": "g", "name": "Plans", "access": "private"},
        {**POST, "to": "g"},
        {**POST, "id": "w"},
        {"do": "add_record", "by": "ana", "id": "r", "type": "lead"},
    ]
    no = "bob, p: no (group.members_only): only members read `g`; `g` is private, and `bob` is not in it"
    insider = "`bob` is one of the organisation's own people"
    yes = f"bob, w: yes (profile.public): {insider}; profiles are public here"
    member = "ana, p: yes (group.member): `ana` is owner of `g`; members read their group"

    def why(**question):
        (failure,) = report(*world, question).failures
        return list(failure.because)

    assert why(ask="can_see", **{"as": "bob"}, item="p", answer=True) == [no]
    assert why(ask="can_see", user="bob", item="p", answer=True) == [no]
    assert why(ask="can_see", user="bob", item="nothing", answer=True) == ["bob, nothing: nothing known as `nothing`"]
    assert why(ask="explain", user="bob", item="p", answer={"allowed": True}) == [no]
    assert why(ask="explain", user="bob", item="p", refused=True) == [no]
    assert why(ask="audience", item="p", answer=["bob"]) == [no, member]
    assert why(ask="audience", item="p", answer=[{}, {}]) == []
    assert why(ask="audience", item="p", answer=[["ana"], 5]) == []
    assert why(ask="visible_posts", user="bob", answer=["p"]) == [no, yes]
    assert why(ask="visible_posts", user="bob", answer=None) == [yes]
    assert why(ask="feed", **{"as": "bob"}, answer=["p", {"id": "w"}]) == [
        "bob, p: not in the feed (group.members_only)",
        "bob, w: not in the feed (feed.not_followed)",
    ]
    assert why(ask="feed", **{"as": "ana"}, answer=["p"]) == ["ana, w: in the feed (feed.own_wall), through `ana`"]
    assert why(ask="feed", **{"as": "ana"}, answer=["w", "p", "x"]) == ["ana, x: nothing known as `x`"]
    assert why(ask="feed", **{"as": "bob"}, kind="company", answer=["p", "w"]) == [no]
    assert why(ask="feed", **{"as": "bob"}, kind="company", answer=["w", "w"]) == []
    (access,) = why(ask="explain_access", user="bob", record="r", answer={"allowed": True})
    assert access.startswith("bob, r: no (record.no_access): `bob` has no access to `r`; `ana` owns `r`; by default")
    assert why(ask="points", **{"as": "bob"}, answer={"rank": 5}) == []


# Comparing


@attrs.frozen
class Thing:
    id: str
    rank: object = None
    _hidden: int = 0

    @property
    def double(self):
        return [self.rank, self.rank]

    def method(self): ...


@attrs.frozen
class Score:
    user: str
    points: int


class Colour(enum.Enum):
    DARK_RED = 1


MOMENT = dt.datetime(2026, 1, 5, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2.5, 2.5),
        ("x", "x"),
        (Level.EDIT, "edit"),
        (Colour.DARK_RED, "dark_red"),
        (Fraction(2, 4), "1/2"),
        (Fraction(1), "1/1"),
        (MOMENT, "2026-01-05T09:00:00Z"),
        ({"b": Fraction(1, 2), "a": (1, 2)}, {"b": "1/2", "a": [1, 2]}),
        (frozenset("ba"), ["a", "b"]),
        ((Thing("t"), Score("ana", 5)), ["t", {"user": "ana", "points": 5}]),
        (object, "<class 'object'>"),
    ],
)
def test_plain(value, expected):
    """Everything an answer may hold has one form in JSON."""
    assert plain(value) == expected


@pytest.mark.parametrize(
    ("value", "like"),
    [
        (Thing("t"), "t"),
        (Thing("t"), {"id": "t"}),
        (Thing("t", 5), {"rank": 5, "absent": None}),
        (Thing("t", Fraction(3)), {"rank": 3}),
        (Thing("t", Fraction(3)), {"rank": "3/1"}),
        (Thing("t", Fraction(5, 2)), {"rank": "5/2"}),
        (Thing("t", Level.READ), {"rank": "read"}),
        (Thing("t", MOMENT), {"rank": "2026-01-05T09:00:00Z"}),
        (Thing("t", 2), {"double": [2, 2]}),
        (Thing("t"), {}),
        ("x", {}),
        (0, {}),
        ({"a": 1}, {}),
        ({"a": 1, "b": None}, {"a": 1.0, "b": None, "c": None}),
        ({"a": Thing("t")}, {"a": {"id": "t"}}),
        ((Thing("t"), Thing("u")), ["t", {"id": "u"}]),
        ((Thing("t"), Thing("u")), [{}, {}]),
        (frozenset({"a", "b"}), ["b", "a"]),
        (frozenset({"a", "b"}), [{}, "a"]),
        (frozenset({Thing("a", 1), Thing("b", 2)}), [{}, {"rank": 1}]),
        ((), []),
        (frozenset(), []),
        (None, None),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_right_answers(value, like):
    """The shape of what is expected decides how an answer is told, at every depth."""
    assert same(like, shaped(value, like))


@pytest.mark.parametrize(
    ("value", "like", "told"),
    [
        (Thing("t"), "u", "t"),
        (Thing("t"), None, "t"),
        (Thing("t", 5), {"rank": 6}, {"rank": 5}),
        (Thing("t", 5), {"rank": True}, {"rank": 5}),
        (Thing("t"), {"_hidden": 0, "method": {}}, {"_hidden": None, "method": None}),
        (Thing("t", Fraction(5, 2)), {"rank": 2}, {"rank": "5/2"}),
        (1, True, 1),
        (True, 1, True),
        (None, {}, None),
        ((), {}, []),
        ("x", {"id": "x"}, "x"),
        ("ab", ["a", "b"], "ab"),
        (5, "5", 5),
        ((Thing("t"), Thing("u")), ["t"], ["t", "u"]),
        ((Thing("t"),), ["t", "u"], ["t"]),
        ((Thing("t"), Thing("u")), ["u", "t"], ["t", "u"]),
        (frozenset({"b", "a"}), ["a"], ["a", "b"]),
        (frozenset({"a"}), ["a", "a"], ["a"]),
        (frozenset({"a"}), [{}, {}], ["a"]),
        ({"a": 1}, {"a": 2, "b": 3}, {"a": 1, "b": None}),
        ({"a": 1}, [], {"a": 1}),
    ],
)
def test_wrong_answers(value, like, told):
    """A wrong answer is told in the shape of the expected one, as far as it has it."""
    assert shaped(value, like) == told
    assert not same(like, shaped(value, like))


def test_same_objects_have_the_same_keys():
    """Two objects with different keys are not the same."""
    assert not same({"a": 1}, {"a": 1, "b": None})
    assert not same({"a": [1]}, {"a": [1, 2]})


# Writing


def test_dump_and_save(tmp_path):
    """A history with its refusals, and one failing question, becomes a file that says just that."""
    times = (steps.START + dt.timedelta(seconds=second) for second in itertools.count())
    history = [
        c.AddUser(by=HOST, id="ana", at=next(times)),
        c.AddUser(by=HOST, id="ana", at=next(times)),
        c.Post(by="ana", id="p", text="é", at=next(times)),
        c.Like(by="ana", item="p", at=steps.START + dt.timedelta(days=1)),
    ]
    asked = {"ask": "audience", "item": "p", "answer": frozenset({"ana", "bob"})}
    found = dump(history, asked, title="found by Hypothesis")
    assert found == {
        "title": "found by Hypothesis",
        "steps": [
            ANA,
            {**ANA, "refused": "conflict"},
            {**POST, "text": "é"},
            {"do": "like", "by": "ana", "at": "2026-01-06T09:00:00Z", "item": "p"},
            {"ask": "audience", "item": "p", "answer": ["ana", "bob"]},
        ],
    }
    path = tmp_path / "found.json"
    save(path, found)
    assert path.read_text(encoding="utf-8") == text(found)
    assert path.read_text(encoding="utf-8") == (
        '{"title": "found by Hypothesis",\n "steps": [\n'
        '  {"do": "add_user", "id": "ana"},\n'
        '  {"do": "add_user", "id": "ana", "refused": "conflict"},\n'
        '  {"do": "post", "by": "ana", "id": "p", "text": "é"},\n'
        '  {"do": "like", "by": "ana", "at": "2026-01-06T09:00:00Z", "item": "p"},\n'
        '  {"ask": "audience", "item": "p", "answer": ["ana", "bob"]}\n ]}\n'
    )
    assert [failure.where for failure in run(load(path)).failures] == ["step 5"]


def test_dump_takes_steps_as_they_are():
    """Steps already told are kept, with what they expect; another start is written down."""
    late = {"do": "add_user", "id": "bob", "at": "2026-03-01T09:00:00Z"}
    batch = {"do_all": [ANA]}
    expected = {**POST, "text": "", "refused": "limit"}
    found = dump([late, batch, expected], source="a test")
    assert found == {"source": "a test", "start": "2026-03-01T09:00:00Z", "steps": [BOB, batch, expected]}


def test_dump_of_a_crash(monkeypatch):
    """A history that breaks the engine can still be written down."""

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Engine, "apply", broken)
    assert dump([c.AddUser(by=HOST, id="ana")]) == {"steps": [ANA]}
    with pytest.raises(ZeroDivisionError):
        report(ANA)


def test_public_names():
    """What the module offers is there."""
    assert all(hasattr(scenarios, name) for name in scenarios.__all__)
