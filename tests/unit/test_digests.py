"""What is mailed, when it is due, and that it is mailed once."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from tests.unit.world import START

from collabcore import HOST, Engine
from collabcore import commands as c
from collabcore.commands import Command
from collabcore.digests import DigestName, OutboxEntry, frequency_of, named_digest
from collabcore.errors import InvalidError, NotFoundError
from collabcore.notifications import EVERY_POST_LIMIT

DAY = dt.timedelta(days=1)
TOMORROW = START + DAY
PEOPLE = tuple(c.AddUser(by=HOST, id=who, name=who.title()) for who in ("ana", "bo", "cy"))
GROUP = (c.CreateGroup(by="ana", id="g", name="Group"), c.AddMember(by="ana", group="g", user="bo"))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now


def world(*commands: Command) -> tuple[Engine, Clock]:
    """Return three people of whom Bo follows Ana, what some commands made of them, and their clock."""
    clock = Clock()
    made = Engine(clock=clock)
    made.apply_all([*PEOPLE, c.Follow(by="bo", target="ana"), *commands])
    sent = [entry.id for entry in made.outbox()]
    made.apply(c.MarkSent(by=HOST, items=tuple(sent)))
    return made, clock


def post(by: str, id_: str, to: str | None = None, text: str = "words") -> c.Post:
    return c.Post(by=by, id=id_, to=to, text=text)


def due(made: Engine, now: dt.datetime = TOMORROW, to: str = "bo") -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return what is due to somebody: kind, group, items."""
    return [(entry.kind, entry.group, entry.items) for entry in made.outbox(now) if entry.to == to]


def send(made: Engine, *entries: OutboxEntry) -> None:
    made.apply(c.MarkSent(by=HOST, items=tuple(entry.id for entry in entries)))


# What a digest holds


def test_a_digest_holds_what_others_posted_where_one_follows() -> None:
    """Newest first, since the person was added; nothing of one's own, nothing one does not follow (CASES J3)."""
    made, _ = world(post("ana", "p1"), post("cy", "p2"), post("bo", "p3"), post("ana", "p4"))
    digest = made.viewer("bo").digest("daily")

    assert ("daily", START, ("p4", "p1"), ()) == (digest.frequency, digest.since, digest.items, digest.groups)
    assert () == made.viewer("bo").digest("never").items == made.viewer("bo").digest("every_post").items
    assert () == made.viewer("cy").digest("weekly").items


def test_there_is_no_hourly_digest() -> None:
    """Every post, daily, weekly, never (RULES 7.3)."""
    made, _ = world()
    with pytest.raises(InvalidError, match="no frequency `hourly`"):
        made.viewer("bo").digest("hourly")


def test_posts_of_a_group_come_as_the_group_writes() -> None:
    """By its digest, one by one, or never: not with one's own digest (RULES 7.3 [REL15])."""
    made, _ = world(*GROUP, post("ana", "p1", "g"), post("ana", "p2"))
    assert [("digest", None, ("p2",))] == due(made)

    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="daily"), post("ana", "p3", "g")])
    assert [("digest", None, ("p2",)), ("digest", "g", ("p3",))] == due(made)
    (group,) = made.viewer("bo").digest("daily").groups
    assert ("g", START, ("p3",)) == (group.group, group.since, group.items)

    made.apply(c.SetGroupFrequency(by="bo", group="g", frequency="weekly"))
    assert [("digest", None, ("p2",))] == due(made)
    assert ("digest", "g", ("p3",)) in due(made, START + 7 * DAY)

    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="every_post"), post("ana", "p4", "g")])
    assert [("notification", None, ("p4",)), ("digest", None, ("p2",))] == due(made)


def test_what_is_mailed_by_itself_is_in_no_digest() -> None:
    """One mail for one event (RULES 7.4)."""
    made, _ = world(post("ana", "p1", text="ask @[bo]"), post("ana", "p2"))
    made.apply(post("ana", "p3", text="do, @[bo]"))

    assert [("notification", None, ("p3",)), ("digest", None, ("p2",))] == due(made)


def test_a_digest_is_for_its_reader() -> None:
    """Nothing deleted, held back, or out of sight (CASES J12, J18)."""
    made, _ = world(*[post("ana", f"p{number}") for number in (1, 2, 3)], post("ana", "p4"))
    made.apply(c.Delete(by="ana", id="p1"))
    made.apply(c.Review(by=HOST, item="p2", status="pending"))
    assert ("p4", "p3") == made.viewer("bo").digest("daily").items

    made.apply(c.DeactivateUsers(by=HOST, ids=("bo",)))
    assert () == made.viewer("bo").digest("daily").items
    assert [] == due(made)


def test_a_long_feed_is_read_page_by_page() -> None:
    """However much was posted since the digest before."""
    made, _ = world(*[post("ana", f"p{number}") for number in range(150)])

    assert 150 == len(made.viewer("bo").digest("daily").items)


