"""A Redis of our own: on a socket in a folder that goes with the process, writing nothing to disk."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import subprocess
import tempfile
import time

import redis

__all__ = ["served"]

_SERVER = shutil.which("redis-server")
if _SERVER is None:
    raise ImportError("there is no redis-server on the path")


def served() -> redis.Redis:
    """Return a client of a new, empty server, which ends with the process."""
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
