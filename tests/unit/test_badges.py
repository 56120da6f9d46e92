"""Badges and thanks, skills and boards (SCORING 2.4, RULES 10, P11, P12, P20)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.refusals_badges import GIFT, KIND, LADDERS, REFUSALS
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import happen, outcome, town

from collabcore import HOST, Engine, badges
from collabcore import commands as c
from collabcore import events as e
from collabcore.model import Badge, Criterion, Entry

WHOLE = dict.fromkeys(("first_name", "last_name", "phone"), "Ana Prado") | {
    "phone": "+34 600 000 001",
    "email": "ana@example.org",
}


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("steps", LADDERS, ids=str)
def test_order_of_refusals(steps: Ladder) -> None:
    made = town(*steps.after)

    assert [rung for rung, _ in steps.rungs] == [outcome(made, command) for _, command in steps.rungs]


def told(made: Engine, user: str, reason: str) -> list[str]:
    return [one.item for one in made.viewer(user).notifications() if one.reason == reason]


# Thanks


def test_thanks_are_one_post_a_badge_and_points() -> None:
    """On the first one's wall, under the id of the command, with the badge on it (READINGS 2)."""
    made = town(KIND, c.Thank(by="sofia", id="t-1", users=("jose", "lea"), badge="kind", text="for the gala", points=5))
    post = made.viewer("lea").get("t-1")

    assert ("post", "sofia", "jose", "for the gala", "kind") == (
        post.kind,
        post.author,  # type: ignore[union-attr]
        post.to,  # type: ignore[union-attr]
        post.text,  # type: ignore[union-attr]
        post.badge,  # type: ignore[union-attr]
    )
    assert [("kind",), ("kind",)] == [made.viewer("vera").card(user).badges for user in ("jose", "lea")]
    for user in ("jose", "lea"):
        (line,) = (line for line in made.ledger(user) if line.kind == "thanks")
        assert (5, "both", "sofia", "t-1", "for the gala") == (
            line.points,
            line.purse,
            line.actor,
            line.record,
            line.reason,
        )
    assert [] == list(made.ledger("sofia"))


def test_thanks_tell_everybody_thanked_once() -> None:
    """One notification each, for the reason of thanks, and none of points or badges beside it."""
    made = town(KIND, c.Thank(by="sofia", id="t-1", users=("jose", "lea"), badge="kind", text="for all", points=5))
    for user in ("jose", "lea"):
        mine = [(one.reason, one.by) for one in made.viewer(user).notifications() if one.item in ("t-1", "kind")]
        assert [("thanks", "sofia")] == mine
    assert [] == told(made, "sofia", "thanks")


def test_p12_a_months_budget() -> None:
    """Fifteen, then six refused, then five; the giver's own points are untouched, and a new month is a new budget."""
    made = town(KIND)

    def give(user: str, points: int, **more) -> str:
        return outcome(made, c.Thank(by="sofia", users=(user,), badge="kind", text="thanks", points=points, **more))

    assert ["done", "limit", "done", "limit"] == [give("jose", 15), give("lea", 6), give("lea", 5), give("lea", 1)]
    assert "done" == give("lea", 0)
    assert 0 == made.viewer("sofia").points().rank
    assert "done" == give("lea", 20, at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC))


def test_the_month_is_that_of_the_organisations_zone() -> None:
    made = town(KIND, c.Configure(by=HOST, zone="Pacific/Auckland"))
    for at, tag in (
        ("2026-01-31T10:59:59Z", "done"),
        ("2026-01-31T10:59:59Z", "limit"),
        ("2026-01-31T11:00:00Z", "done"),
    ):
        gift = c.Thank(by="sofia", users=("jose",), badge="kind", text="x", points=20, at=at)  # type: ignore[arg-type]
        assert tag == outcome(made, gift)


def test_a_badge_is_had_once_unless_it_says_otherwise() -> None:
    """The thanks are given all the same."""
    many = c.AddBadge(by=HOST, id="star", name="Star", multiple=True)
    made = town(KIND, many)
    for badge in ("kind", "kind", "star", "star"):
        made.apply(c.Thank(by="sofia", users=("jose",), badge=badge, text="thanks"))

    assert ("kind", "star", "star") == made.viewer("lea").card("jose").badges


