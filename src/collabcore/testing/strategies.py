"""Hypothesis strategies for workplaces: values, commands that fit a world, and whole histories.

Plural names, recipes without distribution knobs; sizes are keyword-only.
Worlds are small and dense on purpose: a few people in three roles, a group of each access, records with and
without shares, and a post in every place, so that most commands meet something and most rules are near.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias, get_args

import attrs
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore import model
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.journal import MemoryJournal
from collabcore.model import HOST
from collabcore.view import View

__all__ = [
    "START",
    "History",
    "commands",
    "engines",
    "founding",
    "groups",
    "histories",
    "ids",
    "new_engine",
    "posts",
    "records",
    "roles",
    "times",
    "users",
]

START: Final = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
"""When every generated history begins."""

NOBODY: Final = "nobody"
"""An id that nothing ever has."""

_NAMES: Final = ("aniyah", "jose", "sofia", "luc")
_ROLES: Final = ("chief", "west", "desk")
_FIELDS: Final = ("Stage", "City", "Email")
_TYPES: Final = ("lead", "opportunity")
Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]


# Values


def ids() -> st.SearchStrategy[str]:
    """Ids of anything: short, non-empty, now and then with a colon or a letter beyond ASCII in them."""
    return st.text("ab:é", min_size=1, max_size=4)


def times() -> st.SearchStrategy[dt.datetime]:
    """Aware UTC moments in the year after `START`, to the second."""
    return st.integers(0, 365 * 24 * 3600).map(lambda seconds: START + dt.timedelta(seconds=seconds))


def users() -> st.SearchStrategy[model.User]:
    """People, active or not, with and without a role and permissions."""
    return st.builds(
        model.User,
        id=ids(),
        name=st.text(max_size=8),
        role=st.none() | ids(),
        permissions=st.lists(_permissions(), max_size=2, unique=True).map(tuple),
        active=st.booleans(),
        added_at=times(),
    )


def roles() -> st.SearchStrategy[model.Role]:
    """Roles, at the top or below another."""
    return st.builds(model.Role, id=ids(), name=st.text(max_size=8), parent=st.none() | ids())


def groups() -> st.SearchStrategy[model.Group]:
    """Groups of every access."""
    return st.builds(
        model.Group,
        id=ids(),
        name=st.text(min_size=1, max_size=8),
        access=st.sampled_from(get_args(model.Access)),
        owner=ids(),
        created_at=times(),
    )


def records() -> st.SearchStrategy[model.Record]:
    """Records with a few fields, filled or not."""
    return st.builds(
        model.Record,
        id=ids(),
        type=st.sampled_from(_TYPES),
        owner=ids(),
        fields=st.dictionaries(st.sampled_from(_FIELDS), _values(), max_size=3),
        created_at=times(),
        updated_at=times(),
    )


def posts() -> st.SearchStrategy[model.Post]:
    """Posts of every status."""
    return st.builds(
        model.Post,
        id=ids(),
        author=ids(),
        to=ids(),
        text=st.text(min_size=1, max_size=12),
        at=times(),
        status=st.sampled_from(get_args(model.Status)),
    )


def _permissions() -> st.SearchStrategy[model.Permission]:
    return st.sampled_from(get_args(model.Permission))


def _values() -> st.SearchStrategy[object]:
    return st.sampled_from(["a", "", "n/a", "ana@acme.example", 0, None, 7])


# Commands


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

    def actor(self, fields: Mapping[str, object], tag: str) -> str:
        """Draw who asks: whoever has the right more often than not, else anybody."""
        fitting = [HOST] if tag in _ADMINISTRATION else self._fitting(fields)
        return self.draw(st.sampled_from([*fitting * 4, *self.view.users, HOST, NOBODY]))  # type: ignore[no-any-return]

    def _fitting(self, fields: Mapping[str, object]) -> list[str]:
        """Return who owns or wrote what a command names."""
        things = [self.view.thing(str(thing)) for thing in fields.values()]
        owners = (getattr(thing, "owner", None) or getattr(thing, "author", None) for thing in things)
        return [owner for owner in owners if owner is not None]

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
        """Draw what somebody writes: plain words, a mention, or nothing."""
        mentioned = st.sampled_from([*self.view.users, *self.view.groups, NOBODY]).map("see @[{}]".format)
        return self.draw(st.just("words") | mentioned | st.just("words") | st.just(" "))  # type: ignore[no-any-return]

    def permissions(self) -> list[str]:
        """Draw one or two permissions, those that widen sight more often."""
        sight = ("view_all_data", "modify_all_data", "manage_unlisted_groups", "view_all_users", "approve_posts")
        return self.draw(st.lists(st.sampled_from(sight) | _permissions(), min_size=1, max_size=2))  # type: ignore[no-any-return]


def _configure(pool: Pool) -> Mapping[str, object]:
    settings: dict[str, st.SearchStrategy[Any]] = {
        "user_visibility": st.sampled_from(["public", "private"]),
        "record_visibility": st.dictionaries(
            st.sampled_from(_TYPES), st.sampled_from(["private", "read", "edit"]), max_size=2
        ),
        "tracked_fields": st.just({"opportunity": ["Stage", "owner"]}),
        "news_includes_mentions": st.booleans(),
        "public_post_requires_membership": st.booleans(),
        "follow_limit": st.sampled_from([1, 500]),
        "group_limit": st.sampled_from([2, 300]),
        "unlisted_groups": st.booleans(),
    }
    name = pool.draw(st.sampled_from(sorted(settings)))
    return {name: pool.draw(settings[name])}


def _update_user(pool: Pool) -> Mapping[str, object]:
    changes: dict[str, Callable[[], object]] = {
        "role": pool.role,
        "name": lambda: "Renamed",
        "permissions": pool.permissions,
        "manager": lambda: pool.draw(st.sampled_from([None, *pool.view.users])),
    }
    name = pool.draw(st.sampled_from(sorted(changes)))
    return {"id": pool.person(), name: changes[name]()}


def _update_group(pool: Pool) -> Mapping[str, object]:
    if pool.draw(st.booleans()):
        return {"id": pool.group(), "access": pool.of(model.Access)}
    return {"id": pool.group(), "name": pool.draw(st.sampled_from(["Campaign", "Board", "News"]))}


def _fields(pool: Pool) -> dict[str, object]:
    return pool.draw(st.dictionaries(st.sampled_from(_FIELDS), _values(), max_size=3))  # type: ignore[no-any-return]


def _target(pool: Pool) -> str:
    targets = [f"{kind}:{role}" for kind in ("role", "role+") for role in pool.view.roles]
    return pool.one((*pool.view.users, *targets))


def _place(pool: Pool) -> str:
    return pool.one((*pool.view.users, *pool.view.groups, *pool.view.records))


def _completeness(pool: Pool) -> Mapping[str, object]:
    fields = [{"name": "Email", "check": "email", "weight": 2}, "City", "Stage"]
    return {"type": "lead", "fields": fields[pool.draw(st.integers(0, 2)) :], "mode": pool.of(model.Mode)}


def _points_rule(pool: Pool) -> Mapping[str, object]:
    return {
        "id": pool.new_id("r"),
        "points": pool.draw(st.sampled_from([10, 5])),
        "when": "reached",
        "type": "lead",
        "where": pool.draw(st.sampled_from([[], [["created_at", "younger_than_days", 3]]])),
        "beneficiary": pool.of(model.Beneficiary),
        "threshold": pool.draw(st.sampled_from(["1/1", "1/2"])),
    }


_Builder: TypeAlias = Callable[[Pool], Mapping[str, object]]

BUILDERS: Final[Mapping[str, _Builder]] = {
    "configure": _configure,
    "add_role": lambda p: {"id": p.new_id("role"), "parent": p.role()},
    "move_role": lambda p: {"id": p.one(p.view.roles), "parent": p.role()},
    "add_user": lambda p: {"id": p.new_id("u"), "role": p.role(), "manager": p.draw(st.none() | st.just(p.person()))},
    "update_user": _update_user,
    "deactivate_users": lambda p: {"ids": [p.person() for _ in range(p.draw(st.integers(1, 2)))]},
    "activate_user": lambda p: {"id": p.person()},
    "add_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "remove_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "create_group": lambda p: {
        "id": p.new_id("g"),
        "name": p.draw(st.sampled_from(["Campaign", "Board", "Press", " "])),
        "access": p.of(model.Access),
    },
    "update_group": _update_group,
    "join_group": lambda p: {"group": p.group()},
    "leave_group": lambda p: {"group": p.group()},
    "request_membership": lambda p: {"group": p.group()},
    "answer_request": lambda p: {"group": p.group(), "user": p.person(), "accept": p.draw(st.booleans())},
    "add_member": lambda p: {"group": p.group(), "user": p.person(), "role": p.draw(_member_roles())},
    "set_member_role": lambda p: {"group": p.group(), "user": p.person(), "role": p.draw(_member_roles())},
    "remove_member": lambda p: {"group": p.group(), "user": p.person()},
    "set_owner": lambda p: {"group": p.group(), "user": p.person()},
    "follow": lambda p: {"target": _place(p), "user": p.draw(st.none() | st.just(p.person()))},
    "unfollow": lambda p: {"target": _place(p)},
    "post": lambda p: {"id": p.new_id("p"), "to": _place(p), "text": p.text()},
    "comment": lambda p: {"id": p.new_id("c"), "post": p.one(p.view.posts), "text": p.text()},
    "delete": lambda p: {"id": p.item()},
    "like": lambda p: {"item": p.item()},
    "unlike": lambda p: {"item": p.item()},
    "review": lambda p: {"item": p.item(), "status": p.of(model.Status)},
    "add_record": lambda p: {
        "id": p.new_id("x"),
        "type": p.draw(st.sampled_from(_TYPES)),
        "owner": p.person(),
        "fields": _fields(p),
    },
    "update_record": lambda p: {"id": p.record(), "fields": _fields(p), "item": p.new_id("p")},
    "transfer": lambda p: {"record": p.record(), "owner": p.person(), "item": p.new_id("p")},
    "share_record": lambda p: {
        "record": p.record(),
        "to": _target(p),
        "level": p.draw(st.sampled_from(["read", "edit"])),
    },
    "unshare_record": lambda p: {"record": p.record(), "to": _target(p)},
    "set_completeness": _completeness,
    "add_points_rule": _points_rule,
    "retire_points_rule": lambda p: {"id": p.one(p.view.rules)},
}
"""How to draw the fields of every command; a test makes sure that no command is missing."""

_ADMINISTRATION: Final = frozenset(
    [
        "configure",
        "add_role",
        "move_role",
        "add_user",
        "update_user",
        "deactivate_users",
        "activate_user",
        "add_permissions",
        "remove_permissions",
        "set_completeness",
        "add_points_rule",
        "retire_points_rule",
        "review",
    ]
)
_TALK: Final = ("post", "comment", "comment", "review", "follow", "share_record", "update_record", "join_group")


def _member_roles() -> st.SearchStrategy[str]:
    return st.sampled_from(["member", "manager"])


@st.composite
def commands(draw: Draw, view: View, tags: Sequence[str] | None = None) -> c.Command:
    """Commands that fit a world: they name what is there, and now and then what is not.

    Some are refused; that is what makes the interesting histories.

    Args:
        view: The world the command will meet.
        tags: Which commands to draw; all of them, talk more often, when left out.
    """
    tag = draw(st.sampled_from([*BUILDERS, *_TALK] if tags is None else list(tags)))
    pool = Pool(draw, view)
    fields = BUILDERS[tag](pool)
    return c.COMMANDS[tag](by=pool.actor(fields, tag), **fields)  # type: ignore[arg-type]


# Histories


def new_engine() -> Engine:
    """Return an empty engine that always comes out the same: a second passes with every event, and ids are counted."""
    journal = MemoryJournal()
    numbers = itertools.count()
    return Engine(
        clock=lambda: START + dt.timedelta(seconds=len(journal)),
        make_id=lambda: f"made{next(numbers)}",
        journal=journal,
    )


def founding() -> Iterator[c.Command]:
    """Yield the commands every history begins with: a small, dense organisation."""
    above = None
    for role in _ROLES:
        yield c.AddRole(by=HOST, id=role, parent=above)
        above = role
    for name, role_of in zip(_NAMES, (*_ROLES, None), strict=True):
        yield c.AddUser(by=HOST, id=name, name=name.title(), role=role_of)
    for access, owner in zip(get_args(model.Access), _NAMES, strict=False):
        yield c.CreateGroup(by=owner, id=f"g_{access}", name=f"The {access} one", access=access)
        yield c.Post(by=owner, id=f"in_{access}", to=f"g_{access}", text="words")
    for kind, owner in zip(_TYPES, ("sofia", "jose"), strict=True):
        yield c.AddRecord(by=owner, id=f"a_{kind}", type=kind)
        yield c.Post(by=owner, id=f"on_{kind}", to=f"a_{kind}", text="words")
    for name in _NAMES:
        yield c.Post(by=name, id=f"of_{name}", text="words")
    yield c.Configure(by=HOST, tracked_fields={"opportunity": ("Stage", "owner")})
    yield c.Comment(by="aniyah", id="below_jose", post="of_jose", text="words for @[sofia]")
    yield c.Comment(by="jose", id="below_private", post="in_private", text="words")


@st.composite
def _settling(draw: Draw) -> list[c.Command]:
    """Draw how an organisation is set up, of the ways that matter most to sight."""
    kinds = st.sampled_from(["private", "read", "edit"])
    return [
        c.Configure(by=HOST, user_visibility=draw(st.sampled_from(["private", "public"]))),
        c.Configure(by=HOST, record_visibility={"lead": draw(kinds), "opportunity": draw(kinds)}),
        c.Configure(by=HOST, news_includes_mentions=draw(st.booleans())),
        c.AddPermissions(by=HOST, user="luc", permissions=draw(st.lists(_permissions(), max_size=1))),
    ]


@attrs.frozen
class History:
    """What was asked of an engine, command by command, and the engine after it."""

    commands: tuple[c.Command, ...]
    engine: Engine = attrs.field(repr=False, eq=False)

    def replayed(self) -> Engine:
        """Return a new engine to which the same was asked."""
        engine = new_engine()
        for command in self.commands:
            attempt(engine, command)
        return engine


def attempt(engine: Engine, command: c.Command) -> CollabError | None:
    """Apply a command, and return the refusal if it is refused."""
    try:
        engine.apply(command)
    except CollabError as refusal:
        return refusal
    return None


@st.composite
def histories(draw: Draw, *, min_size: int = 0, max_size: int = 20, tags: Sequence[str] | None = None) -> History:
    """Histories that start from the founding and go on with commands that fit, refused ones among them.

    Args:
        min_size: The fewest commands after the founding.
        max_size: The most commands after the founding.
        tags: Which commands to draw; all when left out.
    """
    engine = new_engine()
    asked = [*founding(), *draw(_settling())]
    for command in asked:
        engine.apply(command)
    for _ in range(draw(st.integers(min_size, max_size))):
        command = draw(commands(engine.view, tags))
        asked.append(command)
        attempt(engine, command)
    return History(tuple(asked), engine)


def engines(*, max_size: int = 20) -> st.SearchStrategy[Engine]:
    """Engines after a history."""
    return histories(max_size=max_size).map(lambda history: history.engine)
