"""What is held: for a post, a follow, a reader, a follower who reads nothing; and while much is loaded (F7)."""

from __future__ import annotations

from typing import Any

from benchmarks import measure
from benchmarks.peers.ours import founded
from benchmarks.peers.plain import HeapMerge, PushLists
from benchmarks.peers.sql import SqlPull, SqlPush
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import TEXT, World, new_engine
from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command

__all__ = ["memory"]

POSTS = 1000


def memory(report: Report, size: str, facts: World) -> None:
    """Measure every one of them."""

    def told(task: str, rival: str, held: float, note: str = "") -> None:
        report.add(Row(task=f"memory per {task}", size=size, rival=rival, bytes=held, note=note))

    engine = founded(facts, posts=False)
    engine.visible_posts(next(iter(facts.users)))  # so that no lock of a place is worked out for the first time below
    told("follow", OURS, _held(engine, list(facts.following())))
    told("post", OURS, _held(engine, list(facts.posting())), "its event and what the command answered included")
    viewers = [engine.viewer(user) for user in facts.users]
    with measure.memory() as reading:
        for viewer in viewers:
            viewer.feed()
    told("active reader", OURS, reading.held / len(viewers), "a first page kept until something happens")
    told("idle follower", OURS, _idle(facts), "of every post of whom they follow")
    for rival in (HeapMerge, PushLists):
        told("post", rival.name, _by_hand(rival, facts), "ids alone")
    for kept in (SqlPull, SqlPush):
        told("post", kept.name, _in_tables(kept, facts), "ids alone")
    commands = [*facts.founding(), *facts.following(), *facts.posting()]
    with measure.memory() as load:
        engine = new_engine()
        engine.apply_all(commands)
    told("command loaded, kept", OURS, load.held / len(commands))
    told("command loaded, at the most", OURS, load.peak / len(commands))


def _held(engine: Engine, commands: list[Command]) -> float:
    with measure.memory() as found:
        engine.apply_all(commands)
    return found.held / len(commands)


def _idle(facts: World) -> float:
    """Return what a post of somebody whom everybody follows takes more than one of somebody nobody follows."""
    held = []
    for followed in (False, True):
        engine = new_engine()
        engine.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False, follow_limit=10**6))
        engine.apply_all(c.AddUser(by=HOST, id=user) for user in facts.users)
        author, *others = facts.users
        if followed:
            engine.apply_all(c.Follow(by=user, target=author) for user in others)
        posts: list[Command] = [c.Post(by=author, id=f"q{number}", text=TEXT) for number in range(POSTS)]
        held.append(_held(engine, posts))
    return max(0.0, held[1] - held[0]) / (len(facts.users) - 1)


def _publish(rival: Any, facts: World) -> None:
    for post in facts.posts:
        rival.publish(post.id, post.author)


def _by_hand(kind: Any, facts: World) -> float:
    rival = kind(facts)
    with measure.memory() as found:
        _publish(rival, facts)
    return found.held / len(facts.posts)


def _in_tables(kind: Any, facts: World) -> float:
    rival = kind(facts)
    before = rival.size()
    _publish(rival, facts)
    return float(rival.size() - before) / len(facts.posts)
