"""Redis with redis-py: a sorted set per reader, into which every post of everybody followed is put, uncapped."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict

import redis

from benchmarks.worlds import World

__all__ = ["Feed"]

PAGE = 25
_SERVER = shutil.which("redis-server")
if _SERVER is None:
    raise ImportError("there is no redis-server on the path")


def _served() -> redis.Redis:
    """Return a client of a server of our own: on a socket in a folder that goes with it, writing nothing to disk."""
    folder = tempfile.TemporaryDirectory()
    socket = f"{folder.name}/socket"
    options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", folder.name]
    server = subprocess.Popen([str(_SERVER), *options], stdout=subprocess.DEVNULL)  # noqa: S603 - our own arguments

    def stop() -> None:
        server.terminate()
        server.wait()
        folder.cleanup()

    atexit.register(stop)
    client = redis.Redis(unix_socket_path=socket, decode_responses=True)
    for _ in range(100):
        with contextlib.suppress(redis.ConnectionError):
            client.ping()
            return client
        time.sleep(0.05)
    raise ImportError("redis-server does not answer")


class Feed:
    """Fan-out on write; the score is the post's number, so that the newest stand last."""

    name = "Redis push"

    def __init__(self, world: World) -> None:
        self.db = _served()
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
