"""Feeds, beside the other ways to keep them (F1–F5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import ne
from typing import Any

from benchmarks import measure
from benchmarks.peers.base import Absent, installed
from benchmarks.peers.ours import OursFeed
from benchmarks.peers.plain import HeapMerge, PushLists
from benchmarks.peers.sql import PAGE, SqlPull, SqlPush
from benchmarks.report import Report, Row
from benchmarks.worlds import Post, World

__all__ = ["rivals"]

INSTALLED = ("actstream", "redis_feeds")
"""Modules of peers that must be installed; a peer without its package is skipped, with a line saying so."""

Pages = dict[str, list[list[str]]]


def rivals(report: Report, size: str, facts: World) -> None:
    """Measure publishing, cold, warm and deep pages, and pages after a change, for every rival."""
    walls = [post for post in facts.posts if post.to == post.author]
    readers = list(facts.users)[: min(300, len(facts.users))]
    wanted: Pages = {}
    for kind in (OursFeed, HeapMerge, PushLists, SqlPull, SqlPush, *_peers()):
        if isinstance(kind, Absent):
            report.skipped("publish", size, kind)
        else:
            _measured(report, size, kind(facts), walls, readers, wanted)


def _peers() -> Iterator[Any]:
    for module in INSTALLED:
        yield from installed(module, "Feed")


def _measured(report: Report, size: str, rival: Any, walls: list[Post], readers: list[str], wanted: Pages) -> None:
    def publish() -> None:
        for post in walls:
            rival.publish(post.id, post.author)

    told = partial(_told, report, size, rival.name)
    told("publish", measure.once(publish, per=len(walls)))
    told("first page, cold", measure.cold(rival.page, readers))
    told("first page, warm", measure.each(rival.page, readers[:1]))
    if isinstance(rival, OursFeed):
        viewers = [rival.viewers[readers[0]]]
        told("first page as it is returned, warm", measure.each(lambda viewer: viewer.feed(), viewers))
    for number in (2, 40):
        places, reached = _deep(rival, readers, number)
        figure = measure.each(partial(_next, rival), places)
        report.measured(f"page {number}", size, rival.name, figure, "" if reached == number else f"of {reached}")
    told("follow or unfollow, and page", _following(rival, readers))
    told("delete, and page", _deleting(rival, walls, readers))
    found = _answers(rival, walls, readers)
    if not wanted:
        wanted.update(found)  # the first rival's, which is ours
    wrong = {task: sum(map(ne, pages, wanted[task])) for task, pages in found.items()}
    note = ", ".join(f"{task} {number}" for task, number in wrong.items() if number)
    report.add(Row(task="wrong pages", size=size, rival=rival.name, count=sum(wrong.values()), note=note))


def _told(report: Report, size: str, rival: str, task: str, figure: measure.Figure) -> None:
    report.measured(task, size, rival, figure)


def _next(rival: Any, place: tuple[str, str]) -> list[str]:
    user, after = place
    return rival.page(user, after)  # type: ignore[no-any-return]


def _answers(rival: Any, walls: list[Post], readers: list[str]) -> Pages:
    """Return pages of every kind, to compare: first, deep, and after each kind of change."""
    found: Pages = {"first": [rival.page(user) for user in readers]}
    found["deep"] = [_next(rival, place) for place in _deep(rival, readers, 40)[0]]
    target, people = readers[0], readers[1:40]
    for deed in (rival.follow, rival.unfollow):
        for user in people:
            deed(user, target)
        found[f"after {deed.__name__}"] = [rival.page(user) for user in people]
    for post in walls[-160:-120]:
        rival.delete(post.id)
    found["after delete"] = [rival.page(user) for user in readers]
    return found


def _deep(rival: Any, readers: list[str], number: int) -> tuple[list[tuple[str, str]], int]:
    """Return, for readers who have one, the last post of the page before that of a number, or before the deepest."""
    found: dict[int, list[tuple[str, str]]] = {}
    for user in readers[:40]:
        page, reached = rival.page(user), 1
        while reached < number - 1 and len(page) == PAGE:
            page, reached = rival.page(user, page[-1]), reached + 1
        if page:
            found.setdefault(reached + 1, []).append((user, page[-1]))
    return found[max(found)], max(found)


def _following(rival: Any, readers: list[str]) -> measure.Figure:
    target, people = readers[-1], readers[:20]

    def deed(user: str) -> None:
        rival.follow(user, target)
        rival.page(user)
        rival.unfollow(user, target)
        rival.page(user)

    return measure.each(deed, people, runs=3).halved()


def _deleting(rival: Any, posts: list[Any], readers: list[str]) -> measure.Figure:
    gone = iter(posts[-200:])

    def deed(user: str) -> None:
        rival.delete(next(gone).id)
        rival.page(user)

    with measure.quiet():
        return measure.once(lambda: list(map(deed, readers[:30])), per=30)
