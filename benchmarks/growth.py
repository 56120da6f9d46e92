"""How our own questions and changes grow, with the posts there are and with the people there are."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import measure
from benchmarks.peers.ours import founded
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import TEXT, Size, World
from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.model import FieldSpec

__all__ = ["SIZES", "growth"]

SIZES = {
    "10k posts": Size.of(1_000, 10_000),
    "100k posts": Size.of(1_000, 100_000),
    "1M posts": Size.of(1_000, 1_000_000),
    "1k users": Size.of(1_000, 20_000),
    "10k users": Size.of(10_000, 20_000),
    "100k users": Size.of(100_000, 20_000),
}
"""By posts among a thousand people, and by people with twenty thousand posts."""

CPU = time.process_time
"""Nothing here waits for another process, so that its own seconds tell how it grows, whatever else runs beside it."""


def growth(report: Report, size: str, facts: World) -> None:
    """Measure a page, a check, a publish, a join, an unshare and a rank in one world."""
    chance = random.Random(7)
    engine = founded(facts)
    report.add(Row(task="most memory so far", size=size, rival=OURS, bytes=measure.resident()))
    some = chance.sample(list(facts.users), 200)
    pairs = [(chance.choice(some), chance.choice(facts.posts).id) for _ in range(1000)]
    for user, post in pairs:
        engine.can_see(user, post)  # so that what is worked out once is there

    def told(task: str, deed: Callable[[Any], object], over: list[Any]) -> None:
        report.add(
            Row(task=f"{task}, growing", size=size, rival=OURS, figure=measure.each(deed, over, runs=3, clock=CPU))
        )

    told("check", lambda pair: engine.can_see(*pair), pairs)
    for task, deed in (("join and leave", _joining(engine, facts)), ("share and unshare", _sharing(engine, facts))):
        told(task, deed, some[:60])
    publish = [c.Post(by=user, text=TEXT) for user in some]
    told("publish", engine.apply, publish)
    pages = measure.cold(lambda user: engine.viewer(user).feed("company"), some, clock=CPU)
    report.add(Row(task="company page cold, growing", size=size, rival=OURS, figure=pages))
    _ranks(engine, list(facts.users))
    told("rank", lambda user: engine.viewer(user).rank(), some[:60])


def _joining(engine: Engine, facts: World) -> Callable[[str], None]:
    group = next(group for group, access in facts.groups.items() if access == "private")
    inside = set(facts.members[group])

    def deed(user: str) -> None:
        if user not in inside:
            engine.apply(c.AddMember(by=HOST, group=group, user=user))
            engine.apply(c.RemoveMember(by=HOST, group=group, user=user))

    return deed


def _sharing(engine: Engine, facts: World) -> Callable[[str], None]:
    record = next(iter(facts.records))
    targets = {facts.records[record], *(to for shared, to in facts.shares if shared == record)}

    def deed(user: str) -> None:
        if user not in targets:
            engine.apply(c.ShareRecord(by=HOST, record=record, to=user))
            engine.apply(c.UnshareRecord(by=HOST, record=record, to=user))

    return deed


def _ranks(engine: Engine, users: list[str]) -> None:
    """Let everybody have points, some alike."""
    engine.apply(c.SetCompleteness(by=HOST, type="lead", fields=(FieldSpec("email"),)))
    engine.apply(c.AddPointsRule(by=HOST, id="made", points=10, when="reached", type="lead"))
    engine.apply_all(_leads(users))


def _leads(users: list[str]) -> Iterator[c.AddRecord]:
    for number, user in enumerate(users):
        yield c.AddRecord(by=HOST, id=f"lead{number}", type="lead", owner=user, fields={"email": "a@b.example"})
