"""django-activity-stream: actions and follows in Django's tables, gathered when asked for."""

from __future__ import annotations

import datetime as dt

from benchmarks.peers.django_world import emptied
from benchmarks.worlds import START, World

emptied()

from actstream import action, registry  # noqa: E402 - Django must be set up before
from actstream.actions import follow, unfollow  # noqa: E402
from actstream.models import Action, Follow, user_stream  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402

__all__ = ["Feed"]

PAGE = 25


class Feed:
    """A post is an action of its author's, a second later than the one before; its id is the description."""

    name = "django-activity-stream"

    def __init__(self, world: World) -> None:
        emptied()
        registry.register(User)
        User.objects.bulk_create(User(username=user) for user in world.users)
        self.users = {user.username: user for user in User.objects.all()}
        people = ContentType.objects.get_for_model(User)
        Follow.objects.bulk_create(
            Follow(user=self.users[user], content_type=people, object_id=self.users[target].pk)
            for user, target in world.follows
        )
        self.posted: dict[str, dt.datetime] = {}

    def publish(self, post: str, author: str) -> None:
        when = self.posted[post] = START + dt.timedelta(seconds=len(self.posted))
        action.send(self.users[author], verb="posted", description=post, timestamp=when)

    def page(self, user: str, after: str | None = None) -> list[str]:
        below = {} if after is None else {"timestamp__lt": self.posted[after]}
        stream = user_stream(self.users[user], with_user_activity=True, **below)
        return [found.description for found in stream[:PAGE]]

    def follow(self, user: str, target: str) -> None:
        follow(self.users[user], self.users[target], send_action=False)

    def unfollow(self, user: str, target: str) -> None:
        unfollow(self.users[user], self.users[target])

    def delete(self, post: str) -> None:
        Action.objects.filter(timestamp=self.posted[post]).delete()
