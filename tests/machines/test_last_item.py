"""People with and without points ask for the last of few things, over and over, in any order (SCORING 2.6)."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.unit.refusals_badges import GIFT, KIND
from tests.unit.refusals_rewards import POOR
from tests.unit.world import town

from collabcore import HOST, CollabError
from collabcore import commands as c


class LastItem(RuleBasedStateMachine):
    """People with and without points ask for few things, over and over, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = town(KIND, GIFT, POOR)
        self.engine.apply(c.AddReward(by=HOST, id="mug", name="A mug", cost=4, stock=2))
        self.engine.apply(c.AddReward(by=HOST, id="pen", name="A pen", cost=1, stock=1, approval=True))
        self.asked = 0

    @rule(user=st.sampled_from(["jose", "lea", "sofia"]), reward=st.sampled_from(["mug", "pen"]), again=st.booleans())
    def redeem(self, user: str, reward: str, again: bool) -> None:
        self.asked += not again
        self.attempt(c.Redeem(by=user, id=f"r{self.asked}", reward=reward))

    @rule(step=st.sampled_from([c.Approve, c.Fulfil, c.Cancel]), number=st.integers(0, 9))
    def go_on(self, step: type[c.Approve | c.Fulfil | c.Cancel], number: int) -> None:
        self.attempt(step(by="paulo", redemption=f"r{number}"))

    def attempt(self, command: c.Command) -> None:
        before = self.engine.digest()
        try:
            self.engine.apply(command)
        except CollabError:
            assert before == self.engine.digest()

    @invariant()
    def nothing_is_had_twice(self) -> None:
        """Stock is never below none, points never below nothing, and what is out is paid for."""
        view = self.engine.view
        for reward, stock in (("mug", 2), ("pen", 1)):
            out = [one for one in view.redemptions.values() if one.reward == reward and one.status != "cancelled"]
            assert stock - len(out) == self.engine.viewer("vera").get(reward).stock >= 0  # type: ignore[union-attr, operator]
        for user, given in (("jose", 15), ("lea", 5), ("sofia", 0)):
            mine = [one for one in view.redemptions.values() if one.user == user and one.status != "cancelled"]
            assert given - sum(one.cost for one in mine) == self.engine.viewer(user).points().spend >= 0
            assert given == self.engine.viewer(user).points().rank


TestLastItem = LastItem.TestCase
