"""An action is offered exactly when its command would be accepted: no more, no less, whatever else stands in it."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore import rights
from collabcore.codec import command_from_json, command_to_json
from collabcore.shapes import fields_of
from collabcore.testing import compare
from collabcore.testing.strategies import History, commands, histories

FEW = settings(max_examples=max(3, settings().max_examples // 10))
"""Every command is tried on its own, so each has few worlds."""

BLIND = {"unfollow", "unmute", "unbookmark", "set_board"}
"""What is done without seeing: taking back what one did oneself (READINGS 38, 82), and naming a board anew."""


def target_of(command: c.Command) -> str | None:
    """Return what stands in the first field of a command that names something there is."""
    for name, (shape, default) in fields_of(type(command)).items():
        new = name == "id" and default is None
        if name not in ("by", "at") and not new and shape.name.startswith(("an id", "a list (an id")):
            value = getattr(command, name)
            return value if isinstance(value, str) or value is None else next(iter(value), None)
    return None


@pytest.mark.parametrize("tag", list(c.COMMANDS))
@FEW
@given(data=st.data(), history=histories(min_size=3, max_size=15))
def test_law_01_what_is_accepted_is_offered(tag: str, data: st.DataObject, history: History) -> None:
    """Whoever's command is accepted, with whatever in its other fields, is offered that action."""
    view = history.engine.view
    drawn = command_to_json(data.draw(commands(view, (tag,))))
    for user in view.users:
        command = attrs.evolve(command_from_json({**drawn, "by": user}), at=None)
        target = target_of(command)
        if target is not None and rights.accepted(view, command, view.now):
            assert rights.may(view, user, tag, target, view.now), f"{command} is accepted and not offered"


@given(data=st.data(), history=histories(min_size=3, max_size=15))
def test_law_01_what_is_offered_is_accepted(data: st.DataObject, history: History) -> None:
    """Whatever is offered can be done as offered, and is all that `may` and `capabilities` tell of."""
    engine = history.engine
    thing = data.draw(st.sampled_from(compare.things(engine.view)), label="thing")
    for user in engine.view.users:
        offers = {tag: rights.offer(engine.view, user, tag, thing, engine.view.now) for tag in c.COMMANDS}
        for tag, command in offers.items():
            if command is not None:
                assert (command.tag, command.by, target_of(command)) == (tag, user, thing)
                engine.fork().apply(command)
        viewer = engine.viewer(user)
        if viewer.can_see(thing):
            assert viewer.capabilities(thing) == {tag for tag, command in offers.items() if command is not None}
        else:
            assert {tag for tag, command in offers.items() if command is not None} <= BLIND
