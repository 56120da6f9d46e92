"""A refusal says whose fault it is, which rule decided, and the offending value; it gives nothing away."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path

import pytest
from tests.unit.refusals import (
    ASKED,
    LADDERS,
    MISSHAPEN,
    REFUSALS,
    SNAPSHOT,
    Ladder,
    Question,
    rendered,
)
from tests.unit.world import refused, town

import collabcore
from collabcore import HOST, CollabError, InconsistentError, Problem
from collabcore import commands as c
from collabcore.errors import REFUSALS as LEAVES
from collabcore.errors import InvalidError, NotFoundError, not_found

EVERY = (*REFUSALS, *MISSHAPEN, *ASKED)

# The family


def test_the_base_is_never_raised() -> None:
    """A refusal is always one of the leaves: the base says nothing about whose fault it was."""
    with pytest.raises(TypeError, match="raise a leaf"):
        CollabError("something is wrong", rule="any")


@pytest.mark.parametrize(
    ("tag", "builtin", "status"),
    [
        ("not_found", LookupError, 404),
        ("invalid", ValueError, 422),
        ("not_allowed", PermissionError, 403),
        ("conflict", ValueError, 409),
        ("limit", ValueError, 429),
    ],
)
def test_the_five_refusals(tag: str, builtin: type[Exception], status: int) -> None:
    """Each refusal is also the closest builtin error, and hints at an HTTP status (CONTRACT 2)."""
    error = LEAVES[tag]("`p1` is closed", rule="post.closed")

    assert (tag, status, "post.closed") == (error.tag, error.status_hint, error.rule)
    assert "`p1` is closed" == error.message == str(error)
    assert isinstance(error, builtin)
    assert isinstance(error, CollabError)


def test_the_refusals_stand_in_the_order_in_which_they_outrank_each_other() -> None:
    """Not found, invalid, not allowed, conflict, limit (READINGS 19)."""
    assert ["not_found", "invalid", "not_allowed", "conflict", "limit"] == list(LEAVES)


def test_a_defect_of_the_library_is_no_refusal() -> None:
    """An index that disagrees with the journal is nobody's fault but ours."""
    assert "inconsistent" not in LEAVES
    assert (500, "inconsistent") == (InconsistentError.status_hint, InconsistentError.tag)


@pytest.mark.parametrize("leaf", [*LEAVES.values(), InconsistentError])
def test_a_refusal_crosses_a_process_border_whole(leaf: type[CollabError]) -> None:
    """Pickling and copying keep class, text and rule."""
    error = leaf("`p1` is gone", rule="post.gone")

    pickled = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    for twin in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert (leaf, error.message, error.rule) == (type(twin), twin.message, twin.rule)


def test_a_message_is_one_line_whatever_the_value_holds() -> None:
    """A line break inside an id does not break the message: logs stay one line a refusal."""
    error = refused(town(), c.JoinGroup(by="lea", group="news\nroom\u2028x"))

    assert "nothing known as `news room x`" == error.message


# What is hidden and what is not there


@pytest.mark.parametrize(
    ("hidden", "unknown"),
    [
        (c.JoinGroup(by="lea", group="trustees"), c.JoinGroup(by="lea", group="nowhere!")),
        (c.Comment(by="lea", post="p-ask", text="x"), c.Comment(by="lea", post="p-xyz", text="x")),
        (c.UpdateRecord(by="lea", id="gift", fields={}), c.UpdateRecord(by="lea", id="none", fields={})),
    ],
)
def test_the_hidden_and_the_unknown_are_refused_alike(hidden: c.Command, unknown: c.Command) -> None:
    """Same class, same rule, same text but for the id asked for (CONTRACT 2, DESIGN 1.7)."""
    first, second = refused(town(), hidden), refused(town(), unknown)

    assert (type(first), first.rule) == (type(second), second.rule) == (NotFoundError, "existence.hidden")
    assert re.sub("`.*`", "", first.message) == re.sub("`.*`", "", second.message)