def test_a_badge_one_may_give_once_a_month() -> None:
    made = town(c.AddBadge(by=HOST, id="rare", name="Rare", limit_per_giver=1))
    gift = {"by": "sofia", "users": ("jose",), "badge": "rare", "text": "x"}

    assert ["done", "limit"] == [outcome(made, c.Thank(**gift)) for _ in range(2)]  # type: ignore[arg-type]
    assert "done" == outcome(made, c.Thank(**{**gift, "by": "lea"}))  # type: ignore[arg-type]
    assert "done" == outcome(made, c.Thank(**gift, at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC)))  # type: ignore[arg-type]


def test_outsiders_see_no_badges() -> None:
    """Customers know the person, and nothing of the honours (READINGS 88)."""
    made = town(KIND, GIFT, c.AddUser(by=HOST, id="gus", kind="customer"))
    made.apply(c.CreateGroup(by="jose", id="g", name="G", access="private", customers=True))
    made.apply(c.AddMember(by="jose", group="g", user="gus"))

    assert () == made.viewer("gus").card("jose").badges
    assert not made.can_see("gus", "kind")
    card = made.viewer("lea").get("kind")
    assert ("badge", "Kind", None, 1, True) == (
        card.kind,
        card.name,  # type: ignore[union-attr]
        card.when,  # type: ignore[union-attr]
        card.count,  # type: ignore[union-attr]
        card.active,  # type: ignore[union-attr]
    )


# Earning


def lead(number: int, by: str = "jose") -> c.AddRecord:
    return c.AddRecord(by=by, id=f"l{number}", type="lead", fields=WHOLE)


def ten(**more) -> c.AddBadge:
    terms = {"by": HOST, "id": "ten", "name": "Ten complete leads", "when": "reached", "type": "lead", "count": 10}
    return c.AddBadge(**{**terms, **more})


def has(made: Engine, badge: str = "ten", user: str = "jose") -> int:
    return badges.held(made.view, user).count(badge)


@pytest.mark.parametrize("auto_revoke", [False, True])
def test_p20_a_badge_for_ten_distinct_leads(auto_revoke: bool) -> None:
    """Granted at the tenth; revoked only if it says so, and then granted again; exactly one notification."""
    made = town(ten(auto_revoke=auto_revoke), *map(lead, range(9)))
    assert 0 == has(made)
    for _ in range(2):  # nine leads stay nine, however often one of them is completed
        made.apply(c.UpdateRecord(by="jose", id="l1", fields={"phone": None}))
        made.apply(c.UpdateRecord(by="jose", id="l1", fields={"phone": "+34 600 000 002"}))
    assert 0 == has(made)
    made.apply(lead(9))
    assert 1 == has(made)
    made.apply(c.UpdateRecord(by="jose", id="l1", fields={"phone": None}))
    assert (0 if auto_revoke else 1) == has(made)
    made.apply(lead(10))
    assert 1 == has(made)
    assert ["ten"] == told(made, "jose", "badge")
    made.check()


def test_p20_a_badge_redefined_is_granted_silently() -> None:
    """To whoever has earned it by the new terms; the same function judges."""
    made = town(ten(), *map(lead, range(8)))
    made.apply(c.UpdateBadge(by="paulo", id="ten", count=8))

    assert (1, []) == (has(made), told(made, "jose", "badge"))
    assert () == made.apply(c.UpdateBadge(by="paulo", id="ten", count=8))
    late = town(*map(lead, range(8)))
    late.apply(ten(count=8))
    assert (1, []) == (has(late), told(late, "jose", "badge"))


def test_a_lead_whose_award_was_reversed_counts_no_more() -> None:
    """Unless it is paid again."""
    made = town(ten(count=2, auto_revoke=True), lead(1), lead(2))
    assert 1 == has(made)
    paid = next(line for line in made.ledger("jose") if line.record == "l1")
    now = made.view.now
    back = Entry(id="x", user="jose", points=-10, kind="reversal", reverses=paid.id, record="l1", effective_at=now)

    assert {"l1"} == badges.voided([paid, back])
    assert frozenset() == badges.voided(
        [paid, back, Entry(id="y", user="jose", points=10, record="l1", effective_at=now)]
    )
    other = made.fork()
    happen(other, e.PointsAwarded(by=HOST, at=now, entry=back))
    other.apply(c.UpdateRecord(by="jose", id="l2", fields={"phone": "+34 600 000 009"}))
    assert 0 == has(other)


