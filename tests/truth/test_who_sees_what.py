"""RULES 1.2 as a table: every place, each kind of viewer, and the settings, typed from the page into a CSV file.

One world holds all places and viewers. Each row is one item under one setting of who may see people (inside/outside;
`any`: under all three), each column a viewer. It is checked three ways, against the engine's rules over the indexed
store, over the naive twin, and against the restatement.

The viewers: `ana` wrote everything and is in no group; `std` is anybody inside; `mem` is in every group outside the
networks; `bossa` stands above ana and mem, `bosso` above olga, who owns the records and the wall; `vad`, `mad`,
`unl`, `mod`, `app` and `vau` hold one permission each; `freeo` and `freei` are free users, out of and in the groups;
`custo` and `custi` customers likewise; `gal` and `gil` are insiders in the live network, gil in its groups too;
`como`, `com` and `comi` come from the community: outside the network, in it, and in its groups too; `par` is a
partner of the account; `gone` could do anything, and is deactivated.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from collabcore import events as e
from collabcore import model, visibility
from collabcore._store import Store
from collabcore.model import HOST
from collabcore.testing import restatement
from collabcore.testing.reference import START, Reference
from collabcore.view import View

TABLE: Final = list(csv.DictReader((Path(__file__).parent / "who_sees_what.csv").read_text("utf-8").splitlines()))
ROWS: Final = 102
VIEWERS: Final = tuple(TABLE[0])[3:]
SETTINGS: Final = ("public/private", "public/public", "private/private")
OWN: Final = ("own", "own-net", "own-internal")
Row: TypeAlias = dict[str, str]


def told(kind: type[e.Event], **fields: Any) -> e.Event:
    """Return an event of the host's."""
    return kind(by=HOST, at=START, **fields)


def people() -> Iterator[e.Event]:
    """Yield roles, and every viewer, and those around them."""
    for role, parent in (("vp-a", None), ("rep-a", "vp-a"), ("vp-o", None), ("rep-o", "vp-o")):
        yield told(e.RoleAdded, role=model.Role(id=role, parent=parent))
    who: dict[str, dict[str, Any]] = {
        "ana": {"role": "rep-a"},
        "std": {},
        "mem": {"role": "rep-a"},
        "bossa": {"role": "vp-a"},
        "bosso": {"role": "vp-o"},
        "vad": {"permissions": ("view_all_data",)},
        "mad": {"permissions": ("modify_all_data",)},
        "unl": {"permissions": ("manage_unlisted_groups",)},
        "mod": {"permissions": ("moderate",)},
        "app": {"permissions": ("approve_posts",)},
        "vau": {"permissions": ("view_all_users",)},
        "freeo": {"kind": "free"},
        "freei": {"kind": "free"},
        "custo": {"kind": "customer"},
        "custi": {"kind": "customer"},
        "gal": {"profile": "guild"},
        "gil": {"profile": "guild"},
        "como": {"kind": "community", "account": "acct", "profile": "elsewhere"},
        "com": {"kind": "community", "account": "acct", "profile": "guild"},
        "comi": {"kind": "community", "account": "acct", "profile": "guild"},
        "par": {"kind": "partner", "account": "acct", "profile": "guild"},
        "gone": {"role": "vp-o", "permissions": ("modify_all_data", "manage_unlisted_groups"), "profile": "guild"},
        "olga": {"role": "rep-o"},
        "gus": {},
    }
    for user, fields in who.items():
        yield told(e.UserAdded, user=model.User(id=user, added_at=START, **fields))
    for name, state in (("guild", "live"), ("offline", "offline")):
        yield told(e.NetworkAdded, network=model.Network(id=f"n-{name}", name=name, profiles=("guild",)))
        yield told(e.NetworkStateSet, id=f"n-{name}", state=state)


GROUPS: Final[dict[str, dict[str, Any]]] = {
    "public-group": {},
    "private-group": {"access": "private"},
    "unlisted-group": {"access": "unlisted"},
    "guests-private": {"access": "private", "customers": True},
    "guests-unlisted": {"access": "unlisted", "customers": True},
    "broadcast-group": {"broadcast": True},
    "archived-public": {},
    "archived-private": {"access": "private"},
    "net-public": {"network": "n-guild"},
    "net-private": {"network": "n-guild", "access": "private"},
    "net-unlisted": {"network": "n-guild", "access": "unlisted"},
    "offline-public": {"network": "n-offline"},
}


def groups() -> Iterator[e.Event]:
    """Yield groups of every kind and who is in them; olga meets people in one of them only."""
    for name, fields in GROUPS.items():
        group = model.Group(id=name, name=name, owner="gus", created_at=START, **fields)
        yield told(e.GroupCreated, group=group)
        inside = {"n-guild": ("gil", "comi", "gone"), "n-offline": ("comi",)}.get(
            group.network or "", ("mem", "freei", "gone")
        )
        for user in (*inside, *(("custi",) if group.customers else ())):
            yield told(e.MemberAdded, group=name, user=user)
        if name.startswith("archived"):
            yield told(e.GroupArchived, id=name)
    yield told(e.MemberAdded, group="guests-private", user="olga")


RECORDS: Final = {
    "acct": ("account", None),
    "big": ("account", None),
    "deal": ("opportunity", None),
    "shared": ("opportunity", None),
    "open": ("case", None),
    "wide": ("lead", None),
    "kin": ("contact", "acct"),
    "part": ("asset", "acct"),
    "below-big": ("opportunity", "big"),
}


