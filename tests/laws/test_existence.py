"""Existence never leaks: a thing out of sight and a thing that never was are refused in the same words.

Found by reflection: every command, in every place of it that may name a thing (nested ones and mentions too),
and every question of a viewer. Whatever somebody may not see stands there once, and once an id that nothing ever
had; what comes back must be the same, class, text, rule and events alike, but for the id itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore.codec import command_from_json, command_to_json, event_to_json
from collabcore.decide import decide
from collabcore.decide.asking import Ask
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.model import HOST
from collabcore.shapes import fields_of
from collabcore.testing import compare, restatement
from collabcore.testing.compare import NOBODY
from collabcore.testing.strategies import History, commands, founding, histories, new_engine
from collabcore.view import View
from collabcore.viewer import Viewer
from collabcore.viewer.window import Window

Path: TypeAlias = tuple[str | int, ...]

POSITIONS: Final = ("since", "after")
"""Where an id says how far somebody has read; it works whatever became of the post (READINGS 79, declared)."""

FEW: Final = settings(max_examples=max(3, settings().max_examples // 40))
"""Every command is tried on its own, so each has few worlds."""


def hidden(view: View, user: str) -> list[str]:
    """Return what of others a user may not know of, by the restatement."""
    others = [thing for thing in compare.things(view) if thing not in (NOBODY, user)]
    return [thing for thing in others if not restatement.may_see(view, user, thing)]


# Commands


def places(view: View, kind: type[c.Command], wire: Mapping[str, object]) -> Iterator[Path]:
    """Yield every place of a command that names a thing, or may: fields that hold ids, and whatever ids are inside."""
    shapes = fields_of(kind)
    for name, (shape, default) in shapes.items():
        new = name in ("id", "item", "opportunity") and default is None  # the id of something new
        if name in ("by", "at", "do", "when") or new:  # a trigger is a word, whatever is called alike
            continue
        if shape.name.startswith("an id"):
            yield (name,)
        elif shape.name.startswith("a list (an id"):
            yield (name, 0)
        elif name == "text":
            yield (name,)
        else:
            yield from _named(view, wire.get(name), (name,))


def _named(view: View, value: object, path: Path) -> Iterator[Path]:
    """Yield where in a value of a field the id of something stands."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _named(view, inner, (*path, key))
    elif isinstance(value, str) and (value == NOBODY or view.thing(value) is not None):
        yield path


def put(wire: Any, path: Path, thing: str) -> Any:
    """Return a command's JSON with a thing named in a place of it; in a text, as a mention."""
    if not path:
        return thing
    key, *rest = path
    if isinstance(wire, list) or isinstance(key, int):
        items = list(wire or [NOBODY])
        return [put(item, tuple(rest), thing) if place == key else item for place, item in enumerate(items)]
    inside = f"see @[{thing}]" if key == "text" else put(wire.get(key), tuple(rest), thing)
    return {**wire, str(key): inside}


def outcome(view: View, wire: Mapping[str, object]) -> str:
    """Return what a command comes to, refusal or events."""
    try:
        made = decide(view, command_from_json(wire), at=view.now, make_id=lambda: "made")
    except CollabError as refusal:
        told: object = [type(refusal).__name__, refusal.message, refusal.rule]
    else:
        told = [event_to_json(event) for event in made]
    return json.dumps(told, ensure_ascii=False)


def leaks(view: View, command: c.Command) -> Iterator[str]:
    """Yield where anybody could tell something hidden from nothing by this command."""
    drawn = command_to_json(command)
    for user in view.users:
        wire, unseen = {**drawn, "by": user}, hidden(view, user)
        for path in places(view, type(command), wire):
            never = outcome(view, put(wire, path, NOBODY))
            for thing in unseen:
                named = put(wire, path, thing)
                shown = outcome(view, named)
                if unnamed(shown, thing) != unnamed(never, thing) and not _is_known(view, user, named, thing):
                    yield f"{named}: {shown}, but of nothing {never}"


