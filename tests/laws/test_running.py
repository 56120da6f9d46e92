"""Law 2 over whoever runs the organisation: people, roles, rights, teams, queues, rules, rotations, networks.

What they do changes who sees what, so the law has a condition more: of what a viewer sees, whoever the viewer sees
must see as much as before. Then nothing the viewer is told may change.
"""

from __future__ import annotations

from hypothesis import assume, event, given
from hypothesis import strategies as st
from tests.laws.elsewhere import thickened
from tests.laws.test_laws import happens, is_hidden

from collabcore import events as e
from collabcore.engine import Engine
from collabcore.testing import compare, restatement
from collabcore.testing.strategies import History, histories

RUNNING = (
    *("add_user", "update_user", "deactivate_users", "activate_user", "add_permissions", "remove_permissions"),
    *("add_role", "move_role", "add_team", "update_team", "add_queue", "update_queue", "add_sharing_rule"),
    *("remove_sharing_rule", "add_rotation", "update_rotation", "set_absence", "set_assignment_rules"),
    *("add_network", "update_network", "publish_network", "take_network_offline"),
)
"""The commands by which the organisation is run."""


def known(engine: Engine, viewer: str) -> dict[tuple[str, str], object]:
    """Return what a viewer could tell of who sees what: of the people and things they see themselves."""
    view = engine.view
    seen = [thing for thing in compare.things(view) if restatement.may_see(view, viewer, thing)]
    people = [viewer, *(thing for thing in seen if thing in view.users)]
    sights: dict[tuple[str, str], object] = {
        (user, thing): restatement.may_see(view, user, thing) for user in people for thing in seen
    }
    levels = {
        (user, f"level of {thing}"): restatement.record_level(view, user, thing)
        for user in people
        for thing in seen
        if thing in view.records
    }
    return sights | levels


@given(st.data(), histories(min_size=3, max_size=10))
def test_law_02_nor_does_running_the_organisation(data: st.DataObject, history: History) -> None:
    """Nor does what is done to people and rights out of my sight, while those I know of see what I see as before."""
    before = thickened(history.engine)
    command, after, made = happens(data, before, RUNNING)
    unaware = [user for user in before.view.users if all(is_hidden(before, after, user, one) for one in made)]
    assume(unaware)
    viewer = data.draw(st.sampled_from(unaware))
    if known(before, viewer) == known(after, viewer):
        event(command.tag)
        counted = any(isinstance(one, e.PointsAwarded | e.UserAdded) for one in made)
        excepted = {"leaderboard", "around", "rank"} if counted else set()
        asked = [question for question in compare.questions(before.view) if question[0] not in excepted]
        mine, later = (compare.observe(engine, viewer, asked) for engine in (before, after))
        assert compare.differences(mine, later) == [], (viewer, command)