def test_what_is_gone_counts_no_more() -> None:
    """Deleted posts, comments and records, and what went with a group."""
    badge = c.AddBadge(by=HOST, id="two", name="Two", when="posted", count=2, auto_revoke=True)
    talk = c.AddBadge(by=HOST, id="talk", name="Talk", when="commented", auto_revoke=True)
    made = town(badge, talk, c.CreateGroup(by="lea", id="g", name="G"))
    made.apply(c.Post(by="lea", id="x1", to="g", text="x"))
    made.apply(c.Post(by="lea", id="x2", text="x"))
    made.apply(c.Comment(by="carla", id="y1", post="x1", text="x"))
    assert (1, 1) == (has(made, "two", "lea"), has(made, "talk", "carla"))
    made.apply(c.DeleteGroup(by="lea", id="g"))
    assert (0, 0) == (has(made, "two", "lea"), has(made, "talk", "carla"))
    made.apply(c.Post(by="lea", id="x3", text="x"))
    made.apply(c.Comment(by="carla", id="y2", post="x3", text="x"))
    made.apply(c.Delete(by="lea", id="x3"))
    assert (0, 0) == (has(made, "two", "lea"), has(made, "talk", "carla"))
    made.check()


def test_multiple_badges_one_for_every_so_many() -> None:
    made = town(ten(count=2, multiple=True, auto_revoke=True), *map(lead, range(5)))
    assert 2 == has(made)
    made.apply(c.DeleteRecord(by="jose", id="l1"))
    made.apply(c.DeleteRecord(by="jose", id="l2"))
    assert 1 == has(made)
    assert ["ten", "ten"] == told(made, "jose", "badge")


def test_who_is_away_earns_on_return() -> None:
    """And machines earn nothing, until they are people."""
    made = town(lead(1))
    made.apply(c.DeactivateUsers(by=HOST, ids=("jose",)))
    made.apply(ten(count=1))
    assert 0 == has(made)
    made.apply(c.ActivateUser(by=HOST, id="jose"))
    assert (1, ["ten"]) == (has(made), told(made, "jose", "badge"))
    robot = town(c.AddUser(by=HOST, id="robot", kind="integration"), ten(count=1), lead(1, by="robot"))
    assert 0 == has(robot, user="robot")
    robot.apply(c.UpdateUser(by=HOST, id="robot", kind="internal"))
    assert 1 == has(robot, user="robot")


def test_only_records_of_the_type_that_meet_the_criteria() -> None:
    """Judged by what they are now, whenever that changes."""
    where = (Criterion("city", "equals", "Pau"),)
    made = town(c.AddBadge(by=HOST, id="pau", name="Pau", when="created", type="lead", where=where, auto_revoke=True))
    made.apply(c.AddRecord(by="jose", id="l1", type="lead"))
    made.apply(c.AddRecord(by="jose", id="o1", type="opportunity", fields={"city": "Pau"}))
    assert 0 == has(made, "pau")
    made.apply(c.UpdateRecord(by="jose", id="l1", fields={"city": "Pau"}))
    assert 1 == has(made, "pau")
    made.apply(c.UpdateRecord(by="jose", id="l1", fields={"city": "Lyon"}))
    assert 0 == has(made, "pau")
    posts = town(c.AddBadge(by=HOST, id="p", name="P", when="posted", type="lead"), c.Post(by="lea", text="x"))
    assert 0 == has(posts, "p", "lea")


@pytest.mark.parametrize(
    ("when", "user", "deeds"),
    [
        ("updated(amount)", "jose", [c.UpdateRecord(by="jose", id="gift", fields={"amount": 60})]),
        ("stage(won)", "jose", [c.UpdateRecord(by="jose", id="gift", fields={"stage": "won"})]),
        ("deleted", "jose", [c.DeleteRecord(by="jose", id="gift")]),
        ("liked", "lea", [c.Like(by="lea", item="p-news")]),
        ("was_liked", "jose", [c.Like(by="lea", item="p-news")]),
        ("mentioned", "carla", [c.Post(by="lea", text="ask @[carla], not @[lea]")]),
        ("mentioned", "carla", [c.Comment(by="lea", post="p-wall", text="@[carla]")]),
        ("endorsed", "jose", [c.Endorse(by="lea", user="jose", skill="grants")]),
        ("thanked", "lea", [KIND, c.Thank(by="sofia", users=("lea",), badge="kind", text="x")]),
        ("idea_posted", "lea", [c.PostIdea(by="lea", title="x")]),
        ("idea_voted", "lea", [c.PostIdea(by="jose", id="i", title="x"), c.VoteIdea(by="lea", idea="i", up=False)]),
        (
            "idea_implemented",
            "jose",
            [
                c.PostIdea(by="jose", id="i", title="x"),
                c.SetIdeaStatus(by=HOST, idea="i", status="planned"),
                c.SetIdeaStatus(by=HOST, idea="i", status="implemented"),
            ],
        ),
    ],
    ids=str,
)
def test_every_trigger_counts(when: str, user: str, deeds: list[c.Command]) -> None:
    """Live, and afterwards, when the badge comes last: the same function judges (P20)."""
    badge = c.AddBadge(by=HOST, id="new", name="New", when=when)
    live, late = town(badge, *deeds), town(*deeds, badge)

    assert 1 == has(live, "new", user) == has(late, "new", user)
    assert (["new"], []) == (told(live, user, "badge"), told(late, user, "badge"))


