"""The judge of the machine of feeds finds planted mistakes: a gate or source left out, a hidden mention let through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from functools import cache

import attrs
import pytest
from tests.machines.test_feeds import OFTEN, Feeds
from tests.unit.world import town

from collabcore import HOST, Engine, bringing, feeds
from collabcore import commands as c
from collabcore.testing import restated_feeds
from collabcore.view import View

LATER = town().view.now + dt.timedelta(days=50)
KEPT = (
    c.Configure(by=HOST, since_follow=True, news_includes_mentions=True),
    c.Post(by="sofia", id="q-wall", to="lea", text="hello #spring"),
    c.Comment(by="lea", id="q-said", post="q-wall", text="hm"),
    c.Follow(by="lea", target="spring"),
    c.Post(by="sofia", id="q-topic", text="more #spring"),
    c.Post(by="sofia", id="q-group", to="trustees", text="for @[newsroom] and @[lea]"),
    c.Post(by="sofia", id="q-mention", text="for @[newsroom] and @[lea]"),
    c.Post(by="carla", id="q-carla", text="from the top"),
    c.Follow(by="lea", target="carla"),
    c.Post(by="carla", id="q-there", to="lea", text="a note"),
    c.JoinGroup(by="lea", group="newsroom"),
    c.Post(by="carla", id="q-later", text="from the top again"),
    c.Post(by="carla", id="q-away", to="newsroom", text="in the news"),
    c.AddFile(by="jose", id="plan", title="Plan", media_type="text/plain", size=7),
    c.ShareFile(by="jose", id="plan", to="newsroom"),
    c.Follow(by="lea", target="plan"),
    c.Post(by="mona", id="q-file", text="see", files=("plan",)),
    c.Post(by="jose", id="q-filed", to="newsroom", text="see", files=("plan",)),
    c.AddFile(by="carla", id="memo", title="Memo", media_type="text/plain", size=7),
    c.Post(by="carla", id="q-memo", text="see", files=("memo",)),
    c.Mute(by="lea", post="q-later"),
    c.Bookmark(by="lea", post="p-wall"),
    c.Post(by="lea", id="q-own", to="newsroom", text="mine"),
    c.Comment(by="jose", id="q-below", post="q-own", text="yours"),
    c.Comment(by="lea", id="q-mine", post="p-news", text="thanks"),
    c.Comment(by="mona", id="q-held", post="p-wall", text="#rumour @[alma] @[newsroom]"),
    c.Review(by="otto", item="q-held", status="pending"),
    c.UpdateRecord(by="jose", id="gift", fields={"stage": "lost"}, item="q-moved"),
    c.Follow(by="sofia", target="jose"),
    c.Bookmark(by="jose", post="p-moved"),
    c.Mute(by="jose", post="p-moved"),
    c.Tag(by="jose", post="p-moved", topic="old"),
    c.Follow(by="grace", target="gift"),
    c.Follow(by="jose", target="gift"),
    c.Follow(by="grace", target="old"),
    c.CreateGroup(by="carla", id="closed", name="Closed"),
    c.Post(by="carla", id="q-asleep", to="closed", text="good night"),
    c.Like(by="jose", item="q-asleep"),
    c.JoinGroup(by="lea", group="closed"),
    c.ArchiveGroup(by="carla", group="closed"),
)


@cache
def world() -> Engine:
    """Return a town in which every gate and every source of every feed matters to somebody."""
    made = town(*KEPT)
    made.apply(c.UpdateRecord(by="jose", id="gift", fields={"stage": "open"}, item="q-fresh", at=LATER))
    made.apply(c.Like(by="grace", item="q-fresh", at=LATER))
    made.apply(c.Comment(by="grace", id="q-why", post="q-fresh", text="why", at=LATER))
    return made


EQUIVALENT = {
    "company without the gate feed.too_old": "it leaves out every change",
    "highlights without the gate feed.too_old": "it leaves out every change",
    "to_me without the gate feed.too_old": "what brings a change there is a comment, which keeps it",
    "group without the gate feed.too_old": "what brings a change there is a comment, which keeps it",
    "groups without the gate feed.too_old": "no change stands in a group",
    "people without the gate feed.change": "nobody writes changes: they are in no stream of an author",
}
"""The lines that say the same as another one does, and why: nothing can notice that they are left out."""


def judged(engine: Engine) -> None:
    """Judge every feed of everybody, as the machine does, by a copy that keeps no page read by another table."""
    machine = Feeds()
    machine.engine = engine.fork()
    told = restated_feeds.told(engine.events())
    for user in engine.view.users:
        for machine.steps in (1, 1 + OFTEN, 1 + 2 * OFTEN):  # each step judges a third of what feeds are of
            machine._judge_one(user, told)


def _without(
    kept: Callable[[View, str, str], Collection[str]], prefix: str
) -> Callable[[View, str, str], Collection[str]]:
    return lambda view, reader, of: [s for s in kept(view, reader, of) if not s.startswith(prefix)]


def _mistakes() -> Iterator[tuple[feeds.FeedKind, feeds.Definition, str]]:
    for kind, definition in feeds.FEEDS.items():
        for gate in definition.gates:
            left = tuple(other for other in definition.gates if other is not gate)
            yield kind, attrs.evolve(definition, gates=left), f"{kind} without the gate {gate.rule}"
        found = {s.partition(":")[0] for u in world().view.users for s in definition.sources(world().view, u, u)}
        for prefix in sorted(found - {"nothing"}):
            planted = attrs.evolve(definition, sources=_without(definition.sources, prefix))
            yield kind, planted, f"{kind} without what is {prefix}"
        if definition.picks is not bringing.nothing_picked:
            yield kind, attrs.evolve(definition, picks=bringing.nothing_picked), f"{kind} without single posts"
        if found & {"mentions", "topic"}:
            careless = attrs.evolve(definition, brings=lambda view, reader: lambda source, post: True)
            yield kind, careless, f"{kind} by what nobody may read"


MISTAKES = tuple(_mistakes())


def test_without_a_mistake_nothing_is_found() -> None:
    """The judge agrees with what is shipped."""
    judged(world())


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake[2] for mistake in MISTAKES])
def test_a_planted_mistake_is_found(
    monkeypatch: pytest.MonkeyPatch, mistake: tuple[feeds.FeedKind, feeds.Definition, str]
) -> None:
    """Whatever line is left out of the table of feeds, unless another one says the same."""
    kind, planted, name = mistake
    monkeypatch.setitem(feeds.FEEDS, kind, planted)
    if name in EQUIVALENT:
        judged(world())
        return
    with pytest.raises(AssertionError):
        judged(world())


def test_what_is_said_twice_is_among_the_mistakes() -> None:
    """The list of lines that nothing notices names lines there are."""
    assert EQUIVALENT.keys() <= {name for _, _, name in MISTAKES}
    assert len(MISTAKES) - len(EQUIVALENT) > len(feeds.FEEDS) * 3
