"""What people have done, as badges count it: which trigger, whose, on which object.

Rule 1: a deed is read off an event and the world before it, by the one table of `triggers`, and off nothing else.
Rule 2: the object is what makes deeds distinct: doing the same to the same object again is no other deed.
Rule 3: a deed stands by a thing: it counts while the thing is there. What can end is undone when it ends.

What it cannot say: who earns a badge for it; that is said by `badges`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from collabcore import triggers
from collabcore.events import Event
from collabcore.model import PointsRule
from collabcore.triggers import Occasion, Trigger
from collabcore.view import View
from collabcore.view.badges import DeedObject

__all__ = ["Deed", "counting", "made"]


class Deed(NamedTuple):
    """One thing done: by whom, what, on which object, and by which thing it stands (empty: by none).

    `undone` takes all deeds of the trigger that stand by the thing back.
    """

    trigger: str
    user: str
    object: DeedObject
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
    for row, occasion in triggers.occasions(view, event):
        turned = _HAPPENS if row.happens else _turned(view, row, occasion)
        for name, undone in turned:
            found = _deed(view, row, name or row.word, occasion, undone=undone)
            if found is not None:
                yield found


_HAPPENS: Final = (("", False),)
"""What turned where there is no state: the event happened, and its deed is kept under the row's own word."""


def _turned(view: View, row: Trigger, occasion: Occasion) -> Iterator[tuple[str, bool]]:
    """Yield the states that came to hold or ended, by their names; where there is no state, what happened."""
    before = occasion.subject if occasion.before is None else occasion.before
    for argument in row.arguments(before, occasion.subject):
        is_so = row.state is None or row.state(view, _WHOLE, argument, occasion.subject, occasion.at)
        if is_so != _was_so(view, row, argument, occasion):
            yield triggers.named(row, argument), not is_so


_WHOLE: Final = PointsRule(id="whole", points=1, when="reached")
"""What a state of completeness is judged by where no rule asks: all of it, and valid."""


def _was_so(view: View, row: Trigger, argument: str, occasion: Occasion) -> bool:
    """Tell whether a state held before; what happens by itself never did."""
    if row.state is None or occasion.before is None:
        return False
    return row.state(view, _WHOLE, argument, occasion.before, occasion.at)


def _deed(view: View, row: Trigger, name: str, occasion: Occasion, *, undone: bool) -> Deed | None:
    user: str | None = getattr(occasion, row.doer)
    own = user == occasion.actor
    if not undone and ((own and row.doer in row.barred) or user not in view.users):
        return None
    thing = occasion.thing if row.stands else ""
    return Deed(name, user or "", _object(row, occasion, own=own), thing, undone)


def _object(row: Trigger, occasion: Occasion, *, own: bool) -> DeedObject:
    """Return what makes a deed distinct: what the row's key says beside the rule and the person."""
    told = tuple([part(occasion, "") for part in (row.own if own else row.distinct)])
    return told if len(told) > 1 else told[0]
