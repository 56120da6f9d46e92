"""A change and the read right after it: how long both take, and whether the read is exact (F1, F6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from benchmarks import measure
from benchmarks.peers.ours import founded
from benchmarks.report import OURS, Report, Row
from benchmarks.worlds import World
from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.journal import MemoryJournal
from collabcore.model import Access

__all__ = ["changing"]

PEOPLE = 30
Feed = tuple[str, str | None]


@attrs.frozen
class Change:
    """What is done for a user, and the feed they read right after it."""

    task: str
    command: Callable[[str], Command]
    feed: Feed = ("following", None)
    lasting: bool = True
    """Whether the next change of the kind leaves the pages read before it as they were."""


def changing(report: Report, size: str, facts: World) -> None:
    """Measure each change with the next page, in one world, and build that world anew to compare."""
    engine = founded(facts, follows=True)
    people = [user for user in _strangers(facts) if engine.viewer(user).feed().ids][:PEOPLE]
    wrong = 0
    for change in _changes(engine, facts, people):
        pages: dict[str, tuple[str, ...]] = {}

        def deed(user: str, change: Change = change, pages: dict[str, tuple[str, ...]] = pages) -> None:
            engine.apply(change.command(user))
            kind, of = change.feed
            pages[user] = engine.viewer(user).feed(kind, of).ids

        figure = measure.cold(deed, people)
        kept = pages if change.lasting else {people[-1]: pages[people[-1]]}
        found = _wrong(engine, kept, change.feed)
        wrong += found
        report.measured(f"{change.task}, and page", size, OURS, figure, f"{found} of {len(kept)} pages wrong")
    report.add(Row(task="pages wrong after a change", size=size, rival=OURS, count=wrong))


def _strangers(facts: World) -> list[str]:
    """Return people whom none of the changes finds already done."""
    group, record = _private(facts), next(iter(facts.records))
    known = {facts.records[record], *facts.members[group]} | {to for shared, to in facts.shares if shared == record}
    known |= {_rare(facts), *(user for user, followed in facts.follows if followed == _rare(facts))}
    return [user for user in facts.users if user not in known]


def _rare(facts: World) -> str:
    """Return somebody whom few follow."""
    return next(reversed(facts.users))


def _private(facts: World) -> str:
    return next(group for group, access in facts.groups.items() if access == "private")


def _changes(engine: Engine, facts: World, people: Iterable[str]) -> list[Change]:
    group, record, target = _private(facts), next(iter(facts.records)), _rare(facts)
    tops = {user: engine.viewer(user).feed().ids[0] for user in people}
    owner = facts.members[group][0]
    return [
        Change("follow", lambda user: c.Follow(by=user, target=target)),
        Change("unfollow", lambda user: c.Unfollow(by=user, target=target)),
        Change("join", lambda user: c.AddMember(by=HOST, group=group, user=user)),
        Change("leave", lambda user: c.LeaveGroup(by=user, group=group)),
        Change("mute", lambda user: c.Mute(by=user, post=tops[user])),
        Change("unmute", lambda user: c.Unmute(by=user, post=tops[user])),
        Change("share a record", lambda user: c.ShareRecord(by=HOST, record=record, to=user), ("record", record)),
        Change("unshare a record", lambda user: c.UnshareRecord(by=HOST, record=record, to=user), ("company", None)),
        Change("open or close a group", lambda _: _turned(engine, owner, group), ("company", None), lasting=False),
    ]


def _turned(engine: Engine, owner: str, group: str) -> Command:
    access: Access = "public" if engine.view.groups[group].access == "private" else "private"
    return c.UpdateGroup(by=owner, id=group, access=access)


def _wrong(engine: Engine, pages: dict[str, tuple[str, ...]], feed: Feed) -> int:
    """Return how many of the pages an engine that replays all events, and remembers nothing else, would not show.

    Each was read before the changes of the people after; those change nothing for somebody else's page.
    """
    now = engine.now()
    anew = Engine(journal=MemoryJournal(engine.events()), clock=lambda: now)
    return sum(anew.viewer(user).feed(*feed).ids != page for user, page in pages.items())
