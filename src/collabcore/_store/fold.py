"""What each event does to the store: one small function per event, no judgment in any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from collabcore import events as e
from collabcore.model import Group, Level, Post, User
from collabcore.shapes import fields_of, frozen_mapping
from collabcore.text import folded

if TYPE_CHECKING:
    from collabcore._store.store import Store

__all__ = ["HANDLERS", "evolved", "on", "sources_of"]

_E = TypeVar("_E", bound=e.Event)

HANDLERS: Final[dict[type[e.Event], Callable[[Any, Any], None]]] = {}
"""The function that folds each class of event."""


def on(kind: type[_E]) -> Callable[[Callable[[Store, _E], None]], Callable[[Store, _E], None]]:
    """Register the function that folds events of a class."""

    def register(handler: Callable[[Store, _E], None]) -> Callable[[Store, _E], None]:
        HANDLERS[kind] = handler
        return handler

    return register


def evolved(thing: Any, changes: Mapping[str, object]) -> Any:
    """Return a thing with some fields changed, their values in plain JSON."""
    shapes = fields_of(type(thing))
    return attrs.evolve(thing, **{name: shapes[name][0].take(value, name) for name, value in changes.items()})


# Organisation and people


@on(e.Configured)
def configured(store: Store, event: e.Configured) -> None:
    """Settings decide the locks of profiles and records."""
    before = store.settings
    store.settings = evolved(before, event.changes)
    if before.user_visibility != store.settings.user_visibility:
        _relock_people(store, store.users)
    if before.record_visibility != store.settings.record_visibility:
        store.sight.relock("record", store.records)


@on(e.RoleAdded)
def role_added(store: Store, event: e.RoleAdded) -> None:
    """Whoever stands above the new role stands above one role more."""
    store.roles[event.role.id] = event.role
    store.used.add(event.role.id)
    if event.role.parent is not None:
        store.below.setdefault(event.role.parent, {})[event.role.id] = None
    _rekey_above(store, event.role.id)


@on(e.RoleMoved)
def role_moved(store: Store, event: e.RoleMoved) -> None:
    """The people above before and after, and everyone in the moved branch, hold other keys."""
    role = store.roles[event.id]
    above_before = store.superiors(event.id)
    if role.parent is not None:
        del store.below[role.parent][event.id]
    store.roles[event.id] = attrs.evolve(role, parent=event.parent)
    if event.parent is not None:
        store.below.setdefault(event.parent, {})[event.id] = None
    branch = (event.id, *store.inferiors(event.id))
    _rekey_roles(store, {*above_before, *store.superiors(event.id), *branch})


def _rekey_above(store: Store, role: str) -> None:
    _rekey_roles(store, store.superiors(role))


def _rekey_roles(store: Store, roles: Iterable[str]) -> None:
    for role in roles:
        for user in store.in_role.get(role, ()):
            store.sight.person(store.users[user])


@on(e.UserAdded)
def user_added(store: Store, event: e.UserAdded) -> None:
    """A person brings keys and a profile."""
    store.used.add(event.user.id)
    _put_user(store, event.user)


@on(e.UserUpdated)
def user_updated(store: Store, event: e.UserUpdated) -> None:
    """A person in another role has other keys, and other people above."""
    _put_user(store, evolved(store.users[event.id], event.changes))


@on(e.UserDeactivated)
def user_deactivated(store: Store, event: e.UserDeactivated) -> None:
    """Nothing shared with the person works through them any more."""
    _put_user(store, attrs.evolve(store.users[event.id], active=False))


@on(e.UserActivated)
def user_activated(store: Store, event: e.UserActivated) -> None:
    """What slept works again."""
    _put_user(store, attrs.evolve(store.users[event.id], active=True))


def _put_user(store: Store, user: User) -> None:
    before = store.users.get(user.id)
    store.users[user.id] = user
    if before is not None and before.role is not None:
        del store.in_role[before.role][user.id]
    if user.role is not None:
        store.in_role.setdefault(user.role, {})[user.id] = None
    store.sight.person(user)
    _relock_people(store, (user.id,))
    store.sight.relock("record", {*store.owned(user.id), *store.shared_with.get(user.id, ())})


def _relock_people(store: Store, users: Iterable[str]) -> None:
    for user in users:
        store.sight.relock("person", (user,))
        store.sight.relock("profile", (user,))


# Groups


@on(e.GroupCreated)
def group_created(store: Store, event: e.GroupCreated) -> None:
    """A group starts with its owner in it."""
    group = event.group
    store.used.add(group.id)
    store.groups[group.id] = group
    _name(store, group)
    store.members_of[group.id] = {}
    _enter(store, group.id, group.owner)
    store.members_of[group.id][group.owner] = "owner"
    _relock_group(store, group.id)


@on(e.GroupUpdated)
def group_updated(store: Store, event: e.GroupUpdated) -> None:
    """Its access decides its locks, for old posts too."""
    before = store.groups[event.id]
    store.groups[event.id] = evolved(before, event.changes)
    if before.access != "unlisted":
        del store.names[folded(before.name)]
    _name(store, store.groups[event.id])
    _relock_group(store, event.id)


def _name(store: Store, group: Group) -> None:
    if group.access != "unlisted":
        store.names[folded(group.name)] = group.id


def _relock_group(store: Store, group: str) -> None:
    store.sight.relock("shell", (group,))
    store.sight.relock("group", (group,))


def _enter(store: Store, group: str, user: str) -> None:
    store.member_of.setdefault(user, {})[group] = None
    store.sight.join(user, group)
    store.sight.relock("person", (user,))


@on(e.MemberAdded)
def member_added(store: Store, event: e.MemberAdded) -> None:
    """A member holds the group's key; a request is answered by it."""
    if event.user not in store.members_of[event.group]:
        _enter(store, event.group, event.user)
    store.members_of[event.group][event.user] = event.role
    _stop_waiting(store, event.group, event.user)