def test_id_taken_says_no_more_whatever_holds_the_id() -> None:
    """A visible post, a hidden record, a deleted post: the same words (READINGS 5)."""
    made = town(c.Delete(by="jose", id="p-news"))
    texts = {
        re.sub("`.*`", "", refused(made, c.Post(by="lea", id=taken, text="x")).message)
        for taken in ("p-wall", "gift", "p-ask", "trustees", "p-news", "full-lead", "ceo")
    }

    assert {"id taken: "} == texts


# Batches


def test_a_problem_tells_its_place() -> None:
    """Checking a batch collects problems instead of stopping at the first; each is one line."""
    problem = Problem.of("step 3", not_found("p1"))

    assert Problem("step 3", "not_found", "existence.hidden", "nothing known as `p1`") == problem
    assert "step 3: not_found (existence.hidden): nothing known as `p1`" == str(problem)


# All of them


@pytest.mark.parametrize("question", [*MISSHAPEN, *ASKED], ids=str)
def test_what_is_misshapen_or_asked_in_vain_is_refused(question: Question) -> None:
    """Every refusal of a shape and of a question, by tag and rule (READINGS 22, CONTRACT 2)."""
    error = question.happen()

    assert (question.tag, question.rule) == (error.tag, error.rule)


def test_every_refusal_by_its_text() -> None:
    """Texts are part of the product: a change shows here. `python -m tests.unit.refusals` accepts it."""
    assert SNAPSHOT.read_text(encoding="utf-8") == rendered()


KNOWN_WORDS = ("HOST", "ISO 8601", "JSON", "UTC")
IDS = {"jose", "lea", "nina", "carla", "sofia", "campaign", "newsroom", "gift", "p-wall", "p-ask", "p-pending"}


def faults(message: str) -> list[str]:
    """Return what is wrong with the style of a message."""
    outside = re.sub("`[^`]*`", "``", message)
    for word in KNOWN_WORDS:
        outside = outside.replace(word, "")
    wrong = {
        "a backtick is left open": message.count("`") % 2 == 1,
        "it ends with a period": message.endswith("."),
        "it is not one line": [message] != message.splitlines(),
        "it is not in lower case": outside.lower() != outside,
        "an id stands outside backticks": not IDS.isdisjoint(re.findall(r"[\w-]+", outside)),
    }
    return [fault for fault, holds in wrong.items() if holds]


def test_the_style_of_messages() -> None:
    """One line, lower case, no final period, no class names, every id in backticks (STYLE 2.13)."""
    messages = {case.happen().message for case in EVERY}

    assert {} == {message: faults(message) for message in messages if faults(message)}
    assert 5 == len(faults("`No such Post:\nlea."))


def test_every_command_has_its_refusals_and_its_place_in_the_order() -> None:
    """No command is left out of the two tables."""
    assert set(c.COMMANDS) == {refusal.command.tag for refusal in REFUSALS}
    assert set(c.COMMANDS) == {ladder.rungs[0][1].tag for ladder in LADDERS}


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_a_ladder_never_climbs(ladder: Ladder) -> None:
    """A ladder names what becomes of its rungs in the order of precedence, or it shows nothing."""
    order = [*LEAVES, "done", "nothing"]
    found = [order.index(wanted) for wanted, _ in ladder.rungs]

    assert sorted(found) == found


def test_every_rule_that_a_decision_names_is_met_by_a_refusal() -> None:
    """No refusal in `decide` goes untested: each rule id in its source is in the table."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(_package().glob("decide/*.py"))]
    named = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', "\n".join(sources)))

    assert named - {"viewer.inactive", "time.backwards"} <= {refusal.rule for refusal in REFUSALS}
    assert {"viewer.inactive", "time.backwards"} <= named


def _package() -> Path:
    return Path(collabcore.__file__).parent


def test_a_shape_shows_a_long_value_shortened() -> None:
    """A message stays readable however long the value is."""
    with pytest.raises(InvalidError) as found:
        c.Configure(by=HOST, follow_limit="9" * 500)  # type: ignore[arg-type]

    assert f"`follow_limit` must be a whole number, not `'{'9' * 56}...`" == found.value.message
