"""What people are told and sent: whom, why, and each thing once."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore import feeds
from collabcore.model import HOST
from collabcore.testing.reference import Reference
from collabcore.testing.restated_news import Ear
from collabcore.testing.strategies import History, attempt, commands, histories

TALK = (
    *("post", "comment", "like", "follow", "review", "set_audience", "announce", "mark_read", "mark_sent"),
    *("request_membership", "answer_request", "invite", "join_group", "add_member", "leave_group"),
    *("set_group_frequency", "set_digest_frequency", "configure", "deactivate_users", "activate_user", "delete"),
)
CHANGES = ("update_record", "update_record", "follow", "share_record", "like", "transfer")
SOON = (dt.timedelta(days=8), dt.timedelta(days=60))
"""How long after the last event the outbox is looked into."""


@given(histories(min_size=5, max_size=20, tags=TALK) | histories(min_size=5, max_size=12))
def test_the_restatement_hears_the_same(history: History) -> None:
    """Who is told of what, why, by whom and when is what the plain restatement says, and so are digests."""
    twin, ear = Reference(), Ear()
    for event in history.engine.events():
        twin.apply(event)
        ear.take(twin, event)
    view = history.engine.view
    told = [(one.to, one.reason, one.item, one.by, one.at) for one in view.notices.values()]
    assert Counter(told) == Counter(ear.heard.values())
    for user in view.users:
        digest = history.engine.viewer(user).digest("daily")
        if view.users[user].active:
            assert digest.items == ear.digest(twin, user, None)
        for group in digest.groups:
            assert group.items == ear.digest(twin, user, group.group)


@given(histories(min_size=8, max_size=20, tags=TALK) | histories(min_size=5, max_size=20, tags=CHANGES))
def test_nobody_is_told_of_what_they_did_or_may_not_see(history: History) -> None:
    """Notifications are of what one sees, by others; their number is what the counter says; mail is a part of them."""
    engine = history.engine
    for user in engine.view.users:
        viewer = engine.viewer(user)
        shown = viewer.notifications()
        assert all(viewer.can_see(one.item) and one.by != user for one in shown)
        assert viewer.unread() == len([one for one in shown if not one.read]) == len(viewer.notifications(unread=True))
        assert len({one.id for one in shown}) == len(shown)
    for moment in (engine.now() + soon for soon in SOON):
        for entry in engine.outbox(moment):
            assert entry.items
            assert all(engine.can_see(entry.to, item) for item in entry.items)
            assert all(engine.view.thing(item) is not None for item in entry.items)
            if entry.kind == "digest":  # of the feed of that moment
                assert all(feeds.in_feed(engine.view, entry.to, item, at=moment) for item in entry.items)


@given(histories(min_size=4, max_size=10, tags=("post", "follow", "join_group")), st.data())
def test_everything_is_mailed_once(history: History, data: st.DataObject) -> None:
    """Whatever is taken, confirmed late or not at all: a confirmed item is never due again, an open one stays due."""
    engine = history.engine
    engine.apply(c.Configure(by=HOST, email=True, digest_frequency="daily", default_group_frequency="daily"))
    now, sent, confirmed = engine.now(), Counter[tuple[str, str]](), set[str]()
    for _ in range(data.draw(st.integers(1, 4))):
        for command in data.draw(st.lists(commands(engine.view, ("post", "comment", "like", "follow")), max_size=4)):
            attempt(engine, command)
        now = max(now, engine.now()) + dt.timedelta(hours=data.draw(st.sampled_from([1, 30])))
        due = engine.outbox(now)
        assert confirmed.isdisjoint(entry.id for entry in due)
        taken = [entry for entry in due if data.draw(st.booleans())]
        if data.draw(st.booleans()):
            for command in data.draw(st.lists(commands(engine.view, ("post", "comment")), max_size=2)):
                attempt(engine, command)
        engine.apply(c.MarkSent(by=HOST, items=tuple(entry.id for entry in taken)))
        assert engine.apply(c.MarkSent(by=HOST, items=tuple(entry.id for entry in taken))) == ()
        sent.update((entry.to, item) for entry in taken if entry.kind == "digest" for item in entry.items)
        confirmed |= {entry.id for entry in taken}
        left = {entry.id for entry in due if entry not in taken and entry.kind == "notification"}
        assert left <= {entry.id for entry in engine.outbox(now)}
        again = {(entry.to, item) for entry in engine.outbox(now) for item in entry.items if entry.kind == "digest"}
        lost = {(entry.to, item) for entry in due for item in entry.items if entry.kind == "digest"} - again
        assert lost <= sent.keys()
    assert set(sent.values()) <= {1}
