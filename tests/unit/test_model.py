"""The things of a workplace are frozen values; the host is nobody's id."""

from __future__ import annotations

import attrs
import pytest
from tests.unit.world import START, town

from collabcore import HOST, events, model
from collabcore import commands as c
from collabcore.view import kind_of


def test_the_host_is_no_users_id() -> None:
    """It is an empty text, which no id may be, and says its name."""
    assert ("", "HOST") == (HOST, repr(HOST))
    assert HOST is c.AddRole(by=HOST).by is c.AddRole(by=None).by  # type: ignore[arg-type]


VALUES = [
    *c.COMMANDS.values(),
    *events.EVENTS.values(),
    *(
        kind
        for kind in vars(model).values()
        if isinstance(kind, type) and attrs.has(kind) and kind.__module__ == model.__name__
    ),
]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_values_are_frozen(kind: type[object]) -> None:
    """Every command, event and thing is a value that cannot be changed once it is made (STYLE 2.5)."""
    blank = kind.__new__(kind)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        blank.anything = 1  # type: ignore[attr-defined]


def test_what_kind_a_thing_is() -> None:
    """Its word, as in scenario files."""
    made = town(c.AddRecord(by="jose", id="lead-1", type="lead", fields=dict.fromkeys(FIELDS, "ana@example.org")))
    ids = ("jose", "ceo", "campaign", "gift", "p-ask", "c-ask", "full-lead")
    kinds = [kind_of(thing) for thing in map(made.view.thing, ids) if thing is not None]

    assert ["user", "role", "group", "record", "post", "comment", "rule"] == kinds
    entry = model.Entry(id="e", user="jose", points=1, key="k", rule="r", record="gift", effective_at=START)
    assert "entry" == kind_of(entry)


FIELDS = ("first_name", "last_name", "email")


def test_a_tracked_change_is_a_post_with_changes() -> None:
    """The system made it; a written post has none (READINGS 2)."""
    posts = town().view.posts

    assert (True, False) == (posts["p-moved"].is_tracked, posts["p-gift"].is_tracked)


def test_tags_are_unique_and_events_are_past() -> None:
    """Commands are imperative, events past tense; no tag is both (STYLE 2.5)."""
    assert not set(c.COMMANDS) & set(events.EVENTS)
    assert c.Command not in c.COMMANDS.values()
    assert events.Event not in events.EVENTS.values()
