"""collabcore itself, through its doors and through its pure functions, everything switched on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from benchmarks.worlds import TEXT, World, new_engine
from collabcore import HOST, Engine, visibility
from collabcore import commands as c

__all__ = ["OursFeed", "OursSight", "PureSight", "founded"]


def founded(
    world: World, *, follows: bool = False, posts: bool = True, progress: Callable[[int], object] | None = None
) -> Engine:
    """Return an engine with a world in it."""
    engine = new_engine()
    parts = [world.founding(), world.following() if follows else (), world.posting() if posts else ()]
    engine.apply_all(itertools.chain(*parts), progress=progress)
    return engine


class OursSight:
    """The engine's doors."""

    name = "collabcore"

    def __init__(self, world: World) -> None:
        self.engine = founded(world)
        self.viewers = {user: self.engine.viewer(user) for user in world.users}

    def check(self, user: str, post: str) -> bool:
        return self.viewers[user].can_see(post)

    def hold(self, user: str, group: str) -> None:
        self.engine.apply(c.AddMember(by=HOST, group=group, user=user))

    def drop(self, user: str, group: str) -> None:
        self.engine.apply(c.RemoveMember(by=HOST, group=group, user=user))

    def share(self, record: str, user: str, _above: str) -> None:
        self.engine.apply(c.ShareRecord(by=HOST, record=record, to=user))

    def unshare(self, record: str, user: str, _above: str) -> None:
        self.engine.apply(c.UnshareRecord(by=HOST, record=record, to=user))

    def visible(self, user: str) -> Iterable[str]:
        return self.engine.visible_posts(user)

    def audience(self, post: str) -> Iterable[str]:
        return self.engine.audience(post)


class PureSight(OursSight):
    """The pure functions, over the engine's view."""

    name = "collabcore, pure functions"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.view = self.engine.view

    def check(self, user: str, post: str) -> bool:
        return visibility.can_see(self.view, user, post)

    def visible(self, user: str) -> Iterable[str]:
        return visibility.visible_posts(self.view, user)

    def audience(self, post: str) -> Iterable[str]:
        return visibility.audience(self.view, post)


class OursFeed:
    """The engine with every rule and index, asked through viewers."""

    name = "collabcore"

    def __init__(self, world: World) -> None:
        self.engine = founded(world, follows=True, posts=False)
        self.viewers = {user: self.engine.viewer(user) for user in world.users}

    def publish(self, post: str, author: str) -> None:
        self.engine.apply(c.Post(by=author, id=post, text=TEXT))

    def page(self, user: str, after: str | None = None) -> list[str]:
        return list(self.viewers[user].feed(after=after).ids)

    def follow(self, user: str, target: str) -> None:
        self.engine.apply(c.Follow(by=user, target=target))

    def unfollow(self, user: str, target: str) -> None:
        self.engine.apply(c.Unfollow(by=user, target=target))

    def delete(self, post: str) -> None:
        self.engine.apply(c.Delete(by=self.engine.view.posts[post].author or "", id=post))

    def comment(self, user: str, post: str) -> None:
        self.engine.apply(c.Comment(by=user, post=post, text="yes"))

    def walk(self, user: str, sort: str, after: object, limit: int = 25) -> tuple[list[str], object]:
        page = self.viewers[user].feed(sort=sort, limit=limit, after=None if after is None else str(after))
        return list(page.ids), page.cursor
