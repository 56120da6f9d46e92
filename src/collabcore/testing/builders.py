"""How the fields of every command are drawn: they name what is there in a world, and now and then what is not."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, get_args

import attrs
from hypothesis import strategies as st

from collabcore import model
from collabcore.model import HOST
from collabcore.view import View

__all__ = [
    "ADMINISTRATION",
    "BUILDERS",
    "FIELDS",
    "NOBODY",
    "PROFILES",
    "TALK",
    "TYPES",
    "Draw",
    "Pool",
    "permissions",
    "values",
]

NOBODY: Final = "nobody"
"""An id that nothing ever has."""

FIELDS: Final = ("Stage", "City", "Email")
TYPES: Final = ("lead", "opportunity", "contact")
PROFILES: Final = ("standard", "guild")
Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]


# Values


def permissions() -> st.SearchStrategy[model.Permission]:
    """Permissions there are."""
    return st.sampled_from(get_args(model.Permission))


def values() -> st.SearchStrategy[object]:
    """Values of fields: filled and blank, of several types."""
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
        fitting = [HOST] if tag in ADMINISTRATION else self._fitting(fields)
        return self.draw(st.sampled_from([*fitting * 4, *self.view.users, HOST, NOBODY]))  # type: ignore[no-any-return]

    def _fitting(self, fields: Mapping[str, object]) -> list[str]:
        """Return who owns or wrote what a command names."""
        things = [self.view.thing(str(thing)) for thing in fields.values()]
        owners = (getattr(thing, "owner", None) or getattr(thing, "author", None) for thing in things)
        invited = self.view.invitations(str(fields.get("group"))) if "group" in fields else ()
        return [owner for owner in (*owners, *invited) if owner in self.view.users]

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
        return self.draw(st.lists(st.sampled_from(sight) | permissions(), min_size=1, max_size=2))  # type: ignore[no-any-return]


def _configure(pool: Pool) -> Mapping[str, object]:
    settings: dict[str, st.SearchStrategy[Any]] = {
        "user_visibility": st.sampled_from(["public", "private"]),
        "external_user_visibility": st.sampled_from(["public", "private"]),
        "record_visibility": _defaults(["private", "read", "edit", "parent"]),
        "external_record_visibility": _defaults(["private", "read", "parent"]),
        "hidden_fields": st.dictionaries(
            st.sampled_from(PROFILES), st.just({"opportunity": ["Stage"], "lead": ["City"]}), max_size=2
        ),
        "customers_in_groups": st.booleans(),
        "group_archiving": st.booleans(),
        "archive_after_days": st.sampled_from([1, 90]),
        "tracked_fields": st.just({"opportunity": ["Stage", "owner"]}),
        "news_includes_mentions": st.booleans(),
        "public_post_requires_membership": st.booleans(),
        "follow_limit": st.sampled_from([1, 500]),
        "group_limit": st.sampled_from([2, 300]),
        "unlisted_groups": st.booleans(),
    }
    name = pool.draw(st.sampled_from(sorted(settings)))
    return {name: pool.draw(settings[name])}


def _defaults(levels: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(TYPES), st.sampled_from(levels), max_size=3)


def _add_user(pool: Pool) -> Mapping[str, object]:
    """Draw a person whose kind, role and account go together."""
    kind = pool.draw(st.sampled_from(["internal", "internal", "free", "customer", "community", "integration"]))
    fitting: dict[str, object] = {"role": pool.role()} if kind in ("internal", "community") else {}
    fitting |= {"account": pool.one(_accounts(pool))} if kind == "community" else {}
    manager = pool.draw(st.none() | st.just(pool.person()))
    profile = pool.draw(st.sampled_from(PROFILES))
    return {"id": pool.new_id("u"), "kind": kind, "profile": profile, "manager": manager, **fitting}


def _accounts(pool: Pool) -> list[str]:
    return [record.id for record in pool.view.records.values() if record.type == "account"]


def _update_user(pool: Pool) -> Mapping[str, object]:
    changes: dict[str, Callable[[], object]] = {
        "role": pool.role,
        "name": lambda: "Renamed",
        "permissions": pool.permissions,
        "kind": lambda: pool.draw(st.sampled_from(["internal", "free", "customer", "integration"])),
        "profile": lambda: pool.draw(st.sampled_from(PROFILES)),
        "manager": lambda: pool.draw(st.sampled_from([None, *pool.view.users])),
    }
    name = pool.draw(st.sampled_from(sorted(changes)))
    return {"id": pool.person(), name: changes[name]()}


def _update_group(pool: Pool) -> Mapping[str, object]:
    if pool.draw(st.booleans()):
        return {"id": pool.group(), "access": pool.of(model.Access)}
    if pool.draw(st.booleans()):
        return {"id": pool.group(), pool.draw(st.sampled_from(["customers", "broadcast"])): pool.draw(st.booleans())}
    return {"id": pool.group(), "name": pool.draw(st.sampled_from(["Campaign", "Board", "News"]))}


def _fields(pool: Pool) -> dict[str, object]:
    return pool.draw(st.dictionaries(st.sampled_from(FIELDS), values(), max_size=3))  # type: ignore[no-any-return]


def _target(pool: Pool) -> str:
    targets = [f"{kind}:{role}" for kind in ("role", "role+") for role in pool.view.roles]
    return pool.one((*pool.view.users, *targets, *pool.view.teams, *pool.view.queues))


def _members(pool: Pool) -> list[str]:
    """Draw one or two members of a team or queue."""
    roles = [f"{kind}:{role}" for kind in ("role", "role+") for role in pool.view.roles]
    some = st.sampled_from([*pool.view.users, *roles, *pool.view.teams])
    return pool.draw(st.lists(some, min_size=1, max_size=2, unique=True))  # type: ignore[no-any-return]


def _update_team(pool: Pool) -> Mapping[str, object]:
    if pool.draw(st.booleans()):
        return {"id": pool.one(pool.view.teams), "include_superiors": pool.draw(st.booleans())}
    return {"id": pool.one(pool.view.teams), "members": _members(pool)}


def _sharing_rule(pool: Pool) -> Mapping[str, object]:
    """Draw a rule by owner or by criteria, or one that shares people."""
    rule = {"id": pool.new_id("s"), "to": _target(pool), "level": "read"}
    kind = pool.draw(st.sampled_from([*TYPES, "user"]))
    if kind == "user" or pool.draw(st.booleans()):
        return {**rule, "type": kind, "owned_by": _target(pool)}
    where = [["Stage", pool.draw(st.sampled_from(["equals", "not_equals"])), "a"]]
    return {**rule, "type": kind, "where": where, "level": pool.draw(st.sampled_from(["read", "edit"]))}


def _create_group(pool: Pool) -> Mapping[str, object]:
    access = pool.of(model.Access)
    flags = {"customers": access != "public" and pool.draw(st.booleans()), "broadcast": pool.draw(st.booleans())}
    extra: dict[str, object] = pool.draw(st.sampled_from([{}, {}, {"everyone": True, "access": "public"}]))
    if pool.draw(st.booleans()):
        extra = {"network": pool.one(pool.view.networks)}
    name = pool.draw(st.sampled_from(["Campaign", "Board", "Press", " "]))
    return {"id": pool.new_id("g"), "name": name, "access": access, **flags, **extra}


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
    "add_user": _add_user,
    "update_user": _update_user,
    "deactivate_users": lambda p: {"ids": [p.person() for _ in range(p.draw(st.integers(1, 2)))]},
    "activate_user": lambda p: {"id": p.person()},
    "add_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "remove_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "create_group": _create_group,
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
    "post": lambda p: {
        "id": p.new_id("p"),
        "to": _place(p),
        "text": p.text(),
        "audience": p.draw(st.sampled_from(["default", "default", "all", "internal"])),
        "network": p.draw(st.sampled_from([None, None, None, *p.view.networks])),
    },
    "comment": lambda p: {"id": p.new_id("c"), "post": p.one(p.view.posts), "text": p.text()},
    "delete": lambda p: {"id": p.item()},
    "like": lambda p: {"item": p.item()},
    "unlike": lambda p: {"item": p.item()},
    "review": lambda p: {"item": p.item(), "status": p.of(model.Status)},
    "add_record": lambda p: {
        "id": p.new_id("x"),
        "type": p.draw(st.sampled_from(TYPES)),
        "owner": p.one([*p.view.users, *p.view.queues]),
        "parent": p.draw(st.sampled_from([None, *_accounts(p)])),
        "fields": _fields(p),
    },
    "update_record": lambda p: {"id": p.record(), "fields": _fields(p), "item": p.new_id("p")},
    "transfer": lambda p: {
        "record": p.record(),
        "owner": p.one([*p.view.users, *p.view.queues]),
        "item": p.new_id("p"),
    },
    "share_record": lambda p: {
        "record": p.one([*p.view.records, *p.view.records, *p.view.users]),
        "to": _target(p),
        "level": p.draw(st.sampled_from(["read", "edit"])),
    },
    "unshare_record": lambda p: {"record": p.one([*p.view.records, *p.view.users]), "to": _target(p)},
    "delete_record": lambda p: {"id": p.record()},
    "add_sharing_rule": _sharing_rule,
    "remove_sharing_rule": lambda p: {"id": p.one(p.view.sharing)},
    "add_team": lambda p: {
        "id": p.new_id("t"),
        "members": _members(p),
        "include_superiors": p.draw(st.booleans()),
    },
    "update_team": _update_team,
    "add_queue": lambda p: {"id": p.new_id("q"), "members": _members(p), "types": ["lead"]},
    "update_queue": lambda p: {"id": p.one(p.view.queues), "members": _members(p)},
    "add_network": lambda p: {"id": p.new_id("n"), "name": "Net", "profiles": [p.draw(st.sampled_from(PROFILES))]},
    "update_network": lambda p: {
        "id": p.one(p.view.networks),
        "profiles": p.draw(st.lists(st.sampled_from(PROFILES), unique=True)),
    },
    "publish_network": lambda p: {"id": p.one(p.view.networks)},
    "take_network_offline": lambda p: {"id": p.one(p.view.networks)},
    "delete_group": lambda p: {"id": p.group()},
    "invite": lambda p: {"group": p.group(), "user": p.person()},
    "accept_invitation": lambda p: {"group": p.group()},
    "archive_group": lambda p: {"group": p.group()},
    "unarchive_group": lambda p: {"group": p.group()},
    "archive_idle_groups": lambda p: {},
    "attach_record": lambda p: {"group": p.group(), "record": p.record()},
    "announce": lambda p: {
        "id": p.new_id("p"),
        "group": p.group(),
        "text": p.text(),
        "until": p.view.now + dt.timedelta(days=1),
    },
    "set_audience": lambda p: {"post": p.one(p.view.posts), "audience": p.of(model.Audience)},
    "pin": lambda p: {"post": p.one(p.view.posts)},
    "unpin": lambda p: {"post": p.one(p.view.posts)},
    "set_completeness": _completeness,
    "add_points_rule": _points_rule,
    "retire_points_rule": lambda p: {"id": p.one(p.view.rules)},
}
"""How to draw the fields of every command; a test makes sure that no command is missing."""

ADMINISTRATION: Final = frozenset(
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
        "add_team",
        "update_team",
        "add_queue",
        "update_queue",
        "add_network",
        "update_network",
        "publish_network",
        "take_network_offline",
        "add_sharing_rule",
        "remove_sharing_rule",
        "archive_idle_groups",
    ]
)
TALK: Final = ("post", "comment", "comment", "review", "follow", "share_record", "update_record", "join_group")


def _member_roles() -> st.SearchStrategy[str]:
    return st.sampled_from(["member", "manager"])
