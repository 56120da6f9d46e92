"""What every judgment on a command starts with: who asks, what they know, which ids are free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

import attrs

from collabcore import records, visibility
from collabcore.commands import Command
from collabcore.errors import ConflictError, InvalidError, LimitError, NotAllowedError, not_found
from collabcore.events import Event
from collabcore.model import (
    HOST,
    Badge,
    Comment,
    File,
    Group,
    Idea,
    Level,
    Permission,
    Post,
    Record,
    Redemption,
    Reward,
    Role,
    User,
)
from collabcore.view import View

__all__ = ["HANDLERS", "Ask", "actor_of", "handles"]

_C = TypeVar("_C", bound=Command)
_E = TypeVar("_E", bound=Event)
_T = TypeVar("_T")

HANDLERS: Final[dict[type[Command], Callable[[Ask, Any], Iterable[Event]]]] = {}
"""The function that judges each class of command."""

_Handler = Callable[["Ask", _C], Iterable[Event]]


def handles(kind: type[_C]) -> Callable[[_Handler[_C]], _Handler[_C]]:
    """Register the function that judges commands of a class."""

    def register(handler: _Handler[_C]) -> _Handler[_C]:
        HANDLERS[kind] = handler
        return handler

    return register


def actor_of(view: View, by: str) -> User | None:
    """Return who asks, None for the host.

    Raises:
        NotFoundError: There is no such user.
        NotAllowedError: The user is deactivated (READINGS 84).
    """
    if by == HOST:
        return None
    user = view.users.get(by)
    if user is None:
        raise not_found(by)
    if not user.active:
        raise NotAllowedError(f"`{by}` is deactivated", rule="viewer.inactive")
    return user


@attrs.define(eq=False)  # one for every command, in half the time of a frozen one
class Ask:
    """One command being judged: the world, who asks (None: the host), when, and how to name new things."""

    view: View
    actor: User | None
    at: dt.datetime
    make_id: Callable[[], str]

    @property
    def by(self) -> str:
        """The actor's id, or HOST."""
        return HOST if self.actor is None else self.actor.id

    def event(self, kind: type[_E], **fields: object) -> _E:
        """Return an event of this actor at this moment."""
        return kind(by=self.by, at=self.at, **fields)

    # Knowing

    def known(self, kind: type[_T], thing: str) -> _T:
        """Return a thing of a kind that the actor knows of.

        Raises:
            NotFoundError: There is none, or the actor may not know of it: the two are not told apart.
        """
        found = self.view.thing(thing)
        if not isinstance(found, kind) or not self._knows(found):
            raise not_found(thing)
        return found

    def _knows(self, thing: Any) -> bool:
        if self.actor is None or not isinstance(
            thing, (User, Group, Record, Post, Comment, Idea, Badge, Reward, Redemption, File)
        ):
            return True
        return visibility.can_see(self.view, self.actor.id, thing.id)

    def user(self, thing: str) -> User:
        """Return a person the actor knows of."""
        return self.known(User, thing)

    def group(self, thing: str) -> Group:
        """Return a group the actor knows of, if only by its shell."""
        return self.known(Group, thing)

    def record(self, thing: str) -> Record:
        """Return a record the actor may read."""
        return self.known(Record, thing)

    def file(self, thing: str) -> File:
        """Return a file the actor sees."""
        return self.known(File, thing)

    def target(self, thing: str) -> User | Group | Record | File:
        """Return what somebody may want to follow, and the actor knows of."""
        return self.known((User, Group, Record, File), thing)  # type: ignore[arg-type]

    def place(self, thing: str) -> User | Group | Record:
        """Return a person, group or record the actor knows of: what one can post on, mention or follow."""
        return self.known((User, Group, Record), thing)  # type: ignore[arg-type]

    def item(self, thing: str) -> Post | Comment:
        """Return a post or comment the actor sees."""
        return self.known((Post, Comment), thing)  # type: ignore[arg-type]

    def role(self, thing: str | None) -> None:
        """Make sure that a role, if one is named, is there; roles are known to all."""
        if thing is not None:
            self.known(Role, thing)

    # Refusing

    def person(self, deed: str) -> User:
        """Return the user who asks, for commands whose result has an author or owner (READINGS 41).

        Raises:
            InvalidError: The host asks.
        """
        if self.actor is None:
            raise InvalidError(f"the host cannot {deed}: name a user in `by`", rule="host.no_author")
        return self.actor

    def sensible(self, condition: bool, message: str, rule: str) -> None:  # noqa: FBT001 - reads as an assertion
        """Refuse as invalid unless the command makes sense by itself."""
        if not condition:
            raise InvalidError(message, rule=rule)

    def may(self, condition: bool, message: str, rule: str) -> None:  # noqa: FBT001 - reads as an assertion
        """Refuse as not allowed unless the actor may; the host always may."""
        if not condition and self.actor is not None:
            raise NotAllowedError(message, rule=rule)

    def needs(self, *permissions: Permission) -> None:
        """Refuse as not allowed unless the actor holds one of some permissions; the host always may."""
        held = () if self.actor is None else self.actor.permissions
        wanted = " or ".join(f"`{permission}`" for permission in permissions)
        self.may(not set(permissions).isdisjoint(held), f"this takes {wanted}", f"permission.{permissions[0]}")

    def possible(self, condition: bool, message: str, rule: str) -> None:  # noqa: FBT001 - reads as an assertion
        """Refuse as a conflict unless the present state allows it."""
        if not condition:
            raise ConflictError(message, rule=rule)

    def reaches(self, record: Record, level: Level) -> None:
        """Refuse as not allowed unless the actor's access to a record goes as far as a level (READINGS 48)."""
        if self.actor is not None:
            held = records.access(self.view, self.actor.id, record)
            message = f"this takes {level.tag} access to `{record.id}`, not {held.tag}"
            self.may(held >= level, message, "record.level")

    def below(self, number: int, limit: int, message: str, rule: str) -> None:
        """Refuse unless a number has not reached its limit yet."""
        if number >= limit:
            raise LimitError(f"{message}: `{limit}` is the limit", rule=rule)

    def active(self, user: User) -> None:
        """Refuse as a conflict what is aimed at a deactivated person (READINGS 84)."""
        self.possible(user.active, f"`{user.id}` is deactivated", "user.inactive")

    def new_id(self, wanted: str | None) -> str:
        """Return a free id: the one wanted, or a new one.

        Raises:
            ConflictError: The id is or was something's; the text says no more, whatever holds it (READINGS 5).
        """
        if wanted is None:
            return self.make_id()
        self.possible(not self.view.was_used(wanted), f"id taken: `{wanted}`", "id.taken")
        return wanted
