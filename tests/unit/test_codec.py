"""Every command and every event is plain JSON and back, by a closed table of tags."""

from __future__ import annotations

import copy
import json
import pickle
from fractions import Fraction
from typing import Any

import pytest
from tests.unit.refusals import LADDERS, REFUSALS
from tests.unit.refusals_routing import CHANNEL
from tests.unit.world import TOWN, town

from collabcore import HOST
from collabcore import commands as c
from collabcore import events as e
from collabcore.codec import answer_to_json, command_from_json, command_to_json, event_from_json, event_to_json
from collabcore.errors import InvalidError
from collabcore.model import Criterion, FieldSpec, Level, PointsLevel
from collabcore.testing.normal import plain

RICH = (
    c.Configure(
        by=HOST,
        record_visibility={"lead": "read"},
        tracked_fields={"lead": ("email",)},
        unlisted_groups=False,
    ),
    c.UpdateUser(by="hana", id="lea", role=None, details={"a": [1, None, {"b": True}]}, permissions=("moderate",)),
    c.UpdateRecord(by="jose", at="2026-01-06T10:00:00+01:00", id="gift", fields={"a": None, "b": [0.5]}),  # type: ignore[arg-type]
    c.MoveRole(by=HOST, id="rep", parent=None),
    c.SetCompleteness(
        by=HOST,
        type="lead",
        mode="seed",
        fields=(FieldSpec("email", 5, "email", ("n/a",), (Criterion("phone", "blank"),)), FieldSpec("phone")),
    ),
    c.AddPointsRule(
        by=HOST,
        points=10,
        when="reached",
        type="lead",
        where=(Criterion("created_at", "younger_than_days", 3),),
        threshold="3/4",  # type: ignore[arg-type]
        key=("rule", "user", "day"),
        measure="present",
        beneficiary="actor",
        alert=False,
    ),
)
COMMANDS = (
    *TOWN,
    *RICH,
    *(refusal.command for refusal in REFUSALS),
    *(ladder.rungs[-1][1] for ladder in LADDERS),
)


def test_every_command_is_among_the_examples() -> None:
    """No class is left out of the round trip."""
    assert set(c.COMMANDS) == {command.tag for command in COMMANDS}


def test_a_command_comes_back_equal() -> None:
    """Through JSON text, the host's and the users' alike."""
    for command in COMMANDS:
        wire = json.loads(json.dumps(command_to_json(command)))

        assert command == command_from_json(wire)
        assert command.tag == wire["do"]


REVOKED = (
    c.AddBadge(by=HOST, id="said", name="Said", when="posted", auto_revoke=True),
    c.Post(by="lea", id="said-1", text="x"),
    c.Delete(by="lea", id="said-1"),
)
NEW = c.SetLevels(by=HOST, levels=(PointsLevel("new", 0),))


def histories() -> list[e.Event]:
    """Return the events of the town, and of every command that is done in it."""
    found = list(town().events())
    lead = c.AddRecord(by="jose", id="lead-1", type="lead", fields=dict.fromkeys(("first_name", "last_name"), "Ana"))
    whole = {"phone": "+34 600 000 000", "email": "ana@example.org"}
    found += town(lead, NEW).apply(c.UpdateRecord(by="jose", id="lead-1", fields=whole))
    for ladder in LADDERS:
        found += town(*ladder.after).apply(ladder.rungs[-1][1])
    found += town(*CHANNEL).events()
    for command in RICH:
        found += town().apply(command)
    found += town(*REVOKED[:-1]).apply(REVOKED[-1])
    return found


def test_an_event_comes_back_equal() -> None:
    """A journal is JSON: every class of event, the host's too, is read back as it was (law 6)."""
    events = histories()

    assert set(e.EVENTS) == {event.tag for event in events}
    assert {True, False} == {event.by == HOST for event in events}
    for event in events:
        wire = json.loads(json.dumps(event_to_json(event)))
        assert event == event_from_json(wire)
        assert event.tag == wire["event"]


