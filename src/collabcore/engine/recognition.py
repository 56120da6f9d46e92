"""Rewards and influence, unfiltered."""

from __future__ import annotations

from collabcore import influence, rewards
from collabcore.engine.core import Core
from collabcore.influence import Influence
from collabcore.people import is_recognised

__all__ = ["RecognitionQuestions"]


class RecognitionQuestions(Core):
    """Rewards and influence, unfiltered."""

    def eligible_reward(self, user: str, reward: str) -> tuple[rewards.Reason, ...]:
        """Return everything that keeps a user from a reward; nothing when it can be had.

        It is `not_found` alone where there is no such reward for the user: there is none, or rewards are not for them.

        Cost: O(lots + redemptions of the user).

        Source: SCORING 2.6, READINGS 33, 88.

        Raises:
            NotFoundError: There is no such user.
        """
        self._known(user, self._store.users)
        found = self._store.rewards.get(reward)
        person = self._store.users[user]
        if found is None or not person.active or not is_recognised(person):
            return ("not_found",)
        return rewards.reasons(self._store, user, found, self.now())

    def influence(self) -> tuple[Influence, ...]:
        """Return everybody's influence, the greatest first: internal and free people at work.

        Cost: O(posts + comments + people log people).

        Source: RULES 10 [CR-INF].
        """
        return influence.influence(self._store, lambda _item: True)
