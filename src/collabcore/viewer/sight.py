"""What there is: things, cards, the directory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from collabcore import cards, topics
from collabcore.cards import Card, GroupCard, UserCard
from collabcore.errors import not_found
from collabcore.model import Group, User
from collabcore.text import folded
from collabcore.viewer.window import Window

__all__ = ["SightQuestions"]

_T = TypeVar("_T", User, Group)


class SightQuestions(Window):
    """What there is: things, cards, the directory."""

    def get(self, id: str) -> Card:
        """Return a thing with the fields I may read; a topic by its name, where no thing I know of has it for its id.

        Cost: O(comments of a post, members of a group, uses of a topic).

        Raises:
            NotFoundError: There is no such thing, or I may not know of it.
        """
        if not self.can_see(id):
            return topics.card(self._view, self._user, id, self._clock())
        return cards.card(self._view, self._user, id, self._clock() if id in self._view.groups else None)

    def card(self, user: str) -> UserCard:
        """Return the card that hovering over a person's name shows.

        Cost: O(1).

        Raises:
            NotFoundError: There is no such person, or I may not know of them.
        """
        found = self.get(user)
        if not isinstance(found, UserCard):
            raise not_found(user)
        return found

    def directory(self, text: str = "") -> tuple[UserCard, ...]:
        """Return the active people I may know whose name has `text` in it, by name, then by age.

        Cost: O(people).
        """
        people = (user for user in self._view.users.values() if user.active)
        return tuple(self.card(user.id) for user in self._listed(people, text))

    def groups(self, text: str = "") -> tuple[GroupCard, ...]:
        """Return the groups I may know of whose name has `text` in it, by name, then by age.

        Cost: O(groups).
        """
        found = self._listed(self._view.groups.values(), text)
        now = self._clock()
        return tuple(cards.card(self._view, self._user, group.id, now) for group in found)  # type: ignore[misc]

    def _listed(self, things: Iterable[_T], text: str) -> list[_T]:
        wanted = folded(text)
        found = [thing for thing in things if wanted in folded(thing.name) and self.can_see(thing.id)]
        return sorted(found, key=lambda thing: folded(thing.name))
