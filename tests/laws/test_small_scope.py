"""The small scope: every world of a stated size, none left out; the engine and the restatement agree about each.

A world has two people (a viewer and somebody else) and whoever is needed to run the place, and one place:
a group, a wall, or an account with a record below it. Everything that may be true of such a world is a word of an
alphabet below; all combinations are built, and everybody is asked about everything.
Most mistakes in rules show in a small world, if one looks at all of them (DESIGN 5).
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, get_args

import pytest

from collabcore import events as e
from collabcore import model, records, visibility
from collabcore._store import Store
from collabcore.model import HOST
from collabcore.testing import restatement
from collabcore.testing.reference import START

Facts: TypeAlias = Mapping[str, Any]
Alphabet: TypeAlias = Mapping[str, tuple[Any, ...]]

KINDS: Final = get_args(model.UserKind)


def told(kind: type[e.Event], **fields: Any) -> e.Event:
    """Return an event of the host's."""
    return kind(by=HOST, at=START, **fields)


def person(user: str, **fields: Any) -> e.Event:
    """Return the arrival of somebody."""
    return told(e.UserAdded, user=model.User(id=user, added_at=START, **fields))


def post(name: str, author: str, to: str, **fields: Any) -> e.Event:
    """Return a post."""
    return told(e.Posted, post=model.Post(id=name, author=author, to=to, text="words", at=START, **fields))


def networks() -> Iterator[e.Event]:
    """Yield a live network of the viewer's profile, one of nobody's, and one of the viewer's that is offline."""
    for name, state, profiles in (
        ("mine", "live", ("standard",)),
        ("theirs", "live", ()),
        ("closed", "offline", ("standard",)),
    ):
        yield told(e.NetworkAdded, network=model.Network(id=name, name=name, profiles=profiles))
        yield told(e.NetworkStateSet, id=name, state=state)


def roles() -> Iterator[e.Event]:
    """Yield three roles, one below the other, and one beside them."""
    for role, parent in (("chief", None), ("west", "chief"), ("desk", "west"), ("other", None)):
        yield told(e.RoleAdded, role=model.Role(id=role, parent=parent))


# A group

GROUPS: Final[Alphabet] = {
    "kind": (*KINDS, "inactive"),
    "permission": (None, "view_all_data", "modify_all_data", "manage_unlisted_groups", "approve_posts"),
    "access": (("public", False), ("private", False), ("unlisted", False), ("private", True), ("unlisted", True)),
    "network": (None, "mine", "theirs", "closed"),
    "member": (False, True),
}


def is_possible(facts: Facts) -> bool:
    """Tell whether such a group can be: no customer is in one that takes none, or in a network's (RULES 1.2)."""
    takes_customers = facts["access"][1] and facts["network"] is None
    return facts["kind"] != "customer" or not facts["member"] or takes_customers


def group_world(facts: Facts) -> Iterator[e.Event]:
    """Yield a group with a post and comment of every status, audience and author, and a viewer."""
    yield from networks()
    yield person("owner", profile="else")
    permissions = () if facts["permission"] is None else (facts["permission"],)
    kind = "internal" if facts["kind"] == "inactive" else facts["kind"]
    yield person("viewer", kind=kind, permissions=permissions)
    access, customers = facts["access"]
    group = model.Group(
        id="place",
        name="Place",
        owner="owner",
        access=access,
        customers=customers,
        network=facts["network"],
        created_at=START,
    )
    yield told(e.GroupCreated, group=group)
    if facts["member"]:
        yield told(e.MemberAdded, group="place", user="viewer")
    yield from posts("place", network=facts["network"])
    if facts["kind"] == "inactive":
        yield told(e.UserDeactivated, id="viewer")


