"""Redis with redis-py: a sorted set of everybody; the rank is how many have more."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.redis_server import served

__all__ = ["Board"]

_BATCH = 10_000


class Board:
    """One answer a call, each over the socket."""

    name = "Redis"

    def __init__(self, points: list[int]) -> None:
        self.db = served()
        for start in range(0, len(points), _BATCH):
            some = enumerate(points[start : start + _BATCH], start)
            self.db.zadd("board", {str(person): amount for person, amount in some})

    def add(self, person: int, points: int) -> None:
        self.db.zincrby("board", points, str(person))

    def rank(self, person: int) -> int:
        points = self.db.zscore("board", str(person))
        return int(self.db.zcount("board", f"({points}", "+inf")) + 1

    def top(self, k: int) -> list[int]:
        found: Any = self.db.zrevrange("board", 0, k - 1, withscores=True)
        return [int(points) for _, points in found]
