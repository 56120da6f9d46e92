"""Questions of an auditor: everything somebody sees, who sees everything, and what a change would expose.

Rule 1: sight itself is asked of `visibility`; here answers are only gathered and compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from collabcore import visibility
from collabcore.view import View

__all__ = ["Exposure", "audiences", "exposure", "items", "sees_all", "visible_items"]


@attrs.frozen
class Exposure:
    """Who would gain and who would lose sight of one item, each in the order of their ids."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def items(view: View) -> Iterator[str]:
    """Yield the id of everything that can be seen or not: people, groups, records, posts and comments.

    Cost: O(things).
    """
    for kind in (view.users, view.groups, view.records, view.posts, view.comments):
        yield from kind


def visible_items(view: View, user: str) -> frozenset[str]:
    """Return everything a user may see or know of.

    Cost: O(things).
    """
    return frozenset(item for item in items(view) if visibility.can_see(view, user, item))


def sees_all(view: View, kind: str) -> frozenset[str]:
    """Return who may read every record of a type; everybody active, where there is none.

    Cost: O(records + readers).
    """
    inside = {user.id for user in view.users.values() if user.active}
    for record in view.records.values():
        if record.type == kind:
            inside &= visibility.audience(view, record.id)
    return frozenset(inside)


def audiences(view: View) -> dict[str, frozenset[str]]:
    """Return who may see each item there is.

    Cost: O(things x audience), less where audiences are alike.
    """
    return {item: visibility.audience(view, item) for item in items(view)}


def exposure(before: Mapping[str, frozenset[str]], after: Mapping[str, frozenset[str]]) -> dict[str, Exposure]:
    """Return, for every item whose audience differs, who gained and who lost sight of it.

    What is not there has no audience, so something new is gained by whoever may see it.

    Cost: O(items x audience).
    """
    found = {}
    nobody: frozenset[str] = frozenset()
    for item in dict.fromkeys((*before, *after)):
        were, are = before.get(item, nobody), after.get(item, nobody)
        if were != are:
            found[item] = Exposure(tuple(sorted(are - were)), tuple(sorted(were - are)))
    return found
