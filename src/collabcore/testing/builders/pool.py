"""What a drawn command may name in a world, and the words that the builders of all subjects share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, get_args

import attrs
from hypothesis import strategies as st

from collabcore import model
from collabcore.model import HOST
from collabcore.view import View

__all__ = ["FIELDS", "NOBODY", "PROFILES", "TOPICS", "TYPES", "Builder", "Draw", "Pool", "permissions", "values"]

NOBODY: Final = "nobody"
"""An id that nothing ever has."""

FIELDS: Final = ("Stage", "City", "Email")
TYPES: Final = ("lead", "opportunity", "contact")
TOPICS: Final = ("#Spring", "#[Big  Plan]", "#spring")
PROFILES: Final = ("standard", "guild")
Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]


def permissions() -> st.SearchStrategy[model.Permission]:
    """Permissions there are."""
    return st.sampled_from(get_args(model.Permission))


def values() -> st.SearchStrategy[object]:
    """Values of fields: filled and blank, of several types."""
    return st.sampled_from(["a", "", "n/a", "ana@acme.example", 0, None, 7])


@attrs.frozen
class Pool:
    """What a command may name in a world: what is there, and sometimes what is not."""

    draw: Draw
    view: View

    def one(self, things: Iterable[str]) -> str:
        """Draw one of some things, or now and then the id of nothing."""
        return self.draw(st.sampled_from([*things, NOBODY]))  # type: ignore[no-any-return]

    def of(self, tags: Any) -> Any:
        """Draw one of the values of a literal type."""
        return self.draw(st.sampled_from(get_args(tags)))

    def actor(self, fields: Mapping[str, object], *, administers: bool) -> str:
        """Draw who asks: whoever has the right more often than not, else anybody."""
        fitting = [HOST] if administers else self._fitting(fields)
        return self.draw(st.sampled_from([*fitting * 4, *self.view.users, HOST, NOBODY]))  # type: ignore[no-any-return]

    def _fitting(self, fields: Mapping[str, object]) -> list[str]:
        """Return who owns or wrote what a command names."""
        things = [self.view.thing(str(thing)) for thing in fields.values()]
        owners = (getattr(thing, "owner", None) or getattr(thing, "author", None) for thing in things)
        invited = self.view.invitations(str(fields.get("group"))) if "group" in fields else ()
        shared = str(fields.get("record"))  # a person is shared by themselves
        return [owner for owner in (*owners, *invited, shared) if owner in self.view.users]

    def person(self) -> str:
        """Draw a person."""
        return self.one(self.view.users)

    def group(self) -> str:
        """Draw a group."""
        return self.one(self.view.groups)

    def record(self) -> str:
        """Draw a record."""
        return self.one(self.view.records)

    def item(self) -> str:
        """Draw a post or comment."""
        return self.one(self.draw(st.sampled_from([list(self.view.posts), list(self.view.comments)])))

    def role(self) -> str | None:
        """Draw a role, or none."""
        return self.draw(st.sampled_from([None, *self.view.roles]))  # type: ignore[no-any-return]

    def new_id(self, letter: str) -> str:
        """Draw a fresh id, or now and then one that is taken."""
        fresh = next(name for number in itertools.count() if not self.view.was_used(name := f"{letter}{number}"))
        taken = [*self.view.users, *self.view.groups][:2]
        return self.draw(st.sampled_from([fresh] * 5 + taken))  # type: ignore[no-any-return]

    def text(self) -> str:
        """Draw what somebody writes: plain words, a mention, a topic, or nothing."""
        mentioned = st.sampled_from([*self.view.users, *self.view.groups, NOBODY]).map("see @[{}]".format)
        about = st.sampled_from(TOPICS)
        return self.draw(st.just("words") | mentioned | st.just("words") | about | st.just(" "))  # type: ignore[no-any-return]

    def topic(self) -> str:
        """Draw the name of a topic, or none."""
        return self.draw(st.sampled_from(["spring", " Big plan", "other", " "]))  # type: ignore[no-any-return]

    def permissions(self) -> list[str]:
        """Draw one or two permissions, those that widen sight more often."""
        sight = ("view_all_data", "modify_all_data", "manage_unlisted_groups", "view_all_users", "approve_posts")
        return self.draw(st.lists(st.sampled_from(sight) | permissions(), min_size=1, max_size=2))  # type: ignore[no-any-return]

    def accounts(self) -> list[str]:
        """Return the accounts there are."""
        return [record.id for record in self.view.records.values() if record.type == "account"]

    def place(self, *more: str) -> str:
        """Draw a person, group or record, or one of some more things."""
        return self.one((*self.view.users, *self.view.groups, *self.view.records, *more))

    def files(self) -> list[str]:
        """Draw what is attached: nothing mostly, a file now and then."""
        return self.draw(st.sampled_from([[], [], *([file] for file in self.view.files)]))  # type: ignore[no-any-return]

    def target(self) -> str:
        """Draw whom something may be shared with."""
        targets = [f"{kind}:{role}" for kind in ("role", "role+") for role in self.view.roles]
        return self.one((*self.view.users, *targets, *self.view.teams, *self.view.queues))

    def members(self) -> list[str]:
        """Draw one or two members of a team or queue."""
        roles = [f"{kind}:{role}" for kind in ("role", "role+") for role in self.view.roles]
        some = st.sampled_from([*self.view.users, *roles, *self.view.teams])
        return self.draw(st.lists(some, min_size=1, max_size=2, unique=True))  # type: ignore[no-any-return]


Builder: TypeAlias = Callable[[Pool], Mapping[str, object]]
"""Draws the fields of one command."""
