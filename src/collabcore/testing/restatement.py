"""The rules once more, said plainly: the independent judge of what the engine decides.

Written from the documents alone, with nested ifs and whole sets, over nothing but the primitive facts of a
`View`: things by id, members, follows, shares. It imports none of the rooms it judges (import-linter sees to
it), and asks the view for no keys, holders, locks or timelines.
Where the engine and this page differ, one of them misread the documents.

How to read it: every function answers one question, one condition a line, each with where it was read.
*R* is RULES, *S* is SCORING, *rd* is READINGS, by section or number, *G* and *P* are their worked cases.
Everything is slow on purpose.
"""

from __future__ import annotations

from collabcore.model import Comment, Level, Post
from collabcore.testing.restated_access import (
    at_work,
    default_for_people,
    holds_any,
    in_live_network,
    in_some_network,
    is_insider,
    is_person_shared,
    is_site,
    outranks,
    record_level,
)
from collabcore.testing.restated_files import sees_file
from collabcore.view import View

__all__ = [
    "audience",
    "may_comment",
    "may_follow",
    "may_post",
    "may_see",
    "reads_group",
    "record_level",
    "visible_posts",
]

# Who sees what


def may_see(view: View, viewer: str, item: str) -> bool:
    """Tell whether a viewer sees a post, comment or record, or knows of a person or group.

    Cost: O(facts).
    """
    if not at_work(view, viewer):
        return False  # whoever is not there or inactive sees nothing, not even their own (R 1.1 step 0)
    if item in view.posts:
        return _sees_post(view, viewer, view.posts[item])
    if item in view.comments:
        return _sees_comment(view, viewer, view.comments[item])
    if item in view.users:
        return _knows_person(view, viewer, item)
    if item in view.groups:
        return _knows_group(view, viewer, item)
    if item in view.ideas or item in view.badges or item in view.rewards:
        return view.users[viewer].kind in {"internal", "free"}  # (rd 88)
    if item in view.redemptions:
        return view.redemptions[item].user == viewer or holds_any(view, viewer, "manage_points")  # (S 2.6)
    if item in view.files:
        return sees_file(view, viewer, view.files[item], lambda place: _passes(view, viewer, place))
    return record_level(view, viewer, item) >= Level.READ  # of what is nothing, nobody knows (rd 85)


def visible_posts(view: View, viewer: str) -> frozenset[str]:
    """Return every post the viewer sees: asked one by one.

    Cost: O(posts * facts).
    """
    return frozenset(post for post in view.posts if may_see(view, viewer, post))


def audience(view: View, item: str) -> frozenset[str]:
    """Return every user who sees an item: asked one by one.

    Cost: O(users * facts).
    """
    return frozenset(user for user in view.users if may_see(view, user, item))


# Everything below is asked for viewers who are at work.


def _sees_post(view: View, viewer: str, post: Post) -> bool:
    if not _passes_place(view, viewer, post.to):
        return False  # the place decides, never author, mention or follow (R 0.1 sentence 1)
    if post.audience == "internal" and not is_insider(view, viewer):
        return False  # even with access to the record (R 1.1 step 3, R 1.2)
    if not _passes_network(view, viewer, post):
        return False
    if post.is_tracked and not _reads_a_field(view, viewer, post):
        return False  # (G37)
    return _passes_status(view, viewer, post)


def _passes_network(view: View, viewer: str, post: Post) -> bool:
    if post.to in view.records:
        return not is_site(view, viewer) or in_some_network(view, viewer)  # (rd 3)
    if post.to in view.groups:
        return True  # the group's own network was asked for when it came to the place (rd 67)
    if post.network is None:
        return not is_site(view, viewer)  # the default site: insiders and customers (R 1.1 step 4)
    if view.users[viewer].kind == "customer":
        return False  # never a member of a network (R 1.2)
    if holds_any(view, viewer, "view_all_data", "modify_all_data"):
        return True  # (R 1.1 step 4)
    return in_live_network(view, viewer, post.network)


