"""The world's rules as who holds what and what opens which place: how rivals without rules of their own are taught."""

from __future__ import annotations

from benchmarks.worlds import World

__all__ = ["held", "openers", "superiors", "whole"]


def held(world: World) -> dict[str, list[str]]:
    """Return what each user is directly: everybody, their role, and a member of their groups."""
    found = {user: ["everyone", f"role:{role}"] for user, role in world.users.items()}
    for group, users in world.members.items():
        for user in users:
            found[user].append(f"member:{group}")
    return found


def superiors(world: World) -> dict[str, list[str]]:
    """Return what each role is beside itself: above the roles below it, step by step."""
    found: dict[str, list[str]] = {f"role:{role}": [] for role in world.roles}
    found |= {f"above:{role}": [] for role in world.roles}
    for role, parent in world.roles.items():
        if parent is not None:
            found[f"role:{parent}"].append(f"above:{role}")
            found[f"above:{parent}"].append(f"above:{role}")
    return found


def openers(world: World) -> dict[str, list[str]]:
    """Return what opens each place: users by their id, and what users are."""
    found = {user: ["everyone"] for user in world.users}
    for group, access in world.groups.items():
        found[group] = ["everyone" if access == "public" else f"member:{group}"]
    for record, owner in world.records.items():
        found[record] = [owner, f"above:{world.users[owner]}"]
    for record, to in world.shares:
        role = to[5:] if to.startswith("role:") else world.users[to]
        found[record] += [to, f"above:{role}"]
    return {place: list(dict.fromkeys(keys)) for place, keys in found.items()}


def whole(world: World) -> dict[str, list[str]]:
    """Return all that each user is, directly and by what stands below: for rivals that know no hierarchy."""
    above, found = superiors(world), {}
    for user, keys in held(world).items():
        kept, ends = dict.fromkeys(keys), list(keys)
        while ends:
            more = [key for key in above.get(ends.pop(), ()) if key not in kept]
            kept |= dict.fromkeys(more)
            ends += more
        found[user] = list(kept)
    return found
