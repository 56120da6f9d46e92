"""Histories in which much is paid: few people who may do anything, and deeds of every kind that a trigger waits for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from collabcore import HOST, Engine, model
from collabcore import commands as c
from collabcore.testing.builders import Draw
from collabcore.testing.strategies import History, attempt, new_engine
from collabcore.triggers import TRIGGERS
from collabcore.view import View

__all__ = ["PEOPLE", "paying_histories"]

PEOPLE: Final = ("ana", "bob", "cat")
_ALL: Final = ("modify_all_data", "moderate", "manage_points", "manage_users", "approve_posts")
_FIELDS: Final = ("City", "Email", "Stage")
_VALUES: Final = ("Pau", "a", "ana@acme.example", "1/2", "1/2", 3, None, None, "n/a")

_FOUNDING: Final[tuple[c.Command, ...]] = (
    *(c.AddUser(by=HOST, id=name, permissions=_ALL) for name in PEOPLE),
    c.AddUser(by=HOST, id="robot", kind="integration", permissions=_ALL),
    *(c.AddRecord(by=name, id=f"l-{name}", type="lead", fields={"City": "Pau"}) for name in PEOPLE),
    c.CreateGroup(by="ana", id="g", name="G"),
    c.Post(by="ana", id="p", to="g", text="x"),
    c.Post(by="bob", id="q", question="what?"),
    c.Comment(by="ana", id="k1", post="q", text="x"),
    c.Comment(by="cat", id="k2", post="q", text="x"),
    c.Post(by="cat", id="poll", text="x", poll=("tea", "coffee")),
    c.PostIdea(by="ana", id="i", title="x"),
    c.LogActivity(by="bob", id="call", kind="call"),
    c.AddBadge(by=HOST, id="kind", name="Kind"),
    c.SetLevels(by=HOST, levels=tuple(model.LevelStep(name, start) for name, start in (("new", 0), ("known", 20)))),
    c.AddReward(by=HOST, id="mug", name="A mug", cost=6, stock=3),
    c.AddReward(by=HOST, id="walk", name="A walk", cost=4),
    *(
        c.SetBoard(by=HOST, id=f"{window}s", window=window, zone="Asia/Kathmandu", kind="ordinal")
        for window in ("day", "week", "month", "year")
    ),
    c.SetBoard(by=HOST, id="least", window="all_time", lower_is_better=True, kind="modified", zero="include"),
    c.SetBoard(by=HOST, id="even", window="last:10", kind="fractional"),
    c.SetBoard(by=HOST, id="thick", window="quarter", kind="dense"),
    c.Configure(by=HOST, tracked_fields={"lead": ("Stage",)}, thanks_budget=1000),
)

_Step = Callable[[Draw, View, str], c.Command]


def _of(draw: Draw, things: Any) -> Any:
    return draw(st.sampled_from([*things]))


def _fields(draw: Draw) -> dict[str, Any]:
    return draw(st.dictionaries(st.sampled_from(_FIELDS), st.sampled_from(_VALUES), min_size=1, max_size=2))  # type: ignore[no-any-return]


def _text(draw: Draw) -> str:
    return draw(st.sampled_from(["x", "x", *(f"@[{name}]" for name in PEOPLE)]))  # type: ignore[no-any-return]


def _open(view: View) -> list[str]:
    return [one.id for one in view.activities.values() if one.is_open] or ["call"]


_STEPS: Final[Sequence[_Step]] = (
    # Records
    lambda d, v, by: c.AddRecord(by=by, type="lead", owner=_of(d, PEOPLE), fields=_fields(d)),
    *[lambda d, v, by: c.UpdateRecord(by=by, id=_of(d, v.records), fields=_fields(d))] * 5,
    lambda d, v, by: c.Transfer(by=by, record=_of(d, v.records), owner=_of(d, PEOPLE)),
    lambda d, v, by: c.DeleteRecord(by=by, id=_of(d, v.records)),
    lambda d, v, by: c.MergeRecords(by=by, record=_of(d, v.records), into=_of(d, v.records)),
    # Talk
    lambda d, v, by: c.Post(by=by, to=_of(d, [*PEOPLE, *v.groups, *v.records]), text=_text(d)),
    lambda d, v, by: c.Post(by=by, question="what?"),
    lambda d, v, by: c.Comment(by=by, post=_of(d, v.posts), text=_text(d)),
    *[lambda d, v, by: c.Like(by=by, item=_of(d, [*v.posts, *v.comments]))] * 2,
    lambda d, v, by: c.Unlike(by=by, item=_of(d, [*v.posts, *v.comments])),
    lambda d, v, by: c.Share(by=by, post=_of(d, v.posts)),
    lambda d, v, by: c.Vote(by=by, post="poll", choice=_of(d, ["tea", "coffee"])),
    *[lambda d, v, by: c.ChooseBestAnswer(by=by, comment=_of(d, v.comments))] * 2,
    lambda d, v, by: c.ClearBestAnswer(by=by, post="q"),
    lambda d, v, by: c.Delete(by=by, id=_of(d, [*v.posts, *v.comments])),
    lambda d, v, by: c.DeleteGroup(by=by, id="g"),
    # People, and ideas
    lambda d, v, by: c.Endorse(by=by, user=_of(d, PEOPLE), skill=_of(d, ["grants", "talks"])),
    lambda d, v, by: c.Thank(by=by, users=(_of(d, PEOPLE),), badge="kind", text="x", points=_of(d, [0, 5])),
    lambda d, v, by: c.PostIdea(by=by, title="x"),
    lambda d, v, by: c.VoteIdea(by=by, idea=_of(d, v.ideas), up=d(st.booleans())),
    lambda d, v, by: c.SetIdeaStatus(by=by, idea=_of(d, v.ideas), status=_of(d, ["implemented", "planned"])),
    # Work, presence, and by hand
    lambda d, v, by: c.LogActivity(by=by, kind="call", done=d(st.booleans())),
    lambda d, v, by: c.CompleteActivity(by=by, id=_of(d, _open(v))),
    lambda d, v, by: c.RecordLogin(by=HOST, user=_of(d, PEOPLE)),
    lambda d, v, by: c.Award(by=by, user=_of(d, PEOPLE), points=_of(d, [7, -2]), reason="x"),
    *[lambda d, v, by: c.Reverse(by=by, entry=_of(d, [*v.entries, "none"]), reason="x")] * 2,
    lambda d, v, by: c.Redeem(by=by, reward=_of(d, ["mug", "walk"])),
    lambda d, v, by: c.Cancel(by=by, redemption=_of(d, [*v.redemptions, "none"])),
    # What holds
    lambda d, v, by: c.DeactivateUsers(by=HOST, ids=(_of(d, PEOPLE[1:]),)),
    *[lambda d, v, by: c.ActivateUser(by=HOST, id=_of(d, PEOPLE))] * 2,
    lambda d, v, by: c.BeginImport(by=HOST, mode=_of(d, ["silent", "score", "live"])),
    *[lambda d, v, by: c.EndImport(by=HOST)] * 2,
    lambda d, v, by: c.SetCompleteness(by=HOST, type="lead", fields=_profile(d)),
    lambda d, v, by: c.RetirePointsRule(by=HOST, id=_of(d, v.rules)),
    lambda d, v, by: c.OptOut(by=by, boards=d(st.booleans())),
)


def _profile(draw: Draw) -> tuple[model.FieldSpec, ...]:
    email = model.FieldSpec("Email", check="email", weight=2)
    young = model.FieldSpec("Stage", applies_when=(model.Criterion("City", "filled", None),))
    return tuple(draw(st.sampled_from([[model.FieldSpec("City")], [model.FieldSpec("City"), email], [email, young]])))


_ARGUMENTS: Final = {"updated": ("City", "owner", "Stage"), "stage": ("a", "Pau")}
_CAPS: Final = (
    model.Cap(group="day", per="day", points=12),
    model.Cap(group="pair", per="pair", points=7),
    model.Cap(group="week", per="week", points=9),
    model.Cap(group="month", per="month", points=20),
    model.Cap(group="total", per="total", points=15),
)


def _when(draw: Draw) -> str:
    often = ["reached", "left", "stage", "created", "created", "posted", "endorsed"]
    word = draw(st.sampled_from([row.word for row in TRIGGERS] + often))
    return word if word not in _ARGUMENTS else f"{word}({_of(draw, _ARGUMENTS[word])})"


def _rule(draw: Draw, number: int) -> c.Command:
    keys: tuple[tuple[model.KeyPart, ...], ...] = (
        (),
        (),
        ("rule", "record"),
        ("rule", "user", "day"),
        ("rule", "week"),
    )
    return c.AddPointsRule(
        by=HOST,
        id=f"rule{number}",
        points=_of(draw, [10, 5, -2]),
        when=_when(draw),
        beneficiary=_of(draw, ["owner", "owner", "actor", "author", "creator"]),
        key=_of(draw, keys),
        measure=_of(draw, ["valid", "present"]),
        threshold=_of(draw, [1, "1/2"]),
        multiplier=_of(draw, [None, None, "Stage"]),
        maximum=_of(draw, [None, None, 6]),
        cap=_of(draw, [None, None, *_CAPS]),
        clawback=_of(draw, ["keep", "on_delete", "on_degrade", "on_degrade"]),
        expires_after_days=_of(draw, [None, None, 1]),
    )


def _badge(draw: Draw, number: int) -> c.Command:
    multiple, count = draw(st.booleans()), _of(draw, [1, 1, 2])
    return c.AddBadge(
        by=HOST, id=f"badge{number}", name="B", when=_when(draw), count=count, multiple=multiple, auto_revoke=True
    )


def _founded() -> tuple[Engine, list[c.Command]]:
    engine = new_engine()
    for command in _FOUNDING:
        engine.apply(command)
    return engine, [*_FOUNDING]


@st.composite
def paying_histories(draw: Draw, *, rules: int = 8, badges: int = 0, size: int = 40) -> History:
    """Draw a history that starts with some rules and badges of different triggers, and goes on with many deeds."""
    engine, asked = _founded()
    opening: list[c.Command] = [c.SetCompleteness(by=HOST, type="lead", fields=_profile(draw))]
    opening += [_rule(draw, number) for number in range(rules)]
    opening += [_badge(draw, number) for number in range(badges)]
    for command in opening:
        asked.append(command)
        attempt(engine, command)
    for _ in range(draw(st.integers(size // 2, size))):
        step = draw(st.sampled_from(_STEPS))
        engine_now = engine.view
        if not engine_now.posts or not engine_now.records or not engine_now.comments:
            break
        command = step(draw, engine_now, draw(st.sampled_from([*PEOPLE, *PEOPLE, "robot"])))
        pause = draw(st.sampled_from([None] * 12 + [dt.timedelta(hours=20), dt.timedelta(days=12)]))
        if pause is not None:
            command = attrs.evolve(command, at=engine.now() + pause)
        asked.append(command)
        attempt(engine, command)
    return History(tuple(asked), engine)