def _reads_a_field(view: View, viewer: str, post: Post) -> bool:
    """Tell whether a viewer's profile may read a field that a tracked change is about (G37)."""
    by_type = view.settings.hidden_fields.get(view.users[viewer].profile, {})
    hidden = by_type.get(view.records[post.to].type, ())
    return any(change.field not in hidden for change in post.changes)


def _sees_comment(view: View, viewer: str, comment: Comment) -> bool:
    if not may_see(view, viewer, comment.post):
        return False  # a comment is seen where its post is seen (R 0.1 sentence 5)
    return _passes_status(view, viewer, comment)  # and has a status of its own (rd 10)


def _passes_status(view: View, viewer: str, item: Post | Comment) -> bool:
    if item.status == "published":
        return True
    if holds_any(view, viewer, "modify_all_data"):
        return True  # the only one who sees what is isolated, the author does not (R 1.1 step 2, rd 10)
    if item.status == "pending":
        if viewer == item.author:
            return True  # who waits for the review (rd 10)
        return holds_any(view, viewer, "approve_posts", "view_all_data")  # who reviews (rd 10)
    return False


def _passes(view: View, viewer: str, place: str) -> bool:
    """Tell whether a viewer sees a post or comment, or reads what is in a group or on a record."""
    said = place in view.posts or place in view.comments
    return may_see(view, viewer, place) if said else _passes_place(view, viewer, place)


def _passes_place(view: View, viewer: str, place: str) -> bool:
    if place in view.users:
        return _reads_wall(view, viewer, place)
    if place in view.groups:
        return reads_group(view, viewer, place)
    return record_level(view, viewer, place) >= Level.READ


# People


def _reads_wall(view: View, viewer: str, person: str) -> bool:
    if viewer == person:
        return True  # one's own (R 1.1)
    if view.users[viewer].kind == "customer":
        # Only the profiles of people in his groups (R 1.2), and where users are private their names only (rd 9).
        return view.settings.user_visibility == "public" and _meets_in_a_group(view, viewer, person)
    if default_for_people(view, viewer) == "public":
        return True  # all read each other's walls (R 1.1, R 1.5)
    if view.users[viewer].kind == "free":
        return False  # never another's, whatever he holds (R 1.2, rd 9)
    if holds_any(view, viewer, "view_all_users", "manage_users"):
        return True  # (R 1.1)
    if holds_any(view, viewer, "view_all_data", "modify_all_data"):
        return True  # they imply view_all_users (rd 9)
    if outranks(view, viewer, person):
        return True  # read one's role subordinates (R 1.5, G6)
    return is_person_shared(view, viewer, person)  # (R 1.1, rd 34)


def _knows_person(view: View, viewer: str, person: str) -> bool:
    # Co-members know each other by name, all of them, inactive ones too (rd 9, 45, 81).
    return _reads_wall(view, viewer, person) or _meets_in_a_group(view, viewer, person)


def _meets_in_a_group(view: View, viewer: str, person: str) -> bool:
    return any({viewer, person} <= set(view.members(group)) for group in view.groups)


# Groups


def reads_group(view: View, viewer: str, group: str) -> bool:
    """Tell whether a viewer who is at work reads what is said in a group. Cost: O(facts)."""
    if view.users[viewer].kind == "customer":
        return _takes_in(view, viewer, group)
    if is_site(view, viewer) and not _in_the_network_of(view, viewer, group):
        return False  # membership of the network comes first (R 1.2)
    if viewer in view.members(group):
        return True  # member, manager or owner (R 1.1)
    if view.groups[group].access == "public":
        if view.groups[group].network is None:
            return True  # anyone internal: outsiders were turned away above (R 2.1)
        if _in_the_network_of(view, viewer, group):
            return True  # a network's group is for the network's members (R 1.1, R 1.2)
    if view.groups[group].access != "unlisted":
        return holds_any(view, viewer, "view_all_data", "modify_all_data")  # (R 2.1)
    return holds_any(view, viewer, "manage_unlisted_groups")  # unlisted beats admin (R 0.1 sentence 4)