# When it is due


@pytest.mark.parametrize(
    ("zone", "moment", "is_due"),
    [
        ("UTC", "2026-01-05T23:59:59Z", False),
        ("UTC", "2026-01-06T00:00:00Z", True),
        ("Europe/Madrid", "2026-01-05T22:59:59Z", False),
        ("Europe/Madrid", "2026-01-05T23:00:00Z", True),
        ("America/New_York", "2026-01-06T04:59:59Z", False),
        ("America/New_York", "2026-01-06T05:00:00Z", True),
    ],
)
def test_a_daily_digest_is_due_when_a_day_of_the_zone_has_ended(zone: str, moment: str, is_due: bool) -> None:
    """Since the one before, or since the person was added (READINGS 29, 77)."""
    made, _ = world(c.Configure(by=HOST, zone=zone), post("ana", "p1"))

    assert is_due == bool([entry for entry in made.outbox(moment) if entry.to == "bo"])


@pytest.mark.parametrize(("day", "is_due"), [(1, False), (6, False), (7, True)])
def test_a_weekly_digest_is_due_on_monday(day: int, is_due: bool) -> None:
    """January 5th, 2026 is one; the default of the organisation is daily, whoever chose keeps to it."""
    made, _ = world(post("ana", "p1"), c.SetDigestFrequency(by="bo", frequency="weekly"))

    assert is_due == bool(due(made, START + day * DAY))
    assert () == made.apply(c.SetDigestFrequency(by="bo", frequency="weekly"))


def test_there_is_none_when_there_is_nothing_to_say() -> None:
    """Nor when mail is switched off, or never wanted, nor for an integration (CASES J8, J11)."""
    made, _ = world()
    assert [] == due(made)

    made.apply_all([post("ana", "p1"), post("ana", "p2", "bo")])
    assert 2 == len(due(made))
    made.apply(c.SetDigestFrequency(by="bo", frequency="never"))
    assert [("notification", None, ("p2",))] == due(made)
    made.apply(c.Configure(by=HOST, email=False))
    assert [] == due(made)
    assert ["p2"] == [told.item for told in made.viewer("bo").notifications()]


def test_mail_switched_on_again_brings_nothing_of_the_time_it_was_off() -> None:
    """Neither notices nor posts: whoever switches it on wants no flood; so with a digest, and with coming back."""
    made, _ = world(
        *GROUP, c.SetGroupFrequency(by="bo", group="g", frequency="daily"), c.Configure(by=HOST, email=False)
    )
    made.apply_all(
        [post("ana", "p1"), post("ana", "p2", "g"), post("ana", "p3", "bo"), c.Configure(by=HOST, email=True)]
    )
    assert [] == due(made)

    made.apply_all([c.SetDigestFrequency(by="bo", frequency="never"), post("ana", "p4")])
    made.apply_all([c.SetDigestFrequency(by="bo", frequency="daily"), post("ana", "p5")])
    assert [("digest", None, ("p5",))] == due(made)

    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="never"), post("ana", "p6", "g")])
    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="daily"), post("ana", "p7", "g")])
    assert [("digest", None, ("p5",)), ("digest", "g", ("p7",))] == due(made)

    made.apply_all([c.DeactivateUsers(by=HOST, ids=("bo",)), post("ana", "p8"), c.ActivateUser(by=HOST, id="bo")])
    assert [] == due(made)
    made.check()


def test_choosing_a_digest_while_mail_is_off_starts_nothing() -> None:
    """It starts when mail does."""
    made, _ = world(*GROUP, c.SetDigestFrequency(by="bo", frequency="never"), c.Configure(by=HOST, email=False))
    made.apply_all([post("ana", "p1"), c.SetDigestFrequency(by="bo", frequency="daily")])
    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="daily"), post("ana", "p2", "g")])
    made.apply_all([c.DeactivateUsers(by=HOST, ids=("bo",)), c.ActivateUser(by=HOST, id="bo")])
    assert START == made.viewer("bo").digest("daily").since

    made.apply_all([c.Configure(by=HOST, email=True), post("ana", "p3")])
    assert [("digest", None, ("p3",))] == due(made)
    made.check()


# Sending


def test_a_mail_is_due_until_it_is_confirmed_and_then_no_more() -> None:
    """Asking changes nothing; the id stays; the next digest goes on where this one ended (READINGS 16, 29)."""
    made, clock = world(post("ana", "p1"))
    before = made.digest()
    (entry,) = (one for one in made.outbox(TOMORROW) if one.to == "bo")
    assert [entry] == [one for one in made.outbox(TOMORROW + DAY) if one.to == "bo"]
    assert before == made.digest()
    assert ("email", "digest", "daily", ("p1",), None) == (
        *(entry.channel, entry.kind, entry.frequency),
        *(entry.items, entry.reason),
    )

    clock.now = TOMORROW
    made.apply(post("ana", "p2"))
    send(made, entry)
    assert [] == due(made, TOMORROW)
    assert [("digest", None, ("p2",))] == due(made, TOMORROW + DAY)
    assert (START, ("p2",)) == ((found := made.viewer("bo").digest("daily")).since, found.items)
    assert () == made.apply(c.MarkSent(by=HOST, items=(entry.id,)))


