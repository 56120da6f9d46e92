"""pycasbin: roles that inherit, a policy per place and who reads it, indexed by the place (its fast enforcer)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import casbin

from benchmarks.peers import keyring
from benchmarks.worlds import World

__all__ = ["Sight"]

_MODEL = """
[request_definition]
r = sub, obj
[policy_definition]
p = sub, obj
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.obj == p.obj && (r.sub == p.sub || g(r.sub, p.sub))
"""


class Sight:
    """Asks the enforcer place by place; it has no question for all that somebody sees."""

    name = "pycasbin"

    def __init__(self, world: World) -> None:
        self.users = list(world.users)
        self.places = {post.id: post.to for post in world.posts}
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder, "model.conf")
            model.write_text(_MODEL, encoding="utf-8")
            self.enforcer = casbin.FastEnforcer(str(model), cache_key_order=[1])
        openers = keyring.openers(world)
        self.enforcer.add_policies([[key, place] for place in {*self.places.values()} for key in openers[place]])
        links = {**keyring.superiors(world), **keyring.held(world)}
        self.enforcer.add_grouping_policies([[one, other] for one, others in links.items() for other in others])

    def check(self, user: str, post: str) -> bool:
        return bool(self.enforcer.enforce(user, self.places[post]))

    def hold(self, user: str, group: str) -> None:
        self.enforcer.add_grouping_policy(user, f"member:{group}")

    def drop(self, user: str, group: str) -> None:
        self.enforcer.remove_grouping_policy(user, f"member:{group}")

    def share(self, record: str, user: str, above: str) -> None:
        self.enforcer.add_policies([[user, record], [above, record]])

    def unshare(self, record: str, user: str, above: str) -> None:
        self.enforcer.remove_policies([[user, record], [above, record]])

    def visible(self, user: str) -> Iterable[str]:
        seen = {place: self.enforcer.enforce(user, place) for place in {*self.places.values()}}
        return [post for post, place in self.places.items() if seen[place]]

    def audience(self, post: str) -> Iterable[str]:
        return [user for user in self.users if self.check(user, post)]
