"""Cedar through cedarpy: one policy, the facts handed over with every question, as that library has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cedarpy

from benchmarks.peers import keyring
from benchmarks.worlds import World

__all__ = ["Sight"]

_POLICY = "permit (principal, action, resource) when { principal in resource.readers };"


def _named(kind: str, thing: str) -> dict[str, str]:
    return {"type": kind, "id": thing}


class Sight:
    """Hands over the person with what they are, and the place with who reads it, for each question."""

    name = "Cedar (cedarpy)"

    def __init__(self, world: World) -> None:
        self.places = {post.id: post.to for post in world.posts}
        openers = keyring.openers(world)
        self._people = {user: self._person(user, keys) for user, keys in keyring.whole(world).items()}
        self._readers = {place: self._place(place, openers[place]) for place in {*self.places.values()}}

    @staticmethod
    def _person(user: str, keys: list[str]) -> dict[str, Any]:
        names = dict.fromkeys((user, *keys))
        return {"uid": _named("User", user), "attrs": {}, "parents": [_named("Key", key) for key in names]}

    @staticmethod
    def _place(place: str, keys: list[str]) -> dict[str, Any]:
        readers = [{"__entity": _named("Key", key)} for key in keys]
        return {"uid": _named("Place", place), "attrs": {"readers": readers}, "parents": []}

    def _asked(self, pairs: list[tuple[str, str]]) -> Iterator[bool]:
        facts = [self._people[user] for user in {user: None for user, _ in pairs}]
        facts += [self._readers[place] for place in {place: None for _, place in pairs}]
        requests = [
            {"principal": f'User::"{user}"', "action": 'Action::"read"', "resource": f'Place::"{place}"', "context": {}}
            for user, place in pairs
        ]
        return (answer.allowed for answer in cedarpy.is_authorized_batch(requests, _POLICY, facts))

    def check(self, user: str, post: str) -> bool:
        return next(self._asked([(user, self.places[post])]))

    def hold(self, user: str, group: str) -> None:
        self._people[user]["parents"].append(_named("Key", f"member:{group}"))

    def drop(self, user: str, group: str) -> None:
        self._people[user]["parents"].remove(_named("Key", f"member:{group}"))

    def share(self, record: str, user: str, above: str) -> None:
        self._readers[record]["attrs"]["readers"] += [{"__entity": _named("Key", key)} for key in (user, above)]

    def unshare(self, record: str, user: str, above: str) -> None:
        for key in (user, above):
            self._readers[record]["attrs"]["readers"].remove({"__entity": _named("Key", key)})

    def visible(self, user: str) -> Iterable[str]:
        places = list(dict.fromkeys(self.places.values()))
        seen = dict(zip(places, self._asked([(user, place) for place in places]), strict=True))
        return [post for post, place in self.places.items() if seen[place]]

    def audience(self, post: str) -> Iterable[str]:
        users = list(self._people)
        answers = self._asked([(user, self.places[post]) for user in users])
        return [user for user, sees in zip(users, answers, strict=True) if sees]
