"""Badges and thanks, skills, and standing on no board (SCORING 2.4, RULES 10, P11, P12, P20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from collabcore import badges, boards, groups
from collabcore import commands as c
from collabcore import events as e
from collabcore.decide.asking import Ask, handles
from collabcore.decide.bodies import few_mentions, may_mention, mentioned_in, sensible_body
from collabcore.decide.people import changes_of
from collabcore.decide.topics import few_topics, sensible_topics, tagged
from collabcore.model import Badge, BadgeGrant, Entry, Post, Thanks, User
from collabcore.people import is_recognised
from collabcore.shapes import frozen_mapping
from collabcore.text import folded

__all__: list[str] = []

_ADDED = tuple(field.name for field in attrs.fields(Badge) if field.name not in ("id", "active"))
_TERMS = (*_ADDED, "active")
_SKILL_LIMIT = 99


@handles(c.AddBadge)
def add_badge(ask: Ask, command: c.AddBadge) -> Iterator[e.Event]:
    """Declare a badge; whoever has earned it already gets it (`consequences`)."""
    terms = {name: getattr(command, name) for name in _ADDED}
    badges.validate_badge(Badge(id=command.id or "new", **terms))
    ask.needs("manage_points")
    yield ask.event(e.BadgeAdded, badge=Badge(id=ask.new_id(command.id), **terms))


@handles(c.UpdateBadge)
def update_badge(ask: Ask, command: c.UpdateBadge) -> Iterator[e.Event]:
    """Change a badge; it is earned by its new terms from now on, and by what was done before."""
    badge = ask.known(Badge, command.id)
    changes = changes_of(command, badge, _TERMS)
    badges.validate_badge(attrs.evolve(badge, **{name: getattr(command, name) for name in changes}))
    ask.needs("manage_points")
    if changes:
        yield ask.event(e.BadgeUpdated, id=badge.id, changes=frozen_mapping(changes))


# Thanks


@handles(c.Thank)
def thank(ask: Ask, command: c.Thank) -> Iterator[e.Event]:
    """Thank people: one post on the first one's wall that mentions the others, a badge and points for each."""
    users = [ask.user(user) for user in dict.fromkeys(command.users)]
    badge = ask.known(Badge, command.badge)
    mentioned = mentioned_in(ask, command.text)
    giver = ask.person("thank")
    ask.sensible(bool(users), "thanks are for somebody", "thanks.nobody")
    ask.sensible(giver.id not in command.users, "nobody thanks themselves", "thanks.self")
    ask.sensible(command.points >= 0, f"thanks give no `{command.points}` points", "thanks.points")
    sensible_body(ask, command.text, mentioned)
    topics = sensible_topics(ask, command.text)
    _may_thank(ask, giver, users, badge)
    may_mention(ask, giver.id, users[0].id, mentioned)
    for user in users:
        ask.active(user)
    ask.possible(badge.active, f"`{badge.id}` is given no more", "badge.inactive")
    others = (*(user.id for user in users[1:]), *(thing.id for thing in mentioned))
    post = Post(
        id=ask.new_id(command.id),
        author=giver.id,
        to=users[0].id,
        text=command.text,
        at=ask.at,
        mentions=tuple(dict.fromkeys(others)),
        badge=badge.id,
    )
    few_mentions(ask, mentioned)
    few_topics(ask, topics)
    _within_limits(ask, giver, users, badge, command.points)
    yield from _thanked(ask, post, users, badge, command.points)
    yield from tagged(ask, post.id, topics)


def _may_thank(ask: Ask, giver: User, users: list[User], badge: Badge) -> None:
    for user in (giver, *users):
        what = f"thanks are for internal and free people, not for `{user.id}`"
        ask.may(is_recognised(user), what, "recognition.outsider")
    ask.may(badge.when is None, f"`{badge.id}` is earned, not given", "badge.earned")
    to = users[0].id
    ask.may(groups.may_post(ask.view, giver, to), f"`{giver.id}` may not post on `{to}`", "post.not_here")


def _within_limits(ask: Ask, giver: User, users: list[User], badge: Badge, points: int) -> None:
    """Refuse more of a badge than one may give in a month, and more points than the month's budget (P12)."""
    times, spent = badges.given_since(ask.view, giver.id, badge.id, _month(ask))
    if badge.limit_per_giver is not None:
        what = f"`{giver.id}` gives `{badge.id}` too often this month"
        ask.below(times + len(users) - 1, badge.limit_per_giver, what, "badge.limit")
    budget = ask.view.settings.thanks_budget
    asked = points * len(users)
    if asked:
        what = f"`{giver.id}` has `{budget - spent}` points left to give this month, not `{asked}`"
        ask.below(spent + asked - 1, budget, what, "thanks.budget")


def _month(ask: Ask) -> dt.datetime | None:
    return boards.window("month", ask.at, ask.view.settings.zone)[0]


def _thanked(ask: Ask, post: Post, users: list[User], badge: Badge, points: int) -> Iterator[e.Event]:
    yield ask.event(e.Posted, post=post)
    names = tuple(user.id for user in users)
    made = Thanks(id=post.id, giver=ask.by, users=names, badge=badge.id, points=points, at=ask.at)
    yield ask.event(e.Thanked, thanks=made)
    for user in users:
        if badge.multiple or badge.id not in badges.held(ask.view, user.id):
            grant = BadgeGrant(badge=badge.id, user=user.id, at=ask.at, thanks=made.id)
            yield ask.event(e.BadgeGranted, user=user.id, grant=grant, alert=False)
        if points:
            yield ask.event(e.PointsAwarded, entry=_gift(ask, user.id, points, post))


def _gift(ask: Ask, user: str, points: int, post: Post) -> Entry:
    return Entry(
        id=ask.make_id(),
        user=user,
        points=points,
        kind="thanks",
        record=post.id,
        alert=False,
        effective_at=ask.at,
        actor=ask.by or None,
        reason=post.text,
    )


# Skills and boards


@handles(c.Endorse)
def endorse(ask: Ask, command: c.Endorse) -> Iterator[e.Event]:
    """Vouch for a skill of somebody whose profile one reads; never for one's own."""
    user = ask.user(command.user)
    by = ask.person("endorse")
    skill = " ".join(command.skill.split())
    ask.sensible(user.id != by.id, "nobody endorses themselves", "endorse.self")
    ask.sensible(bool(skill), "a skill has a name", "endorse.skill")
    long = f"the name of a skill has at most `{_SKILL_LIMIT}` characters"
    ask.sensible(len(skill) <= _SKILL_LIMIT, long, "endorse.skill")
    reads = ask.view.lock("profile", user.id).opens(ask.view.keys(by.id))
    ask.may(reads, f"`{by.id}` does not read the profile of `{user.id}`", "endorse.profile")
    ask.active(user)
    known = {folded(name): name for name in ask.view.skills(user.id)}
    named = known.get(folded(skill), skill)
    if by.id not in ask.view.skills(user.id).get(named, ()):
        yield ask.event(e.Endorsed, user=user.id, skill=named)


@handles(c.OptOut)
def opt_out(ask: Ask, command: c.OptOut) -> Iterator[e.Event]:
    """Stand on no board any more, or on all again; points are earned and shown to oneself all the same."""
    user = ask.person("stand on a board")
    if command.boards != (user.id in ask.view.off_boards):
        yield ask.event(e.BoardsOptedOut, user=user.id, boards=command.boards)