def posts(to: str, **fields: Any) -> Iterator[e.Event]:
    """Yield a post of every status, audience and author somewhere, each with a comment."""
    words = itertools.product(get_args(model.Status), get_args(model.Audience), ("owner", "viewer"))
    for number, (status, audience, author) in enumerate(words):
        name = f"{to}{number}" + str(fields.get("network"))
        yield post(name, author, to, status=status, audience=audience, **fields)
        comment = model.Comment(id=f"c{name}", post=name, author=author, text="words", at=START, status=status)
        yield told(e.Commented, comment=comment)


# A wall

WALLS: Final[Alphabet] = {
    "kind": KINDS,
    "permission": (None, "view_all_data", "modify_all_data", "view_all_users", "manage_users"),
    "default": (("public", "public"), ("public", "private"), ("private", "private")),
    "role": (None, "chief"),
    "shared": (None, "by hand", "by a rule", "with a role above", "with somebody below"),
    "meet": (False, True),
}


def wall_world(facts: Facts) -> Iterator[e.Event]:
    """Yield somebody's wall with posts in every network and for every audience, and a viewer."""
    yield from roles()
    yield from networks()
    inside, outside = facts["default"]
    yield told(e.Configured, changes={"user_visibility": inside, "external_user_visibility": outside})
    yield person("owner", role="west")
    yield person("low", role="desk")
    permissions = () if facts["permission"] is None else (facts["permission"],)
    yield person("viewer", kind=facts["kind"], permissions=permissions, role=facts["role"])
    group = model.Group(id="g", name="G", owner="owner", access="private", customers=True, created_at=START)
    yield told(e.GroupCreated, group=group)
    if facts["meet"]:
        yield told(e.MemberAdded, group="g", user="viewer")
    to = {"by hand": "viewer", "with a role above": "role:chief", "with somebody below": "low"}.get(facts["shared"])
    if to is not None:
        yield told(e.RecordShared, record="owner", to=to, level="read")
    if facts["shared"] == "by a rule":
        rule = model.SharingRule(id="rule", type="user", to="role+:chief", owned_by="role:west")
        yield told(e.SharingRuleAdded, rule=rule)
    for scope, audience in itertools.product((None, "mine", "theirs", "closed"), get_args(model.Audience)):
        yield post(f"p-{scope}-{audience}", "viewer", "owner", audience=audience, network=scope)
    yield post("waits", "viewer", "owner", status="pending")
    yield post("own", "owner", "viewer")


# An account, and what hangs on it

SHARES: Final[Alphabet] = {
    "kind": KINDS,
    "permission": (None,),
    "role": (None, "chief", "west", "desk"),
    "default": (("private", "private"),),
    "owner": ("user", "gone", "queue", "viewer"),
    "given": (
        *(None, "viewer", "low", "gone", "role:west", "role+:west", "queue", "team", "nested"),
        *("rule by owner", "rule by queue", "rule by field"),
    ),
}
DEFAULTS: Final[Alphabet] = {
    "kind": KINDS,
    "permission": (None, "view_all_data", "modify_all_data"),
    "role": (None, "chief"),
    "default": (
        *(("private", "private"), ("read", "private"), ("read", "read")),
        *(("edit", "read"), ("parent", "private"), ("parent", "parent")),
    ),
    "owner": ("user", "gone", "queue", "viewer"),
    "given": (None, "viewer"),
}


