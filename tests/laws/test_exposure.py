"""What a change would show to whom: looked at without making it, and made."""

from __future__ import annotations

import attrs
from hypothesis import event, given
from hypothesis import strategies as st

from collabcore import HOST, Engine
from collabcore.audit import Exposure
from collabcore.errors import CollabError
from collabcore.testing.strategies import History, commands, histories

AUTHORED = ("post", "comment", "announce", "create_group")
"""What has an author, and is drawn as somebody's; all else is done by the host, who is seldom refused."""

MOVING = (
    "configure",
    "move_role",
    "update_user",
    "add_member",
    "update_group",
    "share_record",
    "add_sharing_rule",
    "update_team",
    "transfer",
    "set_audience",
    "share_file",
)
"""What opens and shuts most; all other commands are drawn too."""


def _seen(engine: Engine) -> dict[str, frozenset[str]]:
    return {user: engine.visible_items(user) for user in engine.view.users}


def _difference(before: dict[str, frozenset[str]], after: dict[str, frozenset[str]]) -> dict[str, Exposure]:
    """Work it out from what everybody sees, person by person."""
    nothing: frozenset[str] = frozenset()
    people = sorted({*before, *after})
    things = nothing.union(*before.values(), *after.values())
    found = {
        thing: Exposure(
            gained=tuple(u for u in people if thing in after.get(u, nothing) and thing not in before.get(u, nothing)),
            lost=tuple(u for u in people if thing in before.get(u, nothing) and thing not in after.get(u, nothing)),
        )
        for thing in things
    }
    return {thing: change for thing, change in found.items() if change != Exposure()}


@given(histories(min_size=3, max_size=15), st.data())
def test_law_06_looking_at_a_change_makes_none(history: History, data: st.DataObject) -> None:
    """What some changes would expose is what making them exposes, and looking leaves everything as it was."""
    engine = history.engine
    tags = data.draw(st.sampled_from([None, *[(tag,) for tag in MOVING]]))
    drawn = [data.draw(commands(engine.view, tags)) for _ in range(data.draw(st.integers(1, 3)))]
    asked = [command if command.tag in AUTHORED else attrs.evolve(command, by=HOST) for command in drawn]
    before, digest, after = _seen(engine), engine.digest(), engine.fork()
    try:
        told = engine.exposure(asked)
    except CollabError as refusal:
        event(f"refused: {refusal.rule}")
        return
    assert digest == engine.digest()
    engine.check()
    after.apply_all(asked)
    assert _difference(before, _seen(after)) == dict(told)
    event(f"{min(len(told), 5)} things change")
