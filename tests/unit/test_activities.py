"""Logins and activities: what is kept, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.refusals import about, ladders_of
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import START, outcome, town

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.codec import command_from_json, command_to_json
from collabcore.errors import InvalidError

KINDS = (c.RecordLogin, c.LogActivity, c.CompleteActivity, c.CancelActivity)
YESTERDAY = START - dt.timedelta(days=1)


@pytest.mark.parametrize("refusal", about(*KINDS), ids=str)
def test_refusals(refusal: Refusal) -> None:
    """Each is refused with its tag and rule, and nothing has changed."""
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("ladder", ladders_of(*KINDS), ids=str)
def test_precedence(ladder: Ladder) -> None:
    """Every rung mends what the rung before was refused for."""
    made = town(*ladder.after)

    assert [name for name, _ in ladder.rungs] == [outcome(made, command) for _, command in ladder.rungs]


def test_every_login_is_kept() -> None:
    """In the order of time, also two at one moment."""
    engine = Engine()
    first = START + dt.timedelta(days=1)
    engine.apply(c.AddUser(by=HOST, id="ana", at=START))
    for moment in (START, first, first):
        engine.apply(c.RecordLogin(by="ana", user="ana", at=moment))

    assert [START, first, first] == list(engine.view.logins("ana"))


def test_an_activity_has_one_end() -> None:
    """It is open until it is done or cancelled; what was done before may be told later."""
    made = town(
        c.LogActivity(by="jose", id="plan", kind="call", record="gift", due=START + dt.timedelta(days=30)),
        c.LogActivity(by="jose", id="told", kind="call", done=YESTERDAY),
        c.LogActivity(by="jose", id="now", kind="meeting", done=True),
        c.LogActivity(by="jose", id="not", kind="task", done=False),
    )
    kept = made.view.activities
    assert (True, False, False, True) == tuple(kept[each].is_open for each in ("plan", "told", "now", "not"))
    assert YESTERDAY == kept["told"].done
    assert kept["now"].logged_at == kept["now"].done
    assert {"plan"} == made.view.activities_on("gift")
    done = made.apply(c.CompleteActivity(by="jose", id="plan"))
    made.apply(c.CancelActivity(by="jose", id="not"))
    assert done[0].at == made.view.activities["plan"].done
    assert not made.view.activities["not"].is_open
    made.check()


@pytest.mark.parametrize("done", [True, False, None, "2026-01-05T09:00:00Z"])
def test_done_is_a_time_or_true(done: object) -> None:
    """A file may say `true` for now."""
    wire = {"do": "log_activity", "by": "ana", "kind": "call", "done": done}
    command = command_from_json({key: value for key, value in wire.items() if value is not None})

    assert command == command_from_json(command_to_json(command))


def test_done_is_nothing_else() -> None:
    """A word is no time."""
    with pytest.raises(InvalidError, match="`done` must be a time in ISO 8601"):
        c.LogActivity(by="ana", kind="call", done="yesterday")  # type: ignore[arg-type]
