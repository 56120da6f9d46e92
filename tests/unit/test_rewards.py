"""Rewards: every reason at once, one atomic step, the same request once, and everything back (SCORING 2.6, P15-P17)."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.unit.refusals_badges import GIFT, KIND
from tests.unit.refusals_rewards import LADDERS, POOR, REDEEMED, REFUSALS, RICH
from tests.unit.refusing import Ladder, Refusal
from tests.unit.world import START, engine, happen, outcome, town

from collabcore import HOST, CollabError, Engine, NotFoundError
from collabcore import commands as c
from collabcore import events as e
from collabcore.codec import event_from_json, event_to_json
from collabcore.journal import MemoryJournal
from collabcore.model import Entry, PointsLevel
from collabcore.rewards import REASONS

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
def test_refused(refusal: Refusal) -> None:
    error = refusal.happen()

    assert (refusal.tag, refusal.rule) == (error.tag, error.rule)


@pytest.mark.parametrize("steps", LADDERS, ids=str)
def test_order_of_refusals(steps: Ladder) -> None:
    made = town(*steps.after)

    assert [rung for rung, _ in steps.rungs] == [outcome(made, command) for _, command in steps.rungs]


def spend(made: Engine, user: str) -> tuple[int, int]:
    points = made.viewer(user).points()
    return points.rank, points.spend


def test_p15_one_step_takes_points_and_stock() -> None:
    """The second request is refused with both reasons, in their order, and nothing changes."""
    made = town(*RICH, POOR, REDEEMED)

    assert (15, 5) == spend(made, "jose")
    assert [("mug", 0)] == [(row.id, row.stock) for row in made.viewer("jose").rewards()]
    assert ("out_of_stock", "insufficient_points") == made.eligible_reward("lea", "mug")
    with pytest.raises(CollabError, match="`mug` cannot be had: `out_of_stock`, `insufficient_points`"):
        made.apply(c.Redeem(by="lea", reward="mug"))


def test_a_board_set_later_counts_what_is_spent_no_more_than_one_set_before() -> None:
    """Spending is no loss of rank (SCORING 2.6)."""
    made = town(*RICH, REDEEMED)
    made.apply(c.SetBoard(by=HOST, id="late", window="all_time"))
    assert [("jose", 15)] == [(row.user, row.points) for row in made.leaderboard("late") if row.user == "jose"]


def test_p16_the_same_request_is_the_same_redemption() -> None:
    """No event, no second debit; whatever has become of it."""
    made = town(*RICH, REDEEMED)
    assert () == made.apply(REDEEMED)
    made.apply(c.Cancel(by="jose", redemption="r-1"))
    assert () == made.apply(REDEEMED)
    assert (15, 15) == spend(made, "jose")


def test_p17_cancelled_everything_is_back() -> None:
    """Points, stock, and the ranking never changed; a second time is nothing."""
    made = town(*RICH, REDEEMED)
    (cancelled, refunded) = made.apply(c.Cancel(by="jose", redemption="r-1"))

    assert isinstance(cancelled, e.RedemptionCancelled)
    assert isinstance(refunded, e.PointsAwarded)
    assert () == made.apply(c.Cancel(by="paulo", redemption="r-1"))
    assert (15, 15) == spend(made, "jose")
    assert [1] == [row.stock for row in made.viewer("jose").rewards()]
    kinds = [(line.kind, line.purse, line.points) for line in made.ledger("jose")]
    assert [("thanks", "both", 15), ("redeem", "spend", -10), ("refund", "spend", 10)] == kinds
    made.check()


def test_approval_comes_first_where_it_is_asked_for() -> None:
    """Points are taken at once; each step once, and again is nothing."""
    made = town(KIND, GIFT, c.AddReward(by=HOST, id="day", name="A day off", cost=5, approval=True))
    made.apply(c.Redeem(by="jose", id="r-1", reward="day"))
    assert "requested" == made.viewer("jose").get("r-1").status  # type: ignore[union-attr]
    for step, status in ((c.Approve, "approved"), (c.Fulfil, "fulfilled")):
        assert ["done", "nothing"] == [outcome(made, step(by="paulo", redemption="r-1")) for _ in range(2)]
        assert status == made.viewer("paulo").get("r-1").status  # type: ignore[union-attr]
    assert "nothing" == outcome(made, c.Approve(by="paulo", redemption="r-1"))


def test_who_sees_a_redemption() -> None:
    """Whose it is, and who manages points; nobody else learns of it."""
    made = town(*RICH, REDEEMED)

    assert ("jose", "mug", 10) == (
        (card := made.viewer("paulo").get("r-1")).user,  # type: ignore[union-attr]
        card.reward,  # type: ignore[union-attr]
        card.cost,  # type: ignore[union-attr]
    )
    assert {"jose", "paulo"} == made.audience("r-1")
    with pytest.raises(NotFoundError):
        made.viewer("lea").get("r-1")
    assert ["add_permissions"] == [remedy.command.tag for remedy in made.remedies("lea", "r-1")]


def test_a_manager_who_may_not_know_the_person_does_not_read_who_it_is() -> None:
    made = town(*RICH, REDEEMED, c.Configure(by=HOST, user_visibility="private"))

    assert None is made.viewer("paulo").get("r-1").user  # type: ignore[union-attr]


def test_a_reward_as_it_is_shown() -> None:
    made = town(*RICH)
    card = made.viewer("lea").get("mug")

    assert ("reward", "A mug", 10, 1) == (card.kind, card.name, card.cost, card.stock)  # type: ignore[union-attr]
    assert [None] == [row.stock for row in town(c.AddReward(by=HOST, name="A wave", cost=1)).viewer("lea").rewards()]


def test_every_reason_in_its_order() -> None:
    """All six at once, and `not_found` by itself (READINGS 33)."""
    made = town(KIND, GIFT, c.SetLevels(by=HOST, levels=(PointsLevel("gold", 100),)))
    terms = {"stock": 1, "limit_per_user": 1, "cost": 15}
    made.apply(c.AddReward(by=HOST, id="car", name="A car", **terms))  # type: ignore[arg-type]
    made.apply(c.Redeem(by="jose", reward="car"))
    late = made.view.now + DAY
    made.apply(c.UpdateReward(by=HOST, id="car", level="gold", starts=late))
    found = made.eligible_reward("jose", "car")
    assert ("not_yet", "out_of_stock", "limit", "level", "insufficient_points") == found
    made.apply(c.UpdateReward(by=HOST, id="car", starts=None, ends=START, stock=3))
    assert ("expired", "limit", "level", "insufficient_points") == made.eligible_reward("jose", "car")
    assert ("not_found",) == made.eligible_reward("jose", "nothing") == made.eligible_reward("nina", "car")
    assert set(found) < set(REASONS)
    assert () == made.apply(c.UpdateReward(by=HOST, id="car", stock=3))
    with pytest.raises(NotFoundError):
        made.eligible_reward("nobody", "car")


def test_what_the_host_gives_back_reads_the_same_from_json() -> None:
    """Nobody is named as the actor of a line that came of the host's command (law 6)."""
    made = town(*RICH, REDEEMED)
    made.apply(c.Cancel(by=HOST, redemption="r-1"))
    wire = [event_to_json(event) for event in made.events()]
    again = Engine(journal=MemoryJournal(map(event_from_json, wire)))
    assert made.digest() == again.digest()
    assert [None] == [entry.actor for entry in made.ledger("jose") if entry.kind == "refund"]