@on(e.MemberRemoved)
def member_removed(store: Store, event: e.MemberRemoved) -> None:
    """Who leaves loses sight of the group's posts, their own too."""
    del store.members_of[event.group][event.user]
    del store.member_of[event.user][event.group]
    store.sight.leave(event.user, event.group)
    store.sight.relock("person", (event.user,))


@on(e.MembershipRequested)
def membership_requested(store: Store, event: e.MembershipRequested) -> None:
    """A request waits."""
    store.waiting.setdefault(event.group, {})[event.user] = event.message
    store.waits_for.setdefault(event.user, {})[event.group] = None


@on(e.RequestAnswered)
def request_answered(store: Store, event: e.RequestAnswered) -> None:
    """A request waits no more."""
    _stop_waiting(store, event.group, event.user)


def _stop_waiting(store: Store, group: str, user: str) -> None:
    if group in store.waits_for.get(user, ()):
        del store.waits_for[user][group]
        del store.waiting[group][user]


@on(e.OwnerSet)
def owner_set(store: Store, event: e.OwnerSet) -> None:
    """The owner before stays as manager."""
    group = store.groups[event.group]
    store.members_of[event.group][group.owner] = "manager"
    store.members_of[event.group][event.user] = "owner"
    store.groups[event.group] = attrs.evolve(group, owner=event.user)


# Following


@on(e.Followed)
def followed(store: Store, event: e.Followed) -> None:
    """Following is kept from both ends."""
    store.follow_of.setdefault(event.user, {})[event.target] = None
    store.follower_of.setdefault(event.target, {})[event.user] = None


@on(e.Unfollowed)
def unfollowed(store: Store, event: e.Unfollowed) -> None:
    """Unfollowing too."""
    del store.follow_of[event.user][event.target]
    del store.follower_of[event.target][event.user]


# Conversation


@on(e.Posted)
def posted(store: Store, event: e.Posted) -> None:
    """A post takes the next number in both orders."""
    post = event.post
    store.used.add(post.id)
    store.posts[post.id] = post
    sources = sources_of(store, post)
    store.newest.publish(post.id, sources)
    store.activity.publish(post.id, sources)


def sources_of(store: Store, post: Post) -> list[str]:
    """Return the sources a post feeds: everything, its place, its author, and whom it or its comments mention."""
    sources = ["all", f"on:{post.to}"]
    if post.author is not None:
        sources.append(f"changes:{post.author}" if post.is_tracked else f"by:{post.author}")
    mentioned = list(post.mentions)
    for comment in store.comments_of.get(post.id, ()):
        mentioned += store.comments[comment].mentions
    return [*sources, *(f"mentions:{thing}" for thing in dict.fromkeys(mentioned))]


@on(e.Commented)
def commented(store: Store, event: e.Commented) -> None:
    """A comment bumps its post, and makes it mention whom it mentions."""
    comment = event.comment
    store.used.add(comment.id)
    store.comments[comment.id] = comment
    store.comments_of.setdefault(comment.post, {})[comment.id] = None
    for source in (f"mentions:{mentioned}" for mentioned in comment.mentions):
        store.newest.add_source(comment.post, source)
        store.activity.add_source(comment.post, source)
    store.activity.bump(comment.post, comment.id)