def records() -> Iterator[e.Event]:
    """Yield the records, all of them olga's, and what was shared of them."""
    inside = {"case": "read", "lead": "read", "asset": "parent"}
    changes = {"record_visibility": inside, "external_record_visibility": {"lead": "read"}}
    yield told(e.Configured, changes=changes)
    yield told(e.Configured, changes={"hidden_fields": {"guild": {"case": ["Stage"]}}})
    for name, (kind, parent) in RECORDS.items():
        record = model.Record(id=name, type=kind, owner="olga", parent=parent, created_at=START, updated_at=START)
        yield told(e.RecordAdded, record=record)
    for user in ("mem", "freei", "custi", "como", "comi", "gone"):
        yield told(e.RecordShared, record="shared", to=user, level="read")
    yield told(e.RecordShared, record="below-big", to="mem", level="read")


def post(name: str, to: str, author: str = "ana", **fields: Any) -> e.Event:
    """Return a post."""
    return told(e.Posted, post=model.Post(id=name, author=author, to=to, text="words", at=START, **fields))


def posts() -> Iterator[e.Event]:
    """Yield what was said: in every place for all and for insiders, and in some held back."""
    for place in ("olga", *GROUPS, *RECORDS):
        network = GROUPS[place].get("network") if place in GROUPS else None
        yield post(f"on-{place}", place, network=network)
        yield post(f"internal-{place}", place, audience="internal", network=network)
    for place in ("olga", "public-group", "private-group", "unlisted-group", "shared"):
        yield post(f"pending-{place}", place, status="pending")
        yield post(f"isolated-{place}", place, status="isolated")
    yield post("others-public-group", "public-group", "std", status="pending")
    yield post("theirs-net-public", "net-public", "comi", status="pending", network="n-guild")
    yield post("net-olga", "olga", network="n-guild")
    yield post("offline-olga", "olga", network="n-offline")
    yield post("changed-open", "open", changes=(model.Change("Stage", "new", "won"),))
    yield post("changed-two-open", "open", changes=(model.Change("Stage", "new", "won"), model.Change("City")))
    for user in VIEWERS:
        yield post(f"own-of-{user}", user, user)
        yield post(f"own-net-of-{user}", user, user, network="n-guild")
        yield post(f"own-internal-of-{user}", user, user, audience="internal")


@cache
def world(users: str, kind: Callable[..., View]) -> View:
    """Return the one world under a setting, indexed or naive."""
    inside, outside = users.split("/")
    setting = {"user_visibility": inside, "external_user_visibility": outside}
    events = [*people(), *groups(), *records(), told(e.Configured, changes=setting), *posts()]
    return kind([*events, told(e.UserDeactivated, id="gone")])


@cache
def seen(users: str, kind: Callable[..., View], rules: Any, viewer: str) -> frozenset[str]:
    """Return the posts a viewer sees."""
    return frozenset(rules.visible_posts(world(users, kind), viewer))


@cache
def audience(users: str, kind: Callable[..., View], rules: Any, item: str) -> frozenset[str]:
    """Return who sees an item."""
    return frozenset(rules.audience(world(users, kind), item))


def cases() -> Iterator[Any]:
    """Yield every row with each of its settings."""
    for number, row in enumerate(TABLE, 1):
        for users in SETTINGS if row["users"] == "any" else (row["users"],):
            yield pytest.param(row, users, id=f"{number}: {row['item']}, {users}")


@pytest.mark.parametrize(("row", "users"), list(cases()))
@pytest.mark.parametrize(
    ("kind", "rules"),
    [(Store, visibility), (Store, restatement), (Reference, restatement)],
    ids=["engine", "restatement", "twin"],
)
def test_who_sees_what(row: Row, users: str, kind: Callable[..., View], rules: Any) -> None:
    """Whoever the table says, and nobody else."""
    view, see = world(users, kind), rules.may_see if rules is restatement else rules.can_see
    found = {}
    for viewer in VIEWERS:
        item = f"{row['item']}-of-{viewer}" if row["item"] in OWN else row["item"]
        found[viewer] = {see(view, viewer, item), viewer in audience(users, kind, rules, item)}
        if item in view.posts:
            found[viewer].add(item in seen(users, kind, rules, viewer))
    wanted = {viewer: {row[viewer] == "Y"} for viewer in VIEWERS}
    assert {v: found[v] for v in VIEWERS if found[v] != wanted[v]} == {}, "answered, where the table says otherwise"


def test_the_table_is_whole() -> None:
    """No row is missing, none stands twice, and every mark is a mark."""
    assert len(TABLE) == ROWS
    assert len({(row["item"], row["users"]) for row in TABLE}) == ROWS
    assert {row[viewer] for row, viewer in itertools.product(TABLE, VIEWERS)} == {"Y", "."}
    assert {row["users"] for row in TABLE} == {*SETTINGS, "any"}
    items = {row["item"] for row in TABLE}
    assert {*GROUPS, *(name for name in RECORDS if name != "below-big")} <= items


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_viewer_is_told_apart(viewer: str) -> None:
    """No two columns are the same: each kind of viewer differs from each other somewhere."""
    column = [row[viewer] for row in TABLE]
    assert [other for other in VIEWERS if [row[other] for row in TABLE] == column] == [viewer]
