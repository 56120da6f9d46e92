"""Dimensions that a world of averages does not have: deep roles, one big group, one wide rule, many follows."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.growth import FLAT, Series, Told
from benchmarks.worlds import TEXT, new_engine
from collabcore import HOST, Engine
from collabcore import commands as c

__all__ = ["Followers", "Follows", "Members", "RoleDepth", "RuledRecords"]

PEOPLE = 200
POSTS = 2_000


def _engine(people: int) -> Engine:
    """Return an engine with people in it."""
    engine = new_engine()
    engine.apply(c.Configure(by=HOST, auto_follow_manager=False, auto_follow_team=False, follow_limit=10**6))
    engine.apply_all(c.AddUser(by=HOST, id=f"u{number}") for number in range(people))
    return engine


def _by(number: int, people: int) -> str:
    return f"u{number % people}"


class RoleDepth(Series):
    """By the depth of a chain of roles: people all along it, records of the lowest with posts."""

    along = "role depth"
    sizes = {"depth 8": 8, "depth 64": 64, "depth 512": 512}  # noqa: RUF012 - never changed
    slow = 10**9
    laws = {"check": FLAT, "share and unshare, and check": FLAT, "record page": FLAT}  # noqa: RUF012

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        engine = new_engine()
        engine.apply_all(c.AddRole(by=HOST, id=f"r{n}", parent=f"r{n - 1}" if n else None) for n in range(size))
        engine.apply_all(c.AddUser(by=HOST, id=f"u{n}", role=f"r{n * size // PEOPLE}") for n in range(PEOPLE))
        lowest = f"u{PEOPLE - 1}"
        engine.apply_all(c.AddRecord(by=HOST, id=f"x{n}", type="opportunity", owner=lowest) for n in range(100))
        engine.apply_all(c.Post(by=lowest, id=f"p{n}", to=f"x{n % 100}", text=TEXT) for n in range(POSTS))
        users = [f"u{n}" for n in range(PEOPLE)]
        pairs = [(user, f"p{n}") for n, user in enumerate(users)]
        told.each("check", lambda pair: engine.can_see(*pair), pairs)
        told.each("explain", lambda pair: engine.explain(*pair), pairs)
        told.each("record page", lambda user: engine.viewer(user).feed("record", "x0"), users[: PEOPLE // 4])

        def sharing(user: str) -> None:
            engine.apply(c.ShareRecord(by=HOST, record="x0", to=user))
            engine.can_see(user, "p0")
            engine.apply(c.UnshareRecord(by=HOST, record="x0", to=user))
            engine.can_see(user, "p0")

        told.each("share and unshare, and check", sharing, users[: PEOPLE // 4])


class Members(Series):
    """By the members of one private group."""

    along = "members"
    sizes = {"100 members": 100, "5k members": 5_000, "50k members": 50_000}  # noqa: RUF012
    slow = 10**9
    laws = {"check": FLAT, "publish in the group": FLAT, "join and leave, and check": FLAT, "group page": FLAT}  # noqa: RUF012

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        engine = _engine(size + 50)
        engine.apply(c.CreateGroup(by="u0", id="g", name="All hands", access="private"))
        engine.apply_all(c.AddMember(by=HOST, group="g", user=f"u{n}") for n in range(1, size))
        engine.apply_all(c.Post(by=_by(n, size), id=f"p{n}", to="g", text=TEXT) for n in range(POSTS))
        users = [f"u{n}" for n in range(0, size + 50, max(1, size // 50))]
        told.each("check", lambda pair: engine.can_see(*pair), [(user, f"p{n}") for n, user in enumerate(users)])
        inside = [f"u{n}" for n in range(min(size, 50))]
        told.each("publish in the group", engine.apply, [c.Post(by=user, to="g", text=TEXT) for user in inside])
        told.cold("group page", lambda user: engine.viewer(user).feed("group", "g"), inside)

        def joining(user: str) -> None:
            engine.apply(c.AddMember(by=HOST, group="g", user=user))
            engine.can_see(user, "p0")
            engine.apply(c.RemoveMember(by=HOST, group="g", user=user))
            engine.can_see(user, "p0")

        told.each("join and leave, and check", joining, [f"u{n}" for n in range(size, size + 50)])


class RuledRecords(Series):
    """By the records one sharing rule speaks of, each with a post; making one may cost in proportion to them."""

    along = "records of a rule"
    sizes = {"100 records": 100, "1k records": 1_000, "10k records": 10_000}  # noqa: RUF012
    slow = 10**9
    laws = {"rule made and taken away, and check": 100.0, "check": FLAT, "save a record": FLAT}  # noqa: RUF012

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        engine = new_engine()
        engine.apply_all(c.AddRole(by=HOST, id=role) for role in ("sellers", "helpers"))
        engine.apply_all(c.AddUser(by=HOST, id=f"u{n}", role="sellers") for n in range(PEOPLE // 2))
        engine.apply_all(c.AddUser(by=HOST, id=f"h{n}", role="helpers") for n in range(PEOPLE // 2))
        sellers = PEOPLE // 2
        engine.apply_all(
            c.AddRecord(by=HOST, id=f"x{n}", type="opportunity", owner=_by(n, sellers)) for n in range(size)
        )
        engine.apply_all(c.Post(by=_by(n, sellers), id=f"p{n}", to=f"x{n}", text=TEXT) for n in range(size))
        helpers, posts = [f"h{n}" for n in range(sellers)], [f"p{n}" for n in range(0, size, max(1, size // 100))]

        def ruling(number: int) -> None:
            engine.apply(
                c.AddSharingRule(
                    by=HOST, id=f"s{number}", type="opportunity", owned_by="role:sellers", to="role:helpers"
                )
            )
            engine.can_see(helpers[0], "p0")
            engine.apply(c.RemoveSharingRule(by=HOST, id=f"s{number}"))
            engine.can_see(helpers[0], "p0")

        told.cold("rule made and taken away, and check", ruling, list(range(11)))
        rule = c.AddSharingRule(by=HOST, id="kept", type="opportunity", owned_by="role:sellers", to="role:helpers")
        engine.apply(rule)
        told.once(
            "first check of every record", lambda: [engine.can_see(helpers[0], f"p{n}") for n in range(size)], per=size
        )
        told.each(
            "check", lambda pair: engine.can_see(*pair), [(user, post) for user in helpers[:10] for post in posts]
        )
        saves = [c.UpdateRecord(by=HOST, id=f"x{n}", fields={"name": f"no {n}"}) for n in range(min(100, size))]
        told.cold("save a record", engine.apply, saves)


class Followers(Series):
    """By the followers of one author: publishing, and what stands in the page of one of them."""

    along = "followers"
    sizes = {"10 followers": 10, "1k followers": 1_000, "100k followers": 100_000}  # noqa: RUF012
    slow = 100_000
    laws = {"publish": FLAT, "publish, and page": FLAT}  # noqa: RUF012

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        engine = _engine(size + 1)
        engine.apply_all(c.Follow(by=f"u{n}", target="u0") for n in range(1, size + 1))
        posts = [c.Post(by="u0", text=TEXT) for _ in range(300)]
        told.cold("publish", engine.apply, posts)

        def publishing(post: c.Post) -> None:
            engine.apply(post)
            engine.viewer("u1").feed()

        told.cold("publish, and page", publishing, posts)


class Follows(Series):
    """By whom one reader follows, among five thousand who each wrote four times."""

    along = "follows"
    sizes = {"10 follows": 10, "500 follows": 500, "5k follows": 5_000}  # noqa: RUF012
    slow = 10**9
    laws = {"page, cold": 3.0, "page after a follow": 3.0}  # noqa: RUF012

    def measure(self, told: Told, size: int) -> None:
        """Build and measure."""
        people, readers = max(size, 5_000) if size >= 10 else 10, 20
        engine = _engine(people + readers)
        engine.apply_all(self._follows(size, people, readers))
        engine.apply_all(c.Post(by=f"u{n * 7919 % people}", text=TEXT) for n in range(people * 4))
        reading = [f"u{people + n}" for n in range(readers)]
        told.cold("page, cold", lambda user: engine.viewer(user).feed(), reading)

        def following(user: str) -> None:
            engine.apply(c.Follow(by=user, target=reading[0] if user != reading[0] else reading[1]))
            engine.viewer(user).feed()

        told.cold("page after a follow", following, reading)

    @staticmethod
    def _follows(size: int, people: int, readers: int) -> Iterator[c.Follow]:
        for reader in range(people, people + readers):
            for number in range(size):
                yield c.Follow(by=f"u{reader}", target=f"u{number * (people // size)}")
