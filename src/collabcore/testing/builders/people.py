"""How the commands about people are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from collabcore.testing.builders.pool import PROFILES, TYPES, Builder, Pool

__all__ = ["ADMINISTRATION", "BUILDERS"]


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
        "since_follow": st.booleans(),
        "public_post_requires_membership": st.booleans(),
        "follow_limit": st.sampled_from([1, 500]),
        "group_limit": st.sampled_from([2, 300]),
        "unlisted_groups": st.booleans(),
        "default_group_frequency": st.sampled_from(["every_post", "never"]),
        "email": st.booleans(),
        "digest_frequency": st.sampled_from(["daily", "never"]),
        "zone": st.sampled_from(["UTC", "Pacific/Auckland"]),
        "idea_half_life_days": st.sampled_from([1, 30]),
        "thanks_budget": st.sampled_from([5, 20]),
    }
    name = pool.draw(st.sampled_from(sorted(settings)))
    return {name: pool.draw(settings[name])}


def _defaults(levels: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(TYPES), st.sampled_from(levels), max_size=3)


def _add_user(pool: Pool) -> Mapping[str, object]:
    """Draw a person whose kind, role and account go together."""
    kind = pool.draw(st.sampled_from(["internal", "internal", "free", "customer", "community", "integration"]))
    fitting: dict[str, object] = {"role": pool.role()} if kind in ("internal", "community") else {}
    fitting |= {"account": pool.one(pool.accounts())} if kind == "community" else {}
    manager = pool.draw(st.none() | st.just(pool.person()))
    profile = pool.draw(st.sampled_from(PROFILES))
    return {"id": pool.new_id("u"), "kind": kind, "profile": profile, "manager": manager, **fitting}


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


def _update_team(pool: Pool) -> Mapping[str, object]:
    if pool.draw(st.booleans()):
        return {"id": pool.one(pool.view.teams), "include_superiors": pool.draw(st.booleans())}
    return {"id": pool.one(pool.view.teams), "members": pool.members()}


BUILDERS: Final[Mapping[str, Builder]] = {
    "configure": _configure,
    "add_role": lambda p: {"id": p.new_id("role"), "parent": p.role()},
    "move_role": lambda p: {"id": p.one(p.view.roles), "parent": p.role()},
    "add_user": _add_user,
    "update_user": _update_user,
    "deactivate_users": lambda p: {"ids": [p.person() for _ in range(p.draw(st.integers(1, 2)))]},
    "activate_user": lambda p: {"id": p.person()},
    "add_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "remove_permissions": lambda p: {"user": p.person(), "permissions": p.permissions()},
    "add_team": lambda p: {
        "id": p.new_id("t"),
        "members": p.members(),
        "include_superiors": p.draw(st.booleans()),
    },
    "update_team": _update_team,
}

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
        "add_team",
        "update_team",
    ]
)