def test_a_level_that_is_no_more_is_nobodys() -> None:
    levels = c.SetLevels(by=HOST, levels=(PointsLevel("new", 0),))
    made = town(KIND, GIFT, levels, c.AddReward(by=HOST, id="pin", name="A pin", cost=1, level="new"))
    assert () == made.eligible_reward("jose", "pin")
    made.apply(c.SetLevels(by=HOST, levels=()))
    assert ("level",) == made.eligible_reward("jose", "pin")


def test_the_price_is_that_of_the_day() -> None:
    """A redemption keeps what it cost, whatever the reward costs later."""
    made = town(*RICH, REDEEMED, c.UpdateReward(by=HOST, id="mug", cost=1))
    made.apply(c.Cancel(by="jose", redemption="r-1"))

    assert (15, 15) == spend(made, "jose")


def test_points_taken_back_after_they_were_spent_are_owed() -> None:
    """A delivered reward is kept, and nothing more can be had (SCORING 2.6)."""
    made = town(*RICH, REDEEMED, c.Fulfil(by="paulo", redemption="r-1"))
    (gift,) = (line for line in made.ledger("jose") if line.kind == "thanks")
    back = Entry(
        id="back", user="jose", points=-15, kind="reversal", reverses=gift.id, effective_at=made.view.now, alert=False
    )
    store = made.fork()
    happen(store, e.PointsAwarded(by=HOST, at=made.view.now, entry=back))

    assert -10 == store.viewer("jose").points().spend
    assert "insufficient_points" in store.eligible_reward("jose", "mug")


def test_expired_points_are_lines_of_the_ledger() -> None:
    """They stand where they fell due, and the spend purse is the sum of its lines."""
    lot = Entry(id="lot", user="ana", points=10, effective_at=START, expires=START + DAY)
    made = engine(c.AddUser(by=HOST, id="ana"))
    happen(made, e.PointsAwarded(by=HOST, at=made.view.now, entry=lot))
    made.apply(c.AddUser(by=HOST, id="bob", at=START + 2 * DAY))

    assert [("lot", 10), ("lot/expired/1", -10)] == [(line.id, line.points) for line in made.ledger("ana")]
    assert (10, 0) == spend(made, "ana")
