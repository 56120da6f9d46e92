"""What each event does to the store: one small function per event, no judgment in any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from collabcore import events as e
from collabcore.model import Group, Level, Network, Post, Record, User
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
    """Settings decide locks."""
    store.settings = evolved(store.settings, event.changes)
    store.sight.changed(("settings",))


@on(e.RoleAdded)
def role_added(store: Store, event: e.RoleAdded) -> None:
    """Whoever stands above the new role stands above one role more."""
    store.roles[event.role.id] = event.role
    store.used.add(event.role.id)
    if event.role.parent is not None:
        store.below.setdefault(event.role.parent, {})[event.role.id] = None
    store.sight.changed(*(("inferiors", role) for role in store.superiors(event.role.id)))


@on(e.RoleMoved)
def role_moved(store: Store, event: e.RoleMoved) -> None:
    """The people above before and after, and everyone in the moved branch, hold other keys."""
    role = store.roles[event.id]
    above = store.superiors(event.id)
    if role.parent is not None:
        del store.below[role.parent][event.id]
    store.roles[event.id] = attrs.evolve(role, parent=event.parent)
    if event.parent is not None:
        store.below.setdefault(event.parent, {})[event.id] = None
    above = [*above, *store.superiors(event.id)]
    branch = (event.id, *store.inferiors(event.id))
    store.sight.changed(*(("inferiors", role) for role in above), *(("superiors", role) for role in branch))


@on(e.UserAdded)
def user_added(store: Store, event: e.UserAdded) -> None:
    """A person brings keys and a profile."""
    store.used.add(event.user.id)
    store.users[event.user.id] = event.user
    store.sight.add_person(event.user.id)


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
    store.users[user.id] = user
    store.sight.changed(("users", user.id))


@on(e.TeamAdded)
def team_added(store: Store, event: e.TeamAdded) -> None:
    """Whom a team names holds its key."""
    store.used.add(event.team.id)
    store.teams[event.team.id] = event.team
    _name_members(store, event.team.id, (), event.team.members)


@on(e.TeamUpdated)
def team_updated(store: Store, event: e.TeamUpdated) -> None:
    """Other members, other holders; another flag, other people above."""
    before = store.teams[event.id]
    store.teams[event.id] = evolved(before, event.changes)
    _name_members(store, event.id, before.members, store.teams[event.id].members)
    store.sight.changed(("teams", event.id))


def _name_members(store: Store, name: str, before: Iterable[str], after: Iterable[str]) -> None:
    """Keep which teams and queues name a target."""
    before, after = dict.fromkeys(before), dict.fromkeys(after)
    for target in before:
        if target not in after:
            del store.named_by[target][name]
    for target in after:
        store.named_by.setdefault(target, {})[name] = None
    store.sight.changed(*(("named_in", target) for target in {**before, **after}))


# Channel


@on(e.QueueAdded)
def queue_added(store: Store, event: e.QueueAdded) -> None:
    """Whom a queue names holds its key."""
    store.used.add(event.queue.id)
    store.queues[event.queue.id] = event.queue
    _name_members(store, event.queue.id, (), event.queue.members)


@on(e.QueueUpdated)
def queue_updated(store: Store, event: e.QueueUpdated) -> None:
    """Other members, other holders."""
    before = store.queues[event.id]
    store.queues[event.id] = attrs.evolve(before, members=event.members)
    _name_members(store, event.id, before.members, event.members)
    store.sight.changed(("queues", event.id))


@on(e.NetworkAdded)
def network_added(store: Store, event: e.NetworkAdded) -> None:
    """A network in preview opens nothing."""
    store.used.add(event.network.id)
    store.networks[event.network.id] = event.network


@on(e.NetworkUpdated)
def network_updated(store: Store, event: e.NetworkUpdated) -> None:
    """Other profiles, other members."""
    _put_network(store, attrs.evolve(store.networks[event.id], profiles=event.profiles))


@on(e.NetworkStateSet)
def network_state_set(store: Store, event: e.NetworkStateSet) -> None:
    """Only a live network has members."""
    _put_network(store, attrs.evolve(store.networks[event.id], state=event.state))


def _put_network(store: Store, network: Network) -> None:
    store.networks[network.id] = network
    store.sight.changed(("networks", network.id))


# Groups


@on(e.GroupCreated)
def group_created(store: Store, event: e.GroupCreated) -> None:
    """A group starts with its owner in it."""
    group = event.group
    store.used.add(group.id)
    store.groups[group.id] = group
    store.talked[group.id] = event.at
    _name(store, group)
    store.sight.add_group(group.id)
    store.members_of[group.id] = {}
    _enter(store, group.id, group.owner)
    store.members_of[group.id][group.owner] = "owner"


@on(e.GroupUpdated)
def group_updated(store: Store, event: e.GroupUpdated) -> None:
    """Its access decides its locks, for old posts too."""
    before = store.groups[event.id]
    _unname(store, before)
    store.groups[event.id] = evolved(before, event.changes)
    _name(store, store.groups[event.id])
    store.sight.changed(("groups", event.id))


def _name(store: Store, group: Group) -> None:
    if group.access != "unlisted":
        store.names[folded(group.name)] = group.id


def _unname(store: Store, group: Group) -> None:
    if group.access != "unlisted":
        del store.names[folded(group.name)]


@on(e.GroupArchived)
def group_archived(store: Store, event: e.GroupArchived) -> None:
    """Archiving changes nobody's sight (law 7)."""
    store.groups[event.id] = attrs.evolve(store.groups[event.id], archived=True)


