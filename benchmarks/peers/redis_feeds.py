"""Redis with redis-py: a sorted set per reader, into which every post of everybody followed is put, uncapped."""

from __future__ import annotations

from collections import defaultdict

from benchmarks.peers.redis_server import served
from benchmarks.worlds import World

__all__ = ["Feed"]

PAGE = 25


class Feed:
    """Fan-out on write; the score is the post's number, so that the newest stand last."""

    name = "Redis push"

    def __init__(self, world: World) -> None:
        self.db = served()
        self.number: dict[str, int] = {}
        self.author: dict[str, str] = {}
        self.followers: dict[str, dict[str, None]] = defaultdict(dict)
        for user in world.users:
            self.followers[user][user] = None
        for user, target in world.follows:
            self.followers[target][user] = None

    def publish(self, post: str, author: str) -> None:
        number = self.number[post] = len(self.number)
        self.author[post] = author
        with self.db.pipeline(transaction=False) as pipe:
            for name in (f"wall:{author}", *(f"feed:{user}" for user in self.followers[author])):
                pipe.zadd(name, {post: number})
            pipe.execute()

    def page(self, user: str, after: str | None = None) -> list[str]:
        below = "+inf" if after is None else f"({self.number[after]}"
        found = self.db.zrevrangebyscore(f"feed:{user}", below, "-inf", start=0, num=PAGE)
        return [str(post) for post in found]

    def follow(self, user: str, target: str) -> None:
        self.followers[target][user] = None
        self.db.zunionstore(f"feed:{user}", [f"feed:{user}", f"wall:{target}"], aggregate="MAX")

    def unfollow(self, user: str, target: str) -> None:
        del self.followers[target][user]
        self.db.zdiffstore(f"feed:{user}", [f"feed:{user}", f"wall:{target}"])

    def delete(self, post: str) -> None:
        author = self.author[post]
        with self.db.pipeline(transaction=False) as pipe:
            for name in (f"wall:{author}", *(f"feed:{user}" for user in self.followers[author])):
                pipe.zrem(name, post)
            pipe.execute()
