"""What lets somebody in is what the explanation says: take it away, and they are out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import event, given

from collabcore import HOST, keys, records
from collabcore import commands as c
from collabcore.records import Grant
from collabcore.testing.strategies import History, attempt, histories
from collabcore.view import View

OVERSEEING = {"view_all_data", "modify_all_data", "manage_unlisted_groups"}
"""Permissions that open groups to who is no member."""

SHARES = tuple(
    c.ShareRecord(by=HOST, record=record, to=to)
    for record, to in (("a_lead", "luc"), ("waiting", "role:desk"), ("a_case", "t_desk"), ("l_rik", "role:chief"))
)
"""What is shared by hand in every world, beside what its history shares."""


def taking_back(view: View) -> Iterator[tuple[str, str, c.Command]]:
    """Yield whoever has one way into a thing, the thing, and the command that takes the way back."""
    for user, record in itertools.product(view.users, view.records.values()):
        found = records.causes(view, user, record)
        if len(found) == 1 and (command := _without(user, record.id, found[0])) is not None:
            yield user, record.id, command
    for group in view.groups.values():
        inside = next((post.id for post in view.posts.values() if post.to == group.id), None)
        if group.access != "public" and inside is not None:
            for user in view.members(group.id):
                if OVERSEEING.isdisjoint(view.users[user].permissions):
                    yield user, inside, c.RemoveMember(by=HOST, group=group.id, user=user)


def _without(user: str, record: str, grant: Grant) -> c.Command | None:
    match grant.cause:
        case "share":
            return c.UnshareRecord(by=HOST, record=record, to=grant.through)
        case "rule":
            return c.RemoveSharingRule(by=HOST, id=grant.through)
        case "administrator":
            return c.RemovePermissions(by=HOST, user=user, permissions=(keys.split(grant.key)[1],))  # type: ignore[arg-type]
        case _:
            return None


@given(histories(min_size=3, max_size=15))
def test_law_01_the_only_way_in_is_the_one_that_is_named(history: History) -> None:
    """Whoever has one way into a record or a closed group, by the explanation, is out without it."""
    engine = history.engine
    for share in SHARES:
        attempt(engine, share)
    for user, thing, command in taking_back(engine.view):
        after = engine.fork()
        if attempt(after, command) is None:  # an owner stays
            event(command.tag)
            assert not after.can_see(user, thing), (user, thing, command)
