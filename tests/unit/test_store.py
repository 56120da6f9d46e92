"""The one mutable thing: what events do, that every index can be rebuilt, that a wrong one is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.unit.refusals import LADDERS
from tests.unit.refusing import Ladder
from tests.unit.world import town

from collabcore import HOST, Engine, InconsistentError
from collabcore import commands as c
from collabcore import events as e
from collabcore._store import Store, check
from collabcore._store.check import _equal
from collabcore._store.fold import HANDLERS, evolved, sources_of
from collabcore._store.state import state
from collabcore.keys import Lock
from collabcore.model import Settings


def test_every_event_is_folded() -> None:
    """Each event class has one handler, and nothing else has."""
    assert set(e.EVENTS.values()) == set(HANDLERS)


def test_an_empty_store_knows_nothing() -> None:
    """Every question has an answer before anything happened."""
    store = Store()

    assert (dt.datetime(1970, 1, 1, tzinfo=dt.UTC), 0, Settings()) == (store.now, store.epoch, store.settings)
    assert None is store.thing("jose")
    assert not store.was_used("jose")
    for nothing in (
        store.keys("x"),
        store.holders("x"),
        store.owned("x"),
        store.opened("group", "x"),
        store.members("x"),
        store.memberships("x"),
        store.requests("x"),
        store.pending("x"),
        store.follows("x"),
        store.followers("x"),
        store.shares("x"),
        store.comments_on("x"),
        store.likes("x"),
        store.ledger("x"),
    ):
        assert 0 == len(nothing)
    assert (None, None) == (store.named("x"), store.award("x"))


def test_a_thing_is_found_by_its_id_whatever_it_is() -> None:
    """Ids are unique across kinds, so an id alone names a thing."""
    made = town(c.AddRecord(by="jose", id="lead-1", type="lead", fields={"email": "jose@example.org"}))
    kinds = {
        "jose": "User",
        "ceo": "Role",
        "campaign": "Group",
        "gift": "Record",
        "p-ask": "Post",
        "c-ask": "Comment",
        "full-lead": "PointsRule",
    }

    assert kinds == {thing: type(made.view.thing(thing)).__name__ for thing in kinds}
    assert None is made.view.thing("nothing")


def test_the_epoch_counts_all_but_talk() -> None:
    """New posts, comments and likes open nothing, so what was remembered of sight still holds."""
    made = town()
    before = made.view.epoch
    for talk in (
        c.Post(by="lea", id="p-1", text="x"),
        c.Comment(by="lea", id="c-1", post="p-1", text="x"),
        c.Like(by="lea", item="p-1"),
        c.Unlike(by="lea", item="p-1"),
    ):
        made.apply(talk)
        assert before == made.view.epoch
    made.apply(c.Delete(by="lea", id="p-1"))
    assert before + 1 == made.view.epoch


def test_a_group_is_found_by_its_name() -> None:
    """Public and private ones, case and spacing aside; unlisted ones never."""
    view = town().view

    assert ("campaign", None, None) == (
        view.named(" CAPITAL campaign"),
        view.named("Trustees"),
        view.named("x"),
    )


def test_things_stand_in_the_order_in_which_they_came() -> None:
    """Order is by the journal, never by id (READINGS 13)."""
    view = town(c.JoinGroup(by="alma", group="newsroom"), c.Follow(by="sofia", target="aniyah")).view

    assert ["newsroom", "campaign", "trustees"] == list(view.groups)
    assert ["sofia", "alma"] == list(view.members("newsroom"))
    assert ["gift", "aniyah"] == list(view.follows("sofia"))
    assert ["newsroom", "campaign", "trustees"] == list(view.memberships("sofia"))


def test_the_sources_a_post_feeds() -> None:
    """Everything, its place, its author or what they changed, and all who are mentioned in it or below it."""
    made = town(c.Comment(by="lea", id="c-1", post="p-wall", text="@[carla] @[sofia]"))
    store = Store(made.events())

    assert ("all", "on:aniyah", "by:aniyah", "mentions:sofia", "mentions:carla") == sources_of(
        store, store.posts["p-wall"]
    )
    assert ("all", "on:gift", "changes:jose") == sources_of(store, store.posts["p-moved"])


def test_a_thing_evolves_by_plain_json() -> None:
    """Events carry changes as JSON; folding brings them to their inner form."""
    settings = evolved(Settings(), {"tracked_fields": {"lead": ["email"]}, "follow_limit": 3})

    assert Settings(tracked_fields={"lead": ("email",)}, follow_limit=3) == settings


# Every index can be rebuilt


@pytest.mark.parametrize("ladder", LADDERS, ids=str)
def test_incremental_is_rebuilt_after_every_command(ladder: Ladder) -> None:
    """What the events left behind is what a fresh store makes of them (laws 4 and 6)."""
    made = town(*ladder.after)
    made.apply(ladder.rungs[-1][1])
    made.check()
    fresh = Store(made.events())

    assert state(made.view) == state(fresh)


def break_used(store: Store) -> None:
    """Forget that an id was used."""
    store.used.remove("jose")


def break_holders(store: Store) -> None:
    """Give somebody a key in one direction only."""
    store.sight.holders["insiders"].discard("jose")


def break_locks(store: Store) -> None:
    """Leave a lock as it was before."""
    store.sight.settle()
    store.sight.locks["group", "campaign"] = Lock(grants=frozenset())


def break_opened(store: Store) -> None:
    """Forget what a key opens."""
    store.sight.settle()
    del store.sight.opened["group", "member:campaign"]


def break_held(store: Store) -> None:
    """Give somebody a key they should not have."""
    store.sight.held["lea"].add("member:trustees")


def break_owned(store: Store) -> None:
    """Lose a record of its owner."""
    store.owned_by["jose"].clear()


def break_newest(store: Store) -> None:
    """Lose a post from the timeline of new posts."""
    store.timelines.newest.withdraw("p-ask", "all")


def break_activity(store: Store) -> None:
    """Let a post mention somebody it does not."""
    store.timelines.activity.enter("p-ask", "mentions:lea")


def break_post(store: Store) -> None:
    """Lose a fact."""
    del store.posts["p-ask"]


BREAKS = [
    (break_used, "used"),
    (break_holders, "sight.holders"),
    (break_locks, "sight.locks"),
    (break_opened, "sight.opened"),
    (break_held, "sight.held"),
    (break_owned, "owned_by"),
    (break_newest, "newest"),
    (break_activity, "activity"),
    (break_post, "posts"),
]


@pytest.mark.parametrize(("harm", "named"), BREAKS, ids=[harm.__name__ for harm, _ in BREAKS])
def test_a_wrong_index_is_found(harm: Callable[[Store], None], named: str) -> None:
    """Checking names the index that disagrees with the journal, as a defect of ours."""
    events = list(town().events())
    store = Store(events)
    check(store, events)
    harm(store)
    with pytest.raises(InconsistentError) as found:
        check(store, events)

    assert ("check.index", True) == (found.value.rule, found.value.message.startswith(f"`{named}` is "))


def forget_owner(store: Store) -> None:
    """Lose every record of its owner."""
    store.owned_by.clear()


def forget_follower(store: Store) -> None:
    """Lose who follows."""
    store.follower_of.clear()


def forget_waiting(store: Store) -> None:
    """Lose what people wait for."""
    store.waits_for.clear()


def forget_name(store: Store) -> None:
    """Lose the names of groups."""
    store.names.clear()


def forget_newest(store: Store) -> None:
    """Lose a post that stands in the timeline of new posts."""
    store.timelines.newest.withdraw("p-wall", "all")


def forget_activity(store: Store) -> None:
    """Lose a post that stands in the timeline of activity."""
    store.timelines.activity.withdraw("p-wall", "all")


FORGETS = [
    (forget_owner, "owned_by"),
    (forget_follower, "follower_of"),
    (forget_waiting, "waits_for"),
    (forget_name, "names"),
    (forget_newest, "newest streams"),
    (forget_activity, "activity streams"),
]


@pytest.mark.parametrize(("harm", "named"), FORGETS, ids=[harm.__name__ for harm, _ in FORGETS])
def test_an_index_is_compared_with_the_facts(
    harm: Callable[[Store], None], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not only with another run of the same code: what every fold gets wrong alike is found too."""
    real = HANDLERS[e.ItemReviewed]

    def wrong(store: Store, event: e.ItemReviewed) -> None:
        real(store, event)
        if event.id == "p-news":
            harm(store)

    monkeypatch.setitem(HANDLERS, e.ItemReviewed, wrong)
    events = list(town(c.Review(by="mona", item="p-news", status="isolated")).events())
    with pytest.raises(InconsistentError) as found:
        check(Store(events), events)

    assert found.value.message.startswith(f"`{named}` is ")


