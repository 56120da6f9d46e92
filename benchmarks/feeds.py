"""Feeds, beside the other ways to keep them (F1–F8)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from typing import Any

from benchmarks import measure
from benchmarks.peers.base import Absent
from benchmarks.peers.ours import OursFeed, founded
from benchmarks.peers.plain import HeapMerge, PushLists
from benchmarks.peers.sql import SqlPull, SqlPush
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import World
from collabcore import commands as c

__all__ = ["memory", "paging", "peers", "rivals", "wrong_pages"]

MOST_SHOWN = 500
INSTALLED = ("actstream", "redis_feeds")
"""Modules of peers that must be installed; a peer without its package is skipped, with a line saying so."""


def peers() -> Iterator[type[Any] | Absent]:
    """Yield the rivals that need a package or server of their own, or why they are not here."""
    for name in INSTALLED:
        try:
            yield import_module(f"benchmarks.peers.{name}").Feed
        except ImportError as missing:
            yield Absent(f"{name}: {missing}")


def rivals(report: Report, size: str, facts: World, *, slow: bool) -> None:
    """Measure publishing, cold, warm and deep pages, and pages after a change, for every rival."""
    walls = [post for post in facts.posts if post.to == post.author]
    readers = list(facts.users)[: min(300, len(facts.users))]
    wanted: dict[str, list[str]] = {}
    for kind in (OursFeed, HeapMerge, PushLists, SqlPull, SqlPush, *(peers() if slow else ())):
        if isinstance(kind, Absent):
            report.add(Row(task="publish", size=size, rival=str(kind).partition(":")[0], note=f"skipped: {kind}"))
            continue
        rival = kind(facts)

        def publish(through: Any = rival) -> None:
            for post in walls:
                through.publish(post.id, post.author)

        _row(report, "publish", size, rival, measure.once(publish, per=len(walls)))
        cold = measure.cold(rival.page, readers)
        _row(report, "first page, cold", size, rival, cold)
        wrong = _wrong(rival, readers, wanted)
        note = f"{wrong} of {len(readers)} pages wrong" if wrong else ""
        _row(report, "first page, warm", size, rival, measure.each(rival.page, readers[:1]), note)
        _row(report, "page 40", size, rival, measure.each(partial(_next, rival), _deep(rival, readers)))
        _row(report, "follow or unfollow, and page", size, rival, _following(rival, readers))
        _row(report, "delete, and page", size, rival, _deleting(rival, walls, readers))


def _row(report: Report, task: str, size: str, rival: Any, figure: measure.Figure, note: str = "") -> None:
    report.add(Row(task=task, size=size, rival=rival.name, figure=figure, note=note))


def _next(rival: Any, place: tuple[str, str]) -> list[str]:
    user, after = place
    return rival.page(user, after)  # type: ignore[no-any-return]


def _wrong(rival: Any, readers: list[str], wanted: dict[str, list[str]]) -> int:
    """Return how many first pages differ from the first rival's, which is ours."""
    pages = {user: rival.page(user) for user in readers}
    if not wanted:
        wanted.update(pages)
    return sum(pages[user] != wanted[user] for user in readers)


def _deep(rival: Any, readers: list[str], number: int = 40) -> list[tuple[str, str]]:
    """Return, for some readers, the last post of the page before the one of a number."""
    found = []
    for user in readers[:40]:
        page = rival.page(user)
        for _ in range(number - 2):
            if not page:
                break
            page = rival.page(user, page[-1])
        if page:
            found.append((user, page[-1]))
    return found or [(readers[0], rival.page(readers[0])[-1])]


def _following(rival: Any, readers: list[str]) -> measure.Figure:
    target, people = readers[-1], readers[:20]

    def deed(user: str) -> None:
        rival.follow(user, target)
        rival.page(user)
        rival.unfollow(user, target)
        rival.page(user)

    whole = measure.each(deed, people, runs=3)
    return measure.Figure(median=whole.median / 2, low=whole.low / 2, high=whole.high / 2, calls=whole.calls * 2)


