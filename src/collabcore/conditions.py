"""The conditions of the rule table: whose keys a row concerns, one named function each.

Rule 1: a condition says *whose*, in keys; whether that lets them in or keeps them out is said by the table.
Rule 2: it knows only the place it is asked about, and asks a view; it never asks who is looking.
"""

from __future__ import annotations

from collections.abc import Iterable

from collabcore import keys, people, records
from collabcore.keys import EVERYONE, GUESTS, INACTIVE, INSIDERS, NETWORKED, SITE, Key
from collabcore.model import Group
from collabcore.people import RECOGNISED
from collabcore.view import View

__all__ = [
    "administrators_if_listed",
    "author_and_approvers",
    "co_members",
    "customers",
    "data_administrators",
    "everyone",
    "everyone_if_listed",
    "fellow_guests",
    "file_owner",
    "file_receivers",
    "free_users_where_private",
    "guests_if_in_a_network",
    "guests_taken_in",
    "inactive",
    "insiders_if_listed",
    "insiders_if_public",
    "insiders_where_users_are_public",
    "isolated",
    "managers_of_points",
    "members",
    "members_of_its_network",
    "members_of_the_network",
    "nobody",
    "oneself",
    "oneself_and_co_members",
    "oneself_and_fellow_guests",
    "outsiders_of_internal_posts",
    "outsiders_where_users_are_public",
    "pending",
    "profiles_that_hide_it",
    "recognised",
    "record_readers",
    "shared_with",
    "strangers_to_the_network",
    "superiors",
    "those_of_networks",
    "unlicensed",
    "unlisted_managers",
    "user_administrators",
    "who_redeemed",
]


def nobody(view: View, thing: str) -> Iterable[Key]:
    """No key at all."""
    return ()


# Gates: whom a place turns away


def inactive(view: View, thing: str) -> Iterable[Key]:
    """Those who were deactivated: nothing works for them while they are away."""
    return (INACTIVE,)


def everyone(view: View, thing: str) -> Iterable[Key]:
    """Everyone whom no earlier row let in."""
    return (EVERYONE,)


def _held_back(view: View, thing: str, status: str) -> Iterable[Key]:
    item = view.posts.get(thing) or view.comments[thing]
    return (EVERYONE,) if item.status == status else ()


def isolated(view: View, thing: str) -> Iterable[Key]:
    """Everyone, for an item that moderation took out of sight."""
    return _held_back(view, thing, "isolated")


def pending(view: View, thing: str) -> Iterable[Key]:
    """Everyone, for an item that waits for approval."""
    return _held_back(view, thing, "pending")


def data_administrators(view: View, thing: str) -> Iterable[Key]:
    """Only those who may modify all data see what was isolated, its author not."""
    return (keys.permitted("modify_all_data"),)


def author_and_approvers(view: View, thing: str) -> Iterable[Key]:
    """Who wrote it, who approves, and the administrators."""
    item = view.posts.get(thing) or view.comments[thing]
    yield from () if item.author is None else (keys.user(item.author),)
    yield from map(keys.permitted, ("approve_posts", "view_all_data", "modify_all_data"))


def outsiders_of_internal_posts(view: View, thing: str) -> Iterable[Key]:
    """Outsiders, for a post kept inside the organisation, whatever access they have to its place."""
    return (SITE, GUESTS) if view.posts[thing].audience == "internal" else ()


def profiles_that_hide_it(view: View, thing: str) -> Iterable[Key]:
    """The people of profiles that may read none of the fields a tracked change changed."""
    changed = {change.field for change in view.posts[thing].changes}
    if changed:
        record = view.records[view.posts[thing].to]
        for profile, types in view.settings.hidden_fields.items():
            if changed <= set(types.get(record.type, ())):
                yield keys.profiled(profile)


def strangers_to_the_network(view: View, thing: str) -> Iterable[Key]:
    """Everyone, for a wall post in a network; those who come through networks, for one outside, or on a record."""
    post = view.posts[thing]
    if post.to in view.groups:
        return ()
    return (SITE,) if post.network is None or post.to in view.records else (EVERYONE,)


def members_of_the_network(view: View, thing: str) -> Iterable[Key]:
    """The network's members and the data administrators; a record's post is in every live network (READINGS 3)."""
    post = view.posts[thing]
    if post.to in view.records:
        return (NETWORKED,)
    administrators = map(keys.permitted, ("view_all_data", "modify_all_data"))
    return () if post.network is None else (keys.in_network(post.network), *administrators)


def free_users_where_private(view: View, thing: str) -> Iterable[Key]:
    """Free users, where profiles are private, whatever they hold (READINGS 9)."""
    return (keys.of_kind("free"),) if view.settings.user_visibility == "private" else ()


def customers(view: View, thing: str) -> Iterable[Key]:
    """Customers, who know only the people of their groups."""
    return (GUESTS,)


def oneself_and_fellow_guests(view: View, thing: str) -> Iterable[Key]:
    """The person themselves, and the customers in one of the person's groups."""
    return (keys.user(thing), *fellow_guests(view, thing))


def oneself_and_co_members(view: View, thing: str) -> Iterable[Key]:
    """The person themselves, and the members of the person's groups, who know each other by name."""
    return (keys.user(thing), *map(keys.member, view.memberships(thing)))