def test_what_was_taken_is_confirmed_though_it_is_gone_since() -> None:
    """A post deleted between taking and confirming; a group left, or a notice out of sight."""
    made, clock = world(*GROUP, c.SetGroupFrequency(by="bo", group="g", frequency="daily"))
    made.apply_all([post("ana", "p1"), post("ana", "p2"), post("ana", "p3", "g"), post("ana", "p4", "bo")])
    clock.now = TOMORROW
    notice, own, group = (entry for entry in made.outbox() if entry.to == "bo")
    assert ("wall_post", ("p2", "p1"), "g") == (notice.reason, own.items, group.group)

    made.apply_all([c.Delete(by="ana", id="p2"), c.Delete(by="ana", id="p4"), c.LeaveGroup(by="bo", group="g")])
    assert [("digest", None, ("p1",))] == due(made)
    send(made, notice, own, group)
    assert [] == due(made, TOMORROW + DAY)
    made.check()


def test_an_item_stands_for_what_waits_about_it_alone() -> None:
    """For scenario files, which know no ids of entries; digests that are not due yet among it."""
    made, _ = world(post("ana", "p1"), post("ana", "p2"))
    made.apply(post("ana", "p3", "bo"))
    assert 1 == len(made.apply(c.MarkSent(by=HOST, items=("p3", "p1"))))
    assert [("digest", None, ("p2", "p1"))] == due(made)

    assert 1 == len(made.apply(c.MarkSent(by=HOST, items=("p3", "p2", "p1"))))
    assert [] == due(made)
    assert () == made.apply(c.MarkSent(by=HOST, items=("p3", "p2", "p1")))


def test_a_mail_is_withdrawn_with_sight() -> None:
    """Delivery asks again (CASES H37, S14)."""
    made, _ = world(post("ana", "p1", "bo"))
    made.apply(post("ana", "p2", "bo"))
    assert [("notification", None, ("p2",))] == due(made, START)

    made.apply(c.Delete(by="ana", id="p2"))
    assert [] == due(made, START)


def test_an_announcement_is_not_mailed_where_the_group_never_writes() -> None:
    """It is told in any case."""
    until = START + 9 * DAY
    said = [c.Announce(by="ana", id=f"p{number}", group="g", text="words", until=until) for number in (1, 2)]
    made, _ = world(*GROUP)
    made.apply(said[0])
    assert [] == due(made)

    made.apply_all([c.SetGroupFrequency(by="bo", group="g", frequency="daily"), said[1]])
    assert [("notification", None, ("p2",))] == due(made)
    assert ["p2", "p1"] == [told.item for told in made.viewer("bo").notifications() if told.reason == "announcement"]


def test_an_integration_gets_no_mail() -> None:
    """A program has no letter box (CASES J8)."""
    made, _ = world(c.AddUser(by=HOST, id="bot", kind="integration"))
    made.apply(c.Follow(by="ana", target="bot"))

    assert [] == due(made, to="bot")


# Ids and crowds


@pytest.mark.parametrize(
    "id_", ["p1", "digest-", "digest-!", "digest-" + base64.urlsafe_b64encode(json.dumps([1]).encode()).decode()]
)
def test_what_is_no_id_of_a_digest(id_: str) -> None:
    """Nothing is read out of it."""
    assert named_digest(id_) is None


def test_the_id_of_a_digest_of_nobody_is_no_entry() -> None:
    """The person, and the post it went up to, must have been there."""
    made, _ = world(post("ana", "p1"))
    for user, last in (("x", "p1"), ("bo", "x")):
        name = DigestName(user=user, group=None, last=last, until=START)
        with pytest.raises(NotFoundError):
            made.apply(c.MarkSent(by=HOST, items=(name.id,)))


def test_too_many_who_want_every_post_have_a_daily_digest() -> None:
    """In a network's group, as long as they are so many (RULES C10)."""
    made, _ = world(
        c.AddNetwork(by=HOST, id="n", name="Net", profiles=("standard",)),
        c.PublishNetwork(by=HOST, id="n"),
        c.CreateGroup(by="ana", id="g", name="Group", network="n"),
        c.AddMember(by="ana", group="g", user="bo"),
        c.SetGroupFrequency(by="bo", group="g", frequency="every_post"),
    )
    assert "every_post" == frequency_of(made.view, "g", "bo")

    made._store.wanting["g"] |= {f"u{number}": None for number in range(EVERY_POST_LIMIT)}
    assert "daily" == frequency_of(made.view, "g", "bo")
    made.apply(post("ana", "p1", "g"))
    assert [("digest", "g", ("p1",))] == due(made)