def _is_known(view: View, user: str, wire: Mapping[str, object], thing: str) -> bool:
    """Tell whether somebody knows of a thing in another way: they did it (READINGS 38, 82), were asked, or decide."""
    match wire:
        case {"do": "unfollow"}:
            return thing in view.follows(user)
        case {"do": "unmute" | "unbookmark"}:
            return True
        case {"do": "accept_invitation"}:
            return user in view.invitations(thing)
        case {"do": "answer_request", "group": group}:
            return thing in view.requests(str(group))
        case {"do": "unshare_record", "record": record, "to": to}:
            return to == thing and to in view.shares(str(record))
        case _:
            return False


@pytest.mark.parametrize("tag", c.COMMANDS)
@given(history=histories(max_size=12), data=st.data())
@FEW
def test_law_02_commands_tell_nothing_hidden_from_nothing(tag: str, history: History, data: st.DataObject) -> None:
    """Naming in a command what one may not know of is refused in the words for what never was."""
    view = history.engine.view
    assert list(leaks(view, data.draw(commands(view, (tag,))))) == []


# Questions


@given(histories(max_size=20))
@FEW
def test_law_02_questions_tell_nothing_hidden_from_nothing(history: History) -> None:
    """Asking about what one may not know of is answered in the words for what never was."""
    engine = history.engine
    assert list(told(engine)) == []


def told(engine: Engine) -> Iterator[str]:
    """Yield the questions by which anybody could tell something hidden from nothing."""
    about: dict[str, list[compare.Question]] = {}
    for question in compare.questions(engine.view):
        named = {
            name
            for key, value in question[1]
            if key not in POSITIONS
            for name in (value if isinstance(value, tuple) else (value,))
        }
        for thing in named:
            about.setdefault(str(thing), []).append(question)
    for user in engine.view.users:
        viewer = engine.viewer(user)
        for thing in hidden(engine.view, user):
            for name, arguments in about.get(thing, ()):
                mine, never = (answer(viewer, name, arguments, thing, other) for other in (thing, NOBODY))
                if mine != never:
                    yield f"{name}({arguments}) of {thing} by {user}: {mine}, but of nothing {never}"


def is_about(value: object, thing: str) -> bool:
    """Tell whether an argument names a thing."""
    return value == thing or (isinstance(value, tuple) and thing in value)


def answer(viewer: Viewer, name: str, arguments: Iterable[tuple[str, object]], thing: str, other: str) -> str:
    """Return the answer to a question with another thing in the place of one, which is called nobody in it."""
    about = tuple(
        (key, (other,) if isinstance(value, tuple) else other) if is_about(value, thing) else (key, value)
        for key, value in arguments
    )
    return unnamed(repr(compare.ask(viewer, (name, about))), thing)


def unnamed(text: str, thing: str) -> str:
    """Return a text with a thing in it called nobody."""
    return re.sub(rf"(?<!\w){re.escape(thing)}(?!\w)", NOBODY, text)


# The law itself is looked at


def test_a_leak_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that know of everything, and questions that see everything, are found out."""
    engine = new_engine()
    for command in founding():
        engine.apply(command)
    engine.apply(c.Configure(by=HOST, user_visibility="private"))
    asked = (
        c.Like(by=HOST, item="in_private"),
        c.Comment(by=HOST, post="of_jose", text="see"),
        c.Transfer(by=HOST, record="a_lead", owner="aniyah"),
        c.AddMember(by=HOST, group="g_unlisted", user="fay"),
        c.DeactivateUsers(by=HOST, ids=("jose",)),
    )
    assert [list(leaks(engine.view, command)) for command in asked] == [[]] * len(asked)
    assert list(told(engine)) == []
    monkeypatch.setattr(Ask, "_knows", lambda *_: True)
    assert all(list(leaks(engine.view, command)) for command in asked)
    monkeypatch.setattr(Window, "can_see", lambda *_: True)
    assert {line.partition("(")[0] for line in told(engine)} >= {"comments", "followers", "completeness"}