@on(e.GroupUnarchived)
def group_unarchived(store: Store, event: e.GroupUnarchived) -> None:
    """Nor does coming back."""
    store.groups[event.id] = attrs.evolve(store.groups[event.id], archived=False)


@on(e.GroupDeleted)
def group_deleted(store: Store, event: e.GroupDeleted) -> None:
    """Everything said in a group goes with it; its id stays used."""
    _clear(store, event.id)
    _unname(store, store.groups.pop(event.id))
    for user in list(store.members_of.pop(event.id)):
        del store.member_of[user][event.id]
        store.sight.changed(("memberships", user))
    for user in store.waiting.pop(event.id, ()):
        del store.waits_for[user][event.id]
    for kept in (store.invited, store.attachments, store.announcements, store.talked, store.pinned):
        kept.pop(event.id, None)
    store.sight.drop(("shell", event.id), ("group", event.id))


def _clear(store: Store, place: str) -> None:
    """Delete every post in a place."""
    for number in list(store.newest.stream(f"on:{place}")):
        _drop_post(store, store.newest.post(number))


def _enter(store: Store, group: str, user: str) -> None:
    store.member_of.setdefault(user, {})[group] = None
    store.sight.changed(("memberships", user))


@on(e.MemberAdded)
def member_added(store: Store, event: e.MemberAdded) -> None:
    """A member holds the group's key; a request or invitation is answered by it."""
    if event.user not in store.members_of[event.group]:
        _enter(store, event.group, event.user)
    store.members_of[event.group][event.user] = event.role
    _stop_waiting(store, event.group, event.user)
    store.invited.get(event.group, {}).pop(event.user, None)


@on(e.MemberRemoved)
def member_removed(store: Store, event: e.MemberRemoved) -> None:
    """Who leaves loses sight of the group's posts, their own too."""
    del store.members_of[event.group][event.user]
    del store.member_of[event.user][event.group]
    store.sight.changed(("memberships", event.user))


@on(e.MemberInvited)
def member_invited(store: Store, event: e.MemberInvited) -> None:
    """An invitation waits."""
    store.invited.setdefault(event.group, {})[event.user] = None


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


@on(e.RecordAttached)
def record_attached(store: Store, event: e.RecordAttached) -> None:
    """Showing a record opens it to nobody."""
    store.attachments.setdefault(event.group, {})[event.record] = None


@on(e.Announced)
def announced(store: Store, event: e.Announced) -> None:
    """A group announces one thing at a time."""
    store.announcements[event.announcement.group] = event.announcement


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
    _talk(store, post.to, event.at)


def _talk(store: Store, place: str, at: dt.datetime) -> None:
    if place in store.talked:
        store.talked[place] = at


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
    _talk(store, store.posts[comment.post].to, event.at)


@on(e.Deleted)
def deleted(store: Store, event: e.Deleted) -> None:
    """A post takes its comments along; ids and numbers stay used."""
    if event.id in store.comments:
        _drop_comment(store, event.id)
    else:
        _drop_post(store, event.id)


def _drop_post(store: Store, post_id: str) -> None:
    post = store.posts.pop(post_id)
    for comment in store.comments_of.pop(post_id, ()):
        _forget(store, comment)
        del store.comments[comment]
    _forget(store, post_id)
    store.newest.remove(post_id)
    store.activity.remove(post_id)
    store.pinned.get(post.to, {}).pop(post_id, None)


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


