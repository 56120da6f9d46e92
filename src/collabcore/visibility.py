"""Who sees what, and why: every decision about sight is made here, and only here.

Rule 1: the rows of `TABLE` decide; the first row that matches a viewer decides, and nothing else does.
Rule 2: a row speaks in keys. It matches a viewer who holds one of its `keys` and none of its `unless`;
so the same row answers for one viewer (`can_see`), for a viewer's everything (`visible_posts`)
and for everyone at once (`audience`), and the three cannot disagree.
Rule 3: follow, mention, like and authorship never appear here, but for a post held back, which its author sees.

How to read the table. An item is judged in places, in this order: the viewer, the comment, the post, and the place
it hangs on. In a place come first the gates, which turn some people away; then, where things hang, the grants, which
let people in; then the denials that close it. Gates and grants of a place together are its *lock* (`keys.Lock`):
whoever is turned away by no gate and holds one key of a grant gets in.
The conditions are in `conditions`, one named function each; the reasons, in words, in `explaining`.

What the table cannot say: how much a reader may do with a record (`records`), and who may write where (`groups`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Literal, TypeAlias

import attrs

from collabcore import conditions as cond
from collabcore.errors import not_found
from collabcore.keys import Either, Gate, Key, Lock
from collabcore.model import Badge, Comment, File, Group, Idea, Post, Record, Redemption, Reward, User
from collabcore.view import Place, View

__all__ = [
    "BY_PLACE",
    "TABLE",
    "Row",
    "Step",
    "admitted",
    "audience",
    "behind",
    "by_place",
    "can_see",
    "gates",
    "judged",
    "likeness",
    "lock",
    "opens",
    "place_of",
    "posts_seen",
    "reads",
    "steps",
    "visible_posts",
    "ways",
    "whole_lock",
]

_Keys: TypeAlias = Callable[[View, str], Iterable[Key]]
_Gated: TypeAlias = Literal["viewer", "comment", "post", "recognition", "redemption", "file"] | Place
Step: TypeAlias = tuple[_Gated, str]
"""A place that an item is judged in: its kind, and the thing that is asked about there."""


@attrs.frozen(kw_only=True)
class Row:
    """One row of the table: whom it concerns, in which place, what it decides, in words, and whence the rule."""

    id: str
    effect: Literal["allow", "deny"]
    place: _Gated
    keys: _Keys
    unless: _Keys = cond.nobody
    why: str
    source: str

    def matches(self, view: View, held: AbstractSet[Key], thing: str) -> frozenset[Key]:
        """Return the keys of this row that `held` has, none if `unless` has one of them too."""
        found = frozenset(self.keys(view, thing)) & held
        return found if found and held.isdisjoint(self.unless(view, thing)) else frozenset()


_GROUP: Final = (
    ("member", cond.members, "members read their group", "[OR:CollaborationGroup]"),
    ("administrator", cond.administrators_if_listed, "data administrators read listed groups", "RULES 0.1 (4)"),
    ("manages_unlisted", cond.unlisted_managers, "managers of unlisted groups read them", "RULES 0.1 (4) [H-GRP]"),
)
_PROFILE: Final = (
    ("own", cond.oneself, "it is `{viewer}`'s own profile", "RULES 1.1"),
    ("public", cond.insiders_where_users_are_public, "profiles are public here", "RULES 1.2 [H-USH]"),
    (
        "external_public",
        cond.outsiders_where_users_are_public,
        "profiles are public for outsiders too",
        "RULES 1.5 [H-NETU]",
    ),
    ("administrator", cond.user_administrators, "user administrators see every profile", "RULES 1.1 [H-USH]"),
    ("superior", cond.superiors, "people above `{thing}`'s role see the profile", "RULES 1.1 [H-USH]"),
    ("shared", cond.shared_with, "`{thing}` is shared with `{viewer}`", "RULES 1.1 [H-USH], READINGS 34"),
    ("fellow_guest", cond.fellow_guests, "customers see the people of their groups", "RULES 1.2 [BLOG-LIC]"),
)


_FILE: Final = (
    ("owner", cond.file_owner, "`{viewer}` brought `{thing}`", "READINGS 56"),
    ("shared", cond.file_receivers, "`{thing}` was given to `{viewer}`", "RULES 1.6c, READINGS 56"),
)


def _grants(place: _Gated, *rows: tuple[str, _Keys, str, str]) -> Iterator[Row]:
    for name, condition, why, source in rows:
        yield Row(id=f"{place}.{name}", effect="allow", place=place, keys=condition, why=why, source=source)


def _gate(rule: str, place: _Gated, condition: _Keys, why: str, source: str, unless: _Keys = cond.nobody) -> Row:
    return Row(id=rule, effect="deny", place=place, keys=condition, unless=unless, why=why, source=source)


def _status_gates(place: Literal["comment", "post"]) -> Iterator[Row]:
    source = "RULES 1.1, READINGS 10 [OR:FeedItem]"
    why = "`{thing}` was isolated by moderation"
    yield _gate(f"{place}.isolated", place, cond.isolated, why, source, cond.data_administrators)
    yield _gate(
        f"{place}.pending", place, cond.pending, "`{thing}` waits for approval", source, cond.author_and_approvers
    )


def _people_gates(place: Literal["person", "profile"]) -> Iterator[Row]:
    why = "free users see nobody else's private profile"
    known = cond.oneself_and_co_members if place == "person" else cond.oneself  # co-members by name (READINGS 9)
    yield _gate(
        f"{place}.free_user", place, cond.free_users_where_private, why, "RULES 1.2, READINGS 9 [H-FREE]", known
    )
    why = "customers know only the people of their groups"
    known = cond.oneself_and_co_members if place == "person" else cond.oneself_and_fellow_guests
    yield _gate(f"{place}.customer", place, cond.customers, why, "RULES 1.2 [BLOG-LIC]", known)


def _group_gates(place: Literal["shell", "group"]) -> Iterator[Row]:
    why = "customers are only in the groups that took them in"
    yield _gate(f"{place}.customer", place, cond.customers, why, "RULES 1.2 [BLOG-LIC]", cond.guests_taken_in)
    why = "`{thing}` is not in a network of `{viewer}`'s"
    yield _gate(
        f"{place}.not_in_network", place, cond.those_of_networks, why, "RULES 1.2, 1.5", cond.members_of_its_network
    )


TABLE: Final[tuple[Row, ...]] = (
    _gate("viewer.inactive", "viewer", cond.inactive, "`{viewer}` is deactivated", "RULES 1.2 [OR:User]"),
    *_status_gates("comment"),
    *_status_gates("post"),
    _gate(
        "post.internal_only",
        "post",
        cond.outsiders_of_internal_posts,
        "`{thing}` is for the organisation's own people",
        "RULES 1.1 (3) [OR:FeedItem]",
    ),
    _gate(
        "post.not_in_network",
        "post",
        cond.strangers_to_the_network,
        "`{viewer}` is in no live network that `{thing}` is in",
        "RULES 1.1 (4), READINGS 3",
        cond.members_of_the_network,
    ),
    _gate(
        "post.customer",
        "post",
        cond.guests_if_in_a_network,
        "customers are in no network",
        "RULES 1.2 [OR:NetworkMemberGroup]",
    ),
    _gate(
        "post.fields_hidden",
        "post",
        cond.profiles_that_hide_it,
        "`{viewer}`'s profile may read none of the changed fields",
        "RULES 5 [OR:FeedTrackedChange]",
    ),
    *_people_gates("person"),
    *_grants(
        "person", *_PROFILE, ("co_member", cond.co_members, "members of one group know each other", "READINGS 9, 81")
    ),
    _gate("person.hidden", "person", cond.everyone, "users are private and nothing shows `{thing}`", "RULES 1.2"),
    *_people_gates("profile"),
    *_grants("profile", *_PROFILE),
    _gate("profile.private", "profile", cond.everyone, "users are private and nothing opens the wall", "RULES 1.2"),
    *_group_gates("shell"),
    *_grants(
        "shell", *_GROUP, ("listed", cond.insiders_if_listed, "public and private groups are listed", "RULES 0.3 C5")
    ),
    _gate("shell.hidden", "shell", cond.everyone, "there is nothing to know of an unlisted group", "RULES 2.1"),
    *_group_gates("group"),
    *_grants("group", *_GROUP, ("public", cond.insiders_if_public, "public groups are open to insiders", "RULES 1.2")),
    _gate("group.members_only", "group", cond.everyone_if_listed, "only members read `{thing}`", "RULES 2.1"),
    _gate("group.hidden", "group", cond.everyone, "there is nothing to know of an unlisted group", "RULES 2.1"),
    _gate(
        "record.not_licensed", "record", cond.unlicensed, "`{viewer}`'s kind of user works with no records", "RULES 1.2"
    ),
    *_grants(
        "record", ("read", cond.record_readers, "`{viewer}` may read `{thing}`", "RULES 8.2 [OR:UserRecordAccess]")
    ),
    _gate("record.no_access", "record", cond.everyone, "`{viewer}` has no access to `{thing}`", "RULES 8.2"),
    *_grants("recognition", ("insiders", cond.recognised, "it is for internal and free people", "READINGS 88")),
    _gate("recognition.outsider", "recognition", cond.everyone, "it is not for outsiders", "READINGS 88"),
    *_grants(
        "redemption",
        ("own", cond.who_redeemed, "it is `{viewer}`'s own", "SCORING 2.6, READINGS 72"),
        ("manager", cond.managers_of_points, "managers of points approve and fulfil", "SCORING 2.6, READINGS 72"),
    ),
    _gate("redemption.hidden", "redemption", cond.everyone, "it is somebody else's", "SCORING 2.6, READINGS 72"),
    *_grants("file", *_FILE),
    _gate("file.hidden", "file", cond.everyone, "nothing that `{viewer}` sees holds `{thing}`", "READINGS 56"),
)
"""The rule table. INVARIANT: in a place gates come first, then grants, then the denials that close it."""


def by_place(table: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Return the rows of each place, in their order. Cost: O(rows)."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in table:
        found[row.place] = (*found.get(row.place, ()), row)
    return found


def _opening_rows(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the gates and the grants of a place."""
    grants = tuple(row for row in rows if row.effect == "allow")
    first = rows.index(grants[0]) if grants else len(rows)
    return tuple(rows[:first]), grants