@on(e.Deleted)
def deleted(store: Store, event: e.Deleted) -> None:
    """A post takes its comments along; ids and numbers stay used."""
    if event.id in store.comments:
        _drop_comment(store, event.id)
        return
    for comment in store.comments_of.pop(event.id, ()):
        _forget(store, comment)
        del store.comments[comment]
    _forget(store, event.id)
    store.newest.remove(event.id)
    store.activity.remove(event.id)
    del store.posts[event.id]


def _drop_comment(store: Store, comment_id: str) -> None:
    comment = store.comments.pop(comment_id)
    _forget(store, comment_id)
    del store.comments_of[comment.post][comment_id]
    still = sources_of(store, store.posts[comment.post])
    for source in (f"mentions:{mentioned}" for mentioned in comment.mentions):
        if source not in still:
            store.newest.drop_source(comment.post, source)
            store.activity.drop_source(comment.post, source)


def _forget(store: Store, item: str) -> None:
    store.likes_of.pop(item, None)


@on(e.Liked)
def liked(store: Store, event: e.Liked) -> None:
    """A like bumps nothing."""
    store.likes_of.setdefault(event.item, {})[event.user] = None


@on(e.Unliked)
def unliked(store: Store, event: e.Unliked) -> None:
    """A like is taken back."""
    del store.likes_of[event.item][event.user]


@on(e.ItemReviewed)
def item_reviewed(store: Store, event: e.ItemReviewed) -> None:
    """The gates of the rule table read the status."""
    if event.id in store.posts:
        store.posts[event.id] = attrs.evolve(store.posts[event.id], status=event.status)
    else:
        store.comments[event.id] = attrs.evolve(store.comments[event.id], status=event.status)


# Records


@on(e.RecordAdded)
def record_added(store: Store, event: e.RecordAdded) -> None:
    """A record brings its lock."""
    record = event.record
    store.used.add(record.id)
    store.records[record.id] = record
    store.owned_by.setdefault(record.owner, {})[record.id] = None
    store.sight.relock("record", (record.id,))


@on(e.RecordUpdated)
def record_updated(store: Store, event: e.RecordUpdated) -> None:
    """Fields are merged key by key, null clearing."""
    record = store.records[event.id]
    merged = {name: value for name, value in {**record.fields, **event.fields}.items() if value is not None}
    store.records[event.id] = attrs.evolve(record, fields=frozen_mapping(merged), updated_at=event.at)


@on(e.OwnerChanged)
def owner_changed(store: Store, event: e.OwnerChanged) -> None:
    """Another owner, and the manual shares are gone (READINGS 68)."""
    record = store.records[event.record]
    del store.owned_by[record.owner][record.id]
    store.owned_by.setdefault(event.owner, {})[record.id] = None
    for target in store.shares_of.pop(record.id, ()):
        del store.shared_with[target][record.id]
    store.records[record.id] = attrs.evolve(record, owner=event.owner, updated_at=event.at)
    store.sight.relock("record", (record.id,))


@on(e.RecordShared)
def record_shared(store: Store, event: e.RecordShared) -> None:
    """One share per target, the later level."""
    store.shares_of.setdefault(event.record, {})[event.to] = Level[event.level.upper()]
    store.shared_with.setdefault(event.to, {})[event.record] = None
    store.sight.relock("record", (event.record,))


@on(e.RecordUnshared)
def record_unshared(store: Store, event: e.RecordUnshared) -> None:
    """The share's grants are gone with it."""
    del store.shares_of[event.record][event.to]
    del store.shared_with[event.to][event.record]
    store.sight.relock("record", (event.record,))


# Scoring


@on(e.CompletenessSet)
def completeness_set(store: Store, event: e.CompletenessSet) -> None:
    """Scores are worked out when asked, so a profile changes no ledger."""
    store.profiles[event.profile.type] = event.profile


@on(e.PointsRuleAdded)
def points_rule_added(store: Store, event: e.PointsRuleAdded) -> None:
    """A rule pays from now on."""
    store.used.add(event.rule.id)
    store.rules[event.rule.id] = event.rule


@on(e.PointsRuleRetired)
def points_rule_retired(store: Store, event: e.PointsRuleRetired) -> None:
    """A retired rule keeps its name and its past."""
    store.rules[event.id] = attrs.evolve(store.rules[event.id], retired=True)


@on(e.PointsAwarded)
def points_awarded(store: Store, event: e.PointsAwarded) -> None:
    """The ledger only grows."""
    entry = event.entry
    store.used.add(entry.id)
    store.entries[entry.id] = entry
    store.ledgers.setdefault(entry.user, []).append(entry.id)
    store.awards[entry.key] = entry.id