def guests_taken_in(view: View, thing: str) -> Iterable[Key]:
    """The customers in a group, which is in no network: customers never are."""
    return () if view.groups[thing].network is not None else (keys.guest(thing),)


def guests_if_in_a_network(view: View, thing: str) -> Iterable[Key]:
    """Customers, for a wall post in a network: they are never made members of one, whatever they hold."""
    post = view.posts[thing]
    return (GUESTS,) if post.network is not None and post.to not in view.groups else ()


def those_of_networks(view: View, thing: str) -> Iterable[Key]:
    """Those who come through networks: a group outside theirs is not there for them."""
    return (SITE,)


def members_of_its_network(view: View, thing: str) -> Iterable[Key]:
    """The members of the network that the group belongs to."""
    network = view.groups[thing].network
    return () if network is None else (keys.in_network(network),)


def unlicensed(view: View, thing: str) -> Iterable[Key]:
    """Free users and customers, who work with no records at all."""
    return (keys.of_kind("free"), keys.of_kind("customer"))


# Grants: whom a place lets in


def oneself(view: View, thing: str) -> Iterable[Key]:
    """The person whose profile it is."""
    return (keys.user(thing),)


def insiders_where_users_are_public(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people, where profiles are public."""
    return (INSIDERS,) if view.settings.user_visibility == "public" else ()


def outsiders_where_users_are_public(view: View, thing: str) -> Iterable[Key]:
    """Those who come through networks, where profiles are public for them too."""
    return (SITE,) if view.settings.external_user_visibility == "public" else ()


def user_administrators(view: View, thing: str) -> Iterable[Key]:
    """Those who may view all users; the right to all data includes it (READINGS 9)."""
    return map(keys.permitted, ("view_all_users", "manage_users", "view_all_data", "modify_all_data"))


def superiors(view: View, thing: str) -> Iterable[Key]:
    """Those in roles above the profile's owner; the author of a post on it does not count."""
    return people.over(view, view.users[thing])


def shared_with(view: View, thing: str) -> Iterable[Key]:
    """Those with whom the person was shared, by hand or by a rule for people."""
    return (grant.key for grant in records.person_grants(view, thing))


def fellow_guests(view: View, thing: str) -> Iterable[Key]:
    """The customers in one of the person's groups, where profiles are public."""
    return map(keys.guest, view.memberships(thing)) if view.settings.user_visibility == "public" else ()


def co_members(view: View, thing: str) -> Iterable[Key]:
    """The people of one's groups, known there by name and not by their wall (READINGS 9)."""
    return map(keys.member, view.memberships(thing))


def members(view: View, thing: str) -> Iterable[Key]:
    """The members of the group, its managers and owner."""
    return (keys.member(thing),)


def insiders_if_public(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people, for a public group; the network's members, if it belongs to one."""
    group = view.groups[thing]
    return _crowd(group) if group.access == "public" else ()


def insiders_if_listed(view: View, thing: str) -> Iterable[Key]:
    """The organisation's own people and the network's, for a group that is listed: its shell, not its posts."""
    group = view.groups[thing]
    return (INSIDERS, *_crowd(group)) if group.access != "unlisted" else ()


def _crowd(group: Group) -> Iterable[Key]:
    return (INSIDERS,) if group.network is None else (keys.in_network(group.network),)


def administrators_if_listed(view: View, thing: str) -> Iterable[Key]:
    """Those who may view or modify all data, but never in an unlisted group."""
    listed = view.groups[thing].access != "unlisted"
    return map(keys.permitted, ("view_all_data", "modify_all_data") if listed else ())


def unlisted_managers(view: View, thing: str) -> Iterable[Key]:
    """Those who may manage unlisted groups; it opens nothing else."""
    return (keys.permitted("manage_unlisted_groups"),) if view.groups[thing].access == "unlisted" else ()


def everyone_if_listed(view: View, thing: str) -> Iterable[Key]:
    """Everyone left, where the group is known to be there."""
    return (EVERYONE,) if view.groups[thing].access != "unlisted" else ()


def record_readers(view: View, thing: str) -> Iterable[Key]:
    """Whoever has read access or more to the record, whoever wrote the post."""
    return records.readers(view, view.records[thing])


def recognised(view: View, thing: str) -> Iterable[Key]:
    """Internal and free people, for whom ideas, badges and rewards are."""
    return map(keys.of_kind, RECOGNISED)


def who_redeemed(view: View, thing: str) -> Iterable[Key]:
    """Who asked for the reward."""
    return (keys.user(view.redemptions[thing].user),)


def managers_of_points(view: View, thing: str) -> Iterable[Key]:
    """Those who may manage points."""
    return (keys.permitted("manage_points"),)


def file_owner(view: View, thing: str) -> Iterable[Key]:
    """Who brought the file; nothing else about an author ever opens anything."""
    return (keys.user(view.files[thing].owner),)


def file_receivers(view: View, thing: str) -> Iterable[Key]:
    """Those to whom the file was given themselves; a group it was given to is a place where it is found."""
    return (people.target_key(view, to) for to in view.files[thing].shared if to not in view.groups)
