"""Following people and records."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import visibility
from collabcore.decide.asking import Ask, handles
from collabcore.model import Group, Record, User

__all__: list[str] = []


def _follower(ask: Ask, user: str | None) -> User:
    """Return for whom the actor asks: oneself, or with the right somebody else (RULES 3)."""
    if user is None:
        return ask.person("follow")
    follower = ask.user(user)
    if follower.id != ask.by:
        ask.needs("modify_all_data")
    return follower


def _sees(ask: Ask, user: User, target: str) -> bool:
    place = visibility.place_of(ask.view, target)
    return not ask.view.keys(user.id).isdisjoint(ask.view.lock(place, target))


def _follow_count(ask: Ask, user: str) -> int:
    """Return how many follows count: sleeping ones do, those of deactivated people do not (READINGS 39)."""
    people = ask.view.users
    return sum(target not in people or people[target].active for target in ask.view.follows(user))


@handles(c.Follow)
def follow(ask: Ask, command: c.Follow) -> Iterator[e.Event]:
    """Follow what one may see; a group is joined instead, so that following never opens anything (READINGS 62)."""
    target = ask.known((User, Record, Group), command.target)  # type: ignore[arg-type]
    user = _follower(ask, command.user)
    ask.sensible(not isinstance(target, Group), f"`{target.id}` is a group: use join_group", "follow.join_group")
    ask.sensible(target.id != user.id, "nobody follows themselves", "follow.self")
    if target.id in ask.view.follows(user.id):
        return
    ask.may(_sees(ask, user, target.id), f"`{user.id}` may not see what `{target.id}` holds", "follow.no_access")
    ask.possible(_sees(ask, user, target.id), f"`{user.id}` may not see `{target.id}`", "follow.no_access")
    ask.active(user)
    if isinstance(target, User):
        ask.active(target)
    limit = ask.view.settings.follow_limit
    ask.below(_follow_count(ask, user.id), limit, f"`{user.id}` follows as much as can be", "follow.limit")
    yield ask.event(e.Followed, user=user.id, target=target.id)


@handles(c.Unfollow)
def unfollow(ask: Ask, command: c.Unfollow) -> Iterator[e.Event]:
    """Stop following; nobody is tied to what they cannot see (READINGS 38, 82)."""
    user = _follower(ask, command.user)
    if command.target in ask.view.follows(user.id):
        yield ask.event(e.Unfollowed, user=user.id, target=command.target)
    else:
        ask.known((User, Record, Group), command.target)  # type: ignore[arg-type]
