"""Commands about logins and activities: what tells whether a system is used."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeAlias

import attrs

from collabcore.commands.base import Command
from collabcore.shapes import Id, Json, Shape, read_time, write_time

__all__ = ["CancelActivity", "CompleteActivity", "LogActivity", "RecordLogin"]


def _take_done(value: object, where: str) -> dt.datetime | bool | None:
    return value if value is None or isinstance(value, bool) else read_time(value, where)


def _dump_done(value: dt.datetime | bool | None) -> Json:  # noqa: FBT001 - it is the field's value
    return write_time(value) if isinstance(value, dt.datetime) else value


_Done: TypeAlias = Annotated[
    dt.datetime | Literal[True, False] | None, Shape("a time, or true for now", _take_done, _dump_done)
]


@attrs.frozen(kw_only=True, repr=False)
class RecordLogin(Command):
    """Note that somebody has logged in now."""

    user: Id


@attrs.frozen(kw_only=True, repr=False)
class LogActivity(Command):
    """Plan a call, a meeting, a task, an e-mail …, or say that it was done, and when."""

    id: Id | None = None
    kind: str
    record: Id | None = None
    due: dt.datetime | None = None
    done: _Done = None


@attrs.frozen(kw_only=True, repr=False)
class CompleteActivity(Command):
    """Say that an activity is done now."""

    id: Id


@attrs.frozen(kw_only=True, repr=False)
class CancelActivity(Command):
    """Say that an activity will not be done; it counts nowhere any more."""

    id: Id