BY_PLACE: Final = by_place(TABLE)
_GATES: Final = {place: _opening_rows(rows)[0] for place, rows in BY_PLACE.items()}
_GRANTS: Final = {place: _opening_rows(rows)[1] for place, rows in BY_PLACE.items()}


def lock(view: View, place: _Gated, thing: str) -> Lock:
    """Return what a place asks of whoever wants in. A view answers `lock` with this, and may remember it.

    Cost: O(keys of the lock).
    """
    grants = [frozenset(row.keys(view, thing)) for row in _GRANTS[place]]
    if not grants:
        return Lock(_gates(view, place, thing))
    return Lock(_gates(view, place, thing), grants[0] if len(grants) == 1 else grants[0].union(*grants[1:]))


def _gates(view: View, place: _Gated, thing: str) -> tuple[Gate, ...]:
    """Return the gates of a place that turn anybody away."""
    return tuple(
        [
            (keys, frozenset(row.unless(view, thing)))
            for row in _GATES[place]
            if (keys := frozenset(row.keys(view, thing)))
        ]
    )


def place_of(view: View, parent: str) -> Place:
    """Return which kind of place posts on `parent` hang on. Cost: O(1)."""
    if parent in view.groups:
        return "group"
    return "record" if parent in view.records else "profile"


