"""What people have done, as badges count it: which trigger, whose, on which object.

Rule 1: a deed is read off an event and the world before it, by the one table of `triggers`, and off nothing else.
Rule 2: the object is what makes deeds distinct: doing the same to the same object again is no other deed.
Rule 3: a deed stands by a thing: it counts while the thing is there. What can end is undone when it ends.

What it cannot say: who earns a badge for it; that is said by `badges`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

import attrs

from collabcore import triggers
from collabcore.events import Event
from collabcore.model import PointsRule
from collabcore.triggers import Occasion, Trigger
from collabcore.view import View

__all__ = ["Deed", "counting", "made"]


@attrs.frozen
class Deed:
    """One thing done: by whom, what, on which object, and by which thing it stands (empty: by none).

    `undone` takes all deeds of the trigger that stand by the thing back.
    """

    trigger: str
    user: str
    object: str
    thing: str
    undone: bool = False


def counting(when: str) -> str:
    """Return under which name the deeds of a trigger are kept.

    Cost: O(length).

    >>> counting("stage(Closed Won)")
    'stage(closed_won)'
    """
    return triggers.named(*triggers.parsed(when))


def made(view: View, event: Event) -> Iterator[Deed]:
    """Yield what an event is of people's doing, over the world before it.

    Cost: O(fields of a record, mentions of a post).
    """
    for row in triggers.rows_of(event):
        for occasion in row.occasions(view, event):
            yield from _deeds(view, row, occasion)


def _deeds(view: View, row: Trigger, occasion: Occasion) -> Iterator[Deed]:
    if row.state is None and not row.takes:
        yield from _deed(view, row, row.word, occasion, undone=False)
        return
    before = occasion.subject if occasion.before is None else occasion.before
    for argument in row.arguments(before, occasion.subject):
        turned = _turned(view, row, argument, occasion)
        if turned is not None:
            yield from _deed(view, row, triggers.named(row, argument), occasion, undone=not turned)


def _turned(view: View, row: Trigger, argument: str, occasion: Occasion) -> bool | None:
    """Tell whether a state came to hold or ended; None when neither. Where there is no state, it happened."""
    if row.state is None:
        return True
    whole = PointsRule(id="whole", points=1, when=row.word)
    is_so = row.state(view, whole, argument, occasion.subject, occasion.at)
    was_so = occasion.before is not None and row.state(view, whole, argument, occasion.before, occasion.at)
    return None if is_so == was_so else is_so


def _deed(view: View, row: Trigger, name: str, occasion: Occasion, *, undone: bool) -> Iterator[Deed]:
    user = getattr(occasion, row.doer)
    own = user == occasion.actor and row.doer in row.barred
    if undone or (user in view.users and not own):
        thing = occasion.thing if row.stands else ""
        yield Deed(name, user or "", _object(row, occasion), thing, undone=undone)


_NOT_DISTINCT: Final = ("rule", "user")


def _object(row: Trigger, occasion: Occasion) -> str:
    """Return what makes a deed distinct: what the row's key says beside the rule and the person."""
    told = [occasion.part(part, "") for part in row.key if part not in _NOT_DISTINCT]
    return told[0] if len(told) == 1 else json.dumps(told)