@on(e.AudienceSet)
def audience_set(store: Store, event: e.AudienceSet) -> None:
    """The gates of the rule table read the audience."""
    store.posts[event.id] = attrs.evolve(store.posts[event.id], audience=event.audience)


@on(e.PostPinned)
def post_pinned(store: Store, event: e.PostPinned) -> None:
    """A pin is kept by its place."""
    store.pinned.setdefault(store.posts[event.id].to, {})[event.id] = None


@on(e.PostUnpinned)
def post_unpinned(store: Store, event: e.PostUnpinned) -> None:
    """A pin is taken out."""
    del store.pinned[store.posts[event.id].to][event.id]


# Records


@on(e.RecordAdded)
def record_added(store: Store, event: e.RecordAdded) -> None:
    """A record brings its lock, and may open its parent."""
    record = event.record
    store.used.add(record.id)
    store.records[record.id] = record
    store.owned_by.setdefault(record.owner, {})[record.id] = None
    store.sight.add_record(record.id)
    if record.parent is not None:
        store.children_of.setdefault(record.parent, {})[record.id] = None
        store.sight.changed(("children", record.parent))


@on(e.RecordUpdated)
def record_updated(store: Store, event: e.RecordUpdated) -> None:
    """Fields are merged key by key, null clearing; sharing rules read them."""
    record = store.records[event.id]
    merged = {name: value for name, value in {**record.fields, **event.fields}.items() if value is not None}
    _put_record(store, attrs.evolve(record, fields=frozen_mapping(merged), updated_at=event.at))


def _put_record(store: Store, record: Record) -> None:
    store.records[record.id] = record
    store.sight.changed(("records", record.id))


@on(e.RecordDeleted)
def record_deleted(store: Store, event: e.RecordDeleted) -> None:
    """Posts on a record go with it, and who follows it; its children stay, without a parent (READINGS 69)."""
    _clear(store, event.id)
    record = store.records.pop(event.id)
    del store.owned_by[record.owner][record.id]
    _drop_shares(store, record.id)
    for user in store.follower_of.pop(record.id, ()):
        del store.follow_of[user][record.id]
    for shown in store.attachments.values():
        shown.pop(record.id, None)
    store.sight.drop(("record", record.id))
    for child in store.children_of.pop(record.id, ()):
        _put_record(store, attrs.evolve(store.records[child], parent=None))
    if record.parent is not None:
        del store.children_of[record.parent][record.id]
        store.sight.changed(("children", record.parent))


def _drop_shares(store: Store, thing: str) -> None:
    for target in store.shares_of.pop(thing, ()):
        del store.shared_with[target][thing]


@on(e.OwnerChanged)
def owner_changed(store: Store, event: e.OwnerChanged) -> None:
    """Another owner, and the manual shares are gone (READINGS 68)."""
    record = store.records[event.record]
    del store.owned_by[record.owner][record.id]
    store.owned_by.setdefault(event.owner, {})[record.id] = None
    _drop_shares(store, record.id)
    store.sight.changed(("shares", record.id))
    _put_record(store, attrs.evolve(record, owner=event.owner, updated_at=event.at))


@on(e.RecordShared)
def record_shared(store: Store, event: e.RecordShared) -> None:
    """One share per target, the later level."""
    store.shares_of.setdefault(event.record, {})[event.to] = Level[event.level.upper()]
    store.shared_with.setdefault(event.to, {})[event.record] = None
    store.sight.changed(("shares", event.record))


@on(e.RecordUnshared)
def record_unshared(store: Store, event: e.RecordUnshared) -> None:
    """The share's grants are gone with it."""
    del store.shares_of[event.record][event.to]
    del store.shared_with[event.to][event.record]
    store.sight.changed(("shares", event.record))


@on(e.SharingRuleAdded)
def sharing_rule_added(store: Store, event: e.SharingRuleAdded) -> None:
    """A rule opens every record of its type that it speaks of."""
    store.used.add(event.rule.id)
    store.sharing[event.rule.id] = event.rule
    store.rules_of.setdefault(event.rule.type, {})[event.rule.id] = None
    store.sight.changed(("sharing_of", event.rule.type))


@on(e.SharingRuleRemoved)
def sharing_rule_removed(store: Store, event: e.SharingRuleRemoved) -> None:
    """What it opened is closed, as far as nothing else keeps it open."""
    rule = store.sharing.pop(event.id)
    del store.rules_of[rule.type][event.id]
    store.sight.changed(("sharing_of", rule.type))


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
