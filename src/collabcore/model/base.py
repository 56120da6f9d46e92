"""Ids, and who acts."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from collabcore.shapes import Id, Shape, wrong

__all__ = [
    "HOST",
    "ActivityId",
    "Actor",
    "CommentId",
    "FileId",
    "GroupId",
    "NetworkId",
    "PostId",
    "QueueId",
    "RecordId",
    "RoleId",
    "RuleId",
    "Target",
    "TeamId",
    "UserId",
]

UserId: TypeAlias = Id
GroupId: TypeAlias = Id
RecordId: TypeAlias = Id
PostId: TypeAlias = Id
CommentId: TypeAlias = Id
RoleId: TypeAlias = Id
FileId: TypeAlias = Id
RuleId: TypeAlias = Id
TeamId: TypeAlias = Id
QueueId: TypeAlias = Id
NetworkId: TypeAlias = Id
Target: TypeAlias = Id
ActivityId: TypeAlias = Id


class _Host(str):
    """The embedding application as an actor: trusted, and no user's id, since ids are not empty."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "HOST"

    def __reduce__(self) -> str:
        return "HOST"


HOST: Final[str] = _Host()
"""The embedding application: permissions and roles never refuse it, limits and states do."""


def _take_actor(value: object, where: str) -> str:
    if value is None or value == HOST:
        return HOST
    if isinstance(value, str):
        return value
    raise wrong(where, "a user's id or HOST", value)


Actor = Annotated[str, Shape("a user's id or HOST", _take_actor, lambda by: by or None)]
"""Who does something: a user's id or `HOST`."""
