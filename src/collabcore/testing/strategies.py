"""Hypothesis strategies for workplaces: values, commands that fit a world, and whole histories.

Plural names, recipes without distribution knobs; sizes are keyword-only.
Worlds are small and dense on purpose: a few people in three roles, a group of each access, records with and
without shares, and a post in every place, so that most commands meet something and most rules are near.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, get_args

import attrs
from hypothesis import strategies as st

from collabcore import commands as c
from collabcore import model
from collabcore.engine import Engine
from collabcore.errors import CollabError
from collabcore.model import HOST
from collabcore.testing.builders import (
    ADMINISTRATION,
    BUILDERS,
    FIELDS,
    PROFILES,
    TALK,
    TYPES,
    Draw,
    Pool,
    permissions,
    values,
)
from collabcore.view import View

__all__ = [
    "A_LONG_TIME",
    "START",
    "History",
    "commands",
    "engines",
    "founded_engine",
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

A_LONG_TIME: Final = dt.timedelta(days=46)
"""What passes now and then between two commands: enough for old changes to leave the feeds."""

_NAMES: Final = ("aniyah", "jose", "sofia", "luc")
_OTHERS: Final = ("fay", "cleo", "coco")
_ROLES: Final = ("chief", "west", "desk")


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
        kind=st.sampled_from(get_args(model.UserKind)),
        role=st.none() | ids(),
        profile=st.sampled_from(PROFILES),
        permissions=st.lists(permissions(), max_size=2, unique=True).map(tuple),
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
        broadcast=st.booleans(),
        archived=st.booleans(),
        network=st.none() | ids(),
        created_at=times(),
    )


def records() -> st.SearchStrategy[model.Record]:
    """Records with a few fields, filled or not."""
    return st.builds(
        model.Record,
        id=ids(),
        type=st.sampled_from(TYPES),
        owner=ids(),
        parent=st.none() | ids(),
        fields=st.dictionaries(st.sampled_from(FIELDS), values(), max_size=3),
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
        audience=st.sampled_from(get_args(model.Audience)),
    )


# Commands


@st.composite
def commands(draw: Draw, view: View, tags: Sequence[str] | None = None) -> c.Command:
    """Commands that fit a world: they name what is there, and now and then what is not.

    Some are refused; that is what makes the interesting histories.

    Args:
        view: The world the command will meet.
        tags: Which commands to draw; all of them, talk more often, when left out.
    """
    tag = draw(st.sampled_from([*BUILDERS, *TALK] if tags is None else list(tags)))
    pool = Pool(draw, view)
    fields = BUILDERS[tag](pool)
    return c.COMMANDS[tag](by=pool.actor(fields, administers=tag in ADMINISTRATION), **fields)  # type: ignore[arg-type]


# Histories


class _Ids:
    """Ids by counting: `made0`, `made1`, …."""

    def __init__(self, made: int = 0) -> None:
        self.made = made

    def __call__(self) -> str:
        self.made += 1
        return f"made{self.made - 1}"


def _soon(engine: Engine) -> dt.datetime:
    return max(START, engine.view.now + dt.timedelta(seconds=1))


def new_engine() -> Engine:
    """Return an empty engine that always comes out the same: ids counted, the clock a second past the last event.

    Cost: O(1).
    """
    return _new_engine(_Ids())


def _new_engine(ids: _Ids) -> Engine:
    engine: Engine = Engine(clock=lambda: _soon(engine), make_id=ids)
    return engine


def founded_engine() -> Engine:
    """Return a copy of the organisation every history begins with, as asking `founding` of a new engine makes it.

    Cost: O(facts), without asking anything again.
    """
    founded, made = _founded()
    engine: Engine = founded.fork(clock=lambda: _soon(engine), make_id=_Ids(made))
    return engine


@cache
def _founded() -> tuple[Engine, int]:
    ids = _Ids()
    engine = _new_engine(ids)
    for command in founding():
        engine.apply(command)
    return engine, ids.made


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
    yield c.AddRecord(by="aniyah", id="a_account", type="account")
    for kind, owner in zip(TYPES, ("sofia", "jose", "luc"), strict=True):
        parent = None if kind == "lead" else "a_account"
        yield c.AddRecord(by=HOST, id=f"a_{kind}", type=kind, owner=owner, parent=parent)
        yield c.Post(by=owner, id=f"on_{kind}", to=f"a_{kind}", text="words", audience="all")
    yield from _outside()
    for name in (*_NAMES, *_OTHERS[:1]):
        yield c.Post(by=name, id=f"of_{name}", text="words")
    yield c.Configure(by=HOST, tracked_fields={"opportunity": ("Stage", "owner")})
    yield c.Comment(by="aniyah", id="below_jose", post="of_jose", text="words for @[sofia]")
    yield c.Comment(by="jose", id="below_private", post="in_private", text="words")
    yield c.Post(by="aniyah", id="a_poll", to="g_public", text="words", poll=("tea", "coffee"))
    yield c.Post(by="jose", id="asked", to="g_private", question="What now?")
    yield c.Comment(by="jose", id="answer", post="asked", text="words")
    yield c.Comment(by="jose", id="reply", post="asked", text="words", reply_to="answer")
    yield c.Share(by="aniyah", id="a_share", post="of_jose")
    yield c.ShareRecord(by="aniyah", record="aniyah", to="luc")
    yield c.Comment(by="jose", id="below_hidden", post="of_jose", text="words")
    yield c.Review(by=HOST, item="below_hidden", status="isolated")
    yield c.Comment(by="jose", id="below_waiting", post="of_jose", text="words")
    yield c.Review(by=HOST, item="below_waiting", status="pending")
    yield c.UpdateRecord(by="jose", id="a_opportunity", fields={"Stage": "a"}, item="moved")
    yield c.PostIdea(by="jose", id="i_hours", title="Longer days")
    yield c.AddBadge(by=HOST, id="b_kind", name="Kind")
    yield c.Thank(by="sofia", id="h_jose", users=("jose",), badge="b_kind", text="for the words", points=10)
    yield c.AddReward(by=HOST, id="w_mug", name="A mug", cost=5, stock=2)
    yield c.Redeem(by="jose", id="d_mug", reward="w_mug")


def _outside() -> Iterator[c.Command]:
    """Yield the other kinds of people, and the places where they meet; and the sets things are shared with."""
    yield c.AddNetwork(by=HOST, id="n_guild", name="The guild", profiles=PROFILES[1:])
    yield c.PublishNetwork(by=HOST, id="n_guild")
    yield c.UpdateUser(by=HOST, id="luc", profile=PROFILES[1])
    yield c.AddUser(by=HOST, id="fay", name="Fay", kind="free")
    yield c.AddUser(by=HOST, id="cleo", name="Cleo", kind="customer")
    yield c.AddUser(by=HOST, id="coco", name="Coco", kind="community", account="a_account", profile=PROFILES[1])
    yield c.CreateGroup(by="jose", id="g_customers", name="The customers", access="private", customers=True)
    yield c.AddMember(by="jose", group="g_customers", user="cleo")
    yield c.Post(by="jose", id="in_customers", to="g_customers", text="words", audience="all")
    yield c.CreateGroup(by="luc", id="g_guild", name="The guild", network="n_guild")
    yield c.Post(by="luc", id="in_guild", to="g_guild", text="words", audience="all")
    yield c.Post(by="luc", id="inside_guild", to="g_guild", text="words", audience="internal")
    yield c.Post(by="luc", id="for_guild", to="jose", text="words", audience="all", network="n_guild")
    yield from _partners()
    yield c.AddTeam(by=HOST, id="t_desk", members=("luc", "role:desk"))
    yield c.AddFile(by="jose", id="f_home", title="Plan", media_type="text/plain", size=7, on="g_customers")
    yield c.AddFile(by="sofia", id="f_own", title="Budget", media_type="text/plain", size=7)
    yield c.ShareFile(by="sofia", id="f_own", to="jose")
    yield c.Post(by="jose", id="with_file", to="g_customers", text="words", audience="all", files=("f_own",))
    yield c.AddQueue(by=HOST, id="q_leads", members=("sofia",), types=("lead",))
    yield c.AddRecord(by=HOST, id="waiting", type="lead", owner="q_leads")
    yield c.AddRotation(by=HOST, id="turns", targets=("sofia", "pia", "q_leads"), weights=(1, 2, 1))
    yield c.AddRecord(by=HOST, id="a_case", type="case", owner="jose", parent="a_account")
    yield c.AddSharingRule(by=HOST, id="s_west", type="opportunity", to="t_desk", owned_by="role:west")


def _partners() -> Iterator[c.Command]:
    """Yield a partner with two people and another with one, what they own, and what is said on it."""
    yield c.EnablePartnerManagement(by=HOST)
    for account, owner, people in (("a_partner", "jose", ("pia", "pim")), ("a_rival", "sofia", ("rik",))):
        yield c.AddRecord(by=HOST, id=account, type="account", owner=owner)
        yield c.EnablePartnerAccount(by=HOST, account=account)
        for user in people:
            yield c.AddRecord(by=HOST, id=f"c_{user}", type="contact", owner=owner, parent=account)
            yield c.EnablePartnerUser(
                by=HOST,
                contact=f"c_{user}",
                id=user,
                name=user.title(),
                profile=PROFILES[1],
                level="manager" if user == "pia" else "user",
                super_user=user == "pim",
            )
            yield c.RecordLogin(by=HOST, user=user)
            yield c.AddRecord(by=user, id=f"l_{user}", type="lead")
            yield c.Post(by=user, id=f"on_l_{user}", to=f"l_{user}", text="words")


_OPENINGS: Final = (
    *(("private", "private"), ("read", "private"), ("read", "read")),
    *(("edit", "read"), ("parent", "private"), ("parent", "parent")),
)
"""What the organisation may open of a type of record: inside, and (never more) outside."""


@st.composite
def _settling(draw: Draw) -> list[c.Command]:
    """Draw how an organisation is set up, of the ways that matter most to sight."""
    inside, outside = draw(st.sampled_from([("private", "private"), ("public", "private"), ("public", "public")]))
    openings = {kind: draw(st.sampled_from(_OPENINGS)) for kind in TYPES[:2]}
    hidden = draw(st.sampled_from([{}, {PROFILES[0]: {"opportunity": ["Stage"]}}]))
    return [
        c.Configure(by=HOST, user_visibility=inside, external_user_visibility=outside),
        c.Configure(
            by=HOST,
            record_visibility={kind: opening[0] for kind, opening in openings.items()},
            external_record_visibility={kind: opening[1] for kind, opening in openings.items()},
        ),
        c.Configure(by=HOST, news_includes_mentions=draw(st.booleans()), hidden_fields=hidden),
        c.AddPermissions(by=HOST, user="luc", permissions=draw(st.lists(permissions(), max_size=1))),
        c.AddPermissions(by=HOST, user="cleo", permissions=draw(st.sampled_from([(), ("view_all_data",)]))),
    ]


@attrs.frozen
class History:
    """What was asked of an engine, command by command, and the engine after it."""

    commands: tuple[c.Command, ...]
    engine: Engine = attrs.field(repr=False, eq=False)

    def __repr__(self) -> str:
        """Return what was asked after the founding, a command a line: the rest is the same in every history."""
        founded = tuple(founding())
        known = self.commands[: len(founded)] == founded
        lines = ["*founding()", *self.commands[len(founded) :]] if known else self.commands
        return "\n".join(("History((", *(f"    {line}," for line in lines), f"), {self.engine})"))

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:  # noqa: FBT001 - the protocol of Hypothesis
        printer.text(repr(self))

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
    engine = founded_engine()
    settling = draw(_settling())
    for command in settling:
        engine.apply(command)
    asked = [*founding(), *settling]
    for _ in range(draw(st.integers(min_size, max_size))):
        command = draw(commands(engine.view, tags))
        if draw(st.sampled_from([False] * 9 + [True])):
            command = attrs.evolve(command, at=engine.now() + A_LONG_TIME)
        asked.append(command)
        attempt(engine, command)
    return History(tuple(asked), engine)


def engines(*, max_size: int = 20) -> st.SearchStrategy[Engine]:
    """Engines after a history."""
    return histories(max_size=max_size).map(lambda history: history.engine)
