"""What follows from events by themselves, whatever command made them: news of levels.

Rule 1: a consequence is worked out from the events of one command, over the world before it; it refuses nothing.
Rule 2: it is an event too, so that replay needs no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collabcore import events as e
from collabcore import levels
from collabcore.decide.asking import Ask

__all__ = ["consequences"]


def consequences(ask: Ask, made: Sequence[e.Event]) -> Iterator[e.Event]:
    """Yield what follows from the events of a command.

    Cost: O(events).
    """
    yield from _promotions(ask, made)


def _promotions(ask: Ask, made: Sequence[e.Event]) -> Iterator[e.Event]:
    """Yield one event for everybody whom these events leave on a higher level than before (SCORING 2.4)."""
    view = ask.view
    points: dict[str, int] = {}
    level: dict[str, int] = {}
    for entry in (event.entry for event in made if isinstance(event, e.PointsAwarded)):
        user = entry.user
        points[user] = points.get(user, view.rank_points(user)) + levels.ranked(entry)
        level[user] = levels.after(view.levels, level.get(user, view.level(user)), points[user])
    for user, reached in level.items():
        if reached > view.level(user):
            yield ask.event(e.LevelReached, user=user, level=view.levels[reached].name)