def _takes_in(view: View, customer: str, group: str) -> bool:
    """Tell whether a group lets a customer in: his own, if it takes customers and is in no network (R 1.2)."""
    facts = view.groups[group]
    return customer in view.members(group) and facts.customers and facts.network is None


def _in_the_network_of(view: View, viewer: str, group: str) -> bool:
    network = view.groups[group].network
    return network is not None and in_live_network(view, viewer, network)


def _knows_group(view: View, viewer: str, group: str) -> bool:
    if reads_group(view, viewer, group):
        return True
    if view.groups[group].access == "unlisted" or view.users[viewer].kind == "customer":
        return False  # no list, no search, no shell (R 1.2, rd 72)
    if is_site(view, viewer):
        return _in_the_network_of(view, viewer, group)  # the shell, within the network
    return True  # a private group's shell is known to every insider (R 0.3 C5, rd 23)


# Who may do what


def may_follow(view: View, user: str, target: str) -> bool:
    """Tell whether a user may follow a target, limits aside.

    Cost: O(facts).
    """
    if not at_work(view, user) or user == target:
        return False
    if target in view.users:
        if "customer" in {view.users[user].kind, view.users[target].kind}:
            return False  # they neither follow nor are followed (R 3, G30)
        # A name known from a group is not enough (rd 81), and nobody aims at the inactive (rd 44, 84).
        return at_work(view, target) and _reads_wall(view, user, target)
    if target in view.files:
        return may_see(view, user, target)
    return record_level(view, user, target) >= Level.READ  # a group is joined, not followed (rd 62)


def may_post(view: View, user: str, to: str) -> bool:
    """Tell whether a user may post somewhere, limits aside.

    Cost: O(facts).
    """
    if not at_work(view, user):
        return False  # (rd 84)
    if to in view.users:
        if view.users[user].kind == "customer":
            return False  # not even on their own (R 1.6b)
        # Anyone who may see that user (R 1.6b); nobody aims at the inactive (rd 84).
        return at_work(view, to) and _reads_wall(view, user, to)
    if to in view.groups:
        return _posts_in_group(view, user, to)
    return record_level(view, user, to) >= Level.READ  # read on the record is enough (R 1.6b)


def _posts_in_group(view: View, user: str, group: str) -> bool:
    facts = view.groups[group]
    if facts.archived or not reads_group(view, user, group):
        return False  # archived: nobody (R 1.6b)
    if facts.broadcast:
        if view.members(group).get(user) in {"owner", "manager"}:
            return True  # (R 1.6b)
        return facts.access == "public" and holds_any(view, user, "modify_all_data")  # (R 1.6b)
    if facts.access == "public" and not view.settings.public_post_requires_membership:
        return True  # any internal user (R 1.6b, C4), and the network's members in its groups
    return _belongs(view, user, group)


def may_comment(view: View, user: str, post: str) -> bool:
    """Tell whether a user may comment on a post, limits aside.

    Cost: O(facts).
    """
    if post not in view.posts or not may_see(view, user, post):
        return False
    if view.posts[post].status != "published":
        return False  # blocked while it waits (R 4.3), and no less when it was taken out
    if view.posts[post].closed:
        return False  # closed: for everybody (R 4.3)
    place = view.posts[post].to
    if place in view.users and view.users[user].kind == "customer":
        return False  # the same as for posting (R 1.6b)
    if place in view.groups and view.groups[place].access != "public":
        return _belongs(view, user, place)  # view_all_data reads and does not comment (rd 8)
    return True  # anyone who sees it (R 1.6b)


def _belongs(view: View, user: str, group: str) -> bool:
    """Tell whether a user is a member, or may do what members do (R 1.6b, rd 8)."""
    if user in view.members(group):
        return True
    if view.groups[group].access == "unlisted":
        return holds_any(view, user, "manage_unlisted_groups")
    return holds_any(view, user, "modify_all_data")
