"""Who is in groups, and who follows what."""

from __future__ import annotations

from collabcore import cards, feeds, topics
from collabcore.errors import NotAllowedError, not_found
from collabcore.recommending import Recommendation, recommendations
from collabcore.text import folded
from collabcore.viewer.window import Window

__all__ = ["TieQuestions"]


class TieQuestions(Window):
    """Who is in groups, and who follows what."""

    def members(self, group: str) -> frozenset[str]:
        """Return the members of a group that I may know: in a group of mine, all of them.

        Cost: O(members).

        Raises:
            NotFoundError: There is no such group, or I may not know of it.
            NotAllowedError: I know the group only from outside (READINGS 22).
        """
        view = self._view
        if group not in view.groups or not self.can_see(group):
            raise not_found(group)
        if not view.lock("group", group).opens(view.keys(self._user)):
            raise NotAllowedError(f"only members may see who is in `{group}`", rule="group.members_only")
        return frozenset(cards.known_members(view, self._user, group))

    def followers(self, target: str) -> frozenset[str]:
        """Return who follows a person, record, file or topic, as far as I may know them (READINGS 45).

        Cost: O(followers).

        Raises:
            NotFoundError: There is no such person, record, file or topic, or I may not know of it.
        """
        view = self._view
        if (target in view.users or target in view.records or target in view.files) and self.can_see(target):
            return frozenset(cards.known_followers(view, self._user, target))
        if not topics.is_known(view, self._user, folded(target)):
            raise not_found(target)
        return frozenset(topics.known_followers(view, self._user, folded(target)))

    def following(self) -> frozenset[str]:
        """Return what I follow and may still see, topics by name; the rest sleeps (READINGS 39).

        Cost: O(follows), O(uses) for each topic.
        """
        if self._away:
            return frozenset()
        return frozenset((*feeds.awake(self._view, self._user), *topics.awake(self._view, self._user)))

    def recommendations(self) -> tuple[Recommendation, ...]:
        """Return what I might follow or join, the best first, each with its reasons: people, groups and records.

        The manager, reports and team; what those I follow follow, and the groups they are in; records I own, or that
        groups of mine show. Never what I follow or am in already.

        Cost: O(people + what those I follow follow + groups + records of mine).

        Source: READINGS 51.
        """
        return recommendations(self._view, self._user, self._clock())
