"""What every subject's questions look through: the world at the moment of asking, and whose eyes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from collabcore.errors import not_found
from collabcore.keys import INACTIVE
from collabcore.view import View
from collabcore.viewer.pages import Pages

__all__ = ["Window"]


class Window:
    """What every subject's questions look through: the world at the moment of asking, and whose eyes."""

    def __init__(
        self, world: Callable[[], View], user: str, clock: Callable[[], dt.datetime], pages: Pages[Any]
    ) -> None:
        """Look through the eyes of a user; `world` gives the view, and `clock` the moment, of each question.

        `pages` are those that were read since anything happened last.

        Raises:
            NotFoundError: There is no such user.
        """
        if user not in world().users:
            raise not_found(user)
        self._world = world
        self._user = user
        self._clock = clock
        self._pages = pages

    def __repr__(self) -> str:
        """Return whose viewer it is."""
        return f"Viewer({self._user!r})"

    @property
    def _view(self) -> View:
        return self._world()

    @property
    def _away(self) -> bool:
        return INACTIVE in self._view.keys(self._user)

    def can_see(self, item: str) -> bool:
        """Tell whether I may see a post or comment, or may know of a person, group or record.

        It does not tell the hidden from the unknown: both are false.

        Cost: O(1).

        Source: RULES 1.1, by `visibility.can_see`.
        """
        return self._world().sees(self._user, item)