def steps(view: View, item: str) -> tuple[Step, ...]:
    """Return the places an item is judged in, in order; none for what is not there to be seen. Cost: O(1)."""
    match view.thing(item):
        case Comment(post=post):
            return (("viewer", item), ("comment", item), *steps(view, post)[1:])
        case Post(to=to):
            return (("viewer", item), ("post", item), (place_of(view, to), to))
        case User():
            return (("viewer", item), ("person", item))
        case Group():
            return (("viewer", item), ("shell", item))
        case Record():
            return (("viewer", item), ("record", item))
        case Redemption():
            return (("viewer", item), ("redemption", item))
        case Idea() | Badge() | Reward():
            return (("viewer", item), ("recognition", item))
        case File():
            return (("viewer", item), ("file", item))
        case _:
            return ()


def ways(view: View, item: str) -> Iterator[tuple[Step, ...]]:
    """Yield the ways in which an item can be seen, each by its steps: one, but for a file, which hangs in many places.

    A file is seen by itself, in its home, in the groups it was given to, and in the posts and comments that hold it;
    the best place wins (RULES 1.6c, READINGS 56).

    Cost: O(places).
    """
    found = steps(view, item)
    if found:
        yield found
    file = view.files.get(item)
    if file is not None:
        homes = ((file.on,) if file.on is not None else ()) + tuple(to for to in file.shared if to in view.groups)
        yield from ((("viewer", item), (place_of(view, home), home)) for home in homes)
        yield from (steps(view, holder) for holder in view.holding(item))


def whole_lock(view: View, item: str) -> Lock | None:
    """Return what an item asks in all its places together, None for what is not there to be seen.

    A view answers `whole_lock` with this, and may remember it.

    Cost: O(keys of the lock).
    """
    found = tuple(behind(view, gates(view, way[:-1]), way[-1]) for way in ways(view, item))
    if not found:
        return None
    return Either(ways=found) if item in view.files else found[0]