def test_what_is_nobodys_deed() -> None:
    """The host's saves, one's own likes and mentions, and tracked changes."""
    when = ("updated(stage)", "deleted", "created", "was_liked", "mentioned", "posted")
    made = town(*(c.AddBadge(by=HOST, id=f"b{number}", name="B", when=word) for number, word in enumerate(when)))
    before = {user: badges.held(made.view, user) for user in made.view.users}
    for deed in (
        c.UpdateRecord(by=HOST, id="gift", fields={"stage": "lost"}),
        c.AddRecord(by=HOST, id="o2", type="opportunity", owner="lea"),
        c.DeleteRecord(by=HOST, id="gift"),
        c.Comment(by="lea", id="c1", post="p-wall", text="I, @[lea]"),
        c.Like(by="lea", item="c1"),
    ):
        made.apply(deed)

    assert before == {user: badges.held(made.view, user) for user in made.view.users}


def test_a_badge_out_of_use_is_earned_no_more() -> None:
    made = town(ten(count=1), c.UpdateBadge(by=HOST, id="ten", active=False), lead(1))
    assert 0 == has(made)
    made.apply(c.UpdateBadge(by=HOST, id="ten", active=True))
    assert 1 == has(made)


def test_a_lead_that_is_no_lead_any_more_by_its_owner() -> None:
    """What one owner completed and another broke counts for neither until it is complete again."""
    made = town(ten(count=1, auto_revoke=True), lead(1))
    made.apply(c.Transfer(by="jose", record="l1", owner="lea"))
    made.apply(c.UpdateRecord(by="lea", id="l1", fields={"email": None}))
    assert (0, 0) == (has(made), has(made, user="lea"))
    made.apply(c.UpdateRecord(by="lea", id="l1", fields={"email": "ana@example.org"}))
    assert (0, 1) == (has(made), has(made, user="lea"))
    made.check()


# Skills and boards


def test_endorsements_add_up_on_the_card() -> None:
    """One each, however it is written; the first writing stays (RULES 10)."""
    made = town(c.Endorse(by="lea", user="jose", skill="Grant  writing"))
    assert "nothing" == outcome(made, c.Endorse(by="lea", user="jose", skill="grant WRITING"))
    made.apply(c.Endorse(by="carla", user="jose", skill="GRANT writing"))

    assert {"Grant writing": 2} == made.viewer("vera").card("jose").skills
    assert ["jose", "jose"] == told(made, "jose", "endorsement")


def test_opting_out_and_in_again() -> None:
    made = town(c.OptOut(by="lea"))
    assert {"lea"} == made.view.off_boards
    assert "nothing" == outcome(made, c.OptOut(by="lea"))
    made.apply(c.OptOut(by="lea", boards=False))
    assert set() == made.view.off_boards
    assert "nothing" == outcome(made, c.OptOut(by="lea", boards=False))


def test_may_thank_finds_a_badge_to_give() -> None:
    """Harmless values beside the person are there only where a badge is (READINGS 24)."""
    assert not town().viewer("lea").may("thank", "jose")
    assert town(KIND).viewer("lea").may("thank", "jose")


@given(st.integers(0, 30), st.integers(1, 5), st.booleans())
def test_due(number: int, count: int, multiple: bool) -> None:
    badge = Badge(id="b", name="B", when="created", count=count, multiple=multiple)
    wanted = len([one for one in range(1, number + 1) if one % count == 0])
    assert badges.due(badge, number) == (wanted if multiple else bool(wanted))
