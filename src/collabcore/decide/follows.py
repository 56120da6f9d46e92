"""Following people, records, files and topics."""

from __future__ import annotations

from collections.abc import Iterator

from collabcore import commands as c
from collabcore import events as e
from collabcore import topics, visibility
from collabcore.decide.asking import Ask, handles
from collabcore.errors import NotFoundError
from collabcore.model import File, Group, Record, User
from collabcore.text import folded

__all__: list[str] = []


def _follower(ask: Ask, user: str | None) -> User:
    """Return for whom the actor asks: oneself, unless another is named."""
    return ask.person("follow") if user is None else ask.user(user)


def _may_decide_for(ask: Ask, user: User) -> None:
    """Refuse to follow or unfollow for somebody else without the right to all data (RULES 3)."""
    if user.id != ask.by:
        ask.needs("modify_all_data")


def _target(ask: Ask, wanted: str) -> User | Group | Record | File | str:
    """Return what is to be followed: a thing the actor knows of by this id, else a topic they know by this name."""
    try:
        return ask.target(wanted)
    except NotFoundError:
        topic = folded(wanted)
        found = bool(ask.view.tagged(topic)) if ask.actor is None else topics.is_known(ask.view, ask.by, topic)
        if not found:
            raise
        return topic


def _sees(ask: Ask, user: User, target: User | Group | Record | File | str) -> bool:
    if isinstance(target, str):
        return topics.is_known(ask.view, user.id, target)
    return visibility.reads(ask.view, user.id, target.id)


def _room(ask: Ask, user: str) -> None:
    """Refuse one follow too many: sleeping ones count, those of deactivated people do not (READINGS 39)."""
    follows, people, limit = ask.view.follows(user), ask.view.users, ask.view.settings.follow_limit
    about = len(ask.view.followed_topics(user))
    if len(follows) + about >= limit:
        number = about + sum(target not in people or people[target].active for target in follows)
        ask.below(number, limit, f"`{user}` follows as much as can be", "follow.limit")


@handles(c.Follow)
def follow(ask: Ask, command: c.Follow) -> Iterator[e.Event]:
    """Follow what one may see; a group is joined instead, so that following never opens anything (READINGS 62)."""
    target = _target(ask, command.target)
    name = target if isinstance(target, str) else target.id
    user = _follower(ask, command.user)
    ask.sensible(not isinstance(target, Group), f"`{name}` is a group: use join_group", "follow.join_group")
    ask.sensible(target != user, f"`{name}` cannot follow themselves", "follow.self")
    _may_decide_for(ask, user)
    customers = user.kind == "customer" or (isinstance(target, User) and target.kind == "customer")
    ask.may(not customers, "customers neither follow nor are followed", "follow.customer")
    if name in (ask.view.followed_topics if isinstance(target, str) else ask.view.follows)(user.id):
        return
    sees = _sees(ask, user, target)
    ask.may(sees, f"`{user.id}` may not see what `{name}` holds", "follow.no_access")
    ask.possible(sees, f"`{user.id}` may not see `{name}`", "follow.no_access")
    ask.active(user)
    if isinstance(target, User):
        ask.active(target)
    _room(ask, user.id)
    if isinstance(target, str):
        yield ask.event(e.TopicFollowed, user=user.id, topic=name)
    else:
        yield ask.event(e.Followed, user=user.id, target=name)


@handles(c.Unfollow)
def unfollow(ask: Ask, command: c.Unfollow) -> Iterator[e.Event]:
    """Stop following; nobody is tied to what they cannot see (READINGS 38, 82)."""
    user = _follower(ask, command.user)
    topic = folded(command.target)
    follows = command.target in ask.view.follows(user.id)
    about = not follows and topic in ask.view.followed_topics(user.id)
    if not (follows or about) or user.id != ask.by:
        _target(ask, command.target)
    _may_decide_for(ask, user)
    if follows:
        yield ask.event(e.Unfollowed, user=user.id, target=command.target)
    if about:
        yield ask.event(e.TopicUnfollowed, user=user.id, topic=topic)
