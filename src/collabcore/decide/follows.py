"""Following people, records and files."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import visibility
from collabcore.decide.asking import Ask, handles
from collabcore.model import Group, User

__all__: list[str] = []


def _follower(ask: Ask, user: str | None) -> User:
    """Return for whom the actor asks: oneself, unless another is named."""
    return ask.person("follow") if user is None else ask.user(user)


def _may_decide_for(ask: Ask, user: User) -> None:
    """Refuse to follow or unfollow for somebody else without the right to all data (RULES 3)."""
    if user.id != ask.by:
        ask.needs("modify_all_data")


def _sees(ask: Ask, user: User, target: str) -> bool:
    return visibility.reads(ask.view, user.id, target)


def _room(ask: Ask, user: str) -> None:
    """Refuse one follow too many: sleeping ones count, those of deactivated people do not (READINGS 39)."""
    follows, people, limit = ask.view.follows(user), ask.view.users, ask.view.settings.follow_limit
    if len(follows) >= limit:
        number = sum(target not in people or people[target].active for target in follows)
        ask.below(number, limit, f"`{user}` follows as much as can be", "follow.limit")


@handles(c.Follow)
def follow(ask: Ask, command: c.Follow) -> Iterator[e.Event]:
    """Follow what one may see; a group is joined instead, so that following never opens anything (READINGS 62)."""
    target = ask.target(command.target)
    user = _follower(ask, command.user)
    ask.sensible(not isinstance(target, Group), f"`{target.id}` is a group: use join_group", "follow.join_group")
    ask.sensible(target.id != user.id, f"`{user.id}` cannot follow themselves", "follow.self")
    _may_decide_for(ask, user)
    customers = user.kind == "customer" or (isinstance(target, User) and target.kind == "customer")
    ask.may(not customers, "customers neither follow nor are followed", "follow.customer")
    if target.id in ask.view.follows(user.id):
        return
    ask.may(_sees(ask, user, target.id), f"`{user.id}` may not see what `{target.id}` holds", "follow.no_access")
    ask.possible(_sees(ask, user, target.id), f"`{user.id}` may not see `{target.id}`", "follow.no_access")
    ask.active(user)
    if isinstance(target, User):
        ask.active(target)
    _room(ask, user.id)
    yield ask.event(e.Followed, user=user.id, target=target.id)


@handles(c.Unfollow)
def unfollow(ask: Ask, command: c.Unfollow) -> Iterator[e.Event]:
    """Stop following; nobody is tied to what they cannot see (READINGS 38, 82)."""
    user = _follower(ask, command.user)
    follows = command.target in ask.view.follows(user.id)
    if not follows or user.id != ask.by:
        ask.target(command.target)
    _may_decide_for(ask, user)
    if follows:
        yield ask.event(e.Unfollowed, user=user.id, target=command.target)