@pytest.mark.parametrize(
    ("kept", "wanted", "told"),
    [
        ({"a": {"b"}}, {"a": {"b", "c"}}, "`x` is away and should be there, at `a`, at `c`"),
        ({"a": {"b"}}, {"a": set()}, "`x` is there and should be away, at `a`, at `b`"),
        ({"a": 1, "b": 2}, {"a": 1}, "`x` is `2` and should be missing, at `b`"),
        ({}, {"a": 1}, "`x` is missing and should be `1`, at `a`"),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "`x` is `1` and should be `2`, at `a`, at `b`"),
        ([1], [2], "`x` is `[1]` and should be `[2]`"),
        ("y" * 300, "z", f"`x` is `'{'y' * 199}…` and should be `'z'`"),
    ],
)
def test_one_difference_is_told(kept: object, wanted: object, told: str) -> None:
    """Where it is, and what is there: an index may hold a million entries."""
    with pytest.raises(InconsistentError) as found:
        _equal("x", kept, wanted)
    assert told == found.value.message


# The whole state


def test_the_state_tells_every_fact() -> None:
    """Two states are equal when they answer alike: a like, a deleted id, a bump, all leave a trace."""
    same = state(town().view)
    assert same == state(town().view)

    for command in (
        c.Like(by="lea", item="c-wall"),
        c.Post(by="lea", id="p-1", text="x"),
        c.Delete(by="jose", id="c-wall"),
        c.LeaveGroup(by="lea", group="campaign"),
        c.Follow(by="lea", target="jose"),
        c.ShareRecord(by="jose", record="gift", to="lea"),
        c.Configure(by=HOST, group_limit=3),
        c.RetirePointsRule(by=HOST, id="full-lead"),
        c.SetCompleteness(by=HOST, type="case", fields=("email",)),  # type: ignore[arg-type]
        c.AddRole(by=HOST, id="clerk"),
    ):
        other = state(town(command).view)
        assert {**same, "now": 0} != {**other, "now": 0}


def test_what_was_deleted_is_part_of_the_state() -> None:
    """Its id stays used, what it brought to the top stays there: such worlds are not equal (RULES 6)."""
    before: Engine = town(c.Post(by="lea", id="p-1", text="x"), c.Post(by="lea", id="p-2", text="x"))
    bumped = before.fork()
    bumped.apply(c.Comment(by="lea", at=before.view.now, id="c-1", post="p-1", text="x"))
    bumped.apply(c.Delete(by="lea", at=before.view.now, id="c-1"))

    assert before.view.now == bumped.view.now
    assert before.digest() != bumped.digest()
