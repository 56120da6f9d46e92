"""The whole state as plain JSON, asked of any view: what digests and comparisons are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collabcore.shapes import Json, dump, thaw, write_time
from collabcore.view import View

__all__ = ["state"]


def state(view: View) -> dict[str, Json]:
    """Return every fact of a view as JSON, in an order that says what came first.

    The timeline of activity is among the facts: it remembers deleted items, whose ids stay used,
    and what brought a post to the top (RULES 6).

    Cost: O(facts).
    """
    timeline = view.timeline("activity")
    return {
        "now": write_time(view.now),
        "settings": dump(view.settings),
        "roles": _things(view.roles),
        "users": _things(view.users),
        "teams": _things(view.teams),
        "queues": _things(view.queues),
        "networks": _things(view.networks),
        "groups": _things(view.groups),
        "members": [[group, [list(pair) for pair in view.members(group).items()]] for group in view.groups],
        "requests": [[group, [list(pair) for pair in view.requests(group).items()]] for group in view.groups],
        "invitations": [[group, list(view.invitations(group))] for group in view.groups],
        "archived_since": [
            [group.id, view.archived_since(group.id)] for group in view.groups.values() if group.archived
        ],
        "attached": [[group, list(view.attached(group))] for group in view.groups],
        "announcements": [dump(said) for said in map(view.announcement, view.groups) if said is not None],
        "last_talk": [[group, write_time(view.last_talk(group))] for group in view.groups],
        "pins": [[place, list(view.pins(place))] for place in (*view.users, *view.groups, *view.records)],
        "follows": [
            [user, [[target, view.followed_since(user, target)] for target in view.follows(user)]]
            for user in view.users
        ],
        "records": _things(view.records),
        "owned": [[owner, list(view.owned(owner))] for owner in (*view.users, *view.queues)],
        "sharing": _things(view.sharing),
        "shares": [[thing, _levels(view, thing)] for thing in (*view.records, *view.users)],
        "files": _things(view.files),
        "timeline": [
            [timeline.item(number), timeline.post(number), write_time(timeline.at(number))]
            for number in range(len(timeline))
        ],
        "likes": [[item, list(view.likes(item))] for item in (*view.posts, *view.comments)],
        **_talk(view),
        **_scores(view),
        "activities": _things(view.activities),
        "logins": [[user, list(map(write_time, view.logins(user)))] for user in view.users],
        **_channel(view),
        **_kept(view),
        **_news(view),
        **_recognition(view),
    }


def _kept(view: View) -> dict[str, Json]:
    """Return what people keep, leave out and report."""
    return {
        "bookmarks": [[user, list(view.bookmarks(user))] for user in view.users],
        "bookmarkers": [[post, list(view.bookmarkers(post))] for post in view.posts],
        "muted": [[user, list(view.muted(user))] for user in view.users],
        **_topics(view),
        "flags": [[item, [list(pair) for pair in view.flags(item).items()]] for item in (*view.posts, *view.comments)],
    }


def _topics(view: View) -> dict[str, Json]:
    """Return what is said about what, and who follows it."""
    return {
        "topics": [dump(use) for use in view.topic_uses()],
        "followed_topics": [
            [user, [[topic, view.topic_followed_since(user, topic)] for topic in view.followed_topics(user)]]
            for user in view.users
        ],
    }


def _recognition(view: View) -> dict[str, Json]:
    """Return what people are recognised by, and their ideas."""
    return {
        "levels": [dump(level) for level in view.levels],
        "standing": [[user, view.rank_points(user), view.level(user)] for user in view.users],
        "purses": [[user, dump(view.purse(user))] for user in view.users],
        "badges": _things(view.badges),
        "grants": [[user, [dump(grant) for grant in view.grants(user)]] for user in view.users],
        "thanks": _things(view.thanks),
        "skills": [[user, [[skill, list(by)] for skill, by in view.skills(user).items()]] for user in view.users],
        "off_boards": list(view.off_boards),
        "deeds": [[user, _deeds(view, user)] for user in view.users],
        "rewards": _things(view.rewards),
        "redemptions": _things(view.redemptions),
        "ideas": _things(view.ideas),
        "idea_votes": [[idea, _dumped(view.idea_votes(idea))] for idea in view.ideas],
    }


def _deeds(view: View, user: str) -> list[Json]:
    return [
        [trigger, [[thaw(of), thing] for of, thing in objects.items()]] for trigger, objects in view.deeds(user).items()
    ]


def _dumped(things: Mapping[str, Any]) -> list[Json]:
    return [[name, dump(thing)] for name, thing in things.items()]


def _talk(view: View) -> dict[str, Json]:
    return {
        "posts": _things(view.posts),
        "comments": _things(view.comments),
        "ballots": [[post, [list(pair) for pair in view.ballots(post).items()]] for post in view.posts],
        "revisions": [[item, list(map(dump, view.revisions(item)))] for item in (*view.posts, *view.comments)],
    }


def _news(view: View) -> dict[str, Json]:
    """Return what people were told, and how often they are written to."""
    return {
        "notices": _things(view.notices),
        "told": [[user, list(view.told(user))] for user in view.users],
        "read": [[user, list(view.read(user))] for user in view.users],
        "frequencies": [
            [group, [[user, view.frequency(group, user)] for user in view.members(group)]] for group in view.groups
        ],
        "every_post": [[group, list(view.every_post(group))] for group in view.groups],
        "marks": [[user, _marks(view, user)] for user in view.users],
        "unsent": list(view.unsent),
        "digest_frequencies": [[user, view.digest_frequency(user)] for user in view.users],
    }


def _channel(view: View) -> dict[str, Json]:
    """Return what is so of partners, and of who gets records."""
    return {
        "rotations": _things(view.rotations),
        "routes": _things(view.routes),
        "absent": list[Json](sorted(view.absent)),
        "unread": list[Json](sorted(view.unread)),
        "assignments": [dump(made) for made in map(view.assignment, view.records) if made is not None],
        "partner_management": view.partner_management,
        "welcomed": list[Json](sorted(view.welcomed)),
    }


def _scores(view: View) -> dict[str, Json]:
    return {
        "profiles": [dump(profile) for profile in view.profiles.values()],
        "rules": _things(view.rules),
        "entries": _things(view.entries),
        "reversed": [[entry, view.reversal(entry)] for entry in view.entries],
        "teams_at": [[entry, list(view.teams_at(entry))] for entry in view.entries],
        "boards": _things(view.boards),
        "importing": view.importing,
    }


def _levels(view: View, thing: str) -> list[Json]:
    return [[to, level.tag] for to, level in view.shares(thing).items()]


def _marks(view: View, user: str) -> list[Json]:
    return [dump(view.mark(user, place)) for place in (None, *view.memberships(user))]


def _things(things: Mapping[str, Any]) -> list[Json]:
    return [dump(thing) for thing in things.values()]
