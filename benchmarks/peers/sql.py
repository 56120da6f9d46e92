"""SQLite from the standard library: the same facts in indexed tables, in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from benchmarks.worlds import World

__all__ = ["PAGE", "SqlPull", "SqlPush", "SqlSight"]

PAGE = 25

_SIGHT = """
CREATE TABLE places (id TEXT PRIMARY KEY, open INTEGER) WITHOUT ROWID;
CREATE TABLE posts (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID;
CREATE TABLE reads (user TEXT, place TEXT, PRIMARY KEY (user, place)) WITHOUT ROWID;
CREATE INDEX posts_of ON posts (place, id);
CREATE INDEX readers ON reads (place, user);
CREATE TABLE users (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_CHECK = """
SELECT 1 FROM posts JOIN places ON places.id = posts.place
WHERE posts.id = ?1 AND (places.open OR EXISTS (SELECT 1 FROM reads WHERE user = ?2 AND place = posts.place))
"""
_VISIBLE = """
SELECT posts.id FROM places JOIN posts ON posts.place = places.id WHERE places.open
UNION ALL SELECT posts.id FROM reads JOIN places ON places.id = reads.place AND NOT places.open
JOIN posts ON posts.place = reads.place WHERE reads.user = ?
"""


class SqlSight:
    """Sight as tables: which places are open to all, and who reads the others, the hierarchy worked out on writing."""

    name = "SQLite"

    def __init__(self, world: World) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.executescript(_SIGHT)
        self.db.execute("BEGIN")
        self._many("users VALUES (?)", ((user,) for user in world.users))
        self._many("places VALUES (?, 1)", ((user,) for user in world.users))
        self._many("places VALUES (?, ?)", ((g, access == "public") for g, access in world.groups.items()))
        self._many("places VALUES (?, 0)", ((record,) for record in world.records))
        self._many("posts VALUES (?, ?)", ((post.id, post.to) for post in world.posts))
        self._many("reads VALUES (?, ?)", ((u, g) for g, users in world.members.items() for u in users))
        holders: dict[str, list[str]] = {role: [] for role in world.roles}
        for user, role in world.users.items():
            holders[role].append(user)
        for record, targets in self._targets(world).items():
            readers = {user for user, _ in targets if user}
            readers |= {user for _, role in targets for above in world.above[role] for user in holders[above]}
            readers |= {user for name, role in targets if not name for user in holders[role]}
            self._many("reads VALUES (?, ?)", ((user, record) for user in readers))
        self.db.execute("COMMIT")
        self.db.execute("ANALYZE")

    def _many(self, into: str, rows: Iterable[tuple[object, ...]]) -> None:
        self.db.executemany(f"INSERT INTO {into}", rows)

    @staticmethod
    def _targets(world: World) -> dict[str, list[tuple[str, str]]]:
        """Return, for each record, the people (with their roles) and bare roles it is owned by or shared with."""
        found = {record: [(owner, world.users[owner])] for record, owner in world.records.items()}
        for record, to in world.shares:
            found[record].append(("", to[5:]) if to.startswith("role:") else (to, world.users[to]))
        return found

    def check(self, user: str, post: str) -> bool:
        return self.db.execute(_CHECK, (post, user)).fetchone() is not None

    def hold(self, user: str, group: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO reads VALUES (?, ?)", (user, group))

    def drop(self, user: str, group: str) -> None:
        self.db.execute("DELETE FROM reads WHERE user = ? AND place = ?", (user, group))

    def visible(self, user: str) -> Iterable[str]:
        return [row[0] for row in self.db.execute(_VISIBLE, (user,))]

    def audience(self, post: str) -> Iterable[str]:
        place, is_open = self.db.execute(
            "SELECT place, open FROM posts JOIN places ON places.id = place WHERE posts.id = ?", (post,)
        ).fetchone()
        query = "SELECT id FROM users" if is_open else "SELECT user FROM reads WHERE place = ?"
        return [row[0] for row in self.db.execute(query, () if is_open else (place,))]


class _SqlFeed:
    """What both ways of keeping feeds in tables share."""

    tables = """
    CREATE TABLE posts (n INTEGER PRIMARY KEY, id TEXT UNIQUE, author TEXT);
    CREATE TABLE follows (user TEXT, target TEXT, PRIMARY KEY (user, target)) WITHOUT ROWID;
    CREATE INDEX followers ON follows (target, user);
    CREATE INDEX walls ON posts (author, n);
    """

    def __init__(self, world: World) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.executescript(self.tables)
        pairs = [*((user, user) for user in world.users), *world.follows]
        self.db.executemany("INSERT INTO follows VALUES (?, ?)", pairs)

    def size(self) -> int:
        """Return the bytes of the tables."""
        return int(
            self.db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
        )

    def _number(self, post: str) -> int:
        return int(self.db.execute("SELECT n FROM posts WHERE id = ?", (post,)).fetchone()[0])


class SqlPull(_SqlFeed):
    """Fan-out on read: the walls of those one follows, by index."""

    name = "SQLite pull"

    def publish(self, post: str, author: str) -> None:
        self.db.execute("INSERT INTO posts (id, author) VALUES (?, ?)", (post, author))

    def page(self, user: str, after: str | None = None) -> list[str]:
        before = 2**62 if after is None else self._number(after)
        query = """
            SELECT id FROM posts WHERE n < ?2 AND EXISTS
            (SELECT 1 FROM follows WHERE user = ?1 AND target = posts.author) ORDER BY n DESC LIMIT 25
        """
        return [row[0] for row in self.db.execute(query, (user, before))]

    def follow(self, user: str, target: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO follows VALUES (?, ?)", (user, target))

    def unfollow(self, user: str, target: str) -> None:
        self.db.execute("DELETE FROM follows WHERE user = ? AND target = ?", (user, target))

    def delete(self, post: str) -> None:
        self.db.execute("DELETE FROM posts WHERE id = ?", (post,))


class SqlPush(_SqlFeed):
    """Fan-out on write: a row per post and follower."""

    name = "SQLite push table"
    tables = (
        _SqlFeed.tables
        + """
    CREATE TABLE inbox (user TEXT, n INTEGER, id TEXT, author TEXT, PRIMARY KEY (user, n)) WITHOUT ROWID;
    """
    )

    def publish(self, post: str, author: str) -> None:
        cursor = self.db.execute("INSERT INTO posts (id, author) VALUES (?, ?)", (post, author))
        self.db.execute(
            "INSERT INTO inbox SELECT user, ?, ?, ? FROM follows WHERE target = ?",
            (cursor.lastrowid, post, author, author),
        )

    def page(self, user: str, after: str | None = None) -> list[str]:
        before = 2**62 if after is None else self._number(after)
        query = "SELECT id FROM inbox WHERE user = ? AND n < ? ORDER BY n DESC LIMIT 25"
        return [row[0] for row in self.db.execute(query, (user, before))]

    def follow(self, user: str, target: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO follows VALUES (?, ?)", (user, target))
        query = "INSERT OR IGNORE INTO inbox SELECT ?, n, id, author FROM posts WHERE author = ?"
        self.db.execute(query, (user, target))

    def unfollow(self, user: str, target: str) -> None:
        self.db.execute("DELETE FROM follows WHERE user = ? AND target = ?", (user, target))
        self.db.execute("DELETE FROM inbox WHERE user = ? AND author = ?", (user, target))

    def delete(self, post: str) -> None:
        number = self._number(post)
        self.db.execute("DELETE FROM inbox WHERE n = ?", (number,))
        self.db.execute("DELETE FROM posts WHERE n = ?", (number,))
