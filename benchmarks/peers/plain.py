"""Written by hand: the rules of the world as nested conditions over dictionaries, and as bitmaps per place."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import compress, islice

from benchmarks.worlds import World

__all__ = ["Bitmaps", "HeapMerge", "Plain", "PushLists"]

PAGE = 25


class Plain:
    """Dictionaries and sets, the conditions written out: what one writes first."""

    name = "dicts and sets"

    def __init__(self, world: World) -> None:
        self.posts = {post.id: post.to for post in world.posts}
        self.roles = world.users
        self.above = {role: frozenset(above) for role, above in world.above.items()}
        self.access = world.groups
        self.members = {group: set(members) for group, members in world.members.items()}
        self.owners = world.records
        self.shares: dict[str, list[str]] = defaultdict(list)
        for record, to in world.shares:
            self.shares[record].append(to)

    def check(self, user: str, post: str) -> bool:
        return self.reads(user, self.posts[post])

    def hold(self, user: str, group: str) -> None:
        self.members[group].add(user)

    def drop(self, user: str, group: str) -> None:
        self.members[group].discard(user)

    def share(self, record: str, user: str, _above: str) -> None:
        self.shares[record].append(user)

    def unshare(self, record: str, user: str, _above: str) -> None:
        self.shares[record].remove(user)

    def reads(self, user: str, place: str) -> bool:
        if place in self.roles:
            return True
        if place in self.access:
            return self.access[place] == "public" or user in self.members[place]
        role, owner = self.roles[user], self.owners[place]
        if user == owner or role in self.above[self.roles[owner]]:
            return True
        return any(self._reached(user, role, to) for to in self.shares.get(place, ()))

    def _reached(self, user: str, role: str, to: str) -> bool:
        if to.startswith("role:"):
            return role == to[5:] or role in self.above[to[5:]]
        return user == to or role in self.above[self.roles[to]]

    def visible(self, user: str) -> Iterable[str]:
        places: dict[str, bool] = {}
        for post, to in self.posts.items():
            if to not in places:
                places[to] = self.reads(user, to)
            if places[to]:
                yield post

    def audience(self, post: str) -> Iterable[str]:
        place = self.posts[post]
        return [user for user in self.roles if self.reads(user, place)]


class Bitmaps:
    """The floor: every place's readers and every reader's posts as bits, worked out once; it takes no changes."""

    name = "bitmaps, read only"

    def __init__(self, world: World) -> None:
        plain = Plain(world)
        self.users = list(world.users)
        self.posts = [post.id for post in world.posts]
        self.number = {user: number for number, user in enumerate(self.users)}
        places = dict.fromkeys(post.to for post in world.posts)
        bits = {place: self._bits(plain.reads(user, place) for user in self.users) for place in places}
        self.readers = {post.id: bits[post.to] for post in world.posts}
        self.seen: dict[str, bytes] = {}
        self._plain = plain

    @staticmethod
    def _bits(flags: Iterable[bool]) -> bytes:
        return bytes(flags)

    def check(self, user: str, post: str) -> bool:
        return self.readers[post][self.number[user]] == 1

    def visible(self, user: str) -> Iterable[str]:
        if user not in self.seen:
            number = self.number[user]
            self.seen[user] = bytes(self.readers[post][number] for post in self.posts)
        return list(compress(self.posts, self.seen[user]))

    def audience(self, post: str) -> Iterable[str]:
        return list(compress(self.users, self.readers[post]))


class HeapMerge:
    """Fan-out on read: a list per wall, merged by the heap of the standard library."""

    name = "heapq.merge"

    def __init__(self, world: World) -> None:
        self.log: list[str] = []
        self.number: dict[str, int] = {}
        self.walls: dict[str, list[int]] = defaultdict(list)
        self.follows: dict[str, dict[str, None]] = {user: {user: None} for user in world.users}
        for user, target in world.follows:
            self.follow(user, target)

    def publish(self, post: str, author: str) -> None:
        self.number[post] = len(self.log)
        self.walls[author].append(len(self.log))
        self.log.append(post)

    def page(self, user: str, after: str | None = None) -> list[str]:
        before = len(self.log) if after is None else self.number[after]
        walls = (self._falling(self.walls[target], before) for target in self.follows[user])
        return [self.log[number] for number in islice(heapq.merge(*walls, reverse=True), PAGE)]

    @staticmethod
    def _falling(wall: list[int], before: int) -> Iterator[int]:
        return (wall[place] for place in range(bisect_left(wall, before) - 1, -1, -1))

    def follow(self, user: str, target: str) -> None:
        self.follows[user][target] = None

    def unfollow(self, user: str, target: str) -> None:
        del self.follows[user][target]

    def delete(self, post: str) -> None:
        number = self.number[post]
        for wall in self.walls.values():
            place = bisect_left(wall, number)
            if place < len(wall) and wall[place] == number:
                del wall[place]


class PushLists:
    """Fan-out on write: a list per reader, into which every post of everybody followed is put."""

    name = "push into lists"

    def __init__(self, world: World) -> None:
        self.log: list[str] = []
        self.author: list[str] = []
        self.number: dict[str, int] = {}
        self.walls: dict[str, list[int]] = defaultdict(list)
        self.followers: dict[str, dict[str, None]] = {user: {user: None} for user in world.users}
        self.inbox: dict[str, list[int]] = {user: [] for user in world.users}
        for user, target in world.follows:
            self.followers[target][user] = None

    def publish(self, post: str, author: str) -> None:
        number = self.number[post] = len(self.log)
        self.log.append(post)
        self.author.append(author)
        self.walls[author].append(number)
        for follower in self.followers[author]:
            self.inbox[follower].append(number)

    def page(self, user: str, after: str | None = None) -> list[str]:
        inbox = self.inbox[user]
        end = len(inbox) if after is None else bisect_left(inbox, self.number[after])
        return [self.log[number] for number in inbox[max(0, end - PAGE) : end][::-1]]

    def follow(self, user: str, target: str) -> None:
        if user in self.followers[target]:
            return
        self.followers[target][user] = None
        for number in self.walls[target]:
            insort(self.inbox[user], number)

    def unfollow(self, user: str, target: str) -> None:
        del self.followers[target][user]
        self.inbox[user] = [number for number in self.inbox[user] if self.author[number] != target]

    def delete(self, post: str) -> None:
        number = self.number[post]
        for follower in self.followers[self.author[number]]:
            inbox = self.inbox[follower]
            del inbox[bisect_left(inbox, number)]
        self.walls[self.author[number]].remove(number)
