"""Order by activity, and pages gone through while the world moves (F8)."""

from __future__ import annotations

import random
from typing import Any

from benchmarks import measure
from benchmarks.peers.ours import OursFeed
from benchmarks.peers.sql_paging import Keyset, Offset
from benchmarks.report import Report, Row
from benchmarks.worlds import World

__all__ = ["activity", "walks"]

MOST_SHOWN = 500
READERS = 50
RIVALS = (OursFeed, Offset, Keyset)


def _filled(kind: Any, facts: World) -> Any:
    rival = kind(facts)
    for post in facts.posts:
        if post.to == post.author:
            rival.publish(post.id, post.author)
    return rival


def activity(report: Report, size: str, facts: World) -> None:
    """Measure comments, and pages by activity, cold and warm."""
    walls = [post for post in facts.posts if post.to == post.author]
    users = list(facts.users)[:100]
    for kind in (OursFeed, Keyset):
        rival = _filled(kind, facts)

        def comment(through: Any = rival) -> None:
            for post in walls:
                through.comment(post.author, post.id)

        def page(user: str, through: Any = rival) -> None:
            through.walk(user, "activity", None)

        report.measured("comment", size, rival.name, measure.once(comment, per=len(walls)))
        report.measured("activity page, cold", size, rival.name, measure.cold(page, users))
        report.measured("activity page, warm", size, rival.name, measure.each(page, users[:1]))


def walks(report: Report, size: str, facts: World) -> None:
    """Walk twenty pages while posts, comments and deletes happen between them; count what came twice or was lost."""
    for kind in RIVALS:
        for sort in ("newest", "activity"):
            rival, chance = _filled(kind, facts), random.Random(3)
            alive = {post.id: post.author for post in facts.posts if post.to == post.author}
            repeated = lost = 0
            for user in list(facts.users)[:READERS]:
                one, two = _walk(rival, facts, alive, chance, user, sort)
                repeated, lost = repeated + one, lost + two
            note = f"{repeated} repeated, {lost} lost"
            report.add(Row(task=f"paging, {sort}", size=size, rival=rival.name, count=repeated + lost, note=note))


def _walk(
    rival: Any, facts: World, alive: dict[str, str], chance: random.Random, user: str, sort: str
) -> tuple[int, int]:
    """Return how many posts of one reader's walk came twice, and how many that stood there at its start never did."""
    whole: list[str] = []
    after = None
    while len(whole) < MOST_SHOWN and (after is not None or not whole):
        ids, after = rival.walk(user, sort, after, 100)
        whole += ids
        if not ids:
            break
    shown, after = rival.walk(user, sort, None)
    for _ in range(18):
        if after is None:
            break
        _happen(rival, facts, alive, chance)
        ids, after = rival.walk(user, sort, after)
        shown = shown + ids
    expected = {post for post in whole[: len(shown)] if post in alive}
    return len(shown) - len(set(shown)), len(expected - set(shown))


def _happen(rival: Any, facts: World, alive: dict[str, str], chance: random.Random) -> None:
    users = list(facts.users)
    for _ in range(5):
        post = f"new{chance.randrange(10**15)}"
        alive[post] = chance.choice(users)
        rival.publish(post, alive[post])
    latest = list(alive)[-2000:]
    for _ in range(20):
        rival.comment(chance.choice(users), chance.choice(latest))
    gone = chance.choice(list(alive))
    del alive[gone]
    rival.delete(gone)
