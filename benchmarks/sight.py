"""Who sees what, beside those who could answer it instead (V1–V4)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import measure
from benchmarks.peers import keyring
from benchmarks.peers.base import Absent, installed
from benchmarks.peers.ours import OursSight, PureSight, founded
from benchmarks.peers.plain import Bitmaps, Plain
from benchmarks.peers.sql import SqlSight
from benchmarks.report import OURS, Report, Row, same
from benchmarks.worlds import World
from collabcore import HOST
from collabcore import commands as c

__all__ = ["explanations", "rivals", "summaries"]

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
        if not isinstance(rival, PureSight):
            _changing(report, size, rival, facts)


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
    """Measure how many posts somebody sees, how many see a post, and the first page of what they may see (V2)."""
    engine, users = founded(facts), list(facts.users)
    posts = [post.id for post in facts.posts[:200]]
    engine.visible_posts(users[-1])  # so that no lock of a place is worked out for the first time below
    report.measured("visible posts, first asked", size, OURS, measure.cold(engine.visible_posts, users[:100]))
    report.measured("audience, first asked", size, OURS, measure.cold(engine.audience, posts))
    for task, deed, over in (
        ("count of visible posts", lambda user: len(engine.visible_posts(user)), users[:20]),
        ("count of an audience", lambda post: len(engine.audience(post)), posts),
    ):
        report.measured(task, size, OURS, measure.each(deed, over, runs=3))
    viewers = [engine.viewer(user) for user in users[:200]]
    report.measured("page of all I see, cold", size, OURS, measure.cold(lambda viewer: viewer.feed("company"), viewers))
    warm = measure.each(lambda viewer: viewer.feed("company"), viewers[:1])
    report.measured("page of all I see, warm", size, OURS, warm)


def explanations(report: Report, size: str, facts: World) -> None:
    """Measure what explains sight, what a change would do to it, and the care of its indexes."""
    engine = founded(facts)
    asked = list(itertools.product(list(facts.users)[:10], [post.id for post in facts.posts[:20]]))
    report.measured("explain", size, OURS, measure.each(lambda pair: engine.explain(*pair), asked))
    group, members = next(iter(facts.members.items()))
    strangers = [user for user in facts.users if user not in members][:6]
    first, *others = [[c.AddMember(by=HOST, group=group, user=stranger)] for stranger in strangers]
    report.measured("exposure of one join", size, OURS, measure.once(lambda: engine.exposure(first)))
    report.measured("exposure of one join, again", size, OURS, measure.cold(engine.exposure, others or [first]))
    report.measured("check of all indexes", size, OURS, measure.once(engine.check))


def _changing(report: Report, size: str, rival: Any, facts: World) -> None:
    """Measure a change with the next answer, which must be another than before."""
    openers, inside = keyring.openers(facts), {post.to: post.id for post in facts.posts}
    group = next(place for place in inside if facts.groups.get(place, "public") != "public")
    record = next(place for place in inside if place in facts.records)
    above = {user: f"above:{role}" for user, role in facts.users.items()}
    outside = [user for user in facts.users if not rival.check(user, inside[group])]
    apart = [user for user in facts.users if above[user] not in openers[record]]
    apart = [user for user in apart if not rival.check(user, inside[record])]

    def joining(user: str) -> None:
        rival.hold(user, group)
        assert rival.check(user, inside[group])  # noqa: S101 - as `same` does
        rival.drop(user, group)
        assert not rival.check(user, inside[group])  # noqa: S101

    def sharing(user: str) -> None:
        rival.share(record, user, above[user])
        assert rival.check(user, inside[record])  # noqa: S101
        rival.unshare(record, user, above[user])
        assert not rival.check(user, inside[record])  # noqa: S101

    for task, deed, over, able in (
        ("join or leave, and check", joining, outside, hasattr(rival, "hold")),
        ("share or unshare, and check", sharing, apart, hasattr(rival, "share")),
    ):
        if able:
            report.measured(task, size, rival.name, measure.each(deed, over[:30], runs=3).halved())
        else:
            report.add(Row(task=task, size=size, rival=rival.name, note="only worked out anew"))
