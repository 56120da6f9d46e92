"""SQLite, paging through what moves: by how many were shown (offset), or below the last one shown (keyset)."""

from __future__ import annotations

import itertools
import sqlite3

from benchmarks.worlds import World

__all__ = ["Keyset", "Offset"]

PAGE = 25
_TABLES = """
CREATE TABLE posts (id TEXT PRIMARY KEY, author TEXT, made INTEGER, moved INTEGER) WITHOUT ROWID;
CREATE TABLE follows (user TEXT, target TEXT, PRIMARY KEY (user, target)) WITHOUT ROWID;
CREATE INDEX newest ON posts (made, author);
CREATE INDEX latest ON posts (moved, author);
"""
_PAGE = """
SELECT id, {order} FROM posts WHERE {order} < ?2 AND EXISTS
(SELECT 1 FROM follows WHERE user = ?1 AND target = posts.author) ORDER BY {order} DESC LIMIT ?3 OFFSET ?4
"""


class _Paged:
    """Posts with when they were made and when last commented on, each an index."""

    def __init__(self, world: World) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.executescript(_TABLES)
        pairs = [*((user, user) for user in world.users), *world.follows]
        self.db.executemany("INSERT INTO follows VALUES (?, ?)", pairs)
        self.moment = itertools.count()

    def publish(self, post: str, author: str) -> None:
        moment = next(self.moment)
        self.db.execute("INSERT INTO posts VALUES (?, ?, ?, ?)", (post, author, moment, moment))

    def comment(self, _user: str, post: str) -> None:
        self.db.execute("UPDATE posts SET moved = ? WHERE id = ?", (next(self.moment), post))

    def delete(self, post: str) -> None:
        self.db.execute("DELETE FROM posts WHERE id = ?", (post,))

    def below(self, user: str, sort: str, place: int, limit: int, offset: int) -> list[tuple[str, int]]:
        query = _PAGE.format(order="moved" if sort == "activity" else "made")
        return list(self.db.execute(query, (user, place, limit, offset)))


class Offset(_Paged):
    """The next page starts after as many as were shown."""

    name = "SQLite, offset"

    def walk(self, user: str, sort: str, after: object, limit: int = PAGE) -> tuple[list[str], object]:
        shown = int(str(after or 0))
        found = self.below(user, sort, 2**62, limit, shown)
        return [post for post, _ in found], shown + len(found) if len(found) == limit else None


class Keyset(_Paged):
    """The next page starts below the last one shown."""

    name = "SQLite, keyset"

    def walk(self, user: str, sort: str, after: object, limit: int = PAGE) -> tuple[list[str], object]:
        found = self.below(user, sort, 2**62 if after is None else int(str(after)), limit, 0)
        return [post for post, _ in found], found[-1][1] if len(found) == limit else None