def test_a_file_is_short() -> None:
    """Defaults and the host are left out; a missing `by` is the host (CONTRACT 5)."""
    assert {"do": "add_role", "id": "ceo"} == command_to_json(c.AddRole(by=HOST, id="ceo"))
    assert c.AddRole(by=HOST, id="ceo") == command_from_json({"do": "add_role", "id": "ceo"})
    assert (
        HOST
        == command_from_json({"do": "add_role", "by": None}).by
        == command_from_json({"do": "add_role", "by": ""}).by
    )


def test_null_is_kept_where_it_means_to_clear() -> None:
    """A cleared role is written, a role left out is not (READINGS 40)."""
    assert {"do": "update_user", "id": "lea", "role": None} == command_to_json(
        c.UpdateUser(by=HOST, id="lea", role=None)
    )
    assert {"do": "update_user", "id": "lea"} == command_to_json(c.UpdateUser(by=HOST, id="lea"))


def test_a_tag_may_stand_under_another_key() -> None:
    """Where `do` is taken by something else."""
    assert c.JoinGroup(by="lea", group="newsroom") == command_from_json(
        {"command": "join_group", "by": "lea", "group": "newsroom"}, tag="command"
    )


@pytest.mark.parametrize("name", ["os.system", "collabcore.commands.Post", "Post", "command", "", None, ["post"]])
def test_nothing_is_imported_by_name(name: object) -> None:
    """Only the tags of the table are known; class names and modules are no tags (STYLE 2b)."""
    with pytest.raises(InvalidError) as found:
        command_from_json({"do": name})
    with pytest.raises(InvalidError):
        event_from_json({"event": name})

    near = ": did you mean `post`?" if name == "Post" else ""
    assert f"there is no command `{name}`{near}" == found.value.message


def test_only_a_mapping_is_read_as_a_command() -> None:
    """Not a text, as when a single change is given where several are awaited."""
    with pytest.raises(InvalidError, match="`command` must be a mapping of names, not"):
        command_from_json("do")  # type: ignore[arg-type]


# Across borders


def test_what_is_one_of_its_kind_stays_so_across_a_border() -> None:
    """A command that is copied, or comes from another process, is equal, and leaves out what it did."""
    asked = c.UpdateUser(by=HOST, id="ana", details={"city": "Lugo"})
    for again in (copy.deepcopy(asked), pickle.loads(pickle.dumps(asked))):  # noqa: S301 - our own
        assert asked == again
        assert hash(asked) == hash(again)
        assert again.by is HOST
        assert again.role is c.UNSET


def test_an_answer_is_written_whole() -> None:
    """Pages with their cards, reports with their figures, whatever they are made of; all of it is JSON."""
    made = town()
    page: Any = answer_to_json(made.viewer("sofia").feed())
    assert {"items", "cursor", "token", "bundles", "pinned"} == page.keys()
    card = page["items"][0]
    assert ("post", "Z") == (card["kind"], card["at"][-1])
    report: Any = answer_to_json(made.adoption("2026-01-01", "2026-02-01"))
    assert ["2026-01-01", "2026-02-01"] == report["window"]
    assert ["all", ["aniyah", "sofia"], "2/3"] == answer_to_json((Level.ALL, {"sofia", "aniyah"}, Fraction(2, 3)))
    assert {"level": None} == answer_to_json({"level": None})
    assert json.dumps([page, report])


def test_a_scenario_tells_an_answer_by_what_it_holds() -> None:
    """A page by its posts, a report by its figures: things are their ids there."""
    made = town()
    page, report = made.viewer("sofia").feed(), made.adoption("2026-01-01", "2026-02-01")
    assert list(page.ids) == plain(page)
    assert list(report) == list(plain(report))  # type: ignore[arg-type]


def test_only_answers_are_written() -> None:
    """An engine is no answer."""
    with pytest.raises(InvalidError, match="`answer` must be what a question answers, not"):
        answer_to_json(object())
