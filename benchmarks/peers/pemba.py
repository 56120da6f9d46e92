"""pemba: relations as in Zanzibar, in its store in memory; the hierarchy is walked with every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pemba

from benchmarks.peers import keyring
from benchmarks.worlds import World

__all__ = ["Sight"]

_SCHEMA = """
definition user {}
definition key {
    relation holder: user | user:* | key#holder
}
definition place {
    relation reader: user | key#holder
    permission read = reader
}
definition post {
    relation place: place
    permission read = place->read
}
"""
_BATCH = 1000


def _named(key: str) -> str:
    return key.replace(":", "_")


class Sight:
    """Keys that hold each other, places read by keys and people, and posts in places."""

    name = "pemba"

    def __init__(self, world: World) -> None:
        self.users = list(world.users)
        self.engine = pemba.Engine.memory()
        self.engine.write_schema(_SCHEMA)
        facts = self._facts(world)
        while batch := list(islice(facts, _BATCH)):
            self.engine.write(touch=batch)

    @staticmethod
    def _facts(world: World) -> Iterator[str]:
        yield "key:everyone#holder@user:*"
        for user, keys in keyring.held(world).items():
            yield from (f"key:{_named(key)}#holder@user:{user}" for key in keys if key != "everyone")
        for role, below in keyring.superiors(world).items():
            yield from (f"key:{_named(other)}#holder@key:{_named(role)}#holder" for other in below)
        for place, readers in keyring.openers(world).items():
            for reader in readers:
                subject = f"user:{reader}" if reader in world.users else f"key:{_named(reader)}#holder"
                yield f"place:{place}#reader@{subject}"
        for post in world.posts:
            yield f"post:{post.id}#place@place:{post.to}"

    def check(self, user: str, post: str) -> bool:
        return bool(self.engine.check(f"post:{post}", "read", f"user:{user}"))

    def hold(self, user: str, group: str) -> None:
        self.engine.write(touch=[f"key:member_{group}#holder@user:{user}"])

    def drop(self, user: str, group: str) -> None:
        self.engine.write(delete=[f"key:member_{group}#holder@user:{user}"])

    def share(self, record: str, user: str, above: str) -> None:
        self.engine.write(touch=self._readers(record, user, above))

    def unshare(self, record: str, user: str, above: str) -> None:
        self.engine.write(delete=self._readers(record, user, above))

    @staticmethod
    def _readers(record: str, user: str, above: str) -> list[str]:
        return [f"place:{record}#reader@user:{user}", f"place:{record}#reader@key:{_named(above)}#holder"]

    def visible(self, user: str) -> Iterable[str]:
        return list(self.engine.iter_resources("post", "read", f"user:{user}"))

    def audience(self, post: str) -> Iterable[str]:
        found = self.engine.lookup_subjects(f"post:{post}", "read", "user")
        return self.users if found.wildcard else found.ids
