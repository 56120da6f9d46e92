"""What I may do."""

from __future__ import annotations

from collabcore import mentioning, rights, topics, visibility
from collabcore.errors import NotAllowedError, not_found
from collabcore.text import folded
from collabcore.viewer.window import Window

__all__ = ["RightsQuestions"]


class RightsQuestions(Window):
    """What I may do."""

    def may(self, action: str, target: str) -> bool:
        """Tell whether I may do something with a thing now: whether its command would be accepted (READINGS 24, 80).

        It is false, too, for what I may not know of.

        Cost: the command's judgment, a few times.

        Args:
            action: The tag of a command: comment, like, join_group, update_record …
            target: What stands in the command's first field that names an existing thing.

        Raises:
            InvalidError: There is no such action.
        """
        return rights.may(self._view, self._user, action, target, self._clock())

    def capabilities(self, target: str) -> frozenset[str]:
        """Return everything I may do with a thing now, in the tags of commands.

        Cost: the judgments of all commands.

        Raises:
            NotFoundError: There is no such thing, or I may not know of it.
        """
        if not self.can_see(target) and not topics.is_known(self._view, self._user, folded(target)):
            raise not_found(target)
        return rights.capabilities(self._view, self._user, target, self._clock())

    def check_mentions(self, to: str, users: tuple[str, ...]) -> dict[str, str]:
        """Return what mentioning people or groups in a post of mine on `to` would come to, before I post.

        `ok`: they can see the post. `inaccessible`: they cannot, and are not told. `disallowed`: the post would be
        refused. `not_found`: nothing known by that id.

        Cost: O(users).

        Source: RULES 1.3 [CR-MV], READINGS 36.

        Raises:
            NotFoundError: `to` is no person, group or record I know of.
            NotAllowedError: I know it only from outside, and am not told who is inside.
        """
        view = self._view
        if not (to in view.users or to in view.groups or to in view.records) or not self.can_see(to):
            raise not_found(to)
        if not view.lock(visibility.place_of(view, to), to).opens(view.keys(self._user)):
            raise NotAllowedError(f"`{to}` is known to you only from outside", rule="mention.outside")
        return {thing: mentioning.reach(view, self._user, to, thing) for thing in users}
