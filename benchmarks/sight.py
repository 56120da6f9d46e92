"""Who sees what, beside those who could answer it instead (V1–V4)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import measure
from benchmarks.peers.base import Absent, installed
from benchmarks.peers.ours import OursSight, PureSight, founded
from benchmarks.peers.plain import Bitmaps, Plain
from benchmarks.peers.sql import SqlSight
from benchmarks.report import OURS, Report, same
from benchmarks.worlds import World
from collabcore import HOST
from collabcore import commands as c

__all__ = ["changes", "rivals", "summaries"]

INSTALLED = ("casbin", "cedar", "guardian", "pemba")
"""Modules of peers that must be installed; a peer without its package is skipped, with a line saying so."""


def rivals(report: Report, size: str, facts: World) -> None:
    """Measure one check, all posts of a viewer, and all viewers of a post, for every rival."""
    chance = random.Random(7)
    users, posts = list(facts.users), [post.id for post in facts.posts]
    pairs = [(chance.choice(users), chance.choice(posts)) for _ in range(2000)]
    built = []
    for rival in (OursSight, PureSight, Bitmaps, Plain, SqlSight, *_peers()):
        if isinstance(rival, Absent):
            report.skipped("check", size, rival)
        else:
            built.append(rival(facts))
    few = pairs[:40]
    same((rival.name, [bool(rival.check(*pair)) for pair in few]) for rival in built)
    for user in users[3:6]:
        same((rival.name, set(rival.visible(user))) for rival in built)
    for post in posts[5:8]:
        same((rival.name, set(rival.audience(post))) for rival in built)
    for rival in built:
        fast = not rival.__module__.endswith(INSTALLED)
        checks, readers, items = (pairs, users[:20], posts[:200]) if fast else (few, users[:1], posts[:3])
        _three(report, size, rival, checks, readers, items)


def _peers() -> Iterator[Any]:
    for module in INSTALLED:
        yield from installed(module, "Sight")


def _three(report: Report, size: str, rival: Any, checks: list[Any], readers: list[str], items: list[str]) -> None:
    _row(report, "check", size, rival, lambda pair: rival.check(*pair), checks)
    _row(report, "visible posts", size, rival, lambda user: list(rival.visible(user)), readers)
    _row(report, "audience", size, rival, lambda post: list(rival.audience(post)), items)


def _row(report: Report, task: str, size: str, rival: Any, deed: Callable[[Any], object], over: list[Any]) -> None:
    report.measured(task, size, rival.name, measure.each(deed, over, runs=3))


def summaries(report: Report, size: str, facts: World) -> None:
    """Measure how many posts somebody sees, how many see a post, and the first page of what somebody may see (V2)."""
    engine, users = founded(facts), list(facts.users)
    posts = [post.id for post in facts.posts[:200]]
    for task, deed, over in (
        ("count of visible posts", lambda user: len(engine.visible_posts(user)), users[:20]),
        ("count of an audience", lambda post: len(engine.audience(post)), posts),
    ):
        report.measured(task, size, OURS, measure.each(deed, over, runs=3))
    viewers = [engine.viewer(user) for user in users[:200]]
    report.measured("page of all I see, cold", size, OURS, measure.cold(lambda viewer: viewer.feed("company"), viewers))
    warm = measure.each(lambda viewer: viewer.feed("company"), viewers[:1])
    report.measured("page of all I see, warm", size, OURS, warm)


def changes(report: Report, size: str, facts: World) -> None:
    """Measure what changes sight, with the next answer; and what explains it, and what would happen."""
    engine = founded(facts)
    group, record = next(iter(facts.groups)), next(iter(facts.records))
    strangers = [user for user in list(facts.users)[:300] if user not in facts.members[group]]
    inside = next(post.id for post in facts.posts if post.to == group)
    on_record = [post.id for post in facts.posts if post.to == record] or [inside]
    owner = facts.records[record]

    def joining(user: str) -> None:
        engine.apply(c.AddMember(by=HOST, group=group, user=user))
        engine.can_see(user, inside)
        engine.apply(c.RemoveMember(by=HOST, group=group, user=user))
        engine.can_see(user, inside)

    def sharing(user: str) -> None:
        engine.apply(c.ShareRecord(by=HOST, record=record, to=user))
        engine.can_see(user, on_record[0])
        engine.apply(c.UnshareRecord(by=HOST, record=record, to=user))
        engine.can_see(user, on_record[0])

    _pair(report, "join or leave, and check", size, joining, strangers[:50])
    _pair(report, "share or unshare, and check", size, sharing, [user for user in strangers[:50] if user != owner])
    asked = list(itertools.product(list(facts.users)[:10], [post.id for post in facts.posts[:20]]))
    report.measured("explain", size, OURS, measure.each(lambda pair: engine.explain(*pair), asked))
    command = c.AddMember(by=HOST, group=group, user=strangers[0])
    report.measured("exposure of one join", size, OURS, measure.once(lambda: engine.exposure([command])))
    report.measured("check of all indexes", size, OURS, measure.once(engine.check))


def _pair(report: Report, task: str, size: str, deed: Callable[[str], None], over: list[str]) -> None:
    whole = measure.each(deed, over)
    half = measure.Figure(median=whole.median / 2, low=whole.low / 2, high=whole.high / 2, calls=whole.calls * 2)
    report.measured(task, size, OURS, half)
