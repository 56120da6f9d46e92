"""django-guardian: permissions on places for people and groups, in Django's tables; it has no hierarchy of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.peers import keyring
from benchmarks.peers.django_world import emptied
from benchmarks.worlds import World

emptied()

from django.contrib.auth.models import Group, Permission, User  # noqa: E402 - Django must be set up before
from guardian.core import ObjectPermissionChecker  # noqa: E402
from guardian.shortcuts import get_objects_for_user, get_users_with_perms  # noqa: E402

from benchmarks.peers.django_world.models import Place, PlaceForGroup, PlaceForUser, Post  # noqa: E402

__all__ = ["Sight"]


class Sight:
    """Whatever somebody is, roles above others included, is a group they are in; places are opened to groups."""

    name = "django-guardian"

    def __init__(self, world: World) -> None:
        emptied()
        self.users = _made(User, (User(username=user) for user in world.users), "username")
        self.places = _made(Place, (Place(name=place) for place in {post.to: None for post in world.posts}), "name")
        posts = (Post(name=post.id, place=self.places[post.to]) for post in world.posts)
        self.posts = _made(Post, posts, "name")
        keys = keyring.whole(world)
        self.groups = _made(Group, map(_group, dict.fromkeys(key for held in keys.values() for key in held)), "name")
        belongs = User.groups.through
        pairs = [(self.users[user].pk, self.groups[key].pk) for user, held in keys.items() for key in held]
        belongs.objects.bulk_create(belongs(user_id=user, group_id=group) for user, group in pairs)
        self._open(keyring.openers(world), self.groups)

    def _open(self, openers: dict[str, list[str]], groups: dict[str, Any]) -> None:
        reads = self.reads = Permission.objects.get(codename="view_place")
        pairs = [(key, place) for name, place in self.places.items() for key in openers[name]]
        PlaceForUser.objects.bulk_create(
            PlaceForUser(user=self.users[key], content_object=place, permission=reads)
            for key, place in pairs
            if key in self.users
        )
        PlaceForGroup.objects.bulk_create(
            PlaceForGroup(group=groups[key], content_object=place, permission=reads)
            for key, place in pairs
            if key in groups
        )

    def check(self, user: str, post: str) -> bool:
        return bool(ObjectPermissionChecker(self.users[user]).has_perm("view_place", self.posts[post].place))

    def hold(self, user: str, group: str) -> None:
        self.users[user].groups.add(self.groups[f"member:{group}"])

    def drop(self, user: str, group: str) -> None:
        self.users[user].groups.remove(self.groups[f"member:{group}"])

    def share(self, record: str, user: str, above: str) -> None:
        place = self.places[record]
        PlaceForUser.objects.create(user=self.users[user], content_object=place, permission=self.reads)
        if above in self.groups:  # else nobody is above
            PlaceForGroup.objects.create(group=self.groups[above], content_object=place, permission=self.reads)

    def unshare(self, record: str, user: str, above: str) -> None:
        place = self.places[record]
        PlaceForUser.objects.filter(user=self.users[user], content_object=place).delete()
        PlaceForGroup.objects.filter(group__name=above, content_object=place).delete()

    def visible(self, user: str) -> Iterable[str]:
        places = get_objects_for_user(self.users[user], "view_place", Place, accept_global_perms=False)
        return list(Post.objects.filter(place__in=places).values_list("name", flat=True))

    def audience(self, post: str) -> Iterable[str]:
        people = get_users_with_perms(self.posts[post].place, only_with_perms_in=["view_place"])
        return list(people.values_list("username", flat=True))


def _group(key: str) -> Any:
    return Group(name=key)


def _made(kind: Any, rows: Iterable[Any], name: str) -> dict[str, Any]:
    """Put rows into their table, and return them by name."""
    kind.objects.bulk_create(rows)
    return {getattr(row, name): row for row in kind.objects.all()}