def gates(view: View, outside: Iterable[Step]) -> tuple[Gate, ...]:
    """Return the gates of all places that an item is in but the last.

    They hang on its likeness, on the kind of the last place, and on settings: a view may remember them by these.

    Cost: O(gates).
    """
    return tuple([gate for place, thing in outside for gate in _gates(view, place, thing)])


def behind(view: View, outside: tuple[Gate, ...], last: Step) -> Lock:
    """Return what the last place asks, behind the gates of the outer ones. Cost: O(keys of the lock)."""
    return _lock(view, *last).behind(outside)


def likeness(item: Post | Comment) -> Hashable:
    """Return what the gates of a post or comment read of it: those alike in it, in one place, ask the same.

    Whatever is held back, or shows changed fields, is like itself alone.

    Cost: O(1).
    """
    held_back = item.status != "published"
    if isinstance(item, Post):
        return (item.id if held_back or item.changes else "", item.status, item.audience, item.network)
    return (item.id if held_back else "", item.status)


def opens(view: View, held: AbstractSet[Key], place: _Gated, thing: str) -> bool:
    """Tell whether the holder of some keys gets past one place. Cost: O(keys of the lock)."""
    return _lock(view, place, thing).opens(held)


def _lock(view: View, place: _Gated, thing: str) -> Lock:
    """Return a lock: from the view, which remembers those of places, or worked out, for what stands by itself."""
    if place in ("viewer", "comment", "post", "recognition", "redemption", "file"):
        return lock(view, place, thing)
    return view.lock(place, thing)  # type: ignore[arg-type]


def reads(view: View, user: str, target: str) -> bool:
    """Tell whether a user may read what hangs on a target: a wall, group, record, or where a file is.

    Cost: O(1), O(places) for a file.
    """
    if target in view.files:
        return can_see(view, user, target)
    return view.lock(place_of(view, target), target).opens(view.keys(user))


def can_see(view: View, viewer: str, item: str) -> bool:
    """Tell whether a viewer may see a post or comment, or may know of a person, group, record or file.

    It does not tell the hidden from the unknown: both are false, and so is every answer for a viewer who is not there.

    Cost: O(1).

    Source: RULES 1.1.
    """
    return view.sees(viewer, item)


def judged(view: View, viewer: str, item: str) -> bool:
    """Tell whether what an item asks lets a viewer in. A view answers `sees` with this, and may remember it.

    Cost: O(1).
    """
    asked = view.whole_lock(item)
    return asked is not None and asked.opens(view.keys(viewer))


def audience(view: View, item: str) -> frozenset[str]:
    """Return everyone who may see a post or comment, or may know of a person, group, record or file.

    Cost: O(1), O(audience) the first time after anybody's keys or what the item asks changed.

    Raises:
        NotFoundError: There is no such item.
    """
    asked = view.whole_lock(item)
    if asked is None:
        raise not_found(item)
    return view.admitted(asked)


def admitted(view: View, asked: Lock) -> set[str]:
    """Return everyone whom a lock with grants lets in. A view answers `admitted` with this, and may remember it.

    Cost: O(its keys' holders).
    """
    if isinstance(asked, Either):
        return set[str]().union(*(admitted(view, way) for way in asked.ways))
    inside = _holders(view, asked.grants or ())
    for turned_away, unless in asked.gates:
        inside -= _holders(view, turned_away) - _holders(view, unless)
    return inside


def _holders(view: View, wanted: Iterable[Key]) -> set[str]:
    return set[str]().union(*(view.holders(key) for key in wanted))


def visible_posts(view: View, viewer: str) -> frozenset[str]:
    """Return every post a viewer may see.

    Cost: O(1), O(new posts + result) after posts were made, O(places opened + result) after anything but talk.
    """
    return view.visible_posts(viewer)


def posts_seen(view: View, viewer: str) -> set[str]:
    """Return every post a viewer may see. A view answers `visible_posts` with this, and may remember it.

    Cost: O(places opened + result).
    """
    held = view.keys(viewer)
    found: set[str] = set()
    for parent in _opening(view, held):
        for alike in view.posts_on(parent).values():
            asked = view.whole_lock(next(iter(alike)))
            if asked is not None and asked.opens(held):
                found.update(alike)
    return found


def _opening(view: View, held: AbstractSet[Key]) -> Iterator[str]:
    """Yield every profile, group and record with a grant for some keys; its gates may still turn them away."""
    places: tuple[Place, ...] = ("profile", "group", "record")
    for place in places:
        yield from {thing for key in held for thing in view.opened(place, key)}