def _deleting(rival: Any, posts: list[Any], readers: list[str]) -> measure.Figure:
    gone = iter(posts[-200:])

    def deed(user: str) -> None:
        rival.delete(next(gone).id)
        rival.page(user)

    with measure.quiet():
        return measure.once(lambda: list(map(deed, readers[:30])), per=30)


def wrong_pages(report: Report, size: str, facts: World) -> None:
    """Walk pages while the world changes, and count what came twice or was lost (F1, F8)."""
    ours = OursFeed(facts)
    walls = [post for post in facts.posts if post.to == post.author]
    for post in walls:
        ours.publish(post.id, post.author)
    chance = random.Random(3)
    for sort in ("newest", "activity"):
        repeated = lost = 0
        for user in list(facts.users)[:50]:
            one, two = _walk(ours, facts, chance, user, sort)
            repeated, lost = repeated + one, lost + two
        report.add(Row(task=f"paging, {sort}", size=size, rival=OURS, note=f"{repeated} repeated, {lost} lost"))


def _walk(ours: OursFeed, facts: World, chance: random.Random, user: str, sort: str) -> tuple[int, int]:
    viewer, engine = ours.viewers[user], ours.engine
    whole: list[str] = []
    page = viewer.feed(sort=sort, limit=100)
    while page.cursor is not None and len(whole) < MOST_SHOWN:
        whole += page.ids
        page = viewer.feed(sort=sort, limit=100, after=page.cursor)
    whole += page.ids
    shown: list[str] = []
    page = viewer.feed(sort=sort)
    for _ in range(19):
        shown += page.ids
        if page.cursor is None:
            break
        _happen(engine, facts, chance)
        page = viewer.feed(sort=sort, after=page.cursor)
    expected = [post for post in whole[: len(shown)] if post in engine.view.posts]
    return len(shown) - len(set(shown)), len(set(expected) - set(shown))


def _happen(engine: Any, facts: World, chance: random.Random) -> None:
    users = list(facts.users)
    for _ in range(5):
        engine.apply(c.Post(by=chance.choice(users), text="something new"))
    alive = list(engine.view.posts)
    for _ in range(20):
        engine.apply(c.Comment(by=chance.choice(users), post=chance.choice(alive[-2000:]), text="yes"))
    post = engine.view.posts[chance.choice(alive)]
    engine.apply(c.Delete(by=post.author, id=post.id))


def paging(report: Report, size: str, facts: World) -> None:
    """Measure comments, and pages by activity, warm and cold (F8)."""
    ours = OursFeed(facts)
    walls = [post for post in facts.posts if post.to == post.author]
    for post in walls:
        ours.publish(post.id, post.author)
    commands = [c.Comment(by=post.author, post=post.id, text="yes") for post in walls]
    figure = measure.once(lambda: [ours.engine.apply(command) for command in commands], per=len(commands))
    report.add(Row(task="comment", size=size, rival=OURS, figure=figure))
    users = list(facts.users)[:100]
    cold = measure.cold(lambda user: ours.viewers[user].feed(sort="activity"), users)
    report.add(Row(task="activity page, cold", size=size, rival=OURS, figure=cold))
    warm = measure.each(lambda user: ours.viewers[user].feed(sort="activity"), users[:1])
    report.add(Row(task="activity page, warm", size=size, rival=OURS, figure=warm))


def memory(report: Report, size: str, facts: World) -> None:
    """Measure bytes per post beyond its text, and per follow (F7)."""
    engine = founded(facts, posts=False)
    engine.visible_posts(next(iter(facts.users)))  # so that no lock of a place is worked out for the first time below
    commands = list(facts.following())
    with measure.memory() as follows:
        engine.apply_all(commands)
    report.add(Row(task="memory per follow", size=size, rival=OURS, bytes=follows.held / len(commands)))
    commands = list(facts.posting())
    with measure.memory() as posts:
        engine.apply_all(commands)
    report.add(Row(task="memory per post", size=size, rival=OURS, bytes=posts.held / len(commands)))
