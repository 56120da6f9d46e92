"""What holds of badges, levels, points to spend and ideas in every world: what is kept step by step is what all counts.

Each is told a second time by `collabcore.testing.restated_recognition`, from all that happened.
"""

from __future__ import annotations

from hypothesis import given
from tests.laws.paying import paying_histories

from collabcore import badges, ideas, levels, lots
from collabcore._store import Store
from collabcore.testing import restated_recognition as told
from collabcore.testing.restated_acts import Diary
from collabcore.testing.restated_points import Payroll, is_automatic
from collabcore.testing.strategies import History, histories

DEEDS = (
    *("add_badge", "update_badge", "thank", "post", "delete", "like", "add_record", "update_record", "add_record"),
    *("set_completeness", "delete_record", "vote_idea", "post_idea", "comment", "delete_group", "transfer"),
)
POINTS = (
    *("thank", "thank", "redeem", "redeem", "cancel", "fulfil", "approve", "add_reward", "set_levels"),
    *("add_record", "update_record", "add_points_rule", "set_completeness", "post_idea", "vote_idea", "merge_ideas"),
)


@given(histories(min_size=4, max_size=25, tags=DEEDS) | paying_histories(rules=2, badges=7))
def test_badges_step_by_step_are_those_counted_at_the_end(history: History) -> None:
    """For badges that go when the count falls: what people hold is what all their deeds come to."""
    view, diary, world = history.engine.view, Diary(), Store()
    for event in history.engine.events():
        diary.tell(world, event)
        world.apply(event)
    for badge in view.badges.values():
        if badge.when is not None and badge.active and badge.auto_revoke:
            for user in view.users:
                wanted = told.earning(view, diary, badge, user)
                assert wanted == badges.earned(view, user, badge.id)[0], (badge, user)


@given(histories(min_size=8, max_size=40, tags=POINTS))
def test_points_levels_and_totals_step_by_step(history: History) -> None:
    """Everybody's points to spend, level, and every idea's total, are those that the whole history tells."""
    engine, view = history.engine, history.engine.view
    for user in view.users:
        entries = [view.entries[entry] for entry in view.ledger(user)]
        place = view.level(user)
        assert told.level(view.levels, entries) == (None if place == levels.NO_LEVEL else view.levels[place].name)
        assert told.spendable(entries, engine.now()) == lots.balance(view.purse(user), engine.now())
        assert sum(line.points for line in engine.ledger(user) if line.purse != "rank") == lots.balance(
            view.purse(user), engine.now()
        )
    assert told.idea_totals(engine.events()) == {idea: ideas.total(view.idea_votes(idea)) for idea in view.ideas}


@given(histories(min_size=8, max_size=40, tags=POINTS))
def test_nothing_is_sold_twice(history: History) -> None:
    """What is left of a reward is what there was less what is out, and nobody spends what they never had."""
    view = history.engine.view
    for reward in view.rewards.values():
        out = [one for one in view.redemptions.values() if one.reward == reward.id and one.status != "cancelled"]
        assert len(out) == view.redeemed(reward.id)
    for user in view.users:
        assert lots.balance(view.purse(user), history.engine.now()) >= 0


@given(paying_histories())
def test_every_line_that_rules_make_is_the_restated_one(history: History) -> None:
    """Whose, how much, for what, under which cap and until when; what is taken back; and nothing else (SCORING 2.2)."""
    payroll, world = Payroll(), Store()
    for event in history.engine.events():
        if is_automatic(event):
            wanted, said = payroll.check(event.entry)  # type: ignore[attr-defined]
            assert wanted == said
        else:
            payroll.hear(world, event)
        world.apply(event)
    assert payroll.is_settled
