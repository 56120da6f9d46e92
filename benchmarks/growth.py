"""How our own questions and changes grow, one dimension at a time, and whether they keep to their laws (V3, F3, F5).

Nothing here waits for another process, so that its own seconds tell how it grows, whatever else runs beside it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks import measure
from benchmarks.peers.ours import founded
from benchmarks.report import OURS, Report, Row, progress
from benchmarks.worlds import TEXT, Size, World, world
from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore import events as e
from collabcore.journal import MemoryJournal
from collabcore.model import FieldSpec

__all__ = ["CPU", "People", "Posts", "Series", "Told", "run"]

CPU = time.process_time
FLAT = 2.0


class Told:
    """Where the figures of one world go: to the report, under the dimension and its size."""

    def __init__(self, report: Report, along: str, size: str) -> None:
        self.report, self.along, self.size = report, along, size

    def each(self, task: str, deed: Callable[[Any], object], over: list[Any]) -> None:
        """Measure a deed over many things, again and again; the fastest run tells, others add what is not ours."""
        figure = measure.each(deed, over, clock=CPU).fastest()
        self.report.measured(f"{task}, by {self.along}", self.size, OURS, figure)

    def cold(self, task: str, deed: Callable[[Any], object], over: list[Any]) -> None:
        """Measure a deed done once to each."""
        self.report.measured(f"{task}, by {self.along}", self.size, OURS, measure.cold(deed, over, clock=CPU))

    def once(self, task: str, deed: Callable[[], Any], per: int = 1) -> Any:
        """Measure a long deed, and return what it returned."""
        kept: list[Any] = []
        with measure.quiet():
            start = CPU()
            kept.append(deed())
            taken = (CPU() - start) / per
        figure = measure.Figure(median=taken, low=taken, high=taken, calls=per)
        self.report.measured(f"{task}, by {self.along}", self.size, OURS, figure)
        return kept.pop()


class Series:
    """A dimension: its sizes, the smallest first, what is measured at each, and the law each task is to keep."""

    along: str
    sizes: dict[str, int]
    slow: int
    """The first size that is measured only when asked to be slow."""
    laws: dict[str, float]
    """How many times the figure of the smallest size another may be, task by task."""

    def measure(self, told: Told, size: int) -> None:
        """Build a world of a size and measure in it."""
        raise NotImplementedError


def run(report: Report, series: Series, *, slow: bool, least: bool = False) -> None:
    """Measure one dimension at all its sizes, then say of each law whether it holds."""
    sizes = {name: size for name, size in series.sizes.items() if slow or size < series.slow}
    if least:
        sizes = {f"{size} {series.along}": size for size in (2, 4)}
    for name, size in sizes.items():
        print(f"  -- {name}", flush=True)
        series.measure(Told(report, series.along, name), size)
    for task, most in series.laws.items():
        report.law(f"{task}, by {series.along}", list(sizes), most)


def _building(told: Told, facts: World) -> Engine:
    """Return an engine with a world in it, and tell what a command of building it took."""
    commands = sum(1 for part in (facts.founding(), facts.posting()) for _ in part)
    engine: Engine = told.once("build, a command", partial(founded, facts, progress=progress(told.size)), per=commands)
    told.report.add(Row(task="most memory so far", size=told.size, rival=OURS, bytes=measure.resident()))
    return engine


def _everything(told: Told, facts: World) -> None:
    """Measure a check, a page, a publish, a join, an unshare and a rank in one world."""
    chance = random.Random(7)
    engine = _building(told, facts)
    some = chance.sample(list(facts.users), min(200, len(facts.users)))
    pairs = [(chance.choice(some), chance.choice(facts.posts).id) for _ in range(1000)]
    for user, post in pairs:
        engine.can_see(user, post)  # so that what is worked out once is there
    told.each("check", lambda pair: engine.can_see(*pair), pairs)
    told.each("join and leave", _joining(engine, facts), some[:60])
    told.each("share and unshare", _sharing(engine, facts), some[:60])
    told.each("publish", engine.apply, [c.Post(by=user, text=TEXT) for user in some])
    told.cold("company page, cold", lambda user: engine.viewer(user).feed("company"), some)
    told.each("explain", lambda pair: engine.explain(*pair), pairs[:100])
    _ranks(engine, list(facts.users))
    told.each("rank", lambda user: engine.viewer(user).rank(), some[:60])
    told.once("replay, a post", *_replaying(engine))


def _replaying(engine: Engine) -> tuple[Callable[[], int], int]:
    """Return what folds the posts anew, over all that happened before them, and how many they are.

    Worlds of several sizes have other shares of people and posts, whose events cost what they cost.
    """
    events = list(engine.events())
    posts = [event for event in events if isinstance(event, e.Posted)]
    first = events.index(posts[0])
    journal = MemoryJournal(events[:first])
    behind = Engine(journal=journal)
    journal.append([event for event in events[first:] if isinstance(event, e.Posted)], at=first)
    return behind.catch_up, len(posts)


_EVERYTHING = {
    "build, a command": FLAT,
    "check": FLAT,
    "join and leave": FLAT,
    "share and unshare": FLAT,
    "publish": FLAT,
    "company page, cold": FLAT,
    "explain": FLAT,
    "rank": FLAT,
    "replay, a post": FLAT,
}


class Posts(Series):
    """By posts, among a thousand people."""

    along = "posts"
    sizes = {"10k posts": 10_000, "100k posts": 100_000, "1M posts": 1_000_000}  # noqa: RUF012 - never changed
    slow = 1_000_000
    laws = _EVERYTHING

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        _everything(told, world(Size.growing(min(1_000, size * 10), size)))


class People(Series):
    """By people, with twenty thousand posts."""

    along = "people"
    sizes = {"1k people": 1_000, "10k people": 10_000, "100k people": 100_000}  # noqa: RUF012
    slow = 100_000
    laws = _EVERYTHING

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        _everything(told, world(Size.growing(max(10, size), min(20_000, size * 20))))


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
