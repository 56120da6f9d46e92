"""What follows from events by themselves, whatever command made them: levels reached, badges earned and lost.

Rule 1: a consequence is worked out from the events of one command, over the world before it; it refuses nothing.
Rule 2: it is an event too, so that replay needs no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from collabcore import badges, levels
from collabcore import events as e
from collabcore.decide.afterwards import Afterwards
from collabcore.decide.asking import Ask
from collabcore.model import Badge, BadgeGrant

__all__ = ["consequences"]


def consequences(ask: Ask, made: Sequence[e.Event]) -> Iterator[e.Event]:
    """Yield what follows from the events of a command.

    Cost: O(events + deeds of whom they touch).
    """
    kinds = {type(event) for event in made}
    if e.PointsAwarded in kinds:
        yield from _promotions(ask, made)
    if ask.view.badges or e.BadgeAdded in kinds:
        yield from _badges(ask, made)


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


def _badges(ask: Ask, made: Sequence[e.Event]) -> Iterator[e.Event]:
    """Yield what badges these events earn and lose; a badge that is new or changed is given to all who earned it."""
    after = Afterwards(ask.view, made)
    earnable = [badge for badge in after.badges() if badge.when is not None and badge.active]
    for badge in earnable:
        changed = badge.id in after.terms
        yield from _settled(ask, after, badge, ask.view.users if changed else after.touched(), alert=not changed)


def _settled(ask: Ask, after: Afterwards, badge: Badge, users: Iterable[str], *, alert: bool) -> Iterator[e.Event]:
    for user in users:
        if not badges.may_earn(after.user(user)):
            continue
        have, most = badges.earned(ask.view, user, badge.id)
        if have and not badge.multiple and not badge.auto_revoke:
            continue
        want = badges.due(badge, after.counted(badge, user, ask.at))
        for place in range(have, want):
            again = place < most
            grant = BadgeGrant(badge=badge.id, user=user, at=ask.at, again=again)
            yield ask.event(e.BadgeGranted, user=user, grant=grant, alert=alert and not again)
        for _ in range(want, have if badge.auto_revoke else want):
            yield ask.event(e.BadgeRevoked, user=user, badge=badge.id)