def record_world(facts: Facts) -> Iterator[e.Event]:
    """Yield an account of somebody else's with an opportunity below it, shared in one way or none, and a viewer."""
    yield from roles()
    yield from networks()
    inside, outside = facts["default"]
    defaults = {"record_visibility": {"opportunity": inside}, "external_record_visibility": {"opportunity": outside}}
    yield told(e.Configured, changes=defaults)
    yield from (person("boss", role="other"), person("low", role="desk"), person("gone", role="desk"))
    account = {"account": "account"} if facts["kind"] in {"community", "partner"} else {}
    permissions = () if facts["permission"] is None else (facts["permission"],)
    yield person("viewer", kind=facts["kind"], permissions=permissions, role=facts["role"], **account)
    yield told(e.QueueAdded, queue=model.Queue(id="queue", members=("low", "gone"), types=("opportunity",)))
    yield told(e.TeamAdded, team=model.Team(id="team", members=("low", "gone"), include_superiors=True))
    yield told(e.TeamAdded, team=model.Team(id="nested", members=("team", "role:west")))
    yield told(e.RecordAdded, record=record("account", "account", "boss"))
    yield told(e.RecordAdded, record=record("elsewhere", "account", "boss"))
    owner = {"user": "low", "gone": "gone", "queue": "queue", "viewer": "viewer"}[facts["owner"]]
    yield told(e.RecordAdded, record=record("child", "opportunity", owner, parent="account", fields={"Stage": "won"}))
    yield told(e.RecordAdded, record=record("contact", "contact", "boss", parent="account"))
    yield from _given(facts["given"])
    yield told(e.UserDeactivated, id="gone")
    yield from (post("p-all", "boss", "child"), post("p-internal", "boss", "child", audience="internal"))


def _given(given: str | None) -> Iterator[e.Event]:
    rules: Mapping[str | None, Mapping[str, Any]] = {
        "rule by owner": {"owned_by": "role:desk", "to": "role:west"},
        "rule by queue": {"owned_by": "queue", "to": "viewer"},
        "rule by field": {"where": (model.Criterion("Stage", "equals", "won"),), "to": "viewer", "level": "edit"},
    }
    if given in rules:
        yield told(e.SharingRuleAdded, rule=model.SharingRule(id="rule", type="opportunity", **rules[given]))
    elif given is not None:
        yield told(e.RecordShared, record="child", to=given, level="edit")


def record(name: str, kind: str, owner: str, **fields: Any) -> model.Record:
    """Return a record."""
    return model.Record(id=name, type=kind, owner=owner, created_at=START, updated_at=START, **fields)


# All of them

SCOPES: Final[Mapping[str, tuple[Alphabet, Callable[[Facts], Iterable[e.Event]]]]] = {
    "groups": (GROUPS, group_world),
    "walls": (WALLS, wall_world),
    "shares": (SHARES, record_world),
    "defaults": (DEFAULTS, record_world),
}
WORLDS: Final = {"groups": 1310, "walls": 1800, "shares": 1152, "defaults": 1728}


def worlds(alphabet: Alphabet) -> Iterator[Facts]:
    """Yield every combination of the words of an alphabet that can be."""
    for words in itertools.product(*alphabet.values()):
        facts = dict(zip(alphabet, words, strict=True))
        if "access" not in facts or is_possible(facts):
            yield facts


def disagreements(world: Store) -> list[str]:
    """Return where the engine's rules and the restatement differ in a world, a line each."""
    found = []
    items = [*world.users, *world.groups, *world.records, *world.posts, *world.comments]
    seen = {user: visibility.visible_posts(world, user) for user in world.users}
    for item in items:
        mine = visibility.audience(world, item)
        for user in world.users:
            answers = [visibility.can_see(world, user, item), user in mine]
            if item in world.posts:
                answers.append(item in seen[user])
            right = restatement.may_see(world, user, item)
            if set(answers) != {right}:
                found.append(f"{user} sees {item}: {answers}, restated {right}")
    for name, thing in world.records.items():
        for user in world.users:
            level, restated = records.access(world, user, thing), restatement.record_level(world, user, name)
            if level != restated:
                found.append(f"{user}'s access to {name}: {level!r}, restated {restated!r}")
    return found


@pytest.mark.parametrize("scope", SCOPES)
def test_all_worlds_of_a_small_scope(scope: str) -> None:
    """The engine's rules and the restatement agree in every world of the scope."""
    alphabet, build = SCOPES[scope]
    count = 0
    for facts in worlds(alphabet):
        found = disagreements(Store(build(facts)))
        assert not found, (dict(facts), found)
        count += 1
    sys.stdout.write(f"{scope}: {count} worlds, no disagreement\n")
    assert count == WORLDS[scope]
